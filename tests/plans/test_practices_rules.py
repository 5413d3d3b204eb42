"""Practices in an activity's cell: read, put in and taken out without losing what people typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.documents.queries import shipped_definition
from pearls.documents.rules import parse_form
from pearls.plans.rules import practices as rules

FORM = parse_form(shipped_definition("plan"))
keys = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)
titles = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=60)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (None, ()),
        ("Neighbours in Rūjiena, we saw it ourselves", ()),
        ("Meet Your Neighbour (rujiena-meet-your-neighbour)", ("rujiena-meet-your-neighbour",)),
        ("rujiena-meet-your-neighbour; barn-theatre", ("rujiena-meet-your-neighbour", "barn-theatre")),
        ("https://pearls.example/lv/practices/barn-theatre/", ("barn-theatre",)),
        ("Barn theatre (barn-theatre); (barn-theatre)", ("barn-theatre",)),
    ],
)
def test_a_cell_names_practices_by_id_or_address(text, found):
    assert rules.keys_in(text) == found


@given(st.lists(st.tuples(keys, titles), min_size=1, max_size=4, unique_by=lambda pair: pair[0]))
def test_what_is_put_into_a_cell_is_found_in_it_and_can_be_taken_out(practices):
    cell = ""
    for key, title in practices:
        cell = rules.named(cell, key, title, 30)

    wanted = tuple(key for key, _title in practices)
    assert tuple(key for key in rules.keys_in(cell) if key in wanted) == wanted
    for key, _title in practices:
        cell = rules.unnamed(cell, key)
    assert not set(rules.keys_in(cell)) & set(wanted)


def test_a_title_that_would_be_too_long_is_left_out_and_words_of_people_stay():
    cell = rules.named("As the neighbours in Valka did", "barn-theatre", "A very long title indeed", 8)

    assert cell == "As the neighbours in Valka did; (barn-theatre)"
    assert rules.unnamed(cell, "barn-theatre") == "As the neighbours in Valka did"


def test_the_shipped_form_asks_for_practices():
    assert rules.is_asked(FORM)
    assert rules.most_words(FORM) == 30


def test_an_activity_may_use_some_practices_and_not_endlessly_many():
    full = {"activities": [{"id": "a1", "practice": "; ".join(f"p-{n}" for n in range(rules.MOST_USED))}]}

    assert rules.may_use(FORM, {}, "", "barn-theatre")
    assert rules.may_use(FORM, {}, "a1", "barn-theatre").reason == "unknown-activity"
    assert rules.may_use(FORM, full, "a1", "barn-theatre").reason == "too-many-practices"
    assert rules.may_use(FORM, full, "a1", "p-1")


def test_a_plan_is_asked_for_what_it_says_and_an_activity_for_its_own():
    content = {
        "population": 3410,
        "challenges": [{"id": "c1", "challenge": "Loneliness", "evidence": "Counted."}, {"id": "c2", "challenge": "X"}],
        "target_groups": [{"id": "g1", "group": "Seniors"}, {"id": "g2", "group": "Youth"}],
        "goals": [{"id": "z1", "goal": "Talk", "challenges": ["c1"]}],
        "activities": [{"id": "a1", "name": "Soup", "what": "We eat", "goals": ["z1"], "groups": ["g1"]}],
        "sources": [{"id": "s1", "amount": 500_000}],
        "cost_lines": [{"id": "l1", "activity": "a1", "amount": 120_000}],
        "seed_money": 100_000,
        "team": [{"id": "t1", "hours": 10}],
    }

    whole, own = rules.asked_by(FORM, content), rules.asked_by_activity(FORM, content, "a1")

    assert whole.challenges == {"c1": "Loneliness", "c2": "X"}
    assert whole.evidence == {"c1": "Counted.", "c2": ""}
    assert (whole.groups, whole.population, whole.euros, whole.hours) == (("Seniors", "Youth"), 3410, 6_000, 120)
    assert (dict(own.challenges), own.groups, own.means) == (
        {"c1": "Loneliness"},
        ("Seniors",),
        ("Soup We eat",),
    )
    assert own.euros == 1_200
    assert rules.goals_answering(content, "c1") == ["z1"]
    assert rules.asked_by(FORM, {}).is_empty
