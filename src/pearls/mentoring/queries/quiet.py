"""Towns with a mentor and their last sign of life, in one query."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from pearls.documents.models import DocumentField
from pearls.kernel.actor import Actor
from pearls.mentoring.models import Meeting, Pair
from pearls.mentoring.queries import pairs
from pearls.mentoring.rules.quiet import Level, Life, Sign, Thresholds, life_of
from pearls.mentoring.rules.walls import PairKind
from pearls.mentoring.rules.working import MeetingState
from pearls.people.models import Mentorship
from pearls.plans.models import LogEntry, Remark
from pearls.plans.models import Meeting as PlanMeeting

FILE = Path(__file__).resolve().parents[1] / "data" / "quiet.toml"


@lru_cache(maxsize=1)
def thresholds() -> Thresholds:
    """After how many days a town is quiet; read once in a process."""
    return Thresholds(**tomllib.loads(FILE.read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Heard:
    """A town and when it was last heard of."""

    pair: Pair
    life: Life

    @property
    def is_quiet(self) -> bool:
        return self.life.level != Level.ALIVE


def heard_of(found: QuerySet[Pair], *, now: datetime) -> list[Heard]:
    """These towns by their last sign of life, the longest silence first."""
    rows = [_heard(pair, now) for pair in with_signs(found)]
    return sorted(rows, key=lambda row: (-row.life.days, row.pair.pk))


def quiet_towns(actor: Actor, *, now: datetime) -> Sequence[Heard]:
    """The quiet towns that the actor mentors or, for the office, of its editions."""
    found = pairs.all_pairs(actor) if actor.is_office() else pairs.pairs_of(actor)
    return [row for row in heard_of(found, now=now) if row.is_quiet]


def with_signs(found: QuerySet[Pair]) -> QuerySet[Pair]:
    """Pairs of towns that somebody mentors now, each with its latest signs."""
    mentored = Mentorship.objects.filter(
        place=OuterRef("place"), edition_key=OuterRef("edition_key"), ended_at__isnull=True
    )
    at_town = {"application__place": OuterRef("place"), "application__edition__key": OuterRef("edition_key")}
    of_plan = {f"plan__{way}": value for way, value in at_town.items()}
    of_document = {f"document__plan__{way}": value for way, value in at_town.items()}
    signs = {
        "sign_plan": DocumentField.objects.filter(changed_at__isnull=False, **of_document)
        .order_by("-changed_at")
        .values("changed_at"),
        "sign_log": LogEntry.objects.filter(**of_plan).order_by("-logged_at").values("logged_at"),
        "sign_remark": Remark.objects.filter(
            by_mentor=False, **{f"thread__{way}": value for way, value in of_plan.items()}
        )
        .order_by("-written_at")
        .values("written_at"),
        "sign_meeting": Meeting.objects.filter(pair=OuterRef("pk"), state=MeetingState.HELD)
        .order_by("-starts_at")
        .values("starts_at"),
        "sign_noted": PlanMeeting.objects.filter(**of_plan).order_by("-noted_at").values("noted_at"),
    }
    town_pairs = found.filter(Exists(mentored), kind=PairKind.TOWN)
    return town_pairs.annotate(**{name: Subquery(rows[:1]) for name, rows in signs.items()})


def _heard(pair: Pair, now: datetime) -> Heard:
    met = [at for at in (pair.sign_meeting, pair.sign_noted) if at is not None]  # type: ignore[attr-defined]
    signs: dict[Sign, datetime | None] = {
        Sign.PLAN: pair.sign_plan,  # type: ignore[attr-defined]
        Sign.LOG: pair.sign_log,  # type: ignore[attr-defined]
        Sign.REMARK: pair.sign_remark,  # type: ignore[attr-defined]
        Sign.MEETING: max(met, default=None),
        Sign.BEGINNING: pair.opened_at,
    }
    return Heard(pair, life_of(signs, thresholds=thresholds(), now=now))
