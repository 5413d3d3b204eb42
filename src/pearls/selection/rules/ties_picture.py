"""Where things stand on the picture of ties: people on the left, texts on the right, a line for each pair; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pearls.selection.rules.ties import TieState

WIDTH, LEFT, RIGHT = 760, 250, 510
TOP, STEP, BOTTOM = 20, 34, 14
# Of several ties of a pair the picture shows the one that weighs most.
_WEIGHT = (TieState.BY_RULE, TieState.SHUTS, TieState.WAITING, TieState.MAY_READ)


@dataclass(frozen=True)
class Point:
    name: str
    y: int

    @property
    def words_y(self) -> int:
        return self.y + 5


@dataclass(frozen=True)
class Line:
    start: Point
    end: Point
    state: TieState


@dataclass(frozen=True)
class TiesPicture:
    height: int
    people: tuple[Point, ...]
    texts: tuple[Point, ...]
    lines: tuple[Line, ...]
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT

    @property
    def words_left(self) -> int:
        return self.left - 12

    @property
    def words_right(self) -> int:
        return self.right + 12


def picture_of_ties(ties: Iterable[tuple[str, str, TieState]], names: Mapping[str, str]) -> TiesPicture | None:
    """The ties as pairs of a person and a text by their references; None where there are none."""
    heaviest: dict[tuple[str, str], TieState] = {}
    for person, text, state in ties:
        before = heaviest.get((person, text), state)
        heaviest[person, text] = min(before, state, key=_WEIGHT.index)
    if not heaviest:
        return None
    people = _column((person for person, _text in heaviest), names)
    texts = _column((text for _person, text in heaviest), names)
    lines = tuple(Line(people[person], texts[text], state) for (person, text), state in sorted(heaviest.items()))
    height = TOP + STEP * max(len(people), len(texts)) + BOTTOM
    return TiesPicture(height, tuple(people.values()), tuple(texts.values()), lines)


def _column(refs: Iterable[str], names: Mapping[str, str]) -> dict[str, Point]:
    ordered = sorted(set(refs), key=lambda ref: (names[ref], ref))
    return {ref: Point(names[ref], TOP + STEP * at + STEP // 2) for at, ref in enumerate(ordered)}
