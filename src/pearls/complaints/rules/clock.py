"""A clock in working days: Monday to Friday, in the edition's time zone.

Public holidays count as working days: the towns lie in nine countries, and whoever counted only one country's holidays
would give the others less time, or a day that nobody can foresee.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from pearls.kernel.clock import local_instant

WEEKEND = (5, 6)  # Saturday, Sunday
LAST_SECOND = time(23, 59, 59)
WARNS_BEFORE = 5  # working days before an answer is due


def is_working_day(day: date) -> bool:
    return day.weekday() not in WEEKEND


def working_day_after(day: date, count: int) -> date:
    """The day that lies `count` working days after this one, which is not counted itself."""
    weeks, rest = divmod(count, 5)
    day += timedelta(weeks=weeks)
    if not rest and not is_working_day(day):
        # Whole weeks after a Saturday end on a Saturday: the last working day of them is the Friday before.
        return day - timedelta(days=day.weekday() - 4)
    while rest:
        day += timedelta(days=1)
        rest -= is_working_day(day)
    return day


def working_days_between(first: date, last: date) -> int:
    """How many working days lie after the first day, up to and with the last; 0 where none does."""
    days = max((last - first).days, 0)
    weeks, rest = divmod(days, 7)
    return 5 * weeks + sum(is_working_day(last - timedelta(days=number)) for number in range(rest))


def deadline(start: datetime, *, days: int, zone: str) -> datetime:
    """The last second of the day that lies so many working days after the start, by the clocks of the zone.

    Where those clocks skip it (a zone once left out a whole day), the last second of the next working day.
    """
    day = working_day_after(start.astimezone(ZoneInfo(zone)).date(), days)
    while True:
        try:
            return local_instant(datetime.combine(day, LAST_SECOND), zone)
        except ValueError:
            day = working_day_after(day, 1)


def days_left(until: datetime, *, now: datetime, zone: str) -> int:
    """How many working days are left after today; 0 on the last day and later."""
    here = ZoneInfo(zone)
    return working_days_between(now.astimezone(here).date(), until.astimezone(here).date())


def is_time_to_warn(until: datetime, *, now: datetime, zone: str) -> bool:
    """Whether so few working days are left that somebody is reminded."""
    return days_left(until, now=now, zone=zone) <= WARNS_BEFORE
