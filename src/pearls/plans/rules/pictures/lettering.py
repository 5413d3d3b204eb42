"""How wide words are in our work font, and how they fit into a box: near enough to lay a picture out without a font."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

ADVANCES = {
    25: "Iijl‘’",
    30: " !',.:;`·",
    35: "()/[\\]ft|",
    40: "1r„",
    45: '"-^_{}”“',
    50: "*?–",
    55: "7JLacksvxyz",
    60: "235689EFbdeghnopqu«»",
    65: "#$&+04<=>BKPRSTZ~€",
    70: "ADVXY",
    75: "CGHNOQU",
    80: "w",
    85: "…",
    90: "Mm",
    100: "%W—@",
}
WIDTHS: Mapping[str, int] = {letter: width for width, letters in ADVANCES.items() for letter in letters}
OTHER_WIDTH = 70  # Cyrillic, Greek and what our table does not know
WIDE = frozenset("WF")  # East Asian letters and most emoji
SPARE = 1.04  # half-bold letters are a little wider, and so are the fonts of whoever has not ours
ELLIPSIS = "…"
FEW_LETTERS = 8  # so many may be given up for a whole word
SHORTEST_TAIL = 4  # letters that a broken word keeps for its last line


@dataclass(frozen=True)
class Line:
    """One line of text: where it stands (its foot), and what it says."""

    x: int
    y: int
    text: str


@lru_cache(maxsize=4096)
def width_of(text: str, size: int) -> float:
    """The width of a text in pixels at a font size."""
    return sum(map(_advance, text)) * size * SPARE / 100


@lru_cache(maxsize=1024)
def _advance(letter: str) -> int:
    bare = unicodedata.normalize("NFD", letter)[0]
    if bare in WIDTHS:
        return WIDTHS[bare]
    if unicodedata.combining(letter):
        return 0
    return 100 if unicodedata.east_asian_width(letter) in WIDE else OTHER_WIDTH


@lru_cache(maxsize=4096)
def fitted(text: str, width: int, size: int, lines: int) -> tuple[str, ...]:
    """The text in at most so many lines of a width; a word too long for a line is broken, a text too long is cut.

    The whole text stands in the table beside the picture.
    """
    found: list[str] = []
    words = [piece for word in text.split() for piece in _pieces(word, width, size)]
    for word in words:
        longer = f"{found[-1]} {word}" if found else word
        if found and width_of(longer, size) <= width:
            found[-1] = longer
        elif len(found) < lines:
            found.append(word)
        else:
            found[-1] = _cut(found[-1], width, size)
            break
    return tuple(found)


def _pieces(word: str, width: int, size: int) -> list[str]:
    """A word, or where it is wider than a line, the parts of it with a hyphen between."""
    pieces = []
    while width_of(word, size) > width and len(word) > 1:
        at = len(word) - 1
        while at > 1 and width_of(f"{word[:at]}-", size) > width:
            at -= 1
        at = max(1, min(at, len(word) - SHORTEST_TAIL))
        pieces.append(f"{word[:at]}-")
        word = word[at:]
    return [*pieces, word]


def _cut(line: str, width: int, size: int) -> str:
    """The line with an ellipsis, shortened until it fits; between words where that costs only a few letters."""
    whole = line
    while line and width_of(line + ELLIPSIS, size) > width:
        line = line[:-1]
    at = line.rfind(" ")
    if line != whole and at > len(line) - FEW_LETTERS:
        line = line[:at]
    return line.rstrip(" ,.;:–-") + ELLIPSIS


def set_lines(texts: tuple[str, ...], x: int, y: int, height: int) -> tuple[Line, ...]:
    """Lines of text one under another, the foot of the first at y."""
    return tuple(Line(x, y + height * number, text) for number, text in enumerate(texts))
