"""Groups, posts, replies, letters: who may what, and how long a link lasts."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from pearls.kernel.languages import LANGUAGES
from pearls.kernel.verdict import YES, Verdict, no

MAX_TITLE, MAX_TEXT = 160, 4000
MOST_POSTS_A_DAY = 30
LINK_LASTS = timedelta(days=14)


class PostKind(StrEnum):
    OFFER = "offer"
    QUESTION = "question"
    ANNOUNCEMENT = "announcement"


class Joining(StrEnum):
    """Who may come into a group: the network, whoever is let in on request, or whoever is invited."""

    NETWORK = "network"
    REQUEST = "request"
    INVITED = "invited"


class GroupState(StrEnum):
    OPEN = "open"
    ARCHIVED = "archived"


class SeatState(StrEnum):
    """Where somebody stands with a group. Ended ones stay as a record."""

    ASKED = "asked"
    INVITED = "invited"
    IN = "in"
    REFUSED = "refused"
    LEFT = "left"


LIVING_SEATS = frozenset({SeatState.ASKED, SeatState.INVITED, SeatState.IN})


class Rhythm(StrEnum):
    NONE = ""
    DAILY = "daily"
    WEEKLY = "weekly"


DIGEST_RHYTHMS = {Rhythm.DAILY: timedelta(days=1), Rhythm.WEEKLY: timedelta(days=7)}


@dataclass(frozen=True)
class Seat:
    """What somebody is to a group."""

    state: str = ""
    is_moderator: bool = False

    @property
    def is_in(self) -> bool:
        return self.state == SeatState.IN


@dataclass(frozen=True)
class Place:
    """Where somebody stands when they read or write: in the network, of the office, in the board's group."""

    in_network: bool
    is_office: bool = False
    is_group: bool = False
    seat: Seat = Seat()
    is_archived: bool = False

    @property
    def reads(self) -> bool:
        if self.is_office:
            return True
        return self.in_network and (self.seat.is_in or not self.is_group)

    @property
    def moderates(self) -> bool:
        return self.is_office or (self.reads and self.seat.is_moderator)


@dataclass(frozen=True)
class Told:
    """A post as it is typed; of a reply only text and language count."""

    text: str
    language: str
    title: str = ""
    kind: str = PostKind.ANNOUNCEMENT
    until_on: date | None = None
    link: str = ""


def _is_sound(told: Told, *, is_reply: bool) -> Verdict:
    if not told.text.strip():
        return no("needs-text")
    if not is_reply and not told.title.strip():
        return no("needs-title")
    if len(told.text) > MAX_TEXT or len(told.title) > MAX_TITLE:
        return no("too-long", limit=MAX_TEXT)
    if told.kind not in set(PostKind) or told.language not in LANGUAGES:
        return no("unknown-kind")
    return YES if not told.link or told.link.startswith(("https://", "http://")) else no("unknown-link")


def _may_write(place: Place, *, today: int) -> Verdict:
    if not place.reads:
        return no("not-in-group" if place.is_group else "not-in-network")
    if place.is_archived:
        return no("group-archived")
    return no("too-many-posts") if today >= MOST_POSTS_A_DAY else YES


def may_post(place: Place, *, told: Told, today: int) -> Verdict:
    """Whether somebody puts something on a board; `today` counts what they wrote within a day.

    Reasons: not-in-network, not-in-group, group-archived, too-many-posts, needs-title, needs-text, too-long,
    unknown-kind, unknown-link.
    """
    return _may_write(place, today=today) and _is_sound(told, is_reply=False)


def may_reply(place: Place, *, told: Told, today: int, is_removed: bool) -> Verdict:
    """Whether somebody answers a post. Reasons: those of `may_post`, and post-removed."""
    verdict = _may_write(place, today=today)
    if verdict and is_removed:
        return no("post-removed")
    return verdict and _is_sound(told, is_reply=True)


def may_reply_by_link(*, reads: bool, is_used: bool, expires_at: datetime, now: datetime) -> Verdict:
    """Whether a letter's link still takes its one reply. Reasons: link-used, link-expired, not-in-network."""
    if is_used:
        return no("link-used")
    if now >= expires_at:
        return no("link-expired")
    return YES if reads else no("not-in-network")


def may_change_post(place: Place, *, is_author: bool, is_removed: bool, told: Told, is_reply: bool) -> Verdict:
    """Whether a text is changed: by its author alone. Reasons: not-your-post, post-removed, and of what is typed."""
    if not is_author or not place.reads:
        return no("not-your-post")
    if is_removed:
        return no("post-removed")
    return no("group-archived") if place.is_archived else _is_sound(told, is_reply=is_reply)


def may_remove(place: Place, *, is_author: bool, is_removed: bool, because: str) -> Verdict:
    """Whether a text is taken off a board: by its author, or by a moderator with a reason.

    Reasons: not-your-post, post-removed, needs-reason.
    """
    if is_removed:
        return no("post-removed")
    if is_author and place.reads:
        return YES
    if not place.moderates:
        return no("not-your-post")
    return YES if because.strip() else no("needs-reason")


def may_moderate(place: Place) -> Verdict:
    """Whether somebody pins posts, lets people in and names moderators. Reason: not-a-moderator, group-archived."""
    if not place.moderates:
        return no("not-a-moderator")
    return no("group-archived") if place.is_archived else YES


def may_archive(place: Place) -> Verdict:
    """Whether a group is closed for writing, or opened again. Reason: not-a-moderator."""
    return YES if place.moderates else no("not-a-moderator")


def may_report(*, reads: bool, is_own: bool, because: str) -> Verdict:
    """Whether something is reported to the office. Reasons: not-in-network, own-words, needs-reason."""
    if not reads:
        return no("not-in-network")
    if is_own:
        return no("own-words")
    return YES if because.strip() else no("needs-reason")


def may_settle(*, is_office: bool, is_settled: bool, removes: bool, because: str) -> Verdict:
    """Whether the office settles a report. Reasons: not-the-office, already-settled, needs-reason."""
    if not is_office:
        return no("not-the-office")
    if is_settled:
        return no("already-settled")
    return YES if because.strip() or not removes else no("needs-reason")


def may_found(*, in_network: bool, name: str, purpose: str, joining: str) -> Verdict:
    """Whether somebody founds or words a group. Reasons: not-in-network, needs-name, needs-purpose, unknown-kind."""
    if not in_network:
        return no("not-in-network")
    if joining not in set(Joining):
        return no("unknown-kind")
    if not name.strip():
        return no("needs-name")
    return YES if purpose.strip() else no("needs-purpose")


def may_ask_in(place: Place, *, joining: str) -> Verdict:
    """Whether somebody comes in or asks to: everybody of the network, but into some groups only when invited.

    Reasons: not-in-network, group-archived, already-there, by-invitation.
    """
    if not place.in_network:
        return no("not-in-network")
    if place.is_archived:
        return no("group-archived")
    if place.seat.state in (SeatState.IN, SeatState.ASKED):
        return no("already-there")
    if joining == Joining.INVITED and place.seat.state != SeatState.INVITED:
        return no("by-invitation")
    return YES


def may_leave_group(*, seat: Seat, other_moderators: int, others: int) -> Verdict:
    """Whether somebody leaves: always, but the last moderator names another first, as long as anybody stays.

    Reasons: not-in-group, last-moderator.
    """
    if seat.state not in LIVING_SEATS:
        return no("not-in-group")
    if seat.is_in and seat.is_moderator and not other_moderators and others:
        return no("last-moderator")
    return YES


def may_have_letters(place: Place, *, rhythm: str) -> Verdict:
    """Whether somebody gets letters of a board; to get none is always allowed.

    Reasons: unknown-kind, not-in-group, not-in-network.
    """
    if rhythm not in set(Rhythm):
        return no("unknown-kind")
    if place.reads or not rhythm:
        return YES
    return no("not-in-group" if place.is_group else "not-in-network")


def next_letter(rhythm: str, now: datetime) -> datetime | None:
    """When the next letter of a board is due; None where none is wanted."""
    return now + DIGEST_RHYTHMS[Rhythm(rhythm)] if rhythm else None
