"""Two crossed random effects, y = mu + row + column + error, at given variances: what REML asks at every step.

With ratios r and c of the row and column variance to the error's, the covariance of the scores over the error variance
is V = I + r R R' + c C C', where R and C say to which row and column a score belongs. Rows go out first: the part of V
without columns is inverted row by row, and rows with the same number of scores have the same inverse. So one look at a
pair of ratios costs as much as the square of the columns, however many rows there are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log

from pearls.selection.rules.evidence.linear import Matrix, Vector, cholesky, dot, inverse, solve

Rows = Sequence[Sequence[tuple[int, float]]]  # of each row: which column gave what


@dataclass
class _Alike:
    """What the rows with the same number of scores come to together."""

    pairs: Matrix  # how many of these rows have both columns
    sums: Vector  # by column: the sum of the totals of the rows that have it
    rows: int = 0
    total: float = 0.0
    square: float = 0.0


class Crossed:
    """The scores, summed up so that they need not be gone through for every pair of ratios."""

    def __init__(self, rows: Rows, columns: int) -> None:
        self.rows, self.columns = rows, columns
        self.count = sum(map(len, rows))
        self.totals = [sum(score for _, score in row) for row in rows]
        self.square = sum(score * score for row in rows for _, score in row)
        self.sizes, self.sums = [0.0] * columns, [0.0] * columns
        self.alike: dict[int, _Alike] = {}
        for row, total in zip(rows, self.totals, strict=True):
            self._add(row, total)

    def _add(self, row: Sequence[tuple[int, float]], total: float) -> None:
        empty = _Alike([[0.0] * self.columns for _ in range(self.columns)], [0.0] * self.columns)
        alike = self.alike.setdefault(len(row), empty)
        alike.rows += 1
        alike.total += total
        alike.square += total * total
        for column, score in row:
            self.sizes[column] += 1
            self.sums[column] += score
            alike.sums[column] += total
            pairs = alike.pairs[column]
            for other, _ in row:
                pairs[other] += 1

    def at(self, row_ratio: float, column_ratio: float) -> "At":
        return At(self, row_ratio, column_ratio)


@dataclass(frozen=True)
class At:
    """The model at one pair of ratios. X is the column of ones; `xx` is X' V^-1 X, and so on."""

    data: Crossed
    row_ratio: float
    column_ratio: float
    # By how much the mean of a row of so many scores is drawn in (1 / (1 + ratio size)), and what its scores share.
    kept: dict[int, float] = field(init=False)
    shared: dict[int, float] = field(init=False)

    def __post_init__(self) -> None:
        kept = {size: 1 / (1 + self.row_ratio * size) for size in self.data.alike}
        object.__setattr__(self, "kept", kept)
        object.__setattr__(self, "shared", {size: self.row_ratio * share for size, share in kept.items()})

    @cached_property
    def between(self) -> Matrix:
        """C' W C, where W is the inverse without the columns."""
        found = [[0.0] * self.data.columns for _ in range(self.data.columns)]
        for size, alike in self.data.alike.items():
            share = -self.shared[size]
            found = [
                [old + share * pair for old, pair in zip(row, pairs, strict=True)]
                for row, pairs in zip(found, alike.pairs, strict=True)
            ]
        for column, scores in enumerate(self.data.sizes):
            found[column][column] += scores
        return found

    @cached_property
    def lower(self) -> Matrix:
        """The triangle of I + ratio C' W C."""
        matrix = [[self.column_ratio * value for value in row] for row in self.between]
        for column in range(self.data.columns):
            matrix[column][column] += 1
        return cholesky(matrix)

    @cached_property
    def covariance(self) -> Matrix:
        """Of the columns given the data, over their own variance."""
        return inverse(self.lower)

    @cached_property
    def ones(self) -> tuple[Vector, Vector]:
        """C' W X and C' V^-1 X."""
        right = [0.0] * self.data.columns
        for size, alike in self.data.alike.items():
            for column in range(self.data.columns):
                right[column] += self.kept[size] * alike.pairs[column][column]
        return right, solve(self.lower, right)

    @cached_property
    def scores(self) -> tuple[Vector, Vector]:
        """C' W y and C' V^-1 y."""
        right = list(self.data.sums)
        for size, alike in self.data.alike.items():
            right = [old - self.shared[size] * total for old, total in zip(right, alike.sums, strict=True)]
        return right, solve(self.lower, right)

    @cached_property
    def xx(self) -> float:
        plain = sum(alike.rows * size * self.kept[size] for size, alike in self.data.alike.items())
        return plain - self.column_ratio * dot(*self.ones)

    @cached_property
    def mean(self) -> float:
        """The general level, by generalised least squares."""
        plain = sum(self.kept[size] * alike.total for size, alike in self.data.alike.items())
        return (plain - self.column_ratio * dot(self.ones[0], self.scores[1])) / self.xx

    @cached_property
    def misfit(self) -> float:
        """(y - mean)' V^-1 (y - mean)."""
        plain = self.data.square - sum(self.shared[size] * alike.square for size, alike in self.data.alike.items())
        return plain - self.column_ratio * dot(*self.scores) - self.mean**2 * self.xx

    @property
    def error_variance(self) -> float:
        return self.misfit / (self.data.count - 1)

    @cached_property
    def deviance(self) -> float:
        """-2 log of the restricted likelihood with the error variance at its best, but for a constant."""
        rows = sum(alike.rows * log(1 + self.row_ratio * size) for size, alike in self.data.alike.items())
        columns = 2 * sum(log(row[-1]) for row in self.lower)
        return rows + columns + log(self.xx) + (self.data.count - 1) * log(self.error_variance)

    @cached_property
    def pull(self) -> Vector:
        """C' V^-1 (y - mean): a column's effect over its ratio."""
        return [of_y - self.mean * of_x for of_y, of_x in zip(self.scores[1], self.ones[1], strict=True)]

    @cached_property
    def row_pull(self) -> Vector:
        """R' V^-1 (y - mean): a row's effect over its ratio."""
        return [
            self.kept[len(row)] * (total - len(row) * self.mean - self.column_ratio * sum(self.pull[j] for j, _ in row))
            for row, total in zip(self.data.rows, self.data.totals, strict=True)
        ]

    @property
    def row_effects(self) -> Vector:
        return [self.row_ratio * pull for pull in self.row_pull]

    @property
    def column_effects(self) -> Vector:
        return [self.column_ratio * pull for pull in self.pull]

    @property
    def row_variances(self) -> Vector:
        """Of each row's effect given the data and the variances, over the error variance."""
        return [
            (share := self.shared[len(row)])
            + self.column_ratio * share**2 * sum(self.covariance[j][k] for j, _ in row for k, _ in row)
            for row in self.data.rows
        ]

    @property
    def column_variances(self) -> Vector:
        return [self.column_ratio * row[j] for j, row in enumerate(self.covariance)]

    @property
    def slopes(self) -> tuple[float, float]:
        """How the deviance changes with the row ratio and with the column ratio."""
        fit = 1 / self.error_variance
        of_ones = self.ones[1]
        row_ones = (
            self.kept[len(row)] * (len(row) - self.column_ratio * sum(of_ones[j] for j, _ in row))
            for row in self.data.rows
        )
        by_row = sum(
            alike.rows * size * self.kept[size]
            - self.column_ratio * self.kept[size] ** 2 * _trace(self.covariance, alike.pairs)
            for size, alike in self.data.alike.items()
        )
        by_row -= sum(value * value for value in row_ones) / self.xx + fit * dot(self.row_pull, self.row_pull)
        by_column = _trace(self.covariance, self.between)
        by_column -= dot(of_ones, of_ones) / self.xx + fit * dot(self.pull, self.pull)
        return by_row, by_column


def _trace(left: Matrix, right: Matrix) -> float:
    """Of the product of two symmetric matrices."""
    return sum(map(dot, left, right))
