"""What else the scores might have said: draws of the plans' merit from the juror model, and the rule on each of them.

A draw takes all effects together, given the scores and the variances. It is the same for the same seed: `random.Random`
and plain loops, no library whose sums depend on the machine.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import sqrt
from operator import add
from random import Random

from pearls.programme.rules.stages import Aggregate, Stage, StageRules
from pearls.selection.rules.evidence.grid import Grid
from pearls.selection.rules.evidence.juror_model import JurorModel
from pearls.selection.rules.evidence.linear import Vector, backward, transposed
from pearls.selection.rules.places import Outcome, Standing, draw_line, give_titles

DRAWS = 4_000
_LOW, _HIGH = 0.05, 0.95
_PLACES = (Outcome.TITLE, Outcome.ADMITTED)


@dataclass(frozen=True)
class Drawn:
    """What the draws come to, by plan. `places` is None where the rules draw no line."""

    intervals: Mapping[str, tuple[float, float]]
    ranks: Mapping[str, float]
    places: Mapping[str, float] | None
    beats: float | None  # the share of draws in which the second of the two plans asked about is better than the first


Draw = tuple[Vector, Vector]  # the plans' totals; and what they are ordered by, never all the same


def draw(
    grid: Grid,
    model: JurorModel,
    stage: StageRules,
    countries: Mapping[str, str],
    *,
    seed: int,
    pair: tuple[str, str] | None = None,
    count: int = DRAWS,
) -> Drawn:
    """Draw the plans' totals so many times, and take the rule's places each time; `pair` are two plans to compare."""
    plans = grid.candidates
    place = {name: number for number, name in enumerate(plans)}
    placed = _placer(grid, stage, countries)
    totals: list[Vector] = []
    ranks, titles = [0] * len(plans), Counter[int]()
    beaten = 0
    for drawn, merit in _draws(grid, model, Random(seed), count):  # noqa: S311 - evidence, not a secret
        order = sorted(range(len(plans)), key=merit.__getitem__, reverse=True)
        for rank, plan in enumerate(order, start=1):
            ranks[plan] += rank
        if placed:
            titles.update(placed(order, drawn))
        if pair:
            beaten += merit[place[pair[1]]] > merit[place[pair[0]]]
        totals.append(drawn)
    columns = [sorted(values) for values in zip(*totals, strict=True)]
    return Drawn(
        intervals={
            plan: (quantile(values, _LOW), quantile(values, _HIGH)) for plan, values in zip(plans, columns, strict=True)
        },
        ranks={plan: total / count for plan, total in zip(plans, ranks, strict=True)},
        places={plan: titles[number] / count for number, plan in enumerate(plans)} if placed else None,
        beats=beaten / count if pair else None,
    )


def quantile(ordered: Sequence[float], share: float) -> float:
    """Between the two values nearest to it, in proportion."""
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])


def _draws(grid: Grid, model: JurorModel, source: Random, count: int) -> Iterator[Draw]:
    """Draws in pairs, each with its mirror image: the same spread for half the work, and no luck in the middle."""
    centres = [model.level + model.candidates[plan] for plan in grid.candidates]
    change = _changing(model, source)
    for _ in range(count // 2):
        changes = change()
        # Where plans do not differ at all, the draw says nothing, and chance alone may order them.
        chance = None if model.candidate_sd else [source.gauss(0, 1) for _ in centres]
        for turned in (changes, [-value for value in changes]):
            drawn = list(map(add, centres, turned))
            yield drawn, drawn if chance is None else chance
            chance = chance and [-value for value in chance]


def _changing(model: JurorModel, source: Random) -> Callable[[], Vector]:
    """How to draw by how much the plans' effects differ from what is likeliest, all together."""
    at, unit, gauss = model.at, model.unit, source.gauss
    turned = transposed(at.lower)
    spread = unit * sqrt(at.column_ratio)

    def columns() -> Vector:
        return [spread * value for value in backward(turned, [gauss(0, 1) for _ in range(at.data.columns)])]

    if not model.candidates_are_rows:
        return columns
    sets, which = _sets(tuple(column for column, _ in row) for row in at.data.rows)
    summed = _summing(sets, at.data.columns)
    shares = [at.shared[len(row)] for row in at.data.rows]
    parts = [(number, share, unit * sqrt(share)) for number, share in zip(which, shares, strict=True)]

    def rows() -> Vector:
        sums = summed(columns())
        return [sd * gauss(0, 1) - share * sums[number] for number, share, sd in parts]

    return rows


def _sets(rows: Iterable[tuple[int, ...]]) -> tuple[list[tuple[int, ...]], list[int]]:
    """The different sets of columns, and which of them each row has: most juries have few."""
    known: dict[tuple[int, ...], int] = {}
    which = [known.setdefault(columns, len(known)) for columns in rows]
    return list(known), which


def _summing(sets: Sequence[tuple[int, ...]], size: int) -> Callable[[Vector], Vector]:
    """How to sum up values by these sets; what is missing is taken off where that is the shorter way."""
    missing = [[column for column in range(size) if column not in columns] for columns in sets]
    shorter = [
        (len(own) <= len(rest), own if len(own) <= len(rest) else rest) for own, rest in zip(sets, missing, strict=True)
    ]

    def sums(values: Vector) -> Vector:
        total, value = sum(values), values.__getitem__
        parts = ((is_own, sum(map(value, columns))) for is_own, columns in shorter)
        return [part if is_own else total - part for is_own, part in parts]

    return sums


def _placer(
    grid: Grid, stage: StageRules, countries: Mapping[str, str]
) -> Callable[[Sequence[int], Vector], Iterable[int]] | None:
    """Who has a place by rank under the whole rule; None, where the rules give none by rank."""
    if stage.draws_its_own_line:
        return None
    own = [countries[plan] for plan in grid.candidates]
    places = stage.titles or stage.places or 1
    readers = [len(given) if stage.aggregate == Aggregate.SUM else 1 for given in grid.scores.values()]

    def above_minimum(_order: Sequence[int], drawn: Vector) -> Iterable[int]:
        least = float(stage.minimum_total or 0)
        return [plan for plan, total in enumerate(drawn) if total * readers[plan] >= least]

    def by_rank(order: Sequence[int], _drawn: Vector) -> Iterable[int]:
        """The rule settles plan after plan, so it is asked about as many of the best as it takes to give all places."""
        size = 2 * places
        while True:
            best = [own[plan] for plan in order[:size]]
            taken = settled(tuple(map(best.index, best)))
            if len(taken) == places or size >= len(order):
                return [order[at] for at in taken]
            size *= 2

    @cache
    def settled(alike: tuple[int, ...]) -> list[int]:
        """Who gets a place in this order, where `alike` says which plan was the first from the same country."""
        groups = [[Standing(str(at), str(first), Fraction(0))] for at, first in enumerate(alike)]
        fates = give_titles(groups, stage)[0] if stage.stage == Stage.FINAL else draw_line(groups, stage)
        return [at for at in range(len(alike)) if fates[str(at)].outcome in _PLACES]

    return above_minimum if stage.minimum_total is not None else by_rank
