"""The list of practices and the page of each, for everybody."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from pearls.kernel.actor import Actor
from pearls.places import services as places
from pearls.practices import services
from pearls.practices.models import Practice
from tests.practices.samples import a_record

pytestmark = pytest.mark.django_db
LIST = "/en/practices/"


@pytest.fixture
def two(vocabulary: None, office: Actor, now: datetime) -> None:
    records = [
        a_record(id="theatre", title="A barn theatre"),
        a_record(id="harbour", title="A harbour choir", country="EE", place=None, lat=None, lon=None, challenge=[]),
    ]
    services.import_practices(actor=office, records=records, now=now)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_list_shows_all_and_how_many_each_choice_leaves(client: Client, two: None) -> None:
    shown = page(client, LIST)

    assert "A barn theatre" in shown
    assert "A harbour choir" in shown
    assert "2 of 2" in shown
    assert '<option value="EE">Estonia (1)</option>' in shown
    assert '<option value="loneliness">loneliness (1)</option>' in shown


def test_a_choice_narrows_the_list(client: Client, two: None) -> None:
    shown = page(client, LIST + "?country=EE")

    assert "A harbour choir" in shown
    assert "A barn theatre" not in shown
    assert "1 of 2" in shown


@pytest.mark.parametrize("query", ["country=XX", "challenge=no-such", "year=x", "year=%00", "order=up", "colour=amber"])
def test_an_unknown_choice_counts_as_not_chosen(client: Client, two: None, query: str) -> None:
    assert "2 of 2" in page(client, f"{LIST}?{query}")


def test_nothing_found_says_what_to_do(client: Client, two: None) -> None:
    shown = page(client, LIST + "?country=EE&challenge=loneliness")

    assert "No practice is all of that" in shown
    assert "Show all practices" in shown


def test_the_list_without_any_practice(client: Client) -> None:
    assert "0 of 0" in page(client, LIST)


def test_a_practice_has_a_page_that_says_what_is_not_published(client: Client, two: None) -> None:
    shown = page(client, LIST + "theatre/")

    assert "Neighbours played in a barn." in shown
    assert '<a href="/en/practices/?challenge=loneliness">loneliness</a>' in shown
    assert '<span class="unknown">not published</span>' in shown
    assert 'href="https://example.org/theatre"' in shown


@pytest.mark.parametrize("key", ["no-such", "Theatre", "a" * 200])
def test_an_unknown_practice_is_not_found(client: Client, two: None, key: str) -> None:
    assert client.get(f"{LIST}{key}/").status_code == 404


def test_what_is_invented_is_listed_in_a_demonstration_alone_and_says_so(
    client: Client, two: None, settings: Any
) -> None:
    listed = page(client, LIST)
    Practice.objects.filter(key="harbour").update(is_demonstration=True)

    assert "invented for the demonstration" not in listed
    assert "invented for the demonstration" in page(client, LIST)
    assert "invented for the demonstration" in page(client, LIST + "?q=choir")
    assert "invented for the demonstration" in page(client, LIST + "harbour/")
    settings.IS_DEMO = False
    assert "A harbour choir" not in page(client, LIST)
    assert "A harbour choir" not in page(client, LIST + "?q=choir")


@pytest.mark.parametrize("address", ["practices/", "practices/theatre/"])
def test_a_reader_of_another_language_is_told_that_of_the_texts(client: Client, two: None, address: str) -> None:
    assert "Language of the texts" not in page(client, f"/en/{address}")
    assert "angļu" in page(client, f"/lv/{address}")


def test_markup_in_a_record_is_text(client: Client, vocabulary: None, office: Actor, now: datetime) -> None:
    record = a_record(title="<script>x</script>", summary='"><b>', place="<i>", organisation="<u>", outcomes=["<s>"])
    services.import_practices(actor=office, records=[record], now=now)

    for address in (LIST, LIST + "village-theatre/", "/en/"):
        shown = page(client, address)
        assert "&lt;script&gt;x" in shown
        assert not any(mark in shown for mark in ("<script>x", '"><b>', "<i>", "<u>", "<s>"))


def test_a_place_and_its_practice_lead_to_each_other(client: Client, office: Actor, now: datetime) -> None:
    places.load_places(actor=office, now=now)
    services.load_vocabulary(actor=office, now=now)
    services.import_practices(actor=office, records=[a_record()], now=now)

    assert "/en/places/rujiena-lv/" in page(client, LIST + "village-theatre/")
    assert "/en/practices/village-theatre/" in page(client, "/en/places/rujiena-lv/")


def test_the_home_page_shows_three_of_different_countries(client: Client, shipped: None) -> None:
    shown = page(client, "/en/")

    assert "Practices worth stealing" in shown
    assert shown.count('class="home__practice"') == 3


def test_the_site_map_names_every_practice(client: Client, two: None) -> None:
    shown = page(client, "/sitemap.xml")

    assert "/en/practices/" in shown
    assert "/lv/practices/theatre/" in shown


@pytest.mark.django_db
def test_a_search_offers_no_order_for_the_best_stand_first(client: Client) -> None:
    assert 'name="order"' in client.get("/en/practices/").content.decode()
    assert 'name="order"' not in client.get("/en/practices/?q=theatre").content.decode()
