"""Instants and zones. Only views, commands and `api` read the clock; everyone below gets `now`."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def utc_now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)


def local_instant(wall_time: datetime, zone: str) -> datetime:
    """The UTC instant of a wall-clock time in an IANA zone; in the doubled hour of October the first of the two.

    Raises: ValueError, when the wall time carries a zone already or does not exist (the hour that March skips).
    """
    if wall_time.tzinfo is not None:
        raise ValueError(f"a wall-clock time has no zone of its own, got {wall_time.isoformat()}")
    aware = wall_time.replace(tzinfo=ZoneInfo(zone))
    instant = aware.astimezone(UTC)
    if instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != wall_time:
        raise ValueError(f"{wall_time.isoformat()} does not exist in {zone}: the clocks skip it")
    return instant
