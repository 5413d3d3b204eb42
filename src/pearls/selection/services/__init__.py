"""All acts of the selection: convening, reading and scoring, deciding, publishing."""

from pearls.selection.services.assessing import (
    declare,
    finish_assessment,
    record_score,
    reopen_assessment,
    say_cannot_judge,
)
from pearls.selection.services.deciding import draw_line, settle_tie, sign_off, use_extra_place, withdraw_extra_place
from pearls.selection.services.leaving import bring_back, take_out
from pearls.selection.services.panels import (
    answer_invitation,
    close_scoring,
    convene_panel,
    end_seat,
    forget_assessor,
    invite,
    receive_dossiers,
    shut_mentored,
)
from pearls.selection.services.publishing import publish_due, publish_result, schedule_publication

__all__ = [
    "answer_invitation",
    "bring_back",
    "close_scoring",
    "convene_panel",
    "declare",
    "draw_line",
    "end_seat",
    "finish_assessment",
    "forget_assessor",
    "invite",
    "publish_due",
    "publish_result",
    "receive_dossiers",
    "record_score",
    "reopen_assessment",
    "say_cannot_judge",
    "schedule_publication",
    "settle_tie",
    "shut_mentored",
    "sign_off",
    "take_out",
    "use_extra_place",
    "withdraw_extra_place",
]
