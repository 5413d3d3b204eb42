"""What happened in the calendar that rooms above may hear."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pearls.kernel.actor import Actor


@dataclass(frozen=True)
class CalendarGathered:
    """A person's private calendar is made up: whoever has something for it appends a `rules.Entry` to `entries`.

    `actor` is the person, without roles; what somebody comes to as an event is there already.
    """

    actor: Actor
    language: str
    now: datetime
    entries: list[Any]
