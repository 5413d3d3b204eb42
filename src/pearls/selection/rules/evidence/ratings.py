"""The scores as ratings: which step of the scale each assessor took for each plan on each criterion.

The Rasch model counts steps. Where scores are no whole steps, or too few for so many steps, it is left out, with words.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pearls.selection.rules.evidence.grid import complete
from pearls.selection.rules.sheet import ScoreSheet

MOST_STEPS = 20
LEAST_PER_CATEGORY = 10  # Linacre 2002, "Optimizing rating scale category effectiveness"


class RaschSilence(StrEnum):
    """Why there is no Rasch report although there is other evidence."""

    SCALES = "rasch-different-scales"
    BETWEEN_STEPS = "rasch-between-steps"
    MANY_STEPS = "rasch-too-many-steps"
    FEW_RATINGS = "rasch-too-few-ratings"


@dataclass(frozen=True)
class Ratings:
    """Complete assessments, by plan and then by assessor; each has a category for every criterion, in their order.

    Categories count from the lowest that anybody gave, which is 0, to the highest, `steps`. Ends of the scale that
    nobody used are not in the model: nothing is known about them.
    """

    plans: tuple[str, ...]
    assessors: tuple[str, ...]
    criteria: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]  # plan and assessor of each assessment, by number
    categories: tuple[int, ...]  # of each assessment, one for each criterion
    lowest: float  # the score of category 0
    steps: int

    def spans(self) -> list[tuple[int, int]]:
        """From where to where in `categories` each plan has its ratings."""
        size, ends = len(self.criteria), [0] * len(self.plans)
        for at, (plan, _assessor) in enumerate(self.pairs, start=1):
            ends[plan] = at * size
        return list(zip([0, *ends[:-1]], ends, strict=True))

    def of_assessors(self) -> list[list[int]]:
        """Where in `categories` each assessor has theirs; criteria in their order, again and again."""
        size = len(self.criteria)
        found: list[list[int]] = [[] for _ in self.assessors]
        for at, (_plan, assessor) in enumerate(self.pairs):
            found[assessor] += range(at * size, (at + 1) * size)
        return found


def ratings_of(sheet: ScoreSheet) -> Ratings | RaschSilence:
    """The ratings of a sheet that the other evidence has nothing against, or why the Rasch model cannot use them."""
    criteria = sheet.stage.criteria
    if len({(criterion.scale_min, criterion.scale_max) for criterion in criteria}) > 1:
        return RaschSilence.SCALES
    rows = sorted((plan, who, [cells[criterion.id] for criterion in criteria]) for plan, who, cells in complete(sheet))
    base = criteria[0].scale_min or 0
    scores = [score - base for _plan, _who, cells in rows for score in cells]
    if any(score != int(score) for score in scores):
        return RaschSilence.BETWEEN_STEPS
    low, high = int(min(scores)), int(max(scores))
    if high - low > MOST_STEPS:
        return RaschSilence.MANY_STEPS
    if len(scores) < LEAST_PER_CATEGORY * (high - low + 1):
        return RaschSilence.FEW_RATINGS
    plans, assessors = _names(plan for plan, _, _ in rows), _names(who for _, who, _ in rows)
    of_plan, of_assessor = _places(plans), _places(assessors)
    return Ratings(
        plans=plans,
        assessors=assessors,
        criteria=tuple(criterion.id for criterion in criteria),
        pairs=tuple((of_plan[plan], of_assessor[who]) for plan, who, _cells in rows),
        categories=tuple(int(score) - low for score in scores),
        lowest=float(base + low),
        steps=high - low,
    )


def _names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


def _places(names: Sequence[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}
