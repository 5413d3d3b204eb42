"""What one person declared about a dossier, and what they gave it."""

from typing import ClassVar

from django.db import models

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.selection.models.panels import Dossier, Seat
from pearls.selection.rules.panels import AssessmentState, Conflict

SCORE_DIGITS, SCORE_PLACES = 9, 4


class Declaration(models.Model):
    """A conflict of interest, or that there is none; without one the text stays shut."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="declarations")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="declarations")
    conflict = models.CharField(max_length=20)
    note = models.TextField(blank=True)
    declared_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("conflict", Conflict, name="declaration_conflict"),
            models.UniqueConstraint(fields=["seat", "dossier"], name="declaration_once"),
        ]

    def __str__(self) -> str:
        return self.conflict


class Assignment(models.Model):
    """One text for one person to score. It binds once the panel's assignment is in force."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="assignments")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="assignments")
    reason = models.TextField(blank=True)  # why the office put it there by hand; empty: as proposed
    set_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["seat", "dossier"], name="assignment_once")
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.dossier_id}"


class Assessment(models.Model):
    """One person's judgement of one dossier, of the snapshot it names and of no other."""

    ref = RefField()
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="assessments")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="assessments")
    snapshot = models.ForeignKey("pearls_documents.Snapshot", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default=AssessmentState.OPEN.value)
    reason = models.TextField(blank=True)  # why it cannot be judged, or why it was taken up again
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    on_paper_at = models.DateTimeField(null=True, blank=True)  # when the office entered it; None: the person's own work

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("state", AssessmentState, name="assessment_state"),
            models.UniqueConstraint(fields=["seat", "dossier"], name="assessment_once"),
        ]

    def __str__(self) -> str:
        return str(self.ref)


class Score(models.Model):
    """Points on one criterion; null is no score, never zero."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    criterion = models.CharField(max_length=80)
    value = models.DecimalField(max_digits=SCORE_DIGITS, decimal_places=SCORE_PLACES, null=True)
    comment = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["assessment", "criterion"], name="score_once")
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.value}"
