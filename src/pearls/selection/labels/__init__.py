"""Every human word of the selection: states, outcomes, reasons, acts, letters."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from pearls.kernel.verdict import Verdict
from pearls.mail.services import Letter
from pearls.selection.labels import meeting
from pearls.selection.labels.acts import ACTS as ACTS
from pearls.selection.labels.acts import SUBJECTS as SUBJECTS
from pearls.selection.labels.letters import ANSWER_OVERDUE, ANSWER_REMINDER, SCORES_OVERDUE, SCORES_REMINDER
from pearls.selection.labels.letters import IN_PLACE as IN_PLACE
from pearls.selection.labels.letters import REPLACED as REPLACED
from pearls.selection.labels.letters import TO_READ as TO_READ
from pearls.selection.labels.letters import WITHDRAWN as WITHDRAWN
from pearls.selection.labels.sheets import fault_words as fault_words
from pearls.selection.rules.inviting import ReminderKind
from pearls.selection.rules.panels import AssessmentState, Conflict, Ground, PanelState, SeatState
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import Remark
from pearls.selection.rules.wording import RASCH_SILENCES, REASONS, WARNINGS, worded
from pearls.web import formats

STAGES: Mapping[str, Any] = {
    "preselection": gettext_lazy("Pre-selection"),
    "final": gettext_lazy("Final selection"),
}
PANEL_STATES: Mapping[str, Any] = {
    PanelState.SCORING: gettext_lazy("Scores are being given"),
    PanelState.CLOSED: gettext_lazy("Scoring is closed"),
    PanelState.HALF_SIGNED: gettext_lazy("Waiting for the second signature"),
    PanelState.SIGNED: gettext_lazy("Signed"),
    PanelState.SET_ASIDE: gettext_lazy("To be signed anew"),
    PanelState.PUBLISHED: gettext_lazy("Published"),
}
# How a plan left: the states in which an application ends by itself.
LEFT_AS: Mapping[str, Any] = {
    "withdrawn": gettext_lazy("the application was withdrawn"),
    "dropped-out": gettext_lazy("the candidate gave up"),
    "ineligible": gettext_lazy("the office found it not eligible"),
}
PANEL_TONES: Mapping[str, str] = {
    PanelState.SCORING: "accent",
    PanelState.CLOSED: "info",
    PanelState.HALF_SIGNED: "info",
    PanelState.SIGNED: "good",
    PanelState.SET_ASIDE: "warn",
    PanelState.PUBLISHED: "good",
}
SEAT_STATES: Mapping[str, Any] = {
    SeatState.INVITED: pgettext_lazy("seat", "Invited"),
    SeatState.ACCEPTED: pgettext_lazy("seat", "Accepted"),
    SeatState.DECLINED: pgettext_lazy("seat", "Declined"),
    SeatState.ENDED: pgettext_lazy("seat", "Ended"),
}
SEAT_TONES: Mapping[str, str] = {SeatState.INVITED: "warn", SeatState.ACCEPTED: "good", SeatState.DECLINED: "neutral"}
ASSESSMENT_STATES: Mapping[str, Any] = {
    AssessmentState.OPEN: gettext_lazy("Begun"),
    AssessmentState.FINISHED: gettext_lazy("Done"),
    AssessmentState.CANNOT_JUDGE: gettext_lazy("Cannot judge"),
}
ASSESSMENT_TONES: Mapping[str, str] = {
    AssessmentState.OPEN: "info",
    AssessmentState.FINISHED: "good",
    AssessmentState.CANNOT_JUDGE: "neutral",
}
CONFLICTS: Mapping[str, Any] = {
    Conflict.NONE: gettext_lazy("No conflict"),
    Conflict.DECLARED: gettext_lazy("Conflict of interest"),
    Conflict.OWN_COUNTRY: gettext_lazy("Own country"),
    Conflict.MENTOR: gettext_lazy("Mentor of the town"),
    Conflict.TIE: gettext_lazy("A tie"),
    Conflict.TIE_WAITS: gettext_lazy("A tie, not decided yet"),
}
OUTCOMES: Mapping[str, Any] = {
    Outcome.TITLE: gettext_lazy("Title"),
    Outcome.NOT_AWARDED: gettext_lazy("No title"),
    Outcome.ADMITTED: gettext_lazy("Admitted"),
    Outcome.NOT_ADMITTED: gettext_lazy("Not admitted"),
    Outcome.UNDECIDED: gettext_lazy("Undecided"),
}
OUTCOME_TONES: Mapping[str, str] = {
    Outcome.TITLE: "accent",
    Outcome.ADMITTED: "good",
    Outcome.NOT_AWARDED: "neutral",
    Outcome.NOT_ADMITTED: "neutral",
    Outcome.UNDECIDED: "warn",
}
GROUNDS: Mapping[str, Any] = {
    Ground.RULE: gettext_lazy("By the rule"),
    Ground.TIE: gettext_lazy("The body settled a tie"),
    Ground.EXTRA_PLACE: gettext_lazy("Extra place of the jury"),
    Ground.LINE: gettext_lazy("The body drew the line"),
}

# Why something may not be done; the codes of `rules.panels` and `rules.deciding`.
REFUSALS: Mapping[str, Any] = {
    **meeting.REFUSALS,
    "not-the-office": gettext_lazy("Only the programme office may do this."),
    "not-the-chair": gettext_lazy("Only the chair of the panel may do this."),
    "not-your-seat": gettext_lazy("This is somebody else's seat."),
    "not-an-assessor": gettext_lazy("You chair this panel and give no scores."),
    "already-on-the-panel": gettext_lazy("This person has been invited already."),
    "seat-not-accepted": gettext_lazy("Accept the invitation first."),
    "seat-ended": gettext_lazy("This seat has ended."),
    "scoring-closed": gettext_lazy("Scoring is closed; scores stand as they are."),
    "scoring-open": gettext_lazy("Scores are still being given. The office closes the scoring first."),
    "already-signed": gettext_lazy("The chair has signed; nothing can be changed any more."),
    "already-published": gettext_lazy("The result is public already."),
    "signature-set-aside": gettext_lazy(
        "A plan that has a place in the signed result is no longer there. The chair has to sign anew."
    ),
    "plan-has-left": gettext_lazy("This plan has left; it is judged no more."),
    "not-signed": gettext_lazy("The chair has not signed yet."),
    "declare-first": gettext_lazy("Say first whether you have a conflict of interest."),
    "conflict-declared": gettext_lazy("You declared a conflict of interest; this text is closed to you."),
    "conflict-own-country": gettext_lazy("This is from your own country; by the rules the text is closed to you."),
    "conflict-mentor": gettext_lazy("You mentor this town or have mentored it; the text is closed to you."),
    "conflict-tie": gettext_lazy("A tie between you and this town closes the text to you; see “Your ties”."),
    "conflict-tie-waits": gettext_lazy(
        "Something connects you with this town. Until it is decided whether you may read, the text is closed to you."
        " See “Your ties”."
    ),
    "tie-not-yours-to-say": gettext_lazy("This is nothing that one says of oneself."),
    "tie-years-wrong": gettext_lazy("Look at the years: none lies ahead, and the last is not before the first."),
    "tie-is-over": gettext_lazy("This is over already."),
    "tie-is-your-own": gettext_lazy("This is your own tie; somebody else decides."),
    "tie-for-the-office": gettext_lazy("The chair stands aside here; the office decides."),
    "tie-for-the-chair": gettext_lazy("The chair decides this."),
    "tie-shut-by-rules": gettext_lazy("The rules shut this text; nobody can open it."),
    "tie-undecided": gettext_lazy("Say whether the tie shuts the text."),
    "assessment-finished": gettext_lazy("You have handed these scores in. Take them up again to change them."),
    "assessment-open": gettext_lazy("These scores have not been handed in."),
    "scores-missing": gettext_lazy("Give a score on every criterion first."),
    "reason-missing": gettext_lazy("Write the reason."),
    "not-assigned": gettext_lazy("This text is for others on the panel to score."),
    "scores-begun": gettext_lazy("Somebody has begun to score; what they gave would be lost."),
    "nothing-assigned": gettext_lazy("No texts are assigned."),
    "pair-conflict": gettext_lazy("This person has a conflict of interest with this text."),
    "pair-own-country": gettext_lazy("This text is from the person's own country."),
    "pair-language": gettext_lazy("This person does not read the language of this text."),
    "assessor-is-full": gettext_lazy("This person has as many texts as they take."),
    "reads-it-already": gettext_lazy("This person has this text already."),
    "not-there": gettext_lazy("This person or this text is no longer on the panel."),
    "own-scores-begun": gettext_lazy("You have begun to score; ask the office if you cannot go on."),
    "day-is-past": gettext_lazy("This day is over. Choose a later one."),
    "already-answered": gettext_lazy("This invitation has been answered or taken back."),
    "scores-nothing": gettext_lazy("Only somebody who reads and scores can be replaced."),
    "assignment-faulty": gettext_lazy("The assignment breaks the rule. What is wrong stands above it."),
    "assignment-impossible": gettext_lazy(
        "These texts cannot all be served, and none of them can be left out: %(texts)s. Assessments needed:"
        " %(needed)s; places of those who may read them: %(places)s."
    ),
    "given-on-page": gettext_lazy("The person has begun to score this text on the page; only they go on."),
    "sheet-faulty": gettext_lazy("The sheet cannot be taken over. What is wrong stands above it."),
    "sheet-changed": gettext_lazy("Something has changed since. Please look at the changes once more."),
    "own-scores-first": gettext_lazy("Others' scores can be seen once your own are in."),
    "unknown-criterion": gettext_lazy("There is no such criterion in the rules."),
    "off-scale": gettext_lazy("The scale goes from %(low)s to %(high)s."),
    "too-many-decimals": gettext_lazy("Give at most %(most)s decimals."),
    "tie-open": gettext_lazy("A tie is still open. Settle it first."),
    "no-extra-place": gettext_lazy("There is no extra place left."),
    "not-extra-eligible": gettext_lazy("Only the best plans without a title may get the extra place."),
    "undecided-left": gettext_lazy("Some plans have no outcome yet."),
    "choice-impossible": gettext_lazy(
        "The rules do not allow this choice: count the places and look at the countries."
    ),
    "line-is-the-rules": gettext_lazy("The rules draw the line themselves."),
    "no-rules": gettext_lazy("This edition has no rules yet."),
    "no-such-stage": gettext_lazy("The rules of this edition have no such stage."),
    "no-scale": gettext_lazy("The rules of this edition name no weights and scales; nothing can be scored by them."),
}

# What is wrong with an assignment; the codes of `rules.readers.faults_of`.
FAULTS: Mapping[str, Any] = {
    "too-few": gettext_lazy("%(application)s: assessors who can score it: %(count)s of %(wanted)s."),
    "too-many": gettext_lazy("%(application)s: more assessors than wanted: %(count)s instead of %(wanted)s."),
    "not-there": gettext_lazy("%(application)s: %(assessor)s no longer sits on the panel."),
    "pair-conflict": gettext_lazy("%(application)s: %(assessor)s has a conflict of interest."),
    "pair-own-country": gettext_lazy("%(application)s is from the own country of %(assessor)s."),
    "pair-language": gettext_lazy("%(application)s: %(assessor)s does not read its language."),
    "stepped-aside": gettext_lazy("%(application)s: %(assessor)s has said that they cannot judge it."),
    "overloaded": gettext_lazy("%(assessor)s has more texts than they take: %(count)s instead of %(capacity)s."),
}
# What speaks for a pair; the codes of `rules.readers.reasons_for`.
FOR_PAIR: Mapping[str, Any] = {
    "no-conflict": gettext_lazy("No conflict of interest is known."),
    "other-country": gettext_lazy("From another country: %(country)s."),
    "own-country-open": gettext_lazy("From the same country (%(country)s), which the rules allow."),
    "no-country": gettext_lazy("No country of the assessor is on record."),
    "reads-language": gettext_lazy("Reads its language: %(language)s."),
    "shared-topics": gettext_lazy("Knows %(count)s of its %(of)s topics: %(topics)s."),
    "no-shared-topic": gettext_lazy("Knows none of its %(of)s topics."),
    "load": gettext_lazy("Texts in all: %(count)s, of at most %(capacity)s."),
}
REMINDERS: Mapping[ReminderKind, Letter] = {
    ReminderKind.ANSWER_BEFORE: ANSWER_REMINDER,
    ReminderKind.ANSWER_AFTER: ANSWER_OVERDUE,
    ReminderKind.SCORES_BEFORE: SCORES_REMINDER,
    ReminderKind.SCORES_AFTER: SCORES_OVERDUE,
}

INVITATION = Letter(
    kind="panel-invitation",
    about=gettext_lazy("When somebody is invited to a panel"),
    subject=gettext_lazy("Invitation to judge: %(edition)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "we invite you to read and score for %(edition)s. Here you can accept, take fewer texts or decline, and later"
        " read and score; please answer until %(until)s:\n"
        "%(link)s\n\n"
        "Before a text opens you will be asked whether you have a conflict of interest.\n"
    ),
)
NEWER_TEXT = Letter(
    kind="panel-newer-text",
    about=gettext_lazy("When a text that somebody may have read is replaced by a newer one"),
    subject=gettext_lazy("A newer text to read: %(text)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "%(text)s has sent its text anew for %(edition)s, and the newer one is what you judge. Nobody had scored the"
        " older one. If you have read it already, please read again:\n"
        "%(link)s\n"
    ),
)


SET_ASIDE = Letter(
    kind="panel-signature-set-aside",
    about=gettext_lazy("When a plan with a place leaves after the chair has signed, to chair and office"),
    subject=gettext_lazy("The result has to be signed anew: %(edition)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "%(text)s has a place in the signed result of %(edition)s and has left: %(how)s. The signature is set aside,"
        " and nothing will be published by it.\n\n"
        "The result has been computed anew by the same rule without this plan. The chair looks at it and signs again,"
        " with the reason; after that the office sets the time of publication again:\n"
        "%(link)s\n"
    ),
)
SET_ASIDE_BY_RETURN = Letter(
    kind="panel-signature-set-aside-by-return",
    about=gettext_lazy("When a plan that had left is judged again after the chair has signed, to chair and office"),
    subject=gettext_lazy("The result has to be signed anew: %(edition)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "%(text)s is judged again for %(edition)s, and the signed result knows nothing of it. The signature is set"
        " aside, and nothing will be published by it.\n\n"
        "The result has been computed anew by the same rule. The chair looks at it and signs again, with the reason;"
        " after that the office sets the time of publication again:\n"
        "%(link)s\n"
    ),
)
ENTERED_FROM_PAPER = Letter(
    kind="panel-entered-from-paper",
    about=gettext_lazy("When the office has entered scores from an assessor’s paper sheets"),
    subject=gettext_lazy("Your scores have been entered: %(edition)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "the office has entered for %(edition)s what you wrote on paper, for these texts:\n"
        "%(texts)s\n\n"
        "Here you see what was entered. If something is not as you wrote it, take the scores up again and correct them"
        " before the scoring closes, or write to the office:\n"
        "%(link)s\n"
    ),
)


def refusal(verdict: Verdict) -> str:
    """The sentence for a no."""
    return str(REFUSALS[verdict.reason]) % verdict.detail


def plan_name(stage: str, number: int) -> str:
    """What a plan is called where its name is not told: by its place in the official order."""
    if stage == "preselection":
        return _("Application %(number)d") % {"number": number}
    return _("Plan %(number)d") % {"number": number}


def reason_text(remark: Remark, names: Mapping[str, str]) -> str:
    """Why a plan stands where it stands, with the plans' names in place of their ids."""
    return worded(_(REASONS[remark.code]), _named(remark.detail, names))


def warning_text(remark: Remark, names: Mapping[str, str]) -> str:
    """What to know beside the ranking, with names in place of ids; `names` holds plans, assessors and criteria."""
    return worded(_(WARNINGS[remark.code]), _named(remark.detail, names))


def rasch_silence(code: str) -> str:
    """Why there is no Rasch report."""
    return _(RASCH_SILENCES[code])


def not_shown(conflict: Conflict, count: int) -> str:
    """That so many plans are left out of what somebody sees, and why."""
    sentence = {
        Conflict.DECLARED: ngettext(
            "%(count)s plan is not shown to you, because you declared a conflict of interest.",
            "%(count)s plans are not shown to you, because you declared a conflict of interest.",
            count,
        ),
        Conflict.OWN_COUNTRY: ngettext(
            "%(count)s plan is not shown to you, because it is from your own country.",
            "%(count)s plans are not shown to you, because they are from your own country.",
            count,
        ),
        Conflict.TIE: ngettext(
            "%(count)s plan is not shown to you, because of a tie.",
            "%(count)s plans are not shown to you, because of ties.",
            count,
        ),
        Conflict.TIE_WAITS: ngettext(
            "%(count)s plan is not shown to you, because a tie has not been decided yet.",
            "%(count)s plans are not shown to you, because ties have not been decided yet.",
            count,
        ),
        Conflict.MENTOR: ngettext(
            "%(count)s plan is not shown to you, because you mentor this town or have mentored it.",
            "%(count)s plans are not shown to you, because you mentor these towns or have mentored them.",
            count,
        ),
    }[conflict]
    return sentence % {"count": count}


def chance(probability: float, language: str) -> str:
    """A probability as a share of a hundred; what is almost sure is not called sure."""
    if probability < 0.01:
        return _("under %(share)s") % {"share": formats.percent(1, language)}
    if probability > 0.99:
        return _("over %(share)s") % {"share": formats.percent(99, language)}
    return formats.percent(round(100 * probability), language)


def fault_text(remark: Remark, names: Mapping[str, str]) -> str:
    """What is wrong with an assignment, with names in place of ids."""
    return worded(str(FAULTS[remark.code]), _named(remark.detail, names))


def for_pair_text(remark: Remark, language: str, topics: Mapping[str, str]) -> str:
    """What speaks for a pair, in the reader's language; `topics` holds the names of topics by their code."""
    detail = dict(remark.detail)
    if "topics" in detail:
        detail["topics"] = formats.joined([topics.get(code, code) for code in detail["topics"]], language)
    if detail.get("country"):
        detail["country"] = formats.country_name(detail["country"], language)
    if detail.get("language"):
        detail["language"] = formats.language_name(detail["language"], language)
    return worded(str(FOR_PAIR[remark.code]), detail)


def _named(detail: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        key: [names.get(item, item) for item in value] if isinstance(value, list) else names.get(value, value)
        for key, value in detail.items()
    }
