"""Versions of a public practice: what makes one, and what is different between two."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pearls.practices.rules.records import FIELDS

SHOWN = tuple(name for name in FIELDS if name not in ("id", "gathered_from"))


class Act(StrEnum):
    """By which act a version came about."""

    LOADED = "loaded"  # it came with the software
    IMPORTED = "imported"  # from a file
    PUBLISHED = "published"  # a contribution was accepted
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Difference:
    """One field that differs; None is "not published"."""

    field: str
    before: Any
    after: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Every field that two records do not have alike, in the order of a record; nothing, null and [] are the same."""
    return [
        Difference(name, before.get(name), after.get(name))
        for name in (*SHOWN, "photos")
        if (before.get(name) or None) != (after.get(name) or None)
    ]
