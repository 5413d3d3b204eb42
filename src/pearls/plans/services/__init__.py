"""All writes of plans."""

from pearls.plans.services.papers import keep_paper, leave_paper, take_over
from pearls.plans.services.plans import begin_plan, close_plan, fill_plan, submit_plan
from pearls.plans.services.title_year import (
    begin_change,
    draft_practice,
    end_change,
    log_activity,
    record_value,
    take_out_entry,
)

__all__ = [
    "begin_change",
    "begin_plan",
    "close_plan",
    "draft_practice",
    "end_change",
    "fill_plan",
    "keep_paper",
    "leave_paper",
    "log_activity",
    "record_value",
    "submit_plan",
    "take_out_entry",
    "take_over",
]
