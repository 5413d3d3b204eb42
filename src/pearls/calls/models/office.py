"""What the office does with an application: decides, asks back, lets one in late, reminds."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from pearls.calls.models.applications import Application
from pearls.calls.rules import State
from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.kernel.refs import new_secret


class Decision(models.Model):
    """One eligibility decision; a later one stands in its place, this one stays on record."""

    ref = RefField()
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=20)
    proposed = models.CharField(max_length=40, blank=True)  # what the rules said: a reason code of eligibility
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["decided_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("outcome", (State.ELIGIBLE, State.INELIGIBLE), name="decision_outcome")
        ]

    def __str__(self) -> str:
        return str(self.ref)


class Clarification(models.Model):
    """A question of the office to the applicant, with a date, and the answer.

    The answer is a draft until it is sent; then it belongs to the submission that it was sent with.
    """

    ref = RefField()
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="clarifications")
    question = models.TextField()
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    submission = models.ForeignKey(
        "pearls_calls.Submission", on_delete=models.PROTECT, null=True, blank=True, related_name="clarifications"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["asked_at", "id"]

    def __str__(self) -> str:
        return str(self.ref)


class LateLink(models.Model):
    """A secret that lets one place apply after the call has closed. It counts once it has been opened."""

    ref = RefField()
    edition = models.ForeignKey("pearls_programme.Edition", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("pearls_places.Place", on_delete=models.PROTECT, related_name="+")
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    reason = models.TextField()
    until = models.DateTimeField()
    given_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["given_at", "id"]

    def __str__(self) -> str:
        return str(self.ref)


class Reminder(models.Model):
    """That a draft was reminded so many days before the end: the row that keeps anybody from being reminded twice."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="reminders")
    days_before = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["application", "days_before"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.days_before}"


class ApplicantsRelease(models.Model):
    """The instant at which the list of an edition's applicants is published, set beforehand by the office."""

    edition = models.OneToOneField(
        "pearls_programme.Edition", on_delete=models.CASCADE, related_name="applicants_release"
    )
    publish_at = models.DateTimeField()
    set_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.publish_at.isoformat()}"
