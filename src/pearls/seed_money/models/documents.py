"""An edition's rules for seed money, version by version."""

from django.db import models
from django.db.models import UniqueConstraint


class RulesText(models.Model):
    """The document as it stood; the highest number is in force. A change is a new version, with its reason."""

    edition = models.ForeignKey("pearls_programme.Edition", on_delete=models.PROTECT, related_name="seed_rules")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    reason = models.TextField(blank=True)  # none for the first
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=64)  # an actor's ref

    class Meta:
        ordering = ("edition", "number")
        constraints = (UniqueConstraint(fields=("edition", "number"), name="seed_rules_number"),)

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.number}"
