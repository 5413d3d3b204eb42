"""Searching: the database brings who uses a word and who names a concept, the rules say how well that answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from pearls.db.text import begins_with
from pearls.practices.models import Naming, Posting, Practice, Word
from pearls.practices.queries.practices import public_practices
from pearls.practices.queries.vocabulary import Known, Term, known_vocabulary
from pearls.practices.rules.search import Hit, scoring
from pearls.practices.rules.search.indexing import rarity_of
from pearls.practices.rules.search.lexicon import Name, QueryWord, nearest

LONGEST_QUERY = 200
MOST_LIKE = 3
MOST_NAMED = 10_000


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
    """The practices that answer a query in any of the ten languages; six queries however many there are.

    `among` are those to be found (all that are public, if not said). `known` is the vocabulary and `practice_count` how
    many practices there are in all, where these are at hand: a query less for each.
    """
    known = known or known_vocabulary()
    asked = known.lexicon.read(query[:LONGEST_QUERY], language)
    if not asked:
        return Found([], {}, [])
    evidence = scoring.wanted(asked, known.lexicon, known.related)
    words = _words(evidence.all_words())
    _forgive(evidence, words)
    everything = Practice.objects.count() if practice_count is None else practice_count
    hits = scoring.ranked(
        evidence,
        _points({pk: text for text, (pk, _count) in words.items()}),
        _named({known.rows[name]: name for name in evidence.all_concepts() if name in known.rows}),
        {text: rarity_of(count, everything) for text, (_pk, count) in words.items()},
    )
    rows = _rows(hits, public_practices() if among is None else among)
    kept = sorted((hit for hit in hits if hit.practice in rows), key=lambda hit: (-hit.score, rows[hit.practice].key))
    return Found(kept, rows, asked)


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


def _words(texts: Collection[str]) -> dict[str, tuple[int, int]]:
    rows = Word.objects.filter(text__in=sorted(texts)).values_list("text", "pk", "count")
    return {text: (pk, count) for text, pk, count in rows}


def _forgive(evidence: scoring.Evidence, words: dict[str, tuple[int, int]]) -> None:
    """For a word that neither a text uses nor the vocabulary knows, take those that it may be a slip of."""
    lost = [
        found
        for found, concepts in zip(evidence.words, evidence.concepts, strict=True)
        if not concepts and not any(form in words for form in found)
    ]
    for found in lost:
        for form in [form for form, share in found.items() if share == 1.0 and len(form) > MOST_LIKE]:
            near = Word.objects.filter(begins_with("text", form[:2]))
            rows = {text: (pk, count) for text, pk, count in near.values_list("text", "pk", "count")}
            for text, likeness in nearest(form, rows, MOST_LIKE):
                words[text] = rows[text]
                found[text] = max(found.get(text, 0.0), likeness)


def _points(texts: Mapping[int, str]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    rows = Posting.objects.filter(word__in=sorted(texts)).values_list("word_id", "practice_id", "points")
    for word, practice, points in rows:
        found.setdefault(texts[word], []).append((practice, points))
    return found


def _named(names: Mapping[int, Name]) -> dict[Name, list[int]]:
    found: dict[Name, list[int]] = {}
    for concept, practice in Naming.objects.filter(concept__in=sorted(names)).values_list("concept_id", "practice_id"):
        found.setdefault(names[concept], []).append(practice)
    return found


def _rows(hits: Sequence[Hit], among: QuerySet[Practice]) -> dict[int, Row]:
    """The hits that are among these; asked for by name, unless there are too many to name."""
    wanted = among.order_by()
    if len(hits) <= MOST_NAMED:
        wanted = wanted.filter(pk__in=[hit.practice for hit in hits])
    return {
        pk: Row(key, country, year)
        for pk, key, country, year in wanted.values_list("pk", "key", "country", "start_year")
    }
