"""The words of the calendar."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from pearls.calendar.rules import (
    Audience,
    Group,
    Kind,
    MaterialKind,
    Mode,
    Precision,
    QuestionKind,
    Standing,
    State,
)
from pearls.mail.rules import Letter
from pearls.web import formats

KINDS: dict[str, Promise] = {
    Kind.WEBINAR: _("Webinar"),
    Kind.WEBINAR_SERIES: _("Series of webinars"),
    Kind.COURSE: _("Course session"),
    Kind.WORKSHOP: _("Workshop"),
    Kind.TRAINING: _("Training"),
    Kind.FORUM: _("Forum"),
    Kind.CONFERENCE: _("Conference"),
    Kind.VISIT: _("Exchange visit"),
    Kind.PARTNERS: _("Partner meeting"),
    Kind.INFORMATION: _("Information meeting"),
    Kind.LOCAL: _("Local event"),
    Kind.KICK_OFF: _("Kick-off"),
    Kind.CEREMONY: _("Ceremony"),
    Kind.STUDY: _("Study trip"),
}
MODES: dict[str, Promise] = {
    Mode.ON_SITE: _("On site"),
    Mode.ONLINE: _("Online"),
    Mode.HYBRID: _("On site and online"),
}
AUDIENCES: dict[str, Promise] = {
    Audience.PUBLIC: _("Open to everybody"),
    Audience.NETWORK: _("For towns, mentors and partners"),
    Audience.INVITED: _("By invitation"),
}
STATES: dict[str, Promise] = {
    State.DRAFT: pgettext_lazy("state of an event", "Draft"),
    State.PUBLISHED: pgettext_lazy("state of an event", "Published"),
    State.CANCELLED: pgettext_lazy("state of an event", "Cancelled"),
    State.HELD: pgettext_lazy("state of an event", "Held"),
}
TONES: dict[str, str] = {
    State.DRAFT: "neutral",
    State.PUBLISHED: "info",
    State.CANCELLED: "bad",
    State.HELD: "good",
}
GROUPS: dict[str, Promise] = {
    Group.NONE: pgettext_lazy("group of events", "None"),
    Group.ALUMNI: pgettext_lazy("group of events", "Alumni network"),
    Group.LEARNING: pgettext_lazy("group of events", "Learning"),
    Group.FORUM: pgettext_lazy("group of events", "Forum"),
}
STANDINGS: dict[str, Promise] = {
    Standing.INVITED: pgettext_lazy("place at an event", "Invited"),
    Standing.UNCONFIRMED: pgettext_lazy("place at an event", "Not confirmed"),
    Standing.REGISTERED: pgettext_lazy("place at an event", "Registered"),
    Standing.WAITING: pgettext_lazy("place at an event", "On the waiting list"),
    Standing.CANCELLED: pgettext_lazy("place at an event", "Not coming"),
}
STANDING_TONES: dict[str, str] = {
    Standing.INVITED: "info",
    Standing.UNCONFIRMED: "neutral",
    Standing.REGISTERED: "good",
    Standing.WAITING: "warn",
    Standing.CANCELLED: "neutral",
}
QUESTION_KINDS: dict[str, Promise] = {
    QuestionKind.TEXT: _("Free text"),
    QuestionKind.CHOICE: _("One of several answers"),
    QuestionKind.YES_NO: _("Yes or no"),
}
MATERIAL_KINDS: dict[str, Promise] = {
    MaterialKind.MATERIAL: _("Material"),
    MaterialKind.RECORDING: _("Recording"),
}
YES_OR_NO: dict[str, Promise] = {"yes": _("Yes"), "no": _("No")}
MARKS: dict[int, Promise] = {
    5: _("5: very useful"),
    4: _("4: useful"),
    3: _("3: partly useful"),
    2: _("2: hardly useful"),
    1: _("1: not useful"),
}
REASONS: dict[str, Promise] = {
    "not-an-organiser": _("Only those who organise this event and the programme office do this."),
    "kept-elsewhere": _("This event belongs to another page, such as a visit or a course. Please change it there."),
    "event-cancelled": _("This event is cancelled."),
    "event-over": _("This event has begun or is over."),
    "not-published": _("This event is not published yet."),
    "not-a-draft": _("This event is published already."),
    "needs-title": _("An event needs a title."),
    "needs-reason": _("Please say why: those who registered read it."),
    "ends-before-start": _("The end must come after the beginning."),
    "too-long": _("An event lasts a year at most."),
    "https-only": _("Please give a full address that begins with https://."),
    "capacity-out-of-bounds": _("The number of places is between 1 and %(limit)s; leave it empty where nobody counts."),
    "capacity-below-taken": _("%(taken)s people have a place already. Fewer places than that cannot be."),
    "registration-closed": _("Registration has closed."),
    "already-registered": _("You are registered for this event already."),
    "not-registered": _("There is no registration to change here."),
    "not-for-you": _("This event is not open to you."),
    "no-account-needed": _("Without an account one can register for open events only."),
    "needs-name": _("Please tell us a name."),
    "needs-address": _("Please give an e-mail address that we can write to."),
    "already-confirmed": _("This registration is confirmed already."),
    "link-too-old": _("This link is too old. Please register again."),
    "not-begun": _("Attendance is marked from the day before the event."),
    "not-over": _("Please come back when the event is over."),
    "feedback-given": _("You have answered already. Thank you."),
    "feedback-closed": _("The time for answers is over."),
    "unknown-mark": _("Please choose a mark from 1 to 5."),
    "needs-answer": _("Please answer the questions that are marked as required."),
    "no-such-choice": _("Please choose one of the answers given."),
    "outside-event": _("An item of the programme lies between the beginning and the end of the event."),
    "room-taken": _("Something else is on at that time in the room %(room)s."),
    "too-many-parts": _("That is more than an event can hold: %(limit)s at most."),
    "question-in-use": _("Somebody has answered this question. It stays until the answers are deleted."),
    "choices-differ": _("Please give as many answers as the question was asked with: %(count)s, one on each line."),
    "no-such-account": _("Nobody has an account with this address. Whoever organises an event needs one."),
    "organises-already": _("This person organises the event already."),
    "last-organiser": _("An event needs somebody who organises it. Please put somebody else in first."),
    "too-many-guests": _("Very many registrations came from your network. Please try again in an hour."),
    "needs-choices": _("Please give at least two answers to choose from, one on each line."),
    "somebody-was-faster": _("Somebody else has changed this meanwhile. Please look at it again."),
}
ACTS: dict[str, Promise] = {
    "event-begun": _("Event begun"),
    "event-changed": _("Event changed"),
    "event-published": _("Event published"),
    "event-cancelled": _("Event cancelled"),
    "event-draft-removed": _("Draft of an event removed"),
    "event-put": _("Event put in the calendar"),
    "event-held": _("Event held"),
    "event-item-put": _("Item of a programme put down"),
    "event-item-removed": _("Item of a programme removed"),
    "event-question-asked": _("Question of an event put down"),
    "event-question-changed": _("Question of an event changed"),
    "event-question-removed": _("Question of an event removed"),
    "event-material-added": _("Material of an event added"),
    "event-material-removed": _("Material of an event removed"),
    "event-organiser-added": _("Organiser of an event added"),
    "event-organiser-removed": _("Organiser of an event taken off"),
    "event-invited": _("People invited to an event"),
    "event-registered": _("Registered for an event"),
    "event-confirmed": _("Registration confirmed"),
    "event-left": _("Place at an event given back"),
    "event-attendance": _("Attendance marked"),
    "event-feedback": _("Feedback on an event given"),
    "event-reminded": _("Reminded of an event"),
    "event-answers-deleted": _("Answers to an event’s questions deleted"),
    "event-guests-forgotten": _("Guests of events forgotten"),
    "event-person-forgotten": _("A person’s registrations forgotten"),
    "events-loaded": _("Past events loaded"),
    "calendar-address-made": _("Private calendar address made"),
    "calendar-address-revoked": _("Private calendar address revoked"),
}
SUBJECTS: dict[str, Promise] = {"event": _("Event"), "calendar": _("Calendar")}
LINES: dict[str, Promise] = {
    "event-place-free": _("A place has become free: you are registered"),
    "event-soon": _("An event that you are registered for"),
    "event-feedback": _("Say how the event was"),
    "event-attendance": _("Mark who attended"),
    "event-invited": _("You are invited: say whether you come"),
}

CONFIRM_LETTER = Letter(
    "event-confirm",
    _("Please confirm: %(title)s"),
    _(
        "Hello %(name)s,\n\nsomebody, we think you, has registered this address for “%(title)s”.\n\n%(when)s\n%(where)s"
        "\n\nPlease confirm within seven days; without that nothing happens and we forget the address:\n\n%(page)s"
    ),
    about=_("When somebody without an account registers for an event"),
)
REGISTERED_LETTER = Letter(
    "event-registered",
    _("You are registered: %(title)s"),
    _(
        "Hello %(name)s,\n\nyou are registered for “%(title)s”.\n\n%(when)s\n%(where)s\n\nHow to join, the calendar"
        " file, and giving your place back:\n\n%(page)s"
    ),
    about=_("When somebody has a place at an event"),
)
WAITING_LETTER = Letter(
    "event-waiting",
    _("You are on the waiting list: %(title)s"),
    _(
        "Hello %(name)s,\n\nall places at “%(title)s” are taken, so you are on the waiting list. As soon as a place"
        " becomes free it is yours, and we write to you.\n\n%(when)s\n%(where)s\n\nTo leave the list:\n\n%(page)s"
    ),
    about=_("When somebody comes onto the waiting list of an event"),
)
PROMOTED_LETTER = Letter(
    "event-promoted",
    _("A place has become free: %(title)s"),
    _(
        "Hello %(name)s,\n\na place at “%(title)s” has become free, and it is yours: you are registered.\n\n%(when)s\n"
        "%(where)s\n\nIf you cannot come, please give it back, so that the next one gets it:\n\n%(page)s"
    ),
    about=_("When somebody moves up from the waiting list of an event"),
)
LEFT_LETTER = Letter(
    "event-left",
    _("You no longer have a place: %(title)s"),
    _("Hello %(name)s,\n\nyou are no longer registered for “%(title)s”.\n\n%(when)s\n%(where)s"),
    about=_("When somebody gives a place at an event back, or the organisers take it back"),
)
INVITED_LETTER = Letter(
    "event-invited",
    _("You are invited: %(title)s"),
    _(
        "Hello %(name)s,\n\nyou are invited to “%(title)s”.\n\n%(when)s\n%(where)s\n\nSay here"
        " whether you come:\n\n%(page)s"
    ),
    about=_("When somebody is invited to an event"),
)
CHANGED_LETTER = Letter(
    "event-changed",
    _("New time or place: %(title)s"),
    _(
        "Hello %(name)s,\n\nthe time or the place of “%(title)s” has changed. This is how it is now:\n\n%(when)s\n"
        "%(where)s\n\nThe calendar file, and giving your place back:\n\n%(page)s"
    ),
    about=_("When time or place of an event changes"),
)
CANCELLED_LETTER = Letter(
    "event-cancelled",
    _("Cancelled: %(title)s"),
    _(
        "Hello %(name)s,\n\n“%(title)s” does not take place. It was planned for:\n\n%(when)s\n%(where)s\n\n"
        "The reason:\n\n%(reason)s"
    ),
    about=_("When an event is cancelled"),
)
ORGANISER_LETTER = Letter(
    "event-organiser",
    _("You organise: %(title)s"),
    _(
        "Hello %(name)s,\n\nyou are now among those who organise “%(title)s”. You see who registers and what they"
        " answer, and may change the event:\n\n%(page)s"
    ),
    about=_("When somebody is made an organiser of an event"),
)
WEEK_LETTER = Letter(
    "event-week",
    _("In a week: %(title)s"),
    _(
        "Hello %(name)s,\n\n“%(title)s” is a week away.\n\n%(when)s\n%(where)s\n\nHow to join, the calendar file,"
        " and giving your place back if you cannot come:\n\n%(page)s"
    ),
    about=_("Seven days before an event"),
)
DAY_LETTER = Letter(
    "event-day",
    _("Tomorrow: %(title)s"),
    _("Hello %(name)s,\n\n“%(title)s” begins within a day.\n\n%(when)s\n%(where)s\n\nHow to join:\n\n%(page)s"),
    about=_("One day before an event"),
)
FEEDBACK_LETTER = Letter(
    "event-feedback",
    _("How was it? %(title)s"),
    _(
        "Hello %(name)s,\n\nthank you for coming to “%(title)s”. Please say how useful it was; it takes a minute, and"
        " nobody sees who answered what:\n\n%(page)s"
    ),
    about=_("After an event"),
)
LETTERS = {
    letter.kind: letter
    for letter in (
        *(CONFIRM_LETTER, REGISTERED_LETTER, WAITING_LETTER, PROMOTED_LETTER, LEFT_LETTER, INVITED_LETTER),
        *(CHANGED_LETTER, CANCELLED_LETTER, ORGANISER_LETTER, WEEK_LETTER, DAY_LETTER, FEEDBACK_LETTER),
    )
}


def where_words(*, mode: str, venue: str, town: str) -> str:
    """Where an event is, in one line: venue and town, or online."""
    there = ", ".join(part for part in (venue, town) if part)
    if mode == Mode.ON_SITE:
        return there or str(MODES[Mode.ON_SITE])
    if mode == Mode.ONLINE or not there:
        return str(MODES[mode])
    return formats.joined([there, str(_("online"))], formats.current_language())


def date_words(*, precision: str, first_on: date | None, last_on: date | None, year: int) -> str:
    """The days of an event, never more exact than they were published."""
    language = formats.current_language()
    if first_on is None or last_on is None:
        return pgettext("a year by itself", "%(year)s") % {"year": year}
    if first_on == last_on:
        words = formats.day_words(first_on, language)
    elif first_on.replace(day=1) == last_on.replace(day=1):
        words = formats.days_words(first_on, last_on, language)
    else:
        first, last = formats.date_words(first_on, language), formats.date_words(last_on, language)
        # Translators: both ends of a span of time, each a day.
        words = gettext("%(start)s to %(end)s") % {"start": first, "end": last}
    if precision == Precision.PHASE:
        return gettext("%(days)s; exact days not published") % {"days": words}
    return words


def reason_words(reason: str, detail: Mapping[str, object]) -> str:
    """The sentence for a refusal of this room."""
    return str(REASONS[reason]) % detail
