"""What is decided about a place by its facts alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.places import rules
from pearls.places.rules import PlaceFacts, SizeClass

NIEDERSACHSEN = PlaceFacts(key="buxtehude-de", country="DE", nuts1="DE9")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Rīga", "riga"),
        ("Łódź", "lodz"),
        ("Rotenburg (Wümme)", "rotenburg wumme"),
        ("  KASKÖ ", "kasko"),
        ("Bielsko-Biała", "bielsko biala"),
        ("!?", ""),
    ],
)
def test_search_sees_words_without_marks(text: str, form: str) -> None:
    assert rules.search_form(text) == form


def test_a_name_is_also_filed_as_a_typewriter_writes_it() -> None:
    assert rules.search_forms("Lüneburg") == ("luneburg", "lueneburg")
    assert rules.search_forms("Århus") == ("arhus", "aarhus")
    assert rules.search_forms("Rotenburg") == ("rotenburg",)
    assert rules.search_forms("–") == ()


@pytest.mark.parametrize(
    ("typed", "bare"),
    [("gmina kobylnica", "kobylnica"), ("city of kaunas", "kaunas"), ("viljandi vald", "viljandi vald")],
)
def test_what_stands_beside_a_name_is_dropped_unless_it_means_another_body(typed: str, bare: str) -> None:
    assert rules.bare_name(typed) == bare


@pytest.mark.parametrize(
    ("left", "right", "is_slip"),
    [
        ("rujiena", "rujena", True),
        ("rujiena", "rujiema", True),
        ("rujiena", "rujeina", True),
        ("rujiena", "rujienaa", True),
        ("rujiena", "rujiena", True),
        ("rujiena", "rjuinea", False),
        ("rujiena", "ruena", False),
    ],
)
def test_one_slip_of_the_finger_is_forgiven_and_no_more(left: str, right: str, is_slip: bool) -> None:
    assert rules.is_one_slip(left, right) is is_slip
    assert rules.is_one_slip(right, left) is is_slip


@given(st.text("abcd", min_size=1, max_size=8), st.integers(0, 7), st.sampled_from("abcd"))
def test_any_single_edit_is_one_slip(word: str, place: int, letter: str) -> None:
    at = place % len(word)

    for edited in (word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]):
        assert rules.is_one_slip(word, edited)


def test_only_in_niedersachsen_must_a_district_be_chosen() -> None:
    assert len(rules.districts_to_choose(NIEDERSACHSEN)) == 43
    assert rules.districts_to_choose(PlaceFacts(key="kiel-de", country="DE", nuts1="DEF", nuts2="DEF0")) == ()
    assert rules.districts_to_choose(PlaceFacts(key="luneburg-de", country="DE", nuts1="DE9", nuts2="DE93")) == ()


def test_the_eleven_districts_of_the_region_of_luneburg_are_as_published() -> None:
    region = [district.name for district in rules.DISTRICTS["DE9"] if district.nuts2 == "DE93"]

    assert region == [
        "Celle",
        "Cuxhaven",
        "Harburg",
        "Heidekreis",
        "Lüchow-Dannenberg",
        "Lüneburg",
        "Osterholz",
        "Rotenburg (Wümme)",
        "Stade",
        "Uelzen",
        "Verden",
    ]


@pytest.mark.parametrize(("district", "nuts2"), [("Stade", "DE93"), ("Göttingen", "DE91"), ("Atlantis", "")])
def test_the_district_tells_the_region(district: str, nuts2: str) -> None:
    assert rules.with_district(NIEDERSACHSEN, district).nuts2 == nuts2


@pytest.mark.parametrize(
    ("population", "size"),
    [
        (None, SizeClass.UNKNOWN),
        (928, SizeClass.UNDER_5000),
        (4_999, SizeClass.UNDER_5000),
        (5_000, SizeClass.TO_20000),
        (20_000, SizeClass.TO_100000),
        (100_000, SizeClass.OVER_100000),
    ],
)
def test_places_are_compared_by_size_class(population: int | None, size: SizeClass) -> None:
    assert rules.size_class(population) is size


@pytest.mark.parametrize(
    ("is_known", "country", "name", "reason"),
    [
        (False, "LV", "Vecpiebalga", "sign-in-first"),
        (True, "IS", "Akureyri", "outside-nine-countries"),
        (True, "LV", " – ", "name-missing"),
    ],
)
def test_a_place_is_not_entered_by_hand_without(is_known: bool, country: str, name: str, reason: str) -> None:
    assert rules.may_enter_place(is_known=is_known, country=country, name=name).reason == reason


def test_a_place_of_the_nine_countries_may_be_entered_by_hand() -> None:
    assert rules.may_enter_place(is_known=True, country="NO", name="Å")


def test_only_the_office_decides_and_only_once() -> None:
    assert rules.may_decide_place(is_office=True, state="entered-by-hand")
    assert rules.may_decide_place(is_office=False, state="entered-by-hand").reason == "office-only"
    assert rules.may_decide_place(is_office=True, state="confirmed").reason == "already-decided"


@pytest.mark.parametrize(
    ("nuts2", "nuts3", "reason"),
    [
        ("", "", ""),
        ("LV00", "LV008", ""),
        ("EE00", "", "nuts2-malformed"),
        ("LV0", "", "nuts2-malformed"),
        ("LV00", "LV1", "nuts3-malformed"),
        ("LV00", "LT021", "nuts3-malformed"),
    ],
)
def test_codes_must_belong_to_the_country(nuts2: str, nuts3: str, reason: str) -> None:
    assert rules.may_confirm_with(country="LV", nuts2=nuts2, nuts3=nuts3).reason == reason


def test_nobody_answers_for_itself_or_from_abroad() -> None:
    assert rules.may_answer_for(parent=("valmiera-lv", "LV"), place=("rujiena-lv", "LV"))
    assert rules.may_answer_for(parent=("a", "LV"), place=("a", "LV")).reason == "parent-is-itself"
    assert rules.may_answer_for(parent=("a", "EE"), place=("b", "LV")).reason == "parent-abroad"
