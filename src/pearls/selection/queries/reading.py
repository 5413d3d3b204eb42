"""What one person on a panel reads and has given, and what is shut to them."""

from dataclasses import dataclass

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q

from pearls.kernel.actor import Actor
from pearls.selection.models import Assessment, Assignment, Declaration, Dossier, Panel, Score, Seat
from pearls.selection.queries.panels import PANEL_SHOWN, or_404, own_seat, row_of
from pearls.selection.rules.panels import (
    AssessmentState,
    AssignmentState,
    Conflict,
    PanelState,
    Reading,
    SeatState,
    is_shut_by,
)

# A form's definition is long, and read once in a process: see FormVersion.form.
_SHOWN = (
    *(field.name for field in Dossier._meta.concrete_fields),
    *(f"panel__{name}" for name in PANEL_SHOWN),
    *("snapshot__ref", "snapshot__answers", "snapshot__document__ref"),
    *("snapshot__form_version__key", "snapshot__form_version__sha256"),
)


def dossier_for(actor: Actor, ref: str) -> tuple[Seat, Dossier]:
    """A dossier for somebody who sits on its panel, with the seat; whether its text may be opened, `reading_of` says.

    Raises: Http404.
    """
    dossiers = Dossier.objects.select_related(
        "panel__edition", "panel__rules_version", "snapshot__form_version", "snapshot__document"
    )
    dossier = or_404(dossiers.only(*_SHOWN).filter(ref=ref).first())
    seat = own_seat(actor, dossier.panel)
    return or_404(seat), dossier


def reading_of(actor: Actor, seat: Seat, dossier: Dossier, *, from_paper: bool = False) -> Reading:
    """What the rules ask about the person and the dossier; `from_paper`, where the office enters it for the person."""
    said = Declaration.objects.filter(seat=seat, dossier=dossier).values_list("conflict", flat=True).first()
    state = Assessment.objects.filter(seat=seat, dossier=dossier).values_list("state", flat=True).first()
    is_mine = dossier.panel.assignment != AssignmentState.IN_FORCE or _is_assigned(seat, dossier)
    item = line_to_read(seat, dossier.panel, dossier, (said, state, is_mine))
    return reading_in(actor, seat, dossier.panel, item, from_paper=from_paper)


def _is_assigned(seat: Seat, dossier: Dossier) -> bool:
    return Assignment.objects.filter(seat=seat, dossier=dossier).exists()


def reading_in(actor: Actor, seat: Seat, panel: Panel, item: "ToRead", *, from_paper: bool = False) -> Reading:
    """The same, of a line of the assessor's list; no query."""
    return Reading(
        is_own_seat=seat.person_id == actor.person_id or (from_paper and actor.is_office(panel.edition.key)),
        seat=SeatState(seat.state),
        is_assessor=seat.is_assessor,
        panel=PanelState(panel.state),
        conflict=item.conflict,
        assessment=item.state,
        has_left=item.dossier.left_at is not None,
        is_assigned=item.is_assigned,
    )


def _by_country(seat: Seat, panel: Panel, country: str) -> Conflict | None:
    """What the rule says before anything is declared: texts of one's own country are shut, to a chair too."""
    is_own = bool(seat.country) and seat.country == country and panel.edition_rules.assessing.own_country_closed
    return Conflict.OWN_COUNTRY if is_own else None


def assessment_of(seat: Seat, dossier: Dossier) -> Assessment | None:
    return Assessment.objects.filter(seat=seat, dossier=dossier).first()


def assessment_for(actor: Actor, ref: str) -> Assessment:
    """An assessment for its own assessor or the office. Raises: Http404."""
    rows = Assessment.objects.select_related("seat__panel__edition", "dossier__panel__edition")
    editions = actor.office_editions()
    if editions is not None:
        rows = rows.filter(Q(seat__person_id=row_of(actor)) | Q(seat__panel__edition__key__in=editions))
    return or_404(rows.filter(ref=ref).first())


def scores_of(assessment: Assessment | None) -> dict[str, Score]:
    return {score.criterion: score for score in assessment.scores.all()} if assessment else {}


@dataclass(frozen=True)
class ToRead:
    """One line of an assessor's list."""

    dossier: Dossier
    conflict: Conflict | None
    state: AssessmentState | None
    is_assigned: bool = True

    @property
    def is_due(self) -> bool:
        """Whether the person is to score it: it is open to them and not for others alone."""
        return self.is_assigned and not self.is_closed

    @property
    def is_closed(self) -> bool:
        return is_shut_by(self.conflict)

    @property
    def is_done(self) -> bool:
        return self.state in (AssessmentState.FINISHED, AssessmentState.CANNOT_JUDGE)


def to_read(seat: Seat) -> list[ToRead]:
    """Everything still on the panel as this person has it; one query."""
    dossiers = seat.panel.dossiers.filter(left_at=None).annotate(
        _said=FilteredRelation("declarations", condition=Q(declarations__seat=seat)),
        _work=FilteredRelation("assessments", condition=Q(assessments__seat=seat)),
        _mine=FilteredRelation("assignments", condition=Q(assignments__seat=seat)),
    )
    found = dossiers.annotate(said=F("_said__conflict"), state=F("_work__state"), mine=F("_mine__pk")).order_by("name")
    is_shared = seat.panel.assignment == AssignmentState.IN_FORCE
    return [
        line_to_read(seat, seat.panel, one, (one.said, one.state, not is_shared or one.mine is not None))
        for one in found
    ]


def line_to_read(seat: Seat, panel: Panel, dossier: Dossier, known: tuple[str | None, str | None, bool]) -> ToRead:
    """`known` is what was said of the conflict, how far the assessment is, and whether it is for this seat."""
    said, state, is_assigned = known
    conflict = Conflict(said) if said else _by_country(seat, panel, dossier.country)
    return ToRead(dossier, conflict, AssessmentState(state) if state else None, is_assigned)


def closed_to(actor: Actor, panel: Panel) -> set[int]:
    """The ids of dossiers that are shut to the actor because of a conflict, everywhere; one query.

    Those of the own country too, where the rules shut them, whether that is written down or not.
    """
    mine = Seat.objects.filter(panel=panel, person_id=row_of(actor))
    said = Declaration.objects.filter(dossier=OuterRef("pk"), seat__in=mine).exclude(conflict=Conflict.NONE)
    is_shut = Q(Exists(said))
    if panel.edition_rules.assessing.own_country_closed:
        is_shut |= Q(Exists(mine.filter(country=OuterRef("country"))))
    return set(panel.dossiers.filter(is_shut).values_list("pk", flat=True))


def may_see_ranking(seat: Seat | None, panel: Panel) -> bool:
    """Whether the totals may be seen from this seat on the panel: not while it still owes scores of its own."""
    if seat is None or not seat.is_assessor or panel.state != PanelState.SCORING:
        return True
    return all(item.is_done or not item.is_due for item in to_read(seat))


def assessments_seen(seat: Seat, dossier: Dossier, *, with_others: bool) -> list[Assessment]:
    """The seat's own assessment and, for whoever `may_see_others`, the finished ones of the others; with the scores."""
    own = Q(seat=seat)
    rows = dossier.assessments.filter(own | Q(state=AssessmentState.FINISHED) if with_others else own)
    return list(rows.select_related("seat__person").prefetch_related("scores").order_by("seat__person__name"))
