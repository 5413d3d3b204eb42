"""Certificates, their words fixed on the day they were issued."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.learning.models.courses import Course
from pearls.learning.rules.certificates import Kind, spelled


class Certificate(models.Model):
    """What somebody finished or attended; `ref` is its code too, which the site confirms.

    `said` is what it states of course or event, issuer and days, without the holder. `claims` is all of it as canonical
    JSON, `claims_sha256` its hash: when the holder is erased the name and the claims go, and the hash stays.
    """

    ref = RefField()
    kind = models.CharField(max_length=12)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, null=True, blank=True, related_name="certificates")
    event_ref = models.CharField(max_length=32, blank=True)
    person = models.ForeignKey("pearls_people.Person", on_delete=models.PROTECT, related_name="+")
    holder_name = models.CharField(max_length=200, blank=True)
    shows_name = models.BooleanField(default=True)  # to whoever confirms it
    said = models.JSONField()
    claims = models.TextField(blank=True)
    claims_sha256 = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ("-issued_at", "-pk")
        constraints = (
            one_of("kind", Kind, name="learning_certificate_kind"),
            CheckConstraint(
                condition=Q(kind=Kind.COURSE.value, course__isnull=False, event_ref="")
                | (Q(kind=Kind.ATTENDANCE.value, course__isnull=True) & ~Q(event_ref="")),
                name="learning_certificate_of_one_thing",
            ),
            CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(holder_name="", claims=""), name="learning_erased_holder"
            ),
            UniqueConstraint(
                fields=("course", "person"),
                condition=Q(withdrawn_at__isnull=True, kind=Kind.COURSE.value),
                name="learning_one_certificate_of_course",
            ),
            UniqueConstraint(
                fields=("event_ref", "person"),
                condition=Q(withdrawn_at__isnull=True, kind=Kind.ATTENDANCE.value),
                name="learning_one_certificate_of_event",
            ),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal, the outbox and lines name this certificate."""
        return f"certificate:{self.ref}"

    @property
    def code(self) -> str:
        """The code as it is printed."""
        return spelled(str(self.ref))

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
