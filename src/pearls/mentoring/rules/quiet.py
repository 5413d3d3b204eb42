"""When a town has gone quiet. Pure; the numbers of days are data."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Sign(StrEnum):
    """Where a town was last heard of."""

    PLAN = "plan"
    LOG = "log"
    REMARK = "remark"
    MEETING = "meeting"
    BEGINNING = "beginning"


class Level(StrEnum):
    ALIVE = "alive"
    QUIET = "quiet"
    SILENT = "silent"


@dataclass(frozen=True)
class Thresholds:
    """After how many days a town is quiet, and after how many silent."""

    quiet_days: int
    silent_days: int

    def __post_init__(self) -> None:
        if not 0 < self.quiet_days < self.silent_days:
            raise ValueError(f"expected 0 < quiet_days < silent_days, got {self.quiet_days} and {self.silent_days}")


@dataclass(frozen=True)
class Life:
    """The last sign of life of a town, and how long ago that was."""

    sign: Sign
    at: datetime
    days: int
    level: Level


def life_of(signs: dict[Sign, datetime | None], *, thresholds: Thresholds, now: datetime) -> Life:
    """The latest of the signs and what it means; whole days, rounded down. At least one sign is a moment."""
    sign, at = max(((sign, at) for sign, at in signs.items() if at is not None), key=lambda item: item[1])
    days = max(0, (now - at).days)
    level = Level.QUIET if days >= thresholds.quiet_days else Level.ALIVE
    return Life(sign, at, days, Level.SILENT if days >= thresholds.silent_days else level)
