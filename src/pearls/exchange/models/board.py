"""What a place or a partner can show, and what one wants to learn."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.exchange.rules import EntryState, Window


def _has_one_holder(name: str) -> CheckConstraint:
    return CheckConstraint(
        condition=Q(place__isnull=False, partner__isnull=True) | Q(place__isnull=True, partner__isnull=False),
        name=name,
    )


class Entry(models.Model):
    """A line of the board, held by a place or by a partner; `person` wrote it and, for a partner, speaks for it."""

    ref = RefField()
    place = models.ForeignKey("pearls_places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(
        "pearls_programme.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    concepts = models.JSONField(default=list)  # names of the vocabulary, as "cultural_field:theatre"
    languages = models.JSONField(default=list)
    seats = models.PositiveIntegerField()
    windows = models.JSONField(default=list)  # pairs of days; all within the two below
    first_day = models.DateField()
    last_day = models.DateField()
    state = models.CharField(max_length=8, default=EntryState.OPEN.value)
    is_public = models.BooleanField(default=False)
    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def times(self) -> tuple[Window, ...]:
        """When it is good, in order."""
        return tuple(Window(date.fromisoformat(first), date.fromisoformat(last)) for first, last in self.windows)

    @property
    def holder_key(self) -> str:
        """Whose it is, as a key: no place and partner share one."""
        return f"place:{self.place_id}" if self.place_id else f"partner:{self.partner_id}"


class Offer(Entry):
    """What we can show, and for how many."""

    seats_taken = models.PositiveIntegerField(default=0)  # by visits that are agreed, held or closed
    access = models.JSONField(default=list)
    guest_pays = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=("state", "-changed_at"), name="exchange_offers_open")]
        constraints: ClassVar = [
            one_of("state", EntryState, name="exchange_offer_state"),
            _has_one_holder("exchange_offer_holder"),
            CheckConstraint(condition=Q(seats_taken__lte=F("seats")), name="exchange_seats_never_exceeded"),
            CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="exchange_offer_days"),
        ]

    @property
    def subject(self) -> str:
        return f"visit-offer:{self.ref}"

    @property
    def seats_left(self) -> int:
        return self.seats - self.seats_taken


class Need(Entry):
    """What we want to learn. Which access our people need is for the host of an agreed visit alone."""

    access = models.JSONField(default=list)  # private
    budget_cents = models.PositiveBigIntegerField(null=True, blank=True)  # private

    class Meta:
        indexes: ClassVar = [models.Index(fields=("state", "-changed_at"), name="exchange_needs_open")]
        constraints: ClassVar = [
            one_of("state", EntryState, name="exchange_need_state"),
            _has_one_holder("exchange_need_holder"),
            CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="exchange_need_days"),
        ]

    @property
    def subject(self) -> str:
        return f"visit-need:{self.ref}"
