"""The plan of a candidate."""

from django.db import models


class Plan(models.Model):
    """The Culture and Resilience Action Plan of a candidate, as a document defined by data."""

    application = models.OneToOneField("pearls_calls.Application", on_delete=models.PROTECT, related_name="plan")
    document = models.OneToOneField("pearls_documents.Document", on_delete=models.PROTECT, related_name="plan")
    began_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)  # the latest submission

    def __str__(self) -> str:
        return f"plan of {self.application_id}"

    @property
    def ref(self) -> str:
        """A plan is known by the ref of its application."""
        return str(self.application.ref)

    @property
    def subject(self) -> str:
        """How the journal names this plan."""
        return f"plan:{self.ref}"
