"""What a message may become, and what a letter is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

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
    if to.count("@") != 1 or to.strip() != to or " " in to:
        return no("no-address")
    return YES


def may_edit(*, state: str) -> Verdict:
    """Reasons: not-held."""
    return YES if state == State.HELD else no("not-held", state=state)


def may_release(*, state: str) -> Verdict:
    """A failed message may be sent again once somebody has looked. Reasons: not-held."""
    return YES if state in (State.HELD, State.FAILED) else no("not-held", state=state)


def may_hold(*, state: str) -> Verdict:
    """Reasons: already-gone."""
    return YES if state == State.RELEASED else no("already-gone", state=state)


def may_cancel(*, state: str) -> Verdict:
    """Reasons: already-gone."""
    return YES if state in (State.HELD, State.RELEASED, State.FAILED) else no("already-gone", state=state)


def is_due(*, state: str, not_before: datetime | None, now: datetime) -> bool:
    """Whether the sender may take the message now; an embargo ends at its instant."""
    return state == State.RELEASED and (not_before is None or not_before <= now)
