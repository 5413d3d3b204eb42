"""Panels and who sits on them, what they read, what they gave, and what was decided."""

from pearls.selection.models.assessments import Assessment, Assignment, Declaration, Score
from pearls.selection.models.decisions import Decision, SecondSignature, SignOff
from pearls.selection.models.meeting import (
    Attendance,
    Ballot,
    Draw,
    Meeting,
    MeetingItem,
    NoteVersion,
    ScoreChange,
    StepOut,
    Vote,
)
from pearls.selection.models.panels import Dossier, Panel, Seat, SeatReminder, Topic
from pearls.selection.models.seals import Commitment, MeetingSeal, Seal
from pearls.selection.models.ties import Connection, Tie

__all__ = [
    "Assessment",
    "Assignment",
    "Attendance",
    "Ballot",
    "Commitment",
    "Connection",
    "Decision",
    "Declaration",
    "Dossier",
    "Draw",
    "Meeting",
    "MeetingItem",
    "MeetingSeal",
    "NoteVersion",
    "Panel",
    "Score",
    "ScoreChange",
    "Seal",
    "Seat",
    "SeatReminder",
    "SecondSignature",
    "SignOff",
    "StepOut",
    "Tie",
    "Topic",
    "Vote",
]
