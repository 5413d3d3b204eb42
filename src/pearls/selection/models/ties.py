"""What a person said connects them, and the ties found between a person and a text."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.selection.models.panels import Dossier, Seat
from pearls.selection.rules.ties import SAYABLE, Ruling, TieKind


class Connection(models.Model):
    """A fact that a person said of themselves: whom they work or worked for, whom they are close to.

    It is the person's own and goes with them. `since` and `until` are years.
    """

    ref = RefField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="connections")
    kind = models.CharField(max_length=20)
    organisation = models.CharField(max_length=200, blank=True)
    place = models.ForeignKey("pearls_places.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    since = models.PositiveSmallIntegerField(null=True, blank=True)
    until = models.PositiveSmallIntegerField(null=True, blank=True)
    said_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["said_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [one_of("kind", SAYABLE, name="connection_kind")]

    def __str__(self) -> str:
        return str(self.ref)


class Tie(models.Model):
    """A tie as it was found, and what was decided about it. It stays, also when what it came from is over.

    `path` holds the facts on the way, with the names that things had then.
    """

    ref = RefField()
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="ties")
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="ties")
    kind = models.CharField(max_length=20)
    way = models.CharField(max_length=64)  # SHA-256 of the things on the way
    path = models.JSONField()
    found_at = models.DateTimeField()
    ruling = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering: ClassVar[list[str]] = ["found_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("kind", TieKind, name="tie_kind"),
            one_of("ruling", Ruling, name="tie_ruling"),
            models.UniqueConstraint(fields=["seat", "dossier", "way"], name="tie_once"),
        ]

    def __str__(self) -> str:
        return str(self.ref)
