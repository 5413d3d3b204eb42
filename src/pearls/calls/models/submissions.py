"""What was sent, for good."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from pearls.calls.models.applications import Application
from pearls.calls.rules import SubmissionKind
from pearls.db.constraints import one_of
from pearls.db.fields import RefField


class Submission(models.Model):
    """One sending of an application or plan: a snapshot and the server's instant. The latest of its kind counts."""

    ref = RefField()
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="submissions")
    kind = models.CharField(max_length=12, default=SubmissionKind.APPLICATION.value)
    number = models.PositiveSmallIntegerField()  # 1, 2, 3 … of its kind
    snapshot = models.OneToOneField("pearls_documents.Snapshot", on_delete=models.PROTECT, related_name="submission")
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_late = models.BooleanField(default=False)  # by a late link or as an answer to a question, after the deadline

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("kind", SubmissionKind, name="submission_kind"),
            models.UniqueConstraint(fields=["application", "kind", "number"], name="submission_number_once"),
        ]

    def __str__(self) -> str:
        return str(self.ref)
