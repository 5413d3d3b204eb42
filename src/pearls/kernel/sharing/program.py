"""A program of whole numbers, as highspy solves it: the largest sum, no item below a floor, no load above a cap."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pearls.kernel.sharing.tasks import Pair, Task

# Beyond this, sums in fractions of so many parts are more than a solver's arithmetic can tell apart.
FINEST = 1_000_000


@dataclass(frozen=True)
class Answer:
    """The best pairs found; `is_proven` where none are better, `is_impossible` where there are none at all.

    No sum is above `bound`.
    """

    bound: Fraction
    pairs: tuple[Pair, ...] = ()
    is_proven: bool = False
    is_impossible: bool = False


class Program:
    """A column for each pair, a row for each item and each taker, and one more for each item that has a floor."""

    def __init__(self, task: Task, *, floor: Fraction, cap: int | None, is_sum: bool, seed: int) -> None:
        # The library takes a tenth of a second and 12 MB: only who shares something out pays for it.
        import highspy  # noqa: PLC0415

        self.library: Any = highspy
        self.statuses: Any = highspy.HighsModelStatus
        self.task, self.floor, self.is_sum = task, floor, is_sum
        self.room = {taker: room if cap is None else min(room, cap) for taker, room in task.capacities.items()}
        self.pairs = [pair for pair in sorted(task.points) if self.room.get(pair[1], 0) > 0]
        self.fineness = math.lcm(*(task.parts(item) for item in task.items))
        # The public class writes a banner to standard output before it can be told to be silent; a command's JSON
        # stands there. The class below does not.
        self.solver = highspy._core._Highs()
        for option, value in (
            ("output_flag", False),
            ("mip_rel_gap", 0.0),
            ("mip_abs_gap", 0.5),
            ("threads", 1),
            ("random_seed", seed),
        ):
            self.solver.setOptionValue(option, value)

    def solve(self, seconds: float) -> Answer:
        """Look for so long at most. What is found is counted again in whole numbers before it is believed."""
        status = self._run(seconds)
        if status == self.statuses.kInfeasible:
            return Answer(self._most(), is_impossible=True)
        pairs = self._chosen()
        if not pairs:
            return Answer(self._most())
        total = self.task.worth(pairs).total
        bound = min(self._most(), max(total, self._bound(self.solver.getInfo().mip_dual_bound)))
        is_proven = status == self.statuses.kOptimal and bound == total and self.fineness <= FINEST
        return Answer(bound, pairs, is_proven=is_proven)

    def relax(self, seconds: float) -> Answer:
        """The bound alone, as it is where pairs may be halved: found much sooner, and no sum is above it."""
        self.solver.setOptionValue("solve_relaxation", True)
        status = self._run(seconds)
        if status == self.statuses.kOptimal:
            return Answer(min(self._most(), self._bound(self.solver.getInfo().objective_function_value)))
        return Answer(self._most(), is_impossible=status == self.statuses.kInfeasible)

    def _run(self, seconds: float) -> Any:
        self.solver.setOptionValue("time_limit", seconds)
        self.solver.passModel(self._model())
        self.solver.run()
        return self.solver.getModelStatus()

    def _bound(self, found: float) -> Fraction:
        """What the solver says no sum is above, in the parts that sums are made of."""
        if not self.is_sum or not math.isfinite(found):
            return self._most()
        return Fraction(math.floor(-found + 1e-4), self.fineness)

    def _most(self) -> Fraction:
        """What every item would have with its best takers."""
        return sum(self.task.best_of.values(), Fraction(0))

    def _model(self) -> Any:
        model = self.library.HighsLp()
        model.num_col_ = len(self.pairs)
        model.col_lower_, model.col_upper_ = [0.0] * len(self.pairs), [1.0] * len(self.pairs)
        model.col_cost_ = [-float(self._weight(pair)) if self.is_sum else 0.0 for pair in self.pairs]
        model.integrality_ = [self.library.HighsVarType.kInteger] * len(self.pairs)
        lower, upper, rows = self._rows()
        model.num_row_, model.row_lower_, model.row_upper_ = len(rows), lower, upper
        starts, index, value = [0], [], []
        for row in rows:
            index += [column for column, _cell in row]
            value += [cell for _column, cell in row]
            starts.append(len(index))
        model.a_matrix_.format_ = self.library.MatrixFormat.kRowwise
        model.a_matrix_.num_col_, model.a_matrix_.num_row_ = len(self.pairs), len(rows)
        model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = starts, index, value
        return model

    def _weight(self, pair: Pair) -> int:
        return self.task.points[pair] * (self.fineness // self.task.parts(pair[0]))

    def _rows(self) -> tuple[list[float], list[float], list[list[tuple[int, float]]]]:
        """The least and the most of every row, and its cells."""
        by_item: dict[str, list[int]] = {item: [] for item in sorted(self.task.items)}
        by_taker: dict[str, list[int]] = {}
        for column, (item, taker) in enumerate(self.pairs):
            by_item[item].append(column)
            by_taker.setdefault(taker, []).append(column)
        infinity, per_item = self.library.kHighsInf, float(self.task.per_item)
        rows = [(per_item, per_item, [(column, 1.0) for column in columns]) for columns in by_item.values()]
        for taker, columns in sorted(by_taker.items()):
            rows.append((-infinity, float(self.room[taker]), [(column, 1.0) for column in columns]))
        for item, columns in by_item.items():
            least = math.ceil(self.floor * self.task.parts(item))
            if least > 0:
                points = [(column, float(self.task.points[self.pairs[column]])) for column in columns]
                rows.append((float(least), infinity, [cell for cell in points if cell[1]]))
        return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]

    def _chosen(self) -> tuple[Pair, ...]:
        """The pairs of the solution, where they keep every number, capacity and floor; else none."""
        values = self.solver.getSolution().col_value
        if len(values) != len(self.pairs):
            return ()
        pairs = tuple(pair for pair, value in zip(self.pairs, values, strict=True) if value > 0.5)
        return pairs if self.task.is_kept_by(pairs, self.room) and self.task.worth(pairs).worst >= self.floor else ()
