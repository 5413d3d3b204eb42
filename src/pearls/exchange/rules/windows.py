"""The times of an offer or a need: windows of days, and where two of them meet. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pearls.kernel.verdict import YES, Verdict, no

MOST_WINDOWS = 4
A_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Window:
    """From a day to a day, both among them."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def may_be_windows(windows: Sequence[Window]) -> Verdict:
    """Whether an offer or a need may name these times. Reasons: needs-days, too-many-windows, dates-turned."""
    if not windows:
        return no("needs-days")
    if len(windows) > MOST_WINDOWS:
        return no("too-many-windows", limit=MOST_WINDOWS)
    return no("dates-turned") if any(one.last < one.first for one in windows) else YES


def tidied(windows: Iterable[Window]) -> tuple[Window, ...]:
    """The same days in their order, those that touch as one: a visit may go on from one into the next."""
    found: list[Window] = []
    for one in sorted(windows):
        if found and one.first <= found[-1].last + A_DAY:
            found[-1] = Window(found[-1].first, max(found[-1].last, one.last))
        else:
            found.append(one)
    return tuple(found)


def from_day(windows: Iterable[Window], day: date) -> tuple[Window, ...]:
    """What is left of these times from a day on."""
    return tuple(Window(max(one.first, day), one.last) for one in windows if one.last >= day)


def meetings(ours: Sequence[Window], theirs: Sequence[Window]) -> list[Window]:
    """Where the times of two meet: the longest first, then the earliest."""
    pairs = ((max(one.first, other.first), min(one.last, other.last)) for one in ours for other in theirs)
    return sorted((Window(*pair) for pair in pairs if pair[0] <= pair[1]), key=lambda one: (-one.days, one.first))


def is_within(windows: Iterable[Window], first: date, last: date) -> bool:
    """Whether these days lie in one of the times."""
    return any(one.first <= first and last <= one.last for one in windows)
