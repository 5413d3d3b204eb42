"""How sure an order is, told without telling how strict anybody is: plan + rest, and no assessor (y = mu + plan + e).

The figures of the jury's own page take each assessor's strictness out. Of a plan that one assessor left alone they
would say how strict that one is, and in a small jury everybody knows who stepped aside. These hang on nothing but what
each plan was given, in whatever order: they do not change when assessors are taken for one another.
"""

from math import sqrt

from pearls.selection.rules.evidence.crossed import Crossed
from pearls.selection.rules.evidence.draws import draw
from pearls.selection.rules.evidence.grid import LEAST_ASSESSORS, LEAST_CANDIDATES, Grid, Silence, weighted
from pearls.selection.rules.evidence.juror_model import HARDLY_ANY, JurorModel, variance_of
from pearls.selection.rules.evidence.reml import fit_rows
from pearls.selection.rules.evidence.weighing import Evidence, candidates_of
from pearls.selection.rules.sheet import ScoreSheet


def spread(sheet: ScoreSheet, *, seed: int = 1) -> Evidence:
    """Intervals, expected ranks and chances of a place; nothing of assessors."""
    grid = _without_people(weighted(sheet))
    why_not = _silence(grid)
    if why_not is not None:
        return Evidence(silence=why_not, seed=seed)
    model = _model_of(grid)
    drawn = draw(grid, model, sheet.stage, sheet.countries, seed=seed)
    return Evidence(seed=seed, candidates=candidates_of(grid, model, drawn))


def _without_people(grid: Grid) -> Grid:
    """The scores of each plan in rising order, under the number they have there."""
    return Grid.of(
        (plan, f"{number:05}", score)
        for plan, given in grid.scores.items()
        for number, score in enumerate(sorted(given.values()))
    )


def _silence(grid: Grid) -> Silence | None:
    if len(grid.candidates) < LEAST_CANDIDATES:
        return Silence.FEW_CANDIDATES
    if len(grid.assessors) < LEAST_ASSESSORS:
        return Silence.FEW_ASSESSORS
    if len({score for _plan, _who, score in grid}) == 1:
        return Silence.ALL_EQUAL
    return None


def _model_of(grid: Grid) -> JurorModel:
    """The model of `juror_model` with assessors that do not differ, so that only how much a plan was given counts."""
    given = [[float(score) for score in scores.values()] for scores in grid.scores.values()]
    every = [score for scores in given for score in scores]
    middle = sum(every) / len(every)
    scale = sqrt(sum((score - middle) ** 2 for score in every) / len(every))
    rows = [[(column, (score - middle) / scale) for column, score in enumerate(scores)] for scores in given]
    data = Crossed(rows, len(grid.assessors))
    # Where all who read a plan gave it the same, nothing is left over: the plans' worths are known.
    is_exact = all(len(set(scores.values())) == 1 for scores in grid.scores.values())
    at = data.at(1 / HARDLY_ANY, 0.0) if is_exact else fit_rows(data)
    worths = [next(iter(scores.values())) for scores in grid.scores.values()]
    unit = sqrt(HARDLY_ANY * variance_of(worths)) if is_exact else scale * sqrt(at.error_variance)
    return JurorModel(
        level=middle + scale * at.mean,
        candidate_sd=unit * sqrt(at.row_ratio),
        assessor_sd=0.0,
        error_sd=0.0 if is_exact else unit,
        candidates={plan: scale * effect for plan, effect in zip(grid.candidates, at.row_effects, strict=True)},
        assessors={},
        standard_errors={},
        residuals={},
        at=at,
        unit=unit,
        candidates_are_rows=True,
    )
