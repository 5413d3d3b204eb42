"""Words that people type, for the English words in which practices are told; and further names of concepts.

Both come in lines of eleven fields, `of|en|lv|lt|et|fi|sv|da|pl|de|nb`, words of a field parted by commas. In the
dictionary `of` is an English word, in the list of synonyms a concept, written as `challenge:loneliness`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

COLUMNS = ("en", "lv", "lt", "et", "fi", "sv", "da", "pl", "de", "nb")


@dataclass(frozen=True)
class Entry:
    """A word or a concept, and what it is called in each language; of one language nothing, or several words."""

    of: str
    names: Mapping[str, tuple[str, ...]]


def entries_of(lines: Iterable[str]) -> list[Entry]:
    """The entries of a file, in its order.

    Raises: ValueError, for a line that has another number of fields, or is there twice.
    """
    found: dict[str, Entry] = {}
    for number, line in enumerate(lines, start=1):
        of, *fields = (field.strip() for field in line.rstrip("\n").split("|"))
        if len(fields) != len(COLUMNS):
            raise ValueError(f"line {number}: expected {len(COLUMNS) + 1} fields, got {len(fields) + 1}")
        if of in found:
            raise ValueError(f"line {number}: expected {of} once, got it again")
        found[of] = Entry(of, {language: _words(field) for language, field in zip(COLUMNS, fields, strict=True)})
    return list(found.values())


def _words(field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in (part.strip() for part in field.split(",")) if word))
