"""Searching: the database brings who uses a word and who names a concept, the rules say how well that answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import Max

from pearls.db.text import begins_with
from pearls.practices import rules
from pearls.practices.models import Concept, Naming, Posting, Practice, Word
from pearls.practices.queries.practices import Term, terms
from pearls.practices.rules.search import Hit, Lexicon, scoring
from pearls.practices.rules.search.indexing import rarity_of
from pearls.practices.rules.search.lexicon import Name, QueryWord, nearest

LONGEST_QUERY = 200
MOST_LIKE = 3


@dataclass(frozen=True)
class Found:
    """What a search found: all hits, the best first, ties by the practice's key; and what was understood."""

    hits: list[Hit]
    words: list[QueryWord]


def search(
    query: str, language: str = "", *, with_demonstration: bool = False, practice_count: int | None = None
) -> Found:
    """The practices that answer a query in any of the ten languages; six queries however many there are.

    `practice_count` is how many there are in all, where that is at hand: one query less.
    """
    known = _vocabulary(Concept.objects.aggregate(last=Max("changed_at"))["last"])
    asked = known.lexicon.read(query[:LONGEST_QUERY], language)
    if not asked:
        return Found([], [])
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
    return Found(_in_order(hits, with_demonstration), asked)


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
    reasons = matched_in(hits, terms(language).values())
    return [Result(*titles[hit.practice], hit.score, reasons[hit.practice]) for hit in hits]


def matched_in(hits: Iterable[Hit], known: Iterable[Term]) -> dict[int, list[str]]:
    """For each hit by which concepts, by their labels, and words it was found, each once."""
    labels = {(term.scheme, term.key): term.label for term in known}
    return {
        hit.practice: list(dict.fromkeys([*(labels[name] for name in hit.concepts if name in labels), *hit.words]))
        for hit in hits
    }


@dataclass(frozen=True)
class _Known:
    lexicon: Lexicon
    rows: Mapping[Name, int]
    related: Mapping[Name, Mapping[Name, float]]


@lru_cache(maxsize=2)
def _vocabulary(_changed: object) -> _Known:
    """The vocabulary ready for queries, until somebody changes it."""
    concepts: list[rules.Concept] = []
    rows: dict[Name, int] = {}
    related: dict[Name, dict[Name, float]] = {}
    for row in Concept.objects.select_related("broader").order_by("position"):
        name = (row.scheme, row.key)
        rows[name] = row.pk
        concepts.append(
            rules.Concept(row.scheme, row.key, row.labels, row.synonyms, row.broader.key if row.broader else "")
        )
        if row.broader:
            above = (row.scheme, row.broader.key)
            related.setdefault(above, {})[name] = scoring.NARROWER
            related.setdefault(name, {})[above] = scoring.BROADER
    return _Known(Lexicon(concepts), rows, related)


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


def _in_order(hits: Sequence[Hit], with_demonstration: bool) -> list[Hit]:
    """The hits by falling score, ties by key; without what was invented, unless it is asked for."""
    rows = Practice.objects.values_list("pk", "key")
    if not with_demonstration:
        rows = rows.filter(is_demonstration=False)
    keys = dict(rows.filter(pk__in=[hit.practice for hit in hits])) if len(hits) < 10_000 else dict(rows)
    return sorted((hit for hit in hits if hit.practice in keys), key=lambda hit: (-hit.score, keys[hit.practice]))
