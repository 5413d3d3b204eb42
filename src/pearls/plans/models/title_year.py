"""What happens in the title year: the log, measured values and changes of the plan."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from pearls.db.fields import RefField
from pearls.plans.models.plans import Plan


def _person() -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )


class LogEntry(models.Model):
    """Something that happened in an activity of the plan. Who took part is counted by group; nobody is named."""

    ref = RefField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="log")
    activity = models.CharField(max_length=16)  # the name of the record in the plan
    happened_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    what = models.TextField()
    learned = models.TextField(blank=True)
    cost_cents = models.PositiveBigIntegerField(null=True, blank=True)  # null: not said
    photo = models.CharField(max_length=32, blank=True)  # the ref of the stored file
    photo_words = models.CharField(max_length=400, blank=True)  # what the photo shows, for those who do not see it
    logged_at = models.DateTimeField()
    logged_by = _person()
    taken_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["happened_on", "id"]
        constraints = [
            CheckConstraint(condition=Q(photo="") | ~Q(photo_words=""), name="log_photo_has_words"),
        ]
        indexes = [models.Index(fields=["plan", "activity"], name="log_by_activity")]

    def __str__(self) -> str:
        return str(self.ref)


class LogCount(models.Model):
    """How many of one target group took part; the empty group is everybody else."""

    entry = models.ForeignKey(LogEntry, on_delete=models.CASCADE, related_name="counts")
    group = models.CharField(max_length=16, blank=True)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [UniqueConstraint(fields=["entry", "group"], name="log_group_once")]

    def __str__(self) -> str:
        return f"{self.group}: {self.count}"


class IndicatorValue(models.Model):
    """An indicator of the plan, measured on a day; the exact decimal as text."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="values")
    indicator = models.CharField(max_length=16)
    value = models.CharField(max_length=20)
    measured_on = models.DateField()
    note = models.CharField(max_length=400, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = _person()

    class Meta:
        ordering = ["measured_on", "id"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"


class PlanChange(models.Model):
    """The plan of a Pearl opened for a change, with its reason; what the jury judged stays as it was."""

    ref = RefField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="changes")
    reason = models.TextField()
    before = models.ForeignKey("pearls_documents.Snapshot", on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(
        "pearls_documents.Snapshot", on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    began_at = models.DateTimeField()
    began_by = _person()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-began_at", "-id"]
        constraints = [UniqueConstraint(fields=["plan"], condition=Q(ended_at=None), name="plan_change_one_open")]

    def __str__(self) -> str:
        return str(self.ref)
