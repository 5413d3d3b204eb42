"""Why a text got what it got, in words for its place."""

from django.conf import settings
from django.db import models


class FeedbackDay(models.Model):
    """The day by which the places of a panel have their reasons in words, as the office has told them."""

    panel = models.OneToOneField("pearls_selection.Panel", on_delete=models.CASCADE, related_name="feedback_day")
    due_on = models.DateField()
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.panel_id}: {self.due_on}"


class Feedback(models.Model):
    """The reasons for one text; a draft of the office until `sent_at`, then what the place reads."""

    dossier = models.OneToOneField("pearls_selection.Dossier", on_delete=models.CASCADE, related_name="feedback")
    language = models.CharField(max_length=8, default="en")
    worded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.dossier_id)


class Reason(models.Model):
    """The words for one criterion. Whoever scored is not named in them, and no single score is told."""

    feedback = models.ForeignKey(Feedback, on_delete=models.CASCADE, related_name="reasons")
    criterion = models.CharField(max_length=80)
    text = models.TextField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("feedback", "criterion"), name="feedback_reason_once"),)

    def __str__(self) -> str:
        return self.criterion
