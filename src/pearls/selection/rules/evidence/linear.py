"""The little linear algebra that the juror model needs, in plain loops: the same bytes on every machine."""

from collections.abc import Sequence
from math import sqrt
from operator import mul

Vector = list[float]
Matrix = list[Vector]


def cholesky(matrix: Sequence[Sequence[float]]) -> Matrix:
    """The lower triangle L of a positive definite matrix, with L L' = matrix; rows as long as they need to be."""
    lower: Matrix = []
    for i, given in enumerate(matrix):
        row: Vector = []
        for j in range(i):
            row.append((given[j] - dot(row, lower[j])) / lower[j][j])
        row.append(sqrt(given[i] - dot(row, row)))
        lower.append(row)
    return lower


def forward(lower: Matrix, right: Sequence[float]) -> Vector:
    """x with L x = right."""
    found: Vector = []
    for row, value in zip(lower, right, strict=True):
        found.append((value - dot(row, found)) / row[-1])
    return found


def transposed(lower: Matrix) -> Matrix:
    """L', upside down and back to front, so that `backward` can go through it as `forward` goes through L."""
    size = len(lower)
    return [[lower[j][i] for j in range(size - 1, i - 1, -1)] for i in range(size - 1, -1, -1)]


def backward(turned: Matrix, right: Sequence[float]) -> Vector:
    """x with L' x = right, for L' as `transposed` gives it."""
    return forward(turned, right[::-1])[::-1]


def solve(lower: Matrix, right: Sequence[float]) -> Vector:
    """x with L L' x = right."""
    return backward(transposed(lower), forward(lower, right))


def inverse(lower: Matrix) -> Matrix:
    """The inverse of L L'."""
    size, turned = len(lower), transposed(lower)
    units = ([1.0 if i == j else 0.0 for i in range(size)] for j in range(size))
    return [backward(turned, forward(lower, unit)) for unit in units]


def dot(left: Sequence[float], right: Sequence[float]) -> float:
    """The sum of products, as far as the shorter goes."""
    return float(sum(map(mul, left, right)))
