"""The applicant's acts, and until when. A deadline includes the whole second that it names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pearls.calls.rules.access import Access, Right
from pearls.calls.rules.states import AGAIN, MOVES, State
from pearls.kernel.verdict import YES, Verdict, no
from pearls.programme import rules as programme_rules


@dataclass(frozen=True)
class Window:
    """When something may be sent: from `opens_at` through `closes_at`, for one applicant through `late_until`.

    None: not published, so not open. All in UTC.
    """

    opens_at: datetime | None
    closes_at: datetime | None
    late_until: datetime | None = None


def window_closes_at(window: Window) -> datetime | None:
    """The last second in which this applicant may send."""
    ends = [end for end in (window.closes_at, window.late_until) if end is not None]
    return max(ends, default=None)


def is_open(window: Window, now: datetime) -> Verdict:
    """Whether the window is open. Reasons: call-not-open, call-closed."""
    closes_at = window_closes_at(window)
    if closes_at is None or not programme_rules.has_come(window.opens_at, now):
        return no("call-not-open", opens_at=window.opens_at)
    if not programme_rules.is_in_time(closes_at, now):
        return no("call-closed", closes_at=closes_at)
    return YES


@dataclass(frozen=True)
class Beginning:
    """What decides whether a draft may be begun for a place."""

    is_signed_in: bool
    eligible: Verdict
    has_application: bool
    is_team: bool = False
    teams_allowed: bool | None = None


def may_begin(beginning: Beginning, *, window: Window, now: datetime) -> Verdict:
    """Whether a person may begin a draft; they need not yet be confirmed as a speaker.

    A place that the office has still to look at may begin: the office decides eligibility anyway.
    Reasons: not-signed-in, call-not-open, call-closed, already-applied, no-teams, and eligibility's own.
    """
    if not beginning.is_signed_in:
        return no("not-signed-in")
    if not (opened := is_open(window, now)):
        return opened
    if beginning.has_application:
        return no("already-applied")
    if beginning.is_team and not beginning.teams_allowed:
        return no("no-teams")
    if not beginning.eligible and beginning.eligible.reason not in ("needs-office", "needs-district"):
        return beginning.eligible
    return YES


def may_apply_again(*, access: Access, state: State) -> Verdict:
    """Whether the text of an application may go into a new one: by those who write in it, once it is over without the
    title; `may_begin` asks about call and place. Reasons: may-not-write, has-title, not-over.
    """
    if not access.has(Right.EDIT):
        return no("may-not-write")
    if state == State.AWARDED:
        return no("has-title")
    return YES if state in AGAIN else no("not-over", state=state)


def may_edit(
    *, access: Access, state: State, window: Window, now: datetime, clarification_due_at: datetime | None = None
) -> Verdict:
    """Whether answers may be typed now: in a draft and after sending until the deadline, when returned until its date.

    Reasons: may-not-write, call-not-open, call-closed, clarification-late, already-decided, withdrawn.
    """
    if not access.has(Right.EDIT):
        return no("may-not-write")
    if state in (State.DRAFT, State.SUBMITTED):
        return is_open(window, now)
    if state == State.RETURNED:
        return _answer_in_time(clarification_due_at, now)
    return no("withdrawn") if state == State.WITHDRAWN else no("already-decided", state=state)


@dataclass(frozen=True)
class Sending:
    """What decides whether something may be sent. `problems` are the questions that still wait; `rivals_count` are the
    answers that two people changed at once and nobody has chosen between; `owes_answer` says that the office has asked
    back and nobody has answered in words.
    """

    state: State
    is_speaker: bool
    problems: Sequence[object]
    rivals_count: int = 0
    owes_answer: bool = False


def may_submit(
    sending: Sending, *, window: Window, now: datetime, clarification_due_at: datetime | None = None
) -> Verdict:
    """Whether the application may be sent now, the first time or anew.

    Reasons: not-speaker, call-not-open, call-closed, clarification-late, already-decided, withdrawn, needs-answer,
    rivals-open, incomplete.
    """
    if State.SUBMITTED not in MOVES[sending.state]:
        return no("withdrawn") if sending.state == State.WITHDRAWN else no("already-decided", state=sending.state)
    in_time = _answer_in_time(clarification_due_at, now) if sending.state == State.RETURNED else is_open(window, now)
    if not in_time:
        return in_time
    return _is_fit_to_send(sending)


def may_submit_plan(sending: Sending, *, due_at: datetime | None, now: datetime) -> Verdict:
    """Whether a candidate may send the plan now, the first time or anew.

    Reasons: not-a-candidate, plan-not-due, plan-late, not-speaker, rivals-open, incomplete.
    """
    if not (in_time := may_edit_plan(state=sending.state, due_at=due_at, now=now)):
        return in_time
    return _is_fit_to_send(sending)


def may_edit_plan(*, state: State, due_at: datetime | None, now: datetime) -> Verdict:
    """Whether the plan may be written now. Reasons: not-a-candidate, plan-not-due, plan-late."""
    if State.PLAN_SUBMITTED not in MOVES[state]:
        return no("not-a-candidate", state=state)
    if due_at is None:
        return no("plan-not-due")
    if not programme_rules.is_in_time(due_at, now):
        return no("plan-late", due_at=due_at)
    return YES


def _is_fit_to_send(sending: Sending) -> Verdict:
    if not sending.is_speaker:
        return no("not-speaker")
    if sending.owes_answer:
        return no("needs-answer")
    if sending.rivals_count:
        return no("rivals-open", count=sending.rivals_count)
    if sending.problems:
        return no("incomplete", count=len(sending.problems))
    return YES


def may_withdraw(*, is_speaker: bool, state: State) -> Verdict:
    """Whether the place may take its application back: until it becomes a candidate; after that it drops out.

    Reasons: not-speaker, already-decided, withdrawn.
    """
    if State.WITHDRAWN not in MOVES[state]:
        return no("withdrawn") if state == State.WITHDRAWN else no("already-decided", state=state)
    return YES if is_speaker else no("not-speaker")


def may_answer_clarification(*, access: Access, state: State, due_at: datetime | None, now: datetime) -> Verdict:
    """Whether the office's question may be answered now. Reasons: may-not-write, not-returned, clarification-late."""
    if not access.has(Right.EDIT):
        return no("may-not-write")
    if state != State.RETURNED:
        return no("not-returned")
    return _answer_in_time(due_at, now)


def may_open_late_link(*, is_signed_in: bool, is_revoked: bool, until: datetime, now: datetime) -> Verdict:
    """Whether a late link still opens the call for its place. Reasons: not-signed-in, link-revoked, call-closed."""
    if not is_signed_in:
        return no("not-signed-in")
    if is_revoked:
        return no("link-revoked")
    return YES if programme_rules.is_in_time(until, now) else no("call-closed", closes_at=until)


def _answer_in_time(due_at: datetime | None, now: datetime) -> Verdict:
    if due_at is None or not programme_rules.is_in_time(due_at, now):
        return no("clarification-late", due_at=due_at)
    return YES
