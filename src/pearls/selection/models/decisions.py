"""What the body decided beyond the rule, and the chair's signature under the result."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from pearls.db.constraints import one_of
from pearls.selection.models.panels import Dossier, Panel, Seat
from pearls.selection.rules.panels import Ground
from pearls.selection.rules.places import Outcome


class Decision(models.Model):
    """The outcome of one dossier. What the rule settles is written at the signature; the rest when it is decided."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="decisions")
    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="decision")
    outcome = models.CharField(max_length=20)
    ground = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("outcome", set(Outcome) - {Outcome.UNDECIDED}, name="decision_outcome_of_panel"),
            one_of("ground", Ground, name="decision_ground"),
        ]

    def __str__(self) -> str:
        return self.outcome


class SignOff(models.Model):
    """The chair's signature, the first of two: the ranking as it stood, word for word, and its hash.

    One that was set aside stays on record; of those that stand there is at most one.
    """

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="sign_offs")
    number = models.PositiveSmallIntegerField(default=1)  # 1, 2 … of the panel
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    ranking = models.JSONField()  # the document of `pearls rank`, with each outcome as decided
    sha256 = models.CharField(max_length=64)
    remarks = models.TextField(blank=True)  # what the chair adds to the minutes
    signed_at = models.DateTimeField()
    set_aside_at = models.DateTimeField(null=True, blank=True)  # when a plan that it gave a place left
    set_aside_because = models.TextField(blank=True)  # where it was taken back; empty: a plan left or came back

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["panel", "number"], name="sign_off_number_once"),
            models.UniqueConstraint(
                fields=["panel"], condition=models.Q(set_aside_at__isnull=True), name="sign_off_one_stands"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class SecondSignature(models.Model):
    """The signature beside the chair's, under the same hash: by another member, or else by the office (no seat)."""

    sign_off = models.OneToOneField(SignOff, on_delete=models.PROTECT, related_name="second")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256
