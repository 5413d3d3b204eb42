"""All writes of plans."""

from pearls.plans.services.mentoring import note_meeting, raise_flag, settle_flag
from pearls.plans.services.papers import keep_paper, leave_paper, take_over
from pearls.plans.services.plans import begin_plan, close_plan, fill_plan, submit_plan
from pearls.plans.services.practices import leave_practice, use_practice
from pearls.plans.services.remarks import add_remark, begin_thread, reopen_thread, settle_thread
from pearls.plans.services.residents import (
    cast_vote,
    close_to_residents,
    count_knock,
    decide_item,
    make_codes,
    name_item,
    open_to_residents,
    throw_away_salts,
)
from pearls.plans.services.sessions import (
    bring_in,
    change_item,
    move_item,
    put_down,
    put_down_from_plan,
    remove_item,
    set_session_state,
    start_session,
)
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
    "bring_in",
    "cast_vote",
    "change_item",
    "close_plan",
    "close_to_residents",
    "count_knock",
    "decide_item",
    "draft_practice",
    "end_change",
    "fill_plan",
    "keep_paper",
    "leave_paper",
    "leave_practice",
    "log_activity",
    "make_codes",
    "move_item",
    "name_item",
    "note_meeting",
    "open_to_residents",
    "put_down",
    "put_down_from_plan",
    "raise_flag",
    "record_value",
    "refuse_suggestion",
    "remove_item",
    "reopen_thread",
    "set_session_state",
    "settle_flag",
    "settle_thread",
    "start_session",
    "submit_plan",
    "suggest",
    "take_out_entry",
    "take_over",
    "throw_away_salts",
    "use_practice",
    "withdraw_suggestion",
]
