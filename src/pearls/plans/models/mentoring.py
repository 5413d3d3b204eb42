"""What a mentor keeps of the work with a town, and what it tells the office."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from pearls.db.fields import RefField
from pearls.plans.models.plans import Plan


class Meeting(models.Model):
    """A meeting of the mentor with the town: the day, and what was agreed. The town reads it too."""

    ref = RefField()
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="meetings")
    held_on = models.DateField()
    agreed = models.TextField()
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    noted_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["-held_on", "-id"]

    def __str__(self) -> str:
        return str(self.ref)


class Flag(models.Model):
    """A mentor's word to the office that a town needs it; open until the office says what it did. The town is not
    shown it."""

    ref = RefField()
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="flags")
    reason = models.TextField()
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    raised_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    outcome = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-raised_at", "-id"]

    def __str__(self) -> str:
        return str(self.ref)
