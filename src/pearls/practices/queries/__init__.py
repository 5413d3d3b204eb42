"""All reads of practices and of the vocabulary."""

from pearls.practices.queries.practices import (
    Term,
    Wish,
    counted,
    counted_by_country_and_year,
    known_concepts,
    listed,
    names_of,
    narrowed,
    practice_for,
    public_practices,
    record_of,
    records,
    terms,
    vocabulary,
)
from pearls.practices.queries.search import Found, matched_in, results_of, search

__all__ = [
    "Found",
    "Term",
    "Wish",
    "counted",
    "counted_by_country_and_year",
    "known_concepts",
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
    "terms",
    "vocabulary",
]
