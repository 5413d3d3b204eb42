"""Sessions in which an external expert works with the group of mentors."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from pearls.db.fields import RefField


class Supervision(models.Model):
    """One session: who led it, what about, how many whole minutes."""

    ref = RefField()
    held_on = models.DateField()
    expert = models.CharField(max_length=200)
    topic = models.CharField(max_length=400)
    minutes = models.PositiveIntegerField()
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ("-held_on", "-id")
        constraints = (CheckConstraint(condition=Q(minutes__gt=0), name="supervision_has_minutes"),)

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        return f"supervision:{self.ref}"


class Attendance(models.Model):
    """A mentor who was there."""

    supervision = models.ForeignKey(Supervision, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="supervisions")

    class Meta:
        constraints = (UniqueConstraint(fields=("supervision", "person"), name="attended_once"),)

    def __str__(self) -> str:
        return f"{self.supervision_id}/{self.person_id}"
