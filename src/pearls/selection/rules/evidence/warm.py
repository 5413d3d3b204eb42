"""The values under which the ratings are likeliest, without the bias that likelihood has on few of them.

Plain joint maximum likelihood puts plans too far apart, the more so the fewer read them, and sends whoever got nothing
but the best or the worst to infinity. Firth (1993) takes that bias out at its root, by a term that is half the
logarithm of the information's determinant; for a person with known items it is Warm's (1989) weighted likelihood, which
is usual in the field. All values stay finite, with no constant made up for extreme scores. It is what `bracl` of R's
brglm2 computes (Kosmidis & Firth 2009).
"""

from itertools import accumulate, pairwise
from math import log
from operator import add, mul

from pearls.selection.rules.evidence.linear import Vector, dot
from pearls.selection.rules.evidence.rating_scale import Layout, Look, Values, parts
from pearls.selection.rules.evidence.ratings import Ratings

_NEAR = 1e-6  # a step so short; the next one would be a small part of it
_MOST_ROUNDS, _MOST_STEPS = 100, 4  # where everything got the best, only a new term leads back
_LONGEST_STEP = 1.0
_LONG = 0.1  # after a shorter step the information is still much the same
_MUCH_SHORTER = 0.02


def fit(ratings: Ratings) -> Look:
    """The model at the values of least bias.

    Firth's term hardly moves from one set of values to the next, and costs more than all the rest: it is worked out
    anew only when, with the old one, the steps have become much shorter.
    """
    layout = Layout(ratings)
    look = Look(layout, _start(layout))
    for _ in range(_MOST_ROUNDS):
        look, moved = _walk(look, _extra(look))
        if moved < _NEAR:
            break
    return look


def _walk(look: Look, extra: Values) -> tuple[Look, float]:
    """Newton's steps with this term; and how far the first one led, or wanted to."""
    first, information = None, look.information
    for _ in range(_MOST_STEPS):
        scores = look.scores.stepped(extra.plans, extra.rest)
        step = information.solved(scores.plans, scores.rest)
        longest = max(map(abs, step.plans + step.rest))
        share = min(1.0, _LONGEST_STEP / longest) if longest else 1.0
        shorter = Values([share * value for value in step.plans], [share * value for value in step.rest])
        look = Look(look.layout, look.values.stepped(shorter.plans, shorter.rest))
        first = longest if first is None else first
        if longest * longest <= max(_MUCH_SHORTER * first, _NEAR):  # the next step would be about so long
            break
        if longest > _LONG:
            information = look.information
    return look, first or 0.0


def _start(layout: Layout) -> Values:
    """All plans, assessors and criteria alike, and the steps as easy as the numbers of ratings make them."""
    counts = [0.5] * (layout.steps + 1)
    for category in layout.ratings.categories:
        counts[category] += 1
    steps = [log(above / below) for below, above in pairwise(counts)]
    people, criteria, _steps = layout.sizes
    return Values([steps[0]] * len(layout.spans), [0.0] * (people + criteria) + [step - steps[0] for step in steps])


def _extra(look: Look) -> Values:
    """Firth's term for every value's score.

    Of one rating with category k it is half the covariance of k (or of having reached a step) with the square length of
    k's statistic under the inverse information; what is the same for all categories makes no difference.
    """
    layout, chances = look.layout, look.chances
    lengths = _lengths(look)
    middle = [sum(map(mul, chance, length)) for chance, length in zip(_rows(chances), _rows(lengths), strict=True)]
    pulls = [
        [0.5 * chance * (length - mean) for chance, length, mean in zip(*columns, middle, strict=True)]
        for columns in zip(chances, lengths, strict=True)
    ]
    reached = list(accumulate(reversed(pulls[1:]), lambda total, pull: list(map(add, total, pull))))[::-1]
    located = list(map(sum, zip(*reached, strict=True)))
    return Values(layout.by_plan(located), layout.located(located) + list(map(sum, reached)))


def _rows(columns: list[Vector]) -> list[tuple[float, ...]]:
    return list(zip(*columns, strict=True))


def _lengths(look: Look) -> list[Vector]:
    """For each category the square length of its statistic less the mean one, but for what all categories share.

    With u the location's own variance, w its covariance with the sum of the first k steps, and c that of those sums:
    k^2 u + 2 k w_k + c_kk - 2 (k (u E + sum p_l w_l) + E w_k + sum p_l c_kl), where E is the expected rating.
    """
    layout, expected, chances = look.layout, look.expected, look.chances
    own = _own(look)
    with_steps = _with_steps(look)
    sums = _sums_of_steps(look)
    middle = [
        variance * mean + part
        for variance, mean, part in zip(
            own, expected, map(sum, zip(*map(_products, chances[1:], with_steps), strict=True)), strict=True
        )
    ]
    rows = _rows(chances[1:])
    found = [[0.0] * layout.count]
    for k, across in enumerate(with_steps, start=1):
        line, alone = sums[k - 1], sums[k - 1][k - 1]
        found.append(
            [
                k * (k * u + 2 * w - 2 * e) + alone - 2 * (mean * w + dot(line, row))
                for u, w, e, mean, row in zip(own, across, middle, expected, rows, strict=True)
            ]
        )
    return found


def _products(left: Vector, right: Vector) -> Vector:
    return list(map(mul, left, right))


def _own(look: Look) -> Vector:
    """The variance of each rating's location."""
    layout, covariance = look.layout, look.information.covariance
    people, criteria, _steps = layout.sizes
    rest = covariance.rest
    found = []
    for plan, assessor in layout.ratings.pairs:
        mixed, across = covariance.mixed[plan], rest[assessor]
        both = covariance.plans[plan] + across[assessor] + 2 * mixed[assessor]
        found += [both + rest[at][at] + 2 * (mixed[at] + across[at]) for at in range(people, people + criteria)]
    return found


def _with_steps(look: Look) -> list[Vector]:
    """The covariance of each rating's location with the sum of the first k steps, for each k."""
    layout, covariance = look.layout, look.information.covariance
    people, criteria, _steps = layout.sizes
    start = people + criteria
    of_plans = [list(accumulate(row[start:])) for row in covariance.mixed]
    of_rest = [list(accumulate(row[start:])) for row in covariance.rest[:start]]
    found = []
    for k in range(layout.steps):
        of_assessors, of_criteria, _ = parts([row[k] for row in of_rest], (people, criteria, 0))
        found.append(layout.spread([row[k] for row in of_plans], of_assessors, of_criteria))
    return found


def _sums_of_steps(look: Look) -> list[Vector]:
    """The covariances of the sums of the first k and the first l steps."""
    people, criteria, _steps = look.layout.sizes
    start = people + criteria
    lines = [list(accumulate(row[start:])) for row in look.information.covariance.rest[start:]]
    return list(accumulate(lines, lambda total, line: list(map(add, total, line))))
