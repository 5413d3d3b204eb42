"""The doors at the root."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django import Settings

from pearls.places.models import Place
from pearls.plans import queries as plan_queries
from pearls.plans.queries import toolkit as toolkit_queries
from pearls.programme.models import Edition
from pearls.site import doors
from tests.site.record import make_record

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.mark.parametrize(
    ("accepted", "home"),
    [("lv,en;q=0.5", "/lv/"), ("de-AT", "/de/"), ("fr", "/en/"), ("", "/en/"), ("no;q=0.9,nb", "/nb/")],
)
def test_the_front_door_leads_to_the_language_the_browser_asks_for(client: Client, accepted: str, home: str) -> None:
    response = client.get("/", headers={"accept-language": accepted})

    assert (response.status_code, response["Location"]) == (302, home)


def test_the_front_door_prefers_the_language_chosen_before(client: Client) -> None:
    client.cookies["django_language"] = "et"

    assert client.get("/", headers={"accept-language": "lv"})["Location"] == "/et/"


def test_healthz_needs_no_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}


@pytest.mark.django_db
def test_readyz_says_no_until_the_data_are_in(client: Client) -> None:
    before = client.get("/readyz")
    make_record(1)
    after = client.get("/readyz")

    assert (before.status_code, before.json()) == (503, {"status": "not-ready", "missing": ["data"]})
    assert (after.status_code, after.json()) == (200, {"status": "ready"})


@pytest.mark.django_db
def test_readyz_says_no_while_a_migration_is_missing(client: Client) -> None:
    make_record(1)
    MigrationRecorder(connection).migration_qs.filter(app="pearls_mail").delete()

    assert client.get("/readyz").json() == {"status": "not-ready", "missing": ["migrations"]}


@pytest.mark.django_db
def test_metrics_are_prometheus_text(client: Client) -> None:
    make_record(3)

    response = client.get("/metrics")

    assert response["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = response.content.decode().splitlines()
    samples = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r'[a-z_]+(\{[a-z]+="[^"]*"\})? -?[0-9.e+]+', line) for line in samples)
    assert "pearls_ready 1" in samples
    assert "pearls_titles 3" in samples
    assert 'pearls_messages{state="held"} 0' in samples


@pytest.mark.django_db
def test_the_sitemap_names_every_page_in_each_complete_language(client: Client) -> None:
    make_record(2)

    root = ElementTree.fromstring(client.get("/sitemap.xml").content)

    addresses = [element.text for element in root.iter(LOC)]
    assert "http://127.0.0.1:8000/lv/pearls/place-1/" in addresses
    assert "http://127.0.0.1:8000/en/editions/2030/" in addresses
    assert len(addresses) == len(set(addresses)) == 2 * (26 + len(toolkit_queries.tools()) + 1 + 2 + 2 + 2)
    for url in root:
        assert [link.get("hreflang") for link in url.iter(LINK)] == ["en", "lv", "x-default"]


@pytest.mark.django_db
def test_the_sitemap_names_the_published_plans_that_can_be_read(client: Client) -> None:
    edition = make_record(1)
    told = next(plan for plan in plan_queries.historic_plans() if plan.edition == "2024")
    address = f"http://127.0.0.1:8000/en/pearls/{told.place}/plans/2024/"

    def listed() -> list[str | None]:
        return [element.text for element in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(LOC)]

    before = listed()
    Edition.objects.filter(pk=edition.pk).update(key="2024")
    Place.objects.update(key=told.place)

    assert address not in before
    assert address in listed() and address.replace("/en/", "/lv/") in listed()
    assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200


@pytest.mark.django_db
def test_every_address_of_the_sitemap_answers(client: Client) -> None:
    make_record(1)

    for element in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(LOC):
        path = str(element.text).removeprefix("http://127.0.0.1:8000")
        assert client.get(path).status_code == 200, path


@pytest.mark.django_db
def test_a_sitemap_of_very_many_pages_names_its_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make_record(3)
    whole = [element.text for element in ElementTree.fromstring(client.get("/sitemap.xml").content).iter(LOC)]
    monkeypatch.setattr(doors, "PAGES_A_PART", len(whole) // 4)

    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [str(element.text).removeprefix("http://127.0.0.1:8000") for element in index.iter(LOC)]
    found = [element.text for part in parts for element in ElementTree.fromstring(client.get(part).content).iter(LOC)]

    assert index.tag.endswith("}sitemapindex")
    assert parts[:2] == ["/sitemap.xml?part=1", "/sitemap.xml?part=2"]
    assert found == whole
    assert [client.get(f"/sitemap.xml?part={part}").status_code for part in ("0", "x", len(parts) + 1)] == [404] * 3


def test_security_txt_names_a_contact_and_has_not_expired(client: Client) -> None:
    fields = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())

    assert fields.keys() == {"Contact", "Expires", "Preferred-Languages"}
    assert fields["Contact"] == "mailto:security@localhost"
    assert datetime.now(UTC) < datetime.fromisoformat(fields["Expires"]) < datetime.now(UTC) + timedelta(days=365)


def test_security_txt_says_where_it_stands_if_that_is_safe_to_read(client: Client, settings: Settings) -> None:
    settings.BASE_URL = "https://pearls.example.org"

    lines = client.get("/.well-known/security.txt").content.decode().splitlines()

    assert lines[-1] == "Canonical: https://pearls.example.org/.well-known/security.txt"


def test_robots_txt_names_the_sitemap_and_keeps_robots_out_of_work_pages(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in lines
    assert "Disallow: /*/office/" in lines


@pytest.mark.django_db
def test_a_page_names_its_other_languages(client: Client) -> None:
    make_record(1)

    head = client.get("/lv/pearls/").content.decode().split("</head>")[0]

    assert '<link rel="alternate" hreflang="en" href="http://127.0.0.1:8000/en/pearls/">' in head
    assert '<link rel="alternate" hreflang="lv" href="http://127.0.0.1:8000/lv/pearls/">' in head
    assert '<link rel="alternate" hreflang="x-default" href="http://127.0.0.1:8000/en/pearls/">' in head
