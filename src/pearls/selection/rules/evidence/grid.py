"""Who gave which plan what: the complete weighted scores, and whether a model can be fitted to them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from pearls.selection.rules.sheet import ScoreSheet

LEAST_CANDIDATES, LEAST_ASSESSORS = 3, 2


class Silence(StrEnum):
    """Why there is no evidence beside a ranking."""

    FEW_CANDIDATES = "too-few-candidates"
    FEW_ASSESSORS = "too-few-assessors"
    DISCONNECTED = "disconnected-design"
    ALL_EQUAL = "equal-scores"


@dataclass(frozen=True)
class Grid:
    """The complete assessments: `scores[candidate][assessor]`, both in the order of their ids, weighted and exact."""

    scores: Mapping[str, Mapping[str, Fraction]]
    assessors: tuple[str, ...]

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, Fraction]]) -> "Grid":
        """The grid of lines (candidate, assessor, score), in any order."""
        scores: dict[str, dict[str, Fraction]] = {}
        for candidate, assessor, score in sorted(rows):
            scores.setdefault(candidate, {})[assessor] = score
        return cls(scores, tuple(sorted({assessor for given in scores.values() for assessor in given})))

    @property
    def candidates(self) -> tuple[str, ...]:
        return tuple(self.scores)

    @property
    def count(self) -> int:
        return sum(len(given) for given in self.scores.values())

    def __iter__(self) -> Iterator[tuple[str, str, Fraction]]:
        for candidate, given in self.scores.items():
            for assessor, score in given.items():
                yield candidate, assessor, score


def weighted(sheet: ScoreSheet) -> Grid:
    """Every complete assessment with its weighted score; what is not complete is not there."""
    weights = {criterion.id: Fraction(criterion.weight_percent or 0) / 100 for criterion in sheet.stage.criteria}
    return Grid.of(
        (candidate, assessor, sum((weights[key] * Fraction(cells[key]) for key in weights), Fraction(0)))
        for candidate, assessor, cells in complete(sheet)
    )


def of_criterion(sheet: ScoreSheet, criterion: str) -> Grid:
    """The scores on one criterion, of the complete assessments."""
    return Grid.of((candidate, assessor, Fraction(cells[criterion])) for candidate, assessor, cells in complete(sheet))


def complete(sheet: ScoreSheet) -> Iterator[tuple[str, str, Mapping[str, Decimal]]]:
    """Every complete assessment: plan, assessor, and the score on each criterion."""
    for candidate, by_assessor in sheet.scores.items():
        for assessor, cells in by_assessor.items():
            given = {key: score for key, score in cells.items() if score is not None}
            if len(given) == len(sheet.stage.criteria):
                yield candidate, assessor, given


@dataclass(frozen=True)
class Potentials:
    """One way to write the scores as plan + assessor, exact along a path from the first plan to everybody else."""

    candidates: Mapping[str, Fraction]
    assessors: Mapping[str, Fraction]

    def reach(self, grid: Grid) -> bool:
        """Whether shared readings connect all plans and assessors: without, their differences are anybody's guess."""
        return len(self.candidates) == len(grid.candidates) and len(self.assessors) == len(grid.assessors)

    def explain(self, grid: Grid) -> bool:
        """Whether nothing is left over, although there was more to explain than the paths themselves."""
        is_tree = grid.count <= len(grid.candidates) + len(grid.assessors) - 1
        return not is_tree and all(self.candidates[plan] + self.assessors[who] == score for plan, who, score in grid)


def potentials(grid: Grid) -> Potentials:
    """Go from the first plan to its assessors, from these to their plans, and so on, adding up differences."""
    read: dict[str, list[str]] = {}
    for candidate, assessor, _score in grid:
        read.setdefault(assessor, []).append(candidate)
    plans, people = {grid.candidates[0]: Fraction(0)}, dict[str, Fraction]()
    waiting = [grid.candidates[0]]
    while waiting:
        candidate = waiting.pop()
        for assessor, score in grid.scores[candidate].items():
            if assessor in people:
                continue
            people[assessor] = score - plans[candidate]
            for other in read[assessor]:
                if other not in plans:
                    plans[other] = grid.scores[other][assessor] - people[assessor]
                    waiting.append(other)
    return Potentials(plans, people)


def silence(grid: Grid) -> Silence | None:
    """Why no model can be fitted to these scores; None, where one can."""
    if len(grid.candidates) < LEAST_CANDIDATES:
        return Silence.FEW_CANDIDATES
    if len(grid.assessors) < LEAST_ASSESSORS:
        return Silence.FEW_ASSESSORS
    if not potentials(grid).reach(grid):
        return Silence.DISCONNECTED
    if len({score for _candidate, _assessor, score in grid}) == 1:
        return Silence.ALL_EQUAL
    return None
