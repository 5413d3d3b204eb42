"""Two Pearls in the network, a candidate that is not, a mentor who joined, and people who are outside."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from django.test import Client

from pearls.kernel.actor import Actor
from pearls.network import services
from pearls.network.models import Group, Member, Post
from pearls.network.rules import Profile, Told
from pearls.people.models import Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.programme.models import Edition, Entry, Programme
from pearls.programme.rules.office import EditionState, Outcome
from tests.cast import Cast

INSIDE = ("town", "othertown", "mentor", "coordinator", "admin")


@dataclass
class Net:
    """Who is inside; `ezeri` is the town's, `upes` othertown's, `kalni` the colleague's and not in the network."""

    cast: Cast
    ezeri: Place
    upes: Place
    kalni: Place
    now: datetime
    members: dict[str, Member]

    def actor(self, key: str) -> Actor:
        return self.cast.actor(key)

    def client(self, key: str) -> Client:
        client = Client()
        if key:
            client.force_login(self.cast[key])
        return client

    def group(self, joining: str = "network", by: str = "town") -> Group:
        return services.found_group(
            actor=self.actor(by), name="Choirs", purpose="Singing", language="en", joining=joining, now=self.now
        )

    def post(self, by: str = "town", group: Group | None = None, title: str = "Tables", text: str = "Sixteen") -> Post:
        return services.put_up(actor=self.actor(by), group=group, told=told(title, text), now=self.now)


def told(title: str = "Tables", text: str = "Sixteen of them", language: str = "en") -> Told:
    return Told(title=title, text=text, language=language, kind="offer")


@pytest.fixture
def net(cast: Cast, now: datetime) -> Net:
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
    ezeri, upes, kalni = (
        Place.objects.create(
            key=name.lower(), name=name, official_names=[name], country=country, population=8000, source="facts"
        )
        for name, country in (("Ezeri", "LV"), ("Upes", "LT"), ("Kalni", "LV"))
    )
    for place, outcome in ((ezeri, Outcome.PEARL), (upes, Outcome.PEARL), (kalni, Outcome.CANDIDATE)):
        Entry.objects.create(edition=edition, place=place, name=place.name, country=place.country, outcome=outcome)
    for key, place in (("town", ezeri), ("othertown", upes), ("colleague", kalni)):
        Speaker.objects.create(person=cast[key], place=place, state=SpeakerState.CONFIRMED, claimed_at=now)
    members = {
        key: services.join_network(
            actor=cast.actor(key), place=place, profile=Profile(about=f"About {key}", visibility=visibility), now=now
        )
        for key, place, visibility in (("town", ezeri, "public"), ("othertown", upes, "network"))
    }
    members["mentor"] = services.join_network(actor=cast.actor("mentor"), profile=Profile(), now=now)
    return Net(cast, ezeri, upes, kalni, now, members)
