"""Applications and everything that hangs on them: people, submissions, questions, decisions, plans."""

from pearls.calls.models.applications import Application, Comment, Member, PartnerPlace
from pearls.calls.models.office import ApplicantsRelease, Clarification, Decision, LateLink, Reminder
from pearls.calls.models.submissions import Submission

__all__ = [
    "ApplicantsRelease",
    "Application",
    "Clarification",
    "Comment",
    "Decision",
    "LateLink",
    "Member",
    "PartnerPlace",
    "Reminder",
    "Submission",
]
