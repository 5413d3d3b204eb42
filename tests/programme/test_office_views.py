"""The office's pages: editions, the rules editor, roles; and that nobody else finds them."""

from html import unescape

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from pearls.kernel.actor import Actor, Role
from pearls.programme import queries, services
from pearls.programme.models import Edition, RoleGrant
from tests.cast import Cast
from tests.programme.conftest import BEFORE, READY_MADE

pytestmark = pytest.mark.django_db
PAGES = (
    "/en/office/editions/",
    "/en/office/editions/new/",
    "/en/office/editions/next/",
    "/en/office/editions/next/rules/",
    "/en/office/editions/next/rules/dates/",
    "/en/office/editions/next/rules/applicants/",
    "/en/office/editions/next/rules/deciding/",
    "/en/office/editions/next/rules.toml",
    "/en/office/editions/next/roles/",
    "/en/office/roles/",
)
EDITOR = "/en/office/editions/next/rules/"


@pytest.fixture
def coordinator(client: Client, cast: Cast) -> Client:
    client.force_login(cast.coordinator)
    return client


def words_of(response: HttpResponse) -> str:
    return unescape(" ".join(response.content.decode().split()))


def titles_now() -> int:
    rules = queries.rules_of(queries.edition_by_key("next"))
    assert rules is not None
    return rules.final.titles


def sha_now() -> str:
    return queries.edition_by_key("next").rules_version.sha256  # type: ignore[union-attr]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.usefixtures("draft")
def test_the_offices_pages_are_there_for_the_office_and_for_nobody_else(
    client: Client, cast: Cast, address: str
) -> None:
    assert client.get(address).status_code == 302
    for name in ("town", "juror1", "mentor"):
        client.force_login(cast[name])
        assert client.get(address).status_code == 404

    client.force_login(cast.coordinator)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.usefixtures("draft")
def test_an_office_page_costs_few_queries(
    coordinator: Client, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
) -> None:
    with django_assert_max_num_queries(12):
        coordinator.get(address)


@pytest.mark.usefixtures("draft")
def test_the_list_of_editions_costs_the_same_for_one_and_for_many(
    coordinator: Client, django_assert_num_queries: DjangoAssertNumQueries, office: Actor
) -> None:
    coordinator.get("/en/office/editions/")
    with CaptureQueriesContext(connection) as one:
        coordinator.get("/en/office/editions/")
    programme = Edition.objects.get(key="next").programme
    for number in range(30):
        text = READY_MADE.replace('key = "next"', f'key = "next-{number}"')
        services.create_edition(actor=office, programme=programme, text=text, now=BEFORE)

    with django_assert_num_queries(len(one)):
        coordinator.get("/en/office/editions/")


@pytest.mark.usefixtures("draft")
def test_a_new_text_is_shown_before_it_is_saved(coordinator: Client) -> None:
    text = READY_MADE.replace("\ntitles = 3", "\ntitles = 5")
    posted = {"text": text.replace("\n", "\r\n"), "base_sha256": sha_now()}

    preview = words_of(coordinator.post(EDITOR, posted | {"action": "preview"}))

    assert "1 rule changes. Nothing is saved yet." in preview
    assert "<code>final.titles</code>" in preview
    assert titles_now() == 3

    response = coordinator.post(EDITOR, posted | {"action": "save"})

    assert response.status_code == 302
    assert titles_now() == 5
    assert "\r" not in queries.edition_by_key("next").rules_version.text  # type: ignore[union-attr]


@pytest.mark.usefixtures("draft")
def test_a_wrong_text_comes_back_whole_with_the_key_named(coordinator: Client) -> None:
    text = READY_MADE.replace("\nmax_per_country = 1", "\nmax_per_contry = 1")

    response = coordinator.post(EDITOR, {"text": text, "base_sha256": sha_now(), "action": "save"})

    words = words_of(response)
    assert "final.max_per_contry: expected one of" in words
    assert "max_per_contry = 1" in words
    assert titles_now() == 3


@pytest.mark.usefixtures("draft")
def test_a_text_that_is_no_toml_is_refused_with_its_line(coordinator: Client) -> None:
    response = coordinator.post(EDITOR, {"text": "schema = \n", "base_sha256": sha_now(), "action": "preview"})

    assert "Line 1, file: expected TOML" in words_of(response)


@pytest.mark.usefixtures("draft")
def test_what_a_colleague_saved_meanwhile_is_not_overwritten(coordinator: Client, office: Actor) -> None:
    base = sha_now()
    theirs = READY_MADE.replace("\ntitles = 3", "\ntitles = 4")
    edition = queries.edition_by_key("next")
    services.save_rules(actor=office, edition=edition, text=theirs, base_sha256=base, now=BEFORE)

    mine = READY_MADE.replace("\ntitles = 3", "\ntitles = 9")
    words = words_of(coordinator.post(EDITOR, {"text": mine, "base_sha256": base, "action": "save"}))

    assert "Somebody saved other rules in the meantime." in words
    assert "titles = 9" in words
    assert titles_now() == 4


def test_after_the_opening_the_text_becomes_an_amendment_with_its_reason(
    coordinator: Client, published: Edition, office: Actor
) -> None:
    services.freeze_rules(actor=office, edition=published, now=BEFORE)
    text = READY_MADE.replace("\ntitles = 3", "\ntitles = 5")
    posted = {
        "text": text,
        "base_sha256": sha_now(),
        "action": "save",
        "reason_en": "",
        "reason_lv": "",
        "decided_on": "",
    }

    assert coordinator.post(EDITOR, posted).status_code == 200
    assert titles_now() == 3

    coordinator.post(EDITOR, posted | {"reason_en": "The jury asked for it.", "decided_on": "2026-11-20"})

    assert titles_now() == 5
    guide = words_of(coordinator.get("/en/guide/next/"))
    assert "The jury asked for it." in guide
    assert "Friday 20 November 2026" in guide


@pytest.mark.usefixtures("loaded")
def test_history_shows_its_rules_and_refuses_to_change_them(coordinator: Client) -> None:
    edition = queries.edition_by_key("2025")
    version = edition.rules_version
    assert version is not None
    text = version.text.replace("titles = 6", "titles = 7")

    words = words_of(
        coordinator.post(
            "/en/office/editions/2025/rules/",
            {"text": text, "base_sha256": version.sha256, "action": "save", "reason_en": "Why not"},
        )
    )

    assert "its rules and its record stay as they were published" in words
    assert queries.edition_by_key("2025").rules_version == version


@pytest.mark.usefixtures("loaded")
def test_a_new_edition_begins_as_a_copy_and_says_mean_instead_of_sum(coordinator: Client) -> None:
    assert "Mean instead of sum" in words_of(coordinator.get("/en/office/editions/new/"))

    response = coordinator.post(
        "/en/office/editions/new/",
        {
            "source": "2026",
            "key": "2028",
            "name_en": "2028 edition",
            "name_lv": "2028. gada kārta",
            "title_year": "2028",
        },
    )

    assert response["Location"] == "/en/office/editions/2028/"
    desk = words_of(coordinator.get("/en/office/editions/2028/"))
    assert "Only the office sees this edition" in desk
    assert "every criterion needs a weight and a scale" in desk


def test_a_complete_draft_is_published_by_one_button(coordinator: Client, draft: Edition) -> None:
    assert "Publish the edition" in words_of(coordinator.get("/en/office/editions/next/"))

    coordinator.post("/en/office/editions/next/publish/")

    assert queries.edition_by_key("next").state == "published"


def test_a_role_is_given_by_address_and_ended_by_button(coordinator: Client, cast: Cast, draft: Edition) -> None:
    address = "/en/office/editions/next/roles/"

    coordinator.post(address, {"email": "town@demo.test", "role": "jury"})

    grant = RoleGrant.objects.get(person=cast.town)
    assert (grant.role, grant.edition) == ("jury", draft)
    assert cast.town.name in words_of(coordinator.get(address))

    coordinator.post(f"/en/office/roles/{grant.ref}/end/")
    assert not queries.actor_for(cast.town).grants


def test_what_the_form_cannot_give_stands_beside_the_field(coordinator: Client, cast: Cast) -> None:
    nobody = words_of(coordinator.post("/en/office/roles/", {"email": "nobody@demo.test", "role": "mentor"}))
    admin = words_of(coordinator.post("/en/office/roles/", {"email": "town@demo.test", "role": Role.ADMIN}))

    assert "Nobody with an account has this address." in nobody
    assert "Only an administrator gives or takes the roles of the office." in admin
    assert not RoleGrant.objects.filter(person=cast.town).exists()


def test_a_forged_reference_is_not_there(coordinator: Client) -> None:
    assert coordinator.post("/en/office/roles/xxxxxxxxxxxxxxxx/end/").status_code == 404


@pytest.mark.usefixtures("loaded")
def test_a_rehearsal_is_a_demonstration_and_so_is_its_copy(coordinator: Client) -> None:
    names = {"name_en": "Rehearsal", "name_lv": "Mēģinājums", "title_year": "2028"}
    coordinator.post(
        "/en/office/editions/new/", {**names, "source": "2026", "key": "rehearsal", "is_demonstration": "on"}
    )
    coordinator.post("/en/office/editions/new/", {**names, "source": "rehearsal", "key": "rehearsal-2"})

    assert queries.edition_by_key("rehearsal").is_demonstration
    assert queries.edition_by_key("rehearsal-2").is_demonstration
    assert "A demonstration" in words_of(coordinator.get("/en/office/editions/rehearsal/"))
