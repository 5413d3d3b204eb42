"""How well a practice answers a query: for each word of the query what speaks for the practice, added up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pearls.practices.rules.search.lexicon import Lexicon, Name, QueryWord

# Measured on the half of the judged queries that is for tuning.
CONCEPT = 0.5  # how much it says that a practice names the concept that was asked for
TEXT = 0.5  # how much it says at most that the word stands in its text
HALF = 3.0  # points of a word in a text at which half of that is reached; a title gives 6
MEANT = 0.8  # how much of that remains for an English word of the concept, in place of the word itself
NARROWER, BROADER = 0.5, 0.2  # of a concept that was not asked for itself
SCHEMES: Mapping[str, float] = {
    "challenge": 1.0,
    "method": 0.95,
    "cultural_field": 1.0,
    "target_group": 0.95,
    "resilience_dimension": 0.7,
    "organisation_type": 0.6,
    "status": 0.2,
}
FLOOR = 0.02  # of the best possible: what answers less of a query is no hit
OF_BEST = 0.3  # of the best hit: what answers so much less of a query than another does is no hit beside it
DIGITS = 6


@dataclass
class Evidence:
    """What a query asks of the index, for each of its words (`asked`, as typed): under which words to look, with the
    share of each, which English words say what was meant, and which concepts."""

    asked: list[str] = field(default_factory=list)
    meant: list[dict[str, float]] = field(default_factory=list)
    words: list[dict[str, float]] = field(default_factory=list)
    concepts: list[dict[Name, float]] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)

    def all_words(self) -> set[str]:
        return {form for found in (*self.words, *self.meant) for form in found}

    def all_concepts(self) -> set[Name]:
        return {name for found in self.concepts for name in found}


@dataclass(frozen=True)
class Hit:
    """A practice that answers a query: how well (0 to 1), and by which concepts and words."""

    practice: int
    score: float
    concepts: tuple[Name, ...]
    words: tuple[str, ...]


def wanted(terms: Sequence[QueryWord], lexicon: Lexicon, related: Mapping[Name, Mapping[Name, float]]) -> Evidence:
    """What to look for in the index. `related` gives the narrower and broader neighbours of a concept."""
    evidence = Evidence()
    for term in terms:
        meant: dict[str, float] = {}
        concepts: dict[Name, float] = {}
        for name, sure in term.concepts.items():
            for form, own in lexicon.english.get(name, {}).items():
                meant[form] = max(meant.get(form, 0.0), MEANT * sure * own)
            for other, share in {name: 1.0, **related.get(name, {})}.items():
                concepts[other] = max(concepts.get(other, 0.0), sure * share)
        evidence.asked.append(term.word)
        evidence.words.append(dict.fromkeys(term.forms, 1.0))
        evidence.meant.append(meant)
        evidence.concepts.append(concepts)
        evidence.weights.append(term.weight)
    return evidence


def ranked(
    evidence: Evidence,
    points: Mapping[str, Iterable[tuple[int, int]]],
    named: Mapping[Name, Iterable[int]],
    rarity: Mapping[str, float],
) -> list[Hit]:
    """The practices that answer, the best first; practices of one score are in no order yet.

    `points` gives for a word the practices that use it and how many points it has there, `named` for a concept those
    that name it, `rarity` for a word how much it says (0 to 1).
    """
    whole = 0.0  # of the words that anything is known of
    scores: dict[int, float] = {}
    reasons: dict[int, tuple[set[Name], set[str]]] = {}
    for place, (concepts, weight) in enumerate(zip(evidence.concepts, evidence.weights, strict=True)):
        words = evidence.words[place]
        by_concept = _by_concept(concepts, named)
        by_text = _by_text({**evidence.meant[place], **words}, points, rarity)
        if by_concept or by_text:
            whole += weight
        for practice in by_concept.keys() | by_text.keys():
            sure, name = by_concept.get(practice, (0.0, None))
            likely, word = by_text.get(practice, (0.0, ""))
            scores[practice] = scores.get(practice, 0.0) + weight * (1 - (1 - sure) * (1 - likely))
            names, said = reasons.setdefault(practice, (set(), set()))
            if name is not None:
                names.add(name)
            if word in words and likely > sure / 3:
                said.add(evidence.asked[place])
    least = max(FLOOR * whole, OF_BEST * max(scores.values(), default=0.0))
    return [
        Hit(
            practice,
            round(score / whole, DIGITS),
            tuple(sorted(reasons[practice][0])),
            tuple(sorted(reasons[practice][1])),
        )
        for practice, score in sorted(scores.items(), key=lambda item: -item[1])
        if score >= least
    ]


def _by_concept(concepts: Mapping[Name, float], named: Mapping[Name, Iterable[int]]) -> dict[int, tuple[float, Name]]:
    found: dict[int, tuple[float, Name]] = {}
    for name, sure in concepts.items():
        value = (CONCEPT * sure * SCHEMES.get(name[0], 1.0), name)
        for practice in named.get(name, ()):
            found[practice] = max(found.get(practice, value), value)
    return found


def _by_text(
    words: Mapping[str, float], points: Mapping[str, Iterable[tuple[int, int]]], rarity: Mapping[str, float]
) -> dict[int, tuple[float, str]]:
    found: dict[int, tuple[float, str]] = {}
    for word, share in words.items():
        for practice, number in points.get(word, ()):
            value = (TEXT * share * rarity.get(word, 1.0) * number / (number + HALF), word)
            found[practice] = max(found.get(practice, value), value)
    return found
