"""Entering a place and deciding about it, once for each who comes."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.places import queries, services
from pearls.places.models import Place
from pearls.places.rules import PlaceState
from pearls.places.services.saving import Saved
from tests.cast import Cast


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast[name])
    return client


@pytest.fixture
def waiting(facts: Saved, cast: Cast, now: datetime) -> Place:
    return services.enter_place_by_hand(actor=cast.actor("town"), name="Naukšēni", country="LV", now=now)


def test_a_person_enters_a_place_and_sees_that_it_waits(facts: Saved, cast: Cast) -> None:
    town = client_of(cast, "town")

    sent = town.post("/en/places/enter/", {"name": "Naukšēni", "country": "LV", "note": "Near Rūjiena"}, follow=True)

    place = Place.objects.get(source="hand")
    assert sent.redirect_chain == [(f"/en/places/entered/{place.key}/", 302)]
    assert "Naukšēni" in sent.content.decode()
    assert place.state == PlaceState.ENTERED_BY_HAND


def test_a_place_without_name_or_country_is_sent_back(cast: Cast) -> None:
    town = client_of(cast, "town")

    assert town.post("/en/places/enter/", {"name": "", "country": "LV"}).status_code == 422
    assert town.post("/en/places/enter/", {"name": "Akureyri", "country": "IS"}).status_code == 422
    assert town.post("/en/places/enter/", {"name": "!!", "country": "LV"}).status_code == 422
    assert not Place.objects.exists()


def test_who_sees_which_page(waiting: Place, cast: Cast) -> None:
    pages = {
        "enter": "/en/places/enter/",
        "entered": f"/en/places/entered/{waiting.key}/",
        "list": "/en/office/places/",
        "decide": f"/en/office/places/{waiting.key}/",
    }

    seen = {
        name: {page: client_of(cast, name).get(address).status_code for page, address in pages.items()}
        for name in ("town", "othertown", "coordinator")
    }

    assert seen == {
        "town": {"enter": 200, "entered": 200, "list": 404, "decide": 404},
        "othertown": {"enter": 200, "entered": 404, "list": 404, "decide": 404},
        "coordinator": {"enter": 200, "entered": 200, "list": 200, "decide": 200},
    }
    assert Client().get(pages["enter"]).status_code == 302


def test_the_office_confirms_with_codes_and_a_parent(waiting: Place, cast: Cast) -> None:
    sent = client_of(cast, "coordinator").post(
        f"/en/office/places/{waiting.key}/",
        {"kind": "parish", "nuts2": "lv00", "nuts3": "LV008", "district": "", "legal_parent": "Valmieras novads"},
    )

    assert sent.status_code == 302
    [place] = queries.find_places("Nauksēni")
    assert (place.nuts2, place.nuts3, place.kind) == ("LV00", "LV008", "parish")
    assert place.legal_parent is not None
    assert place.legal_parent.key == "valmiera-lv"


@pytest.mark.parametrize(
    "wrong",
    [{"nuts2": "EE00"}, {"nuts2": "LV00", "nuts3": "XX"}, {"legal_parent": "Atlantis"}, {"kind": "castle"}],
)
def test_a_wrong_decision_is_sent_back_and_nothing_is_decided(
    waiting: Place, cast: Cast, wrong: dict[str, str]
) -> None:
    sent = client_of(cast, "coordinator").post(f"/en/office/places/{waiting.key}/", {"kind": "parish"} | wrong)

    assert sent.status_code == 422
    assert list(queries.places_waiting()) == [waiting]


def test_the_office_refuses_with_a_reason_that_the_person_reads(waiting: Place, cast: Cast) -> None:
    office = client_of(cast, "coordinator")

    assert office.post(f"/en/office/places/{waiting.key}/", {"refuse": "1", "reason": ""}).status_code == 422
    assert (
        office.post(f"/en/office/places/{waiting.key}/", {"refuse": "1", "reason": "It is a farm."}).status_code == 302
    )

    page = client_of(cast, "town").get(f"/en/places/entered/{waiting.key}/").content.decode()
    assert "It is a farm." in page


def test_the_list_asks_as_much_for_one_place_as_for_sixty(waiting: Place, cast: Cast, now: datetime) -> None:
    office = client_of(cast, "coordinator")
    with CaptureQueriesContext(connection) as one:
        office.get("/en/office/places/")
    for i in range(60):
        services.enter_place_by_hand(actor=cast.actor("town"), name=f"Place {i}", country="LV", now=now)

    with CaptureQueriesContext(connection) as many:
        office.get("/en/office/places/")

    assert len(one) == len(many)
    assert len(many) <= 12
