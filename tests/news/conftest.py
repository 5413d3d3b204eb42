"""Two Pearls of history, one spoken for by the town of the cast, and a town without a title."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pearls.kernel.actor import Actor
from pearls.news import services
from pearls.news.models import Story
from pearls.news.rules import Telling
from pearls.people.models import Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.programme.models import Edition, Entry, Programme
from pearls.programme.rules.office import EditionState, Outcome
from pearls.titles.models import Title
from tests.cast import Cast


@dataclass
class Newsroom:
    """Who tells what; `pearl` is the town's place, `other` another Pearl, `plain` a place without a title."""

    cast: Cast
    pearl: Place
    other: Place
    plain: Place
    now: datetime

    @property
    def town(self) -> Actor:
        return self.cast.actor("town")

    @property
    def office(self) -> Actor:
        return self.cast.actor("coordinator")

    def story(self, title: str = "A lake", **given: object) -> Story:
        """A draft of the Pearl's, or with `place=None` of the office's."""
        place = given.pop("place", self.pearl)
        actor = self.town if place else self.office
        return services.begin_story(actor=actor, telling=telling(title, **given), place=place, now=self.now)  # type: ignore[arg-type]

    def sent(self, title: str = "A lake", **given: object) -> Story:
        return services.send_story(actor=self.town, story=self.story(title, **given), now=self.now)

    def public(self, title: str = "A lake", **given: object) -> Story:
        story = self.story(title, **given) if given.get("place", self.pearl) is None else self.sent(title, **given)
        return services.publish_story(actor=self.office, story=story, now=self.now)


def telling(title: str = "A lake", **given: object) -> Telling:
    words = {"language": "en", "lead": "We walked around it.", "body": "First.\n\nSecond.", "public_at": None}
    return Telling(title=title, **(words | given))  # type: ignore[arg-type]


def a_photo(width: int = 1600, height: int = 900) -> SimpleUploadedFile:
    content = BytesIO()
    Image.new("RGB", (width, height), (20, 80, 90)).save(content, format="JPEG")
    return SimpleUploadedFile("lake.jpg", content.getvalue())


@pytest.fixture
def room(cast: Cast, now: datetime) -> Newsroom:
    cache.clear()
    programme = Programme.objects.create(key="test", name={"en": "Test"}, is_default=True)
    edition = Edition.objects.create(
        programme=programme,
        key="2024",
        name={"en": "Edition 2024"},
        title_year=2024,
        state=EditionState.PUBLISHED,
        is_history=True,
        created_at=now,
    )
    pearl, other, plain = (
        Place.objects.create(
            key=name.lower(), name=name, official_names=[name], country="LV", lat=57.3, lon=25.3, source="facts"
        )
        for name in ("Ezeri", "Upes", "Kalni")
    )
    for place in (pearl, other):
        Title.objects.create(edition=edition, place=place, kind="not-published", is_history=True)
        Entry.objects.create(
            edition=edition,
            place=place,
            name=place.name,
            country="LV",
            outcome=Outcome.PEARL,
            challenge={"en": "Two shores"},
            sources=["https://example.org/pearl"],
        )
    for key, place in (("town", pearl), ("othertown", other), ("colleague", plain)):
        Speaker.objects.create(person=cast[key], place=place, state=SpeakerState.CONFIRMED, claimed_at=now)
    return Newsroom(cast, pearl, other, plain, now)
