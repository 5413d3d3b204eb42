"""What stands out in a jury: an assessor who follows nobody, and scores that are higher for one's own country.

Signals for a conversation, never a correction. They are silent where the data cannot tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from pearls.selection.rules.evidence.crossed import At
from pearls.selection.rules.evidence.grid import Grid
from pearls.selection.rules.evidence.juror_model import JurorModel
from pearls.selection.rules.evidence.linear import dot, solve

_CHANCE = 0.05  # of one false signal in a whole jury
_LEAST_OWN, _LEAST_OWN_ASSESSORS = 5, 2


def erratic(grid: Grid, model: JurorModel) -> tuple[str, ...]:
    """The assessors whose scores lie further from what plan and severity explain than chance does.

    Under the model an assessor's squared residuals add up to about as many error variances as they have degrees of
    freedom; how far beyond, Wilson & Hilferty's cube root says.
    """
    if not model.error_sd:
        return ()
    highest = NormalDist().inv_cdf(1 - _CHANCE / len(grid.assessors))
    freedom = dict.fromkeys(grid.assessors, 0.0)
    squares = dict.fromkeys(grid.assessors, 0.0)
    for (row, column), share in _freedom(model.at).items():
        candidate, assessor = (row, column) if model.candidates_are_rows else (column, row)
        freedom[grid.assessors[assessor]] += share
        squares[grid.assessors[assessor]] += (
            model.residuals[grid.candidates[candidate], grid.assessors[assessor]] / model.error_sd
        ) ** 2
    return tuple(who for who in grid.assessors if _beyond(squares[who], freedom[who]) > highest)


def _beyond(squares: float, freedom: float) -> float:
    """How many standard deviations a sum of squares is above what its degrees of freedom let expect."""
    if freedom < 1:
        return 0.0
    spread = 2 / (9 * freedom)
    return float(((squares / freedom) ** (1 / 3) - (1 - spread)) / sqrt(spread))


def _freedom(at: At) -> Mapping[tuple[int, int], float]:
    """The variance of each score's residual over the error variance, by row and column."""
    inverse, ratio, of_ones = at.covariance, at.column_ratio, at.ones[1]
    found: dict[tuple[int, int], float] = {}
    for number, row in enumerate(at.data.rows):
        columns = [column for column, _ in row]
        share, kept = at.shared[len(row)], at.kept[len(row)]
        across = [sum(map(line.__getitem__, columns)) for line in inverse]
        whole, ones = sum(map(across.__getitem__, columns)), sum(map(of_ones.__getitem__, columns))
        for column in columns:
            form = inverse[column][column] - 2 * share * across[column] + share * share * whole
            level = kept - ratio * (of_ones[column] - share * ones)
            found[number, column] = 1 - share - ratio * form - level * level / at.xx
    return found


@dataclass(frozen=True)
class OwnCountry:
    """What assessors gave plans from their own country beyond all others, in points; None where data cannot tell."""

    assessments: int
    effect: float | None = None
    standard_error: float | None = None


def own_country(
    grid: Grid, model: JurorModel, of_candidates: Mapping[str, str], of_assessors: Mapping[str, str]
) -> OwnCountry:
    """The effect of a shared country beside plan and assessor, by generalised least squares at the model's variances.

    A country that is not known is nobody's own. It tells something where the 95 % interval leaves 0 out.
    """
    own = {
        (candidate, assessor)
        for candidate, assessor, _ in grid
        if of_assessors.get(assessor) and of_assessors[assessor] == of_candidates[candidate]
    }
    enough = len(own) >= _LEAST_OWN and len({assessor for _, assessor in own}) >= _LEAST_OWN_ASSESSORS
    if not enough or not model.error_sd:
        return OwnCountry(len(own))
    plans = {name: number for number, name in enumerate(grid.candidates)}
    people = {name: number for number, name in enumerate(grid.assessors)}
    places = [(plans[candidate], people[assessor]) for candidate, assessor in sorted(own)]
    marked: dict[int, set[int]] = {}
    for pair in places:
        row, column = pair if model.candidates_are_rows else pair[::-1]
        marked.setdefault(row, set()).add(column)
    effect, information = _regression(model.at, marked)
    if information < 1e-9:
        return OwnCountry(len(own))
    points = model.unit / sqrt(model.at.error_variance) * effect
    error = model.unit / sqrt(information)
    if abs(points) < NormalDist().inv_cdf(0.975) * error:
        return OwnCountry(len(own))
    return OwnCountry(len(own), points, error)


def _regression(at: At, marked: Mapping[int, set[int]]) -> tuple[float, float]:
    """The coefficient of a mark on some of the scores (by row: the columns), and its information: error variance 1."""
    right = [0.0] * at.data.columns
    squares = level = product = 0.0
    for number, columns in marked.items():
        row, count = at.data.rows[number], len(columns)
        share = at.shared[len(row)]
        squares += count - share * count * count
        level += at.kept[len(row)] * count
        product += sum(score for column, score in row if column in columns) - share * count * at.data.totals[number]
        for column, _ in row:
            right[column] += (column in columns) - share * count
    solved = solve(at.lower, right)
    squares -= at.column_ratio * dot(right, solved)
    level -= at.column_ratio * dot(at.ones[0], solved)
    product -= at.column_ratio * dot(at.scores[0], solved)
    information = squares - level * level / at.xx
    return ((product - level * at.mean) / information if information > 0 else 0.0), information
