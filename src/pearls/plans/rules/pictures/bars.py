"""Amounts as lying bars: a name, a bar in parts, a sum. Sums are exact; only the bars are rounded, to a pixel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pearls.plans.rules.pictures.lettering import Line, fitted, set_lines, width_of

WIDTH = 900
BAR_LEFT = 296
SUM_RIGHT = WIDTH - 8
SIZE, LINE_HEIGHT = 14, 18
ROW_PAD = 7
BAR = 12
SUM_GAP = 28  # between the longest bar and the widest sum
LEAST_ROOM = 120
LEAST = 2  # an amount is never so small that its bar is not seen
FEW_ROWS = 24
LABEL_WIDTH = BAR_LEFT - 28


class Paid(StrEnum):
    """Who pays a part of the costs."""

    SOURCE = "source"
    SEED = "seed"
    NOBODY = "nobody"
    LEFT = "left"  # money of a source that no cost uses yet


@dataclass(frozen=True)
class Amounts:
    """What one bar is of. `name` is what stands beside it, `key` the entry's name; `sum_words` stands at the end."""

    key: str
    name: str
    parts: Mapping[Paid, int]  # cents
    sum_words: str
    note: str = ""

    @property
    def total_cents(self) -> int:
        return sum(self.parts.values())


@dataclass(frozen=True)
class BarPart:
    paid: Paid
    cents: int
    x: int
    width: int


@dataclass(frozen=True)
class BarRow:
    key: str
    text: str
    y: int
    height: int
    lines: tuple[Line, ...]
    note: Line | None
    bar_y: int
    parts: tuple[BarPart, ...]
    sum_line: Line

    @property
    def total_cents(self) -> int:
        return sum(part.cents for part in self.parts)


@dataclass(frozen=True)
class Bars:
    width: int
    height: int
    bar_height: int
    left: int
    rows: tuple[BarRow, ...]


def bars(entries: Sequence[Amounts]) -> Bars:
    """The bars of these amounts, the longest as long as there is room."""
    longest = max((entry.total_cents for entry in entries), default=0)
    sums = max((width_of(entry.sum_words, SIZE) for entry in entries), default=0)
    room = max(SUM_RIGHT - round(sums) - SUM_GAP - BAR_LEFT, LEAST_ROOM)
    lines = 2 if len(entries) <= FEW_ROWS else 1
    rows: list[BarRow] = []
    top = 4
    for entry in entries:
        row = _row(entry, longest, room, top, lines)
        rows.append(row)
        top += row.height
    return Bars(WIDTH, top + 4, BAR, BAR_LEFT, tuple(rows))


def _row(entry: Amounts, longest: int, room: int, top: int, lines: int) -> BarRow:
    words = fitted(entry.name or "…", LABEL_WIDTH, SIZE, lines)
    note_height = LINE_HEIGHT if entry.note else 0
    height = len(words) * LINE_HEIGHT + note_height + 2 * ROW_PAD
    foot = top + ROW_PAD + 13
    middle = top + height // 2
    note = Line(4, foot + len(words) * LINE_HEIGHT, " ".join(fitted(entry.note, LABEL_WIDTH, SIZE, 1)))
    return BarRow(
        key=entry.key,
        text=entry.name,
        y=top,
        height=height,
        lines=set_lines(words, 4, foot, LINE_HEIGHT),
        note=note if entry.note else None,
        bar_y=middle - BAR // 2,
        parts=_parts(entry, longest, room),
        sum_line=Line(SUM_RIGHT, middle + 5, entry.sum_words),
    )


def _parts(entry: Amounts, longest: int, room: int) -> tuple[BarPart, ...]:
    """The parts one after another, each as long as its share of the longest bar."""
    parts: list[BarPart] = []
    done, taken = 0, BAR_LEFT
    for paid, cents in entry.parts.items():
        if cents > 0:
            done += cents
            end = max(BAR_LEFT + round(room * done / longest), taken + LEAST)
            parts.append(BarPart(paid, cents, taken, end - taken))
            taken = end
    return tuple(parts)
