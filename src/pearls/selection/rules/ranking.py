"""The official ranking: the rule's own arithmetic, exact, and nothing beside it (contracts: arithmetic, places)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Context, Decimal, Inexact
from enum import StrEnum
from fractions import Fraction
from functools import reduce
from itertools import groupby
from typing import Any

from pearls.programme.rules.stages import Aggregate, Stage, StageRules
from pearls.selection.rules.places import Outcome, Standing, draw_line, give_titles
from pearls.selection.rules.sheet import ScoreLine, ScoreSheet

# Scores have at most 50 digits on either side of the point: sums of them never come near so many.
_EXACT = Context(prec=200, traps=[Inexact])


class WarningCode(StrEnum):
    """What a reader of the ranking should know beside it."""

    INCOMPLETE = "incomplete-assessment"
    UNEQUAL = "unequal-assessments"
    NOT_ASSESSED = "not-assessed"
    FEWER_TITLES = "fewer-titles"


@dataclass(frozen=True)
class Remark:
    """A reason or a warning: a code, and the values its sentence needs."""

    code: str
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Assessed:
    """What the complete assessments of one plan come to; `total` is None where there is none."""

    candidate: str
    country: str
    assessments: int
    total: Fraction | None
    criteria: Mapping[str, Fraction]
    incomplete: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def order(self, stage: StageRules) -> tuple[Fraction, ...]:
        """Higher stands first; equal is a tie, and stays one."""
        if self.total is None:
            return ()
        return (self.total, *(self.criteria[criterion] for criterion in stage.tie_break))


@dataclass(frozen=True)
class Ranked:
    """One plan in the official order. `rank` is shared by plans that tie (1, 2, 2, 4)."""

    candidate: str
    country: str
    assessments: int
    total: Fraction | None
    criteria: Mapping[str, Fraction]
    rank: int | None
    outcome: Outcome | None
    extra_place_eligible: bool
    reason: Remark


@dataclass(frozen=True)
class Ranking:
    stage: Stage
    aggregate: Aggregate
    candidates: tuple[Ranked, ...]
    assessors: Mapping[str, int]
    warnings: tuple[Remark, ...]

    @property
    def is_decided(self) -> bool:
        return all(plan.outcome not in (None, Outcome.UNDECIDED) for plan in self.candidates)


def rank(lines: Iterable[ScoreLine], stage: StageRules, candidates: Mapping[str, str] | None = None) -> Ranking:
    """The official ranking of these scores; `candidates` (id: country) names plans that may have no score.

    Raises: SheetError for lines that contradict the rules or each other, RulesError where no scale was published.
    """
    return rank_sheet(ScoreSheet.of(lines, stage, candidates))


def rank_sheet(sheet: ScoreSheet) -> Ranking:
    """The official ranking of a checked sheet."""
    stage = sheet.stage
    plans = [assess(sheet, candidate) for candidate in sorted(sheet.scores)]
    groups = tie_groups(plans, stage)
    standings = [
        [Standing(plan.candidate, plan.country, plan.total or Fraction(0)) for plan in group] for group in groups
    ]
    fates, titles_left = (
        give_titles(standings, stage) if stage.stage == Stage.FINAL else (draw_line(standings, stage), 0)
    )
    ranked: list[Ranked] = []
    for group in groups:
        place = len(ranked) + 1
        for plan in group:
            fate = fates[plan.candidate]
            remark = Remark(fate.code, fate.detail)
            ranked.append(_ranked(plan, place, fate.outcome, fate.extra_place_eligible, remark))
    last = None if stage.draws_its_own_line else _LAST[stage.stage]
    for plan in plans:
        if plan.total is None:
            ranked.append(_ranked(plan, None, last, False, Remark("not-assessed")))
    return Ranking(
        stage=stage.stage,
        aggregate=stage.aggregate,
        candidates=tuple(ranked),
        assessors=_assessors(sheet, plans),
        warnings=tuple(_warnings(plans, stage, titles_left)),
    )


_LAST = {Stage.FINAL: Outcome.NOT_AWARDED, Stage.PRESELECTION: Outcome.NOT_ADMITTED}


def _ranked(plan: Assessed, place: int | None, outcome: Outcome | None, is_extra: bool, reason: Remark) -> Ranked:
    return Ranked(
        candidate=plan.candidate,
        country=plan.country,
        assessments=plan.assessments,
        total=plan.total,
        criteria=plan.criteria,
        rank=place,
        outcome=outcome,
        extra_place_eligible=is_extra,
        reason=reason,
    )


def assess(sheet: ScoreSheet, candidate: str) -> Assessed:
    """The total of one plan over its complete assessments. An empty cell leaves its assessor out, for this plan."""
    stage = sheet.stage
    complete: list[dict[str, Decimal]] = []
    incomplete: list[tuple[str, tuple[str, ...]]] = []
    for assessor, cells in sorted(sheet.scores[candidate].items()):
        given = {key: score for key, score in cells.items() if score is not None}
        missing = tuple(criterion.id for criterion in stage.criteria if criterion.id not in given)
        if missing:
            incomplete.append((assessor, missing))
        else:
            complete.append(given)
    share = 1 if stage.aggregate == Aggregate.SUM else max(len(complete), 1)
    criteria = {
        criterion.id: Fraction(_total(cells[criterion.id] for cells in complete)) / share
        for criterion in stage.criteria
    }
    weighted = sum(
        (Fraction(criterion.weight_percent or 0) / 100 * criteria[criterion.id] for criterion in stage.criteria),
        Fraction(0),
    )
    return Assessed(
        candidate=candidate,
        country=sheet.countries[candidate],
        assessments=len(complete),
        total=weighted if complete else None,
        criteria=criteria if complete else {},
        incomplete=tuple(incomplete),
    )


def _total(scores: Iterable[Decimal]) -> Decimal:
    """The exact sum; faster than fractions, and an inexact one would raise."""
    return reduce(_EXACT.add, scores, Decimal(0))


def tie_groups(plans: Sequence[Assessed], stage: StageRules) -> list[list[Assessed]]:
    """The assessed plans, best first; plans that tie after the tie-break stand together, by id."""
    assessed = sorted((plan for plan in plans if plan.total is not None), key=lambda plan: plan.candidate)
    assessed.sort(key=lambda plan: plan.order(stage), reverse=True)
    return [sorted(group, key=lambda plan: plan.candidate) for _, group in groupby(assessed, lambda p: p.order(stage))]


def _assessors(sheet: ScoreSheet, plans: Sequence[Assessed]) -> dict[str, int]:
    """How many complete assessments each assessor gave; 0 included."""
    everybody = Counter(assessor for cells in sheet.scores.values() for assessor in cells)
    left_out = Counter(assessor for plan in plans for assessor, _ in plan.incomplete)
    return {assessor: everybody[assessor] - left_out[assessor] for assessor in sorted(everybody)}


def _warnings(plans: Sequence[Assessed], stage: StageRules, titles_left: int) -> Iterable[Remark]:
    for plan in plans:
        for assessor, missing in plan.incomplete:
            detail = {"candidate": plan.candidate, "assessor": assessor, "criteria": list(missing)}
            yield Remark(WarningCode.INCOMPLETE, detail)
    for plan in plans:
        if plan.total is None:
            yield Remark(WarningCode.NOT_ASSESSED, {"candidate": plan.candidate})
    counts = {plan.assessments for plan in plans if plan.assessments}
    if stage.aggregate == Aggregate.SUM and len(counts) > 1:
        yield Remark(WarningCode.UNEQUAL, {"least": min(counts), "most": max(counts)})
    if titles_left:
        yield Remark(WarningCode.FEWER_TITLES, {"given": stage.titles - titles_left, "titles": stage.titles})
