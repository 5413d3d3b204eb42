"""Residents taking part without an account: dots, codes that count once, and limits that know nobody's address."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from pearls.kernel.refs import ALPHABET
from pearls.kernel.verdict import YES, Verdict, no
from pearls.plans.rules.sessions import SessionState

CODE_LETTERS = 8
MOST_CODES = 500  # in one session
MOST_DOTS = 10
ADDRESS_KNOCKS = 60  # in a day from one address: a library has one for all its readers
LINK_KNOCKS = 3000  # in a day through one link


@dataclass(frozen=True)
class Vote:
    """A vote as it is handed in: dots by the ref of an item."""

    dots: Mapping[str, int]
    has_voted: bool = False  # in this browser, where no code is asked for


def may_take_part(*, state: SessionState, is_open_to_residents: bool, may_be_written: Verdict) -> Verdict:
    """Whether residents can do something in a session at this moment: while the team works, and the plan is written.

    Reasons: session-closed, plan-no-longer-written.
    """
    if state != SessionState.OPEN or not is_open_to_residents:
        return no("session-closed")
    return YES if may_be_written else no("plan-no-longer-written")


def not_written_since(
    *, due_at: datetime | None, ended_at: datetime | None, change_ended_at: datetime | None, now: datetime
) -> datetime | None:
    """Since when a plan that is not written now has not been; None where nobody can tell.

    With the title it is the end of its last change. Without one it is the date for plans, or, where that was earlier,
    `ended_at`, when its place left the candidates.
    """
    if change_ended_at is not None:
        return change_ended_at
    return min((moment for moment in (due_at, ended_at) if moment is not None and moment <= now), default=None)


def may_vote(vote: Vote, *, items: Collection[str], dots_each: int, needs_code: bool) -> Verdict:
    """Whether a vote can be counted. Codes are checked when they are used up."""
    given = [count for count in vote.dots.values() if count]
    if not given:
        return no("no-dots")
    if any(count < 0 for count in given) or not {ref for ref, count in vote.dots.items() if count} <= set(items):
        return no("unknown-item")
    if sum(given) > dots_each:
        return no("too-many-dots", limit=dots_each)
    return no("already-voted") if vote.has_voted and not needs_code else YES


def may_knock(*, by_address: int, by_link: int) -> Verdict:
    """Whether one more may be taken today from this address and through this link; counts before it."""
    if by_link >= LINK_KNOCKS or by_address >= ADDRESS_KNOCKS:
        return no("too-many-knocks")
    return YES


def new_code() -> str:
    """A code for one vote on paper."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LETTERS))


def spelled_code(code: str) -> str:
    """A code as it stands on paper, in two halves."""
    return f"{code[: CODE_LETTERS // 2]}-{code[CODE_LETTERS // 2 :]}"


def read_code(typed: str) -> str:
    """A typed code as it is kept: small letters and digits alone."""
    return "".join(char for char in typed[:40].lower() if char in ALPHABET)
