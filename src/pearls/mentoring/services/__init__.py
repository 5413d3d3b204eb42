"""All writes of mentoring."""

from pearls.mentoring.services.forgetting import forget_person
from pearls.mentoring.services.handing_over import agree_to_notes, answer_hand_over, begin_hand_over, take_back
from pearls.mentoring.services.matching import apply_run, override, propose_matching, set_aside
from pearls.mentoring.services.meetings import cancel_meeting, hold_meeting, plan_meeting
from pearls.mentoring.services.pairs import confirm_agreement, open_pairs, write_agreement, write_note
from pearls.mentoring.services.profiles import describe_mentor
from pearls.mentoring.services.promises import make_promise, remind_of_promises, settle_promise
from pearls.mentoring.services.quiet import watch_towns
from pearls.mentoring.services.twins import end_twins, note_supervision, pair_twins

__all__ = [
    "agree_to_notes",
    "answer_hand_over",
    "apply_run",
    "begin_hand_over",
    "cancel_meeting",
    "confirm_agreement",
    "describe_mentor",
    "end_twins",
    "forget_person",
    "hold_meeting",
    "make_promise",
    "note_supervision",
    "open_pairs",
    "override",
    "pair_twins",
    "plan_meeting",
    "propose_matching",
    "remind_of_promises",
    "set_aside",
    "settle_promise",
    "take_back",
    "watch_towns",
    "write_agreement",
    "write_note",
]
