"""Which practices nobody has confirmed for a year, and what has changed in them since."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet

from pearls.kernel.actor import Actor
from pearls.people.rules import SpeakerState
from pearls.practices.models import Confirmation, Practice, PracticeVersion, Translation
from pearls.practices.queries.contributing import is_editor
from pearls.practices.queries.practices import public_practices
from pearls.practices.queries.versions import version_records
from pearls.practices.rules.holding import YEAR
from pearls.practices.rules.translations import TranslationState
from pearls.practices.rules.versions import Difference, differences

MOST_WAITING = 100


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


@dataclass(frozen=True)
class Waiting:
    """A practice that waits for somebody: `number` proposals in `language`, if any; `is_due`: nobody confirmed it."""

    key: str
    title: str
    language: str
    number: int
    is_due: bool


def waiting_on_practices(actor: Actor, places: Collection[int], now: datetime) -> list[Waiting]:
    """What waits for editors, and for who speaks for these places (their rows); a line for each practice and language.
    One query, none for everybody else."""
    edits = is_editor(actor)
    if not (edits or places):
        return []
    proposed = Q(translations__state=TranslationState.PROPOSED)
    decided = Translation.objects.filter(state=TranslationState.PROPOSED)
    if not edits:
        decided = decided.filter(practice__place__in=places)
    old = due_of_places(places, now).order_by()
    found = Practice.objects.filter(
        Q(pk__in=decided.values("practice")) | Q(pk__in=old.values("pk")), withdrawn_at=None
    ).annotate(told=FilteredRelation("translations", condition=proposed), is_due=Exists(old.filter(pk=OuterRef("pk"))))
    rows = found.values_list("key", "title", "told__language", "is_due").annotate(number=Count("told"))
    return [
        Waiting(key, title, language or "", number, is_due)
        for key, title, language, is_due, number in rows.order_by("key", "told__language")[:MOST_WAITING]
    ]
