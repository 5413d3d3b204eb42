"""A file that came back: what it says waits until somebody has looked at every change."""

from django.conf import settings
from django.db import models

from pearls.db.fields import RefField
from pearls.plans.models.plans import Plan


class PaperBack(models.Model):
    """A file of the plan that somebody edited and brought back. `content` is what it says, whole; `base`, the revisions
    the plan had when the file left. Kept until it is taken over or left.
    """

    ref = RefField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="papers_back")
    name = models.CharField(max_length=200)
    content = models.JSONField()
    base = models.JSONField()
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)  # taken over or left

    class Meta:
        ordering = ["-brought_at", "-id"]

    def __str__(self) -> str:
        return str(self.ref)
