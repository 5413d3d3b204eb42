"""Where the marks of the evidence's pictures stand: a line for each plan or assessor, on one scale; pure geometry."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

# As wide as a phone: the words stand over their line, so that nothing has to be scrolled to.
SIDE, WIDTH = 12, 440
TOP, STEP, BOTTOM = 16, 44, 48
WORDS, LINE_AT = 16, 32  # down from where a row begins
_MOST_TICKS = 7


@dataclass(frozen=True)
class Span:
    """One line: from `low` to `high`, with a mark at `middle`, in points."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Mark:
    """The same on the picture."""

    y: int
    words_y: int
    start: float
    middle: float
    end: float


@dataclass(frozen=True)
class Tick:
    x: float
    value: float
    decimals: int


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    foot: int
    words_x: int
    figure_x: int
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    around: float | None = None  # where the value stands that had to be on the scale


def picture_of(spans: Sequence[Span], *, around: float | None = None) -> Picture:
    """The lines below each other; `around` is a value that has to be on the scale."""
    values = [value for span in spans for value in (span.low, span.high)] + ([] if around is None else [around])
    low, high = min(values), max(values)
    room = (high - low) * 0.04 or 0.5
    low, high = low - room, high + room
    per_point = (WIDTH - 2 * SIDE) / (high - low)

    def x(value: float) -> float:
        return round(SIDE + (value - low) * per_point, 1)

    foot = TOP + STEP * len(spans)
    marks = tuple(
        Mark(row + LINE_AT, row + WORDS, x(span.low), x(span.middle), x(span.high))
        for row, span in zip(range(TOP, foot, STEP), spans, strict=True)
    )
    ticks = tuple(Tick(x(value), value, decimals) for value, decimals in _ticks(low, high))
    line = None if around is None else x(around)
    return Picture(WIDTH, foot + BOTTOM, foot, 2, WIDTH - 2, marks, ticks, line)


def _ticks(low: float, high: float) -> list[tuple[float, int]]:
    """Round values in between, few enough to read: 1, 2 or 5 of a power of ten apart."""
    power = floor(log10((high - low) / _MOST_TICKS))
    apart = next(
        step * 10.0 ** (power + more)
        for more in range(3)
        for step in (1, 2, 5)
        if (high - low) / (step * 10.0 ** (power + more)) <= _MOST_TICKS
    )
    decimals = max(0, -floor(log10(apart)))
    return [(round(at * apart, decimals) + 0.0, decimals) for at in range(ceil(low / apart), floor(high / apart) + 1)]


HEIGHT, LINE = 360, 18


@dataclass(frozen=True)
class Pin:
    """One thing on a ruler: where it stands, and where its words have room."""

    y: float
    words_y: float


@dataclass(frozen=True)
class Ruler:
    """Columns side by side on one upright scale, the highest at the top."""

    height: int
    columns: tuple[tuple[Pin, ...], ...]
    ticks: tuple[Tick, ...]  # their `x` is a y here


def ruler_of(columns: Sequence[Sequence[float]]) -> Ruler:
    """The columns on a ruler that is long enough for their words; each column in its own order."""
    values = [value for column in columns for value in column]
    low, high = min(values), max(values)
    room = (high - low) * 0.04 or 0.5
    low, high = low - room, high + room
    length = max(HEIGHT, LINE * max(map(len, columns)))

    def y(value: float) -> float:
        return round(TOP + (high - value) * length / (high - low), 1)

    pins = tuple(_apart([y(value) for value in column], TOP + LINE / 2, TOP + length) for column in columns)
    ticks = tuple(Tick(y(value), value, decimals) for value, decimals in _ticks(low, high))
    return Ruler(length + TOP + BOTTOM, pins, ticks)


def _apart(places: Sequence[float], top: float, foot: float) -> tuple[Pin, ...]:
    """Words beside their places, pushed down where they would touch, and back up where the foot is in the way."""
    order = sorted(range(len(places)), key=places.__getitem__)
    words: dict[int, float] = {}
    before = top - LINE
    for at in order:
        before = words[at] = max(places[at], before + LINE)
    after = foot + LINE
    for at in reversed(order):
        after = words[at] = min(words[at], after - LINE)
    return tuple(Pin(place, round(words[at], 1)) for at, place in enumerate(places))
