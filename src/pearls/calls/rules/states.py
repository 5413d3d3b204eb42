"""How far an application has come, and which step may follow which."""

from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """One state at a time. `submitted` stays while new submissions replace the last one."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    CANDIDATE = "candidate"
    NOT_ADMITTED = "not-admitted"
    PLAN_SUBMITTED = "plan-submitted"
    DROPPED_OUT = "dropped-out"
    AWARDED = "awarded"
    NOT_AWARDED = "not-awarded"


class SubmissionKind(StrEnum):
    """What was sent: the application, or the plan of a candidate."""

    APPLICATION = "application"
    PLAN = "plan"


# From each state, the states that may follow. Everything that moves an application asks this table.
MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: frozenset({State.SUBMITTED, State.RETURNED, State.ELIGIBLE, State.INELIGIBLE, State.WITHDRAWN}),
    State.RETURNED: frozenset({State.SUBMITTED, State.ELIGIBLE, State.INELIGIBLE, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
    State.ELIGIBLE: frozenset({State.INELIGIBLE, State.CANDIDATE, State.NOT_ADMITTED, State.WITHDRAWN}),
    State.INELIGIBLE: frozenset({State.ELIGIBLE}),
    State.CANDIDATE: frozenset({State.PLAN_SUBMITTED, State.DROPPED_OUT}),
    State.NOT_ADMITTED: frozenset({State.CANDIDATE}),  # one who steps up when another drops out
    State.PLAN_SUBMITTED: frozenset({State.PLAN_SUBMITTED, State.DROPPED_OUT, State.AWARDED, State.NOT_AWARDED}),
    State.DROPPED_OUT: frozenset(),
    State.AWARDED: frozenset(),
    State.NOT_AWARDED: frozenset({State.AWARDED}),  # the jury's extra place, decided after the ranking
}

# Everybody who has applied and not taken it back.
APPLIED = frozenset(State) - {State.DRAFT, State.WITHDRAWN}
# Nothing more will happen here.
CLOSED = frozenset(
    {State.WITHDRAWN, State.INELIGIBLE, State.NOT_ADMITTED, State.DROPPED_OUT, State.AWARDED, State.NOT_AWARDED}
)
# Ended by the place's own word or by the office, whatever a body decides afterwards.
ENDED = frozenset({State.WITHDRAWN, State.DROPPED_OUT, State.INELIGIBLE})
# Its text may go into a new application: it is over, and has not brought the title.
AGAIN = CLOSED - {State.AWARDED}
DECIDED = APPLIED - {State.SUBMITTED, State.RETURNED}
# Where somebody may stand by the place: it has applied, and something may still come of it, or the title has.
MENTORED = (APPLIED - CLOSED) | {State.AWARDED}
WITH_OUTCOME = frozenset({State.CANDIDATE, State.NOT_ADMITTED, State.PLAN_SUBMITTED, State.AWARDED, State.NOT_AWARDED})
WITH_PLAN = frozenset({State.CANDIDATE, State.PLAN_SUBMITTED, State.AWARDED, State.NOT_AWARDED, State.DROPPED_OUT})

# The river of the control room: each stretch with the states that have reached it or passed through.
PIPELINE: tuple[tuple[str, frozenset[State]], ...] = (
    ("drafts", frozenset({State.DRAFT})),
    ("applied", APPLIED),
    ("eligible", DECIDED - {State.INELIGIBLE}),
    ("candidates", WITH_PLAN),
    ("plans", frozenset({State.PLAN_SUBMITTED, State.AWARDED, State.NOT_AWARDED})),
    ("titles", frozenset({State.AWARDED})),
)


class Stuck(StrEnum):
    """Why an application does not flow on, where somebody should look."""

    SPEAKER = "speaker-unconfirmed"
    QUIET = "draft-quiet"
    CLARIFICATION_OVERDUE = "clarification-overdue"
    UNDECIDED = "eligibility-undecided"


QUIET_AFTER = timedelta(days=14)
UNDECIDED_AFTER = timedelta(days=7)


def stuck_because(
    *,
    state: State,
    now: datetime,
    last_moved_at: datetime,
    has_speaker: bool,
    clarification_due_at: datetime | None,
) -> Stuck | None:
    """Why nothing happens with an application, or None where all is well."""
    if state in (State.DRAFT, State.SUBMITTED) and not has_speaker:
        return Stuck.SPEAKER
    if state == State.RETURNED and clarification_due_at is not None and clarification_due_at < now:
        return Stuck.CLARIFICATION_OVERDUE
    if state == State.DRAFT and last_moved_at + QUIET_AFTER < now:
        return Stuck.QUIET
    if state == State.SUBMITTED and last_moved_at + UNDECIDED_AFTER < now:
        return Stuck.UNDECIDED
    return None
