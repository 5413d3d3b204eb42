"""An edition in time. One rule for every deadline: it includes the whole second it names, and nothing after."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pearls.programme.rules.document import Dates, Step

_SECOND = timedelta(seconds=1)


class Phase(StrEnum):
    """Where an edition stands."""

    NOT_SCHEDULED = "not-scheduled"
    ANNOUNCED = "announced"
    CALL_OPEN = "call-open"
    PRESELECTION = "preselection"
    PLANS = "plans"
    JURY = "jury"
    TITLE_YEAR = "title-year"
    OVER = "over"


def is_in_time(deadline: datetime, now: datetime) -> bool:
    """Whether something that arrives `now` keeps the deadline: 23:59:59 lasts until midnight strikes."""
    return now < deadline + _SECOND


def has_come(moment: datetime | None, now: datetime) -> bool:
    """Whether an opening or a publication has come; one without a time has not."""
    return moment is not None and now >= moment


def call_is_open(dates: Dates, now: datetime) -> bool:
    """Whether applications are taken now."""
    opens, closes = dates.instant(Step.CALL_OPENS), dates.instant(Step.CALL_CLOSES)
    return has_come(opens, now) and closes is not None and is_in_time(closes, now)


def phase(dates: Dates, now: datetime, *, title_year: int | None = None) -> Phase:
    """The state of the edition. A step without a time is skipped: the next one that has a time decides.

    Once the title year has begun the titles are given, whatever dates were published.
    """
    if title_year is not None and now >= _new_year(title_year + 1, dates.zone):
        return Phase.OVER
    if title_year is not None and now >= _new_year(title_year, dates.zone):
        return Phase.TITLE_YEAR
    opens = dates.instant(Step.CALL_OPENS)
    if opens is None and dates.instant(Step.CALL_CLOSES) is None:
        return Phase.NOT_SCHEDULED
    if opens is not None and now < opens:
        return Phase.ANNOUNCED
    for step, before in _PHASE_BEFORE.items():
        moment = dates.instant(step)
        is_deadline = step in (Step.CALL_CLOSES, Step.PLAN_DUE)
        if moment is not None and (is_in_time(moment, now) if is_deadline else now < moment):
            return before
    return Phase.TITLE_YEAR if dates.instant(Step.RESULT_PUBLISHED) is not None else _last_known(dates)


def _new_year(year: int, zone: str) -> datetime:
    return datetime(year, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)


_PHASE_BEFORE: Mapping[Step, Phase] = {
    Step.CALL_CLOSES: Phase.CALL_OPEN,
    Step.PRESELECTION_RESULT: Phase.PRESELECTION,
    Step.PLAN_DUE: Phase.PLANS,
    Step.RESULT_PUBLISHED: Phase.JURY,
}


def _last_known(dates: Dates) -> Phase:
    if dates.instant(Step.PLAN_DUE) is not None:
        return Phase.JURY
    if dates.instant(Step.PRESELECTION_RESULT) is not None:
        return Phase.PLANS
    return Phase.PRESELECTION


def what_is_missing_to_open(dates: Dates) -> tuple[Step, ...]:
    """The steps that need an exact time before a call may open with these rules."""
    needed = (Step.CALL_OPENS, Step.CALL_CLOSES, Step.PLAN_DUE, Step.RESULT_PUBLISHED)
    return tuple(step for step in needed if (moment := dates.moment(step)) is None or not moment.is_exact)
