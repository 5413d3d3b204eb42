"""The ranking, what was decided and signed, and what is public."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from pearls.calls import queries as call_queries
from pearls.kernel.actor import Actor
from pearls.programme.models import Edition
from pearls.selection.models import Decision, Dossier, Panel, Score, SignOff
from pearls.selection.queries.panels import RELATED, panels_for
from pearls.selection.rules.deciding import extra_candidates
from pearls.selection.rules.panels import AssessmentState, Ground, PanelState
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import Assessed, Ranked, Ranking, assess, rank
from pearls.selection.rules.sheet import ScoreLine, ScoreSheet

PLACES = (Outcome.TITLE, Outcome.ADMITTED)


def score_lines(panel: Panel) -> list[ScoreLine]:
    """The finished assessments as the lines of a score sheet, assessors by the reference of their seat."""
    return lines_of(panel, counted(panel))


def ranking_of(panel: Panel) -> Ranking:
    """The official ranking of what is in so far, by the code that `pearls rank` runs."""
    return _ranked(panel, list(counted(panel)))


def _ranked(panel: Panel, texts: Sequence[Dossier]) -> Ranking:
    return rank(lines_of(panel, texts), panel.stage_rules, {text.key: text.country for text in texts})


def lines_of(panel: Panel, texts: Iterable[Dossier]) -> list[ScoreLine]:
    """The finished assessments of these texts as the lines of a score sheet."""
    rows = Score.objects.filter(assessment__dossier__in=texts, assessment__state=AssessmentState.FINISHED)
    values = rows.values_list(
        "assessment__dossier__key", "assessment__dossier__country", "assessment__seat__ref", "criterion", "value"
    )
    known = {criterion.id for criterion in panel.stage_rules.criteria}
    return [ScoreLine(*row) for row in values.order_by("assessment__dossier__key", "pk") if row[3] in known]


def points_of(texts: Iterable[Dossier]) -> dict[int, Assessed]:
    """What each of these texts got on each criterion, by its row, as the ranking counts it; one query."""
    found = list(texts)
    rows = Score.objects.filter(assessment__dossier__in=found, assessment__state=AssessmentState.FINISHED)
    given: dict[int, list[tuple[Any, ...]]] = {text.pk: [] for text in found}
    columns = ("assessment__dossier_id", "assessment__seat__ref", "criterion", "value")
    for pk, *line in rows.values_list(*columns).order_by("pk"):
        given[pk].append(tuple(line))
    return {text.pk: _assessed(text, given[text.pk]) for text in found}


def _assessed(text: Dossier, given: Iterable[tuple[Any, ...]]) -> Assessed:
    stage = text.panel.stage_rules
    known = {criterion.id for criterion in stage.criteria}
    lines = [ScoreLine(text.key, text.country, *line) for line in given if line[1] in known]
    return assess(ScoreSheet.of(lines, stage, {text.key: text.country}), text.key)


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
    """A panel's result; `dossiers` are all texts of the panel by their key, those that left too."""

    ranking: Ranking
    rows: tuple[ResultRow, ...]
    dossiers: Mapping[str, Dossier]
    extra_eligible: frozenset[str] = field(default_factory=frozenset)

    @property
    def open_count(self) -> int:
        return sum(row.is_open for row in self.rows)

    @property
    def extra_used(self) -> int:
        return sum(row.decision is not None and row.decision.ground == Ground.EXTRA_PLACE for row in self.rows)


def result_of(panel: Panel, signed: SignOff | None = None, *, without: Collection[int] = ()) -> Result:
    """The ranking together with the decisions taken so far; `signed` is what `standing` gives, where it is at hand.

    While scores are given, what is shut to the reader (`without`, by its row) is not in it: a gap would tell a rank.
    """
    signed = signed or standing(panel)
    dossiers = list(panel.dossiers.select_related("item"))
    keys = set(signed_keys(signed)) if signed else {one.key for one in dossiers if one.left_at is None}
    if panel.state == PanelState.SCORING:
        keys -= {one.key for one in dossiers if one.pk in without}
    ranking = _ranked(panel, [one for one in dossiers if one.key in keys])
    return result_from(panel, dossiers, ranking, {decision.dossier_id: decision for decision in panel.decisions.all()})


def result_from(
    panel: Panel,
    texts: Iterable[Dossier],
    ranking: Ranking,
    decisions: Mapping[int, Decision | None],
) -> Result:
    """The same of what is at hand, without a query."""
    dossiers = {text.key: text for text in texts}
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
    return Result(ranking, rows, dossiers, frozenset(extra))


def counted(panel: Panel) -> QuerySet[Dossier]:
    """The texts that the panel's result is computed with: those that were signed, or else those that have not left."""
    signed = standing(panel)
    if signed is None:
        return panel.dossiers.filter(left_at=None)
    return panel.dossiers.filter(key__in=signed_keys(signed))


def standing(panel: Panel) -> SignOff | None:
    """The signature by which the panel's result stands; no query, where it has none."""
    return sign_off_of(panel) if panel.state in (PanelState.SIGNED, PanelState.PUBLISHED) else None


def signed_keys(signed: SignOff) -> list[str]:
    """The plans of a signed ranking, in its order."""
    return [plan["candidate"] for plan in signed.ranking["candidates"]]


def is_counted(panel: Panel, dossier: Dossier) -> bool:
    """Whether the panel's result is computed with this text."""
    return counted(panel).filter(pk=dossier.pk).exists()


def has_place(dossier: Dossier) -> bool:
    """Whether the decision on this text gives it a place."""
    return Decision.objects.filter(dossier=dossier, outcome__in=PLACES).exists()


def left_panel(panel: Panel) -> QuerySet[Dossier]:
    """The texts whose applications have ended since they were handed in, the latest first."""
    return panel.dossiers.filter(left_at__isnull=False).order_by("-left_at", "name")


def gone_winners(panel: Panel) -> list[str]:
    """The plans (their keys) that have a place in the signed result, and whose application has ended all the same."""
    placed = Decision.objects.filter(panel=panel, outcome__in=PLACES)
    ended = call_queries.ended_refs(panel.edition)
    refs = placed.values_list("dossier__key", "dossier__application_ref")
    return sorted(key for key, ref in refs if ref in ended)


def sign_off_of(panel: Panel) -> SignOff | None:
    """The signature that stands, if there is one."""
    return SignOff.objects.select_related("seat__person").filter(panel=panel, set_aside_at=None).first()


def sign_offs_of(panel: Panel) -> list[SignOff]:
    """Every signature of the panel, the first one first: those that were set aside, then the one that stands."""
    related = ("seat__person", "second__person")
    return list(SignOff.objects.select_related(*related).filter(panel=panel).order_by("number"))


def earlier_sign_offs(panel: Panel) -> QuerySet[SignOff]:
    """The signatures that were set aside, the first one first; they stay on record."""
    related = ("seat__person", "second__person")
    return SignOff.objects.select_related(*related).filter(panel=panel, set_aside_at__isnull=False)


@dataclass(frozen=True)
class Shift:
    """What a plan had by the signature that was set aside, and what it has now; None where it has, or had, nothing."""

    dossier: Dossier
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True)
class Since:
    """What happened to a result since the last signature that was set aside: who left, and whose outcome is another."""

    left: tuple[Dossier, ...] = ()
    shifts: tuple[Shift, ...] = ()


def since_signature(signed: SignOff | None, dossiers: Mapping[str, Dossier], result: Result | None = None) -> Since:
    """What happened since the last signature that was set aside, in its order; the shifts, where the result is given.

    `dossiers` are all texts of the panel by their key.
    """
    if signed is None:
        return Since()
    order = signed_keys(signed)
    left = tuple(dossiers[key] for key in order if dossiers[key].left_at)
    if result is None:
        return Since(left)
    before = {item["candidate"]: Outcome(item["outcome"]) for item in signed.ranking["decisions"]}
    after = {row.dossier.key: row.outcome for row in result.rows}
    keys = order + [key for key in after if key not in order]
    shifts = (Shift(dossiers[key], before.get(key), after.get(key)) for key in keys)
    return Since(left, tuple(shift for shift in shifts if shift.before != shift.after))


def results_set_aside(actor: Actor) -> QuerySet[Panel]:
    """The panels that the actor runs or chairs whose result has to be signed anew."""
    return panels_for(actor).filter(state=PanelState.SET_ASIDE).select_related(None).select_related("edition")


def results_due(now: datetime) -> QuerySet[Panel]:
    """Signed panels whose result is to be public by now."""
    return Panel.objects.select_related(*RELATED).filter(state=PanelState.SIGNED, publish_at__lte=now)


def published_panels(edition: Edition) -> QuerySet[Panel]:
    """The panels whose result is public, with what they signed and every outcome; the first stage first."""
    panels = Panel.objects.select_related("seal").filter(edition=edition, state=PanelState.PUBLISHED)
    signed = Prefetch("sign_offs", queryset=SignOff.objects.filter(set_aside_at=None), to_attr="standing")
    return panels.prefetch_related(signed, "decisions__dossier__place").order_by("published_at")


def decisions_of(panel_ref: str) -> QuerySet[Decision]:
    """The outcomes of one panel by its reference; for those who hear `ResultPublished`."""
    return Decision.objects.filter(panel__ref=panel_ref).select_related("dossier__place")


def score_sheet_rows(panel: Panel) -> Sequence[tuple[Any, ...]]:
    """The score sheet as `pearls rank` reads it."""
    return [(line.candidate, line.country, line.assessor, line.criterion, line.score) for line in score_lines(panel)]
