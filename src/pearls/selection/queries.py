"""All reads of the selection, and who sees what. Absent and forbidden are both 404."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404

from pearls.calls import queries as call_queries
from pearls.documents.models import Snapshot as Snapshot
from pearls.kernel.actor import Actor
from pearls.people.models import Person as Person
from pearls.programme.models import Edition as Edition
from pearls.programme.rules import Stage
from pearls.selection.models import Assessment, Decision, Declaration, Score, Seat, SignOff
from pearls.selection.models import Dossier as Dossier  # rooms above name it through us
from pearls.selection.models import Panel as Panel  # rooms above name this type through us
from pearls.selection.rules.deciding import extra_candidates
from pearls.selection.rules.panels import AssessmentState, Conflict, Ground, PanelState, Reading, SeatState, is_late
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import Ranked, Ranking, rank
from pearls.selection.rules.sheet import ScoreLine

T = TypeVar("T")

_PANELS = ("edition", "rules_version")


def panels_for(actor: Actor) -> QuerySet[Panel]:
    """The panels that the actor runs (the office, and of one edition's office that edition's) or chairs."""
    panels = Panel.objects.select_related(*_PANELS)
    editions = actor.office_editions()
    if editions is None:
        return panels
    chairs = Q(seats__person_id=_row_of(actor), seats__is_chair=True, seats__state=SeatState.ACCEPTED)
    return panels.filter(chairs | Q(edition__key__in=editions)).distinct()


def panel_for(actor: Actor, ref: str) -> Panel:
    """One panel for the office or its chair. Raises: Http404."""
    return _or_404(panels_for(actor).filter(ref=ref).first())


def seats_for(actor: Actor) -> QuerySet[Seat]:
    """The actor's own seats, open ones first."""
    seats = Seat.objects.filter(person_id=_row_of(actor)).exclude(state=SeatState.ENDED)
    return seats.select_related("panel__edition", "panel__rules_version", "person").order_by(
        "-panel__convened_at", "pk"
    )


def seat_for(actor: Actor, ref: str) -> Seat:
    """One own seat. Raises: Http404."""
    return _or_404(seats_for(actor).filter(ref=ref).first())


def chair_seat(actor: Actor, panel: Panel) -> Seat | None:
    """The actor's seat, if it is this panel's chair."""
    return panel.seats.filter(person_id=_row_of(actor), is_chair=True, state=SeatState.ACCEPTED).first()


def own_seat(actor: Actor, panel: Panel) -> Seat | None:
    """The actor's accepted seat on the panel."""
    return panel.seats.filter(person_id=_row_of(actor), state=SeatState.ACCEPTED).first()


def waiting_below(panel: Panel) -> list[call_queries.Dossier]:
    """What the room below has ready for this panel and the panel does not have, or not in its newest version.

    What somebody has begun to assess stays as it is.
    """
    is_final = panel.stage == Stage.FINAL
    ready = call_queries.dossiers_for_final if is_final else call_queries.dossiers_for_preselection
    here = dict(panel.dossiers.values_list("application_ref", "snapshot_id"))
    begun = set(Assessment.objects.filter(dossier__panel=panel).values_list("dossier__application_ref", flat=True))
    return [item for item in ready(panel.edition) if item.key not in begun and here.get(item.key) != item.snapshot_id]


def seats_of(panel: Panel) -> QuerySet[Seat]:
    return panel.seats.select_related("person").exclude(state=SeatState.ENDED).order_by("-is_chair", "person__name")


def dossier_for(actor: Actor, ref: str) -> tuple[Seat, Dossier]:
    """A dossier for somebody who sits on its panel, with the seat; whether its text may be opened, `reading_of` says.

    Raises: Http404.
    """
    dossiers = Dossier.objects.select_related(
        "panel__edition", "panel__rules_version", "snapshot__form_version", "snapshot__document", "place"
    )
    dossier = _or_404(dossiers.filter(ref=ref).first())
    seat = own_seat(actor, dossier.panel)
    return _or_404(seat), dossier


def dossier_on(panel: Panel, key: str) -> Dossier:
    """A dossier of the panel by its key. Raises: Http404."""
    return _or_404(panel.dossiers.filter(key=key).first())


def reading_of(actor: Actor, seat: Seat, dossier: Dossier) -> Reading:
    """What the rules ask about the person and the dossier."""
    declared = Declaration.objects.filter(seat=seat, dossier=dossier).first()
    assessment = assessment_of(seat, dossier)
    return Reading(
        is_own_seat=seat.person_id == actor.person_id,
        seat=SeatState(seat.state),
        is_assessor=seat.is_assessor,
        panel=PanelState(dossier.panel.state),
        conflict=Conflict(declared.conflict) if declared else _by_country(seat, dossier.panel, dossier.country),
        assessment=AssessmentState(assessment.state) if assessment else None,
    )


def _by_country(seat: Seat, panel: Panel, country: str) -> Conflict | None:
    """What the rule says before anything is declared: texts of one's own country are shut, to a chair too.

    For assessors it is written down as a declaration; a chair who gives no scores goes on seeing the figures.
    """
    is_own = bool(seat.country) and seat.country == country and panel.edition_rules.assessing.own_country_closed
    return Conflict.OWN_COUNTRY if is_own else None


def assessment_of(seat: Seat, dossier: Dossier) -> Assessment | None:
    return Assessment.objects.select_related("snapshot__form_version").filter(seat=seat, dossier=dossier).first()


def assessment_for(actor: Actor, ref: str) -> Assessment:
    """An assessment for its own assessor or the office. Raises: Http404."""
    rows = Assessment.objects.select_related("seat__panel__edition", "dossier__panel__edition")
    editions = actor.office_editions()
    if editions is not None:
        rows = rows.filter(Q(seat__person_id=_row_of(actor)) | Q(seat__panel__edition__key__in=editions))
    return _or_404(rows.filter(ref=ref).first())


def scores_of(assessment: Assessment | None) -> dict[str, Score]:
    return {score.criterion: score for score in assessment.scores.all()} if assessment else {}


@dataclass(frozen=True)
class ToRead:
    """One line of an assessor's list."""

    dossier: Dossier
    conflict: Conflict | None
    state: AssessmentState | None

    @property
    def is_closed(self) -> bool:
        return self.conflict in (Conflict.DECLARED, Conflict.OWN_COUNTRY)

    @property
    def is_done(self) -> bool:
        return self.state in (AssessmentState.FINISHED, AssessmentState.CANNOT_JUDGE)


def to_read(seat: Seat) -> list[ToRead]:
    """Everything on the panel as this person has it; three queries."""
    conflicts = dict(seat.declarations.values_list("dossier_id", "conflict"))
    states = dict(seat.assessments.values_list("dossier_id", "state"))
    return [
        ToRead(
            dossier,
            Conflict(conflicts[dossier.pk])
            if dossier.pk in conflicts
            else _by_country(seat, seat.panel, dossier.country),
            AssessmentState(states[dossier.pk]) if dossier.pk in states else None,
        )
        for dossier in seat.panel.dossiers.select_related("place").order_by("name")
    ]


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
    """How far everybody on the panel has come; a constant number of queries. `total` counts the dossiers."""
    total = panel.dossiers.count() if total is None else total
    said = Declaration.objects.filter(seat__panel=panel).values_list("seat_id", "conflict")
    declared = Counter(seat for seat, _conflict in said)
    closed = Counter(seat for seat, conflict in said if conflict != Conflict.NONE)
    done = Counter(
        Assessment.objects.filter(seat__panel=panel)
        .exclude(state=AssessmentState.OPEN)
        .values_list("seat_id", flat=True)
    )
    rows = []
    for seat in seats_of(panel):
        due = total - closed[seat.pk] if seat.is_assessor and seat.state == SeatState.ACCEPTED else 0
        late = is_late(due_at=panel.due_at, now=now, unfinished=due - done[seat.pk])
        rows.append(Progress(seat, due, done[seat.pk], closed[seat.pk], total - declared[seat.pk], late))
    return rows


def unfinished_by_seat(seats: Sequence[Seat]) -> dict[int, int]:
    """How many texts each of these seats has still to finish; three queries, however many seats."""
    ids = [seat.pk for seat in seats]
    texts = Counter(Dossier.objects.filter(panel__seats__in=ids).values_list("panel__seats__id", flat=True))
    closed = Counter(
        Declaration.objects.filter(seat__in=ids).exclude(conflict=Conflict.NONE).values_list("seat_id", flat=True)
    )
    done = Counter(
        Assessment.objects.filter(seat__in=ids).exclude(state=AssessmentState.OPEN).values_list("seat_id", flat=True)
    )
    return {pk: texts[pk] - closed[pk] - done[pk] for pk in ids}


def unfinished_count(panel: Panel, *, now: datetime) -> int:
    return sum(row.unfinished for row in progress_of(panel, now=now))


def conflicts_of(panel: Panel) -> QuerySet[Declaration]:
    """Every conflict on the panel, declared or by the rule."""
    rows = Declaration.objects.filter(seat__panel=panel).exclude(conflict=Conflict.NONE)
    return rows.select_related("seat__person", "dossier").order_by("dossier__name", "seat__person__name")


def score_lines(panel: Panel) -> list[ScoreLine]:
    """The finished assessments as the lines of a score sheet, assessors by the reference of their seat."""
    rows = Score.objects.filter(assessment__dossier__panel=panel, assessment__state=AssessmentState.FINISHED)
    values = rows.values_list(
        "assessment__dossier__key", "assessment__dossier__country", "assessment__seat__ref", "criterion", "value"
    )
    known = {criterion.id for criterion in panel.stage_rules.criteria}
    return [ScoreLine(*row) for row in values.order_by("assessment__dossier__key", "pk") if row[3] in known]


def ranking_of(panel: Panel) -> Ranking:
    """The official ranking of what is in so far, by the code that `pearls rank` runs."""
    candidates = dict(panel.dossiers.values_list("key", "country"))
    return rank(score_lines(panel), panel.stage_rules, candidates)


@dataclass(frozen=True)
class ResultRow:
    """One plan of the result: what the rule says, and what the body decided where the rule lets it."""

    ranked: Ranked
    dossier: Dossier
    decision: Decision | None

    @property
    def outcome(self) -> Outcome | None:
        return Outcome(self.decision.outcome) if self.decision else self.ranked.outcome

    @property
    def is_open(self) -> bool:
        return self.outcome in (None, Outcome.UNDECIDED)


@dataclass(frozen=True)
class Result:
    ranking: Ranking
    rows: tuple[ResultRow, ...]
    extra_eligible: frozenset[str] = field(default_factory=frozenset)

    @property
    def open_count(self) -> int:
        return sum(row.is_open for row in self.rows)

    @property
    def extra_used(self) -> int:
        return sum(row.decision is not None and row.decision.ground == Ground.EXTRA_PLACE for row in self.rows)


def result_of(panel: Panel) -> Result:
    """The ranking together with the decisions taken so far."""
    ranking = ranking_of(panel)
    dossiers = {dossier.key: dossier for dossier in panel.dossiers.select_related("place")}
    decisions = {decision.dossier_id: decision for decision in panel.decisions.all()}
    rows = tuple(
        ResultRow(plan, dossiers[plan.candidate], decisions.get(dossiers[plan.candidate].pk))
        for plan in ranking.candidates
    )
    extra: set[str] = set()
    if not any(row.is_open for row in rows):
        titled = [
            row.ranked.candidate
            for row in rows
            if row.outcome == Outcome.TITLE and (row.decision is None or row.decision.ground != Ground.EXTRA_PLACE)
        ]
        extra = extra_candidates(ranking, panel.stage_rules, titled)
    return Result(ranking, rows, frozenset(extra))


def closed_to(actor: Actor, panel: Panel) -> set[int]:
    """The ids of dossiers that are shut to the actor because of a conflict, everywhere."""
    rows = Declaration.objects.filter(seat__panel=panel, seat__person_id=_row_of(actor))
    return set(rows.exclude(conflict=Conflict.NONE).values_list("dossier_id", flat=True))


def may_see_ranking(actor: Actor, panel: Panel) -> bool:
    """Whether the totals may be seen: not while the actor still owes scores of the own."""
    seat = own_seat(actor, panel)
    if seat is None or not seat.is_assessor or panel.state != PanelState.SCORING:
        return True
    return all(item.is_done or item.is_closed for item in to_read(seat))


def others_scores(seat: Seat, dossier: Dossier) -> list[Assessment]:
    """The finished assessments of the others, for whoever `may_see_others`."""
    rows = dossier.assessments.exclude(seat=seat).filter(state=AssessmentState.FINISHED)
    return list(rows.select_related("seat__person").prefetch_related("scores").order_by("seat__person__name"))


def sign_off_of(panel: Panel) -> SignOff | None:
    return SignOff.objects.select_related("seat__person").filter(panel=panel).first()


def results_due(now: datetime) -> QuerySet[Panel]:
    """Signed panels whose result is to be public by now."""
    return Panel.objects.select_related(*_PANELS).filter(state=PanelState.SIGNED, publish_at__lte=now)


def published_panels(edition: Edition) -> QuerySet[Panel]:
    """The panels whose result is public, with what they signed and every outcome; the first stage first."""
    panels = Panel.objects.filter(edition=edition, state=PanelState.PUBLISHED).select_related("sign_off")
    return panels.prefetch_related("decisions__dossier__place").order_by("published_at")


def decisions_of(panel_ref: str) -> QuerySet[Decision]:
    """The outcomes of one panel by its reference; for those who hear `ResultPublished`."""
    return Decision.objects.filter(panel__ref=panel_ref).select_related("dossier__place")


def names_of_seats(panel: Panel) -> Mapping[str, str]:
    """The people behind the references on a score sheet."""
    return {seat.ref: str(seat.person) for seat in panel.seats.select_related("person")}


def score_sheet_rows(panel: Panel) -> Sequence[tuple[Any, ...]]:
    """The score sheet as `pearls rank` reads it."""
    return [(line.candidate, line.country, line.assessor, line.criterion, line.score) for line in score_lines(panel)]


def _row_of(actor: Actor) -> int:
    """The actor's row; 0, which nobody has, for the system and for readers without an account."""
    return actor.person_id or 0


def _or_404(found: T | None) -> T:
    if found is None:
        raise Http404
    return found
