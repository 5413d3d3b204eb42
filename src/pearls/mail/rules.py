"""What a message may become, and what a letter is."""

import email
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import Message as Mail
from email.policy import default
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


class Wish(StrEnum):
    """Whether letters that are written only to who asks for them are wanted, or were stopped."""

    WANTED = "wanted"
    STOPPED = "stopped"


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


SECRETS = ("body", "reply_to", "unsubscribe_url")  # what a private message keeps only until it has left
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


def may_subscribe(*, is_known_kind: bool) -> Verdict:
    """Whether letters of this kind are there to be asked for. Reason: no-such-letters."""
    return YES if is_known_kind else no("no-such-letters")


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
    """Why a message did not leave or came back. Unknown: it was handed over, and nobody said whether it was taken."""

    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    POSTPONED = "postponed"
    UNKNOWN = "unknown"
    UNSENDABLE = "unsendable"
    NO_MAILBOX = "no-mailbox"


FINAL_ERRORS = frozenset({Error.REFUSED, Error.UNKNOWN, Error.UNSENDABLE, Error.NO_MAILBOX})
MOST_TRIES = 8


def next_try(*, tries_count: int, error: Error, now: datetime) -> datetime | None:
    """When to try again after a failed try: after 1, 5, 25 minutes and so on, six hours at most; None: never."""
    if error in FINAL_ERRORS or tries_count >= MOST_TRIES:
        return None
    return now + min(timedelta(minutes=5 ** (tries_count - 1)), timedelta(hours=6))


# Of RFC 3463: no such mailbox, host or address; a mailbox that is switched off. One that is full is not gone.
GONE = re.compile(r"5\.(?:1\.\d{1,3}|2\.[01])")
ENHANCED = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
NO_MAILBOX_CODES = frozenset({550, 551, 553})


def is_mailbox_gone(*, code: int, text: str) -> bool:
    """Whether a server that refused a recipient says for good that nobody is there; its status, if any, leads."""
    status = ENHANCED.match(text)
    return bool(GONE.fullmatch(status.group(1))) if status else code in NO_MAILBOX_CODES


@dataclass(frozen=True)
class Bounce:
    """What a server reports of a mail that it took and could not deliver (RFC 3464): of which one, and why."""

    message_id: str
    status: str
    detail: str

    @property
    def ref(self) -> str:
        """The reference of the message in the outbox, as its Message-ID has it."""
        return self.message_id.strip().strip("<>").partition("@")[0]

    @property
    def is_mailbox_gone(self) -> bool:
        return bool(GONE.fullmatch(self.status))


def bounce_of(content: bytes) -> Bounce | None:
    """The report of a failed delivery in a mail; None for any other mail, a delay among them."""
    mail = email.message_from_bytes(content, policy=default)
    parts = list(mail.walk())
    reports = [
        block for part in parts if part.get_content_type() == "message/delivery-status" for block in _blocks(part)
    ]
    failed = [block for block in reports if str(block.get("Action", "")).strip().lower() == "failed"]
    message_id = next((found for part in parts if part is not mail and (found := _message_id(part))), "")
    if not failed or not message_id:
        return None
    status = ENHANCED.match(str(failed[0].get("Status", "")))
    detail = " ".join(str(failed[0].get("Diagnostic-Code", "")).split())[:500]
    return Bounce(message_id, status.group(1) if status else "", detail)


def _blocks(part: Mail) -> list[Mail]:
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Mail)] if isinstance(payload, list) else []


def _message_id(part: Mail) -> str:
    """The Message-ID of the mail that came back, whole or only its headers."""
    if part.get_content_type() == "text/rfc822-headers":
        raw = part.get_payload(decode=True)
        headers = email.message_from_bytes(raw if isinstance(raw, bytes) else b"", policy=default)
        return str(headers.get("Message-ID", ""))
    return str(part.get("Message-ID", ""))


def may_note_bounce(*, state: str, error: str) -> Verdict:
    """Whether a report changes what we know of a message, which is sent, or nobody knows whether it is.

    `state` is "" where there is no such message. Reasons: no-such-message, already-gone.
    """
    if not state:
        return no("no-such-message")
    is_open = state == State.SENT or (state == State.FAILED and error == Error.UNKNOWN)
    return YES if is_open else no("already-gone", state=state)


def may_clear_address(*, is_whole_office: bool) -> Verdict:
    """Whether somebody may say that an address takes mail again. Reason: not-office."""
    return YES if is_whole_office else no("not-office")
