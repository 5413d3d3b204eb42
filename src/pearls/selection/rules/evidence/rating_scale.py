"""The rating scale model (Andrich 1978) with many facets (Linacre 1989), looked at with one set of values.

The chance of category k over that of k - 1 is exp(eta + t_k), with eta = plan + assessor's mildness + criterion's ease
and t_k the ease of step k. All signs are such that more is a higher score. Columns run over the ratings, one value for
each, so that the work is done in few and simple loops: assessment by assessment, in each the criteria in their order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from math import exp
from operator import add, mul

from pearls.selection.rules.evidence.linear import Matrix, Vector, cholesky, dot, inverse, solve
from pearls.selection.rules.evidence.ratings import Ratings


class Layout:
    """Where each plan, assessor and criterion has its ratings: sums of a column by each of them."""

    def __init__(self, ratings: Ratings) -> None:
        self.ratings, self.spans, self.places = ratings, ratings.spans(), ratings.of_assessors()
        self.criteria, self.steps, self.count = len(ratings.criteria), ratings.steps, len(ratings.categories)
        self.plan_of = [plan for plan, _assessor in ratings.pairs for _ in ratings.criteria]
        self.assessor_of = [assessor for _plan, assessor in ratings.pairs for _ in ratings.criteria]
        self.sizes = (len(ratings.assessors), self.criteria, self.steps)
        observed = list(map(float, ratings.categories))
        self.observed = self.located(observed) + [
            float(sum(category >= step for category in ratings.categories)) for step in range(1, self.steps + 1)
        ]
        self.of_plans = self.by_plan(observed)

    def by_plan(self, column: Sequence[float]) -> Vector:
        return [sum(column[start:end]) for start, end in self.spans]

    def by_assessor(self, column: Sequence[float]) -> Vector:
        return [sum(map(column.__getitem__, own)) for own in self.places]

    def by_criterion(self, column: Sequence[float]) -> Vector:
        return [sum(column[at :: self.criteria]) for at in range(self.criteria)]

    def located(self, column: Sequence[float]) -> Vector:
        """The sums for assessors, then criteria."""
        return self.by_assessor(column) + self.by_criterion(column)

    def spread(self, of_plans: Vector, of_assessors: Vector, of_criteria: Vector) -> Vector:
        """A column with the sum of what belongs to each rating's plan, assessor and criterion."""
        return [
            both + own
            for both in (of_plans[plan] + of_assessors[assessor] for plan, assessor in self.ratings.pairs)
            for own in of_criteria
        ]


@dataclass(frozen=True)
class Values:
    """One set of values: of the plans, and of assessors, criteria and steps one behind the other (`rest`)."""

    plans: Vector
    rest: Vector

    def stepped(self, plans: Vector, rest: Vector) -> "Values":
        return Values(list(map(add, self.plans, plans)), list(map(add, self.rest, rest)))


def parts(rest: Vector, sizes: tuple[int, int, int]) -> tuple[Vector, Vector, Vector]:
    """Assessors, criteria and steps out of what stands one behind the other."""
    people, criteria, _steps = sizes
    return rest[:people], rest[people : people + criteria], rest[people + criteria :]


class Look:
    """The model at these values: what it expects of every rating, and how sure that makes the values."""

    def __init__(self, layout: Layout, values: Values) -> None:
        self.layout, self.values = layout, values
        people, criteria, steps = parts(values.rest, layout.sizes)
        odds = list(map(exp, layout.spread(values.plans, people, criteria)))
        terms = [[1.0] * layout.count]
        for step in map(exp, steps):
            terms.append([before * odd * step for before, odd in zip(terms[-1], odds, strict=True)])
        above = list(accumulate(reversed(terms), lambda total, term: list(map(add, total, term))))
        totals = above[-1]
        # The chance to reach at least step 1, 2, and so on.
        self.upper = [
            [part / total for part, total in zip(column, totals, strict=True)] for column in reversed(above[:-1])
        ]
        self.expected = list(map(sum, zip(*self.upper, strict=True)))
        squares = (sum(map(mul, range(1, 2 * layout.steps, 2), row)) for row in zip(*self.upper, strict=True))
        self.variance = [square - mean * mean for square, mean in zip(squares, self.expected, strict=True)]

    @cached_property
    def scores(self) -> Values:
        """Observed less expected, for every value."""
        layout = self.layout
        expected = layout.located(self.expected) + list(map(sum, self.upper))
        return Values(
            [seen - due for seen, due in zip(layout.of_plans, layout.by_plan(self.expected), strict=True)],
            [seen - due for seen, due in zip(layout.observed, expected, strict=True)],
        )

    @cached_property
    def chances(self) -> list[Vector]:
        """The chance of category 0, 1, and so on."""
        columns = [[1.0] * self.layout.count, *self.upper, [0.0] * self.layout.count]
        return [[low - high for low, high in zip(column, beyond, strict=True)] for column, beyond in pairwise(columns)]

    @cached_property
    def information(self) -> "Information":
        return Information(self.layout, self)


class Information:
    """Fisher's information at a look, and its inverse: plans go out first, each for itself.

    The first assessor, the first criterion and the first step are held: only differences can be told.
    """

    def __init__(self, layout: Layout, look: Look) -> None:
        self.layout, self.look = layout, look
        people, criteria, steps = layout.sizes
        size = people + criteria + steps
        self.free = [at for at in range(size) if at not in (0, people, people + criteria)]
        self.across = self._step_columns()
        self.own = layout.by_plan(look.variance)
        self.between = self._between(size)
        rest = self._rest(size)
        self.kept = [[row[at] for at in self.free] for row in self.between]
        columns = [list(column) for column in zip(*self.kept, strict=True)] if self.free else []
        shares = [[value / own for value, own in zip(column, self.own, strict=True)] for column in columns]
        self.lower = cholesky(
            [
                [rest[one][other] - dot(column, share) for other, share in zip(self.free, shares, strict=True)]
                for one, column in zip(self.free, columns, strict=True)
            ]
        )

    def _step_columns(self) -> list[Vector]:
        """For each step the covariance of a rating with reaching that step."""
        look, columns, beyond = self.look, list[Vector](), [0.0] * self.layout.count
        for step in range(self.layout.steps, 0, -1):
            reached = look.upper[step - 1]
            columns.append(
                [
                    (step - mean) * chance + more
                    for mean, chance, more in zip(look.expected, reached, beyond, strict=True)
                ]
            )
            beyond = list(map(add, beyond, reached))
        return columns[::-1]

    def _between(self, size: int) -> Matrix:
        """Of each plan with everything else."""
        layout, variance = self.layout, self.look.variance
        people, criteria, _steps = layout.sizes
        found = [[0.0] * size for _ in layout.spans]
        for at, (plan, assessor) in enumerate(layout.ratings.pairs):
            found[plan][assessor] = sum(variance[at * criteria : (at + 1) * criteria])
        for row, (start, end) in zip(found, layout.spans, strict=True):
            for criterion in range(criteria):
                row[people + criterion] = sum(variance[start + criterion : end : criteria])
        for number, column in enumerate(self.across, start=people + criteria):
            for row, value in zip(found, layout.by_plan(column), strict=True):
                row[number] = value
        return found

    def _rest(self, size: int) -> Matrix:
        layout, look = self.layout, self.look
        people, criteria, _steps = layout.sizes
        rest = [[0.0] * size for _ in range(size)]

        def put(one: int, other: int, value: float) -> None:
            rest[one][other] = rest[other][one] = value

        for at, value in enumerate(layout.located(look.variance)):
            put(at, at, value)
        for assessor, own in enumerate(layout.places):
            for criterion in range(criteria):
                put(assessor, people + criterion, sum(map(look.variance.__getitem__, own[criterion::criteria])))
        for number, column in enumerate(self.across):
            for at, value in enumerate(layout.located(column)):
                put(at, people + criteria + number, value)
        for high, reached in enumerate(look.upper):
            for low in range(high + 1):
                value = sum(reached) - dot(reached, look.upper[low])
                put(people + criteria + low, people + criteria + high, value)
        return rest

    def solved(self, plans: Vector, rest: Vector) -> Values:
        """The step that these scores ask for."""
        own = list(map(self._over, plans, self.own))
        right = [rest[at] for at in self.free]
        right = [
            value - sum(row[number] * part for row, part in zip(self.kept, own, strict=True))
            for number, value in enumerate(right)
        ]
        found = solve(self.lower, right)
        whole = [0.0] * len(rest)
        for at, value in zip(self.free, found, strict=True):
            whole[at] = value
        steps = [part - dot(row, found) / size for part, row, size in zip(own, self.kept, self.own, strict=True)]
        return Values(steps, whole)

    @staticmethod
    def _over(value: float, size: float) -> float:
        return value / size

    @cached_property
    def covariance(self) -> "Covariance":
        """The inverse, with nothing where a value is held."""
        size = sum(self.layout.sizes)
        small = inverse(self.lower)
        rest = [[0.0] * size for _ in range(size)]
        for one, row in zip(self.free, small, strict=True):
            for other, value in zip(self.free, row, strict=True):
                rest[one][other] = value
        mixed, own = [], []
        for row, alone in zip(self.kept, self.own, strict=True):
            turned = [-dot(row, line) / alone for line in small]
            whole = [0.0] * size
            for at, value in zip(self.free, turned, strict=True):
                whole[at] = value
            mixed.append(whole)
            own.append(1 / alone - dot(row, turned) / alone)
        return Covariance(own, mixed, rest)


@dataclass(frozen=True)
class Covariance:
    """Of each plan alone, of the plans with the rest, and of the rest."""

    plans: Vector
    mixed: Matrix
    rest: Matrix
