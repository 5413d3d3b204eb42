"""What the words of a query mean: which concepts of the vocabulary they name, in whatever language, and how surely."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from pearls.practices.rules.search.words import LANGUAGES, all_forms, forms, is_empty, words
from pearls.practices.rules.vocabulary import Concept

# How surely two words are the same: measured on the half of the judged queries that is for tuning.
SAME = 1.0
COMPOUND = 0.8  # one is the head or the tail of the other: Dorftheater, Theaterstück
SHORTEST_PART = 4
SIMILAR = 0.78  # of OSA's similarity, from which on a word may be a slip of another
SLIP = 0.9  # how surely a slip is the word that it is most like, times their similarity
SHORTEST_SLIP = 4
LEAST = 0.2  # surer than this, or the word does not name the concept
OTHER_LANGUAGE = 0.6  # where no language is said, for a language that explains less of the query than another
MOST_WORDS = 24

Name = tuple[str, str]  # scheme and id of a concept


class _Token(NamedTuple):
    forms: frozenset[str]
    weight: float


class _Label(NamedTuple):
    name: Name
    tokens: tuple[_Token, ...]


@dataclass(frozen=True)
class QueryWord:
    """A word of a query: what it is filed under, how much it says (0 to 1), and concepts it may name and how surely."""

    word: str
    forms: frozenset[str]
    weight: float
    concepts: Mapping[Name, float] = field(default_factory=dict)


class Lexicon:
    """The vocabulary, ready for queries. Made once and kept: it takes about a tenth of a second."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._concepts = {(concept.scheme, concept.id): concept for concept in concepts}
        self._labels: dict[str, list[_Label]] = {}
        self._places: dict[str, dict[str, list[tuple[int, int]]]] = {}
        self._rarity: dict[str, dict[str, float]] = {}
        for language in LANGUAGES:
            self._file(language)
        self.english = {name: self._english_words(concept) for name, concept in self._concepts.items()}

    def read(self, query: str, language: str = "") -> list[QueryWord]:
        """The query's words with what they may mean; in all ten languages where none is said."""
        asked = [word for word in words(query) if not is_empty(word)][:MOST_WORDS]
        if language in LANGUAGES:
            heard = {language: self._heard(asked, language)}
            if language != "en":  # everybody types English words now and then
                heard["en"] = self._heard(asked, "en")
            first = language
        else:
            heard = {one: self._heard(asked, one) for one in LANGUAGES}
            first = max(LANGUAGES, key=lambda one: (_explained(heard[one]), one == "en", one))
        best = _explained(heard[first])
        return [
            QueryWord(word, all_forms(word, heard), self._weight(word, heard), self._meant(heard, first, best, place))
            for place, word in enumerate(asked)
        ]

    def _meant(
        self, heard: Mapping[str, Sequence[Mapping[Name, float]]], first: str, best: float, place: int
    ) -> dict[Name, float]:
        """The concepts that one word may name, from all languages together."""
        found: dict[Name, float] = {}
        for language, told in heard.items():
            trust = SAME if language == first or _explained(told) >= best else OTHER_LANGUAGE
            for name, sure in told[place].items():
                found[name] = max(found.get(name, 0.0), sure * trust)
        return {name: sure for name, sure in found.items() if sure >= LEAST}

    def _weight(self, word: str, languages: Iterable[str]) -> float:
        """How much a word says: one that stands in many labels ("people") says less."""
        rarities = [
            self._rarity[language][form]
            for language in languages
            for form in forms(word, language)
            if form in self._rarity[language]
        ]
        return min(rarities, default=1.0)

    def _heard(self, asked: Sequence[str], language: str) -> list[dict[Name, float]]:
        """For each word the concepts that it names in one language, as surely as the whole label is in the query."""
        near = [self._near(word, language) for word in asked]
        matched: dict[int, dict[int, tuple[float, int]]] = {}
        for place, likeness in enumerate(near):
            for form, sure in likeness.items():
                for number, token in self._places[language][form]:
                    there = matched.setdefault(number, {})
                    there[token] = max(there.get(token, (0.0, place)), (sure, place))
        found: list[dict[Name, float]] = [{} for _word in asked]
        for number, tokens in matched.items():
            label = self._labels[language][number]
            whole = sum(token.weight for token in label.tokens)
            share = sum(label.tokens[token].weight * sure for token, (sure, _place) in tokens.items()) / whole
            for _sure, place in tokens.values():
                found[place][label.name] = max(found[place].get(label.name, 0.0), share)
        return found

    def _near(self, word: str, language: str) -> dict[str, float]:
        """The forms in the language's labels that a word may stand for: the same, a part of it, a slip of the pen."""
        known, own = self._places[language], forms(word, language)
        if same := {form: SAME for form in own if form in known}:
            return same
        return {form: sure for bare in own for form, sure in _likes(bare, known)}

    def _file(self, language: str) -> None:
        labels: list[_Label] = []
        for name, concept in self._concepts.items():
            texts = [concept.labels.get(language, ""), *concept.synonyms.get(language, ())]
            for text in filter(None, texts):
                kept = [word for word in words(text) if not is_empty(word)]
                labels.append(_Label(name, tuple(_Token(forms(word, language), 1.0) for word in kept)))
        spread: dict[str, set[Name]] = {}
        for label in labels:
            for token in label.tokens:
                for form in token.forms:
                    spread.setdefault(form, set()).add(label.name)
        most = math.log(1 + len(self._concepts))
        rarity = {form: math.log(1 + len(self._concepts) / len(names)) / most for form, names in spread.items()}
        self._rarity[language] = rarity
        self._labels[language] = [_weighed(label, rarity) for label in labels if label.tokens]
        places: dict[str, list[tuple[int, int]]] = {}
        for number, label in enumerate(self._labels[language]):
            for at, token in enumerate(label.tokens):
                for form in token.forms:
                    places.setdefault(form, []).append((number, at))
        self._places[language] = places

    def _english_words(self, concept: Concept) -> dict[str, float]:
        """By which words an English text speaks of the concept: those of its labels, as far as they are its own."""
        found: dict[str, float] = {}
        for text in (concept.labels.get("en", ""), *concept.synonyms.get("en", ())):
            kept = [word for word in words(text) if not is_empty(word)]
            for word in kept:
                for form in forms(word, "en"):
                    own = self._rarity["en"].get(form, 1.0) / len(kept)
                    found[form] = max(found.get(form, 0.0), own)
        return found


def _weighed(label: _Label, rarity: Mapping[str, float]) -> _Label:
    """The label with how much each of its words says."""
    tokens = (_Token(token.forms, min(rarity[form] for form in token.forms)) for token in label.tokens)
    return _Label(label.name, tuple(tokens))


def _likes(bare: str, known: Iterable[str]) -> Iterator[tuple[str, float]]:
    if len(bare) < SHORTEST_SLIP:
        return
    for form in known:
        short, long = sorted((bare, form), key=len)
        if len(short) >= SHORTEST_PART and (long.startswith(short) or long.endswith(short)):
            yield form, COMPOUND * (0.6 + 0.4 * len(short) / len(long))
    yield from nearest(bare, known, 8)


def nearest(bare: str, known: Iterable[str], most: int) -> Iterator[tuple[str, float]]:
    """The words of which this one may be a slip of the pen, the likest first, and how surely."""
    cutoff = SIMILAR - 0.04 * (len(bare) > 7)
    names = list(known)
    for form, likeness, _place in process.extract(
        bare, names, scorer=OSA.normalized_similarity, score_cutoff=cutoff, limit=most
    ):
        yield form, SLIP * likeness


def _explained(told: Sequence[Mapping[Name, float]]) -> float:
    """How much of a query a language explains."""
    return sum(max(names.values(), default=0.0) for names in told)
