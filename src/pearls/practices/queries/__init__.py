"""All reads of practices and of the vocabulary."""

from pearls.practices.queries.practices import (
    Wish,
    counted,
    counted_by_country_and_year,
    listed,
    names_of,
    narrowed,
    practice_for,
    public_practices,
    record_of,
    records,
)
from pearls.practices.queries.search import Found, matched_in, results_of, search
from pearls.practices.queries.vocabulary import Known, Term, known_concepts, known_vocabulary, vocabulary

__all__ = [
    "Found",
    "Known",
    "Term",
    "Wish",
    "counted",
    "counted_by_country_and_year",
    "known_concepts",
    "known_vocabulary",
    "listed",
    "matched_in",
    "names_of",
    "narrowed",
    "practice_for",
    "public_practices",
    "record_of",
    "records",
    "results_of",
    "search",
    "vocabulary",
]
