"""All reads of practices and of the vocabulary."""

from pearls.practices.queries.meaning import (
    can_understand,
    has_unindexed,
    meanings_of_texts,
    not_understood,
    unindexed,
)
from pearls.practices.queries.practices import (
    Wish,
    counted,
    counted_by_country_and_year,
    keys_of_public,
    listed,
    names_of,
    narrowed,
    practice_for,
    practices_of_place,
    practices_of_week,
    public_practices,
    record_of,
    records,
    records_of,
)
from pearls.practices.queries.search import Found, matched_in, results_of, search
from pearls.practices.queries.shipped import dictionary, shipped_meanings, shipped_records, shipped_vocabulary, synonyms
from pearls.practices.queries.vocabulary import Known, Term, known_concepts, known_vocabulary, vocabulary

__all__ = [
    "Found",
    "Known",
    "Term",
    "Wish",
    "can_understand",
    "counted",
    "counted_by_country_and_year",
    "dictionary",
    "has_unindexed",
    "keys_of_public",
    "known_concepts",
    "known_vocabulary",
    "listed",
    "matched_in",
    "meanings_of_texts",
    "names_of",
    "narrowed",
    "not_understood",
    "practice_for",
    "practices_of_place",
    "practices_of_week",
    "public_practices",
    "record_of",
    "records",
    "records_of",
    "results_of",
    "search",
    "shipped_meanings",
    "shipped_records",
    "shipped_vocabulary",
    "synonyms",
    "unindexed",
    "vocabulary",
]
