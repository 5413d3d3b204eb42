"""Before the call: whether people suffice, what to add where they do not, and the page that says so."""

import itertools
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as some

from pearls.selection.rules.ahead import advice, forecast
from pearls.selection.rules.assigning import Assessor
from tests.cast import Cast
from tests.selection.room import a_room

EN = frozenset({"en"})


@settings(max_examples=150, deadline=None)
@given(some.data())
def test_people_suffice_exactly_where_some_sharing_serves_every_plan(data: some.DataObject) -> None:
    countries = ("LV", "EE", "FI")
    people = [
        Assessor(f"r{n}", data.draw(some.sampled_from(("", *countries))), EN, data.draw(some.integers(0, 2)))
        for n in range(data.draw(some.integers(0, 4)))
    ]
    plans = {country: data.draw(some.integers(0, 1)) for country in countries}
    wanted, is_open = data.draw(some.integers(1, 3)), data.draw(some.booleans())

    told = forecast(people, plans, is_own_country_open=is_open, wanted=wanted)

    choices = [
        itertools.combinations([one for one in people if is_open or one.country != country], wanted)
        for country, count in plans.items()
        if count
    ]
    can = any(
        all(load <= one.capacity for one, load in Counter(itertools.chain(*chosen)).items())
        for chosen in itertools.product(*choices)
    )
    assert told.is_enough == can


def test_who_can_be_spared_is_counted_after_everybody_has_stood_aside_for_their_country() -> None:
    people = [Assessor(f"r{country}", country, EN, 9) for country in ("LV", "EE", "FI", "DK")]

    told = forecast(people, {"LV": 2, "SE": 1, "PL": 0}, is_own_country_open=False)

    assert [(row.country, row.plans, row.readers, row.spare) for row in told.rows] == [("LV", 2, 3, 0), ("SE", 1, 4, 1)]
    assert told.is_enough
    assert not forecast(people[1:], {"EE": 1}, is_own_country_open=False).is_enough


def test_the_countries_that_fall_short_are_named_with_what_to_add() -> None:
    people = [Assessor("ann", "LV", EN, 2), Assessor("bo", "DK", EN, 2), Assessor("cy", "SE", EN, 2)]

    told = forecast(people, {"LV": 1, "EE": 1}, is_own_country_open=False)

    assert (told.is_enough, told.short) == (False, frozenset({"LV"}))
    assert advice(people, {"LV": 1, "EE": 1}, is_own_country_open=False).people == 1
    crowded = [Assessor(name, "", EN, 1) for name in "abc"]
    assert forecast(crowded, {"LV": 2}, is_own_country_open=False).short == frozenset({"LV"})
    told_to_add = advice(crowded, {"LV": 2}, is_own_country_open=False)
    assert (told_to_add.people, told_to_add.takes, told_to_add.each) == (3, 1, 2)


@settings(max_examples=60, deadline=None)
@given(some.data())
def test_what_is_advised_suffices_and_one_less_does_not(data: some.DataObject) -> None:
    countries = ("LV", "EE")
    people = [
        Assessor(f"r{n}", data.draw(some.sampled_from(("", *countries))), EN, data.draw(some.integers(0, 3)))
        for n in range(data.draw(some.integers(0, 4)))
    ]
    plans = {country: data.draw(some.integers(0, 3)) for country in countries}
    wanted = data.draw(some.integers(1, 3))
    if forecast(people, plans, is_own_country_open=False, wanted=wanted).is_enough:
        return

    told = advice(people, plans, is_own_country_open=False, wanted=wanted)

    def suffices(more: int) -> bool:
        crowd = [*people, *(Assessor(f"n{number}", "", EN, told.takes) for number in range(more))]
        return forecast(crowd, plans, is_own_country_open=False, wanted=wanted).is_enough

    assert (suffices(told.people), suffices(told.people - 1)) == (True, False)
    if told.each is not None:
        wider = [Assessor(one.id, one.country, EN, told.each) for one in people]
        assert forecast(wider, plans, is_own_country_open=False, wanted=wanted).is_enough


def text_of(client: Client, **asked: str) -> str:
    return client.get(reverse("selection:ahead"), asked).content.decode()


@pytest.mark.django_db
def test_the_page_answers_for_people_and_plans_as_supposed(cast: Cast) -> None:
    office = Client()
    office.force_login(cast.coordinator)
    jury = {f"role-{n}": "scores" for n in range(3)} | {f"country-{n}": code for n, code in enumerate(("LV", "SE", ""))}

    empty = text_of(office)
    enough = text_of(office, wanted="3", **{"plans-DK": "2"}, **jury)
    short = text_of(office, wanted="3", **{"plans-DK": "2", "plans-LV": "1"}, **jury)
    crowded = text_of(office, wanted="3", **{"plans-DK": "2", "takes-0": "1"}, **jury)
    chair = text_of(office, wanted="3", **{"plans-DK": "2"}, **(jury | {"role-0": "chair"}))

    assert "Every plan can get" not in empty
    assert "Every plan can get 3 scores." in enough
    assert "Too few may score or have room for the plans from: Latvia." in short
    assert "To add, at least: 1 who score, from none of these countries, and take 3 texts each." in short
    assert "Or the same people, if each of them takes 2." in crowded
    assert "Some plans will get fewer than 3 scores." in chair
    assert office.get(reverse("selection:ahead"), {"wanted": "x"}).status_code == 422


@pytest.mark.django_db
def test_it_begins_with_the_people_of_a_panel_and_is_there_for_office_and_chair(cast: Cast) -> None:
    room = a_room(cast, {"alfa": "LV"})
    clients = {name: Client() for name in ("coordinator", "chair", "juror1")}
    for name, client in clients.items():
        client.force_login(cast[name])
    page = reverse("selection:ahead") + f"?panel={room.panel.ref}"

    answers = {name: client.get(page) for name, client in clients.items()}

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "coordinator": 200,
        "chair": 200,
        "juror1": 404,
    }
    text = answers["chair"].content.decode()
    assert text.count('<option value="scores" selected>') == 3
    assert text.count('<option value="chair" selected>') == 1
    assert '<option value="SE" selected>' in text
