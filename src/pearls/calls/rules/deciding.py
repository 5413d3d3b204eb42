"""The office's acts, and those of the rooms above."""

from dataclasses import dataclass
from datetime import datetime

from pearls.calls.rules.states import MENTORED, MOVES, State
from pearls.kernel.verdict import YES, Verdict, no


def must_be_office(is_office: bool) -> Verdict:
    """Whether the actor works in the programme office. Reason: not-the-office."""
    return YES if is_office else no("not-the-office")


def may_move(*, state: State, to: State) -> Verdict:
    """Whether an application may go from one state to another. Reason: wrong-state."""
    return YES if to in MOVES[state] else no("wrong-state", state=state, to=to)


def may_decide_eligibility(*, is_office: bool, state: State, is_eligible: bool, reason: str) -> Verdict:
    """Whether the office may decide; a no needs a written one. Reasons: not-the-office, wrong-state, needs-reason."""
    if not is_office:
        return no("not-the-office")
    to = State.ELIGIBLE if is_eligible else State.INELIGIBLE
    if not (move := may_move(state=state, to=to)):
        return move
    return YES if is_eligible or reason.strip() else no("needs-reason")


def may_return(*, is_office: bool, state: State, question: str, due_at: datetime, now: datetime) -> Verdict:
    """Whether the office may return an application with a question.

    Reasons: not-the-office, wrong-state, needs-question, date-passed.
    """
    if not is_office:
        return no("not-the-office")
    if not (move := may_move(state=state, to=State.RETURNED)):
        return move
    if not question.strip():
        return no("needs-question")
    return YES if due_at > now else no("date-passed", due_at=due_at)


def may_give_late_link(
    *, is_office: bool, reason: str, until: datetime, closes_at: datetime | None, now: datetime
) -> Verdict:
    """Whether the office may let one applicant send after the call has closed.

    Reasons: not-the-office, needs-reason, date-passed, before-deadline.
    """
    if not is_office:
        return no("not-the-office")
    if not reason.strip():
        return no("needs-reason")
    if until <= now:
        return no("date-passed", due_at=until)
    return no("before-deadline", closes_at=closes_at) if closes_at is not None and until <= closes_at else YES


@dataclass(frozen=True)
class Appointment:
    """What decides whether somebody may become the mentor of a place."""

    is_office: bool
    state: State
    holds_role: bool
    works_on_it: bool
    is_mentor: bool


def may_appoint_mentor(appointment: Appointment) -> Verdict:
    """Whether the office may put this person beside the place.

    Reasons: not-the-office, wrong-state, not-a-mentor, mentor-works-on-it, already-mentor.
    """
    if not appointment.is_office:
        return no("not-the-office")
    if appointment.state not in MENTORED:
        return no("wrong-state", state=appointment.state)
    if not appointment.holds_role:
        return no("not-a-mentor")
    if appointment.works_on_it:
        return no("mentor-works-on-it")
    return no("already-mentor") if appointment.is_mentor else YES


def may_publish_applicants(
    *, is_office: bool, closes_at: datetime | None, now: datetime, undecided_count: int
) -> Verdict:
    """Whether the list of applicants may be published: once the call is closed and every eligibility is decided.

    Reasons: not-the-office, call-still-open, eligibility-undecided.
    """
    if not is_office:
        return no("not-the-office")
    if closes_at is None or now <= closes_at:
        return no("call-still-open", closes_at=closes_at)
    return no("eligibility-undecided", count=undecided_count) if undecided_count else YES


def may_schedule_applicants(*, is_office: bool, closes_at: datetime | None, publish_at: datetime) -> Verdict:
    """Whether the list of applicants may be set to appear at an instant: any after the call has closed.

    Reasons: not-the-office, before-the-call-closes.
    """
    if not is_office:
        return no("not-the-office")
    if closes_at is None or publish_at <= closes_at:
        return no("before-the-call-closes", closes_at=closes_at)
    return YES
