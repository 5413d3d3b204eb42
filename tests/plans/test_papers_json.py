"""A plan as JSON: out and in."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from pearls.documents.rules import text_mark
from pearls.plans.labels.papers import paper_error_lines
from pearls.plans.papers import from_json, to_json
from pearls.plans.rules.papers import PaperError, completed
from tests.plans.contents import FORM, contents, translated
from tests.plans.papers import ALL_KINDS, EVERY_KIND, FACTS, nasty_contents

CONTENT: dict[str, Any] = {
    "vision": "A town that talks.",
    "challenges": [{"id": "c1", "challenge": "Silence"}],
    "goals": [{"id": "z1", "goal": "People talk", "challenges": ["c1"]}],
}
TRANSLATED: dict[str, Any] = {
    **CONTENT,
    "vision--lv": {"text": "Pilsēta, kas runā.", "of": text_mark({"text": "A town that talks."})},
    "goals-z1--lv": {"goal": "Cilvēki runā", "of": "0123456789ab"},
}


@given(translated(contents() | nasty_contents()))
def test_every_plan_comes_back_as_it_went_out(content: dict[str, Any]) -> None:
    data = to_json(content, FACTS)

    paper = from_json(data, FORM, FACTS)

    assert completed(FORM, paper, {}) == content
    assert (paper.revisions, paper.absent) == (FACTS.revisions, frozenset())
    assert to_json(completed(FORM, paper, {}), FACTS) == data


def test_translations_stand_apart_by_language_with_the_mark_of_what_they_were_made_from() -> None:
    value = json.loads(to_json(TRANSLATED, FACTS))

    assert value["content"] == CONTENT
    assert value["translations"] == {
        "lv": {
            "vision": {"text": "Pilsēta, kas runā.", "of": text_mark({"text": "A town that talks."})},
            "goals-z1": {"goal": "Cilvēki runā", "of": "0123456789ab"},
        }
    }


def test_a_file_without_the_key_leaves_translations_alone_and_one_that_holds_none_takes_them_out() -> None:
    older, none = json.loads(to_json(TRANSLATED, FACTS)), json.loads(to_json(CONTENT, FACTS))
    older.pop("translations")

    read = [from_json(json.dumps(value).encode(), FORM, FACTS) for value in (older, none)]

    assert [completed(FORM, paper, TRANSLATED) for paper in read] == [TRANSLATED, CONTENT]


@pytest.mark.parametrize(
    ("translations", "key", "expected"),
    [
        ([], "translations", "texts for each language"),
        ({"xx": {}}, "translations.xx", "one of en, lv"),
        ({"lv": []}, "translations.lv", "texts for each answer or entry"),
        ({"lv": {"agreed": {"text": "x"}}}, "translations.lv.agreed", "an answer or entry with texts to translate"),
        ({"lv": {"goals-z9": {"goal": "x"}}}, "translations.lv.goals-z9", "an answer or entry with texts"),
        ({"lv": {"vision": {"goal": "x"}}}, "translations.lv.vision", "an answer (unknown-column)"),
        ({"lv": {"vision": {"text": " x"}}}, "translations.lv.vision", '{"text": "x"}'),
    ],
)
def test_a_wrong_translation_is_named_by_its_language_and_answer(translations: Any, key: str, expected: str) -> None:
    error = refused(changed(lambda value: value.update(translations=translations)))

    assert (error.code, error.detail["key"]) == ("json-value", key)
    assert expected in error.detail["expected"]


def test_every_kind_of_answer_comes_back() -> None:
    assert from_json(to_json(EVERY_KIND, FACTS), ALL_KINDS, FACTS).content == EVERY_KIND


def changed(change: Callable[[dict[str, Any]], None]) -> bytes:
    value = json.loads(to_json(CONTENT, FACTS))
    change(value)
    return json.dumps(value).encode()


def refused(data: bytes) -> PaperError:
    with pytest.raises(PaperError) as caught:
        from_json(data, FORM, FACTS)
    return caught.value


@pytest.mark.parametrize(
    ("change", "key", "expected", "got"),
    [
        (lambda value: value.pop("content"), "content", "this key", "null"),
        (lambda value: value.update(more=1), "more", "no such key", "1"),
        (lambda value: value.update(revisions={"vision": -1}), "revisions", "a whole number for each answer", None),
        (lambda value: value.update(content=[]), "content", "an answer for each question", "[]"),
        (lambda value: value["content"].update(vsion="x"), "content.vsion", "a question of the form plan", "x"),
        (lambda value: value["content"].update(vision=[1]), "content.vision", "an answer (not-a-text)", "[1]"),
        (lambda value: value["content"].update(vision=" x "), "content.vision", '"x"', " x "),
        (lambda value: value["content"].update(vision=None), "content.vision", "null", "null"),
        (lambda value: value["content"].update(agreed="yes"), "content.agreed", "true", "yes"),
        (
            lambda value: value["content"]["goals"][0].update(capacity="joy"),
            "content.goals.0.capacity",
            "an answer (unknown-choice)",
            None,
        ),
        (
            lambda value: value["content"]["goals"][0].update(challenges=["c9"]),
            "content.goals.0.challenges",
            "an entry of challenges",
            "c9",
        ),
        (
            lambda value: value["content"]["goals"].append(dict(value["content"]["goals"][0])),
            "content.goals",
            "an answer (not-a-record)",
            None,
        ),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected_and_got(
    change: Callable[[dict[str, Any]], None], key: str, expected: str, got: str | None
) -> None:
    error = refused(changed(change))

    assert (error.code, error.detail["key"], error.detail["expected"]) == ("json-value", key, expected)
    assert got is None or error.detail["got"] == got
    assert key in paper_error_lines(error, FORM, "en")[0]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b'{"schema": 1', "line 1, column 13"),
        (b"\xff\xfe{}", "byte 0"),
        (b'{"schema": 1, "schema": 2}', "schema"),
        (b'{"schema": 1.5}', "number"),
        (b'{"schema": NaN}', "number"),
    ],
)
def test_what_is_no_json_of_ours_is_named_by_its_spot(data: bytes, key: str) -> None:
    error = refused(data)

    assert (error.code, error.detail["key"]) == ("json-value", key)


def test_foreign_newer_and_other_files_are_told_apart() -> None:
    codes = [
        refused(b"").code,
        refused(b"[]").code,
        refused(b'{"hello": 1}').code,
        refused(changed(lambda value: value.update(schema=2))).code,
        refused(to_json(CONTENT, replace(FACTS, ref="zzzzzz"))).code,
        refused(to_json(CONTENT, replace(FACTS, form_sha256="cd" * 32, form_number=2))).code,
        refused(b"[" * 100_000).code,
    ]

    assert codes == [
        "file-empty",
        "foreign-file",
        "foreign-file",
        "newer-file",
        "other-plan",
        "other-form",
        "file-broken",
    ]


def test_the_error_says_which_form_was_expected() -> None:
    error = refused(to_json(CONTENT, replace(FACTS, form_sha256="cd" * 32, form_number=2)))

    assert paper_error_lines(error, FORM, "en") == [
        "The file was written for another version of the form: expected plan 3, got plan 2. Nothing was changed."
        " Please download the plan anew and enter your changes there."
    ]
