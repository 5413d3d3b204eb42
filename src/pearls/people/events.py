"""What happened to people that rooms above may hear."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pearls.kernel.actor import Actor


@dataclass(frozen=True)
class PersonErased:
    """A person is forgotten: whoever keeps the person's name, address or own words lets go of them now.

    `ref` is how the journal knows the person; `email` the address the account had until this moment.
    """

    ref: str
    email: str
    actor: Actor
    now: datetime


@dataclass(frozen=True)
class PersonDataGathered:
    """A person takes their own data along: whoever keeps something of theirs puts it into `data`, as plain JSON values.

    `ref` is how the journal knows the person.
    """

    ref: str
    data: dict[str, Any]


@dataclass(frozen=True)
class MentorshipBegan:
    """Somebody became a mentor of a place in an edition (its key)."""

    edition: str
    actor: Actor
    now: datetime
