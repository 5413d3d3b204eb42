"""One small edition with a short form, and a town whose speaker is confirmed."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pearls.calls import services
from pearls.calls.models import Application
from pearls.documents import services as documents
from pearls.kernel.actor import Actor
from pearls.people.models import Person, Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.programme.models import Edition, Programme, RulesVersion
from pearls.programme.rules.office import EditionState
from tests.cast import Cast

OPENS = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 18, 22, 59, 59, tzinfo=UTC)  # 23:59:59 in Brussels
PLAN_DUE = datetime(2027, 3, 31, 21, 59, 59, tzinfo=UTC)  # 23:59:59 in Brussels, summer time

RULES = """
schema = 1
[edition]
key = "demo-open"
title_year = 2028
languages = ["en"]
assumed = true
[edition.name]
en = "A demonstration edition"
[eligibility]
kinds = ["municipality", "settlement"]
teams = true
times_a_place_may_apply = 0
former_pearls = false
[[eligibility.countries]]
code = "LV"
[[eligibility.countries]]
code = "FI"
[[eligibility.excluded]]
place = "riga-lv"
why = "capital"
[dates]
zone = "Europe/Brussels"
call_opens = 2026-11-01T09:00:00
call_closes = 2026-12-18T23:59:59
plan_due = 2027-03-31T23:59:59
[forms]
application = "tiny"
plan = "tiny_plan"
[final]
titles = 1
max_per_country = 1
extra_titles = 0
aggregate = "mean"
tie_break = []
[[final.criteria]]
id = "impact"
name = { en = "Impact" }
weight_percent = 100
scale_min = 0
scale_max = 10
"""


def tiny_form(key: str) -> dict[str, Any]:
    """Two sections: a motivation that is required, and a contact that stays private."""
    return {
        "schema": 1,
        "key": key,
        "title": {"en": "A tiny form"},
        "sections": [
            {
                "id": "content",
                "title": {"en": "Content"},
                "questions": [
                    {
                        "id": "motivation",
                        "kind": "long_text",
                        "label": {"en": "Why?"},
                        "required": True,
                        "max_words": 50,
                    },
                    {"id": "letter", "kind": "file", "label": {"en": "A letter"}, "file_kinds": ["pdf"]},
                ],
            },
            {
                "id": "people",
                "title": {"en": "People"},
                "questions": [
                    {"id": "phone", "kind": "short_text", "label": {"en": "Telephone"}, "private": True, "max_words": 5}
                ],
            },
        ],
    }


@pytest.fixture
def edition(db: None, office: Actor) -> Edition:
    """A published edition, its call open from `OPENS` through `CLOSES`."""
    documents.publish_form(actor=office, definition=tiny_form("tiny"), now=OPENS)
    documents.publish_form(actor=office, definition=tiny_form("tiny_plan"), now=OPENS)
    programme = Programme.objects.create(key="bsr", name={"en": "BSR Cultural Pearls"})
    edition = Edition.objects.create(
        programme=programme,
        key="demo-open",
        name={"en": "A demonstration edition"},
        state=EditionState.PUBLISHED,
        is_demonstration=True,
        call_opens_at=OPENS,
        call_closes_at=CLOSES,
        created_at=OPENS,
    )
    edition.rules_version = RulesVersion.objects.create(
        edition=edition, number=1, text=RULES, sha256="0" * 64, saved_at=OPENS, frozen_at=OPENS
    )
    edition.save()
    return edition


def make_place(key: str, name: str, country: str = "LV") -> Place:
    return Place.objects.create(
        key=key, name=name, official_names=[name], country=country, source="demonstration", kind="municipality"
    )


@pytest.fixture
def place(db: None) -> Place:
    return make_place("smiltene-lv", "Smiltene")


def let_speak(person: Person, place: Place) -> Speaker:
    """Make somebody's word for a place count."""
    return Speaker.objects.create(person=person, place=place, state=SpeakerState.CONFIRMED, claimed_at=OPENS)


@dataclass
class Town:
    """The town of the tests with its application: `town` speaks for it, `colleague` does not."""

    cast: Cast
    edition: Edition
    application: Application

    def answer(self, text: str, *, who: str = "town", now: datetime = OPENS, base: int = 0) -> None:
        """Type a motivation."""
        services.save_answer(
            actor=self.cast.actor(who),
            application=self.application,
            question_id="motivation",
            raw=text,
            base_revision=base,
            writer=f"tab-of-{who}",
            now=now,
        )

    def send(self, *, who: str = "town", now: datetime = OPENS) -> Any:
        self.application.refresh_from_db()
        return services.submit_application(actor=self.cast.actor(who), application=self.application, now=now)

    def reload(self) -> Application:
        self.application = Application.objects.select_related("edition__rules_version", "place", "document").get()
        return self.application


@pytest.fixture
def town(cast: Cast, edition: Edition, place: Place) -> Town:
    """A draft of Smiltene, begun by `town`, who is confirmed to speak for it."""
    let_speak(cast.town, place)
    application = services.begin_application(actor=cast.actor("town"), edition=edition, place=place, now=OPENS)
    return Town(cast, edition, application)


@pytest.fixture
def after_close() -> datetime:
    return CLOSES + timedelta(days=1)
