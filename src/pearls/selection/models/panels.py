"""A panel, its seats, and the dossiers it judges."""

from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models

from pearls.db.constraints import one_of
from pearls.db.fields import RefField, TranslatedField
from pearls.programme import rules as programme_rules
from pearls.programme.rules import EditionRules, Stage, StageRules
from pearls.selection.rules.inviting import ReminderKind
from pearls.selection.rules.panels import AssignmentState, PanelState, SeatState


class Panel(models.Model):
    """The people who judge one stage of an edition, by the version of the rules they were convened under."""

    ref = RefField()
    edition = models.ForeignKey("pearls_programme.Edition", on_delete=models.PROTECT, related_name="panels")
    stage = models.CharField(max_length=20)
    rules_version = models.ForeignKey("pearls_programme.RulesVersion", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, default=PanelState.SCORING.value)
    due_at = models.DateTimeField(null=True, blank=True)  # when the scores should be in
    convened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    close_reason = models.TextField(blank=True)
    line_reason = models.TextField(blank=True)
    publish_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    assignment = models.CharField(max_length=20, default=AssignmentState.NONE.value)
    per_text = models.PositiveSmallIntegerField(default=0)  # assessors for each text, as last proposed
    is_assignment_proven = models.BooleanField(default=False)  # as it came from the solver, unchanged by hand
    reshared_at = models.DateTimeField(null=True, blank=True)  # when who reads what changed last, while it binds

    class Meta:
        ordering: ClassVar[list[str]] = ["-convened_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("stage", Stage, name="panel_stage"),
            one_of("state", PanelState, name="panel_state"),
            one_of("assignment", AssignmentState, name="panel_assignment"),
            models.UniqueConstraint(fields=["edition", "stage"], name="panel_once_per_stage"),
        ]

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        return f"panel:{self.ref}"

    @cached_property
    def edition_rules(self) -> EditionRules:
        """The rules of the version, read; reads `rules_version`."""
        return programme_rules.parse_edition_rules(self.rules_version.text)

    @property
    def stage_rules(self) -> StageRules:
        """The rules of this stage. Raises: LookupError where the edition has no such stage."""
        rules = self.edition_rules.stage(Stage(self.stage))
        if rules is None:
            raise LookupError(f"the rules of {self.edition_id} have no stage {self.stage}")
        return rules


class Seat(models.Model):
    """One person on a panel. `country` is where the person is from, for the rule about one's own country."""

    ref = RefField()
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seats")
    country = models.CharField(max_length=2, blank=True)
    is_chair = models.BooleanField(default=False)
    is_assessor = models.BooleanField(default=True)
    state = models.CharField(max_length=20, default=SeatState.INVITED.value)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)  # what the person answered
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)  # the most texts they score; None: all
    languages = models.JSONField(default=list, blank=True)  # the codes they read; none named: all
    topics = models.JSONField(default=list, blank=True)  # the codes of topics they know; none named: none
    answer_on = models.DateField(null=True, blank=True)  # the last day on which an answer is awaited
    in_place_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="successors")
    told = models.CharField(max_length=64, blank=True)  # the hash of what the person was last told to read

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("state", SeatState, name="seat_state"),
            models.UniqueConstraint(fields=["panel", "person"], name="seat_once"),
        ]

    def __str__(self) -> str:
        return str(self.ref)


class Dossier(models.Model):
    """What is judged: a snapshot, handed down, with the facts that the ranking needs. Its text never changes.

    One that has left is judged no more, and no result is computed with it.
    """

    ref = RefField()
    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="dossiers")
    application_ref = models.CharField(max_length=32)  # of the room below, which moves it by this reference
    key = models.CharField(max_length=120)  # the candidate's id on score sheets
    name = models.CharField(max_length=250)
    country = models.CharField(max_length=2)
    place = models.ForeignKey("pearls_places.Place", on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8, default="en")
    snapshot = models.ForeignKey("pearls_documents.Snapshot", on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)  # when its application ended by itself
    topics = models.JSONField(null=True, blank=True)  # the codes that the text names; None: nobody has read it for them
    left_as = models.CharField(max_length=20, blank=True)  # the state in which it ended, in words of the room below

    class Meta:
        ordering: ClassVar[list[str]] = ["key"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["panel", "application_ref"], name="dossier_once"),
            models.UniqueConstraint(fields=["panel", "key"], name="dossier_key_once"),
        ]

    def __str__(self) -> str:
        return self.key


class Topic(models.Model):
    """What a text on the panel can be about and an assessor can know, as the room above hands it down with its name."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="topics")
    code = models.CharField(max_length=120)
    name = TranslatedField()

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["panel", "code"], name="topic_once")
        ]

    def __str__(self) -> str:
        return self.code


class SeatReminder(models.Model):
    """That somebody was reminded of one thing due on one day: the row claims the letter, so none goes twice."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=20)
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("kind", ReminderKind, name="seat_reminder_kind"),
            models.UniqueConstraint(fields=["seat", "kind", "due_on"], name="seat_reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.due_on}"
