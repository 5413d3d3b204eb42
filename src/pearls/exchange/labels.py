"""The words of the board and of visits."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.calendar import labels as calendar_labels
from pearls.exchange.rules import Access, CostKind, EntryState, Mode, Outcome, Reason, Side, VisitState, Window
from pearls.files import labels as file_labels
from pearls.kernel.languages import pick
from pearls.mail.rules import Letter
from pearls.practices import labels as practice_labels
from pearls.web import formats

ENTRY_STATES: dict[str, Promise] = {
    EntryState.OPEN: pgettext_lazy("state of an offer", "On the board"),
    EntryState.PAUSED: pgettext_lazy("state of an offer", "Paused"),
    EntryState.CLOSED: pgettext_lazy("state of an offer", "Taken off"),
}
STATES: dict[str, Promise] = {
    VisitState.ASKED: pgettext_lazy("state of a visit", "Asked"),
    VisitState.PROPOSED: pgettext_lazy("state of a visit", "Other dates proposed"),
    VisitState.AGREED: pgettext_lazy("state of a visit", "Agreed"),
    VisitState.DECLINED: pgettext_lazy("state of a visit", "Declined"),
    VisitState.CANCELLED: pgettext_lazy("state of a visit", "Called off"),
    VisitState.HELD: pgettext_lazy("state of a visit", "Held"),
    VisitState.CLOSED: pgettext_lazy("state of a visit", "Closed"),
}
TONES: dict[str, str] = {
    VisitState.ASKED: "info",
    VisitState.PROPOSED: "warn",
    VisitState.AGREED: "good",
    VisitState.DECLINED: "neutral",
    VisitState.CANCELLED: "neutral",
    VisitState.HELD: "accent",
    VisitState.CLOSED: "neutral",
}
SIDES: dict[str, Promise] = {
    Side.HOST: pgettext_lazy("side of a visit", "Host"),
    Side.GUEST: pgettext_lazy("side of a visit", "Guest"),
}
ACCESS: dict[str, Promise] = {
    Access.STEP_FREE: _("Step-free"),
    Access.HEARING_LOOP: _("Hearing loop"),
    Access.QUIET_ROOM: _("Quiet room"),
    Access.DIET: _("Every diet"),
    Access.CHILDREN: _("Children welcome"),
    Access.PLAIN_LANGUAGE: _("Plain language"),
}
MODES: dict[str, Promise] = {
    Mode.TRAIN: _("Train"),
    Mode.COACH: _("Coach"),
    Mode.CAR: _("Car"),
    Mode.FERRY_FOOT: _("Ferry, on foot"),
    Mode.FERRY_CAR: _("Ferry, with a car"),
    Mode.PLANE: _("Plane"),
    Mode.BIKE: _("Bicycle"),
    Mode.FOOT: pgettext_lazy("way of travelling", "On foot"),
}
COST_KINDS: dict[str, Promise] = {
    CostKind.TRAVEL: _("Travel"),
    CostKind.STAY: _("Overnight stays"),
    CostKind.MEALS: _("Meals"),
    CostKind.WORDS: _("Interpreting"),
    CostKind.OTHER: pgettext_lazy("kind of cost", "Other"),
}
OUTCOMES: dict[str, Promise] = {
    Outcome.KEPT: pgettext_lazy("what became of a promise", "Kept"),
    Outcome.PARTLY: pgettext_lazy("what became of a promise", "Partly kept"),
    Outcome.NOT: pgettext_lazy("what became of a promise", "Not kept"),
}
REASONS: dict[str, Promise] = {
    "not-your-side": _("This is for those who speak for the place or the partner."),
    "not-in-network": _("Pearls, candidates, applicants and partners exchange visits. This place is none of them yet."),
    "entry-closed": _("It is off the board and stays as it was."),
    "needs-words": _("Please fill in the words: others read them."),
    "needs-days": _("Please say from when until when."),
    "too-many-windows": _("At most %(limit)s times can be named."),
    "dates-turned": _("The last day lies before the first."),
    "dates-outside": _("The host offers other days. Please stay within one of the times that it names."),
    "needs-seats": _("There must be at least one seat."),
    "seats-promised": _("%(count)s seats are promised already."),
    "own-offer": _("This is your own offer."),
    "offer-not-open": _("This offer is not open now."),
    "needs-question": _("Please say what you want to learn."),
    "too-few-seats": _("Only %(count)s seats are left."),
    "not-your-turn": _("It is not your turn: the visit has been answered, or the other side answers."),
    "visit-over": _("This visit cannot be called off any more."),
    "needs-reason": _("Please say why: the other side reads it."),
    "not-agreed": _("This opens once both sides have agreed."),
    "visit-closed": _("The file is closed and stays as it is."),
    "not-over-yet": _("The report opens on the last day of the visit."),
    "not-held": _("This opens after the visit."),
    "unknown-outcome": _("Please choose what became of the promise."),
    "needs-why": _("Please say why it was not kept in full."),
    "needs-report": _("A report comes first."),
    "promises-open": _("Say first what became of each promise: %(count)s are open."),
    "needs-consent": _("Ask the person first, and tick that they agree."),
    "needs-distance": _("Please type the kilometres: where these places lie is not known."),
    "too-many-lines": _("There are %(limit)s lines already."),
    "no-such-line": _("That line is gone."),
    "somebody-was-faster": _("Somebody else has changed the visit meanwhile. Please look at it again."),
}
ACTS: dict[str, Promise] = {
    "offer-made": _("Visit offered"),
    "offer-changed": _("Offer of a visit changed"),
    "need-made": _("Need for a visit put down"),
    "need-changed": _("Need for a visit changed"),
    "board-state-set": _("State on the visit board set"),
    "visit-asked": _("Visit asked for"),
    "visit-agreed": _("Visit agreed"),
    "visit-declined": _("Visit declined"),
    "visit-dates-proposed": _("Other dates for a visit proposed"),
    "visit-cancelled": _("Visit called off"),
    "visit-contact-shared": _("Address shown to the other side, or hidden"),
    "visit-line-added": _("Line written into the file of a visit"),
    "visit-line-removed": _("Line taken out of the file of a visit"),
    "visit-reported": _("Visit reported"),
    "visit-photo-added": _("Photo put into the report of a visit"),
    "visit-photo-removed": _("Photo taken out of the report of a visit"),
    "visit-promise-told": _("What became of a promise told"),
    "visit-closed": _("File of a visit closed"),
    "visit-practice-drafted": _("Practice drafted from a visit"),
    "visit-held": _("Visit held"),
    "visit-followed-up": _("Both sides asked about their promises"),
    "visit-names-forgotten": _("Names of a visit erased"),
    "visit-person-forgotten": _("Person taken off visits"),
}
SUBJECTS: dict[str, Promise] = {
    "visit": _("Exchange visit"),
    "visit-offer": _("Offer of a visit"),
    "visit-need": _("Need for a visit"),
}
LINES: dict[str, Promise] = {
    "visit-to-answer": _("Answer a question for a visit"),
    "visit-dates-to-answer": _("Answer the dates proposed for a visit"),
    "visit-report-due": _("Report on the visit"),
    "visit-follow-up": _("Say what became of the promises of the visit"),
}
# Of a match: the facts it was made of, nothing else.
MATCH_REASONS: dict[str, Promise] = {
    "shared-topics": _("You share: %(concepts)s"),
    "common-language": _("You both speak: %(languages)s"),
    "no-common-language": _("No common language is named: ask about interpreting"),
    "dates-meet": _("Your dates meet: %(dates)s"),
    "dates-meet-often": _("Your dates meet more than once, longest on these days: %(dates)s"),
    "dates-apart": _("Your dates do not meet: ask for others"),
    "seats-enough": _("Seats left on the offer: %(left)s, enough"),
    "seats-few": _("Seats left on the offer: %(left)s, fewer than wished"),
    "access-there": _("What your people need is there. Only you see this."),
    "access-ask": _("Not all that your people need is named: ask the host. Only you see this."),
    "distance": _("%(km)s km apart in a straight line"),
    "same-country": _("In the same country"),
}
EVENT_TITLE = _("Exchange visit: %(guest)s at %(host)s")

ASKED_LETTER = Letter(
    "visit-asked",
    _("%(guest)s would like to visit %(host)s"),
    _(
        "Hello %(name)s,\n\n%(guest)s would like to visit %(host)s. Read what they want to learn, then say yes, propose"
        " other dates, or say no with a reason:\n\n%(link)s"
    ),
    about=_("When a place asks another for a visit"),
)
AGREED_LETTER = Letter(
    "visit-agreed",
    _("Agreed: %(guest)s visits %(host)s"),
    _(
        "Hello %(name)s,\n\nthe visit of %(guest)s at %(host)s is agreed. Plan the days together, write down the way"
        " there and choose whether to show your address:\n\n%(link)s"
    ),
    about=_("When a visit is agreed"),
)
DECLINED_LETTER = Letter(
    "visit-declined",
    _("No visit this time: %(guest)s and %(host)s"),
    _("Hello %(name)s,\n\nthe visit of %(guest)s at %(host)s was declined. The reason:\n\n%(reason)s\n\n%(link)s"),
    about=_("When a visit is declined"),
)
PROPOSED_LETTER = Letter(
    "visit-dates-proposed",
    _("%(host)s proposes other dates"),
    _(
        "Hello %(name)s,\n\n%(host)s would like to welcome %(guest)s on other days and writes:\n\n%(reason)s\n\n"
        "Agree or decline:\n\n%(link)s"
    ),
    about=_("When a host proposes other dates"),
)
CANCELLED_LETTER = Letter(
    "visit-cancelled",
    _("Called off: %(guest)s at %(host)s"),
    _("Hello %(name)s,\n\nthe visit of %(guest)s at %(host)s is called off. The reason:\n\n%(reason)s\n\n%(link)s"),
    about=_("When a visit is called off"),
)
REPORT_LETTER = Letter(
    "visit-report-due",
    _("How was the visit of %(guest)s at %(host)s?"),
    _(
        "Hello %(name)s,\n\nthe visit of %(guest)s at %(host)s is over. Write down what you saw and what you take"
        " home:\n\n%(link)s"
    ),
    about=_("When the days of a visit are over"),
)
FOLLOW_UP_LETTER = Letter(
    "visit-follow-up",
    _("Half a year later: %(guest)s and %(host)s"),
    _(
        "Hello %(name)s,\n\nhalf a year ago %(guest)s visited %(host)s. Say what became of each promise, then close the"
        " file:\n\n%(link)s"
    ),
    about=_("Six months after a visit"),
)


def reason_words(reason: str, detail: Mapping[str, object]) -> str:
    """The sentence for a refusal of this room, or of the rooms that keep events, practices and files."""
    tables = (REASONS, calendar_labels.REASONS, practice_labels.REASONS, file_labels.REASONS)
    return str(next(table[reason] for table in tables if reason in table)) % detail


def holder_name(place: Any, partner: Any, language: str) -> str:
    """What a place or a partner is called."""
    return place.display_name if place else pick(partner.name, language)[0] if partner else ""


def span_words(first: date, last: date, language: str) -> str:
    """From one day to another, however far apart."""
    return " – ".join(dict.fromkeys(formats.date_words(day, language) for day in (first, last)))


def times_words(windows: Iterable[Window], language: str) -> str:
    """The times of an offer or a need."""
    return "; ".join(span_words(one.first, one.last, language) for one in windows)


def match_words(reason: Reason, concepts: Mapping[str, str], language: str) -> str:
    """One fact of a match in the reader's words."""
    values = dict(reason.params)
    if "concepts" in values:
        values["concepts"] = formats.joined([concepts.get(name, name) for name in values["concepts"]], language)
    if "languages" in values:
        spoken = [formats.language_name(code, language) for code in values["languages"]]
        values["languages"] = formats.joined(spoken, language)
    if "first" in values:
        values["dates"] = span_words(values["first"], values["last"], language)
    if "km" in values:
        values["km"] = formats.number(values["km"], language)
    return str(MATCH_REASONS[reason.code]) % values
