"""Forms, answers, words, merging and comparing, without a database."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.documents import labels, rules
from pearls.documents.rules import Answer, FormError, Kind, Problem, Question, clean_answer, merge_values
from tests.documents.forms import EVERY_KIND

FORM = rules.parse_form(EVERY_KIND)


def question(name: str) -> Question:
    found = FORM.question(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["schema"], 2, "schema: expected the number 1, got 2"),
        (["sections"], [], "sections: expected a list with at least one entry, got []"),
        (["title"], {"lv": "Tikai"}, "title: expected a text by language with at least English"),
        (["sections", 0, "questions", 0, "kind"], "essay", "sections.0.questions.0.kind: expected one of short_text"),
        (
            ["sections", 0, "questions", 0, "max_wrods"],
            5,
            "sections.0.questions.0.max_wrods: expected no such key, got 5",
        ),
        (
            ["sections", 0, "questions", 0, "max_words"],
            "5",
            "sections.0.questions.0.max_words: expected a whole number",
        ),
        (["sections", 0, "questions", 0, "maximum"], 5, "no such key for a question of kind short_text"),
        (["sections", 0, "questions", 1, "id"], "name", "questions: expected each id once, got 'name'"),
        (["sections", 0, "questions", 0, "when"], {"question": "accept"}, "a question that is asked earlier"),
        (
            ["sections", 1, "questions", 1, "when", "is"],
            "maybe",
            "sections.1.questions.1.when.is: expected an answer to",
        ),
        (["sections", 1, "questions", 3, "columns", 0, "kind"], "table", "columns.0.kind: expected one of"),
        (["sections", 1, "questions", 6, "file_kinds"], ["exe"], "file_kinds.0: expected one of docx"),
        (["sections", 0, "questions", 4, "minimum"], 5000, "minimum: expected at most maximum (1000), got 5000"),
    ],
)
def test_a_wrong_form_is_told_which_key_is_wrong(path: list[Any], value: Any, message: str) -> None:
    data: Any = copy.deepcopy(EVERY_KIND)
    target = data
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value

    with pytest.raises(FormError) as error:
        rules.parse_form(data)

    assert message in str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Rūjiena", 1),
        ("Sankt-Peter-Ording liegt am Meer", 4),
        ("Łódź — miasto", 2),
        ("kultūra–noturība", 2),
        ("it's 5 o'clock", 3),
        ("… – !", 0),
        ("Töölö\n\n  ja   Käpylä", 3),
        ("e\u0301tude", 1),
        ("https://pearls.example/a/b", 1),
    ],
)
def test_words_are_counted_alike_in_all_languages(text: str, words: int) -> None:
    assert rules.count_words(text) == words


@pytest.mark.parametrize(
    ("name", "raw", "value"),
    [
        ("name", "  Cēsis \n pilsēta ", "Cēsis pilsēta"),
        ("story", "One\r\ntwo\x00 ", "One\ntwo"),
        ("story", "   ", None),
        ("size", "large", "large"),
        ("fields", ["books", "music", "books"], ["music", "books"]),
        ("people", "1 000", 1000),
        ("people", "1.000", 1000),
        ("budget", "1 234,50", 123450),
        ("budget", "1,234.50", 123450),
        ("budget", "1.234,5 €", 123450),
        ("budget", "5.000", 500000),
        ("budget", "0", 0),
        ("founded", "01.05.2024", "2024-05-01"),
        ("founded", "2024-02-29", "2024-02-29"),
        ("in_group", "no", False),
        ("members", "Valmiera\n\n Cēsis ", ["Valmiera", "Cēsis"]),
        ("lines", [{"what": "", "cost": ""}, {"what": "Paint", "cost": "3"}], [{"what": "Paint", "cost": 300}]),
        ("contact", {"name": "Anna", "email": ""}, {"name": "Anna"}),
        ("place", "Cēsis", {"key": "", "name": "Cēsis"}),
        ("accept", "yes", True),
        ("accept", "", None),
    ],
)
def test_what_is_typed_becomes_an_answer_that_cleans_to_itself(name: str, raw: Any, value: Any) -> None:
    cleaned = clean_answer(question(name), raw)

    assert isinstance(cleaned, Answer)
    assert cleaned.value == value
    assert clean_answer(question(name), value) == cleaned


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("people", "12.5", "not-a-whole-number"),
        ("people", "a", "not-a-whole-number"),
        ("budget", "12.345.6", "not-an-amount"),
        ("founded", "2023-02-29", "not-a-day"),
        ("size", "huge", "unknown-choice"),
        ("fields", ["art"], "unknown-choice"),
        ("in_group", "perhaps", "not-yes-or-no"),
        ("lines", [{"what": "x", "cost": "much"}], "not-an-amount"),
        ("lines", [{"who": "x"}], "unknown-column"),
        ("lines", "x", "too-many-entries"),
        ("letter", [{"ref": "x"}], "not-a-file"),
        ("contact", "Anna", "not-a-contact"),
        ("place", ["x"], "not-a-place"),
        ("story", "x" * 60_001, "text-too-large"),
        ("story", ["x"], "not-a-text"),
    ],
)
def test_what_nobody_can_understand_is_a_problem_with_words(name: str, raw: Any, code: str) -> None:
    problem = clean_answer(question(name), raw)

    assert isinstance(problem, Problem)
    assert problem.code == code
    assert problem.code in labels.PROBLEMS


@given(st.text(max_size=300))
def test_any_text_at_all_is_kept_or_refused_with_a_reason(text: str) -> None:
    for asked in FORM.questions:
        cleaned = clean_answer(asked, text)
        if isinstance(cleaned, Answer):
            assert clean_answer(asked, cleaned.value) == cleaned
        else:
            assert cleaned.code in labels.PROBLEMS


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_cents_come_back_as_they_were_typed(cents: int) -> None:
    sign = "-" if cents < 0 else ""
    typed = f"{sign}{abs(cents) // 100},{abs(cents) % 100:02d}"

    cleaned = clean_answer(Question("m", Kind.MONEY, {"en": "m"}), typed)

    assert cleaned == Answer(cents)


def test_what_is_missing_is_told_and_what_is_not_asked_is_not_missing() -> None:
    answers = {"name": "a b c d e f", "in_group": False, "lines": [{"cost": 5}], "people": 5000}

    found = [(problem.question, problem.code, problem.row) for problem in rules.missing(FORM, answers)]

    assert found == [
        ("name", "too-many-words", None),
        ("story", "not-answered", None),
        ("people", "too-large", None),
        ("lines", "cell-missing", 1),
        ("contact", "not-answered", None),
        ("accept", "not-answered", None),
    ]
    in_group = {**answers, "in_group": True}
    assert ("members", "not-answered") in [(p.question, p.code) for p in rules.missing(FORM, in_group)]


def test_private_answers_and_those_not_asked_are_not_public() -> None:
    answers = {"name": "Cēsis", "in_group": False, "members": ["x"], "contact": {"name": "Anna"}}

    assert rules.public_answers(FORM, answers) == {"name": "Cēsis", "in_group": False}


WORDS = st.lists(st.sampled_from(["sea", "amber", "ķīlis", "rye", "łódź"]), max_size=12)


def spread(words: list[str], marks: list[str], at: list[int]) -> str:
    """The words with each mark put in somewhere."""
    result = list(words)
    for mark, position in zip(marks, at, strict=False):
        result.insert(position % (len(result) + 1), mark)
    return " ".join(result)


@given(
    WORDS, st.lists(st.integers(0, 20), min_size=1, max_size=3), st.lists(st.integers(0, 20), min_size=1, max_size=3)
)
def test_a_merged_text_holds_every_new_word_of_both(base: list[str], here: list[int], there: list[int]) -> None:
    mine = spread(base, ["MINE1", "MINE2", "MINE3"], here)
    theirs = spread(base, ["THEIRS1", "THEIRS2", "THEIRS3"], there)

    is_merged, merged = merge_values(Kind.LONG_TEXT, " ".join(base), mine, theirs)

    if is_merged:
        assert sorted(merged.split()) == sorted([*base, *(set(mine.split() + theirs.split()) - set(base))])


ROWS = st.lists(st.fixed_dictionaries({"a": st.sampled_from("xyz"), "b": st.sampled_from("123")}), max_size=5)


@given(ROWS, ROWS, ROWS)
def test_a_merge_of_tables_never_drops_a_new_row(base: list[Any], mine: list[Any], theirs: list[Any]) -> None:
    is_merged, merged = merge_values(Kind.TABLE, base, mine, theirs)

    if is_merged:
        cells = {(key, value) for row in merged or [] for key, value in row.items()}
        old = {(key, value) for row in base for key, value in row.items()}
        new = {(key, value) for row in [*mine, *theirs] for key, value in row.items()} - old
        assert new <= cells


def test_rows_added_by_two_people_are_both_kept() -> None:
    base = [{"a": "1"}]

    merged = merge_values(Kind.TABLE, base, [*base, {"a": "mine"}], [*base, {"a": "theirs"}])

    assert merged == (True, [{"a": "1"}, {"a": "theirs"}, {"a": "mine"}])


@pytest.mark.parametrize(
    ("kind", "base", "mine", "theirs", "merged"),
    [
        (Kind.LONG_TEXT, "a b c", "a b c", "x b c", (True, "x b c")),
        (Kind.LONG_TEXT, "a b c", "a b y", "x b c", (True, "x b y")),
        (Kind.LONG_TEXT, "a b", "a y", "x b", (False, None)),
        (Kind.LONG_TEXT, "", "mine", "theirs", (False, None)),
        (Kind.CHOICES, ["a", "b"], ["a", "b", "c"], ["b"], (True, ["b", "c"])),
        (Kind.CONTACT, {"name": "A"}, {"name": "A", "phone": "1"}, {"name": "B"}, (True, {"name": "B", "phone": "1"})),
        (Kind.CONTACT, {"name": "A"}, {"name": "B"}, {"name": "C"}, (False, None)),
        (Kind.NUMBER, 1, 2, 3, (False, None)),
        (Kind.TABLE, [{"a": 1, "b": 1}], [{"a": 2, "b": 1}], [{"a": 1, "b": 2}], (True, [{"a": 2, "b": 2}])),
        (Kind.TABLE, [{"a": 1}], [{"a": 2}], [{"a": 3}], (False, None)),
    ],
)
def test_two_changes_are_put_together_only_where_they_do_not_touch(
    kind: Kind, base: Any, mine: Any, theirs: Any, merged: Any
) -> None:
    assert merge_values(kind, base, mine, theirs) == merged


def test_the_parts_of_a_comparison_read_as_both_texts() -> None:
    parts = rules.text_parts("We want calm here", "We want courage here")

    assert "".join(part.text for part in parts if part.change != "added") == "We want calm here"
    assert "".join(part.text for part in parts if part.change != "removed") == "We want courage here"


def test_words_changed_side_by_side_are_shown_as_one_change() -> None:
    parts = rules.text_parts("Here nobody knows whom.\nWe wait.", "Here all who come sing.\nWe go.")

    assert [(part.change, part.text) for part in parts] == [
        ("same", "Here "),
        ("removed", "nobody knows whom."),
        ("added", "all who come sing."),
        ("same", "\nWe "),
        ("removed", "wait."),
        ("added", "go."),
    ]


@pytest.mark.parametrize(
    ("minimum", "maximum", "is_year"), [(1990, 2100, True), (1, 3000, False), (1990, None, False), (2000, 90000, False)]
)
def test_a_number_between_two_years_is_a_year(minimum: int, maximum: int | None, is_year: bool) -> None:
    asked = Question("when", Kind.NUMBER, {"en": "Year"}, minimum=minimum, maximum=maximum)

    assert asked.is_year is is_year


def test_a_year_is_written_without_a_mark_for_thousands() -> None:
    asked = Question("when", Kind.NUMBER, {"en": "Year"}, minimum=1990, maximum=2100)
    too_small = Problem("when", "too-small", {"limit": 1990, "got": 1789})

    assert labels.problem_sentence(too_small, asked, "en") == "1789 is less than 1990."
