"""The words of what the journal records here."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, Promise] = {
    "late-link-opened": _("Late link opened"),
    "late-link-given": _("Late link given"),
    "late-link-revoked": _("Late link revoked"),
    "member-invited": _("Colleague invited"),
    "invitation-used": _("Invitation used"),
    "member-joined": _("Colleague joined"),
    "member-removed": _("Colleague removed"),
    "member-right-changed": _("Colleague's right changed"),
    "memberships-ended": _("Taken off every application"),
    "application-began": _("Application begun"),
    "application-began-again": _("Text taken over from an earlier application"),
    "team-changed": _("Team of municipalities changed"),
    "draft-reminded": _("Reminder of a draft written"),
    "application-submitted": _("Application submitted"),
    "application-returned": _("Application returned with a question"),
    "application-withdrawn": _("Application withdrawn"),
    "application-awarded": _("Title awarded to the application"),
    "application-not-awarded": _("No title for the application"),
    "candidate-admitted": _("Admitted as candidate"),
    "candidate-not-admitted": _("Not admitted as candidate"),
    "candidate-dropped-out": _("Candidate dropped out"),
    "language-changed": _("Language of the text changed"),
    "plan-submitted": _("Action plan submitted"),
    "eligibility-decided": _("Eligibility decided"),
    "comment-added": _("Comment added"),
    "comment-settled": _("Comment settled"),
    "clarification-drafted": _("Answer to a question drafted"),
    "clarification-answered": _("Question answered"),
    "mentor-appointed": _("Mentor appointed"),
    "mentor-dismissed": _("Mentor taken off the place"),
    "applicants-scheduled": _("Time set for the list of applicants"),
}
SUBJECTS: dict[str, Promise] = {
    "application": _("Application"),
    "late-link": _("Late link"),
}
