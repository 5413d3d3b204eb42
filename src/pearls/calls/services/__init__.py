"""All writes of this room: one function, one act, one transaction.

`applying` is the place to begin reading: `submit_application` shows the five beats of every service here.
"""

from pearls.calls.services.again import apply_again
from pearls.calls.services.applying import (
    answer_clarification,
    begin_application,
    change_team,
    draft_answer,
    submit_application,
    withdraw_application,
)
from pearls.calls.services.drafting import save_answer
from pearls.calls.services.mentoring import appoint_mentor, dismiss_mentor
from pearls.calls.services.office import (
    decide_eligibility,
    give_late_link,
    open_late_link,
    publish_applicants,
    publish_due_applicants,
    return_for_clarification,
    revoke_late_link,
    schedule_applicants,
)
from pearls.calls.services.outcomes import (
    admit_candidates,
    drop_out,
    mark_awarded,
    mark_not_admitted,
    mark_not_awarded,
)
from pearls.calls.services.plans import receive_plan
from pearls.calls.services.reminders import remind_drafts
from pearls.calls.services.team import (
    accept_invitation,
    add_comment,
    change_language,
    change_right,
    forget_member,
    invite_member,
    remove_member,
    settle_comment,
)

__all__ = [
    "accept_invitation",
    "add_comment",
    "admit_candidates",
    "answer_clarification",
    "apply_again",
    "appoint_mentor",
    "begin_application",
    "change_language",
    "change_right",
    "change_team",
    "decide_eligibility",
    "dismiss_mentor",
    "draft_answer",
    "drop_out",
    "forget_member",
    "give_late_link",
    "invite_member",
    "mark_awarded",
    "mark_not_admitted",
    "mark_not_awarded",
    "open_late_link",
    "publish_applicants",
    "publish_due_applicants",
    "receive_plan",
    "remind_drafts",
    "remove_member",
    "return_for_clarification",
    "revoke_late_link",
    "save_answer",
    "schedule_applicants",
    "settle_comment",
    "submit_application",
    "withdraw_application",
]
