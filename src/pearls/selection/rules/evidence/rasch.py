"""The many-facet Rasch report (Linacre 1989): plans, assessors, criteria and the steps of the scale on one ruler.

The ruler's unit is the logit: one more makes the higher of two neighbouring scores 2.7 times as likely against the
lower. Assessors, criteria and steps are 0 in the middle; plans stand where that puts them. Standard errors come from
the whole information, so they know that the others are not known exactly either.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, sqrt
from operator import mul

from pearls.selection.rules.evidence.linear import Vector, dot
from pearls.selection.rules.evidence.rating_scale import Look, parts
from pearls.selection.rules.evidence.ratings import RaschSilence, Ratings, ratings_of
from pearls.selection.rules.evidence.warm import fit
from pearls.selection.rules.sheet import ScoreSheet

# Mean squares that are good for measuring (Linacre 2002, "What do infit and outfit mean?").
MUTED, NOISY = 0.5, 1.5
_ENDS, _HALVINGS = 40.0, 60


@dataclass(frozen=True)
class Measure:
    """One plan, assessor or criterion on the ruler; strict, or hard to score on, is positive.

    `infit` and `outfit` are 1 where scores stray as much as the model expects; None where all of them are at one end of
    the scale in use, since nothing can stray there. `fair_average` is the score that the model expects where everything
    else is average: for a plan, from an average assessor on an average criterion.
    """

    logits: float
    standard_error: float
    ratings: int
    infit: float | None
    outfit: float | None
    fair_average: float

    @property
    def is_noisy(self) -> bool:
        return self.infit is not None and self.infit > NOISY

    @property
    def is_muted(self) -> bool:
        return self.infit is not None and self.infit < MUTED


@dataclass(frozen=True)
class Facet:
    """All plans, all assessors or all criteria; how far apart they stand against how exactly each is known.

    `separation` is the spread over the error, `reliability` its share of the variance, 0 to 1.
    """

    measures: Mapping[str, Measure]
    separation: float
    reliability: float


@dataclass(frozen=True)
class Step:
    """From one score to the next (`score`): how hard it is, and how often that score was given."""

    score: float
    logits: float
    standard_error: float
    ratings: int


@dataclass(frozen=True)
class Rasch:
    """The whole report.

    `marks` are scores between the lowest and the highest that were given, each with the place on the ruler of a plan
    that may expect it from an average assessor on an average criterion.
    """

    plans: Facet
    assessors: Facet
    criteria: Facet
    steps: tuple[Step, ...]
    marks: tuple[tuple[float, float], ...]


def rasch_of(sheet: ScoreSheet) -> Rasch | RaschSilence:
    """The report on a sheet that the other evidence has nothing against, or why there is none."""
    ratings = ratings_of(sheet)
    return ratings if isinstance(ratings, RaschSilence) else report(ratings)


def report(ratings: Ratings) -> Rasch:
    """The report on these ratings."""
    look = fit(ratings)
    ruler = _Ruler(look)
    layout = look.layout
    fits = _Fits(look)
    spans = [list(range(start, end)) for start, end in layout.spans]
    criteria = [list(range(at, layout.count, layout.criteria)) for at in range(layout.criteria)]
    middle = sum(ruler.plans) / len(ruler.plans)

    def facet(names: Sequence[str], values: Vector, errors: Vector, own: Sequence[Sequence[int]], base: float) -> Facet:
        """`values` as they count for a score; `base` is where plans stand, or 0 for the plans themselves."""
        sign = -1 if own is not spans else 1
        measures = {
            name: Measure(
                logits=sign * value,
                standard_error=error,
                ratings=len(places),
                infit=infit,
                outfit=outfit,
                fair_average=ratings.lowest + ruler.expected(base + value),
            )
            for name, value, error, places, (infit, outfit) in zip(
                names, values, errors, own, map(fits.of, own), strict=True
            )
        }
        return Facet(measures, *_separation(values, errors))

    people, traits, steps = parts(ruler.rest, layout.sizes)
    of_people, of_traits, of_steps = parts(ruler.rest_errors, layout.sizes)
    return Rasch(
        plans=facet(ratings.plans, ruler.plans, ruler.plan_errors, spans, 0.0),
        assessors=facet(ratings.assessors, people, of_people, layout.places, middle),
        criteria=facet(ratings.criteria, traits, of_traits, criteria, middle),
        steps=tuple(
            Step(ratings.lowest + number, -value, error, ratings.categories.count(number))
            for number, (value, error) in enumerate(zip(steps, of_steps, strict=True), start=1)
        ),
        marks=tuple((ratings.lowest + number, ruler.place_of(number)) for number in range(1, ratings.steps)),
    )


class _Ruler:
    """The values with each facet's mean at 0, and their standard errors."""

    def __init__(self, look: Look) -> None:
        sizes, rest = look.layout.sizes, look.values.rest
        covariance = look.information.covariance
        facets = [
            [at + start for at in range(size)] for start, size in zip((0, *accumulate(sizes)), sizes, strict=False)
        ]
        means = [sum(map(rest.__getitem__, facet)) / len(facet) for facet in facets]
        self.rest = [rest[at] - mean for facet, mean in zip(facets, means, strict=True) for at in facet]
        self.rest_errors = []
        for facet in facets:
            block = [[covariance.rest[one][other] for other in facet] for one in facet]
            lines = [sum(line) / len(facet) for line in block]
            middle = sum(lines) / len(facet)
            self.rest_errors += [
                _root(line[at] - 2 * mean + middle) for at, (line, mean) in enumerate(zip(block, lines, strict=True))
            ]
        self.plans = [plan + sum(means) for plan in look.values.plans]
        shares = [1 / len(facet) for facet in facets for _ in facet]
        level = dot(shares, [dot(line, shares) for line in covariance.rest])
        self.plan_errors = [
            _root(own + 2 * dot(mixed, shares) + level)
            for own, mixed in zip(covariance.plans, covariance.mixed, strict=True)
        ]
        self.weights = [0.0, *accumulate(self.rest[-sizes[2] :])]

    def expected(self, eta: float) -> float:
        """The category to be expected at this place of the ruler."""
        highest = max(weight + category * eta for category, weight in enumerate(self.weights))
        terms = [exp(weight + category * eta - highest) for category, weight in enumerate(self.weights)]
        return float(sum(map(mul, range(len(terms)), terms)) / sum(terms))

    def place_of(self, category: int) -> float:
        """Where on the ruler this category is to be expected; the further up, the more is."""
        low, high = -_ENDS, _ENDS
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            low, high = (middle, high) if self.expected(middle) < category else (low, middle)
        return low


def _root(variance: float) -> float:
    """A facet of one has nothing to be compared with; what is left is rounding."""
    return sqrt(max(variance, 0.0))


class _Fits:
    """How far the ratings of somebody stray from what the model expects, over how far they should."""

    def __init__(self, look: Look) -> None:
        self.categories, self.most = look.layout.ratings.categories, look.layout.steps
        self.variance = look.variance
        self.squares = [(seen - mean) ** 2 for seen, mean in zip(self.categories, look.expected, strict=True)]

    def of(self, places: Sequence[int]) -> tuple[float | None, float | None]:
        """Infit, where ratings count by what they tell, and outfit, where the surprising ones count most."""
        given = {self.categories[at] for at in places}
        if given in ({0}, {self.most}):
            return None, None
        squares, variances = (list(map(column.__getitem__, places)) for column in (self.squares, self.variance))
        outfit = sum(square / variance for square, variance in zip(squares, variances, strict=True)) / len(places)
        return sum(squares) / sum(variances), outfit


def _separation(values: Vector, errors: Vector) -> tuple[float, float]:
    """Separation and reliability; 0 where the elements differ no more than their errors let them."""
    if len(values) < 2:
        return 0.0, 0.0
    mean = sum(values) / len(values)
    spread = sum((value - mean) ** 2 for value in values) / (len(values) - 1)
    error = sum(map(mul, errors, errors)) / len(errors)
    true = max(spread - error, 0.0)
    return sqrt(true / error), true / spread if spread else 0.0
