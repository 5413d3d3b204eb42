"""Who has influence on the plan and who takes an interest in it: nine fields, and each name in the one it is of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pearls.plans.rules.pictures.lettering import Line, fitted, set_lines
from pearls.plans.rules.reading import Reading, Row

WIDTH = 900
LEFT = 96  # the names of the levels of influence stand before the fields
SIZE, LINE_HEIGHT = 14, 18
FIELD_GAP = 6
PAD = 12
CAPTION = 36  # room for the words at the head of a corner field
NAME_GAP = 5
LEAST_HEIGHT = 104
FOOT = 56  # the levels of interest, and what the axis is called
LEVELS = ("low", "medium", "high")
UNPLACED_COLUMNS = 3


@dataclass(frozen=True)
class Name:
    """One stakeholder. Whoever has much influence and no part in the plan is one to look at first."""

    record_id: str
    text: str
    x: int
    y: int
    lines: tuple[Line, ...]
    has_role: bool
    is_missed: bool
    height: int


@dataclass(frozen=True)
class Field:
    """One of the nine fields, from the upper left one with high influence and low interest."""

    influence: str
    interest: str
    x: int
    y: int
    width: int
    height: int
    names: tuple[Name, ...]


@dataclass(frozen=True)
class StakeholderMap:
    width: int
    height: int
    fields: tuple[Field, ...]
    unplaced: tuple[Name, ...]
    unplaced_y: int  # the foot of the words above those without a field
    axis_y: int
    left: int


def stakeholder_map(reading: Reading) -> StakeholderMap:
    """The map of a plan; rows of fields are as high as their longest list of names."""
    partners = reading.pickers("activities", "partners")
    rows = reading.rows("stakeholders")
    width = (WIDTH - LEFT - 2 * FIELD_GAP - 2) // 3
    fields: list[Field] = []
    top = 4
    for influence in reversed(LEVELS):
        there = [[row for row in rows if _is_at(row, influence, interest)] for interest in LEVELS]
        stacks = [_stack(reading, found, partners, width) for found in there]
        height = max(LEAST_HEIGHT, *(CAPTION + PAD + _height(stack) for stack in stacks))
        for number, (interest, stack) in enumerate(zip(LEVELS, stacks, strict=True)):
            x = LEFT + number * (width + FIELD_GAP)
            names = _placed(stack, x + PAD, top + CAPTION)
            fields.append(Field(influence, interest, x, top, width, height, names))
        top += height + FIELD_GAP
    axis_y = top
    rest = [row for row in rows if row.get("influence") not in LEVELS or row.get("interest") not in LEVELS]
    unplaced, foot = _columns(reading, rest, partners, axis_y + FOOT + 30, width)
    return StakeholderMap(
        width=WIDTH,
        height=foot if rest else axis_y + FOOT,
        fields=tuple(fields),
        unplaced=unplaced,
        unplaced_y=axis_y + FOOT + 14,
        axis_y=axis_y,
        left=LEFT,
    )


def _is_at(row: Row, influence: str, interest: str) -> bool:
    return row.get("influence") == influence and row.get("interest") == interest


def _stack(reading: Reading, rows: Sequence[Row], partners: Mapping[str, list[Row]], width: int) -> list[Name]:
    return [_name(reading, row, partners, width) for row in rows]


def _name(reading: Reading, row: Row, partners: Mapping[str, list[Row]], width: int) -> Name:
    text = reading.title("stakeholders", row)
    words = fitted(text or "…", width - 2 * PAD - 18, SIZE, 2)
    has_role = bool(row.get("role")) or row["id"] in partners
    return Name(
        record_id=row["id"],
        text=text,
        x=0,
        y=0,
        lines=set_lines(words, 0, 0, LINE_HEIGHT),
        has_role=has_role,
        is_missed=row.get("influence") == "high" and not has_role,
        height=len(words) * LINE_HEIGHT + NAME_GAP,
    )


def _height(stack: Sequence[Name]) -> int:
    return sum(name.height for name in stack)


def _placed(stack: Sequence[Name], x: int, top: int) -> tuple[Name, ...]:
    """The names one under another."""
    placed = []
    for name in stack:
        lines = set_lines(tuple(line.text for line in name.lines), x + 18, top + 14, LINE_HEIGHT)
        placed.append(
            Name(name.record_id, name.text, x + 5, top + 9, lines, name.has_role, name.is_missed, name.height)
        )
        top += name.height
    return tuple(placed)


def _columns(
    reading: Reading, rows: Sequence[Row], partners: Mapping[str, list[Row]], top: int, width: int
) -> tuple[tuple[Name, ...], int]:
    """Those without a field, in three columns below; gives them and where the longest column ends."""
    stack = _stack(reading, rows, partners, width)
    length = -(-len(stack) // UNPLACED_COLUMNS)
    names: list[Name] = []
    foot = top
    for number in range(UNPLACED_COLUMNS):
        part = stack[number * length : (number + 1) * length]
        names += _placed(part, LEFT + number * (width + FIELD_GAP), top)
        foot = max(foot, top + _height(part) + PAD)
    return tuple(names), foot
