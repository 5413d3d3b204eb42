"""Complaints against a decision: who may complain of what, until when; who reads as second reader; how it ends."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no
from pearls.programme.rules import is_in_time

LONGEST_TEXT = 10_000


class Ground(StrEnum):
    """What a complaint may be about; what the body judged within its rules is none of these."""

    PROCEDURE = "procedure"
    FACTS = "facts"
    CONFLICT = "conflict"


class State(StrEnum):
    RECEIVED = "received"
    READING = "reading"  # admissible; it waits for a second reader, or for what that reader proposes
    PROPOSED = "proposed"
    DECIDED = "decided"
    INADMISSIBLE = "inadmissible"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({State.RECEIVED, State.READING, State.PROPOSED})
# What the public record counts: what was withdrawn ended without an outcome.
ANSWERED = frozenset({State.DECIDED, State.INADMISSIBLE})


class Result(StrEnum):
    UPHELD = "upheld"
    PARTLY = "partly-upheld"
    REJECTED = "not-upheld"


class Measure(StrEnum):
    """What follows from a complaint that was upheld; none of these changes a result."""

    NONE = "none"
    REASONS_ANEW = "reasons-anew"
    BODY_LOOKS_AGAIN = "body-looks-again"


class Tie(StrEnum):
    """Why somebody was involved, and so is no second reader."""

    PANEL = "sat-on-a-panel"
    MENTOR = "mentors-the-place"
    PLACE = "of-the-place"
    OFFICE = "acted-on-the-case"


@dataclass(frozen=True)
class Complaining:
    """What the rules ask before a complaint is taken in."""

    is_speaker: bool
    is_published: bool
    has_place: bool
    has_open: bool
    until: datetime | None
    on_paper: bool = False  # the office enters what came by post, as of the day on which it came


def may_complain(asked: Complaining, *, received_at: datetime) -> Verdict:
    """Whether a complaint may be sent, as to who and when.

    Reasons: not-speaker, not-published, has-place, complaint-there, too-late.
    """
    if not (asked.is_speaker or asked.on_paper):
        return no("not-speaker")
    if not asked.is_published or asked.until is None:
        return no("not-published")
    if asked.has_place:
        return no("has-place")
    if asked.has_open:
        return no("complaint-there")
    return YES if is_in_time(asked.until, received_at) else no("too-late")


def may_enter_paper(*, is_office: bool, received_at: datetime, now: datetime) -> Verdict:
    """Whether the office may enter a complaint that came on paper. Reasons: not-the-office, day-to-come."""
    if not is_office:
        return no("not-the-office")
    return YES if received_at <= now else no("day-to-come")


def is_worded(*, grounds: Collection[str], text: str) -> Verdict:
    """Whether a complaint says what it is about. Reasons: needs-ground, unknown-ground, needs-text."""
    if not grounds:
        return no("needs-ground")
    if not set(grounds) <= set(Ground):
        return no("unknown-ground")
    return YES if text.strip() else no("needs-text")


def may_withdraw(*, is_speaker: bool, state: State) -> Verdict:
    """Reasons: not-speaker, complaint-closed."""
    if not is_speaker:
        return no("not-speaker")
    return YES if state in OPEN else no("complaint-closed")


def may_check(*, is_office: bool, state: State, reason: str, admits: bool) -> Verdict:
    """Whether the office may say that a complaint is admissible, or with a reason that it is not.

    Reasons: not-the-office, already-checked, needs-reason.
    """
    if not is_office:
        return no("not-the-office")
    if state != State.RECEIVED:
        return no("already-checked")
    return YES if admits or reason.strip() else no("needs-reason")


def may_name_reader(*, is_office: bool, state: State, ties: Iterable[Tie], is_offered: bool) -> Verdict:
    """Whether this person becomes the second reader: only somebody who was not involved.

    Reasons: not-the-office, not-being-read, reader-involved, not-of-the-programme.
    """
    if not is_office:
        return no("not-the-office")
    if state not in (State.READING, State.PROPOSED):
        return no("not-being-read")
    if tie := next(iter(ties), None):
        return no("reader-involved", tie=tie)
    return YES if is_offered else no("not-of-the-programme")


def may_propose(*, is_reader: bool, state: State, result: str, text: str) -> Verdict:
    """Reasons: not-the-reader, not-being-read, unknown-result, needs-reason."""
    if not is_reader:
        return no("not-the-reader")
    if state not in (State.READING, State.PROPOSED):
        return no("not-being-read")
    if result not in set(Result):
        return no("unknown-result")
    return YES if text.strip() else no("needs-reason")


@dataclass(frozen=True)
class Deciding:
    """What the rules ask about who decides."""

    is_office: bool
    is_reader: bool
    ties: frozenset[Tie]
    state: State


def may_decide(asked: Deciding) -> Verdict:
    """Whether somebody may decide: of the office, not the second reader, and neither of the panel nor of the place.

    Reasons: not-the-office, reader-does-not-decide, decider-involved, nothing-proposed.
    """
    if not asked.is_office:
        return no("not-the-office")
    if asked.is_reader:
        return no("reader-does-not-decide")
    if asked.ties - {Tie.OFFICE}:
        return no("decider-involved")
    return YES if asked.state == State.PROPOSED else no("nothing-proposed")


def is_decision(*, result: str, measure: str, text: str) -> Verdict:
    """Whether a decision says what it has to. Reasons: unknown-result, unknown-measure, needs-reason."""
    if result not in set(Result):
        return no("unknown-result")
    if measure not in set(Measure) or (result == Result.REJECTED and measure != Measure.NONE):
        return no("unknown-measure")
    return YES if text.strip() else no("needs-reason")
