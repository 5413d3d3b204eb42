"""Latvian pages are Latvian, English ones British, and no sentence is glued together from pieces."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.house.source import PACKAGE, source_files, tree_of, where

# The same in both languages: names, units, abbreviations, and sentences that are nothing but placeholders.
SAME = {"SHA-256", "PDF", "TOML", "CSV", "UTC"}
ENGLISH = re.compile(
    r"\b(the|and|of|is|are|was|with|your|you|this|that|not|for|from|has|have|be|will|by)\b", re.IGNORECASE
)
AMERICAN = re.compile(
    r"\b(color|center|program|programs|organiz\w*|recogniz\w*|canceled|favorite|honor|theater|behavior|neighbor\w*)\b",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[sd]|%[sd]|\{\w+\}|<[^>]+>|CC BY|https?://\S+")
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "pgettext_lazy", "ngettext_lazy"}
# Words, then at once a value: the words must end what they say, with a colon or a full stop.
WORDS_THEN_VALUE = re.compile(r'\{% translate "([^"]*)"[^%]*%\} ?\{(?:\{|% (?:pick|instant|short_instant|country))')
VALUE_THEN_WORDS = re.compile(r'\}\} ?\{% translate "([a-z][^"]*)"(?! as )')


def said(language: str = "lv") -> Iterator[tuple[str, str, str]]:
    """Room, English sentence and its translation, one line for each plural form."""
    for path in sorted(PACKAGE.glob(f"*/locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
        for message in catalog:
            if message.id:
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                texts = message.string if isinstance(message.string, tuple) else (message.string,)
                yield from (
                    (path.parts[-5], ids[min(number, len(ids) - 1)], str(text)) for number, text in enumerate(texts)
                )


def bare(text: str) -> str:
    return PLACEHOLDER.sub(" ", text)


def templates() -> list[Path]:
    return sorted(PACKAGE.glob("*/templates/**/*.html"))


def test_no_english_is_left_in_latvian() -> None:
    untouched = [
        f"{room}: {english}"
        for room, english, latvian in said()
        if latvian == english and english not in SAME and re.search(r"[A-Za-z]{2}", bare(english))
    ]
    mixed = [f"{room}: {latvian}" for room, _english, latvian in said() if ENGLISH.search(bare(latvian))]

    assert not untouched + mixed, "\n" + "\n".join(untouched + mixed)


def test_latvian_has_its_own_marks() -> None:
    wrong = [
        f"{room}: {latvian}"
        for room, _english, latvian in said()
        if re.search(r"[“‘’—]| - ", latvian)
        or '"' in bare(latvian)
        or latvian.count("„") != latvian.count("”")
        or "!" in re.sub(r"^Labdien[^!\n]*!", "", latvian)
    ]

    assert not wrong, "\n" + "\n".join(wrong)


def test_english_is_british_and_does_not_shout() -> None:
    wrong = [f"{room}: {english}" for room, english, _lv in said() if AMERICAN.search(bare(english)) or "!" in english]

    assert not wrong, "\n" + "\n".join(wrong)


def glued(template: str) -> list[str]:
    """Words that go on in a value, or a value that goes on in words: no other language keeps that order."""
    open_ended = [
        words for words in WORDS_THEN_VALUE.findall(template) if not words.rstrip().endswith((":", ".", "?", "…"))
    ]
    return open_ended + VALUE_THEN_WORDS.findall(template)


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('{% translate "Closed on" %} {{ day }}', ["Closed on"]),
        ('{{ name }} {% translate "asks you to come." %}', ["asks you to come."]),
        ('{% translate "Deadline:" %} {% instant moment zone %}', []),
        ('<dt>{% translate "Place" %}</dt><dd>{{ place }}</dd>', []),
    ],
)
def test_glue_is_recognised(template: str, found: list[str]) -> None:
    assert glued(template) == found


def test_no_sentence_is_glued_together_in_a_template() -> None:
    found = [
        f"{path.relative_to(PACKAGE)}: {words}" for path in templates() for words in glued(path.read_text("utf-8"))
    ]

    assert not found, "\n" + "\n".join(found)


def test_no_sentence_is_glued_together_in_python() -> None:
    found = []
    for path in source_files():
        for node in ast.walk(tree_of(path)):
            parts = [node.left, node.right] if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) else []
            parts += (
                [value.value for value in node.values if isinstance(value, ast.FormattedValue)]
                if isinstance(node, ast.JoinedStr)
                else []
            )
            found += [
                where(path, node)
                for part in parts
                if isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in GETTEXT
            ]

    assert not found, "\n" + "\n".join(found)
