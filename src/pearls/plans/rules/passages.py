"""A passage of a text: the words that were quoted, and how they are found again once the text has changed."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

CONTEXT = 80  # letters kept at either side
LEAST_KEPT = 0.6  # so much of the quoted words must be left for them to be the same passage, changed
MOST_TOKENS = 6_000  # beyond this the comparison gets slow: then only the very words are looked for
EDGE = "\0"  # stands before the first and after the last letter of a text; no answer holds it
GAP = re.compile(r"\s+")
TOKENS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Passage:
    """Words quoted from a text, with what stood around them. `start` is where they began, in letters.

    `is_alone`: the text said these words only here, so that wherever they stand now, it is they.
    """

    quote: str
    before: str = ""
    after: str = ""
    start: int = 0
    is_alone: bool = True


@dataclass(frozen=True)
class Spot:
    """Where a passage stands now: letters `start` up to `end`. `is_changed`: its own words have been touched."""

    start: int
    end: int
    is_changed: bool = False

    def words_in(self, text: str) -> str:
        return text[self.start : self.end]


def cut(text: str, start: int, end: int) -> Passage:
    """The passage from letter `start` up to `end`, with its surroundings."""
    passage = Passage(
        text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, is_alone=True
    )
    is_alone = len(_places(text, passage)) == 1
    return Passage(passage.quote, passage.before, passage.after, start, is_alone)


def quoted(text: str, words: str, *, near: int = 0) -> Passage | None:
    """The passage that reads like these words, however their lines are broken; the nearest where several do.

    None where the text does not say them.
    """
    asked = Passage(words.strip())
    places = _places(text, asked) or _places(text, asked, is_whole=False)
    if not asked.quote or not places:
        return None
    start, end = min(places, key=lambda place: abs(place[0] - near))
    return cut(text, start, end)


def find(text: str, passage: Passage) -> Spot | None:
    """Where the passage stands in the text as it is now; None where it is gone.

    The very words count wherever they stand, if the text had them only once; else what stood around them decides which
    it is. Words that were touched are found between their old neighbours, while most of them are left.
    """
    places = _places(text, passage)
    if places:
        start, end = max(places, key=lambda place: _likeness(text, passage, *place))
        if passage.is_alone or _likeness(text, passage, start, end)[0] == 1:
            return Spot(start, end)
    return _find_changed(text, passage)


def _places(text: str, passage: Passage, *, is_whole: bool = True) -> list[tuple[int, int]]:
    """Every place with these words; whole words only, where whole words were quoted."""
    words = passage.quote.split()
    if not words:
        return []
    pattern = r"\s+".join(re.escape(word) for word in words)
    if is_whole and words[0][0].isalnum() and not passage.before[-1:].isalnum():
        pattern = rf"(?<!\w){pattern}"
    if is_whole and words[-1][-1].isalnum() and not passage.after[:1].isalnum():
        pattern = rf"{pattern}(?!\w)"
    return [match.span(1) for match in re.finditer(f"(?=({pattern}))", text)]


def _likeness(text: str, passage: Passage, start: int, end: int) -> tuple[float, float, int]:
    """How much of the surroundings is still there: of the better side, of both; and how near the old place it is."""
    before = passage.before if len(passage.before) == CONTEXT else EDGE + passage.before
    after = passage.after if len(passage.after) == CONTEXT else passage.after + EDGE
    left = _share(before[::-1], (EDGE + text[:start])[::-1])
    right = _share(after, text[end:] + EDGE)
    return max(left, right), left + right, -abs(start - passage.start)


def _share(known: str, now: str) -> float:
    """How far the text goes on as it was known, however its lines are broken."""
    known, now = (GAP.sub(" ", text) for text in (known, now))
    same = takewhile(lambda pair: pair[0] == pair[1], zip(known, now, strict=False))
    return sum(1 for _pair in same) / len(known)


def _find_changed(text: str, passage: Passage) -> Spot | None:
    """What stands between the old neighbours, where most of the quoted words are still among it."""
    known = [TOKENS.findall(part) for part in (passage.before, passage.quote, passage.after)]
    now = TOKENS.findall(text)
    if not known[1] or len(now) > MOST_TOKENS:
        return None
    first, last = len(known[0]), len(known[0]) + len(known[1])
    blocks = SequenceMatcher(None, [token for part in known for token in part], now, autojunk=False)
    kept = [
        (block.b + max(first - block.a, 0), block.b + min(last - block.a, block.size))
        for block in blocks.get_matching_blocks()
        if block.a < last and block.a + block.size > first
    ]
    words = [token for low, high in kept for token in now[low:high] if token.strip()]
    if sum(map(len, words)) < LEAST_KEPT * sum(len(token) for token in known[1] if token.strip()):
        return None
    start = sum(map(len, now[: kept[0][0]]))
    return Spot(start, sum(map(len, now[: kept[-1][1]])), is_changed=True)
