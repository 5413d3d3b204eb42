"""All acts after a decision: giving reasons, complaining, answering complaints."""

from pearls.complaints.services.answering import check_complaint, decide_complaint, name_reader, propose
from pearls.complaints.services.feedback import name_day, send_reasons, word_reasons
from pearls.complaints.services.filing import file_complaint, forget_words, withdraw_complaint
from pearls.complaints.services.telling import warn_of_complaints

__all__ = [
    "check_complaint",
    "decide_complaint",
    "file_complaint",
    "forget_words",
    "name_day",
    "name_reader",
    "propose",
    "send_reasons",
    "warn_of_complaints",
    "withdraw_complaint",
    "word_reasons",
]
