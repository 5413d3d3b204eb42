"""Panels and who sits on them, what they read, what they gave, and what was decided."""

from pearls.selection.models.assessments import Assessment, Declaration, Score
from pearls.selection.models.decisions import Decision, SignOff
from pearls.selection.models.panels import Dossier, Panel, Seat

__all__ = ["Assessment", "Decision", "Declaration", "Dossier", "Panel", "Score", "Seat", "SignOff"]
