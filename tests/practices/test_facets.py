"""Narrowing the practices by size of the place, cost and evidence, and seeing what one has chosen."""

from datetime import datetime

import pytest
from django.test import Client
from hypothesis import given as examples
from hypothesis import strategies as st

from pearls.kernel.actor import Actor
from pearls.places.models import Place
from pearls.practices import queries, rules, services
from pearls.practices.models import Practice
from pearls.practices.queries import Wish
from tests.practices.samples import a_record

LIST = "/en/practices/"
ON_DATABASE = pytest.mark.django_db


@pytest.fixture
def four(vocabulary: None, office: Actor, now: datetime) -> None:
    records = [
        a_record(id="cheap", title="Cheap", budget_eur=0, evidence="Tickets.", evidence_strength="counted"),
        a_record(id="dear", title="Dear", budget_eur=5_000, country="EE"),
        a_record(id="huge", title="Huge", budget_eur=9_000_000, country="EE"),
        a_record(id="silent", title="Silent", budget_eur=None),
    ]
    services.import_practices(actor=office, records=records, now=now)
    for key, population in (("village", 4_999), ("town", 5_000), ("city", 700_000), ("uncounted", None)):
        Place.objects.create(key=key, country="LV", name=key, population=population, source="facts", kind="town")
    for practice, place in (("cheap", "village"), ("dear", "town"), ("huge", "city"), ("silent", "uncounted")):
        Practice.objects.filter(key=practice).update(place=Place.objects.get(key=place))


@examples(st.integers(min_value=0, max_value=10_000_000_000))
def test_every_cost_lies_in_the_band_whose_limits_enclose_it(euros: int) -> None:
    band = rules.cost_band(euros)

    limits = {code: limit for limit, code in rules.COST_LIMITS}
    below = [limit for limit, _code in rules.COST_LIMITS if limit <= euros]
    assert len(below) == list(rules.CostBand).index(band)
    assert euros < limits.get(band, 10**11)


def test_an_unpublished_cost_is_not_nothing() -> None:
    assert rules.cost_band(None) == "unknown"
    assert rules.cost_band(0) == "under-5000"


@ON_DATABASE
@pytest.mark.parametrize(
    ("wish", "left"),
    [
        ({"cost": "under-5000"}, ["cheap"]),
        ({"cost": "5000-to-25000"}, ["dear"]),
        ({"cost": "over-500000"}, ["huge"]),
        ({"cost": "unknown"}, ["silent"]),
        ({"cost": "no-such"}, []),
        ({"size": "under-5000"}, ["cheap"]),
        ({"size": "5000-to-20000"}, ["dear"]),
        ({"size": "over-100000"}, ["huge"]),
        ({"size": "unknown"}, ["silent"]),
        ({"evidence": "counted"}, ["cheap"]),
        ({"evidence": "unknown"}, ["dear", "huge", "silent"]),
    ],
)
def test_a_band_narrows_to_what_lies_in_it(four: None, wish: dict[str, str], left: list[str]) -> None:
    found = queries.narrowed(queries.public_practices(), Wish({}, **wish))  # type: ignore[arg-type]

    assert list(found.order_by("key").values_list("key", flat=True)) == left


@ON_DATABASE
def test_each_band_counts_what_it_would_leave(four: None) -> None:
    facts = queries.counted_facts(queries.public_practices())

    assert facts.number == 4
    for name, counts in (("size", facts.size), ("cost", facts.cost), ("evidence", facts.evidence)):
        for code, number in counts.items():
            wish = Wish({}, **{name: code})  # type: ignore[arg-type]
            assert queries.narrowed(queries.public_practices(), wish).count() == number, (name, code)


@ON_DATABASE
def test_the_page_says_how_many_it_does_not_know(client: Client, four: None) -> None:
    shown = client.get(LIST).content.decode()

    assert "Cost not published (1)" in shown
    assert "Number of inhabitants not published (1)" in shown
    assert "Fewer than 5,000 inhabitants (1)" in shown
    assert "25,000 to 100,000 euros" not in shown


@ON_DATABASE
def test_evidence_is_asked_for_only_where_somebody_told_any(client: Client, four: None) -> None:
    assert 'name="evidence"' in client.get(LIST).content.decode()

    Practice.objects.update(evidence_strength="")

    assert 'name="evidence"' not in client.get(LIST).content.decode()


@ON_DATABASE
def test_each_choice_stands_above_the_list_and_is_taken_back_by_a_link(client: Client, four: None) -> None:
    shown = client.get(LIST + "?q=barn&country=EE&cost=over-500000&page=1").content.decode()

    assert "Narrow the list: 2 choices made" in shown
    assert '<a href="?q=barn&amp;cost=over-500000" aria-label="Remove Country: Estonia">' in shown
    assert '<a href="?q=barn&amp;country=EE"' in shown
    assert '<details class="practice-search__facets" open>' in shown
    assert '<details class="practice-search__facets">' in client.get(LIST).content.decode()


@ON_DATABASE
def test_the_words_are_asked_for_before_anything_else(client: Client, four: None) -> None:
    shown = client.get(LIST).content.decode()

    assert shown.index('name="q"') < shown.index('name="challenge"') < shown.index('class="practice-list"')
