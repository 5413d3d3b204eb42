"""All acts of the selection: convening, reading and scoring, deciding, publishing."""

from pearls.selection.services.assessing import (
    declare,
    finish_assessment,
    record_score,
    reopen_assessment,
    say_cannot_judge,
)
from pearls.selection.services.deciding import draw_line, settle_tie, use_extra_place, withdraw_extra_place
from pearls.selection.services.invitations import await_answer, describe_own_seat, withdraw_invitation
from pearls.selection.services.leaving import bring_back, take_out
from pearls.selection.services.meeting import begin_meeting, discuss, end_item, move_item, note_attendance
from pearls.selection.services.meeting_draws import draw_lots, name_sources
from pearls.selection.services.meeting_table import cast_vote, change_score, close_vote, open_vote, write_note
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
from pearls.selection.services.readers import (
    add_reader,
    describe_assessors,
    lift_assignment,
    propose_assignment,
    remove_reader,
    take_assignment_over,
)
from pearls.selection.services.reminders import remind_panels
from pearls.selection.services.replacing import Replacement, replace_assessor
from pearls.selection.services.sheets import take_sheet_in
from pearls.selection.services.signing import countersign, sign_off, take_signature_back
from pearls.selection.services.telling import tell_readers, tell_readers_due
from pearls.selection.services.ties import decide_tie, end_connection, find_ties, say_connection
from pearls.selection.services.topics import hand_topics

__all__ = [
    "Replacement",
    "add_reader",
    "answer_invitation",
    "await_answer",
    "begin_meeting",
    "bring_back",
    "cast_vote",
    "change_score",
    "close_scoring",
    "close_vote",
    "convene_panel",
    "countersign",
    "decide_tie",
    "declare",
    "describe_assessors",
    "describe_own_seat",
    "discuss",
    "draw_line",
    "draw_lots",
    "end_connection",
    "end_item",
    "end_seat",
    "find_ties",
    "finish_assessment",
    "forget_assessor",
    "hand_topics",
    "invite",
    "lift_assignment",
    "move_item",
    "name_sources",
    "note_attendance",
    "open_vote",
    "propose_assignment",
    "publish_due",
    "publish_result",
    "receive_dossiers",
    "record_score",
    "remind_panels",
    "remove_reader",
    "reopen_assessment",
    "replace_assessor",
    "say_cannot_judge",
    "say_connection",
    "schedule_publication",
    "settle_tie",
    "shut_mentored",
    "sign_off",
    "take_assignment_over",
    "take_out",
    "take_sheet_in",
    "take_signature_back",
    "tell_readers",
    "tell_readers_due",
    "use_extra_place",
    "withdraw_extra_place",
    "withdraw_invitation",
    "write_note",
]
