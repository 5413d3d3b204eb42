"""The year as a chart of bars by month: milestones, stages, activities with their events, and what has no days yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pearls.plans.rules.pictures.lettering import Line, fitted, set_lines, width_of
from pearls.plans.rules.reading import Reading, Row, day, month_number, month_of, span

WIDTH = 1080
LEFT = 316  # where the months begin
HEAD = 54  # room for their names
RIGHT_EDGE = WIDTH - 8
SIZE, LINE_HEIGHT = 14, 18
LABEL_WIDTH = LEFT - 28
ROW_PAD = 7
SPACE = 16  # between the milestones, the stages and the activities
BAR, STAGE_BAR = 10, 16
LEAST_BAR = 8
MOST_MONTHS = 24
FEW_ROWS = 30  # up to so many rows a name may take two lines


@dataclass(frozen=True)
class Month:
    """The first day of a month and the stretch it takes."""

    on: date
    x: int
    width: int
    is_first_of_year: bool


@dataclass(frozen=True)
class Bar:
    """A stretch of days; it may have begun before the chart does, or go on after it."""

    x: int
    y: int
    width: int
    height: int
    goes_on_before: bool
    goes_on_after: bool


@dataclass(frozen=True)
class Mark:
    """A day, with its name beside it where there is room for one."""

    record_id: str
    text: str
    x: int
    y: int
    line: Line | None = None
    anchor: str = "start"


@dataclass(frozen=True)
class CalendarRow:
    """A stage, an activity, or the milestones or events together; no bar where there are no days."""

    question_id: str
    record_id: str
    text: str
    y: int
    height: int
    lines: tuple[Line, ...]
    bar: Bar | None = None
    marks: tuple[Mark, ...] = ()

    @property
    def middle(self) -> int:
        return self.y + self.height // 2


@dataclass(frozen=True)
class YearCalendar:
    width: int
    height: int
    left: int
    months: tuple[Month, ...]
    rows: tuple[CalendarRow, ...]
    today_x: int | None
    foot: int  # where the lines of the months end


class _Scale:
    """Where a day lies."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.days = (last - first).days + 1

    def at(self, on: date) -> int:
        """The left edge of a day; the edge of the chart for one outside of it."""
        share = (min(max(on, self.first), self.last + timedelta(days=1)) - self.first).days / self.days
        return LEFT + round(share * (RIGHT_EDGE - LEFT))

    def shows(self, on: date) -> bool:
        return self.first <= on <= self.last


def year_calendar(reading: Reading, *, year: int | None = None, today: date | None = None) -> YearCalendar | None:
    """The chart, or None where nothing has a day: milestones first, then stages, then activities by their start."""
    days = [on for question in ("stages", "activities") for row in reading.rows(question) for on in span(row) or ()]
    days += [
        on for question in ("milestones", "calendar") for row in reading.rows(question) if (on := day(row.get("on")))
    ]
    if not days:
        return None
    scale = _Scale(*_window(days, year))
    rows = _rows(reading, scale)
    foot = rows[-1].y + rows[-1].height + ROW_PAD
    return YearCalendar(
        width=WIDTH,
        height=foot + 4,
        left=LEFT,
        months=tuple(_months(scale)),
        rows=tuple(rows),
        today_x=scale.at(today) if today and scale.shows(today) else None,
        foot=foot,
    )


def _window(days: Sequence[date], year: int | None) -> tuple[date, date]:
    """The first and last day shown: whole years where all days lie in one, else whole months, at most two years.

    Where the days reach further, the two years with most of them are shown; what is outside stands at the edge.
    """
    numbers = sorted(map(month_number, days))
    if year is not None:
        numbers = sorted([*numbers, year * 12, year * 12 + 11])
    first, last = numbers[0], numbers[-1]
    if last - first >= MOST_MONTHS:
        inside = lambda start: sum(start <= number < start + MOST_MONTHS for number in numbers)  # noqa: E731
        first = max(sorted(set(numbers)), key=inside)
        last = max(number for number in numbers if number < first + MOST_MONTHS)
    if first // 12 == last // 12:
        first, last = first // 12 * 12, first // 12 * 12 + 11
    return month_of(first), month_of(last + 1) - timedelta(days=1)


def _months(scale: _Scale) -> Iterable[Month]:
    first, last = month_number(scale.first), month_number(scale.last)
    for number in range(first, last + 1):
        x = scale.at(month_of(number))
        yield Month(
            on=month_of(number),
            x=x,
            width=scale.at(month_of(number + 1)) - x,
            is_first_of_year=number == first or number % 12 == 0,
        )


def _rows(reading: Reading, scale: _Scale) -> list[CalendarRow]:
    rows: list[CalendarRow] = []
    top = HEAD
    milestones = [(row, on) for row in reading.rows("milestones") if (on := day(row.get("on")))]
    if milestones:
        rows.append(_milestone_row(reading, milestones, scale, top))
        top = _below(rows) + SPACE
    lines = 2 if len(reading.rows("activities")) <= FEW_ROWS else 1
    stages = sorted(reading.rows("stages"), key=_begins)
    for stage in stages:
        rows.append(_bar_row(reading, "stages", stage, scale, top, 2, STAGE_BAR))
        top = _below(rows)
    top += SPACE if stages else 0
    events = _events_by_activity(reading)
    for activity in sorted(reading.rows("activities"), key=_begins):
        marks = events.pop(activity["id"], [])
        rows.append(_bar_row(reading, "activities", activity, scale, top, lines, BAR, marks))
        top = _below(rows)
    if others := events.pop("", []):
        rows.append(_event_row(reading, others, scale, top + SPACE))
    return rows


def _below(rows: Sequence[CalendarRow]) -> int:
    return rows[-1].y + rows[-1].height


def _begins(row: Row) -> tuple[bool, date]:
    days = span(row)
    return (days is None, days[0] if days else date.max)


def _events_by_activity(reading: Reading) -> dict[str, list[tuple[Row, date]]]:
    """Dated events by the activity they are part of; those of none under the empty name."""
    found: dict[str, list[tuple[Row, date]]] = {}
    for row in reading.rows("calendar"):
        if on := day(row.get("on")):
            found.setdefault(next(iter(reading.picked("calendar", row, "activity")), ""), []).append((row, on))
    return found


def _bar_row(
    reading: Reading,
    question_id: str,
    row: Row,
    scale: _Scale,
    top: int,
    lines: int,
    thickness: int,
    events: Sequence[tuple[Row, date]] = (),
) -> CalendarRow:
    text = reading.title(question_id, row)
    words = fitted(text or "…", LABEL_WIDTH, SIZE, lines)
    height = max(1, len(words)) * LINE_HEIGHT + 2 * ROW_PAD
    middle = top + height // 2
    days = span(row)
    return CalendarRow(
        question_id=question_id,
        record_id=row["id"],
        text=text,
        y=top,
        height=height,
        lines=set_lines(words, 4, top + ROW_PAD + 13, LINE_HEIGHT),
        bar=_bar(days, scale, middle, thickness) if days else None,
        marks=tuple(
            Mark(event["id"], reading.title("calendar", event), _mark_x(on, scale), middle) for event, on in events
        ),
    )


def _bar(days: tuple[date, date], scale: _Scale, middle: int, thickness: int) -> Bar:
    x, end = scale.at(days[0]), scale.at(days[1] + timedelta(days=1))
    width = max(end - x, LEAST_BAR)
    return Bar(
        x=min(x, RIGHT_EDGE - width),
        y=middle - thickness // 2,
        width=width,
        height=thickness,
        goes_on_before=days[0] < scale.first,
        goes_on_after=days[1] > scale.last,
    )


def _mark_x(on: date, scale: _Scale) -> int:
    return min(max(scale.at(on), LEFT + 6), RIGHT_EDGE - 6)


def _milestone_row(reading: Reading, milestones: Sequence[tuple[Row, date]], scale: _Scale, top: int) -> CalendarRow:
    """Milestones with their names beside them, in as many lanes as keep the names apart."""
    ends: list[int] = []  # how far each lane is taken
    marks: list[Mark] = []
    for row, on in sorted(milestones, key=lambda item: item[1]):
        x, text = _mark_x(on, scale), reading.title("milestones", row)
        name = " ".join(fitted(text or "…", 240, SIZE, 1))
        width = round(width_of(name, SIZE)) + 14
        is_left = x + width > RIGHT_EDGE
        start, end = (x - width, x + 8) if is_left else (x - 8, x + width)
        lane = next((at for at, taken in enumerate(ends) if taken <= start), len(ends))
        ends[lane : lane + 1] = [end + 6]
        y = top + lane * (LINE_HEIGHT + 6) + 12
        line = Line(x - 12 if is_left else x + 12, y + 5, name)
        marks.append(Mark(row["id"], text, x, y, line, "end" if is_left else "start"))
    return CalendarRow("milestones", "", "", top, len(ends) * (LINE_HEIGHT + 6), (), None, tuple(marks))


def _event_row(reading: Reading, events: Sequence[tuple[Row, date]], scale: _Scale, top: int) -> CalendarRow:
    height = LINE_HEIGHT + 2 * ROW_PAD
    marks = tuple(
        Mark(row["id"], reading.title("calendar", row), _mark_x(on, scale), top + height // 2) for row, on in events
    )
    return CalendarRow("calendar", "", "", top, height, (), None, marks)
