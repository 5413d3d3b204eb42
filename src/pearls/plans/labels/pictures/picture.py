"""A picture of a plan with its words: what is drawn, what it says in a sentence, and the same as a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pearls.plans.rules.pictures import Key, PictureKind


@dataclass(frozen=True)
class Cell:
    """One cell of a table, with the name of its column for narrow screens."""

    text: str
    column: str
    is_number: bool


@dataclass(frozen=True)
class Table:
    """The picture as a table: the first column names the row; `numbers` are the columns of figures, from 0."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    total: tuple[str, ...] = ()

    @property
    def columns(self) -> list[Cell]:
        return self._cells(self.header)

    @property
    def lines(self) -> list[list[Cell]]:
        return [self._cells(row) for row in self.rows]

    @property
    def total_line(self) -> list[Cell]:
        return self._cells(self.total)

    def _cells(self, row: tuple[str, ...]) -> list[Cell]:
        return [
            Cell(text, column, at in self.numbers)
            for at, (text, column) in enumerate(zip(row, self.header, strict=False))
        ]


@dataclass(frozen=True)
class Picture:
    """One picture. While there is nothing to draw, `first` names the question to begin with; there is no drawing."""

    kind: PictureKind
    title: str
    description: str
    table: Table
    first: str = ""
    drawing: Any = None
    keys: tuple[Key, ...] = ()
    height: int = 0
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """What draws it: the three budgets are drawn alike."""
        noun = "bars" if self.kind.startswith("budget-") else self.kind
        return f"plans/pictures/{noun}.html"
