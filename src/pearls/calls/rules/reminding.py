"""Who is reminded that a draft has not been sent, and when: once for each distance, never twice."""

from collections.abc import Collection
from datetime import datetime, timedelta

REMIND_BEFORE: tuple[timedelta, ...] = (timedelta(days=14), timedelta(days=3), timedelta(days=1))


def is_reminder_due(
    *, closes_at: datetime, now: datetime, began_at: datetime, sent_days: Collection[int]
) -> timedelta | None:
    """The reminder to send now, or None: the nearest distance that has come, if it has not been sent.

    A draft begun within a distance is not reminded of it: its writer has just been here.
    A machine that slept through two distances sends one letter, not two.
    """
    if now >= closes_at:
        return None
    for distance in sorted(REMIND_BEFORE):
        if closes_at - distance <= now:
            is_new = began_at > closes_at - distance
            return None if distance.days in sent_days or is_new else distance
    return None
