"""A draft or a version as a page shows it, field by field, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pearls.files import labels as file_labels
from pearls.practices import rules
from pearls.practices.labels import contributing as words
from pearls.practices.queries import Known
from pearls.practices.rules.versions import SHOWN
from pearls.web.formats import country_name, current_language, language_name, number

LANGUAGES = ("language", "title_original_lang", "source_language")
FIGURES = ("budget_eur", "hours")
# The story comes first, as in the form; then facts and concepts in the order of a record.
STORY = (
    *("title", "title_original", "language", "summary", "participants", "steps", "outcomes", "evidence"),
    *("evidence_strength", "why_it_worked", "what_failed", "transferability", "for_smaller_towns"),
)
_SCHEME_OF = {name: scheme for scheme, name in rules.SCHEMES.items()}


@dataclass(frozen=True)
class Shown:
    """One field in words; a list stands line by line."""

    field: str
    label: Any
    text: str


def rows_of(draft: Mapping[str, Any], known: Known) -> list[Shown]:
    """Every field that says something, the story first."""
    return [
        Shown(name, words.FIELDS[name], text)
        for name in (*STORY, *(name for name in SHOWN if name not in STORY))
        if name not in ("lat", "lon") and (text := field_words(name, draft.get(name), known))
    ]


def field_words(name: str, value: Any, known: Known) -> str:
    """A field in the reader's words; "" for what says nothing."""
    if value is None or value in ("", [], ()):
        return ""
    if name == "photos":
        return "\n".join(_photo_words(photo) for photo in value)
    if name in _SCHEME_OF:
        keys = value if isinstance(value, list | tuple) else [value]
        return ", ".join(_concept_words(_SCHEME_OF[name], key, known) for key in keys)
    if isinstance(value, list | tuple):
        return "\n".join(str(item) for item in value)
    reader = current_language()
    if name == "country":
        return country_name(str(value), reader)
    if name in LANGUAGES:
        return language_name(str(value), reader)
    if name == "evidence_strength":
        return str(words.EVIDENCE.get(str(value), value))
    return number(value, reader) if name in FIGURES else str(value)


def _concept_words(scheme: str, key: str, known: Known) -> str:
    row = known.rows.get((scheme, key))
    return known.terms(current_language())[row].label if row is not None else key


def _photo_words(photo: Mapping[str, str]) -> str:
    licence = str(file_labels.LICENCES_IN_SHORT.get(photo.get("licence", ""), ""))
    return " · ".join(part for part in (photo.get("alt"), licence, photo.get("credit")) if part)
