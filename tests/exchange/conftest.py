"""Two towns of the network with somebody who speaks for each, a third one outside it, and their offers and needs."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from pearls.exchange import services
from pearls.exchange.models import Need, Offer, Visit
from pearls.exchange.rules import Told, Window
from pearls.kernel.actor import Actor
from pearls.people.models import Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.practices import services as practices
from pearls.programme.models import Edition, Entry, Programme
from pearls.programme.rules.office import EditionState, Outcome
from tests.cast import Cast

FIRST, LAST = date(2027, 5, 1), date(2027, 6, 30)


@dataclass
class Board:
    """`host` is spoken for by the town of the cast, `guest` by the other town, `outside` by the colleague."""

    cast: Cast
    host: Place
    guest: Place
    outside: Place
    now: datetime

    @property
    def hosting(self) -> Actor:
        return self.cast.actor("town")

    @property
    def visiting(self) -> Actor:
        return self.cast.actor("othertown")

    def offer(self, **given: Any) -> Offer:
        return services.put_offer(actor=self.hosting, told=told(**given), place=self.host, now=self.now)

    def need(self, **given: Any) -> Need:
        return services.put_need(actor=self.visiting, told=told(**given), place=self.guest, now=self.now)

    def asked(self, offer: Offer | None = None, seats: int = 2) -> Visit:
        return services.ask_for_visit(
            actor=self.visiting,
            offer=offer or self.offer(),
            place=self.guest,
            question="How do you keep a choir going?",
            seats=seats,
            first_day=FIRST,
            last_day=FIRST + timedelta(days=1),
            access_detail="One of us uses a wheelchair.",
            now=self.now,
        )

    def agreed(self, offer: Offer | None = None, seats: int = 2) -> Visit:
        return services.accept_visit(actor=self.hosting, visit=self.asked(offer, seats), now=self.now)

    def held(self) -> Visit:
        visit = self.agreed()
        services.call_it_held(actor=Actor.system("visits"), visit=visit, now=self.later(days=200))
        return visit

    def later(self, days: int) -> datetime:
        return self.now + timedelta(days=days)


def told(**given: Any) -> Told:
    values: dict[str, Any] = {
        "text": "A choir that fills the hall",
        "concepts": ["cultural_field:theatre"],
        "languages": ["en"],
        "seats": 4,
        "windows": [Window(FIRST, LAST)],
    }
    return Told(**values | given)


@pytest.fixture
def board(cast: Cast, now: datetime) -> Board:
    practices.load_vocabulary(actor=Actor.system("tests"), now=now)
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
    places = [
        Place.objects.create(
            key=name.lower(), name=name, official_names=[name], country=country, lat=lat, lon=25.3, source="facts"
        )
        for name, country, lat in (("Ezeri", "LV", 57.3), ("Upes", "LT", 55.3), ("Kalni", "LV", 56.0))
    ]
    for place in places[:2]:
        Entry.objects.create(
            edition=edition, place=place, name=place.name, country=place.country, outcome=Outcome.PEARL
        )
    for key, place in zip(("town", "othertown", "colleague"), places, strict=True):
        Speaker.objects.create(person=cast[key], place=place, state=SpeakerState.CONFIRMED, claimed_at=now)
    return Board(cast, *places, now)
