"""A panel, its seats, and the dossiers it judges."""

from functools import cached_property
from typing import ClassVar

from django.conf import settings
from django.db import models

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.programme import rules as programme_rules
from pearls.programme.rules import EditionRules, Stage, StageRules
from pearls.selection.rules.panels import PanelState, SeatState


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

    class Meta:
        ordering: ClassVar[list[str]] = ["-convened_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("stage", Stage, name="panel_stage"),
            one_of("state", PanelState, name="panel_state"),
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
    left_as = models.CharField(max_length=20, blank=True)  # the state in which it ended, in words of the room below

    class Meta:
        ordering: ClassVar[list[str]] = ["key"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["panel", "application_ref"], name="dossier_once"),
            models.UniqueConstraint(fields=["panel", "key"], name="dossier_key_once"),
        ]

    def __str__(self) -> str:
        return self.key
