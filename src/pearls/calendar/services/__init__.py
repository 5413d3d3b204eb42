"""All writes of the calendar."""

from pearls.calendar.services.attending import give_feedback, mark_attended
from pearls.calendar.services.coming import confirm_registration, invite, leave, register, register_guest
from pearls.calendar.services.feeds import make_feed, revoke_feed
from pearls.calendar.services.history import load_past_events
from pearls.calendar.services.keeping import (
    begin_event,
    cancel_event,
    change_event,
    publish_event,
    put_event,
    remove_draft,
)
from pearls.calendar.services.organisers import add_organiser, remove_organiser
from pearls.calendar.services.parts import (
    add_material,
    ask_question,
    change_question,
    put_item,
    remove_item,
    remove_material,
    remove_question,
)
from pearls.calendar.services.reminding import close_event, delete_answers, forget_attendee, forget_guests, remind_one

__all__ = [
    "add_material",
    "add_organiser",
    "ask_question",
    "begin_event",
    "cancel_event",
    "change_event",
    "change_question",
    "close_event",
    "confirm_registration",
    "delete_answers",
    "forget_attendee",
    "forget_guests",
    "give_feedback",
    "invite",
    "leave",
    "load_past_events",
    "make_feed",
    "mark_attended",
    "publish_event",
    "put_event",
    "put_item",
    "register",
    "register_guest",
    "remind_one",
    "remove_draft",
    "remove_item",
    "remove_material",
    "remove_organiser",
    "remove_question",
    "revoke_feed",
]
