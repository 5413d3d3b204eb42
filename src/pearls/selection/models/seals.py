"""What keeps scores as they were: a salted hash of each as it was given, and the signed root over all of them."""

from typing import ClassVar

from django.db import models

from pearls.selection.models.panels import Panel


class Commitment(models.Model):
    """One score as it was given, one after the other; the table refuses changes and removals.

    `record` is what was hashed, with the salt. It names an assessment by its reference and nobody by name, so that
    it stays when a person is erased.
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="commitments")
    number = models.PositiveIntegerField()  # 0, 1 … of the panel
    salt = models.CharField(max_length=64)
    record = models.JSONField()
    commitment = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["panel", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["panel", "number"], name="commitment_number_once")
        ]

    def __str__(self) -> str:
        return self.commitment


class Seal(models.Model):
    """The root over a panel's commitments, signed when the scoring closed, before anything was opened."""

    panel = models.OneToOneField(Panel, on_delete=models.PROTECT, related_name="seal")
    statement = models.JSONField()
    key = models.CharField(max_length=80)  # did:key of who signed
    signature = models.CharField(max_length=120)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.statement['size']}:{self.statement['root']}"


class MeetingSeal(models.Model):
    """The root over all commitments once the chair signs: those sealed before, and what the meeting changed."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="meeting_seals")
    number = models.PositiveSmallIntegerField()  # of the signature that it came with
    statement = models.JSONField()
    key = models.CharField(max_length=80)
    signature = models.CharField(max_length=120)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["panel", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["panel", "number"], name="meeting_seal_once")
        ]

    def __str__(self) -> str:
        return f"{self.statement['size']}:{self.statement['root']}"
