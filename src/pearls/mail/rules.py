"""What a message may become, and what a letter is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pearls.kernel.addresses import is_address
from pearls.kernel.verdict import YES, Verdict, no


class State(StrEnum):
    """Held waits for the office; released waits for the sender; kept is the demonstration's sent."""

    HELD = "held"
    RELEASED = "released"
    SENDING = "sending"
    SENT = "sent"
    KEPT = "kept"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Letter:
    """A letter of a room: its code, subject and text with `%(name)s` places, worded in the room's `labels.py`.

    `subject` and `body` are lazy texts, read in the recipient's language. `about` says in a few words, for the office,
    when the letter is written.
    """

    kind: str
    subject: object
    body: object
    about: object = ""


PLACE = re.compile(r"%\((\w+)\)s")
LINE_BREAKS = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def places_in(text: str) -> frozenset[str]:
    """The names of the places in a letter's text."""
    return frozenset(PLACE.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; a place without a value is a mistake in the code, a lone % is text.

    Raises: KeyError, naming the place.
    """
    return PLACE.sub(lambda match: str(values[match.group(1)]), text.replace("%%", "%"))


def is_one_line(text: str) -> bool:
    """Whether a header made of this text stays one header: a break would let the text add headers of its own."""
    return not LINE_BREAKS.search(text)


def may_queue(*, to: str, subject: str) -> Verdict:
    """Reasons: broken-header, no-address."""
    if not is_one_line(to) or not is_one_line(subject):
        return no("broken-header")
    return YES if is_address(to) else no("no-address")


def may_edit(*, state: str, is_office: bool) -> Verdict:
    """Reasons: not-office, not-held."""
    if not is_office:
        return no("not-office")
    return YES if state == State.HELD else no("not-held", state=state)


def may_release(*, state: str, is_office: bool) -> Verdict:
    """A failed message may be sent again once somebody has looked. Reasons: not-office, not-held."""
    if not is_office:
        return no("not-office")
    return YES if state in (State.HELD, State.FAILED) else no("not-held", state=state)


def may_hold(*, state: str, is_office: bool) -> Verdict:
    """Reasons: not-office, already-gone."""
    if not is_office:
        return no("not-office")
    return YES if state == State.RELEASED else no("already-gone", state=state)


def may_cancel(*, state: str, is_office: bool) -> Verdict:
    """Reasons: not-office, already-gone."""
    if not is_office:
        return no("not-office")
    return YES if state in (State.HELD, State.RELEASED, State.FAILED) else no("already-gone", state=state)


def may_read_body(*, is_private: bool, is_office: bool) -> Verdict:
    """A link with a secret is for its reader alone. Reasons: not-office, private."""
    if not is_office:
        return no("not-office")
    return no("private") if is_private else YES


def may_word(*, letter: Letter | None, subject: str, body: str, is_office: bool) -> Verdict:
    """The office's wording may use the places that the letter has, and no others.

    Reasons: not-office, no-such-letter, empty-letter, broken-header, unknown-place (with the place).
    """
    if not is_office:
        return no("not-office")
    if letter is None:
        return no("no-such-letter")
    if not subject.strip() or not body.strip():
        return no("empty-letter")
    if not is_one_line(subject):
        return no("broken-header")
    known = places_in(str(letter.subject)) | places_in(str(letter.body))
    unknown = sorted((places_in(subject) | places_in(body)) - known)
    return no("unknown-place", place=unknown[0]) if unknown else YES


class Error(StrEnum):
    """Why a message did not leave. Unknown: it was handed over, and nobody said whether it was taken."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    POSTPONED = "postponed"
    UNKNOWN = "unknown"
    UNSENDABLE = "unsendable"


FINAL_ERRORS = frozenset({Error.REFUSED, Error.UNKNOWN, Error.UNSENDABLE})
MOST_TRIES = 8


def next_try(*, tries_count: int, error: Error, now: datetime) -> datetime | None:
    """When to try again after a failed try: after 1, 5, 25 minutes and so on, six hours at most; None: never."""
    if error in FINAL_ERRORS or tries_count >= MOST_TRIES:
        return None
    return now + min(timedelta(minutes=5 ** (tries_count - 1)), timedelta(hours=6))
