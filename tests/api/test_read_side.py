"""The read side of the API, as contracts.md fixes it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from pearls.api.records import rule_dates
from pearls.cli.demonstration.editions import rules_text
from pearls.programme.rules import parse_edition_rules
from tests.site.record import make_record

SNAPSHOT = Path(__file__).parent / "openapi.json"


def got(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.mark.django_db
def test_lists_page_with_count_next_previous_and_results(client: Client) -> None:
    make_record(5)

    first = got(client, "/api/v1/pearls?per_page=2")
    second = got(client, first["next"])
    last = got(client, second["next"])

    assert [len(page["results"]) for page in (first, second, last)] == [2, 2, 1]
    assert {page["count"] for page in (first, second, last)} == {5}
    assert (first["previous"], last["next"]) == (None, None)
    assert second["previous"] == "http://testserver/api/v1/pearls?page=1&per_page=2"


@pytest.mark.django_db
def test_behind_a_proxy_the_next_page_has_the_address_of_the_site(client: Client, settings: Settings) -> None:
    make_record(3)
    settings.BASE_URL = "https://testserver"

    assert got(client, "/api/v1/pearls?per_page=2")["next"] == "https://testserver/api/v1/pearls?page=2&per_page=2"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["programme", "partners", "editions", "pearls", "places", "practices", "vocabulary"]
)
def test_every_address_takes_the_word_for_demonstrations(client: Client, address: str) -> None:
    make_record(1)

    assert got(client, f"/api/v1/{address}?demonstration=1")


@pytest.mark.django_db
def test_a_page_past_the_end_is_empty(client: Client) -> None:
    make_record(1)

    page = got(client, "/api/v1/pearls?page=7")

    assert (page["count"], page["results"], page["next"]) == (1, [], None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/api/v1/pearls?page=0", "query.page"),
        ("/api/v1/pearls?page=99999999999999999999", "query.page"),
        ("/api/v1/pearls?per_page=5000", "query.per_page"),
        ("/api/v1/pearls?colour=amber", "query.colour"),
        ("/api/v1/pearls?country=latvia", "query.country"),
        ("/api/v1/programme?page=1", "query.page"),
        ("/api/v1/editions/%00", "path.key"),
    ],
)
def test_a_wrong_parameter_is_named_in_a_problem_document(client: Client, address: str, field: str) -> None:
    response = client.get(address)

    problem = response.json()
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert (problem["status"], problem["title"]) == (422, "Unprocessable Entity")
    assert [error["field"].split(".")[-1] for error in problem["errors"]] == [field.split(".")[-1]]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/api/v1/editions/1999", "/api/v1/nothing", "/api/v2/pearls", "/api/v1/"])
def test_what_is_not_there_is_a_problem_document(client: Client, address: str) -> None:
    response = client.get(address)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")
    assert response.json()["instance"] == address


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_only_reading_is_allowed(client: Client, method: str) -> None:
    response = getattr(client, method)("/api/v1/pearls")

    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.django_db
def test_a_fault_of_ours_is_a_problem_document_that_tells_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_arguments: object) -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr("pearls.programme.queries.pearls", fail)

    response = client.get("/api/v1/pearls")

    assert (response.status_code, response["Content-Type"]) == (500, "application/problem+json")
    assert b"secret" not in response.content


@pytest.mark.django_db
def test_an_answer_is_open_to_other_sites_and_may_be_kept(client: Client) -> None:
    make_record(1)

    first = client.get("/api/v1/pearls")
    again = client.get("/api/v1/pearls", headers={"if-none-match": first["ETag"]})

    assert first["Access-Control-Allow-Origin"] == "*"
    assert first["Cache-Control"] == "public, max-age=60"
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.django_db
def test_a_slash_too_many_leads_to_the_address_without(client: Client) -> None:
    response = client.get("/api/v1/pearls/?page=1")

    assert (response.status_code, response["Location"]) == (301, "/api/v1/pearls?page=1")


@pytest.mark.django_db
def test_a_demonstration_is_left_out_unless_asked_for(client: Client) -> None:
    edition = make_record(1)
    edition.is_demonstration = True
    edition.save(update_fields=["is_demonstration"])

    assert got(client, "/api/v1/pearls")["count"] == 0
    assert got(client, "/api/v1/editions")["count"] == 0
    shown = got(client, "/api/v1/pearls?demonstration=1")
    assert [record["demonstration"] for record in shown["results"]] == [True]
    assert got(client, f"/api/v1/editions/{edition.key}?demonstration=1")["demonstration"] is True


def test_the_api_is_as_it_was_agreed(client: Client) -> None:
    """A change here is a change for everybody who reads us: look twice, then write the snapshot anew."""
    described = got(client, "/api/v1/openapi.json")

    assert described["openapi"].startswith("3.1")
    if not SNAPSHOT.exists():
        SNAPSHOT.write_text(json.dumps(described, indent=1, sort_keys=True, ensure_ascii=False) + "\n")
    assert described == json.loads(SNAPSHOT.read_text())


def test_an_edition_that_runs_here_tells_the_dates_of_its_rules() -> None:
    rules = parse_edition_rules(rules_text("demo-open", datetime(2026, 11, 22, 9, 0, tzinfo=UTC)))

    dates = {row["step"]: (row["date"], row["zone_note"]["en"]) for row in rule_dates(rules)}

    assert dates["call_closes"] == ("2027-02-05T23:59", "Europe/Brussels")
    assert rule_dates(None) == []
