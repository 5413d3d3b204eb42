"""The words of mentoring."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.calls import labels as call_labels
from pearls.mail.rules import Letter
from pearls.mentoring.rules.matching import OwnCountry, RunState, SizeClass
from pearls.mentoring.rules.quiet import Level, Sign
from pearls.mentoring.rules.walls import PairKind, Side, Visibility
from pearls.mentoring.rules.working import HandOverState, MeetingState, Mode, PromiseState
from pearls.web import formats

VISIBILITIES: dict[str, Promise] = {
    Visibility.PAIR: _("The two of you: mentor and town"),
    Visibility.MENTORS: _("Mentors among themselves"),
    Visibility.OFFICE: _("Mentor and programme office"),
}
KINDS: dict[str, Promise] = {PairKind.TOWN: _("Town"), PairKind.TWIN: _("Twin mentors")}
SIDES: dict[str, Promise] = {Side.MENTOR: _("the mentor"), Side.TOWN: _("the town")}
TWIN_SIDES: dict[str, Promise] = {Side.MENTOR: _("who supports"), Side.TOWN: _("who is supported")}
MODES: dict[str, Promise] = {
    Mode.ONLINE: pgettext_lazy("how a meeting is held", "Online"),
    Mode.ON_SITE: pgettext_lazy("how a meeting is held", "On site"),
    Mode.PHONE: pgettext_lazy("how a meeting is held", "By phone"),
}
MEETING_STATES: dict[str, Promise] = {
    MeetingState.PLANNED: pgettext_lazy("state of a meeting", "Planned"),
    MeetingState.HELD: pgettext_lazy("state of a meeting", "Held"),
    MeetingState.CANCELLED: pgettext_lazy("state of a meeting", "Called off"),
}
PROMISE_STATES: dict[str, Promise] = {
    PromiseState.OPEN: pgettext_lazy("state of a promise", "Open"),
    PromiseState.DONE: pgettext_lazy("state of a promise", "Done"),
    PromiseState.DROPPED: pgettext_lazy("state of a promise", "Dropped"),
}
HAND_OVER_STATES: dict[str, Promise] = {
    HandOverState.WAITING: pgettext_lazy("state of a hand-over", "Waits for the new mentor"),
    HandOverState.ACCEPTED: pgettext_lazy("state of a hand-over", "Accepted"),
    HandOverState.DECLINED: pgettext_lazy("state of a hand-over", "Declined"),
    HandOverState.TAKEN_BACK: pgettext_lazy("state of a hand-over", "Taken back"),
}
RUN_STATES: dict[str, Promise] = {
    RunState.PROPOSED: pgettext_lazy("state of a proposal", "Waits for you"),
    RunState.APPLIED: pgettext_lazy("state of a proposal", "Taken over"),
    RunState.SET_ASIDE: pgettext_lazy("state of a proposal", "Set aside"),
}
TONES: dict[str, str] = {
    RunState.PROPOSED: "warn",
    RunState.APPLIED: "good",
    MeetingState.PLANNED: "info",
    MeetingState.HELD: "good",
    PromiseState.OPEN: "warn",
    PromiseState.DONE: "good",
    HandOverState.WAITING: "warn",
    HandOverState.ACCEPTED: "good",
    Level.QUIET: "warn",
    Level.SILENT: "wrong",
}
OWN_COUNTRY: dict[str, Promise] = {
    OwnCountry.ANY: _("Towns of the own country and of others"),
    OwnCountry.ONLY: _("Only towns of the own country"),
    OwnCountry.NEVER: _("No towns of the own country"),
}
SIZES: dict[str, Promise] = {
    SizeClass.SMALL: _("fewer than 10,000 inhabitants"),
    SizeClass.MIDDLE: _("10,000 to 50,000 inhabitants"),
    SizeClass.LARGE: _("50,000 inhabitants or more"),
    SizeClass.UNKNOWN: _("size not published"),
}
SIGNS: dict[str, Promise] = {
    Sign.PLAN: _("the plan was written in"),
    Sign.LOG: _("something was put into the log"),
    Sign.REMARK: _("the town answered a remark"),
    Sign.MEETING: _("a meeting was held"),
    Sign.BEGINNING: _("the mentoring began; nothing since"),
}
LEVELS: dict[str, Promise] = {
    Level.ALIVE: pgettext_lazy("a town", "Heard of"),
    Level.QUIET: pgettext_lazy("a town", "Quiet"),
    Level.SILENT: pgettext_lazy("a town", "Silent"),
}
FOR: dict[str, Promise] = {
    "speaks-its-language": _("Speaks a language of the town’s country: %(languages)s"),
    "shares-a-language": _("Shares the language of the application: %(languages)s"),
    "knows-its-themes": _("Shares %(count)s of %(of)s themes of its plan: %(themes)s"),
    "own-country": _("Is at home in the same country: %(country)s"),
    "knows-its-size": _("Has mentored a town of this size: %(size)s"),
}
AGAINST: dict[str, Promise] = {
    "works-for-town": _("works for this town"),
    "not-available": _("takes no towns on this day"),
    "no-shared-language": _("shares no language with the town"),
    "country-not-served": _("does not serve this country"),
    "own-country-never": _("takes no towns of the own country"),
    "own-country-only": _("takes only towns of the own country"),
}
REASONS: dict[str, Promise] = {
    "not-the-office": _("Only the programme office does this."),
    "run-is-over": _("This proposal was taken over or set aside already."),
    "works-for-town": _("Nobody mentors a town that they work for."),
    "mentor-is-full": _("This mentor has as many towns as they take."),
    "needs-reason": _("Please say why: others read it."),
    "needs-text": _("Please write something: it cannot be empty."),
    "nothing-proposed": _("There is nothing to take over in this proposal."),
    "no-towns": _("Every town of this edition has a mentor."),
    "not-in-proposal": _("This pair is not part of the proposal, or stands in it already. Please make a new proposal."),
    "not-your-pair": _("Only the mentor and the town do this."),
    "not-this-visibility": _("You cannot write a note for these readers."),
    "already-confirmed": _("Your side has confirmed already."),
    "words-changed": _("The words have changed meanwhile. Please read them again."),
    "not-the-mentor": _("Only the mentor does this."),
    "meeting-is-over": _("This meeting was held or called off already."),
    "not-yet-held": _("The meeting has not begun yet."),
    "wrong-minutes": _("Please give the whole minutes, from 1 to 1,440."),
    "due-in-the-past": _("This day has passed."),
    "promise-is-over": _("This promise is settled already."),
    "not-a-town": _("Only a town is handed over."),
    "not-a-mentor": _("This person does not hold the role of a mentor in this edition."),
    "same-mentor": _("These are the same person."),
    "hand-over-waits": _("The town is offered to a mentor already."),
    "not-yours-to-answer": _("This is for the other mentor to answer."),
    "hand-over-is-over": _("This offer was answered or taken back already."),
    "mentor-gone": _("This person no longer mentors the town."),
    "not-your-town": _("You do not speak for this town."),
    "not-your-profile": _("A mentor describes themselves; the office may too."),
    "no-language": _("Please choose at least one language."),
    "already-twins": _("These two are twins already."),
    "not-twins": _("These two are no twins any more."),
    "nobody-attended": _("Please choose who was there."),
    "somebody-was-faster": _("Somebody else has changed this meanwhile. Please look at it again."),
}
ACTS: dict[str, Promise] = {
    "mentor-described": _("Mentor’s profile saved"),
    "agreement-written": _("Agreement of mentor and town written"),
    "agreement-confirmed": _("Agreement of mentor and town confirmed"),
    "note-written": _("Note on mentoring written"),
    "mentor-meeting-planned": _("Meeting with the mentor planned"),
    "mentor-meeting-held": _("Meeting with the mentor held"),
    "mentor-meeting-cancelled": _("Meeting with the mentor called off"),
    "promise-made": _("Promise made"),
    "promise-settled": _("Promise settled"),
    "promise-reminded": _("Reminded of a promise"),
    "hand-over-begun": _("Town offered to another mentor"),
    "hand-over-notes-decided": _("Town decided about its notes"),
    "hand-over-accepted": _("Town taken over by another mentor"),
    "hand-over-declined": _("Town not taken over"),
    "hand-over-taken-back": _("Offer of a town taken back"),
    "matching-proposed": _("Mentors proposed"),
    "matching-overridden": _("Proposed mentor changed by hand"),
    "matching-applied": _("Proposed mentors appointed"),
    "matching-set-aside": _("Proposal of mentors set aside"),
    "twins-paired": _("Twin mentors paired"),
    "twins-ended": _("Twin mentors parted"),
    "supervision-noted": _("Session of mentors with an expert noted"),
    "towns-watched": _("Looked which towns have gone quiet"),
    "mentor-forgotten": _("Profile and notes of a mentor deleted"),
}
SUBJECTS: dict[str, Promise] = {
    "pair": _("Mentor and town"),
    "mentor-profile": _("Profile of a mentor"),
    "match-run": _("Proposal of mentors"),
    "hand-over": _("Hand-over of a town"),
    "promise": pgettext_lazy("of mentor or town", "Promise"),
    "supervision": _("Session with an expert"),
    "mentoring": _("Mentoring"),
}
LINES: dict[str, Promise] = {
    "agreement-to-confirm": _("Read the agreement on mentoring and confirm it"),
    "mentor-meeting-comes": _("Meeting with the mentor"),
    "promise-due": _("You promised: %(what)s"),
    "hand-over-asked": _("Take the town over from its mentor, or decline"),
    "hand-over-notes": _("Your town gets another mentor: say whether your notes go along"),
    "matching-waits": _("Look at the proposed mentors and take them over"),
    "town-quiet": _("Nothing heard for %(days)s days"),
}

PROMISE_LETTER = Letter(
    "promise-due",
    _("You promised something until %(day)s"),
    _(
        "Hello %(name)s,\n\nabout the mentoring of %(place)s it was promised:\n\n%(what)s\n\nIt is due on"
        " %(day)s:\n\n%(link)s"
    ),
    about=_("When a promise between mentor and town falls due"),
)
HAND_OVER_LETTER = Letter(
    "hand-over-asked",
    _("Would you take over the mentoring of %(place)s?"),
    _(
        "Hello %(name)s,\n\nyou are asked to mentor %(place)s in place of %(giver)s. Agreement, meetings and promises"
        " go on. Read what was written for you, and accept or decline:\n\n%(link)s"
    ),
    about=_("When a mentor is asked to take a town over"),
)
HAND_OVER_ACCEPTED_LETTER = Letter(
    "hand-over-accepted",
    _("%(taker)s mentors %(place)s from now on"),
    _(
        "Hello %(name)s,\n\n%(taker)s has taken over the mentoring of %(place)s. You no longer read or write there;"
        " your hours stay yours.\n\n%(link)s"
    ),
    about=_("When another mentor has taken a town over"),
)
HAND_OVER_DECLINED_LETTER = Letter(
    "hand-over-declined",
    _("%(taker)s cannot take over %(place)s"),
    _("Hello %(name)s,\n\n%(taker)s has declined to mentor %(place)s. You are its mentor as before.\n\n%(link)s"),
    about=_("When another mentor declines to take a town over"),
)


def reason_words(reason: str, detail: Mapping[str, object]) -> str:
    """The sentence for a refusal of this room, or of the one that appoints mentors."""
    return str(REASONS.get(reason) or call_labels.REASONS[reason]) % detail


def for_words(reason: Mapping[str, Any], themes: Mapping[str, str]) -> str:
    """One fact that speaks for a pair, as a sentence; themes are named by the vocabulary."""
    reader = formats.current_language()
    params: dict[str, object] = {}
    if "languages" in reason:
        names = [formats.language_name(code, reader) for code in reason["languages"]]
        params["languages"] = formats.joined(names, reader)
    if "themes" in reason:
        params["themes"] = formats.joined([themes.get(name, name) for name in reason["themes"]], reader)
        params |= {"count": len(reason["themes"]), "of": reason["of"]}
    if "country" in reason:
        params["country"] = formats.country_name(reason["country"], reader)
    if "size" in reason:
        params["size"] = SIZES[reason["size"]]
    return str(FOR[reason["code"]]) % params


def hours_words(minutes: int) -> str:
    """Whole minutes as hours and minutes."""
    return _now("%(hours)d h %(minutes)02d min") % {"hours": minutes // 60, "minutes": minutes % 60}
