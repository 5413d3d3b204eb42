"""What one person on a panel reads and has given, and what is shut to them."""

from dataclasses import dataclass

from django.db.models import Q

from pearls.kernel.actor import Actor
from pearls.selection.models import Assessment, Declaration, Dossier, Panel, Score, Seat
from pearls.selection.queries.panels import or_404, own_seat, row_of
from pearls.selection.rules.panels import AssessmentState, Conflict, PanelState, Reading, SeatState


def dossier_for(actor: Actor, ref: str) -> tuple[Seat, Dossier]:
    """A dossier for somebody who sits on its panel, with the seat; whether its text may be opened, `reading_of` says.

    Raises: Http404.
    """
    dossiers = Dossier.objects.select_related(
        "panel__edition", "panel__rules_version", "snapshot__form_version", "snapshot__document", "place"
    )
    dossier = or_404(dossiers.filter(ref=ref).first())
    seat = own_seat(actor, dossier.panel)
    return or_404(seat), dossier


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
        has_left=dossier.left_at is not None,
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

    @property
    def is_closed(self) -> bool:
        return self.conflict in (Conflict.DECLARED, Conflict.OWN_COUNTRY)

    @property
    def is_done(self) -> bool:
        return self.state in (AssessmentState.FINISHED, AssessmentState.CANNOT_JUDGE)


def to_read(seat: Seat) -> list[ToRead]:
    """Everything still on the panel as this person has it; three queries."""
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
        for dossier in seat.panel.dossiers.filter(left_at=None).select_related("place").order_by("name")
    ]


def closed_to(actor: Actor, panel: Panel) -> set[int]:
    """The ids of dossiers that are shut to the actor because of a conflict, everywhere."""
    rows = Declaration.objects.filter(seat__panel=panel, seat__person_id=row_of(actor))
    return set(rows.exclude(conflict=Conflict.NONE).values_list("dossier_id", flat=True))


def may_see_ranking(actor: Actor, panel: Panel) -> bool:
    """Whether the totals may be seen: not while the actor still owes scores of the own."""
    seat = own_seat(actor, panel) if panel.state == PanelState.SCORING else None
    if seat is None or not seat.is_assessor:
        return True
    return all(item.is_done or item.is_closed for item in to_read(seat))


def others_scores(seat: Seat, dossier: Dossier) -> list[Assessment]:
    """The finished assessments of the others, for whoever `may_see_others`."""
    rows = dossier.assessments.exclude(seat=seat).filter(state=AssessmentState.FINISHED)
    return list(rows.select_related("seat__person").prefetch_related("scores").order_by("seat__person__name"))
