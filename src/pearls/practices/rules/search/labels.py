"""What names what in one language: the labels of concepts and the entries of the dictionary, found by their words."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, takewhile
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pearls.kernel.folding import fold
from pearls.practices.rules.search.words import COMPOUNDING, LINKS, forms, is_empty, words

# How surely two words are the same: measured on the half of the judged queries that is for tuning.
SAME = 1.0
PART = 0.8  # one begins or ends with the other: Dorftheater, Theaterstück
SHORTEST_PART = 4
SIMILAR = 0.78  # of OSA's similarity, from which on a word may be a slip of another
CLEAR_SLIP = 0.87  # from which on it is one, whatever else the word might be made of
SLIP = 0.9  # how surely a slip is the word that it is most like, times their similarity
SHORTEST_SLIP = 5
MOST_SLIPS = 8
MOST_LONGER = 12  # words that begin with the one that is typed
SHORTEST_PIECE = 3  # of a compound
MOST_PIECES = 3
FURTHER = 0.02  # how much less surely a name means it for each that stands before it
LEFT_OUT = 0.25  # what a word of a label counts that says nothing by itself, as in "culture for all"
SHORTEST_INFLECTED, LONGEST_ENDING = 6, 3  # letters

Name = tuple[str, str]  # scheme and id of a concept, or WORD and an English word


class Token(NamedTuple):
    forms: frozenset[str]
    weight: float


class Label(NamedTuple):
    name: Name
    tokens: tuple[Token, ...]
    left_out: int  # how many words of it say nothing
    trust: float


class Labels:
    """All labels of one language, each given with how many names of the same thing stand before it."""

    def __init__(self, language: str, named: Iterable[tuple[Name, str, int]], number: int) -> None:
        self.language = language
        self.rarity: dict[str, float] = {}
        self._surfaces: dict[str, frozenset[str]] = {}  # words as they stand in labels, without marks
        labels = [label for name, text, place in named if (label := self._label(name, text, place)).tokens]
        self._weigh(labels, number)
        self._labels = [self._weighed(label) for label in labels]
        self._places: dict[str, list[tuple[int, int]]] = {}
        for place, label in enumerate(self._labels):
            for at, token in enumerate(label.tokens):
                for form in token.forms:
                    self._places.setdefault(form, []).append((place, at))
        self._sorted = sorted(self._places)
        self._surface_list = list(self._surfaces)

    def heard(self, asked: Sequence[str]) -> list[dict[Name, float]]:
        """For each word what it names, as surely as the whole label is in the query."""
        matched: dict[int, dict[int, tuple[float, int]]] = {}
        for place, word in enumerate(asked):
            for form, sure in self._near(word).items():
                for number, token in self._places[form]:
                    there = matched.setdefault(number, {})
                    there[token] = max(there.get(token, (0.0, place)), (sure, place))
        found: list[dict[Name, float]] = [{} for _word in asked]
        for number, tokens in matched.items():
            label = self._labels[number]
            whole = sum(token.weight for token in label.tokens) + LEFT_OUT * label.left_out
            share = sum(label.tokens[token].weight * sure for token, (sure, _place) in tokens.items()) / whole
            share *= label.trust
            for _sure, place in tokens.values():
                found[place][label.name] = max(found[place].get(label.name, 0.0), share)
        return found

    def knows(self, word: str) -> bool:
        """Whether the word, in whatever case, stands in a label."""
        return any(form in self._places for form in forms(word, self.language))

    def pieces(self, word: str) -> list[str]:
        """What a compound is made of, each piece a word of labels; the word alone where it is none."""
        bare = fold(word)
        if self.language not in COMPOUNDING or self.knows(word) or self._clear_slip(bare) or self._is_inflected(bare):
            return [word]
        return self._split(word, MOST_PIECES) or [word]

    def _is_inflected(self, bare: str) -> bool:
        """Whether it looks like a word of a label with other endings than a stemmer takes off."""
        place = bisect_left(self._sorted, bare)
        for form in self._sorted[max(place - 1, 0) : place + 1]:  # none begins as it does for longer
            same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(bare, form, strict=False)))
            if same >= SHORTEST_INFLECTED and len(form) - same <= 2 and len(bare) - same <= LONGEST_ENDING:
                return True
        return False

    def _split(self, word: str, most: int) -> list[str]:
        """The split with the fewest pieces, of those the one with the longest last piece, which is what the thing is;
        [] where there is none."""
        found: list[list[str]] = []
        for at in range(SHORTEST_PIECE, len(word) - SHORTEST_PIECE + 1):
            if first := self._piece(word[:at]):
                if self._is_whole(word[at:]):
                    return [first, word[at:]]
                if most > 2 and (rest := self._split(word[at:], most - 1)):
                    found.append([first, *rest])
        return min(found, key=len, default=[])

    def _piece(self, head: str) -> str:
        """The word in front of another, without what links them; "" where it is none."""
        if self._is_whole(head):
            return head
        for link in LINKS:
            bare = head.removesuffix(link)
            if bare != head and len(bare) >= SHORTEST_PIECE and self._is_whole(bare):
                return bare
        return ""

    def _is_whole(self, piece: str) -> bool:
        """Whether a piece is a word by itself; a short one only as it stands in a label."""
        return self.knows(piece) if len(piece) > SHORTEST_PART else fold(piece) in self._surfaces

    def _near(self, word: str) -> dict[str, float]:
        """The forms in labels that a word may stand for: the same, a slip of the pen, one that it begins or ends."""
        own = forms(word, self.language)
        if same := {form: SAME for form in own if form in self._places}:
            return same
        bare = fold(word)
        found: dict[str, float] = dict(self._clear_slip(bare))
        if found:
            return found
        for form in own | {bare}:
            for other, sure in self._likes(form):
                found[other] = max(found.get(other, 0.0), sure)
        return found

    def _clear_slip(self, bare: str) -> dict[str, float]:
        """The forms of the words as they stand in labels of which this one is clearly a slip."""
        if len(bare) < SHORTEST_SLIP:
            return {}
        cutoff = CLEAR_SLIP if len(bare) > SHORTEST_SLIP + 2 else SIMILAR
        return {
            form: sure
            for text, sure in nearest(bare, self._surface_list, 2, cutoff)
            for form in self._surfaces[text]
            if form in self._places
        }

    def _likes(self, bare: str) -> Iterable[tuple[str, float]]:
        if len(bare) < SHORTEST_SLIP:
            return
        for at in range(SHORTEST_PART, len(bare)):
            for part in (bare[:at], bare[-at:]):
                if part in self._places:
                    yield part, _part(part, bare)
        start = bisect_left(self._sorted, bare)
        for longer in islice(self._sorted, start, start + MOST_LONGER):
            if longer.startswith(bare):
                yield longer, _part(bare, longer)
        yield from nearest(bare, self._sorted, MOST_SLIPS, SIMILAR - 0.04 * (len(bare) > 7))

    def _label(self, name: Name, text: str, place: int) -> Label:
        found = words(text)
        kept = [word for word in found if not is_empty(word)]
        tokens = []
        for word in kept:
            own = forms(word, self.language)
            self._surfaces[fold(word)] = self._surfaces.get(fold(word), frozenset()) | own
            tokens.append(Token(own, 1.0))
        return Label(name, tuple(tokens), len(found) - len(kept), 1 / (1 + FURTHER * place))

    def _weigh(self, labels: Iterable[Label], number: int) -> None:
        spread: dict[str, set[Name]] = {}
        for label in labels:
            for token in label.tokens:
                for form in token.forms:
                    spread.setdefault(form, set()).add(label.name)
        most = math.log(1 + number)
        self.rarity = {form: math.log(1 + number / len(names)) / most for form, names in spread.items()}

    def _weighed(self, label: Label) -> Label:
        """The label with how much each of its words says."""
        tokens = (Token(token.forms, min(self.rarity[form] for form in token.forms)) for token in label.tokens)
        return label._replace(tokens=tuple(tokens))


def _part(short: str, long: str) -> float:
    return PART * (0.6 + 0.4 * len(short) / len(long))


def nearest(bare: str, known: Sequence[str], most: int, cutoff: float) -> list[tuple[str, float]]:
    """The words of which this one may be a slip of the pen, the likest first, and how surely."""
    likest = process.extract(bare, known, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=most)
    return [(form, SLIP * likeness) for form, likeness, _place in likest]


def explained(told: Sequence[Mapping[Name, float]]) -> float:
    """How much of a query a language explains."""
    return sum(max(names.values(), default=0.0) for names in told)
