"""When a search may be kept, and when it is looked at again."""

from datetime import datetime, timedelta
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no

MAX_NAME = 100
MOST_SAVED = 50


class Letters(StrEnum):
    """How often somebody hears of what is new, at most; the empty one is never."""

    NEVER = ""
    WEEKLY = "weekly"
    DAILY = "daily"


PERIODS = {Letters.WEEKLY: timedelta(days=7), Letters.DAILY: timedelta(days=1)}


def may_save(*, is_signed_in: bool, name: str, is_empty: bool, saved_count: int) -> Verdict:
    """Reasons: sign-in-to-save, nothing-asked, search-needs-name, too-many-searches."""
    if not is_signed_in:
        return no("sign-in-to-save")
    if is_empty:
        return no("nothing-asked")
    if not name.strip():
        return no("search-needs-name")
    return no("too-many-searches", most=MOST_SAVED) if saved_count >= MOST_SAVED else YES


def may_change(*, is_own: bool, name: str = "-") -> Verdict:
    """Reasons: not-your-search, search-needs-name."""
    if not is_own:
        return no("not-your-search")
    return YES if name.strip() else no("search-needs-name")


def next_look(letters: str, now: datetime) -> datetime | None:
    """When to look again whether there is something new; None where no letters are wanted."""
    return now + PERIODS[Letters(letters)] if letters else None
