"""Every public page asks as much of the database for one row as for a thousand, and never more than twelve times."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.site.record import forget_record, make_record

PAGES = (
    "/en/",
    "/en/pearls/",
    "/en/pearls/place-0/",
    "/en/places/",
    "/en/editions/",
    "/en/editions/2030/",
    "/en/ceremonies/",
    "/en/call/",
    "/en/programme/",
    "/en/partners/",
    "/en/sources/",
    "/en/practices/",
    "/en/practices/?country=LV&challenge=loneliness",
    "/en/practices/?q=theatre",
    "/en/practices/practice-0/",
    "/en/practices/practice-0/practice.pdf",
    "/en/open-data/",
    "/practices/practice-0.jsonld",
    "/practices/practice-0.datacite.xml",
    "/oai?verb=Identify",
    "/oai?verb=ListSets",
    "/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:127.0.0.1:practice-0",
    "/catalog.jsonld",
    "/vocabulary.ttl",
    "/vocabulary.jsonld",
    "/feeds/practices.xml?lang=lv",
    "/en/toolkit/",
    "/en/toolkit/swot/",
    "/en/accessibility/",
    "/en/privacy/",
    "/en/demo/mail/",
    "/sitemap.xml",
    "/readyz",
    "/metrics",
    "/api/v1/programme",
    "/api/v1/partners",
    "/api/v1/editions",
    "/api/v1/editions/2030",
    "/api/v1/pearls",
    "/api/v1/places",
    "/api/v1/toolkit",
    "/api/v1/practices",
    "/api/v1/practices/practice-0",
    "/api/v1/vocabulary",
)
MOST_QUERIES = 12


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(seen)


@pytest.mark.pages
@pytest.mark.django_db
def test_every_page_asks_as_much_for_one_row_as_for_a_thousand(client: Client) -> None:
    make_record(1)
    for address in PAGES:  # what is read once in a process
        client.get(address)

    few = {address: queries_of(client, address) for address in PAGES}
    forget_record()
    make_record(1000)
    many = {address: queries_of(client, address) for address in PAGES}

    assert few == many
    assert {address: count for address, count in many.items() if count > MOST_QUERIES} == {}
