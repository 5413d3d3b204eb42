"""Which activity reaches which group, and how far residents take part in it: a grid of pearls, empty to full."""

from collections.abc import Mapping
from dataclasses import dataclass

from pearls.plans.rules.pictures.lettering import Line, fitted, set_lines
from pearls.plans.rules.reading import Reading, Row

LEFT = 296
SIZE, LINE_HEIGHT = 14, 18
ROW_PAD = 7
NARROWEST, WIDEST = 44, 116  # of a column
UPRIGHT_FROM = 92  # from this width on the names of the groups stand upright; in narrower columns they are turned
TURNED_LENGTH = 168  # the longest turned name
LEAST_WIDTH = 900
RADIUS = 8
FEW_ROWS = 30
# How full a pearl is; the question's own order of levels, from told to deciding.
FILL: Mapping[str, float] = {"inform": 0.0, "consult": 0.25, "involve": 0.5, "together": 0.75, "hand_over": 1.0}


@dataclass(frozen=True)
class Group:
    """A column: the group, and how many activities reach it."""

    record_id: str
    text: str
    x: int  # the middle of the column
    lines: tuple[Line, ...]
    count: int


@dataclass(frozen=True)
class Pearl:
    """An activity that reaches a group. `level` is how residents take part, empty where that is not said."""

    x: int
    y: int
    level: str
    path: str  # the part that is filled; empty for none


@dataclass(frozen=True)
class Reach:
    """A row: the activity and the pearls in it; `gaps` are the middles of the columns without one."""

    record_id: str
    text: str
    y: int
    height: int
    lines: tuple[Line, ...]
    pearls: tuple[Pearl, ...]
    gaps: tuple[int, ...]

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def gaps_path(self) -> str:
        """The gaps as one path of dots, so that a large grid stays light."""
        return "".join(f"M{x} {self.middle}h.01" for x in self.gaps)


@dataclass(frozen=True)
class CoverageGrid:
    width: int
    height: int
    left: int
    end: int
    head: int
    is_turned: bool
    groups: tuple[Group, ...]
    rows: tuple[Reach, ...]
    counts_y: int
    radius: int = RADIUS


def coverage_grid(reading: Reading) -> CoverageGrid:
    """The grid of a plan, in the plan's own order."""
    groups = reading.rows("target_groups")
    activities = reading.rows("activities")
    column = min(WIDEST, max(NARROWEST, (LEAST_WIDTH - LEFT - 8) // max(1, len(groups))))
    is_turned = column < UPRIGHT_FROM
    head, columns = _columns(reading, groups, column, is_turned)
    rows: list[Reach] = []
    top = head
    for activity in activities:
        rows.append(_reach(reading, activity, columns, top, 2 if len(activities) <= FEW_ROWS else 1))
        top += rows[-1].height
    return CoverageGrid(
        width=max(LEAST_WIDTH, LEFT + len(groups) * column + 8),
        height=top + 40,
        left=LEFT,
        end=LEFT + len(groups) * column,
        head=head,
        is_turned=is_turned,
        groups=tuple(columns),
        rows=tuple(rows),
        counts_y=top + 25,
    )


def _columns(reading: Reading, groups: list[Row], column: int, is_turned: bool) -> tuple[int, list[Group]]:
    """The height of the head, and the columns with their names set in it, their feet just above the grid."""
    length = TURNED_LENGTH if is_turned else column - 4
    names = [fitted(reading.title("target_groups", row) or "…", length, SIZE, 2 if is_turned else 4) for row in groups]
    head = TURNED_LENGTH + 18 if is_turned else max(map(len, names), default=1) * LINE_HEIGHT + 22
    reached = reading.pickers("activities", "groups")
    found = []
    for number, (row, words) in enumerate(zip(groups, names, strict=True)):
        x = LEFT + number * column + column // 2
        # A turned name is written along the x-axis and then turned about its own foot; see the template.
        y = head - 10 if is_turned else head - 12 - (len(words) - 1) * LINE_HEIGHT
        lines = _turned(words, x, y) if is_turned else set_lines(words, x, y, LINE_HEIGHT)
        found.append(Group(row["id"], reading.title("target_groups", row), x, lines, len(reached.get(row["id"], ()))))
    return head, found


def _turned(words: tuple[str, ...], x: int, y: int) -> tuple[Line, ...]:
    """Lines that are turned to run upwards stand side by side."""
    first = x + 5 - (len(words) - 1) * LINE_HEIGHT // 2
    return tuple(Line(first + number * LINE_HEIGHT, y, word) for number, word in enumerate(words))


def _reach(reading: Reading, activity: Row, columns: list[Group], top: int, lines: int) -> Reach:
    text = reading.title("activities", activity)
    words = fitted(text or "…", LEFT - 28, SIZE, lines)
    height = len(words) * LINE_HEIGHT + 2 * ROW_PAD
    middle = top + height // 2
    picked = set(reading.picked("activities", activity, "groups"))
    level = str(activity.get("participation") or "")
    return Reach(
        record_id=activity["id"],
        text=text,
        y=top,
        height=height,
        lines=set_lines(words, 4, top + ROW_PAD + 13, LINE_HEIGHT),
        pearls=tuple(
            Pearl(group.x, middle, level, filled_path(group.x, middle, FILL.get(level, 0.0)))
            for group in columns
            if group.record_id in picked
        ),
        gaps=tuple(group.x for group in columns if group.record_id not in picked),
    )


def filled_path(x: int, y: int, share: float, radius: int = RADIUS) -> str:
    """The outline of a pearl filled from below to a share of its height."""
    if share <= 0:
        return ""
    if share >= 1:
        return f"M{x - radius} {y}a{radius} {radius} 0 1 0 {2 * radius} 0a{radius} {radius} 0 1 0 {-2 * radius} 0z"
    rise = radius - 2 * radius * share  # from the middle down to the waterline
    half = round((radius**2 - rise**2) ** 0.5, 2)
    large = 1 if share > 0.5 else 0
    return f"M{x - half} {y + rise}A{radius} {radius} 0 {large} 0 {x + half} {y + rise}z"
