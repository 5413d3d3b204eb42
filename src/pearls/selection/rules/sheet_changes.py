"""What a filled sheet would change of what stands on the platform, and what the rules say against it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.kernel.verdict import YES, Verdict, no
from pearls.programme.rules.stages import StageRules
from pearls.selection.rules.panels import AssessmentState, Conflict, Reading, may_declare, may_score
from pearls.selection.rules.sheets import CANDIDATE, CONFLICT, Fault, FilledRow, plain_lines, spelled


@dataclass(frozen=True)
class Standing:
    """What stands on the platform of one text and one person.

    `is_own_work`: the person has begun on the page, so that nobody else enters anything for them.
    """

    reading: Reading
    scores: Mapping[str, Decimal | None] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    is_own_work: bool = False


@dataclass(frozen=True)
class CellChange:
    """A score or a comment that would be another: None is no score, and a comment that stays as it is."""

    criterion: str
    score_before: Decimal | None
    score: Decimal | None
    comment: str | None = None

    @property
    def is_score(self) -> bool:
        return self.score_before != self.score


@dataclass(frozen=True)
class RowChange:
    """What one row would change. `declares` is whether a conflict is declared now; None where that stays as it is."""

    row: FilledRow
    declares: bool | None
    cells: tuple[CellChange, ...]
    hands_in: bool

    def __bool__(self) -> bool:
        return self.declares is not None or bool(self.cells) or self.hands_in


@dataclass(frozen=True)
class Preview:
    """Everything that a file would change, what is against it, and how many rows say nothing or nothing new."""

    changes: tuple[RowChange, ...] = ()
    faults: tuple[Fault, ...] = ()
    empty: int = 0
    unchanged: int = 0

    @property
    def digest(self) -> str:
        """The same for the same changes: who agreed to these has agreed to no others."""
        return sha256_hex(canonical_json([_told(change) for change in self.changes]))


def may_enter_from_paper(*, is_office: bool, is_own_work: bool) -> Verdict:
    """Whether the office may enter what a person wrote on paper: never over what the person gave on the page."""
    if not is_office:
        return no("not-the-office")
    return no("given-on-page") if is_own_work else YES


def compare(
    rows: Sequence[FilledRow],
    standing: Mapping[tuple[str, str], Standing],
    stage: StageRules,
    *,
    hand_in: bool,
    from_paper: bool,
) -> Preview:
    """What the rows would change. A row in which nothing is written is left aside, whatever stands on the platform.

    In a row in which something is written an empty cell is no score, and no comment. With `hand_in` every text that
    has a score on every criterion is handed in.
    """
    changes, faults, empty = [], list[Fault](), 0
    filled = [row for row in rows if not row.is_empty]
    for row in filled:
        change, verdict = _row_change(row, standing[row.pair], stage, hand_in=hand_in, from_paper=from_paper)
        if not verdict:
            column = CONFLICT if verdict.reason == "declare-first" else CANDIDATE
            faults.append(Fault(verdict.reason, row.line, column, f"{row.assessor}, {row.candidate}"))
        elif change:
            changes.append(change)
    empty = len(rows) - len(filled)
    return Preview(tuple(changes), tuple(faults), empty, len(filled) - len(changes) - len(faults))


def _row_change(
    row: FilledRow, there: Standing, stage: StageRules, *, hand_in: bool, from_paper: bool
) -> tuple[RowChange, Verdict]:
    reading, said = there.reading, row.given.conflict
    nothing = RowChange(row, None, (), False)
    if from_paper and not (verdict := may_enter_from_paper(is_office=True, is_own_work=there.is_own_work)):
        return nothing, verdict
    if said == "yes":
        if reading.conflict == Conflict.DECLARED:
            return nothing, YES
        return RowChange(row, True, (), False), may_declare(reading)
    declares = False if said == "no" and reading.conflict is None else None
    if declares is False:
        if not (verdict := may_declare(reading)):
            return nothing, verdict
        reading = replace(reading, conflict=Conflict.NONE)
    compared = (_cell_change(criterion.id, row, there) for criterion in stage.criteria)
    cells = tuple(cell for cell in compared if cell is not None)
    is_whole = all(row.given.scores.get(criterion.id) is not None for criterion in stage.criteria)
    is_open = reading.assessment in (None, AssessmentState.OPEN)
    change = RowChange(row, declares, cells, hands_in=hand_in and is_whole and is_open)
    # A row that says what is known already is never wrong, though scoring may have closed since.
    return change, may_score(reading) if cells or change.hands_in else YES


def _cell_change(criterion: str, row: FilledRow, there: Standing) -> CellChange | None:
    before, value = there.scores.get(criterion), row.given.scores.get(criterion)
    words = row.given.comments.get(criterion)
    if words is not None and words == plain_lines(there.comments.get(criterion, "")):
        words = None
    return None if words is None and before == value else CellChange(criterion, before, value, words)


def _told(change: RowChange) -> list[Any]:
    cells = [[cell.criterion, spelled(cell.score_before), spelled(cell.score), cell.comment] for cell in change.cells]
    return [change.row.assessor, change.row.candidate, change.declares, cells, change.hands_in]
