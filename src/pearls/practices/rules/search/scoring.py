"""How well a practice answers a query: for each word of the query what speaks for the practice, added up.

To that comes, where it is known, how near the practice is in meaning, and what it shares with the first hits.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pearls.practices.rules.search.labels import Name
from pearls.practices.rules.search.lexicon import COUNTRY, WORD, Lexicon, QueryWord

# Measured on the half of the judged queries that is for tuning.
CONCEPT = 0.5  # how much it says that a practice names the concept that was asked for
TEXT = 0.75  # how much it says at most that the word stands in its text
HALF = 1.0  # points of a word in a text at which half of that is reached; a title gives 6
MEANT = 0.65  # how much of that remains for an English word of the concept, in place of the word itself
TRANSLATED = 0.75  # and for an English word that the dictionary gives
ALSO = 0.4  # how much a second concept adds, that the same word may name
UNSURE = 2.0  # the power by which a concept counts less, the less surely the word names it
LATER = 0.12  # how much less a concept counts for each that a practice names before it
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
# Beside the words, of which an answer to the whole query counts 1:
NEAR = 0.56  # a text that means the same
ABOUT = 0.1  # concepts that mean the same
ALIKE = 0.65  # concepts that the first hits have
FIRST, FADING = 5, 0.05  # how many hits are the first, and how fast a lower score makes one count less
DIGITS = 6


@dataclass
class Evidence:
    """What a query asks of the index, for each of its words (`asked`, as typed): under which words to look, with the
    share of each, which English words say what was meant, and which concepts."""

    asked: list[str] = field(default_factory=list)
    meant: list[dict[str, float]] = field(default_factory=list)
    words: list[dict[str, float]] = field(default_factory=list)
    concepts: list[dict[Name, float]] = field(default_factory=list)

    def all_words(self) -> set[str]:
        return {form for found in (*self.words, *self.meant) for form in found}

    def worth(self, rarity: Mapping[str, float], concepts: Mapping[str, Name]) -> dict[str, float]:
        """How much each word to look under says at most; `concepts` by the words under which they are filed."""
        found: dict[str, float] = {}
        for shares in (*self.words, *self.meant):
            for word, share in shares.items():
                found[word] = max(found.get(word, 0.0), share * rarity.get(word, 0.0))
        sure = {name: max(one.get(name, 0.0) for one in self.concepts) for name in self.all_concepts()}
        return found | {word: sure[name] * SCHEMES.get(name[0], 1.0) for word, name in concepts.items()}

    def all_concepts(self) -> set[Name]:
        return {name for found in self.concepts for name in found}


@dataclass(frozen=True)
class Hit:
    """A practice that answers a query: how well (0 to 1), and by which concepts and words."""

    practice: int
    score: float
    concepts: tuple[Name, ...]
    words: tuple[str, ...]


@dataclass
class Heard:
    """By the words alone: how much of the query each practice answers (0 to 1), and why."""

    scores: dict[int, float] = field(default_factory=dict)
    concepts: dict[int, set[Name]] = field(default_factory=dict)
    words: dict[int, set[str]] = field(default_factory=dict)

    def enough(self) -> dict[int, float]:
        """The scores of those that answer enough."""
        least = max(FLOOR, OF_BEST * max(self.scores.values(), default=0.0))
        return {practice: score for practice, score in self.scores.items() if score >= least}

    def hit(self, practice: int, score: float) -> Hit:
        concepts, words = self.concepts.get(practice, ()), self.words.get(practice, ())
        return Hit(practice, round(score, DIGITS), tuple(sorted(concepts)), tuple(sorted(words)))


def wanted(terms: Sequence[QueryWord], lexicon: Lexicon, related: Mapping[Name, Mapping[Name, float]]) -> Evidence:
    """What to look for in the index. `related` gives the narrower and broader neighbours of a concept."""
    evidence = Evidence()
    for term in terms:
        meant: dict[str, float] = {}
        concepts: dict[Name, float] = {}
        for name, sure in term.concepts.items():
            is_concept = name[0] not in (WORD, COUNTRY)
            share = MEANT if is_concept else TRANSLATED
            for form, own in lexicon.english.get(name, {}).items():
                meant[form] = max(meant.get(form, 0.0), share * sure * own)
            if is_concept:
                for other, near in {name: 1.0, **related.get(name, {})}.items():
                    concepts[other] = max(concepts.get(other, 0.0), sure * near)
        evidence.asked.append(term.word)
        evidence.words.append(dict.fromkeys(term.forms, 1.0))
        evidence.meant.append(meant)
        evidence.concepts.append(concepts)
    return evidence


def heard(
    evidence: Evidence,
    points: Mapping[str, Iterable[tuple[int, int]]],
    named: Mapping[Name, Iterable[tuple[int, int]]],
    rarity: Mapping[str, float],
    everything: int,
) -> Heard:
    """The practices that answer by their words and concepts.

    `points` gives for a word the practices that use it and how many points it has there, `named` for a concept those
    that name it and how many of its kind stand before it, `rarity` for a word how much it says (0 to 1); `everything`
    is how many practices there are.
    """
    found = Heard()
    whole = 0.0  # of the words that anything is known of
    for place, concepts in enumerate(evidence.concepts):
        words = evidence.words[place]
        by_concept = _by_concept(concepts, named)
        by_text = _by_text({**evidence.meant[place], **words}, points, rarity)
        if not (by_concept or by_text):
            continue
        weight = _weight([likely for likely, _word in by_text.values()], everything)
        whole += weight
        for practice in by_concept.keys() | by_text.keys():
            sure, name = by_concept.get(practice, (0.0, None))
            likely, word = by_text.get(practice, (0.0, ""))
            found.scores[practice] = found.scores.get(practice, 0.0) + weight * (1 - (1 - sure) * (1 - likely))
            if name is not None:
                found.concepts.setdefault(practice, set()).add(name)
            if word in words and likely > sure / 3:
                found.words.setdefault(practice, set()).add(evidence.asked[place])
    found.scores = {practice: score / whole for practice, score in found.scores.items()}
    return found


def _weight(likely: Sequence[float], everything: int) -> float:
    """How much a word says, by how many practices it speaks for: 1 for one, towards 0 for all of them."""
    most = max(likely, default=0.0)
    count = math.fsum(value * value for value in likely) / (most * most) if most else 1.0
    return math.log(1 + everything / (count + 0.5)) / math.log(1 + everything / 0.5) if everything else 1.0


def _by_concept(
    concepts: Mapping[Name, float], named: Mapping[Name, Iterable[tuple[int, int]]]
) -> dict[int, tuple[float, Name]]:
    """For each practice how much its concepts say, and which says most."""
    found: dict[int, tuple[float, Name]] = {}
    for value, name in sorted(
        ((CONCEPT * sure**UNSURE * SCHEMES.get(name[0], 1.0), name) for name, sure in concepts.items()), reverse=True
    ):
        for practice, before in named.get(name, ()):
            own = value * (1 - LATER * before)
            best = found.get(practice)
            found[practice] = (own, name) if best is None else (1 - (1 - best[0]) * (1 - ALSO * own), best[1])
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


def ranked(
    answers: Heard,
    scores: Mapping[int, float],
    *,
    near: Mapping[int, float],
    about: Mapping[Name, float],
    named: Mapping[int, Sequence[Name]],
) -> list[Hit]:
    """The practices that answer, the best first; practices of one score are in no order yet.

    `scores` are those of the words, `near` says how near a text is in meaning (0 to 1) and `about` how near a concept
    is, both empty where nothing is known of meaning; `named` are the concepts of the practices that may come first.
    """
    total = told(scores, near)
    if about:
        for practice, value in _shares({one: _about(names, about) for one, names in named.items()}).items():
            total[practice] += ABOUT * value
    rare = _rarities(named)
    for practice, value in _alike(total, named, rare).items():
        total[practice] += ALIKE * value
    most = 1 + (NEAR if near else 0.0) + (ABOUT if about else 0.0) + ALIKE
    hits = [answers.hit(practice, min(1.0, value / most)) for practice, value in total.items()]
    return sorted(hits, key=lambda hit: -hit.score)


def told(scores: Mapping[int, float], near: Mapping[int, float]) -> dict[int, float]:
    """What words and meaning say together; where the words say little, the meaning says more beside them."""
    total = dict(scores)
    for practice, value in near.items():
        total[practice] = total.get(practice, 0.0) + NEAR * value
    return total


def _about(names: Iterable[Name], about: Mapping[Name, float]) -> float:
    return math.fsum(about.get(name, 0.0) ** 2 for name in names)


def _shares(values: Mapping[int, float]) -> dict[int, float]:
    """Each value as a share of the greatest."""
    most = max(values.values(), default=0.0) or 1.0
    return {key: value / most for key, value in values.items()}


def _rarities(named: Mapping[int, Sequence[Name]]) -> dict[Name, float]:
    """How much a concept tells apart these practices."""
    counts: dict[Name, int] = {}
    for names in named.values():
        for name in names:
            counts[name] = counts.get(name, 0) + 1
    return {name: math.log(1 + len(named) / (1 + count)) for name, count in counts.items()}


def _alike(
    total: Mapping[int, float], named: Mapping[int, Sequence[Name]], rare: Mapping[Name, float]
) -> dict[int, float]:
    """How much of their concepts practices share with those that come first (the cosine of the two)."""
    lengths = {one: math.sqrt(math.fsum(rare[name] ** 2 for name in names)) or 1.0 for one, names in named.items()}
    first = sorted(named, key=lambda one: (-round(total.get(one, 0.0), DIGITS), one))[:FIRST]
    if not first:
        return {}
    top = total.get(first[0], 0.0)
    counts = {one: math.exp((total.get(one, 0.0) - top) / FADING) for one in first}
    whole = math.fsum(counts.values())
    shared: dict[Name, float] = {}
    for one in first:
        for name in named[one]:
            shared[name] = shared.get(name, 0.0) + counts[one] / whole * rare[name] / lengths[one]
    return {
        one: math.fsum(rare[name] * shared.get(name, 0.0) for name in names) / lengths[one]
        for one, names in named.items()
    }
