"""What the words of a query mean: which concepts and English words they name, in whatever language, and how surely."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pearls.practices.rules.search.dictionary import Entry
from pearls.practices.rules.search.indexing import country_word
from pearls.practices.rules.search.labels import SAME, Labels, Name, explained
from pearls.practices.rules.search.words import LANGUAGES, all_forms, forms, is_empty, words
from pearls.practices.rules.vocabulary import Concept

# Measured on the half of the judged queries that is for tuning.
LEAST = 0.2  # surer than this, or the word does not name the concept
OTHER_LANGUAGE = 0.6  # where no language is said, for a language that explains less of the query than another
NEXT_TO_NOTHING = 0.5  # how much of a query a language explains, or of what another one explains of it
WELL = 0.85  # so much of it the other must explain, or the words are just like some of its own
SAID = 0.5  # as sure as this, and the English for it is what was said
MOST_WORDS = 24
# Stand for a scheme where no concept is meant.
WORD = "word"
COUNTRY = "country"


@dataclass(frozen=True)
class QueryWord:
    """A word of a query, or what a compound is made of: what it is filed under, what it may name and how surely.

    `word` is what was typed, `piece` what of it is looked for, `english` how one would say that.
    """

    word: str
    piece: str
    forms: frozenset[str]
    concepts: Mapping[Name, float] = field(default_factory=dict)
    english: str = ""


class Lexicon:
    """The vocabulary and the dictionary, ready for queries. Made once and kept: 0.1 s for each language."""

    def __init__(
        self,
        concepts: Iterable[Concept],
        dictionary: Sequence[Entry] = (),
        synonyms: Sequence[Entry] = (),
        countries: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        known = list(concepts)
        more = {entry.of: entry.names for entry in synonyms}
        named: dict[str, list[tuple[Name, str, int]]] = {language: [] for language in LANGUAGES}
        for concept in known:  # its label stands first, its synonyms in no order
            for language in LANGUAGES:
                own = (concept.labels.get(language, ""), *concept.synonyms.get(language, ()))
                texts = (*own, *more.get(concept.name, {}).get(language, ()))
                named[language] += [
                    ((concept.scheme, concept.id), text, min(place, 1)) for place, text in enumerate(texts) if text
                ]
        for entry in dictionary:
            named["en"].append(((WORD, entry.of), entry.of, 0))
            for language, texts in entry.names.items():
                first = 1 if language == "en" else 0
                named[language] += [((WORD, entry.of), text, place) for place, text in enumerate(texts, start=first)]
        for code, names in (countries or {}).items():
            for language, text in names.items():
                named[language].append(((COUNTRY, code), text, 0))
        self._named, self._number = named, len(known) + len(dictionary)
        self._labels: dict[str, Labels] = {}  # of the languages that somebody asked in
        self._said = {(concept.scheme, concept.id): concept.labels.get("en", "") for concept in known}
        self.english = {(concept.scheme, concept.id): self._english_words(concept) for concept in known}
        self.english |= {(WORD, entry.of): dict.fromkeys(forms(entry.of, "en"), 1.0) for entry in dictionary}
        for code, names in (countries or {}).items():
            self._said[COUNTRY, code] = names["en"]
            self.english[COUNTRY, code] = dict.fromkeys((country_word(code), *forms(names["en"].lower(), "en")), 1.0)

    def read(self, query: str, language: str = "") -> list[QueryWord]:
        """The query's words with what they may mean; in all ten languages where none is said.

        The language that is said may be the reader's and not the query's: where it explains next to nothing of what
        another explains, it counts as not said.
        """
        asked = [word for word in words(query) if not is_empty(word)][:MOST_WORDS]
        if language in LANGUAGES and self._may_be(language, asked):
            first, spoken = language, dict.fromkeys((language, "en"))  # everybody types English words now and then
        else:
            first, spoken = self._language_of(asked), dict.fromkeys(LANGUAGES)
        pieces = [(word, piece) for word in asked for piece in self._pieces(word, spoken, first)][:MOST_WORDS]
        heard = {one: self._of(one).heard([piece for _word, piece in pieces]) for one in spoken}
        best = explained(heard[first])
        found = []
        for place, (word, piece) in enumerate(pieces):
            meant = _meant(heard, first, best, place)
            found.append(QueryWord(word, piece, all_forms(piece, spoken), meant, self._in_english(piece, meant)))
        return found

    def gloss(self, read: Iterable[QueryWord]) -> str:
        """The query in English, word by word."""
        return " ".join(term.english for term in read)

    def _of(self, language: str) -> Labels:
        if language not in self._labels:
            self._labels[language] = Labels(language, self._named[language], self._number)
        return self._labels[language]

    def _language_of(self, asked: Sequence[str]) -> str:
        told = self._explained(asked)
        return max(LANGUAGES, key=lambda one: (told[one], one == "en", one))

    def _may_be(self, language: str, asked: Sequence[str]) -> bool:
        told = max(self._explains(language, asked), self._explains("en", asked))
        if told >= NEXT_TO_NOTHING * len(asked):
            return True  # the other languages are made ready only for what this one does not understand
        best = max(self._explained(asked).values())
        return best < WELL * len(asked) or told >= NEXT_TO_NOTHING * best

    def _explained(self, asked: Sequence[str]) -> dict[str, float]:
        return {one: self._explains(one, asked) for one in LANGUAGES}

    def _explains(self, language: str, asked: Sequence[str]) -> float:
        return explained(self._of(language).heard(asked))

    def _pieces(self, word: str, spoken: Iterable[str], first: str) -> list[str]:
        if any(self._of(one).knows(word) for one in spoken):
            return [word]
        return self._of(first).pieces(word)

    def _in_english(self, piece: str, meant: Mapping[Name, float]) -> str:
        """The surest English word for it, before the surest concept; the word itself where nothing is sure."""
        sure = [(value, name[0] == WORD, name) for name, value in meant.items() if value >= SAID]
        if not sure:
            return piece
        best = max(value for value, _is_word, _name in sure)
        names = sorted((not is_word, name) for value, is_word, name in sure if value == best)
        name = names[0][1]
        return name[1] if name[0] == WORD else self._said[name]

    def _english_words(self, concept: Concept) -> dict[str, float]:
        """By which words an English text speaks of the concept: those of its labels, as far as they are its own."""
        found: dict[str, float] = {}
        for text in (concept.labels.get("en", ""), *concept.synonyms.get("en", ())):
            kept = [word for word in words(text) if not is_empty(word)]
            for word in kept:
                for form in forms(word, "en"):
                    own = self._of("en").rarity.get(form, 1.0) / len(kept)
                    found[form] = max(found.get(form, 0.0), own)
        return found


def _meant(
    heard: Mapping[str, Sequence[Mapping[Name, float]]], first: str, best: float, place: int
) -> dict[Name, float]:
    """What one word may name, from all languages together."""
    found: dict[Name, float] = {}
    for language, told in heard.items():
        trust = SAME if language == first or explained(told) >= best else OTHER_LANGUAGE
        for name, sure in told[place].items():
            found[name] = max(found.get(name, 0.0), sure * trust)
    return {name: sure for name, sure in found.items() if sure >= LEAST}
