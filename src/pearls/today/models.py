"""What waits for somebody, as rooms put it down when it began to wait."""

from django.db import models
from django.db.models import Q


class Line(models.Model):
    """One thing on somebody's day: a person's, that of those who speak for a place, or of those who hold a role.

    `code` is worded by the room that put it down, in its `labels.LINES`, with `params`; `who` is a name or a title and
    needs no words. `page` and `page_args` are the exact spot. A line that is news goes by itself, one
    that `ends_at_until` once its time has passed (nobody can do it any more).
    """

    subject = models.CharField(max_length=160)
    code = models.CharField(max_length=64)
    person = models.ForeignKey("pearls_people.Person", on_delete=models.CASCADE, null=True, related_name="+")
    place = models.ForeignKey("pearls_places.Place", on_delete=models.CASCADE, null=True, related_name="+")
    role = models.CharField(max_length=16, blank=True)
    edition_key = models.CharField(max_length=40, blank=True)
    who = models.CharField(max_length=200)
    params = models.JSONField(default=dict)
    page = models.CharField(max_length=80)
    page_args = models.JSONField(default=dict)
    spot = models.CharField(max_length=80, blank=True)
    until = models.DateTimeField(null=True)
    zone = models.CharField(max_length=64, default="UTC")
    ends_at_until = models.BooleanField(default=False)
    is_news = models.BooleanField(default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("until", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False, place__isnull=True, role="")
                | Q(person__isnull=True, place__isnull=False, role="")
                | (Q(person__isnull=True, place__isnull=True) & ~Q(role="")),
                name="today_line_for_one",
            ),
            models.UniqueConstraint(
                fields=["subject", "code", "person"],
                condition=Q(person__isnull=False),
                name="today_line_once_for_person",
            ),
            models.UniqueConstraint(
                fields=["subject", "code", "place"], condition=Q(place__isnull=False), name="today_line_once_for_place"
            ),
            models.UniqueConstraint(
                fields=["subject", "code", "role", "edition_key"],
                condition=~Q(role=""),
                name="today_line_once_for_role",
            ),
        )
        indexes = (models.Index(fields=["role", "edition_key"], condition=~Q(role=""), name="today_line_role"),)

    def __str__(self) -> str:
        return f"{self.code} of {self.subject}"
