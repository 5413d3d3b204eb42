"""What is public of the practices: narrowed, counted, by turns on the home page."""

from datetime import datetime

import pytest
from django.db import connection
from django.db.models import QuerySet

from pearls.db.triggers import guards_lifted
from pearls.kernel.actor import Actor
from pearls.practices import queries, services
from pearls.practices.models import Concept, Practice
from pearls.practices.queries import Wish
from tests.practices.samples import a_record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _three(vocabulary: None, office: Actor, now: datetime) -> None:
    records = [
        a_record(id="a", title="A", country="LV", start_year=2020, challenge=["loneliness"]),
        a_record(id="b", title="B", country="LV", start_year=2024, challenge=["loneliness", "depopulation"]),
        a_record(id="c", title="C", country="EE", start_year=None, challenge=[], cultural_field=["heritage"]),
        a_record(id="d", title="D", country="FI", start_year=2020),
    ]
    services.import_practices(actor=office, records=records, now=now)
    Practice.objects.filter(key="d").update(is_demonstration=True)


def keys(practices: QuerySet[Practice]) -> list[str]:
    return list(practices.values_list("key", flat=True))


def test_what_is_invented_is_shown_only_when_asked_for() -> None:
    assert keys(queries.public_practices().order_by("key")) == ["a", "b", "c"]
    assert keys(queries.public_practices(with_demonstration=True).order_by("key")) == ["a", "b", "c", "d"]
    assert list(queries.keys_of_public()) == ["a", "b", "c"]
    assert [record.id for record in queries.records()] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("wish", "left"),
    [
        (Wish({}), ["a", "b", "c"]),
        (Wish({"challenge": "loneliness"}), ["a", "b"]),
        (Wish({"challenge": "depopulation", "cultural_field": "theatre"}), ["b"]),
        (Wish({"challenge": "depopulation", "cultural_field": "heritage"}), []),
        (Wish({"challenge": ""}, country="EE"), ["c"]),
        (Wish({}, year=2020), ["a"]),
    ],
)
def test_a_wish_narrows(wish: Wish, left: list[str]) -> None:
    assert keys(queries.narrowed(queries.public_practices(), wish).order_by("key")) == left


def test_the_newest_come_first_and_the_undated_last() -> None:
    practices = queries.public_practices()

    assert keys(queries.listed(practices)) == ["b", "a", "c"]
    assert keys(queries.listed(practices, "title")) == ["a", "b", "c"]
    assert keys(queries.listed(practices, "country")) == ["c", "a", "b"]


def test_counts_are_of_what_is_left() -> None:
    left = queries.narrowed(queries.public_practices(), Wish({}, country="LV"))
    names = {concept.pk: str(concept) for concept in Concept.objects.all()}

    counts = {names[pk]: number for pk, number in queries.counted(left).items()}

    assert counts == {"challenge:loneliness": 2, "challenge:depopulation": 1, "cultural_field:theatre": 2}
    countries, years = queries.counted_by_country_and_year(queries.public_practices())
    assert (countries, years) == ({"LV": 2, "EE": 1}, {2020: 1, 2024: 1})


def test_a_week_shows_one_of_each_country_and_the_next_week_another() -> None:
    first, second = ([practice.key for practice in queries.practices_of_week(week)] for week in (0, 1))

    assert (first, second) == (["c", "a"], ["c", "b"])


def test_without_practices_a_week_shows_none() -> None:
    with guards_lifted(connection):
        Practice.objects.all().delete()

    assert queries.practices_of_week(7) == []
