"""States, rights, reasons and tasks in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.calls.rules import Right, State, Stuck
from pearls.kernel.verdict import Verdict

STATES: dict[str, Promise] = {
    State.DRAFT: _("Draft"),
    State.SUBMITTED: _("Sent"),
    State.RETURNED: _("Returned with a question"),
    State.WITHDRAWN: _("Withdrawn"),
    State.ELIGIBLE: _("Eligible"),
    State.INELIGIBLE: _("Not eligible"),
    State.CANDIDATE: _("Candidate"),
    State.NOT_ADMITTED: _("Not admitted"),
    State.PLAN_SUBMITTED: _("Plan sent"),
    State.DROPPED_OUT: _("Dropped out"),
    State.AWARDED: _("Pearl"),
    State.NOT_AWARDED: _("Without the title"),
}
TONES: dict[str, str] = {
    State.DRAFT: "neutral",
    State.SUBMITTED: "info",
    State.RETURNED: "warn",
    State.WITHDRAWN: "neutral",
    State.ELIGIBLE: "good",
    State.INELIGIBLE: "wrong",
    State.CANDIDATE: "good",
    State.NOT_ADMITTED: "neutral",
    State.PLAN_SUBMITTED: "info",
    State.DROPPED_OUT: "neutral",
    State.AWARDED: "accent",
    State.NOT_AWARDED: "neutral",
}
RIGHTS: dict[str, Promise] = {
    Right.VIEW: _("May read"),
    Right.COMMENT: _("May comment"),
    Right.EDIT: _("May write"),
}
STRETCHES: dict[str, Promise] = {
    "drafts": _("Drafts"),
    "applied": _("Applied"),
    "eligible": _("Eligible"),
    "candidates": _("Candidates"),
    "plans": _("Plans"),
    "titles": _("Titles"),
}
STUCK: dict[str, Promise] = {
    Stuck.SPEAKER: _("Nobody who speaks for the place is confirmed yet."),
    Stuck.QUIET: _("Nothing has moved in the draft for two weeks."),
    Stuck.CLARIFICATION_OVERDUE: _("The date for answering the office's question has passed."),
    Stuck.UNDECIDED: _("Eligibility has waited for a decision for a week."),
}
TASKS: dict[str, Promise] = {
    "eligibility": _("Applications wait for an eligibility decision"),
    "overdue": _("Questions of the office were not answered in time"),
    "mentors": _("Candidates have no mentor yet"),
    "speakers": _("Places wait until somebody who speaks for them is confirmed"),
}
REASONS: dict[str, Promise] = {
    "not-signed-in": _("Sign in first."),
    "not-yours": _("This application is not yours."),
    "may-only-read": _("You may read this application, but not comment on it."),
    "may-not-write": _("You may read this application, but not write in it."),
    "may-not-invite": _("Only those who may write in the application may invite others."),
    "not-over": _("This application is not over yet, so its text stays where it is."),
    "has-title": _("This application has brought the title."),
    "no-next-call": _("No further call is open at present. Come back when the next one opens: the text stays here."),
    "call-not-open": _("The call is not open yet."),
    "call-closed": _("The call has closed."),
    "already-applied": _("The place has an application in this edition already. Ask its people to invite you."),
    "no-teams": _("The rules of this edition do not take applications from several municipalities together."),
    "no-rules": _("The rules of this edition have not been published."),
    "no-form": _("The form of this edition has not been published."),
    "already-decided": _("A decision has been taken, so nothing can be changed any more."),
    "withdrawn": _("This application has been withdrawn."),
    "clarification-late": _("The date for the answer has passed."),
    "not-returned": _("The office has no open question."),
    "needs-answer": _("Write an answer to the office's question."),
    "answer-changed": _("Somebody else has written here since. Put both texts together and save again."),
    "not-speaker": _("Only somebody who is confirmed to speak for the place may do this."),
    "rivals-open": _("Two people changed the same answer at once. Choose between the texts first."),
    "incomplete": _("Some questions still wait for an answer."),
    "not-a-candidate": _("Only candidates write a plan."),
    "plan-not-due": _("The date for plans has not been published."),
    "plan-late": _("The date for plans has passed."),
    "link-revoked": _("The office has closed this link."),
    "not-the-office": _("Only the programme office may do this."),
    "wrong-state": _("The application is not at a point where this can be done."),
    "needs-reason": _("Write down the reason."),
    "needs-question": _("Write the question."),
    "needs-text": _("Write something first."),
    "date-passed": _("The date lies in the past."),
    "before-deadline": _("The date lies before the end of the call, so no link is needed."),
    "call-still-open": _("The call is still open."),
    "before-the-call-closes": _("The list can only appear after the call has closed."),
    "eligibility-undecided": _("Some applications still wait for an eligibility decision."),
    "somebody-was-faster": _("Somebody else changed this a moment ago. Look again."),
    "not-a-mentor": _("This person does not hold the role of a mentor in this edition."),
    "mentor-works-on-it": _("Nobody mentors an application that they work on."),
    "already-mentor": _("This person mentors the place already."),
    "mentor-gone": _("This person no longer mentors the place."),
    "already-member": _("This person works on the application already."),
    "already-gone": _("This person no longer works on the application."),
    "own-right": _("Nobody changes their own right."),
    "invitation-used": _("This invitation has been used."),
    "unknown-section": _("The form has no such section."),
    "unknown-question": _("The form has no such question."),
    "document-closed": _("Nothing more can be written here."),
    "not-your-file": _("This file belongs elsewhere."),
    "rival-settled": _("Somebody has chosen between these texts already."),
    # What the edition's rules say of a place (`programme.rules.eligibility`).
    "outside-country": _("The place lies outside the countries of the programme."),
    "outside-area": _("The place lies outside the area of the programme."),
    "excluded-capital": _("Capitals may not apply."),
    "excluded-partner": _("Partners of the programme may not apply."),
    "excluded-place": _("The rules exclude this place."),
    "kind-not-admitted": _("Places of this kind may not apply."),
    "needs-office": _("The place was entered by hand; the office decides whether it may apply."),
    "needs-district": _("The district of the place has to be known first; the office decides."),
    "former-pearl": _("The place has carried the title already."),
    "applied-too-often": _("The place has applied as often as the rules allow."),
    "eligible": _("The rules allow it."),
    "eligible-through-parent": _("The rules allow it, through the municipality that answers for the place."),
}
EXPORT_COLUMNS: dict[str, Promise] = {
    "ref": _("Reference"),
    "place": _("Place"),
    "place_key": _("Key of the place"),
    "country": _("Country"),
    "legal_body": _("Answered for by"),
    "team": _("Applies together with"),
    "state": _("State"),
    "language": _("Language"),
    "began_at": _("Begun"),
    "submitted_at": _("Last sent"),
    "submissions": _("Submissions"),
    "sha256": _("SHA-256"),
    "eligibility": _("Eligibility"),
    "reason": _("Reason"),
}


def reason_words(verdict: Verdict) -> str:
    """A verdict's reason as a sentence; a reason of a lower room in its own words is added by the page."""
    words = REASONS.get(verdict.reason)
    return str(words) if words is not None else verdict.reason
