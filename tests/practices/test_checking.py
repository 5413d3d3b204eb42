"""What the checks find in a contribution, and what that means for sending."""

from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from pearls.practices.rules import checking, drafts
from pearls.practices.rules.checking import PhotoFacts, Weight
from pearls.practices.rules.look_alikes import Ground, Told, ground
from pearls.practices.rules.versions import differences
from tests.practices.samples import a_record, knows
from tests.practices.telling import a_draft


def codes(weight: Weight, photos: list[PhotoFacts] | None = None, **changes: Any) -> list[str]:
    found = checking.findings(drafts.tidy(a_draft(**changes)), photos or [], knows)
    return [one.code for one in found if one.weight == weight]


def test_a_whole_draft_has_nothing_to_mend() -> None:
    assert [codes(weight) for weight in Weight] == [[], [], []]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": " "}, "no-title"),
        ({"summary": ""}, "no-summary"),
        ({"summary": "They cooked."}, "summary-short"),
        ({"country": None}, "no-country"),
        ({"challenge": []}, "no-challenge"),
        ({"steps": []}, "no-steps"),
        ({"challenge": ["no-such-concept"]}, "bad-value"),
        ({"source_url": "javascript:alert(1)"}, "bad-value"),
    ],
)
def test_what_leaves_a_reader_helpless_is_refused(changes: dict[str, Any], code: str) -> None:
    assert codes(Weight.REFUSED, **changes) == [code]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"summary": "Soup. " * 300}, "summary-long"),
        ({"outcomes": []}, "no-outcomes"),
        ({"evidence": ""}, "no-evidence"),
        ({"evidence_strength": ""}, "no-strength"),
        ({"budget_eur": None}, "no-cost"),
        ({"what_failed": ""}, "no-failure"),
    ],
)
def test_what_an_honest_practice_may_lack_is_worth_a_thought(changes: dict[str, Any], code: str) -> None:
    assert codes(Weight.THINK, **changes) == [code]
    assert codes(Weight.REFUSED, **changes) == []


def test_no_cost_in_euros_is_no_lack_where_hours_are_given_and_nothing_is_a_price() -> None:
    assert codes(Weight.THINK, budget_eur=None, hours=3) == codes(Weight.THINK, budget_eur=0) == []


def test_a_public_practice_without_steps_may_be_improved_without() -> None:
    found = checking.findings(drafts.tidy(a_draft(steps=[])), [], knows, had_no_steps=True)

    assert found == []


def test_each_photo_needs_words_and_a_licence() -> None:
    photos = [PhotoFacts("a", "A pot", "CC0-1.0"), PhotoFacts("b", " ", ""), PhotoFacts("c", "A spoon", "")]

    assert codes(Weight.REFUSED, photos) == ["photo-without-words", "photo-without-licence", "photo-without-licence"]


@pytest.mark.parametrize(
    ("text", "suspected"),
    [
        ("Anna Karlsone baked bread.", ["Anna Karlsone"]),
        ("Jānis Bērziņš un Līga Ozola-Kalna", ["Jānis Bērziņš", "Līga Ozola-Kalna"]),
        ("Karl von Hagen", ["Karl von Hagen"]),
        ("Write to liga@example.org or call +371 2912 3456.", ["liga@example.org", "+371 2912 3456"]),
        ("On Riga Street, in the Baltic Sea Region, with BSR Cultural Pearls", []),
        ("From 2019-2021 all 12 000 people came. Every Wednesday.", []),
        ("They met in Vējupe Vecpils", []),
    ],
)
def test_names_of_private_people_are_suspected(text: str, suspected: list[str]) -> None:
    found = checking.suspected({"summary": text, "place": "Vējupe"})

    assert [words for _field, words in found] == suspected


def test_suspected_names_are_to_be_confirmed_by_the_author() -> None:
    found = checking.findings(drafts.tidy(a_draft(evidence="Asked by Anna Karlsone")), [], knows)

    assert [(one.code, one.about, one.detail) for one in found] == [("names", "evidence", {"names": ["Anna Karlsone"]})]
    assert checking.suspects_names(found)
    assert checking.is_complete(found)


@drawn(st.text(max_size=80), st.text(max_size=80), st.sets(st.text(max_size=20), max_size=3))
def test_every_title_makes_a_key_that_a_record_can_have(title: str, place: str, taken: set[str]) -> None:
    stem = drafts.stem_of(title, place)
    key = drafts.free_key(stem, taken | {stem})

    record, problems = drafts.record_from(
        a_draft(), key=key, own_address=f"https://a.test/en/practices/{key}/", knows=knows
    )

    assert key not in taken | {stem, "photos"}
    assert (problems, record is not None) == ([], True)


def test_a_record_survives_being_a_draft() -> None:
    record = a_record(steps=["They met"], outcomes=["A choir"], budget_eur=0, language="lv")

    again, problems = drafts.record_from(drafts.draft_of(record), key=record.id, own_address="", knows=knows)

    assert (again, problems) == (record, [])


def test_two_told_the_same_are_told_apart_from_two_alike() -> None:
    one = Told("Soup in the old dairy", "Vējupe", "https://www.a.test/soup/")

    assert ground(one, Told("Else", "", "http://a.test/soup")) == Ground.SOURCE
    assert ground(one, Told("The old dairy: soup")) == Ground.TITLE
    assert ground(one, Told("Songs in the dairy", "Vejupe")) == Ground.PLACE
    assert ground(one, Told("Songs in the dairy", "Riga")) is None
    assert ground(Told(""), Told("")) is None


def test_nothing_null_and_empty_are_no_difference() -> None:
    before, after = {"title": "A", "place": None, "outcomes": []}, {"title": "B", "hours": 3}

    assert [(one.field, one.before, one.after) for one in differences(before, after)] == [
        ("title", "A", "B"),
        ("hours", None, 3),
    ]
