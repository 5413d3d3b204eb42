"""The pages of practices ask the database as often for one row as for a thousand, and at most twelve times."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.kernel.actor import Actor
from pearls.practices import services
from pearls.practices.models import Naming, Practice
from tests.cast import Cast
from tests.house.test_lists import copies
from tests.practices.samples import a_record

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
MOST = 12
PAGES = (
    "/en/practices/",
    "/en/practices/?q=theatre",
    "/en/practices/?q=theatre&challenge=loneliness&size=unknown&cost=unknown",
    "/en/practices/?challenge=loneliness&country=LV",
    "/en/practices/village-theatre/",
    "/en/practices/for-your-town/?need=8000+people,+lonely",
    "/en/practices/feed.xml?q=theatre&challenge=loneliness",
    "/en/practices/searches/",
)


def costs(client: Client) -> dict[str, int]:
    found = {}
    for address in PAGES:
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        found[address] = len(seen)
    return found


def test_one_practice_asks_as_much_as_a_thousand(
    client: Client, vocabulary: None, office: Actor, now: datetime, cast: Cast
) -> None:
    services.import_practices(actor=office, records=[a_record(id=key) for key in ("village-theatre", "b")], now=now)
    client.force_login(cast.town)
    search = services.save_search(
        actor=cast.actor("town"), name="Mine", asked={"q": "theatre"}, language="en", letters="daily", now=now
    )
    few = costs(client)
    copies(search, 1000)
    first = Practice.objects.get(key="b")
    made = copies(first, 1000, key=[f"crowd-{number}" for number in range(1000)])
    for naming in first.namings.all():
        copies(naming, 1000, practice_id=[row.pk for row in made])

    many = costs(client)

    assert Naming.objects.count() > 3000
    assert many == few
    assert {address: cost for address, cost in many.items() if cost > MOST} == {}
