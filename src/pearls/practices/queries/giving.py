"""What is given out to other machines: never what is invented; what was withdrawn only as a note that it is gone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min, QuerySet

from pearls.practices.models import Naming, Practice


@dataclass(frozen=True)
class Place:
    """Where a list of practices by their last change goes on: behind this one."""

    changed_at: datetime
    pk: int


@dataclass(frozen=True)
class Harvest:
    """Which practices a harvester wants: of a set (its kind and member; none is all), changed from and before."""

    kind: str = ""
    member: str = ""
    start: datetime | None = None
    before: datetime | None = None


def given_out() -> QuerySet[Practice]:
    """All that harvesters hear of, the withdrawn too."""
    return Practice.objects.filter(is_demonstration=False)


def given_practice(key: str) -> Practice | None:
    """One of these by its key."""
    return given_out().filter(key=key).first()


def span_of_changes() -> tuple[datetime | None, datetime | None]:
    """The first and the last of the instants at which these were changed last."""
    found = given_out().aggregate(first=Min("changed_at"), last=Max("changed_at"))
    return found["first"], found["last"]


def harvest(wanted: Harvest) -> QuerySet[Practice]:
    """What a harvester wants, in no order yet."""
    found = given_out()
    if wanted.start:
        found = found.filter(changed_at__gte=wanted.start)
    if wanted.before:
        found = found.filter(changed_at__lt=wanted.before)
    if wanted.kind == "country" and wanted.member:
        return found.filter(country=wanted.member)
    if wanted.kind == "language" and wanted.member:
        return found.filter(language=wanted.member)
    if wanted.kind == "challenge":
        named = Naming.objects.filter(concept__scheme="challenge")
        named = named.filter(concept__key=wanted.member) if wanted.member else named
        return found.filter(pk__in=named.values("practice"))
    return found


def next_of(found: QuerySet[Practice], behind: Place | None, count: int) -> Sequence[Practice]:
    """The next so many by their last change: at most two queries, each answered from where the index stands."""
    in_order = found.order_by("changed_at", "pk")
    if behind is None:
        return list(in_order[:count])
    same = list(in_order.filter(changed_at=behind.changed_at, pk__gt=behind.pk)[:count])
    if len(same) == count:
        return same
    return [*same, *in_order.filter(changed_at__gt=behind.changed_at)[: count - len(same)]]


def lately_changed(*, challenge: str = "", country: str = "", count: int) -> Sequence[Practice]:
    """The practices that changed last and are public, the newest first."""
    wanted = Harvest("challenge", challenge) if challenge else Harvest()
    found = harvest(wanted).filter(withdrawn_at=None)
    return list((found.filter(country=country) if country else found).order_by("-changed_at", "-pk")[:count])


def sets_there_are() -> Iterator[tuple[str, str]]:
    """The members of each kind of set that have practices: countries and languages; two queries."""
    for kind in ("country", "language"):
        for member in given_out().order_by(kind).values_list(kind, flat=True).distinct():
            yield kind, member


def told_in_batches(count: int = 500) -> Iterator[Sequence[Practice]]:
    """All that is public by key, some at a time, in a constant memory."""
    last = ""
    found = given_out().filter(withdrawn_at=None).order_by("key")
    while batch := list(found.filter(key__gt=last)[:count]):
        yield batch
        last = batch[-1].key
