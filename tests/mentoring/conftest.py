"""A candidate that `mentor` mentors, two more mentors, and everybody who must not read along."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from pearls.kernel.actor import Actor, Role
from pearls.mentoring import services
from pearls.mentoring.models import Note, Pair
from pearls.mentoring.rules.profiles import Described
from pearls.mentoring.rules.walls import Visibility
from pearls.people.models import Person
from pearls.programme import queries as programme_queries
from pearls.programme.models import RoleGrant
from tests.calls.conftest import edition, place
from tests.cast import Cast
from tests.plans.conftest import WRITING, Candidate, candidate

__all__ = ["candidate", "edition", "place"]  # fixtures of the rooms below
NOW = WRITING


@dataclass
class Room:
    """`other` and `third` are mentors of no town here; `pair` is Smiltene with `mentor`."""

    cast: Cast
    candidate: Candidate
    pair: Pair
    other: Person
    third: Person

    def actor(self, who: str) -> Actor:
        person = getattr(self, who) if who in ("other", "third") else self.cast[who]
        return programme_queries.actor_for(person)

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(getattr(self, who) if who in ("other", "third") else self.cast[who])
        return client

    def note(self, visibility: Visibility, *, who: str = "mentor", text: str = "", at: datetime = NOW) -> Note:
        return services.write_note(
            actor=self.actor(who), pair=self.pair, visibility=visibility, text=text or f"{visibility} secret", now=at
        )

    def describe(self, person: Person, **facts: object) -> None:
        given = {"languages": ("lv", "en"), "capacity": 3, "country": "LV"} | facts
        services.describe_mentor(
            actor=self.cast.actor("coordinator"),
            person=person,
            described=Described(**given),  # type: ignore[arg-type]
            now=NOW,
        )


def a_mentor(email: str, name: str) -> Person:
    person = Person.objects.create_user(email, None, name=name, language="en")
    RoleGrant.objects.create(person=person, role=Role.MENTOR, given_at=NOW, given_by="system:tests")
    return person


@pytest.fixture
def room(candidate: Candidate) -> Room:
    cache.clear()
    other, third = a_mentor("other@demo.test", "Other Mentor"), a_mentor("third@demo.test", "Third Mentor")
    return Room(candidate.cast, candidate, Pair.objects.get(), other, third)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    from pearls.mentoring.views import handing_over, matching, office, own, pairs  # noqa: PLC0415

    for module in (handing_over, matching, office, own, pairs):
        monkeypatch.setattr(module, "utc_now", lambda: NOW + timedelta(hours=1))
