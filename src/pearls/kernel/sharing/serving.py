"""Whether every item can be served at all, by a bipartite flow; and if not, which items stand in each other's way.

The takers of an item and the items of a taker are bits of whole numbers, so that a search over 1,000 items and 200
takers is a few thousand operations.
"""

from collections.abc import Iterator

from pearls.kernel.sharing.tasks import Pair, Task


def serve(task: Task) -> tuple[Pair, ...]:
    """Some sharing that keeps every capacity, whatever it is worth; empty where there is none."""
    flow = _Flow(task)
    served = all([flow.fill(item) is None for item in flow.numbers])
    return flow.pairs() if served else ()


def impossible_items(task: Task) -> tuple[str, ...]:
    """Items that cannot all be served and none of which can be left out; empty where all can be served."""
    flow = _Flow(task)
    suspects = next((seen for seen in map(flow.fill, flow.numbers) if seen is not None), None)
    if suspects is None:
        return ()
    for item in flow.numbers:
        if item not in suspects:
            flow.release(item)
    for item in sorted(suspects):
        if item not in suspects:
            continue
        # Without this one: can the others be served? If not, it is not needed; nor is who does not stand in the way.
        flow.release(item)
        blocked = next((seen for seen in map(flow.fill, sorted(suspects - {item})) if seen is not None), None)
        if blocked is not None:
            for other in suspects - blocked:
                flow.release(other)
            suspects = blocked
        else:
            flow.fill(item)
    return tuple(sorted(flow.names[item] for item in suspects))


class _Flow:
    """Which takers each item holds, and who may take it; items and takers by their number."""

    def __init__(self, task: Task) -> None:
        self.names = sorted(task.items)
        self.takers = sorted(task.capacities)
        bits = {taker: 1 << number for number, taker in enumerate(self.takers)}
        self.numbers = range(len(self.names))
        self.allowed = [sum(bits[taker] for taker in task.takers_of[item]) for item in self.names]
        self.left = [task.capacities[taker] for taker in self.takers]
        self.per_item = task.per_item
        self.held = [0 for _ in self.names]  # by item, the bits of its takers
        self.loads = [0 for _ in self.takers]  # by taker, the bits of its items

    def fill(self, item: int) -> set[int] | None:
        """Give the item as many takers as it needs; or, with what it got kept, the items that stand in its way."""
        while self.held[item].bit_count() < self.per_item:
            seen = self._augment(item)
            if seen is not None:
                return seen
        return None

    def release(self, item: int) -> None:
        for taker in _bits(self.held[item]):
            self.loads[taker] ^= 1 << item
            self.left[taker] += 1
        self.held[item] = 0

    def _augment(self, start: int) -> set[int] | None:
        """Find the item one more taker, moving others where it must; or every item that was asked to move."""
        came: dict[int, tuple[int, int]] = {}  # an item: the taker it would free, and the item that would take it
        seen, tried, queue = 1 << start, 0, [start]
        for item in queue:
            for taker in _bits(self.allowed[item] & ~self.held[item] & ~tried):
                if self.left[taker] > 0:
                    self._move(item, taker, came)
                    return None
                tried |= 1 << taker
                for other in _bits(self.loads[taker] & ~seen):
                    came[other] = (taker, item)
                    queue.append(other)
                seen |= self.loads[taker]
        return set(queue)

    def _move(self, item: int, taker: int, came: dict[int, tuple[int, int]]) -> None:
        self.left[taker] -= 1
        while True:
            self.held[item] |= 1 << taker
            self.loads[taker] |= 1 << item
            if item not in came:
                return
            freed, receiver = came[item]
            self.held[item] ^= 1 << freed
            self.loads[freed] ^= 1 << item
            item, taker = receiver, freed

    def pairs(self) -> tuple[Pair, ...]:
        return tuple((name, self.takers[one]) for item, name in enumerate(self.names) for one in _bits(self.held[item]))


def _bits(number: int) -> Iterator[int]:
    """The places of the ones, the lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
