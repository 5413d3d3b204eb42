"""What the public pages and the API say of the real programme is what the fact base says."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from tests.site.real import real_record  # noqa: F401

pytestmark = pytest.mark.usefixtures("real_record")

PEARLS = {
    2024: {"Jakobstad / Pietarsaari", "Kiel", "Rūjiena", "Svendborg"},
    2025: {"Alytus District", "Smiltene", "Płock", "Kaskinen / Kaskö", "Peipsiääre", "Helsingborg"},
    2026: {"Glücksburg", "Schleswig", "Krosno", "Kristinestad / Kristiinankaupunki"},
}
FIGURES = {2024: (12, 12, 12, 4), 2025: (18, 16, 14, 6), 2026: (17, 16, 11, 4)}


def words(client: Client, address: str) -> str:
    """The page as one reads it: no tags, single spaces."""
    response = client.get(address)
    assert response.status_code == 200, address
    text = re.sub(r"<(head|script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def got(client: Client, address: str) -> Any:
    return client.get(address).json()


def test_the_api_counts_fourteen_pearls_and_twelve_partners(client: Client) -> None:
    assert got(client, "/api/v1/pearls")["count"] == 14
    assert got(client, "/api/v1/partners")["count"] == 12


def test_the_api_names_each_years_pearls(client: Client) -> None:
    found: dict[int, set[str]] = {}
    for record in got(client, "/api/v1/pearls")["results"]:
        found.setdefault(record["year"], set()).add(record["name"])

    assert found == PEARLS


@pytest.mark.parametrize("year", FIGURES)
def test_the_api_gives_the_published_figures(client: Client, year: int) -> None:
    counts = got(client, f"/api/v1/editions/{year}")["counts"]

    assert (counts["applied"], counts["admitted"], counts["final_pool"], counts["titles"]) == FIGURES[year]


def test_the_api_names_forty_five_entries(client: Client) -> None:
    assert sum(len(got(client, f"/api/v1/editions/{year}")["entries"]) for year in FIGURES) == 45


def test_the_api_gives_the_rules_that_each_edition_had(client: Client) -> None:
    finals = {
        year: [version["document"]["final"] for version in got(client, f"/api/v1/editions/{year}")["rules"]["versions"]]
        for year in FIGURES
    }

    assert {
        year: [(f["titles"], f["max_per_country"], f["extra_titles"], f["aggregate"]) for f in versions]
        for year, versions in finals.items()
    } == {2024: [(4, 1, 0, "sum")], 2025: [(4, 1, 0, "sum"), (6, 1, 0, "sum")], 2026: [(3, 1, 1, "sum")]}


@pytest.mark.parametrize("year", FIGURES)
def test_an_edition_page_shows_the_figures_and_names_everybody(client: Client, year: int) -> None:
    page = words(client, f"/en/editions/{year}/")

    applied, admitted, pool, titles = FIGURES[year]
    river = f"applied {applied} admitted to write a plan {admitted} in the final pool {pool} titles {titles}"
    assert river in page
    for entry in got(client, f"/api/v1/editions/{year}")["entries"]:
        assert entry["name"].split(" / ")[0] in page


def test_the_amendment_of_2025_has_neither_date_nor_reason(client: Client) -> None:
    page = words(client, "/en/editions/2025/")

    assert "Amendment Decided on not published Reason not published" in page
    assert "6 titles go to the plans with the highest results. Everything else stayed as it was." in page
    assert "2 applicants are not named" in page


def test_germany_received_two_titles_for_2026(client: Client) -> None:
    page = words(client, "/en/pearls/?country=DE&year=2026")

    assert "2 of 14" in page
    assert "Glücksburg (Ostsee) Germany 2026" in page
    assert "Schleswig Germany 2026" in page


def test_the_list_of_pearls_can_be_filtered_by_country_and_year(client: Client) -> None:
    assert "14 of 14" in words(client, "/en/pearls/")
    assert "6 of 14" in words(client, "/en/pearls/?year=2025")
    assert "No Pearl of that country in that year" in words(client, "/en/pearls/?country=PL&year=2024")
    assert "14 of 14" in words(client, "/en/pearls/?country=XX&year=banana")


def test_the_programme_page_adds_up(client: Client) -> None:
    page = words(client, "/en/programme/")

    assert "Number C004" in page
    assert "€143,593.60" in page and "€35,898.40" in page and "€179,492.00" in page
    assert "€3,863,116" in page and "€3,500,000" in page and "€2,800,000" in page
    assert "€3,090,492" not in page
    assert "Start 1 January 2023 End 31 December 2025" in page
    assert "Partners 12" in page


def test_the_programme_page_speaks_the_project_sheets_latvian(client: Client) -> None:
    page = words(client, "/lv/programme/")

    assert "Palīdzēt mazākām pilsētām un reģioniem jaunā veidā" in page
    assert "Savstarpējas pieredzes apmaiņas vizītes" in page
    assert "Sociālās noturības labās prakses digitāla krātuve" in page


def test_the_partners_page_names_all_twelve(client: Client) -> None:
    page = words(client, "/en/partners/")

    for partner in got(client, "/api/v1/partners")["results"]:
        assert partner["name"]["en"] in page
    assert "Alytus City Municipality" in page


def test_a_pearls_page_tells_what_is_known_and_what_is_not(client: Client) -> None:
    kiel = words(client, "/en/pearls/kiel-de/")
    alytus = words(client, "/en/pearls/alytus-district-lt/")

    assert "Uneven districts" in kiel
    assert "250,000" in kiel
    assert "The challenge not published" in alytus
    assert "What the plan is about not published" in alytus


def test_a_place_without_a_title_has_a_plain_page(client: Client) -> None:
    assert client.get("/en/pearls/cesis-lv/")["Location"] == "/en/places/cesis-lv/"
    assert client.get("/en/places/kiel-de/")["Location"] == "/en/pearls/kiel-de/"
    assert "2024 edition : Candidate" in words(client, "/en/places/cesis-lv/")


def test_a_candidate_who_won_later_shows_both(client: Client) -> None:
    page = words(client, "/en/pearls/helsingborg-se/")

    assert "Pearl of 2025" in page
    assert "Earlier and other applications 2024 edition : Candidate" in page


def test_ceremonies_stand_with_place_and_date_or_say_that_it_is_not_published(client: Client) -> None:
    page = words(client, "/en/ceremonies/")

    assert "Kiel , 1 March 2024" in page
    assert "Varde , 25–27 November 2025" in page
    assert "Płock , date not published" in page


def test_a_date_is_never_more_exact_than_its_source(client: Client) -> None:
    page = words(client, "/en/editions/2026/")

    assert "Call opens October 2024" in page
    assert "Applications due 4 April 2025, 23:59" in page
    assert "Titles announced November 2025" in page


def test_the_home_page_shows_the_newest_pearls(client: Client) -> None:
    page = words(client, "/en/")

    assert "The Pearls of 2026" in page
    for name in PEARLS[2026]:
        assert name.split(" / ")[0] in page
    assert "All 14 Pearls" in page


def test_2027_is_known_without_a_call(client: Client) -> None:
    assert got(client, "/api/v1/editions/2027")["counts"] == {
        "applied": None,
        "admitted": None,
        "final_pool": None,
        "titles": None,
    }


def test_every_source_is_listed(client: Client) -> None:
    page = client.get("/en/sources/").content.decode()

    assert page.count("http") > 60
    assert "https://culturalpearls.eu/become-a-pearl/jury/" in page or "culturalpearls.eu" in page


def test_an_unknown_place_is_not_there(client: Client) -> None:
    assert client.get("/en/pearls/atlantis/").status_code == 404
    assert client.get("/en/editions/1999/").status_code == 404


@pytest.mark.parametrize(
    ("language", "mark", "how_long"),
    [
        ("en", "a scrambled mark of their network address", "the address itself is never stored"),
        ("lv", "tīkla adreses sajaukta zīme", "pati adrese nekad netiek glabāta"),
    ],
)
def test_the_privacy_notice_says_what_is_kept_of_residents_and_until_when(
    client: Client, language: str, mark: str, how_long: str
) -> None:
    page = client.get(f"/{language}/privacy/").content.decode()

    assert mark in page and how_long in page


@pytest.mark.parametrize(("language", "cookie"), [("en", "vote as a resident without a code"), ("lv", "bez koda")])
def test_the_privacy_notice_says_what_sets_a_session_cookie(client: Client, language: str, cookie: str) -> None:
    assert cookie in client.get(f"/{language}/privacy/").content.decode()
