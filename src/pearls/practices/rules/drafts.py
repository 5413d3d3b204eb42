"""The draft of a practice: the fields of a record as somebody typed them, and the record that it becomes."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from pearls.kernel.folding import fold
from pearls.practices.rules.records import FIELDS, Problem, Record, record_of, written

# What somebody who contributes cannot say: how it is called in addresses, and which page it was read on.
NOT_TYPED = ("id", "source_language", "gathered_from")
DRAFT_FIELDS = tuple(name for name in FIELDS if name not in NOT_TYPED)
LONGEST_STEM = 60
# Words of addresses of this room, which no practice may be called.
TAKEN = frozenset({"photos"})

Draft = Mapping[str, Any]


def tidy(given: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed without what is empty: no blank texts, lists or fields that a draft does not have."""
    kept = {name: _tidied(given[name]) for name in DRAFT_FIELDS if name in given}
    return {name: value for name, value in kept.items() if value is not None and value != "" and value != []}


def _tidied(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if isinstance(value, list | tuple):
        return [item for item in (_tidied(one) for one in value) if item]
    return value


def draft_of(record: Record) -> dict[str, Any]:
    """A practice as a draft that somebody goes on writing."""
    return tidy({**written(record), "language": record.language})


def record_from(
    draft: Draft, *, key: str, own_address: str, knows: Callable[[str, str], bool]
) -> tuple[Record | None, list[Problem]]:
    """The record that a draft becomes, and everything that is wrong with it; without another source, the practice's
    own page is its source."""
    given = {name: value for name, value in draft.items() if name in DRAFT_FIELDS}
    return record_of({**given, "id": key, "source_url": given.get("source_url") or own_address}, knows)


def stem_of(title: str, place: str) -> str:
    """What a practice would be called in addresses, after its place and title."""
    stem = re.sub(r"[^a-z0-9]+", "-", fold(f"{place} {title}")).strip("-")
    stem = stem if len(stem) <= LONGEST_STEM else stem[: LONGEST_STEM + 1].rpartition("-")[0] or stem[:LONGEST_STEM]
    return stem.strip("-") or "practice"


def free_key(stem: str, taken: Collection[str]) -> str:
    """The stem, with a number where it is taken."""
    number, key = 1, stem
    while key in taken or key in TAKEN:
        number += 1
        key = f"{stem}-{number}"
    return key
