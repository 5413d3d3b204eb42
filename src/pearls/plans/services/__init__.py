"""All writes of plans."""

from pearls.plans.services.mentoring import note_meeting, raise_flag, settle_flag
from pearls.plans.services.papers import keep_paper, leave_paper, take_over
from pearls.plans.services.plans import begin_plan, close_plan, fill_plan, submit_plan
from pearls.plans.services.remarks import add_remark, begin_thread, reopen_thread, settle_thread
from pearls.plans.services.suggestions import accept_suggestion, refuse_suggestion, suggest, withdraw_suggestion
from pearls.plans.services.title_year import (
    begin_change,
    draft_practice,
    end_change,
    log_activity,
    record_value,
    take_out_entry,
)

__all__ = [
    "accept_suggestion",
    "add_remark",
    "begin_change",
    "begin_plan",
    "begin_thread",
    "close_plan",
    "draft_practice",
    "end_change",
    "fill_plan",
    "keep_paper",
    "leave_paper",
    "log_activity",
    "note_meeting",
    "raise_flag",
    "record_value",
    "refuse_suggestion",
    "reopen_thread",
    "settle_flag",
    "settle_thread",
    "submit_plan",
    "suggest",
    "take_out_entry",
    "take_over",
    "withdraw_suggestion",
]
