"""A complaint of a place against what was decided about its text."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from pearls.complaints.rules.complaints import OPEN, Measure, Result, State
from pearls.db.constraints import one_of
from pearls.db.fields import RefField

PERSON = settings.AUTH_USER_MODEL
_OPEN = sorted(state.value for state in OPEN)


class Complaint(models.Model):
    """One complaint from its receipt to its outcome.

    `sha256` is of the salted words as they came; words and salt can be erased, and the receipt still stands.
    """

    ref = RefField()
    dossier = models.ForeignKey("pearls_selection.Dossier", on_delete=models.PROTECT, related_name="complaints")
    state = models.CharField(max_length=16, default=State.RECEIVED.value)
    grounds = models.JSONField()
    language = models.CharField(max_length=8, default="en")
    text = models.TextField(blank=True)
    salt = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64)
    filed_by = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, related_name="+")
    came_on_paper = models.BooleanField(default=False)
    filed_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)
    reader = models.ForeignKey(PERSON, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    named_at = models.DateTimeField(null=True, blank=True)
    proposal = models.CharField(max_length=16, blank=True)
    proposal_text = models.TextField(blank=True)
    proposed_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=16, blank=True)
    measure = models.CharField(max_length=20, default=Measure.NONE.value)
    answer = models.TextField(blank=True)  # why it was decided so, or why it is not admissible
    closed_at = models.DateTimeField(null=True, blank=True)
    warned_at = models.DateTimeField(null=True, blank=True)  # when somebody was written to that time runs out

    class Meta:
        ordering = ("filed_at", "pk")
        constraints = (
            one_of("state", State, name="complaint_state"),
            one_of("proposal", {"", *Result}, name="complaint_proposal"),
            one_of("result", {"", *Result}, name="complaint_result"),
            one_of("measure", Measure, name="complaint_measure"),
            models.UniqueConstraint(
                fields=("dossier",), condition=~Q(state=State.WITHDRAWN.value), name="complaint_once_per_text"
            ),
        )
        indexes = (models.Index(fields=("answer_by",), condition=Q(state__in=_OPEN), name="complaint_open_until"),)

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal names this complaint."""
        return f"complaint:{self.ref}"
