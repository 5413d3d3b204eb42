"""Whether a practice still holds: its town is asked once a year. Pure."""

from datetime import datetime, timedelta

YEAR = timedelta(days=365)


def is_due(*, made_at: datetime, confirmed_at: datetime | None, now: datetime) -> bool:
    """Whether nobody has said for a year that a practice still holds."""
    return now - max(made_at, confirmed_at or made_at) >= YEAR


def is_to_be_asked(
    *, made_at: datetime, confirmed_at: datetime | None, asked_at: datetime | None, now: datetime
) -> bool:
    """Whether its town is to be asked now: it is due, and has not been asked within the year."""
    is_new = asked_at is None or now - asked_at >= YEAR
    return is_due(made_at=made_at, confirmed_at=confirmed_at, now=now) and is_new
