"""Practices and vocabulary by the API, as contracts.md fixes them."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from pearls.kernel.actor import Actor
from pearls.practices import rules, services
from pearls.practices.models import Practice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shipped(db: None, office: Actor, now: datetime) -> None:
    services.load_practices(actor=office, now=now)


def got(client: Client, address: str) -> Any:
    answer = client.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_practice_is_its_record_with_its_page(client: Client) -> None:
    record = got(client, "practices/rujiena-meet-your-neighbour")

    ours = {name: record.pop(name) for name in ("language", "page", "demonstration")}
    shipped = next(one for one in services.shipped_records() if one.id == record["id"])
    assert record == rules.written(shipped)
    assert ours["page"].endswith("/en/practices/rujiena-meet-your-neighbour/")
    assert (ours["language"], ours["demonstration"]) == ("en", False)


def test_all_practices_stand_on_pages(client: Client) -> None:
    first, last = got(client, "practices"), got(client, "practices?page=5")

    assert (first["count"], len(first["results"]), len(last["results"])) == (201, 50, 1)
    ids = [record["id"] for record in first["results"]]
    assert ids == sorted(ids)


def test_practices_are_narrowed_by_challenge_and_country(client: Client) -> None:
    wanted = {
        record.id
        for record in services.shipped_records()
        if record.country == "LV" and "depopulation" in record.challenge
    }

    found = got(client, "practices?country=LV&challenge=depopulation")

    assert {record["id"] for record in found["results"]} == wanted != set()
    assert got(client, "practices?challenge=no-such")["count"] == 0


def test_what_is_invented_comes_only_when_asked_for(client: Client) -> None:
    Practice.objects.filter(key="rujiena-meet-your-neighbour").update(is_demonstration=True)

    assert got(client, "practices")["count"] == 200
    assert got(client, "practices?demonstration=1")["count"] == 201


@pytest.mark.parametrize(
    ("address", "status"),
    [("practices/no-such", 404), ("practices/A", 422), ("practices?country=lv", 422), ("practices?colour=1", 422)],
)
def test_what_is_wrong_is_a_problem_document(client: Client, address: str, status: int) -> None:
    answer = client.get(f"/api/v1/{address}")

    assert answer.status_code in (status, 400)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_whole_vocabulary_comes_at_once(client: Client) -> None:
    found = got(client, "vocabulary")
    shipped = list(services.shipped_vocabulary())

    assert (found["count"], found["next"]) == (len(shipped), None)
    assert [record["concept"] for record in found["results"]] == [concept.name for concept in shipped]
    for record, concept in zip(found["results"], shipped, strict=True):
        assert record["prefLabel"] == concept.labels
        assert record["altLabel"] == {language: list(texts) for language, texts in concept.synonyms.items()}
        assert record["broader"] == (f"{concept.scheme}:{concept.broader}" if concept.broader else None)


def test_one_scheme_of_the_vocabulary(client: Client) -> None:
    found = got(client, "vocabulary?scheme=status")

    assert {record["scheme"] for record in found["results"]} == {"status"}
