"""The ranking, what was decided and signed, and what is public."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from pearls.programme.models import Edition
from pearls.selection.models import Decision, Dossier, Panel, Score, SignOff
from pearls.selection.queries.panels import RELATED
from pearls.selection.rules.deciding import extra_candidates
from pearls.selection.rules.panels import AssessmentState, Ground, PanelState
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import Ranked, Ranking, rank
from pearls.selection.rules.sheet import ScoreLine


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


def sign_off_of(panel: Panel) -> SignOff | None:
    return SignOff.objects.select_related("seat__person").filter(panel=panel).first()


def results_due(now: datetime) -> QuerySet[Panel]:
    """Signed panels whose result is to be public by now."""
    return Panel.objects.select_related(*RELATED).filter(state=PanelState.SIGNED, publish_at__lte=now)


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
