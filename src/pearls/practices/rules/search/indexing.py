"""Under which words a practice is filed, and how many points each has there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pearls.practices.rules.search.words import LANGUAGES, all_forms, forms, is_empty, words

TITLE, NAME, SUMMARY, MORE = 6, 5, 2, 1
MOST_POINTS = 60
NAMED = 10  # for the concept that stands first among those of its kind, and a point less for each that follows


@dataclass(frozen=True)
class Text:
    """What a practice says: texts in its language, its title in another, and names of places and people's bodies."""

    language: str
    title: str
    summary: str
    more: Sequence[str] = ()
    title_original: str = ""
    title_original_language: str = ""
    names: Sequence[str] = ()
    country: str = ""
    concepts: Mapping[int, int] = field(default_factory=dict)  # by their rows, how many of the kind stand before each


def concept_word(row: int) -> str:
    """Under which word those are filed that name a concept; nobody can type it."""
    return f"#{row}"


def row_of_concept(word: str) -> int:
    """The concept whose word this is."""
    return int(word.removeprefix("#"))


def named_before(points: int) -> int:
    """How many concepts of its kind a practice names before the one that has these points."""
    return NAMED - points


def country_word(code: str) -> str:
    """Under which word those of a country are filed."""
    return f"#{code.lower()}"


def points_of(text: Text) -> dict[str, int]:
    """Each word of the practice with its points: the more of them, the more the practice is about it."""
    found: dict[str, int] = {}
    for content, language, points in (
        (text.title, text.language, TITLE),
        (text.summary, text.language, SUMMARY),
        *((more, text.language, MORE) for more in text.more),
        (text.title_original, text.title_original_language, TITLE),
    ):
        _add(found, content, language, points)
    for name in text.names:  # nobody knows in which language somebody will decline it
        for word in words(name):
            for form in _filed_name(word):
                found[form] = found.get(form, 0) + NAME
    found[country_word(text.country)] = NAME
    for row, before in text.concepts.items():
        found[concept_word(row)] = max(NAMED - before, 1)
    return {word: min(points, MOST_POINTS) for word, points in found.items()}


def _add(found: dict[str, int], content: str, language: str, points: int) -> None:
    for word in words(content):
        for form in _filed(word, language):
            found[form] = found.get(form, 0) + points


@lru_cache(maxsize=50_000)
def _filed(word: str, language: str) -> tuple[str, ...]:
    """Under which forms a word is filed; under none, where it says nothing."""
    return () if is_empty(word) else tuple(forms(word, language))


@lru_cache(maxsize=10_000)
def _filed_name(word: str) -> tuple[str, ...]:
    return tuple(all_forms(word, LANGUAGES))


def rarity_of(count: int, everything: int) -> float:
    """How much it says that a practice uses a word, by how many do: 1 for a rare one, towards 0 for one of all."""
    share = count / max(everything, 1)
    return float(max(0.0, 1.0 - share**0.5))
