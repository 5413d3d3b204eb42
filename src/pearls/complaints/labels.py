"""Every human word of this room: grounds, states, outcomes, refusals, acts, lines, letters."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.complaints.rules.complaints import Ground, Measure, Result, State
from pearls.kernel.verdict import Verdict
from pearls.mail.rules import Letter

GROUNDS: dict[str, Promise] = {
    Ground.PROCEDURE: _("The procedure was not kept"),
    Ground.FACTS: _("Something was judged that is not so"),
    Ground.CONFLICT: _("Somebody with a conflict of interest took part"),
}
GROUND_HELP: dict[str, Promise] = {
    Ground.PROCEDURE: _("Say which rule of the edition was not kept, and how."),
    Ground.FACTS: _("Say what was read or counted wrongly, and where your text says otherwise."),
    Ground.CONFLICT: _("Say what ties you know of, and how you know."),
}
STATES: dict[str, Promise] = {
    State.RECEIVED: _("Received"),
    State.READING: _("Being read"),
    State.PROPOSED: _("An answer is proposed"),
    State.DECIDED: _("Decided"),
    State.INADMISSIBLE: _("Not admissible"),
    State.WITHDRAWN: _("Taken back by the place"),
}
# What its town is told before the outcome: that somebody proposed, and what, is the office's own matter.
STATES_FOR_TOWN: dict[str, Promise] = STATES | {State.PROPOSED: STATES[State.READING]}
TONES: dict[str, str] = {
    State.RECEIVED: "warn",
    State.READING: "info",
    State.PROPOSED: "warn",
    State.DECIDED: "good",
    State.INADMISSIBLE: "neutral",
    State.WITHDRAWN: "neutral",
}
RESULTS: dict[str, Promise] = {
    Result.UPHELD: _("Upheld"),
    Result.PARTLY: _("Upheld in part"),
    Result.REJECTED: _("Not upheld"),
}
MEASURES: dict[str, Promise] = {
    Measure.NONE: _("Nothing more follows"),
    Measure.REASONS_ANEW: _("The reasons are written anew"),
    Measure.BODY_LOOKS_AGAIN: _("The panel is asked to look at the text again"),
}
REASONS: dict[str, Promise] = {
    "not-office-nor-chair": _("Only the programme office or the chair of the panel may do this."),
    "conflict-shuts-it": _("You have a conflict of interest with this text."),
    "not-published": _("The result is not public yet."),
    "reasons-sent": _("The reasons have been sent and stay as they are."),
    "reasons-missing": _("Some criteria still have no reason."),
    "not-the-office": _("Only the programme office may do this."),
    "day-passed": _("The day lies in the past."),
    "not-speaker": _("Only somebody who is confirmed to speak for the place may do this."),
    "has-place": _("Only a place that got none may complain."),
    "complaint-there": _("There is a complaint about this result already."),
    "too-late": _("The time for complaints is over."),
    "day-to-come": _("The day on which it came lies in the future."),
    "needs-ground": _("Choose what the complaint is about."),
    "unknown-ground": _("Choose what the complaint is about."),
    "needs-text": _("Write what happened."),
    "complaint-closed": _("The complaint is closed."),
    "already-checked": _("This complaint has been looked at already."),
    "needs-reason": _("Write down the reason."),
    "not-being-read": _("The complaint is not being read now."),
    "reader-involved": _("This person had a part in the case and cannot be its second reader."),
    "not-of-the-programme": _("This person has no role in the programme."),
    "not-the-reader": _("Only the second reader may do this."),
    "unknown-result": _("Choose an outcome."),
    "reader-does-not-decide": _("Whoever proposed the answer does not decide on it."),
    "decider-involved": _("You had a part in the case; somebody else of the office decides."),
    "nothing-proposed": _("The second reader has not proposed an answer yet."),
    "unknown-measure": _("This does not follow from such an outcome."),
    "somebody-was-faster": _("Somebody else changed this a moment ago. Look again."),
}
ACTS: dict[str, Promise] = {
    "reasons-day-named": _("Day named by which reasons follow"),
    "reasons-worded": _("Reasons for a result written"),
    "reasons-sent": _("Reasons for a result sent"),
    "complaint-filed": _("Complaint received"),
    "complaint-withdrawn": _("Complaint taken back"),
    "complaint-admitted": _("Complaint taken on"),
    "complaint-not-admissible": _("Complaint found not admissible"),
    "complaint-reader-named": _("Second reader of a complaint named"),
    "complaint-proposed": _("Answer to a complaint proposed"),
    "complaint-decided": _("Complaint decided"),
    "complaint-warned": _("Reminded that a complaint is due"),
    "complaint-words-forgotten": _("Words of an erased person in complaints forgotten"),
}
SUBJECTS: dict[str, Promise] = {"complaint": _("Complaint")}
LINES: dict[str, Promise] = {
    "reasons-ready": _("The reasons for the result are there, criterion by criterion"),
    "complaint-waits": _("A complaint waits for an answer"),
    "complaint-to-decide": _("An answer to a complaint is proposed: decide"),
    "complaint-to-read": _("Read a complaint and propose an answer"),
    "complaint-answered": _("Your complaint is answered"),
    "complaint-body-looks-again": _("A complaint was upheld: the panel is asked to look at this text again"),
}

REASONS_LETTER = Letter(
    kind="reasons-ready",
    subject=_("Why the result for %(place)s is as it is"),
    about=_("When the reasons for a result are sent to its place"),
    body=_(
        "Hello %(name)s,\n\n"
        "for each criterion you can now read what %(place)s got, and why:\n\n"
        "%(link)s\n\n"
        "The programme office"
    ),
)
RECEIVED_LETTER = Letter(
    kind="complaint-received",
    subject=_("The complaint of %(place)s has arrived"),
    about=_("When a place has complained, to the place"),
    body=_(
        "Hello %(name)s,\n\n"
        "the complaint of %(place)s has arrived. Its number is %(number)s.\n"
        "SHA-256 of what was sent: %(sha256)s\n\n"
        "You get an answer by %(due)s. Here you see how far it is:\n\n"
        "%(link)s\n\n"
        "The programme office"
    ),
)
CAME_LETTER = Letter(
    kind="complaint-came",
    subject=_("%(place)s has complained"),
    about=_("When a place has complained, to the office"),
    body=_(
        "Hello %(name)s,\n\n"
        "%(place)s has complained about a result. An answer is due by %(due)s. Say whether it is admissible, and name "
        "a second reader:\n\n"
        "%(link)s"
    ),
)
READER_LETTER = Letter(
    kind="complaint-reader",
    subject=_("Please read a complaint of %(place)s"),
    about=_("When somebody is named second reader of a complaint"),
    body=_(
        "Hello %(name)s,\n\n"
        "the programme office asks you to read a complaint of %(place)s, because you had no part in the decision. "
        "Propose an answer in time for one to be given by %(due)s. Until the answer is given, please speak about it "
        "with nobody but the office:\n\n"
        "%(link)s\n\n"
        "The programme office"
    ),
)
WARNING_LETTER = Letter(
    kind="complaint-due",
    subject=_("A complaint of %(place)s is due soon"),
    about=_("When the answer to a complaint is due in five working days"),
    body=_("Hello %(name)s,\n\nthe complaint of %(place)s is still open, and an answer is due by %(due)s:\n\n%(link)s"),
)
ANSWERED_LETTER = Letter(
    kind="complaint-answered",
    subject=_("The complaint of %(place)s is answered"),
    about=_("When a complaint is answered, to the place"),
    body=_(
        "Hello %(name)s,\n\n"
        "the complaint of %(place)s, number %(number)s, is answered. Here you read the answer and its reasons:\n\n"
        "%(link)s\n\n"
        "The programme office"
    ),
)
LETTERS: dict[str, Letter] = {
    letter.kind: letter
    for letter in (REASONS_LETTER, RECEIVED_LETTER, CAME_LETTER, READER_LETTER, WARNING_LETTER, ANSWERED_LETTER)
}


def reason_words(verdict: Verdict) -> str:
    """The sentence for a refusal."""
    return str(REASONS[verdict.reason])
