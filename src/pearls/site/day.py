"""A line on somebody's day, and how urgent it is."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy


class Group(StrEnum):
    """Due has a deadline near or past; waiting needs the reader and has none; new is for knowing."""

    DUE = "due"
    WAITING = "waiting"
    NEW = "new"


GROUP_WORDS: dict[Group, Promise] = {
    Group.DUE: gettext_lazy("Due now"),
    Group.WAITING: gettext_lazy("Waiting for you"),
    Group.NEW: pgettext_lazy("on the page Today", "New"),
}


WEEKLY_FROM = time(7)


def week_to_write(now: datetime, zone: str) -> str:
    """The week whose letter is written now, "2026-W48": on Monday from seven where the reader is; "" at other times."""
    there = now.astimezone(ZoneInfo(zone))
    is_time = there.isoweekday() == 1 and there.time() >= WEEKLY_FROM
    return "{}-W{:02}".format(*there.isocalendar()[:2]) if is_time else ""


@dataclass(frozen=True)
class Line:
    """One thing on somebody's day: `who` it is about, `what` is to be done, `address` of the exact spot."""

    who: str
    what: str
    address: str
    group: Group = Group.WAITING
    until: datetime | None = None
    zone: str = "UTC"
