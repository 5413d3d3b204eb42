"""The best sharing, proven: first the worst-served item as well as can be, then the sum, then even loads.

Three questions, one kind of program: which sharing with no item below a floor and no load above a cap has the largest
sum? The floor is the highest that can be kept, the cap the lowest that loses nothing of the sum; both are found by
halving. So every row holds small whole numbers, and what a solver says of them can be believed.
"""

import time
from collections.abc import Mapping
from fractions import Fraction

from pearls.kernel.sharing.program import Answer, Program
from pearls.kernel.sharing.serving import impossible_items, serve
from pearls.kernel.sharing.tasks import Pair, Sharing, Task, Worth

SECONDS = 80.0  # for all of it; whoever needs longer gets a good sharing and what it may fall short of
PATIENCE = 0.3  # the part of what is left that one floor may cost


def share(task: Task, *, seed: int = 1, seconds: float = SECONDS) -> Sharing:
    """Give each item its takers. Where the time does not suffice to prove it, `bound` says how far off it may be."""
    if not task.items:
        return Sharing()
    first = serve(task)
    if not first:
        return Sharing(is_optimal=False, impossible=impossible_items(task))
    return _Search(task, seed, time.monotonic() + seconds, first).best()


class _Search:
    """What was found so far, and until when to look on."""

    def __init__(self, task: Task, seed: int, until: float, first: tuple[Pair, ...]) -> None:
        self.task, self.seed, self.until = task, seed, until
        self.pairs, self.worth = first, task.worth(first)

    def best(self) -> Sharing:
        worst = self._raise_floor()
        total, is_sum_proven = self._raise_sum()
        is_proven = worst == self.worth.worst and is_sum_proven
        least = self._lower_cap() if is_proven else self._least_load()
        is_proven = is_proven and least == self.worth.largest
        bound = None if is_proven else Worth(worst, total, least)
        return Sharing(tuple(sorted(self.pairs)), is_optimal=is_proven, bound=bound)

    def _raise_floor(self) -> Fraction:
        """Serve the worst item better until no better floor can be kept; gives the highest that may still be kept."""
        steps = self._floors()
        low, ceiling = 0, len(steps) - 1
        high = probe = ceiling
        while low < high:
            answer = self._ask(floor=steps[probe], is_sum=False, patience=PATIENCE)
            if answer.pairs:
                self._take(answer.pairs)
                low = steps.index(self.worth.worst)
            else:
                high = probe - 1
                # Where the solver only ran out of patience, a lower floor is tried; this one stays possible.
                ceiling = high if answer.is_impossible else ceiling
            probe = (low + high + 1) // 2
        return steps[ceiling]

    def _floors(self) -> list[Fraction]:
        """Every amount that the worst item may have, from what it has now to what any item has with its best takers."""
        best = self.task.best_of
        ceiling = min(best.values())
        steps = (
            (points, self.task.parts(item))
            for item in best
            for points in range(int(best[item] * self.task.parts(item)) + 1)
        )
        amounts = {Fraction(points, parts) for points, parts in set(steps)}
        return sorted(amount for amount in amounts if self.worth.worst <= amount <= ceiling)

    def _raise_sum(self) -> tuple[Fraction, bool]:
        """The largest sum that keeps the floor; gives what no sum can be above, and whether the one found is proven."""
        answer = self._ask()
        if answer.pairs:
            self._take(answer.pairs)
        bound = self.worth.total if answer.is_proven else answer.bound
        return max(bound, self.worth.total), answer.is_proven

    def _lower_cap(self) -> int:
        """Even the loads out while floor and sum stay; gives the largest load that cannot be gone below."""
        low, high = self._least_load(), self.worth.largest
        while low < high:
            probe = (low + high) // 2
            if self._loses(self._ask(probe, is_relaxed=True)):
                low = probe + 1
            else:
                high = probe
        # What the relaxed program cannot rule out is nearly always so; it is made certain from the lowest load up.
        while low < self.worth.largest:
            answer = self._ask(low)
            if answer.pairs and self.task.worth(answer.pairs).total == self.worth.total:
                self._take(answer.pairs)
            elif self._loses(answer):
                low += 1
            else:
                break
        return low

    def _loses(self, answer: Answer) -> bool:
        """Whether no sharing under that cap has the sum that we have."""
        return answer.is_impossible or answer.bound < self.worth.total

    def _least_load(self) -> int:
        """No sharing has a smaller largest load: the lowest cap at which the capacities still suffice."""
        wanted = len(self.task.items) * self.task.per_item
        loads = range(1, self.worth.largest + 1)
        return next(load for load in loads if sum(min(cap, load) for cap in self._useful().values()) >= wanted)

    def _useful(self) -> Mapping[str, int]:
        named = {taker for _item, taker in self.task.points}
        return {taker: room for taker, room in self.task.capacities.items() if taker in named}

    def _ask(
        self,
        cap: int | None = None,
        *,
        floor: Fraction | None = None,
        is_sum: bool = True,
        is_relaxed: bool = False,
        patience: float = 1,
    ) -> Answer:
        left = self.until - time.monotonic()
        if left <= 0:
            return Answer(sum(self.task.best_of.values(), Fraction(0)))
        floor = self.worth.worst if floor is None else floor
        program = Program(self.task, floor=floor, cap=cap, is_sum=is_sum, seed=self.seed)
        return program.relax(left * patience) if is_relaxed else program.solve(left * patience)

    def _take(self, pairs: tuple[Pair, ...]) -> None:
        """Keep what is better than what we have."""
        worth = self.task.worth(pairs)
        if worth.key >= self.worth.key:
            self.pairs, self.worth = pairs, worth
