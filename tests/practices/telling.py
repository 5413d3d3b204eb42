"""Contributions for tests: a draft that may be sent, and its way to the public."""

from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pearls.people.models import Speaker
from pearls.places.models import Place
from pearls.practices import services
from pearls.practices.models import Contribution, Practice
from tests.cast import Cast

SUMMARY = (
    "Neighbours of a small town meet every Thursday in the old dairy and cook what is left over in the shop. "
    "Whoever is alone comes first; the others bring a chair. After a year sixty people know each other by name."
)


def a_draft(**changes: Any) -> dict[str, Any]:
    """Everything that is needed, and nothing that is suspected."""
    return {
        "title": "Soup in the old dairy",
        "language": "en",
        "summary": SUMMARY,
        "country": "LV",
        "place": "Vējupe",
        "steps": ["They asked the shop", "They cleaned the dairy", "They cooked"],
        "challenge": ["loneliness"],
        "outcomes": ["Sixty people know each other by name"],
        "evidence": "A list at the door",
        "evidence_strength": "counted",
        "budget_eur": 900,
        "what_failed": "The first oven",
        **changes,
    }


def a_town(cast: Cast, *people: str, key: str = "vejupe-lv", name: str = "Vējupe") -> Place:
    """A town for which these people speak."""
    place, _is_new = Place.objects.get_or_create(
        key=key, defaults={"name": name, "official_names": [name], "country": "LV", "source": "demonstration"}
    )
    for who in people:
        Speaker.objects.create(person=cast[who], place=place, state="confirmed", claimed_at=place_time())
    return place


def place_time() -> datetime:
    return datetime.fromisoformat("2026-01-05T08:00:00+00:00")


def a_contribution(
    cast: Cast, now: datetime, *, who: str = "town", place: Place | None = None, **draft: Any
) -> Contribution:
    return services.begin_contribution(actor=cast.actor(who), draft=a_draft(**draft), place=place, now=now)


def sent(cast: Cast, found: Contribution, now: datetime, who: str = "town") -> Contribution:
    return services.send_contribution(actor=cast.actor(who), contribution=found, settles_names=True, now=now)


def published(cast: Cast, found: Contribution, now: datetime, who: str = "town") -> Practice:
    """Sent by its author, checked by the editor, accepted by the office."""
    sent(cast, found, now, who)
    services.check_contribution(actor=cast.actor("editor"), contribution=found, now=now)
    return services.accept_contribution(actor=cast.actor("coordinator"), contribution=found, now=now)


def a_picture(width: int = 2000, height: int = 1000, kind: str = "JPEG") -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (width, height), "teal").save(content, format=kind)
    return SimpleUploadedFile(f"photo.{'jpg' if kind == 'JPEG' else kind.lower()}", content.getvalue())
