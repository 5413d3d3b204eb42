"""The practices and their vocabulary in the API."""

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.practices import services
from pearls.practices.queries.shipped import DATA

RECORDS = {
    record["id"]: record
    for record in map(json.loads, Path(DATA / "practices.jsonl").read_text(encoding="utf-8").splitlines())
}

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _practices(kept_rows: AbstractContextManager[None]) -> Iterator[None]:
    with kept_rows:
        services.load_practices(actor=Actor.system("test"), now=utc_now())
        yield


def got(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, response.content
    return response.json()


def test_every_practice_is_given_as_its_file_has_it(client: Client, django_assert_max_num_queries: Any) -> None:
    given: dict[str, Any] = {}
    address = "/api/v1/practices?per_page=200"
    while address:
        with django_assert_max_num_queries(6):
            page = got(client, address)
        given |= {record["id"]: record for record in page["results"]}
        address = page["next"]

    assert page["count"] == len(RECORDS) == 201
    for id, record in RECORDS.items():
        assert {name: given[id][name] for name in record} == record
        assert given[id]["demonstration"] is False


def test_practices_are_narrowed_by_challenge_and_country(client: Client) -> None:
    given = got(client, "/api/v1/practices?challenge=loneliness&country=DK")["results"]

    wanted = sorted(
        id for id, record in RECORDS.items() if "loneliness" in record["challenge"] and record["country"] == "DK"
    )
    assert [record["id"] for record in given] == wanted
    assert wanted


def test_a_query_gives_the_best_first_and_is_narrowed_too(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        given = got(client, "/api/v1/practices?q=vientul%C4%ABba&lang=lv&country=DK")

    assert given["results"]
    assert {record["country"] for record in given["results"]} == {"DK"}
    assert "loneliness" in given["results"][0]["challenge"]


def test_one_practice_is_given_and_another_is_not_there(client: Client) -> None:
    given = got(client, "/api/v1/practices/rujiena-meet-your-neighbour")

    assert given["title"] == RECORDS["rujiena-meet-your-neighbour"]["title"]
    assert given["page"].endswith("/en/practices/rujiena-meet-your-neighbour/")
    assert client.get("/api/v1/practices/no-such-practice").status_code == 404


def test_the_vocabulary_is_given_whole(client: Client) -> None:
    concepts = json.loads((DATA / "vocabulary.json").read_text(encoding="utf-8"))["concepts"]

    given = got(client, "/api/v1/vocabulary?per_page=200")["results"]

    assert [(one["scheme"], one["id"]) for one in given] == [(one["scheme"], one["id"]) for one in concepts]
    assert given[0]["prefLabel"] == concepts[0]["prefLabel"]
    assert {one["broader"] for one in given if one["id"] == "dementia" and one["scheme"] == "challenge"} == {"ageing"}


@pytest.mark.parametrize("query", ["lang=xx", "challenge=No%20such", "q=" + "a" * 201, "page=0", "surprise=1"])
def test_what_the_list_does_not_take_is_a_problem_document(client: Client, query: str) -> None:
    answer = client.get(f"/api/v1/practices?{query}")

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
