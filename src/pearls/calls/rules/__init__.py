"""The decisions of a call: states, who may do what, and until when. Plain values in, a `Verdict` out.

Read `states` first, then `access`, `applying` and `deciding`.
"""

from pearls.calls.rules.access import (
    Access,
    Right,
    may_comment,
    may_invite,
    may_read,
    may_write,
)
from pearls.calls.rules.applying import (
    Beginning,
    Sending,
    Window,
    is_open,
    may_answer_clarification,
    may_begin,
    may_edit,
    may_edit_plan,
    may_open_late_link,
    may_submit,
    may_submit_plan,
    may_withdraw,
    window_closes_at,
)
from pearls.calls.rules.deciding import (
    may_decide_eligibility,
    may_give_late_link,
    may_move,
    may_publish_applicants,
    may_return,
    must_be_office,
)
from pearls.calls.rules.reminding import REMIND_BEFORE, is_reminder_due
from pearls.calls.rules.states import (
    APPLIED,
    CLOSED,
    DECIDED,
    MOVES,
    PIPELINE,
    WITH_PLAN,
    State,
    Stuck,
    SubmissionKind,
    stuck_because,
)

__all__ = [
    "APPLIED",
    "CLOSED",
    "DECIDED",
    "MOVES",
    "PIPELINE",
    "REMIND_BEFORE",
    "WITH_PLAN",
    "Access",
    "Beginning",
    "Right",
    "Sending",
    "State",
    "Stuck",
    "SubmissionKind",
    "Window",
    "is_open",
    "is_reminder_due",
    "may_answer_clarification",
    "may_begin",
    "may_comment",
    "may_decide_eligibility",
    "may_edit",
    "may_edit_plan",
    "may_give_late_link",
    "may_invite",
    "may_move",
    "may_open_late_link",
    "may_publish_applicants",
    "may_read",
    "may_return",
    "may_submit",
    "may_submit_plan",
    "may_withdraw",
    "may_write",
    "must_be_office",
    "stuck_because",
    "window_closes_at",
]
