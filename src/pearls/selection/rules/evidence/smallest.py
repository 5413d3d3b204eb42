"""The smallest change of a single score that alters who gets a place, found by the official arithmetic itself.

No model and no chance is in it: one cell of the sheet is made another, and the rule gives its places again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from pearls.programme.rules.stages import Aggregate, Criterion, Stage, StageRules
from pearls.selection.rules.places import Outcome, Standing, draw_line, give_titles
from pearls.selection.rules.ranking import Assessed, Ranking, assess, tie_groups
from pearls.selection.rules.sheet import ScoreSheet

_GOOD = (Outcome.TITLE, Outcome.ADMITTED)
Places = Mapping[str, Outcome | None]


@dataclass(frozen=True)
class Smallest:
    """So many points more (or, below zero, fewer) by one assessor on one criterion, and what becomes of whom."""

    candidate: str
    criterion: str
    points: Decimal
    altered: Mapping[str, Outcome | None]  # of the plans whose outcome would be another, best first


def smallest_change(sheet: ScoreSheet, ranking: Ranking) -> Smallest | None:
    """The smallest one; None where the rule draws no line, or where no single score can alter the list.

    Points go in the steps in which scores were given: whole points, or tenths where somebody gave tenths. Of changes
    that are as small, the one for the plan that stands highest.
    """
    stage = sheet.stage
    if stage.draws_its_own_line:
        return None
    order = [plan.candidate for plan in ranking.candidates if plan.total is not None]
    plans = {key: assess(sheet, key) for key in order}
    before, step = _places(list(plans.values()), stage), _step(sheet)
    found: Smallest | None = None
    for key in order:
        if not _comes_near(plans, before, key, sheet):
            continue
        for criterion, sign, room in _cells(sheet, key):
            most = room // step if found is None else min(room, abs(found.points) - step) // step
            number = _first_that_alters(plans, before, stage, key, criterion, sign * step, int(most))
            if number:
                after = _places(_with(plans, stage, key, criterion, sign * step * number), stage)
                altered = {other: after[other] for other in order if after[other] != before[other]}
                found = Smallest(key, criterion.id, sign * step * number, altered)
    return found


def _places(plans: Sequence[Assessed], stage: StageRules) -> Places:
    groups = [
        [Standing(plan.candidate, plan.country, plan.total or Fraction(0)) for plan in group]
        for group in tie_groups(plans, stage)
    ]
    fates = give_titles(groups, stage)[0] if stage.stage == Stage.FINAL else draw_line(groups, stage)
    return {key: fate.outcome for key, fate in fates.items()}


def _step(sheet: ScoreSheet) -> Decimal:
    """One in the last place that any score has."""
    given = (score for cells in sheet.scores.values() for by in cells.values() for score in by.values())
    exponents = (score.normalize().as_tuple().exponent for score in given if score is not None)
    return Decimal(1).scaleb(min((int(exponent) for exponent in exponents), default=0)).min(Decimal(1))


def _cells(sheet: ScoreSheet, key: str) -> Iterator[tuple[Criterion, int, Decimal]]:
    """For each criterion and direction the most that one complete assessment leaves to the end of the scale."""
    ids = [criterion.id for criterion in sheet.stage.criteria]
    complete = [cells for cells in sheet.scores[key].values() if all(cells.get(one) is not None for one in ids)]
    for criterion in sheet.stage.criteria:
        given = [score for cells in complete if (score := cells[criterion.id]) is not None]
        if given and criterion.scale_max is not None and criterion.scale_min is not None:
            yield criterion, 1, criterion.scale_max - min(given)
            yield criterion, -1, max(given) - criterion.scale_min


def _comes_near(plans: Mapping[str, Assessed], before: Places, key: str, sheet: ScoreSheet) -> bool:
    """Whether one score could bring the plan to where a plan stands whose fate is another; else nothing is tried."""
    if sheet.stage.minimum_total is not None:
        return True
    worth = [_worth(plans[key], sheet.stage, one, room) for one, _sign, room in _cells(sheet, key)]
    most, own = max(worth, default=Fraction(0)), plans[key].total or Fraction(0)
    return any(
        abs((other.total or Fraction(0)) - own) <= most
        for name, other in plans.items()
        if name != key and (before[name] != before[key] or before[key] == Outcome.UNDECIDED)
    )


def _worth(plan: Assessed, stage: StageRules, criterion: Criterion, points: Decimal) -> Fraction:
    """What so many points of one assessor are worth in the total of a plan."""
    share = 1 if stage.aggregate == Aggregate.SUM else plan.assessments
    return Fraction(criterion.weight_percent or 0) / 100 * Fraction(points) / share


def _with(
    plans: Mapping[str, Assessed], stage: StageRules, key: str, criterion: Criterion, points: Decimal
) -> list[Assessed]:
    """The plans, one of them with so many points more on one criterion from one assessor."""
    plan = plans[key]
    share = 1 if stage.aggregate == Aggregate.SUM else plan.assessments
    criteria = {**plan.criteria, criterion.id: plan.criteria[criterion.id] + Fraction(points) / share}
    total = (plan.total or Fraction(0)) + _worth(plan, stage, criterion, points)
    return [replace(plan, total=total, criteria=criteria) if name == key else other for name, other in plans.items()]


def _first_that_alters(
    plans: Mapping[str, Assessed],
    before: Places,
    stage: StageRules,
    key: str,
    criterion: Criterion,
    step: Decimal,
    most: int,
) -> int:
    """The least number of steps that alters the list, 0 where `most` do not.

    Whoever has passed another stays past it, so the first is found by halving.
    """

    def alters(number: int) -> bool:
        return _places(_with(plans, stage, key, criterion, step * number), stage) != before

    if most < 1 or not alters(most):
        return 0
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if alters(middle) else (middle, high)
    return high
