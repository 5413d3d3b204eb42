"""What the marks of a picture mean: one line of words under it, or as many as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from pearls.plans.rules.pictures.lettering import Line, width_of

SIZE, LINE_HEIGHT = 13, 24
MARK = 26  # room for a mark before its words
SPACE = 24


@dataclass(frozen=True)
class Key:
    """A mark and what it means; the mark's middle is (x, y)."""

    mark: str
    x: int
    y: int
    line: Line
    path: str = ""  # of a mark that is drawn by what it means, such as a pearl


def legend(meanings: Sequence[tuple[str, str]], *, top: int, width: int) -> tuple[tuple[Key, ...], int]:
    """The keys, and how high they are together."""
    if not meanings:
        return (), 0
    keys: list[Key] = []
    x, y = 4, top + 22
    for mark, words in meanings:
        length = MARK + round(width_of(words, SIZE))
        if x > 4 and x + length > width:
            x, y = 4, y + LINE_HEIGHT
        keys.append(Key(mark, x + 9, y, Line(x + MARK, y + 5, words)))
        x += length + SPACE
    return tuple(keys), y + 14 - top
