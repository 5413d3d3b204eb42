"""Score sheets that leave the platform: what stands on one, and what a filled one says, cell by cell. Pure.

A sheet is a table with a row for each text of each assessor. Its first row names the columns; a row whose first cell
is `#` holds words for people and is passed over.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from pearls.programme.rules.stages import StageRules
from pearls.selection.rules.sheet import SheetError, check_scale, parse_score, typed_score

FORMAT = "pearls-sheet-1"
WORDS_ROW = "#"
SHEET, ASSESSOR, CANDIDATE, TEXT, COUNTRY, CONFLICT = ("sheet", "assessor", "candidate", "text", "country", "conflict")
ABOUT = (SHEET, ASSESSOR, CANDIDATE, TEXT, COUNTRY, CONFLICT)
POINTS, WHY = "score:", "why:"
MOST_WORDS = 4000  # characters of a comment, as on the page
MOST_FAULTS = 200
UNHOLDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What is written under "conflict", by language; each is understood whatever language the sheet is in.
CONFLICT_WORDS: Mapping[str, Mapping[str, str]] = {"en": {"no": "no", "yes": "yes"}, "lv": {"no": "nē", "yes": "jā"}}


@dataclass(frozen=True)
class Odd:
    """A cell that holds something else than a text or a number: a formula, a date, part of a merged cell."""

    code: str
    got: str


Cell = str | Decimal | Odd | None
Line = tuple[int, Sequence[Cell]]  # its number in the file, and its cells


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file: where, what was got there, and by its code what was expected and what to do.

    `line` is 0 where it is about the whole file, `column` is empty where it is about the whole line; `letter` is what a
    spreadsheet calls the column.
    """

    code: str
    line: int = 0
    column: str = ""
    got: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)
    letter: str = ""


@dataclass(frozen=True)
class Given:
    """What one person gave one text: on the platform, or on a sheet. `conflict` is yes, no, or empty for unsaid."""

    conflict: str = ""
    scores: Mapping[str, Decimal | None] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class BlankRow:
    """One text for one person to score, as it goes out; `given` is what they may see of it already."""

    assessor: str
    assessor_name: str
    candidate: str
    name: str
    country: str
    given: Given = field(default_factory=Given)


@dataclass(frozen=True)
class Blank:
    """A sheet to go out: by which rules, for what, and its rows."""

    stage: StageRules
    mark: str
    title: str
    stage_name: str
    rows: Sequence[BlankRow]
    note: str = ""  # such as that the edition is a rehearsal

    def by_assessor(self) -> list["Blank"]:
        """The same, a sheet for each person."""
        people = dict.fromkeys(row.assessor for row in self.rows)
        return [replace(self, rows=[row for row in self.rows if row.assessor == person]) for person in people]


@dataclass(frozen=True)
class FilledRow:
    """One row as it came back. A comment whose column is not in the file is not in `comments`."""

    line: int
    assessor: str
    candidate: str
    given: Given

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written in it."""
        scored = any(value is not None for value in self.given.scores.values())
        return not (self.given.conflict or scored or any(self.given.comments.values()))

    @property
    def pair(self) -> tuple[str, str]:
        return self.assessor, self.candidate


@dataclass(frozen=True)
class Known:
    """What a file may speak of. `pairs`, where given, are those (assessor, candidate) who have a sheet."""

    stage: StageRules
    mark: str
    assessors: Collection[str]
    candidates: Collection[str]
    pairs: Collection[tuple[str, str]] | None = None
    most_places: int | None = None  # decimals of a score


@dataclass
class Read:
    """What a file says, and everything that is wrong with it."""

    rows: list[FilledRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def packed(rows: Iterable[FilledRow]) -> list[Any]:
    """Rows as JSON can hold them, to be looked at before they are taken over."""
    return [
        [
            *(row.line, row.assessor, row.candidate, row.given.conflict),
            {name: spelled(value) for name, value in row.given.scores.items()},
            dict(row.given.comments),
        ]
        for row in rows
    ]


def unpacked(rows: Iterable[Any]) -> list[FilledRow]:
    """The way back."""
    return [
        FilledRow(
            line, assessor, candidate, Given(conflict, {key: parse_score(text) for key, text in scores.items()}, words)
        )
        for line, assessor, candidate, conflict, scores, words in rows
    ]


def mark_of(stage: StageRules, rules_sha256: str) -> str:
    """What stands in the first cell of every row: by which rules of which stage the sheet was made."""
    return f"{FORMAT}:{stage.stage}:{rules_sha256[:16]}"


def columns_of(stage: StageRules) -> list[str]:
    """The columns of a sheet; a criterion's own have its id behind a word, so that none can be taken for another."""
    ids = [criterion.id for criterion in stage.criteria]
    return [*ABOUT, *(f"{POINTS}{name}" for name in ids), *(f"{WHY}{name}" for name in ids)]


def spelled(value: Decimal | None) -> str:
    """A score as a sheet has it: 7.5; none is an empty cell."""
    return "" if value is None else f"{value.normalize():f}"


def plain_lines(text: str) -> str:
    """A text as a sheet can hold it and give it back: one kind of line end, no signs that are none."""
    return UNHOLDABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def read_lines(lines: Iterable[Line], known: Known) -> Read:
    """Every filled row and every fault. Where the columns are wrong no row is looked at."""
    found, names = Read(), None
    first: dict[tuple[str, str], int] = {}
    filled = ((number, cells) for number, cells in lines if any(cell not in (None, "") for cell in cells))
    for number, cells in filled:
        if names is None:
            names = _names(number, cells, known.stage, found.faults)
            if found.faults:
                return found
        elif cells[0] != WORDS_ROW:
            _take(_Row(number, names, cells, known), first, found)
        if len(found.faults) >= MOST_FAULTS:
            found.faults[MOST_FAULTS:] = [Fault("too-many-faults", detail={"limit": MOST_FAULTS})]
            return found
    if not (found.rows or found.faults):
        found.faults.append(Fault("file-empty" if names is None else "no-rows"))
    return found


def _names(line: int, cells: Sequence[Cell], stage: StageRules, faults: list[Fault]) -> list[str]:
    """The names of the columns; whatever is wrong with them is added to the faults."""
    names = ["" if isinstance(cell, Odd) else str(cell or "").strip() for cell in cells]
    odd = [(at, cell) for at, cell in enumerate(cells) if isinstance(cell, Odd)]
    faults += [Fault(cell.code, line, got=cell.got, letter=letter_of(at)) for at, cell in odd]
    faults += _columns(line, names, stage)
    return names


def _take(asked: "_Row", first: dict[tuple[str, str], int], found: Read) -> None:
    row, faults = asked.read()
    if row and (before := first.setdefault(row.pair, row.line)) != row.line:
        faults.append(Fault("row-twice", row.line, CANDIDATE, f"{row.assessor}, {row.candidate}", {"line": before}))
    found.faults += faults
    if row and not faults:
        found.rows.append(row)


def letter_of(at: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A … Z, AA …"""
    return (letter_of(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _columns(line: int, names: list[str], stage: StageRules) -> list[Fault]:
    wanted = columns_of(stage)
    while names and not names[-1]:
        names.pop()
    needed = [name for name in wanted if name in (SHEET, ASSESSOR, CANDIDATE) or name.startswith(POINTS)]
    known = {"columns": ", ".join(wanted)}
    faults = [
        Fault("column-unknown", line, name[:80], name[:80] or "–", known, letter_of(at))
        for at, name in enumerate(names)
        if name not in wanted
    ]
    twice = [name for name in wanted if names.count(name) > 1]
    faults += [Fault("column-twice", line, name, str(names.count(name))) for name in twice]
    return faults + [Fault("column-missing", line, name) for name in needed if name not in names]


class _Row:
    """One row, understood cell by cell."""

    def __init__(self, line: int, names: Sequence[str], cells: Sequence[Cell], known: Known) -> None:
        self.line, self.known, self.names = line, known, names
        self.cells: dict[str, Cell] = dict(zip(names, cells, strict=False))
        self.over = [cell for cell in cells[len(names) :] if cell not in (None, "")]
        self.faults: list[Fault] = []

    def read(self) -> tuple[FilledRow | None, list[Fault]]:
        if self.over:
            self._wrong("too-many-cells", "", str(len(self.names) + len(self.over)), count=len(self.names))
            return None, self.faults
        mark = self._text(SHEET)
        if mark != self.known.mark:
            if not self.faults:
                self._wrong("other-sheet", SHEET, mark, mark=self.known.mark)
            return None, self.faults
        assessor, candidate = self._id(ASSESSOR, self.known.assessors), self._id(CANDIDATE, self.known.candidates)
        pairs = self.known.pairs
        if assessor and candidate and pairs is not None and (assessor, candidate) not in pairs:
            self._wrong("no-sheet", CANDIDATE, f"{assessor}, {candidate}")
        criteria = [criterion.id for criterion in self.known.stage.criteria]
        given = Given(
            conflict=self._conflict(),
            scores={name: self._score(name) for name in criteria},
            comments={name: self._words(name) for name in criteria if f"{WHY}{name}" in self.names},
        )
        row = FilledRow(self.line, assessor, candidate, given)
        if given.conflict == "yes" and not replace(row, given=replace(given, conflict="")).is_empty:
            self._wrong("conflict-and-scores", CONFLICT, self._text(CONFLICT))
        return (row if assessor and candidate else None), self.faults

    def _wrong(self, code: str, column: str, got: str, **detail: Any) -> None:
        letter = letter_of(self.names.index(column)) if column in self.names else ""
        self.faults.append(Fault(code, self.line, column, got[:80], detail, letter))

    def _text(self, column: str) -> str:
        """The words of a cell without what stands around them; a fault where it holds something else."""
        cell = self.cells.get(column)
        if isinstance(cell, Odd):
            self._wrong(cell.code, column, cell.got)
            return ""
        return spelled(cell) if isinstance(cell, Decimal) else (cell or "").strip().strip("\ufeff").strip()

    def _id(self, column: str, known: Collection[str]) -> str:
        name = self._text(column)
        if name in known:
            return name
        if not isinstance(self.cells.get(column), Odd):
            self._wrong(f"{column}-unknown", column, name)
        return ""

    def _conflict(self) -> str:
        word = self._text(CONFLICT).lower()
        meant = [said for words in CONFLICT_WORDS.values() for said, written in words.items() if word == written]
        if meant or not word:
            return meant[0] if meant else ""
        self._wrong("conflict-unclear", CONFLICT, word)
        return ""

    def _words(self, criterion: str) -> str:
        words = plain_lines(self._text(f"{WHY}{criterion}"))
        if len(words) > MOST_WORDS:
            self._wrong("words-too-long", f"{WHY}{criterion}", str(len(words)), limit=MOST_WORDS)
        return words

    def _score(self, name: str) -> Decimal | None:
        column, criterion = f"{POINTS}{name}", self.known.stage.criterion(name)
        text = self._text(column)
        if criterion is None or not text:
            return None
        low, high = spelled(criterion.scale_min), spelled(criterion.scale_max)
        try:
            value = typed_score(text)
            check_scale(criterion, value)
        except SheetError:
            is_number = _is_number(text)
            self._wrong("off-scale" if is_number else "not-a-number", column, text, low=low, high=high)
            return None
        most = self.known.most_places
        if value is not None and most is not None and value != round(value, most):
            self._wrong("too-many-decimals", column, text, most=most)
        return value


def _is_number(text: str) -> bool:
    try:
        return typed_score(text) is not None
    except SheetError:
        return False
