"""What there is to know of an event, of places at it and of calendars."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

FEEDBACK_FROM = 5  # answers; fewer would say who gave them
FEEDBACK_LASTS = timedelta(days=30)
ANSWERS_LAST = timedelta(days=30)  # after the event; then nobody needs to know what somebody eats
GUESTS_LAST = timedelta(days=365)  # after the event
CONFIRM_WITHIN = timedelta(days=7)
ASK_AGAIN = timedelta(minutes=15)
MOST_CAPACITY = 5_000
MOST_QUESTIONS = 12
MOST_ITEMS = 200
MOST_MATERIALS = 40
MOST_ORGANISERS = 20
GUESTS_AN_HOUR = 30  # from one address of the network: a town hall has one for all
MARKS = range(1, 6)


class Kind(StrEnum):
    """What sort of event it is."""

    WEBINAR = "webinar"
    WEBINAR_SERIES = "webinar-series"
    COURSE = "course"
    WORKSHOP = "workshop"
    TRAINING = "training"
    FORUM = "forum"
    CONFERENCE = "conference"
    VISIT = "visit"
    PARTNERS = "partners"
    INFORMATION = "information"
    LOCAL = "local"
    KICK_OFF = "kick-off"
    CEREMONY = "ceremony"
    STUDY = "study"


class Mode(StrEnum):
    ON_SITE = "on-site"
    ONLINE = "online"
    HYBRID = "hybrid"


class Audience(StrEnum):
    """Who may see it and come: anybody without an account; towns, mentors and partners; those who were invited."""

    PUBLIC = "public"
    NETWORK = "network"
    INVITED = "invited"


class State(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"
    HELD = "held"


class Precision(StrEnum):
    """How exactly we know when it was: only history is ever less exact than a minute."""

    MINUTE = "minute"
    DAY = "day"
    PHASE = "phase"  # somewhere between two days
    YEAR = "year"


class Group(StrEnum):
    """Which feed it belongs to besides the common one."""

    NONE = ""
    ALUMNI = "alumni"
    LEARNING = "learning"
    FORUM = "forum"


class Standing(StrEnum):
    """How far somebody is with a place at an event; unconfirmed: the mail has not been answered."""

    INVITED = "invited"
    UNCONFIRMED = "unconfirmed"
    REGISTERED = "registered"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class QuestionKind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes-no"


class MaterialKind(StrEnum):
    MATERIAL = "material"
    RECORDING = "recording"


class Reminder(StrEnum):
    """The letters that go by themselves, each once to each."""

    WEEK = "week"
    DAY = "day"
    FEEDBACK = "feedback"


BEFORE: Mapping[Reminder, timedelta] = {Reminder.WEEK: timedelta(days=7), Reminder.DAY: timedelta(days=1)}
PUBLIC_STATES = frozenset({State.PUBLISHED, State.CANCELLED, State.HELD})
ALIVE = frozenset({Standing.INVITED, Standing.UNCONFIRMED, Standing.REGISTERED, Standing.WAITING})


@dataclass(frozen=True)
class Reader:
    """What somebody is to an event."""

    is_office: bool = False
    is_organiser: bool = False
    is_network: bool = False
    is_invited: bool = False


@dataclass(frozen=True)
class When:
    """From when to when, on whose clock."""

    starts_at: datetime
    ends_at: datetime
    zone: str


@dataclass(frozen=True)
class Telling:
    """An event as somebody tells it; `place` is a row of places, `capacity` None where nobody counts."""

    kind: Kind
    title: Mapping[str, str]
    starts_at: datetime
    ends_at: datetime
    zone: str
    mode: Mode
    audience: Audience
    summary: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    place: Any = None
    venue: str = ""
    link: str = ""
    capacity: int | None = None
    group: str = ""
    closes_at: datetime | None = None


@dataclass(frozen=True)
class Slot:
    """One item of a programme: its room, from when to when."""

    ref: str
    room: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Summary:
    """What feedback says as a whole; `mean` and `counts` only from enough answers."""

    count: int
    mean: float | None
    counts: Mapping[int, int]

    @property
    def is_shown(self) -> bool:
        return self.count >= FEEDBACK_FROM


@dataclass(frozen=True)
class Entry:
    """Something in somebody's calendar: an event, or what another room puts there (a visit, a meeting, a deadline).

    `key` names it for good, "visit-abc"; `starts_at` and `ends_at` with their zone, or `first_on` and `last_on` for
    whole days. Texts are by language. `sequence` grows with each change of time, place or state.
    """

    key: str
    title: Mapping[str, str]
    zone: str
    changed_at: datetime
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    first_on: date | None = None
    last_on: date | None = None
    summary: Mapping[str, str] = field(default_factory=dict)
    where: str = ""
    link: str = ""  # for joining
    page: str = ""
    sequence: int = 0
    is_cancelled: bool = False
    is_tentative: bool = False
