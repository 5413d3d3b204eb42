"""The variance ratios of two crossed effects by restricted maximum likelihood (Patterson & Thompson 1971).

The surface may have its lowest point where an effect has no variance at all, and may have more than one hollow. So the
edges are searched as well as the inside, each from a coarse net: net, then smaller and smaller steps, then Newton's.
"""

from collections.abc import Callable, Sequence
from itertools import product
from math import exp

from pearls.selection.rules.evidence.crossed import At, Crossed

_NET = (-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0)  # logarithms of the ratios
_BOUND = 18.0
_SMALLEST_STEP = 2e-3
_NEWTON_STEPS = 12
_NUDGE = 1e-4
_GAIN = 1e-9  # what a lower point must be lower by: less is rounding

Point = tuple[float, ...]


def fit(data: Crossed) -> At:
    """The model at the ratios under which these scores are likeliest."""
    best = data.at(0.0, 0.0)
    for free in ((0,), (1,), (0, 1)):
        found = _lowest(data, free)
        if found.deviance < best.deviance - _GAIN:
            best = found
    return best


def fit_rows(data: Crossed) -> At:
    """The same where columns are known not to differ."""
    none, found = data.at(0.0, 0.0), _lowest(data, (0,))
    return found if found.deviance < none.deviance - _GAIN else none


def _lowest(data: Crossed, free: Sequence[int]) -> At:
    def at(point: Point) -> At:
        ratios = [0.0, 0.0]
        for which, value in zip(free, point, strict=True):
            ratios[which] = exp(value)
        return data.at(*ratios)

    def slopes(point: Point) -> list[float]:
        found = at(point)
        ratios = (found.row_ratio, found.column_ratio)
        return [found.slopes[which] * ratios[which] for which in free]

    start = min(product(_NET, repeat=len(free)), key=lambda point: at(point).deviance)
    near = _walk(start, lambda point: at(point).deviance)
    return at(_newton(near, slopes, lambda point: at(point).deviance))


def _walk(start: Point, height: Callable[[Point], float]) -> Point:
    """Go down in steps along one direction at a time, halving them where none leads down."""
    here, low, step = start, height(start), 1.0
    while step > _SMALLEST_STEP:
        around = [
            (*here[:which], here[which] + sign * step, *here[which + 1 :])
            for which in range(len(here))
            for sign in (1, -1)
            if abs(here[which] + sign * step) <= _BOUND
        ]
        lower, best = min((height(point), point) for point in around)
        if lower < low:
            here, low = best, lower
        else:
            step /= 2
    return here


def _newton(start: Point, slopes: Callable[[Point], list[float]], height: Callable[[Point], float]) -> Point:
    """From close by to the very lowest point; stays, where the surface is not a hollow there."""
    here = start
    for _ in range(_NEWTON_STEPS):
        step = _step(here, slopes)
        if step is None or max(map(abs, step)) > 1:
            return here
        there = tuple(value - change for value, change in zip(here, step, strict=True))
        if height(there) > height(here) + _GAIN:
            return here
        here = there
        if max(map(abs, step)) < 1e-9:
            return here
    return here


def _step(here: Point, slopes: Callable[[Point], list[float]]) -> list[float] | None:
    slope = slopes(here)
    curves = []
    for which in range(len(here)):
        ahead, behind = (
            slopes((*here[:which], here[which] + nudge, *here[which + 1 :])) for nudge in (_NUDGE, -_NUDGE)
        )
        curves.append([(one - other) / (2 * _NUDGE) for one, other in zip(ahead, behind, strict=True)])
    if len(here) == 1:
        return [slope[0] / curves[0][0]] if curves[0][0] > 0 else None
    (a, b), (c, d) = curves
    across = (b + c) / 2
    turn = a * d - across * across
    if a <= 0 or turn <= 0:
        return None
    return [(d * slope[0] - across * slope[1]) / turn, (a * slope[1] - across * slope[0]) / turn]
