"""All writes of the board and of visits."""

from pearls.exchange.services.after import ask_what_became, call_it_held, forget_names, forget_person
from pearls.exchange.services.board import change_need, change_offer, put_need, put_offer, set_state
from pearls.exchange.services.filing import (
    Added,
    add_line,
    close_visit,
    draft_practice,
    remove_line,
    say_outcome,
    write_report,
)
from pearls.exchange.services.photos import add_photo, remove_photo
from pearls.exchange.services.visiting import (
    accept_visit,
    ask_for_visit,
    cancel_visit,
    decline_visit,
    propose_dates,
    share_contact,
)

__all__ = [
    "Added",
    "accept_visit",
    "add_line",
    "add_photo",
    "ask_for_visit",
    "ask_what_became",
    "call_it_held",
    "cancel_visit",
    "change_need",
    "change_offer",
    "close_visit",
    "decline_visit",
    "draft_practice",
    "forget_names",
    "forget_person",
    "propose_dates",
    "put_need",
    "put_offer",
    "remove_line",
    "remove_photo",
    "say_outcome",
    "set_state",
    "share_contact",
    "write_report",
]
