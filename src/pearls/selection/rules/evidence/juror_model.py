"""The additive juror model y = mu + candidate + assessor + error (Platt & Burges 2012; Ge, Welling & Ghahramani 2013).

Both effects are random and normal, the variances come from REML. Standard errors are conditional on the level and the
variances, as lme4's `condsd`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

from pearls.selection.rules.evidence.crossed import At, Crossed
from pearls.selection.rules.evidence.grid import Grid, Potentials, potentials
from pearls.selection.rules.evidence.reml import fit

# Where plan and assessor explain every score, the error has no variance, and everything would be divided by it.
HARDLY_ANY = 1e-9


@dataclass(frozen=True)
class JurorModel:
    """What the model says of a grid that `silence` has nothing against, in points."""

    level: float
    candidate_sd: float
    assessor_sd: float
    error_sd: float
    candidates: Mapping[str, float]  # effects: positive is better
    assessors: Mapping[str, float]  # effects: positive is milder
    standard_errors: Mapping[str, float]  # of the assessors' effects
    residuals: Mapping[tuple[str, str], float]
    at: At  # the fit, in units of the scores' own spread around their mean
    unit: float  # points in one error SD of `at`; above 0 even where `error_sd` is not
    candidates_are_rows: bool

    def consistency(self, assessor: str) -> float:
        """The root mean square of the assessor's residuals over the error's SD; 0 where nothing is left over."""
        own = [value for (_, who), value in self.residuals.items() if who == assessor]
        return sqrt(sum(value * value for value in own) / len(own)) / self.error_sd if self.error_sd else 0.0


def model_of(grid: Grid) -> JurorModel:
    """The model of these scores."""
    scores = {(candidate, assessor): float(score) for candidate, assessor, score in grid}
    middle = sum(scores.values()) / len(scores)
    spread = sqrt(sum((score - middle) ** 2 for score in scores.values()) / len(scores))
    standard = {pair: (score - middle) / spread for pair, score in scores.items()}
    are_rows = len(grid.candidates) >= len(grid.assessors)
    data, paths = _crossed(grid, standard, are_rows=are_rows), potentials(grid)
    is_exact = paths.explain(grid)
    at = _without_error(data, paths, are_rows=are_rows) if is_exact else fit(data)
    unit = spread * sqrt(at.error_variance)
    if is_exact:
        unit = sqrt(HARDLY_ANY * sum(_variances(paths)))
    sides = [
        (at.row_ratio, at.row_effects, at.row_variances),
        (at.column_ratio, at.column_effects, at.column_variances),
    ]
    of_candidates, of_assessors = sides if are_rows else sides[::-1]
    candidates = {name: spread * effect for name, effect in zip(grid.candidates, of_candidates[1], strict=True)}
    assessors = {name: spread * effect for name, effect in zip(grid.assessors, of_assessors[1], strict=True)}
    level = middle + spread * at.mean
    return JurorModel(
        level=level,
        candidate_sd=unit * sqrt(of_candidates[0]),
        assessor_sd=unit * sqrt(of_assessors[0]),
        error_sd=0.0 if is_exact else unit,
        candidates=candidates,
        assessors=assessors,
        standard_errors={
            name: unit * sqrt(variance) for name, variance in zip(grid.assessors, of_assessors[2], strict=True)
        },
        residuals={
            (candidate, assessor): score - level - candidates[candidate] - assessors[assessor]
            for (candidate, assessor), score in scores.items()
        },
        at=at,
        unit=unit,
        candidates_are_rows=are_rows,
    )


def _crossed(grid: Grid, scores: Mapping[tuple[str, str], float], *, are_rows: bool) -> Crossed:
    """The scores by row and column; rows are whoever is more, since they cost less."""
    names = (grid.candidates, grid.assessors)
    place = [{name: number for number, name in enumerate(side)} for side in names]
    rows: list[list[tuple[int, float]]] = [[] for _ in names[0 if are_rows else 1]]
    for (candidate, assessor), score in scores.items():
        pair = (place[0][candidate], place[1][assessor])
        row, column = pair if are_rows else pair[::-1]
        rows[row].append((column, score))
    return Crossed(rows, len(names[1 if are_rows else 0]))


def _variances(paths: Potentials) -> tuple[float, float]:
    """What REML comes to where nothing is left over: the effects are known, and their variances are plain ones."""
    return variance_of(paths.candidates.values()), variance_of(paths.assessors.values())


def variance_of(values: Collection[Fraction]) -> float:
    mean = sum(values, Fraction(0)) / len(values)
    return float(sum((value - mean) ** 2 for value in values) / (len(values) - 1))


def _without_error(data: Crossed, paths: Potentials, *, are_rows: bool) -> At:
    of_candidates, of_assessors = (variance / (HARDLY_ANY * sum(_variances(paths))) for variance in _variances(paths))
    return data.at(of_candidates, of_assessors) if are_rows else data.at(of_assessors, of_candidates)
