"""Panels, who sits on them, and how far everybody has come."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.http import Http404

from pearls.calls import queries as call_queries
from pearls.kernel.actor import Actor
from pearls.programme.rules import Stage
from pearls.selection.models import Assessment, Assignment, Declaration, Dossier, Panel, Seat
from pearls.selection.rules.panels import AssessmentState, AssignmentState, Conflict, SeatState, is_late

T = TypeVar("T")

RELATED = ("edition", "rules_version")
# What the pages of an assessor show of a panel and of their seat; whole rows take twice the time.
PANEL_SHOWN = (
    *(field.name for field in Panel._meta.concrete_fields),
    *("edition__key", "edition__name", "rules_version__text"),
)
_SEAT = (*(field.name for field in Seat._meta.concrete_fields), *(f"panel__{name}" for name in PANEL_SHOWN))


def panels_for(actor: Actor) -> QuerySet[Panel]:
    """The panels that the actor runs (the office, and of one edition's office that edition's) or chairs."""
    panels = Panel.objects.select_related(*RELATED)
    editions = actor.office_editions()
    if editions is None:
        return panels
    chairs = Q(seats__person_id=row_of(actor), seats__is_chair=True, seats__state=SeatState.ACCEPTED)
    return panels.filter(chairs | Q(edition__key__in=editions)).distinct()


def panel_for(actor: Actor, ref: str) -> Panel:
    """One panel for the office or its chair. Raises: Http404."""
    return or_404(panels_for(actor).filter(ref=ref).first())


def local_day(panel: Panel, now: datetime) -> date:
    """The day it is in the zone of the edition's rules."""
    return now.astimezone(ZoneInfo(panel.edition_rules.dates.zone)).date()


def seats_for(actor: Actor) -> QuerySet[Seat]:
    """The actor's own seats, open ones first."""
    seats = Seat.objects.filter(person_id=row_of(actor)).exclude(state=SeatState.ENDED)
    found = seats.select_related("panel__edition", "panel__rules_version").only(*_SEAT)
    return found.order_by("-panel__convened_at", "pk")


def seat_for(actor: Actor, ref: str) -> Seat:
    """One own seat. Raises: Http404."""
    return or_404(seats_for(actor).filter(ref=ref).first())


def chair_seat(actor: Actor, panel: Panel) -> Seat | None:
    """The actor's seat, if it is this panel's chair."""
    return panel.seats.filter(person_id=row_of(actor), is_chair=True, state=SeatState.ACCEPTED).first()


def own_seat(actor: Actor, panel: Panel) -> Seat | None:
    """The actor's accepted seat on the panel."""
    return panel.seats.filter(person_id=row_of(actor), state=SeatState.ACCEPTED).first()


def waiting_below(panel: Panel, dossiers: Iterable[Dossier] | None = None) -> list[call_queries.Dossier]:
    """What the room below has ready for this panel and the panel does not have, or not in its newest version.

    What somebody has begun to assess stays as it is. `dossiers` are those of the panel, where they are at hand.
    """
    is_final = panel.stage == Stage.FINAL
    ready = call_queries.dossiers_for_final if is_final else call_queries.dossiers_for_preselection
    given = panel.dossiers.all() if dossiers is None else dossiers
    here = {dossier.application_ref: dossier.snapshot_id for dossier in given}
    begun = set(Assessment.objects.filter(dossier__panel=panel).values_list("dossier__application_ref", flat=True))
    return [item for item in ready(panel.edition) if item.key not in begun and here.get(item.key) != item.snapshot_id]


def seats_of(panel: Panel, *, with_ended: bool = False) -> QuerySet[Seat]:
    """The panel's people, the chair first; with those whose seat has ended, where an old score may name them."""
    seats = panel.seats.select_related("person").order_by("-is_chair", "person__name")
    return seats if with_ended else seats.exclude(state=SeatState.ENDED)


def seat_among(seats: Iterable[Seat], actor: Actor) -> Seat | None:
    """The actor's accepted seat among these, as `own_seat` finds it."""
    mine = (seat for seat in seats if seat.person_id == row_of(actor) and seat.state == SeatState.ACCEPTED)
    return next(mine, None)


def dossier_on(panel: Panel, key: str) -> Dossier:
    """A dossier of the panel by its key. Raises: Http404."""
    return or_404(panel.dossiers.filter(key=key).first())


@dataclass(frozen=True)
class Progress:
    """How far one seat has come: `done` of `due`, and how many dossiers are closed to it."""

    seat: Seat
    due: int
    done: int
    conflicts: int
    undeclared: int
    is_late: bool

    @property
    def unfinished(self) -> int:
        return self.due - self.done


def progress_of(panel: Panel, *, now: datetime, total: int | None = None) -> list[Progress]:
    """How far everybody on the panel has come; a constant number of queries. `total` counts the texts still there."""
    total = panel.dossiers.filter(left_at=None).count() if total is None else total
    there = {"seat__panel": panel, "dossier__left_at": None}
    said = list(Declaration.objects.filter(**there).values_list("seat_id", "conflict", "dossier_id"))
    declared = Counter(seat for seat, _conflict, _dossier in said)
    shut = {(seat, dossier) for seat, conflict, dossier in said if conflict != Conflict.NONE}
    closed = Counter(seat for seat, _dossier in shut)
    finished = Assessment.objects.filter(**there).exclude(state=AssessmentState.OPEN)
    ended = list(finished.values_list("seat_id", "dossier_id"))
    own: Counter[int] | None = None
    if panel.assignment == AssignmentState.IN_FORCE:
        given = set(Assignment.objects.filter(**there).values_list("seat_id", "dossier_id")) - shut
        own, ended = Counter(seat for seat, _dossier in given), [pair for pair in ended if pair in given]
    done = Counter(seat for seat, _dossier in ended)
    rows = []
    for seat in seats_of(panel):
        due = total - closed[seat.pk] if own is None else own[seat.pk]
        due = due if seat.is_assessor and seat.state == SeatState.ACCEPTED else 0
        late = is_late(due_at=panel.due_at, now=now, unfinished=due - done[seat.pk])
        rows.append(Progress(seat, due, done[seat.pk], closed[seat.pk], total - declared[seat.pk], late))
    return rows


def progress_by_seat(seats: Sequence[Seat]) -> dict[int, tuple[int, int]]:
    """How many texts each of these seats has to finish, and has finished; one query, however many seats."""
    there = "panel__dossiers"
    rows = Seat.objects.filter(pk__in=[seat.pk for seat in seats]).annotate(
        _said=FilteredRelation(f"{there}__declarations", condition=Q(**{f"{there}__declarations__seat": F("pk")})),
        _work=FilteredRelation(f"{there}__assessments", condition=Q(**{f"{there}__assessments__seat": F("pk")})),
        _mine=FilteredRelation(f"{there}__assignments", condition=Q(**{f"{there}__assignments__seat": F("pk")})),
    )
    still_there = rows.filter(**{f"{there}__isnull": False, f"{there}__left_at": None})
    due: Counter[int] = Counter()
    done: Counter[int] = Counter()
    found = still_there.values_list("pk", "_said__conflict", "_work__state", "panel__assignment", "_mine__pk")
    for seat, said, state, assignment, mine in found:
        if said in (None, Conflict.NONE) and (mine or assignment != AssignmentState.IN_FORCE):
            due[seat] += 1
            done[seat] += state not in (None, AssessmentState.OPEN)
    return {seat.pk: (due[seat.pk], done[seat.pk]) for seat in seats}


def unfinished_count(panel: Panel, *, now: datetime) -> int:
    return sum(row.unfinished for row in progress_of(panel, now=now))


def conflicts_of(panel: Panel) -> QuerySet[Declaration]:
    """Every conflict on the panel, declared or by the rule."""
    rows = Declaration.objects.filter(seat__panel=panel).exclude(conflict=Conflict.NONE)
    return rows.select_related("seat__person", "dossier").order_by("dossier__name", "seat__person__name")


def row_of(actor: Actor) -> int:
    """The actor's row; 0, which nobody has, for the system and for readers without an account."""
    return actor.person_id or 0


def or_404(found: T | None) -> T:
    if found is None:
        raise Http404
    return found
