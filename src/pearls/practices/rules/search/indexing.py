"""Under which words a practice is filed, and how many points each has there."""

from collections.abc import Sequence
from dataclasses import dataclass

from pearls.practices.rules.search.words import LANGUAGES, all_forms, forms, is_empty, words

TITLE, NAME, SUMMARY, MORE = 6, 5, 2, 1
MOST_POINTS = 60


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
    concepts: Sequence[int] = ()  # their rows


def concept_word(row: int) -> str:
    """Under which word those are filed that name a concept; nobody can type it."""
    return f"#{row}"


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
            for form in all_forms(word, LANGUAGES):
                found[form] = found.get(form, 0) + NAME
    for word in (country_word(text.country), *map(concept_word, text.concepts)):
        found[word] = NAME
    return {word: min(points, MOST_POINTS) for word, points in found.items()}


def _add(found: dict[str, int], content: str, language: str, points: int) -> None:
    for word in words(content):
        if not is_empty(word):
            for form in forms(word, language):
                found[form] = found.get(form, 0) + points


def rarity_of(count: int, everything: int) -> float:
    """How much it says that a practice uses a word, by how many do: 1 for a rare one, towards 0 for one of all."""
    share = count / max(everything, 1)
    return float(max(0.0, 1.0 - share**0.5))
