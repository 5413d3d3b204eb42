"""The meeting of a panel: who is there, its agenda with the notes, changed scores, votes, draws."""

from typing import ClassVar

from django.db import models

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.selection.models.assessments import SCORE_DIGITS, SCORE_PLACES, Assessment
from pearls.selection.models.panels import Dossier, Panel, Seat
from pearls.selection.models.seals import Commitment
from pearls.selection.rules.meeting import About, Choice, Zone


class Meeting(models.Model):
    """The meeting, from the moment at which the chair fixes the agenda; `current` is what is discussed now."""

    panel = models.OneToOneField(Panel, on_delete=models.CASCADE, related_name="meeting")
    began_at = models.DateTimeField()
    current = models.ForeignKey(Dossier, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    def __str__(self) -> str:
        return f"meeting of {self.panel_id}"


class Attendance(models.Model):
    """That somebody is, or was, at the meeting; each coming and going is in the journal."""

    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="attendance")
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.seat_id} at {self.came_at}"


class MeetingItem(models.Model):
    """One text on the agenda, with the note that all write together."""

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="item")
    position = models.PositiveSmallIntegerField()
    zone = models.CharField(max_length=10)
    opened_at = models.DateTimeField(null=True, blank=True)  # when it was discussed first
    done_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)
    note_revision = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [one_of("zone", Zone, name="meeting_item_zone")]

    def __str__(self) -> str:
        return f"{self.position}: {self.dossier_id}"


class NoteVersion(models.Model):
    """A note as it was: what somebody's page showed is needed to put their words and others' together."""

    item = models.ForeignKey(MeetingItem, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    text = models.TextField()
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, null=True, blank=True, related_name="+")  # none: office
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "revision"], name="note_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.revision}"


class StepOut(models.Model):
    """Somebody left the meeting for one item because of a conflict of interest."""

    item = models.ForeignKey(MeetingItem, on_delete=models.CASCADE, related_name="step_outs")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["item", "seat"], name="step_out_once")
        ]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.item_id}"


class ScoreChange(models.Model):
    """A score that its assessor changed at the meeting: both values and the reason stay."""

    commitment = models.OneToOneField(Commitment, on_delete=models.PROTECT, related_name="change")
    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="changes")
    criterion = models.CharField(max_length=80)
    before = models.DecimalField(max_digits=SCORE_DIGITS, decimal_places=SCORE_PLACES, null=True)
    after = models.DecimalField(max_digits=SCORE_DIGITS, decimal_places=SCORE_PLACES)
    reason = models.TextField(blank=True)  # empty once the assessor has been erased; its hash stays
    changed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["commitment__number"]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.before} to {self.after}"


class Vote(models.Model):
    """A question on which the members vote, on one text or on the whole; `entitled` is counted when it is closed."""

    ref = RefField()
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="votes")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, null=True, blank=True, related_name="votes")
    about = models.CharField(max_length=20)
    question = models.TextField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    entitled = models.JSONField(default=list, blank=True)  # references of the seats that could vote

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [one_of("about", About, name="vote_about")]

    def __str__(self) -> str:
        return str(self.ref)


class Ballot(models.Model):
    """How one person votes; another choice takes its place until the vote is closed."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=10)
    cast_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("choice", Choice, name="ballot_choice"),
            models.UniqueConstraint(fields=["vote", "seat"], name="ballot_once"),
        ]

    def __str__(self) -> str:
        return self.choice


class Draw(models.Model):
    """A draw among plans that tie: the sources as they were named, and later what they came to.

    Other sources are another draw; the first one stays, with why it was replaced.
    """

    ref = RefField()
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="draws")
    pool = models.JSONField()  # the plans by their ids, in the order in which they are numbered
    sources = models.JSONField()  # in words: what will be taken, from where
    known_at = models.DateTimeField()  # nobody knows the sources before
    named_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)  # of what was named, public at once
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaced_because = models.TextField(blank=True)
    values = models.JSONField(default=list, blank=True)
    order = models.JSONField(default=list, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return str(self.ref)
