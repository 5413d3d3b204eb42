"""Which practices nobody has confirmed for a year, and what has changed in them since."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from pearls.people.rules import SpeakerState
from pearls.practices.models import Confirmation, Practice, PracticeVersion
from pearls.practices.queries.practices import public_practices
from pearls.practices.queries.versions import version_records
from pearls.practices.rules.holding import YEAR
from pearls.practices.rules.versions import Difference, differences


def due(now: datetime) -> QuerySet[Practice]:
    """Practices of which nobody has said for a year that they still hold."""
    old = now - YEAR
    never = Q(confirmation=None) | Q(confirmation__confirmed_at=None)
    found = public_practices(with_demonstration=True).filter(made_at__lte=old)
    return found.filter(never | Q(confirmation__confirmed_at__lte=old))


def due_of_places(places: Collection[int], now: datetime) -> QuerySet[Practice]:
    """Those of these places (their rows), by key."""
    return due(now).filter(place__in=places).order_by("key")


def to_be_asked(now: datetime) -> QuerySet[Practice]:
    """Those whose town has somebody to ask and has not been asked within the year, town by town."""
    not_asked = Q(confirmation=None) | Q(confirmation__asked_at=None) | Q(confirmation__asked_at__lte=now - YEAR)
    speaks = Q(place__speakers__state=SpeakerState.CONFIRMED, place__speakers__person__is_active=True)
    return due(now).filter(not_asked, speaks).select_related("place").order_by("place_id", "key").distinct()


def confirmation_of(practice: Practice) -> Confirmation | None:
    """When the town was asked, and when it last said that the practice still holds."""
    return Confirmation.objects.filter(practice=practice).first()


def changed_since(practice: Practice, instant: datetime | None) -> list[Difference]:
    """What differs now from what was public at an instant; nothing where it is not known how it stood then."""
    if instant is None:
        return []
    found = PracticeVersion.objects.filter(practice=practice, at__lte=instant).order_by("-number").first()
    if found is None:
        return []
    now: Mapping[str, Any] = version_records([practice])[practice.pk]
    return differences(found.record, now)
