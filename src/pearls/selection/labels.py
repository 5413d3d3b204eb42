"""Every human word of the selection: states, outcomes, reasons, acts, letters."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pearls.kernel.verdict import Verdict
from pearls.mail.services import Letter
from pearls.selection.rules.panels import AssessmentState, Conflict, Ground, PanelState, SeatState
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import Remark
from pearls.selection.rules.wording import REASONS, WARNINGS, worded

STAGES: Mapping[str, Any] = {
    "preselection": gettext_lazy("Pre-selection"),
    "final": gettext_lazy("Final selection"),
}
PANEL_STATES: Mapping[str, Any] = {
    PanelState.SCORING: gettext_lazy("Scores are being given"),
    PanelState.CLOSED: gettext_lazy("Scoring is closed"),
    PanelState.SIGNED: gettext_lazy("Signed by the chair"),
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
    "assessment-finished": gettext_lazy("You have handed these scores in. Take them up again to change them."),
    "assessment-open": gettext_lazy("These scores have not been handed in."),
    "scores-missing": gettext_lazy("Give a score on every criterion first."),
    "reason-missing": gettext_lazy("Write the reason."),
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

INVITATION = Letter(
    kind="panel-invitation",
    about=gettext_lazy("When somebody is invited to a panel"),
    subject=gettext_lazy("Invitation to judge: %(edition)s"),
    body=gettext_lazy(
        "Dear %(name)s,\n\n"
        "we invite you to read and score for %(edition)s. Here you can accept or decline, and later read and score:\n"
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


def refusal(verdict: Verdict) -> str:
    """The sentence for a no."""
    return str(REFUSALS[verdict.reason]) % verdict.detail


def reason_text(remark: Remark, names: Mapping[str, str]) -> str:
    """Why a plan stands where it stands, with the plans' names in place of their ids."""
    return worded(_(REASONS[remark.code]), _named(remark.detail, names))


def warning_text(remark: Remark, names: Mapping[str, str]) -> str:
    """What to know beside the ranking, with names in place of ids; `names` holds plans, assessors and criteria."""
    return worded(_(WARNINGS[remark.code]), _named(remark.detail, names))


def _named(detail: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {
        key: [names.get(item, item) for item in value] if isinstance(value, list) else names.get(value, value)
        for key, value in detail.items()
    }


ACTS: dict[str, Promise] = {
    "publication-scheduled": gettext_lazy("Publication scheduled"),
    "result-published": gettext_lazy("Result published"),
    "conflict-declared": gettext_lazy("Conflict of interest declared"),
    "mentored-texts-shut": gettext_lazy("Texts of mentored towns closed to their mentors"),
    "no-conflict-declared": gettext_lazy("No conflict of interest declared"),
    "score-recorded": gettext_lazy("Score recorded"),
    "assessment-finished": gettext_lazy("Assessment finished"),
    "cannot-judge-said": gettext_lazy("Said that it cannot be judged"),
    "assessment-reopened": gettext_lazy("Assessment opened again"),
    "line-drawn": gettext_lazy("Line drawn"),
    "tie-settled": gettext_lazy("Tie settled"),
    "extra-place-used": gettext_lazy("Extra place used"),
    "extra-place-withdrawn": gettext_lazy("Extra place withdrawn"),
    "dossier-left": gettext_lazy("Plan left the panel"),
    "dossier-came-back": gettext_lazy("Plan came back to the panel"),
    "signature-set-aside": gettext_lazy("Signature set aside"),
    "result-signed": gettext_lazy("Result signed"),
    "panel-convened": gettext_lazy("Panel convened"),
    "seat-offered": gettext_lazy("Seat on a panel offered"),
    "seat-accepted": gettext_lazy("Seat on a panel accepted"),
    "seat-declined": gettext_lazy("Seat on a panel declined"),
    "seat-ended": gettext_lazy("Seat on a panel ended"),
    "assessor-forgotten": gettext_lazy("Words of an erased assessor forgotten"),
    "dossiers-received": gettext_lazy("Dossiers received"),
    "scoring-closed": gettext_lazy("Scoring closed"),
}
SUBJECTS: dict[str, Promise] = {
    "panel": gettext_lazy("Panel"),
    "dossier": gettext_lazy("Dossier"),
}
