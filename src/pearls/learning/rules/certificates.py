"""What a certificate says, its code, and what everybody is told who asks whether it is true."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from pearls.kernel.refs import ALPHABET, LENGTH
from pearls.kernel.verdict import YES, Verdict, no

GROUP = 4
ONE_DAY = timedelta(hours=14)  # an event that lasts longer is stated by its days, not its hours
LOOKS_AN_HOUR = 120  # of one address, at codes that it types


class Kind(StrEnum):
    """What somebody did: finished a course, or took part in one event."""

    COURSE = "course"
    ATTENDANCE = "attendance"


class Standing(StrEnum):
    """What the site answers about a code."""

    VALID = "valid"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Asker:
    """Who asks for a certificate."""

    is_signed_in: bool
    has_name: bool
    has_one: bool


def spelled(code: str) -> str:
    """A code as it is printed: "7KXM-2B9C-…", capital letters in fours."""
    capital = code.upper()
    return "-".join(capital[start : start + GROUP] for start in range(0, len(capital), GROUP))


def read_code(typed: str) -> str:
    """A code as it was typed or copied, without what people put between; empty where it cannot be one."""
    code = "".join(char for char in typed.lower() if char.isascii() and char.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def may_ask(asker: Asker, earned: Verdict) -> Verdict:
    """Whether a certificate may be issued. Reasons: needs-account, has-certificate, name-missing, or why not earned."""
    if not asker.is_signed_in:
        return no("needs-account")
    if asker.has_one:
        return no("has-certificate")
    if not earned:
        return earned
    return YES if asker.has_name else no("name-missing")


def is_attended(*, is_over: bool, was_there: bool) -> Verdict:
    """Whether an event was attended to its end. Reasons: event-not-over, not-attended."""
    if not is_over:
        return no("event-not-over")
    return YES if was_there else no("not-attended")


def may_withdraw(*, is_office: bool, is_withdrawn: bool, because: str) -> Verdict:
    """Whether the office may take a certificate back. Reasons: not-the-office, certificate-withdrawn, needs-reason."""
    if not is_office:
        return no("not-the-office")
    if is_withdrawn:
        return no("certificate-withdrawn")
    return YES if because.strip() else no("needs-reason")


def may_look(*, looks: int) -> Verdict:
    """Whether one more code may be tried from an address. Reason: too-many-looks."""
    return YES if looks < LOOKS_AN_HOUR else no("too-many-looks")


def standing(*, is_there: bool, is_withdrawn: bool) -> Standing:
    """What the site says of a code."""
    if not is_there:
        return Standing.UNKNOWN
    return Standing.WITHDRAWN if is_withdrawn else Standing.VALID


def claims(*, code: str, holder: str, said: dict[str, Any], nonce: str) -> dict[str, Any]:
    """All that a certificate states, in one stable shape, so that a credential can say the same later.

    `nonce` keeps the hash of the claims from giving a name away by guessing once the claims are erased.
    """
    return {"version": 1, "code": code, "holder": {"name": holder}, "achievement": said, "nonce": nonce}
