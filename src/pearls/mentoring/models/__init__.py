"""Mentors as they describe themselves, pairs and their work, hand-overs, and the office's matching."""

from pearls.mentoring.models.matching import MatchRun, MentorProfile
from pearls.mentoring.models.pairs import Agreement, HandOver, Meeting, Note, Pair, Promise
from pearls.mentoring.models.supervision import Attendance, Supervision

__all__ = [
    "Agreement",
    "Attendance",
    "HandOver",
    "MatchRun",
    "Meeting",
    "MentorProfile",
    "Note",
    "Pair",
    "Promise",
    "Supervision",
]
