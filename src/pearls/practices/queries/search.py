"""Searching: the database brings who uses a word and who names a concept, the rules say how well that answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from pearls.db.text import begins_with
from pearls.practices.models import Naming, Posting, Practice, Word
from pearls.practices.queries.meaning import meaning_of_query
from pearls.practices.queries.practices import public_practices
from pearls.practices.queries.vocabulary import Known, Term, known_vocabulary
from pearls.practices.rules.search import Hit, bounds, meaning, scoring
from pearls.practices.rules.search.indexing import concept_word, named_before, rarity_of
from pearls.practices.rules.search.labels import SIMILAR, Name, nearest
from pearls.practices.rules.search.lexicon import QueryWord

LONGEST_QUERY = 200
MOST_LIKE = 3
MOST_HITS = 1_000  # by their words, in a search; who wants to see more of them asks in other words
FEW = 2_000  # practices, of which all are compared in meaning, and not only those that have the words
MOST_COMPARED = 300  # hits of which all concepts are read


@dataclass(frozen=True)
class Row:
    """What a hit is told apart, ordered and counted by."""

    key: str
    country: str
    start_year: int | None


@dataclass(frozen=True)
class Found:
    """What a search found: all hits, the best first, ties by the practice's key; and what its words were taken for."""

    hits: list[Hit]
    rows: Mapping[int, Row]
    words: list[QueryWord]


def search(
    query: str,
    language: str = "",
    *,
    among: QuerySet[Practice] | None = None,
    known: Known | None = None,
    practice_count: int | None = None,
) -> Found:
    """The practices that answer a query in any of the ten languages; as many queries however many there are.

    `among` are those to be found (all that are public, if not said). `known` is the vocabulary and `practice_count` how
    many practices there are in all, where these are at hand: a query less for each.
    """
    known = known or known_vocabulary()
    query = query[:LONGEST_QUERY]
    asked = known.lexicon.read(query, language)
    if not asked:
        return Found([], {}, [])
    everything = Practice.objects.count() if practice_count is None else practice_count
    answers = _heard(scoring.wanted(asked, known.lexicon, known.related), known, everything)
    scores = answers.enough()
    about = meaning_of_query(query, language, known.lexicon.gloss(asked)) if known.meanings and scores else b""
    if len(scores) > MOST_HITS:
        scores = _first(scores, among)
    rows, near = _rows(scores, public_practices() if among is None else among, about, few=everything <= FEW)
    scores = {practice: score for practice, score in scores.items() if practice in rows}
    near = {one: value for one, value in near.items() if one in scores or value >= meaning.LEAST_NEAR}
    hits = scoring.ranked(
        answers,
        scores,
        near=near,
        about=meaning.concepts_near(about, known.meanings),
        named=_named_by(_likeliest(scores, near), known),
    )
    return Found(sorted(hits, key=lambda hit: (-hit.score, rows[hit.practice].key)), rows, asked)


@dataclass(frozen=True)
class Result:
    """A hit as readers see it: `matched` says by which concepts (in the reader's language) and words it was found."""

    key: str
    title: str
    score: float
    matched: list[str]

    def as_json(self) -> dict[str, Any]:
        return {"id": self.key, "title": self.title, "score": self.score, "matched": self.matched}


def results_of(hits: Sequence[Hit], language: str) -> list[Result]:
    """Hits with their titles and reasons; two queries."""
    titles = {
        pk: (key, title)
        for pk, key, title in Practice.objects.filter(pk__in=[hit.practice for hit in hits]).values_list(
            "pk", "key", "title"
        )
    }
    reasons = matched_in(hits, known_vocabulary().terms(language).values())
    return [Result(*titles[hit.practice], hit.score, reasons[hit.practice]) for hit in hits]


def matched_in(hits: Iterable[Hit], known: Iterable[Term]) -> dict[int, list[str]]:
    """For each hit by which concepts, by their labels, and words it was found, each once."""
    labels = {(term.scheme, term.key): term.label for term in known}
    return {
        hit.practice: list(dict.fromkeys([*(labels[name] for name in hit.concepts if name in labels), *hit.words]))
        for hit in hits
    }


def _heard(evidence: scoring.Evidence, known: Known, everything: int) -> scoring.Heard:
    """What the words of the query alone say, as far as the bounds let it be read."""
    concepts = {concept_word(known.rows[name]): name for name in evidence.all_concepts() if name in known.rows}
    words = _words(evidence.all_words() | concepts.keys())
    _forgive(evidence, words)
    counts = {text: count for text, (_pk, count) in words.items()}
    rarity = {text: rarity_of(count, everything) for text, count in counts.items()}
    worth = evidence.worth(rarity, concepts)
    read = bounds.affordable(worth, counts)
    points = _points({words[text][0]: text for text in read})
    left = {words[text][0]: text for text in counts.keys() - set(read)}
    if left:
        _look_up(left, points, worth)
    named = {
        name: [(practice, named_before(number)) for practice, number in points.get(text, ())]
        for text, name in concepts.items()
    }
    return scoring.heard(evidence, points, named, rarity, everything)


def _words(texts: Collection[str]) -> dict[str, tuple[int, int]]:
    rows = Word.objects.filter(text__in=sorted(texts), count__gt=0).values_list("text", "pk", "count")
    return {text: (pk, count) for text, pk, count in rows}


def _forgive(evidence: scoring.Evidence, words: dict[str, tuple[int, int]]) -> None:
    """For a word that neither a text uses nor the vocabulary knows, take those that it may be a slip of."""
    lost = [
        found
        for found, concepts, meant in zip(evidence.words, evidence.concepts, evidence.meant, strict=True)
        if not concepts and not meant and not any(form in words for form in found)
    ]
    for found in lost:
        for form in [form for form, share in found.items() if share == 1.0 and len(form) > MOST_LIKE]:
            near = Word.objects.filter(begins_with("text", form[:2]), count__gt=0)
            rows = {text: (pk, count) for text, pk, count in near.values_list("text", "pk", "count")}
            for text, likeness in nearest(form, list(rows), MOST_LIKE, SIMILAR - 0.04 * (len(form) > 7)):
                words[text] = rows[text]
                found[text] = max(found.get(text, 0.0), likeness)


def _points(texts: Mapping[int, str]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    rows = Posting.objects.filter(word__in=sorted(texts)).values_list("word_id", "practice_id", "points")
    for word, practice, points in rows:
        found.setdefault(texts[word], []).append((practice, points))
    return found


def _look_up(left: Mapping[int, str], points: dict[str, list[tuple[int, int]]], worth: Mapping[str, float]) -> None:
    """Add the words that too many use: for the practices that the others brought, and those that use the best most."""
    brought = sorted({practice for rows in points.values() for practice, _points in rows})[: bounds.MOST_BROUGHT]
    best, *others = sorted(left, key=lambda pk: (-worth.get(left[pk], 0.0), left[pk]))[: bounds.MOST_LOOKED_UP]
    most = Posting.objects.filter(word=best).order_by("-points", "practice")[: bounds.MOST_BROUGHT]
    first = dict(most.values_list("practice_id", "points"))
    wanted = sorted({*brought, *first})
    rows = Posting.objects.filter(word__in=[best, *others], practice__in=wanted)
    for word, practice, number in rows.values_list("word_id", "practice_id", "points"):
        points.setdefault(left[word], []).append((practice, number))


def _first(scores: Mapping[int, float], among: QuerySet[Practice] | None) -> dict[int, float]:
    """The best of very many; of those that may be found, where that is narrower."""
    allowed = scores.keys() if among is None else set(among.order_by().values_list("pk", flat=True)) & scores.keys()
    kept = sorted(allowed, key=lambda practice: (-round(scores[practice], scoring.DIGITS), practice))[:MOST_HITS]
    return {practice: scores[practice] for practice in kept}


def _rows(
    scores: Collection[int], among: QuerySet[Practice], about: bytes, *, few: bool
) -> tuple[dict[int, Row], dict[int, float]]:
    """The hits that are among these, of few practices all of them; and how near each is in meaning."""
    wanted = among.order_by()
    if not (few and about):
        wanted = wanted.filter(pk__in=sorted(scores))
    columns = ["pk", "key", "country", "start_year"]
    if not about:
        return {pk: Row(*row) for pk, *row in wanted.values_list(*columns)}, {}
    rows, vectors = {}, {}
    for pk, key, country, year, vector in wanted.values_list(*columns, "meaning__vector"):
        rows[pk] = Row(key, country, year)
        vectors[pk] = bytes(vector or b"")
    return rows, meaning.nearness(about, vectors)


def _likeliest(scores: Mapping[int, float], near: Mapping[int, float]) -> list[int]:
    """Those hits that may come first."""
    total = {one: round(value, scoring.DIGITS) for one, value in scoring.told(scores, near).items()}
    return sorted(total, key=lambda one: (-total[one], one))[:MOST_COMPARED]


def _named_by(practices: Collection[int], known: Known) -> dict[int, list[Name]]:
    names = {pk: name for name, pk in known.rows.items()}
    found: dict[int, list[Name]] = {practice: [] for practice in practices}
    rows = Naming.objects.filter(practice__in=sorted(practices)).order_by(F("practice"), F("position"))
    for practice, concept in rows.values_list("practice_id", "concept_id"):
        if concept in names:
            found[practice].append(names[concept])
    return found
