"""Two people changed the same answer: put the changes together where they do not touch, and say so where they do."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pearls.documents.rules.definition import Column, Kind

TOKENS = re.compile(r"\s+|[^\s]+")
MAX_TOKENS = 6_000  # beyond this the comparison gets slow: then a person chooses
_MISSING = object()


@dataclass(frozen=True)
class Hunk:
    """Tokens `start` up to `end` of the base were replaced by these."""

    start: int
    end: int
    tokens: tuple[str, ...]

    @property
    def is_insertion(self) -> bool:
        return self.start == self.end


def merge_values(kind: Kind, base: Any, mine: Any, theirs: Any) -> tuple[bool, Any]:
    """Both changes in one value: (True, value); or (False, None) where both changed the same spot.

    Whatever either side added is in the merged value; only what a side took out is gone.
    """
    if mine == theirs or theirs == base:
        return True, mine
    if mine == base:
        return True, theirs
    if kind == Kind.LONG_TEXT:
        return _merge_texts(base or "", mine or "", theirs or "")
    if kind in (Kind.CHOICES, Kind.LINKS):
        return True, _merge_sets(base or [], mine or [], theirs or [])
    if kind == Kind.CONTACT:
        return _merge_parts(base or {}, mine or {}, theirs or {})
    if kind == Kind.LIST:
        return _merge_rows(base or [], mine or [], theirs or [])
    if kind in (Kind.TABLE, Kind.FILE):
        return _merge_rows(base or [], mine or [], theirs or [])
    return False, None


def merge_records(columns: Sequence[Column], base: Any, mine: Any, theirs: Any) -> tuple[bool, Any]:
    """Both changes in one record, each part by its kind: (True, record); or (False, None) where one part clashes."""
    sides = [side or {} for side in (base, mine, theirs)]
    merged: dict[str, Any] = {}
    for column in columns:
        is_merged, value = merge_values(column.kind, *(side.get(column.id) for side in sides))
        if not is_merged:
            return False, None
        if value is not None:
            merged[column.id] = value
    return True, merged


def _hunks(base: Sequence[str], other: Sequence[str]) -> list[Hunk] | None:
    """How the base became the other, or None where the difference is too large to tell."""
    start = 0
    while start < min(len(base), len(other)) and base[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(base), len(other)) - start and base[-1 - end] == other[-1 - end]:
        end += 1
    left, right = base[start : len(base) - end], other[start : len(other) - end]
    if len(left) > MAX_TOKENS or len(right) > MAX_TOKENS:
        return None
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return [
        Hunk(start + low, start + high, tuple(right[first:last]))
        for tag, low, high, first, last in matcher.get_opcodes()
        if tag != "equal"
    ]


def _merge_texts(base: str, mine: str, theirs: str) -> tuple[bool, Any]:
    """At least one unchanged word must stand between two changes."""
    tokens = TOKENS.findall(base)
    ours, others = _hunks(tokens, TOKENS.findall(mine)), _hunks(tokens, TOKENS.findall(theirs))
    if ours is None or others is None:
        return False, None
    for one in ours:
        for other in others:
            if one != other and not _words_between(tokens, one, other):
                return False, None
    return True, "".join(_apply(tokens, {*ours, *others})).strip() or None


def _words_between(tokens: Sequence[str], one: Hunk, other: Hunk) -> bool:
    low, high = (one.end, other.start) if one.start < other.start else (other.end, one.start)
    return any(token.strip() for token in tokens[low:high])


def _apply(tokens: Sequence[str], hunks: set[Hunk]) -> list[str]:
    merged: list[str] = []
    position = 0
    for hunk in sorted(hunks, key=lambda item: (item.start, item.end)):
        merged += tokens[position : hunk.start]
        merged += hunk.tokens
        position = hunk.end
    return merged + list(tokens[position:])


def _merge_sets(base: list[Any], mine: list[Any], theirs: list[Any]) -> Any:
    removed = {item for item in base if item not in mine or item not in theirs}
    merged = [item for item in dict.fromkeys([*base, *theirs, *mine]) if item not in removed]
    return sorted(merged) or None


def _merge_parts(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> tuple[bool, Any]:
    merged: dict[str, Any] = {}
    for part in dict.fromkeys([*base, *theirs, *mine]):
        was, here, there = (side.get(part, _MISSING) for side in (base, mine, theirs))
        if here != there and was not in (here, there):
            return False, None
        value = there if here == was else here
        if value is not _MISSING:
            merged[part] = value
    return True, merged or None


def _merge_rows(base: list[Any], mine: list[Any], theirs: list[Any]) -> tuple[bool, Any]:
    """Rows of a table or entries of a list. New rows of both sides are all kept; the same row is merged by cell."""
    tokens = [_row_token(row) for row in base]
    ours = _hunks(tokens, [_row_token(row) for row in mine])
    others = _hunks(tokens, [_row_token(row) for row in theirs])
    if ours is None or others is None:
        return False, None
    left = [piece for hunk in ours for piece in _pieces(hunk)]
    right = [piece for hunk in others for piece in _pieces(hunk)]
    merged = _join_rows(tokens, left, right)
    return (False, None) if merged is None else (True, [json.loads(token) for token in merged] or None)


def _row_token(row: Any) -> str:
    return json.dumps(row, ensure_ascii=False, sort_keys=True)


def _pieces(hunk: Hunk) -> list[Hunk]:
    """Rows replaced by as many rows are changed one by one."""
    if hunk.end - hunk.start != len(hunk.tokens):
        return [hunk]
    return [Hunk(hunk.start + at, hunk.start + at + 1, (token,)) for at, token in enumerate(hunk.tokens)]


def _join_rows(tokens: list[str], left: list[Hunk], right: list[Hunk]) -> list[str] | None:
    joined = {hunk for hunk in right if not any(_touch(hunk, other) for other in left)}
    joined |= {hunk for hunk in left if not any(_touch(hunk, other) for other in right)}
    for one in left:
        touching = [other for other in right if _touch(one, other)]
        if not touching:
            continue
        both = _join_two(tokens, one, touching[0]) if len(touching) == 1 else None
        if both is None or sum(_touch(touching[0], other) for other in left) > 1:
            return None
        joined.add(both)
    return _apply(tokens, joined)


def _touch(one: Hunk, other: Hunk) -> bool:
    if one.is_insertion or other.is_insertion:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def _join_two(tokens: list[str], one: Hunk, other: Hunk) -> Hunk | None:
    if one == other:
        return one
    if one.is_insertion and other.is_insertion and one.start == other.start:
        new = [token for token in one.tokens if token not in other.tokens]
        return Hunk(one.start, one.end, (*other.tokens, *new))
    if (one.start, one.end) != (other.start, other.end) or len(one.tokens) != 1 or len(other.tokens) != 1:
        return None
    base, mine, theirs = (json.loads(token) for token in (tokens[one.start], one.tokens[0], other.tokens[0]))
    if not (isinstance(base, dict) and isinstance(mine, dict) and isinstance(theirs, dict)):
        return None
    is_merged, row = _merge_parts(base, mine, theirs)
    return Hunk(one.start, one.end, (_row_token(row or {}),)) if is_merged else None
