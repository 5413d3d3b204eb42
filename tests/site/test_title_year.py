"""The page of the title year: every room of it is one click away, for whom it is worth it."""

import re

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.site.views.title_year import PARTS
from tests.cast import Cast
from tests.site.test_today import signed_in

pytestmark = pytest.mark.django_db


def ways(client: Client) -> list[str]:
    page = client.get("/en/title-year/").content.decode()
    return re.findall(r'href="(/en/[a-z-]+/[^"]*)"', page.partition('class="ways"')[2].partition("</main>")[0])


@pytest.mark.parametrize("who", ["", "town", "mentor", "finance", "coordinator", "partner", "editor"])
def test_every_way_leads_to_a_page_that_opens_for_the_reader(cast: Cast, client: Client, who: str) -> None:
    client = signed_in(client, cast[who]) if who else client

    found = ways(client)

    assert len(found) >= len(PARTS)
    assert [way for way in found if client.get(way).status_code != 200] == []


def test_the_office_is_shown_more_than_a_visitor(cast: Cast, client: Client) -> None:
    public = ways(client)
    office = ways(signed_in(client, cast.coordinator))

    assert set(public) < set(office)
    assert "/en/office/mentoring/quiet/" in office


def test_the_page_asks_nothing_of_its_own(
    client: Client, django_assert_num_queries: type[CaptureQueriesContext]
) -> None:
    with django_assert_num_queries(0):
        client.get("/en/title-year/")
