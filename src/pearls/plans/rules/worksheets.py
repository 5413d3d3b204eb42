"""A worksheet as data: parts of a few kinds, each with labelled fields, that fill one sheet of paper.

Every text is a text per language; lists run in parallel, `columns.en = ["…", "…"]` and `columns.lv = ["…", "…"]`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pearls.kernel.languages import DEFAULT_LANGUAGE, LANGUAGES, pick
from pearls.programme.rules.errors import shown
from pearls.programme.rules.reading import Table, Text

SIZES = ("a4", "a3")  # of paper


class PartKind(StrEnum):
    """How the fields of a part lie on the paper."""

    GRID = "grid"  # two directions, and a field where they meet
    TABLE = "table"
    TREE = "tree"  # boxes on levels, joined from one level to the next
    CANVAS = "canvas"  # boxes side by side and under each other
    LINES = "lines"  # a prompt and lines to write on
    CARDS = "cards"  # to cut out
    TIMELINE = "timeline"  # rows along a scale of months or hours


class Mark(StrEnum):
    """What a column of a table asks for."""

    WRITE = "write"
    TICK = "tick"
    SCALE = "scale"  # one to five
    DOTS = "dots"


@dataclass(frozen=True)
class _Layout:
    """What a part of one kind may say, beside its title and its share of the sheet."""

    lists: tuple[str, ...]  # of texts, and there
    more_lists: tuple[str, ...] = ()  # of texts, or not there
    texts: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()  # whole numbers, at least 1 and there
    shares: tuple[str, ...] = ()  # lists of whole numbers, and there
    own: tuple[str, ...] = ()  # read by `_own_values`

    @property
    def keys(self) -> tuple[str, ...]:
        return (*self.lists, *self.more_lists, *self.texts, *self.counts, *self.shares, *self.own)


LAYOUTS: Mapping[PartKind, _Layout] = {
    PartKind.GRID: _Layout(("columns", "rows"), ("cells",), texts=("across", "down"), own=("rising",)),
    PartKind.TABLE: _Layout(("columns",), ("lines",), counts=("rows",), shares=("widths",), own=("marks",)),
    PartKind.TREE: _Layout(("levels",), shares=("boxes",)),
    PartKind.CANVAS: _Layout(("boxes",), ("hints",), shares=("heights",), own=("across", "arrows", "squares")),
    PartKind.LINES: _Layout(("prompts",), counts=("columns",)),
    PartKind.CARDS: _Layout(("fields",), ("heads",), counts=("cards", "columns")),
    PartKind.TIMELINE: _Layout(("columns", "ticks"), ("lines",), counts=("rows",)),
}


@dataclass(frozen=True)
class Part:
    """One part of a sheet; `weight` is its share of the height, `values` are numbers and words of its kind."""

    kind: PartKind
    weight: int = 1
    title: Text = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    lists: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)

    def in_language(self, language: str) -> dict[str, Any]:
        """Everything in it as plain values, for the paper."""
        words = {name: pick(text, language)[0] for name, text in self.texts.items()}
        lists = {name: [pick(text, language)[0] for text in texts] for name, texts in self.lists.items()}
        head = {"kind": str(self.kind), "weight": self.weight, "title": pick(self.title, language)[0]}
        return {**head, **words, **lists, **self.values}


@dataclass(frozen=True)
class Worksheet:
    """One sheet of paper, upright or flipped to its long side, with what to do on it."""

    task: Text
    parts: tuple[Part, ...]
    is_flipped: bool = False


def read_worksheet(table: Table) -> Worksheet:
    """Raises: RulesError, naming the first key that is wrong."""
    table.only("flipped", "task", "parts")
    parts = tuple(_part(item) for item in table.tables("parts"))
    if not parts:
        raise table.missing("parts", "at least one part")
    return Worksheet(table.translated("task", is_required=True), parts, bool(table.flag_or_none("flipped")))


def _part(table: Table) -> Part:
    kind = PartKind(table.choice("kind", [str(kind) for kind in PartKind]))
    layout = LAYOUTS[kind]
    table.only("kind", "weight", "title", *layout.keys)
    lists = {name: text_list(table, name, is_required=True) for name in layout.lists}
    part = Part(
        kind=kind,
        weight=table.whole_or_none("weight", least=1) or 1,
        title=table.translated("title"),
        texts={name: table.translated(name) for name in layout.texts},
        lists=lists | {name: text_list(table, name) for name in layout.more_lists},
        values={
            **{name: table.whole(name, least=1) for name in layout.counts},
            **{name: number_list(table, name) for name in layout.shares},
            **_own_values(table, kind, len(lists[layout.lists[0]])),
        },
    )
    _check_lengths(table, part)
    return part


def _own_values(table: Table, kind: PartKind, fields: int) -> dict[str, Any]:
    if kind == PartKind.TABLE:
        marks = table.value("marks") or [Mark.WRITE] * fields
        if not isinstance(marks, list) or not all(mark in list(Mark) for mark in marks):
            raise table.error("marks", "a list of " + ", ".join(Mark), shown(marks))
        return {"marks": [str(mark) for mark in marks]}
    if kind == PartKind.GRID:  # darker towards the upper right
        return {"rising": bool(table.flag_or_none("rising"))}
    if kind == PartKind.CANVAS:
        rows = table.value("across")
        if not isinstance(rows, list) or not all(isinstance(row, list) and row for row in rows):
            raise table.error("across", "the widths of the boxes in each row, such as [[1, 1], [2, 1]]", shown(rows))
        return {
            "across": rows,
            "arrows": bool(table.flag_or_none("arrows")),
            "squares": bool(table.flag_or_none("squares")),
        }
    return {}


def _check_lengths(table: Table, part: Part) -> None:
    """Lists that belong together are of one length."""
    lists, values = part.lists, part.values
    checks: list[tuple[str, int, int]] = []  # key, expected, got
    if part.kind == PartKind.GRID and lists["cells"]:
        checks = [("cells", len(lists["columns"]) * len(lists["rows"]), len(lists["cells"]))]
    elif part.kind == PartKind.TABLE:
        fields = len(lists["columns"])
        checks = [("widths", fields, len(values["widths"])), ("marks", fields, len(values["marks"]))]
    elif part.kind == PartKind.TREE:
        checks = [("boxes", len(lists["levels"]), len(values["boxes"]))]
    elif part.kind == PartKind.CANVAS:
        fields = len(lists["boxes"])
        checks = [
            ("across", fields, sum(len(row) for row in values["across"])),
            ("heights", len(values["across"]), len(values["heights"])),
            ("hints", fields, len(lists["hints"]) or fields),
        ]
    elif part.kind == PartKind.CARDS:
        checks = [("heads", values["cards"], len(lists["heads"]) or values["cards"])]
    for key, expected, got in checks:
        if expected != got:
            raise table.error(key, f"{expected} of them", str(got))


def text_list(table: Table, key: str, *, is_required: bool = False) -> tuple[Text, ...]:
    """Texts per language that run in parallel: the first of each language is the first text.

    Raises: RulesError.
    """
    expected = 'lists of the same length per language, such as { en = ["…", "…"], lv = ["…", "…"] }'
    value = table.value(key)
    if value is None and not is_required:
        return ()
    if not isinstance(value, dict) or not value or not all(_is_texts(items) for items in value.values()):
        raise table.error(key, expected, "nothing" if value is None else shown(value))
    for language in value:
        if language not in LANGUAGES:
            raise table.error(key, "languages among " + ", ".join(LANGUAGES), shown(language))
    counts = {language: len(items) for language, items in value.items()}
    if DEFAULT_LANGUAGE not in value or len(set(counts.values())) > 1:
        raise table.error(key, expected, ", ".join(f"{count} in {language}" for language, count in counts.items()))
    return tuple(dict(zip(value, items, strict=True)) for items in zip(*value.values(), strict=True))


def number_list(table: Table, key: str) -> list[int]:
    """Raises: RulesError."""
    value = table.value(key)
    if not isinstance(value, list) or not value or not all(type(item) is int and item > 0 for item in value):
        raise table.error(key, "a list of whole numbers above 0", "nothing" if value is None else shown(value))
    return value


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) and item.strip() for item in value)
