"""Who tried a practice, and what came of it; and the facts by which practices are weighed for a need."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from pearls.files import queries as file_queries
from pearls.kernel.actor import Actor, Role
from pearls.people import queries as people_queries
from pearls.places.models import Place
from pearls.practices.models import Adoption, Practice
from pearls.practices.rules.adoptions import AdoptionState, Outcome, Teller, summed

MOST_SHOWN = 50


@dataclass(frozen=True)
class Tried:
    """The attempts with one practice, the latest first, and how many places came to which outcome."""

    adoptions: list[Adoption]
    outcomes: list[tuple[Outcome, int]]

    @property
    def place_count(self) -> int:
        return len({adoption.place_id for adoption in self.adoptions})

    @property
    def invented_count(self) -> int:
        return sum(adoption.is_demonstration for adoption in self.adoptions)


def public_adoptions(*, with_demonstration: bool = True) -> QuerySet[Adoption]:
    """What readers see, failed attempts as well. Invented ones are marked where they are shown, and never counted."""
    found = Adoption.objects.filter(state=AdoptionState.PUBLIC)
    return found if with_demonstration else found.filter(is_demonstration=False)


def adoptions_of(practice: Practice, *, with_demonstration: bool = True) -> QuerySet[Adoption]:
    """The attempts with a practice that readers see, the latest first, each with its place."""
    found = public_adoptions(with_demonstration=with_demonstration).filter(practice=practice)
    return found.select_related("place", "practice")[:MOST_SHOWN]


def tried(practice: Practice) -> Tried:
    """The attempts of other places with a practice; one query."""
    found = list(adoptions_of(practice))
    counts: dict[str, int] = {}
    for adoption in found:
        counts[adoption.outcome] = counts.get(adoption.outcome, 0) + 1
    return Tried(found, summed(counts))


def tried_counts(practices: Iterable[int]) -> dict[int, int]:
    """In how many places each of these practices (their rows) was tried, invented ones left out; one query."""
    found = public_adoptions(with_demonstration=False).filter(practice__in=list(practices)).order_by()
    return dict(found.values_list("practice").annotate(number=Count("place", distinct=True)))


def with_tried_count(practices: QuerySet[Practice]) -> QuerySet[Practice]:
    """A few practices, each knowing in how many places it was tried (`tried_count`), invented ones left out."""
    mine = public_adoptions(with_demonstration=False).filter(practice=OuterRef("pk")).order_by().values("practice")
    counted = mine.annotate(number=Count("place", distinct=True)).values("number")
    return practices.annotate(tried_count=Coalesce(Subquery(counted), 0))


def worked_counts(practices: Collection[int]) -> dict[int, int]:
    """In how many places each of these practices worked, wholly or in part; invented ones left out; one query."""
    worked = public_adoptions(with_demonstration=False).filter(outcome__in=(Outcome.WORKS, Outcome.PARTLY))
    found = worked.filter(practice__in=practices).order_by()
    return dict(found.values_list("practice").annotate(number=Count("place", distinct=True)))


def adoptions_of_place(place: Place) -> QuerySet[Adoption]:
    """What a place tried, for its page; each with the practice."""
    return public_adoptions().filter(place=place).select_related("practice")


def teller_of(actor: Actor, place: Place) -> Teller:
    """What somebody is to the attempts of a place."""
    return Teller(
        is_of_town=people_queries.is_speaker(actor, place),
        is_office=actor.is_office(),
        is_editor=actor.has_role(Role.EDITOR),
    )


def own_adoptions(actor: Actor) -> QuerySet[Adoption]:
    """Every record of the places that somebody speaks for, drafts and withdrawn too; all for office and editors."""
    found = Adoption.objects.select_related("practice", "place")
    if actor.is_office() or actor.has_role(Role.EDITOR):
        return found
    return found.filter(place__in=people_queries.place_ids_spoken_for(actor))


def adoption_for(actor: Actor, ref: str) -> Adoption:
    """One record for those who may write in it or withdraw it. Raises: Http404."""
    found = own_adoptions(actor).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def public_adoption(ref: str) -> Adoption:
    """One record that readers see. Raises: Http404."""
    found = public_adoptions().filter(ref=ref).select_related("practice", "place").first()
    if found is None:
        raise Http404
    return found


def adoptions_of_plan(plan: str) -> QuerySet[Adoption]:
    """The records that a plan ("plan:<ref>") made, each with its practice."""
    return Adoption.objects.filter(plan_activity__startswith=f"{plan}/").select_related("practice")


def proofs_of(adoptions: Sequence[Adoption]) -> dict[str, list[Any]]:
    """The files of these records by their subjects; one query."""
    found: dict[str, list[Any]] = {}
    for stored in file_queries.files_of_owners([adoption.subject for adoption in adoptions]):
        found.setdefault(stored.owner, []).append(stored)
    return found
