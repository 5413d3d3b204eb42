"""What is to be shared among whom, and what a sharing is worth."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

Pair = tuple[str, str]  # the ids of an item and of who takes it


class Worth(NamedTuple):
    """What is compared, in this order: the worst-served item and the sum, the more the better; the largest load."""

    worst: Fraction
    total: Fraction
    largest: int

    @property
    def key(self) -> tuple[Fraction, Fraction, int]:
        """The more the better."""
        return self.worst, self.total, -self.largest


@dataclass(frozen=True)
class Task:
    """Who may be paired and how well they suit; each item goes to exactly `per_item` different takers.

    Points are whole numbers. Where `out_of` names a number for an item, its points are shares of that number: 1 of 3
    is worth a third. So sums are exact, and ties are ties.
    """

    items: Sequence[str]
    capacities: Mapping[str, int]
    points: Mapping[Pair, int]
    per_item: int = 1
    out_of: Mapping[str, int] = field(default_factory=dict)

    def parts(self, item: str) -> int:
        return self.out_of.get(item, 1)

    def affinity(self, pair: Pair) -> Fraction:
        return Fraction(self.points[pair], self.parts(pair[0]))

    def by_item(self, pairs: Iterable[Pair]) -> dict[str, Fraction]:
        """How well each item is served by these pairs."""
        points: Counter[str] = Counter()
        for pair in pairs:
            points[pair[0]] += self.points[pair]
        return {item: Fraction(points[item], self.parts(item)) for item in sorted(self.items)}

    def worth(self, pairs: Sequence[Pair]) -> Worth:
        served = self.by_item(pairs)
        loads = Counter(taker for _item, taker in pairs)
        worst = min(served.values(), default=Fraction(0))
        return Worth(worst, sum(served.values(), Fraction(0)), max(loads.values(), default=0))

    @cached_property
    def takers_of(self) -> dict[str, list[str]]:
        """Who may take each item, by their ids."""
        found: dict[str, list[str]] = {item: [] for item in sorted(self.items)}
        for item, taker in sorted(self.points):
            found[item].append(taker)
        return found

    @cached_property
    def best_of(self) -> dict[str, Fraction]:
        """What each item would have with its best takers, if nobody else wanted them."""
        return {
            item: Fraction(
                sum(sorted((self.points[item, taker] for taker in takers), reverse=True)[: self.per_item]),
                self.parts(item),
            )
            for item, takers in self.takers_of.items()
        }

    def is_kept_by(self, pairs: Collection[Pair], capacities: Mapping[str, int]) -> bool:
        """Whether these pairs are allowed, give each item its number and nobody more than they have room for."""
        served = Counter(item for item, _taker in pairs)
        loads = Counter(taker for _item, taker in pairs)
        return (
            len(set(pairs)) == len(pairs)
            and all(pair in self.points for pair in pairs)
            and served == dict.fromkeys(self.items, self.per_item)
            and all(load <= capacities.get(taker, 0) for taker, load in loads.items())
        )


@dataclass(frozen=True)
class Sharing:
    """The pairs chosen. `is_optimal` only where that is proven; else `bound` is what no sharing can be better than.

    `impossible` names items instead of pairs.
    """

    pairs: tuple[Pair, ...] = ()
    is_optimal: bool = True
    impossible: tuple[str, ...] = ()
    bound: Worth | None = None
