"""What everybody may ask: the guide, and whether a place may apply."""

from io import BytesIO

import pytest
from django.test import Client
from django.utils import translation
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries, Settings

from pearls.kernel.actor import Actor
from pearls.places import services as place_services
from pearls.places.models import Place
from pearls.programme import services
from pearls.programme.models import Edition, Programme
from tests.cast import Cast
from tests.programme.conftest import BEFORE, OPEN, READY_MADE

pytestmark = pytest.mark.django_db


def words_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("Rīga", "No: Rīga is a capital, and capitals do not apply."),
        ("riga", "No: Rīga is a capital, and capitals do not apply."),
        ("Rujiena", "Yes: Rūjiena may apply, through Valmiera municipality, which answers for it."),
        ("Pietarsaari", "Yes: Jakobstad · Pietarsaari may apply."),
        ("Berlin", "No: Berlin is a capital, and capitals do not apply."),
        ("Plock", "Płock"),
    ],
)
def test_the_name_alone_brings_the_answer(
    client: Client, loaded: Programme, office: Actor, asked: str, answer: str
) -> None:
    edition = services.create_edition(actor=office, programme=loaded, text=READY_MADE, now=BEFORE)
    services.publish_edition(actor=office, edition=edition, now=BEFORE)

    assert answer in words_of(client, f"/en/eligibility/?q={asked}&edition=next")


@pytest.mark.usefixtures("loaded")
def test_without_another_edition_the_latest_published_rules_answer(client: Client) -> None:
    words = words_of(client, "/en/eligibility/?q=Smiltene")

    assert "Yes: Smiltene may apply." in words
    assert "<p>2026 edition</p>" in words


@pytest.mark.usefixtures("loaded")
def test_a_place_that_nobody_knows_brings_the_way_to_enter_it_by_hand(client: Client) -> None:
    words = words_of(client, "/en/eligibility/?q=Xyzzyvik")

    assert "No place of that name was found" in words
    assert "enter the place by hand" in words


@pytest.mark.usefixtures("loaded")
def test_a_word_that_many_places_bear_brings_the_choice(client: Client) -> None:
    words = words_of(client, "/en/eligibility/?q=Alyt")

    assert "Which place do you mean?" in words
    assert "?place=alytus-city-lt" in words
    assert "?place=alytus-district-lt" in words


def test_with_no_rules_at_all_the_page_says_so(client: Client) -> None:
    assert "There are no rules to answer by" in words_of(client, "/en/eligibility/?q=Kiel")


@pytest.mark.usefixtures("published")
def test_a_former_pearl_is_told_when_the_rules_allow_the_title_only_once(client: Client, office: Actor) -> None:
    services.load_programme(actor=office, now=BEFORE)
    edition = Edition.objects.get(key="next")
    services.save_rules(
        actor=office,
        edition=edition,
        text=READY_MADE.replace("former_pearls = true", "former_pearls = false"),
        base_sha256=edition.rules_version.sha256,  # type: ignore[union-attr]
        now=BEFORE,
    )

    words = words_of(client, "/en/eligibility/?q=Pietarsaari&edition=next")

    assert "No: Jakobstad · Pietarsaari has held the title already" in words


@pytest.mark.parametrize(
    ("key", "nuts2", "asked", "answer"),
    [
        ("luneburg-de", "DE93", "", "Yes: luneburg-de may apply."),
        ("gottingen-de", "DE91", "", "No: gottingen-de lies outside the area that takes part."),
        ("wittingen-de", "", "", "It depends on where wittingen-de lies. Please choose its district."),
        ("wittingen-de", "", "Gifhorn", "No: wittingen-de lies outside the area that takes part."),
        ("wittingen-de", "", "Uelzen", "Yes: wittingen-de may apply."),
        ("wittingen-de", "", "Nowhere", "It depends on where wittingen-de lies. Please choose its district."),
    ],
)
@pytest.mark.usefixtures("published")
def test_in_niedersachsen_the_district_decides(client: Client, key: str, nuts2: str, asked: str, answer: str) -> None:
    Place.objects.create(key=key, name=key, country="DE", nuts1="DE9", nuts2=nuts2, source="geonames")

    assert answer in words_of(client, f"/en/eligibility/?place={key}&district={asked}&edition=next")


@pytest.mark.usefixtures("published")
def test_namesakes_with_different_answers_bring_the_choice(client: Client, office: Actor) -> None:
    place_services.load_regions(actor=office, now=BEFORE)
    town = Place.objects.create(key="harburg-de", name="Harburg", country="DE", nuts1="DE2", source="geonames")
    town.place_names.create(text="Harburg", folded="harburg", kind="official")

    words = words_of(client, "/en/eligibility/?q=Harburg&edition=next")

    assert "Which place do you mean?" in words
    assert '?place=harburg-de&amp;edition=next">Harburg</a>, Germany (Bayern)' in words
    assert "Yes: Landkreis Harburg may apply." in words_of(client, "/en/eligibility/?q=Landkreis Harburg&edition=next")


@pytest.mark.usefixtures("loaded")
def test_suggestions_are_a_fragment_of_links(client: Client) -> None:
    words = words_of(client, "/lv/eligibility/places/?q=rūj")

    assert "/lv/eligibility/?place=rujiena-lv" in words
    assert "<html" not in words


@pytest.mark.parametrize("address", ["/en/eligibility/?q=Kiel", "/en/guide/2026/", "/lv/guide/2025/"])
@pytest.mark.usefixtures("loaded")
def test_a_public_page_costs_few_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    client.get(address)

    with django_assert_max_num_queries(12):
        client.get(address)


@pytest.mark.usefixtures("published")
def test_the_guide_says_what_the_rules_say(client: Client) -> None:
    words = words_of(client, "/en/guide/next/")

    assert "Friday 2 April 2027, 23:59 in Brussels" in words
    assert "3 titles, and up to 1 more by the jury’s own decision" in words.replace("&#x27;", "’")
    assert "Schleswig-Holstein (DEF)" in words
    assert "by the mean of the assessors" in words
    assert "Executive Board" in words


@pytest.mark.usefixtures("published")
def test_a_changed_rule_changes_the_guide(client: Client, office: Actor) -> None:
    edition = Edition.objects.get(key="next")
    services.save_rules(
        actor=office,
        edition=edition,
        text=READY_MADE.replace("\ntitles = 3", "\ntitles = 7"),
        base_sha256=edition.rules_version.sha256,  # type: ignore[union-attr]
        now=BEFORE,
    )

    assert "7 titles" in words_of(client, "/en/guide/next/")


@pytest.mark.parametrize("key", ["2024", "2025", "2026"])
@pytest.mark.usefixtures("loaded")
def test_historys_guides_say_what_was_not_published(client: Client, key: str) -> None:
    words = words_of(client, f"/en/guide/{key}/")

    assert "<dt>Between equal totals</dt><dd>not published" in words
    assert '<td data-label="Weight">not published' in words
    assert "by the sum of the assessors" in words


@pytest.mark.usefixtures("loaded")
def test_the_guide_of_2025_shows_its_amendment_without_a_published_date(client: Client) -> None:
    words = words_of(client, "/en/guide/2025/")

    assert "Amendment 1" in words
    assert "<dt>Decided on</dt><dd>not published" in words
    assert "6 titles" in words
    pdf = client.get("/en/guide/2025.pdf")
    printed = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf.content)).pages)
    assert "Amendment 1" in printed
    assert "Decided on not published" in " ".join(printed.split())


@pytest.mark.usefixtures("loaded")
def test_an_edition_without_rules_has_no_guide(client: Client) -> None:
    assert client.get("/en/guide/2027/").status_code == 404


def test_a_drafts_guide_is_for_the_office_alone(client: Client, draft: Edition, cast: Cast) -> None:
    assert client.get("/en/guide/next/").status_code == 404
    client.force_login(cast.town)
    assert client.get("/en/guide/next/").status_code == 404

    client.force_login(cast.coordinator)
    assert client.get("/en/guide/next/").status_code == 200


@pytest.mark.usefixtures("published")
def test_the_pdf_says_the_same_and_is_the_same_twice(client: Client, settings: Settings) -> None:
    settings.OFFICE_NAME = ""
    first = client.get("/en/guide/next.pdf")
    second = client.get("/en/guide/next.pdf")

    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(first.content)).pages)
    assert first.content == second.content
    assert "attachment" in first["Content-Disposition"]
    assert "Friday 2 April 2027, 23:59 in Brussels" in " ".join(words.split())
    assert "not a document of the programme itself" in words


@pytest.mark.parametrize("language", ["en", "lv", "lt", "et", "fi", "sv", "da", "pl", "de", "nb"])
@pytest.mark.usefixtures("published")
def test_there_is_a_guide_in_every_language(client: Client, language: str) -> None:
    response = client.get(f"/{language}/guide/next.pdf")

    root = PdfReader(BytesIO(response.content)).trailer["/Root"]
    assert root["/Lang"] == language
    translation.activate("en")


def test_an_invented_place_is_found_under_demonstration_rules_alone(
    client: Client, loaded: Programme, office: Actor
) -> None:
    place_services.load_demonstration_places(actor=office, now=BEFORE)
    edition = services.create_edition(
        actor=office, programme=loaded, text=READY_MADE, now=BEFORE, is_demonstration=True
    )
    services.publish_edition(actor=office, edition=edition, now=BEFORE)

    assert "Yes: Vējupe may apply." in words_of(client, "/en/eligibility/?q=vejupe&edition=next")
    assert "Vējupe" in words_of(client, "/en/eligibility/places/?q=veju&edition=next")
    assert "No place of that name was found" in words_of(client, "/en/eligibility/?q=vejupe&edition=2026")


def test_a_yes_leads_on_to_the_application_of_that_place(
    client: Client, loaded: Programme, office: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = services.create_edition(actor=office, programme=loaded, text=READY_MADE, now=BEFORE)
    services.publish_edition(actor=office, edition=edition, now=BEFORE)
    monkeypatch.setattr("pearls.programme.views.public.utc_now", lambda: OPEN)

    words = words_of(client, "/en/eligibility/?q=Smiltene&edition=next")

    assert 'href="/en/applications/begin/next/?place=smiltene-lv"' in words


def test_a_place_that_is_missing_may_be_entered_by_hand(client: Client, loaded: Programme) -> None:
    assert 'href="/en/places/enter/"' in words_of(client, "/en/eligibility/?q=Xyzzyvik")
