"""All reads of practices and of the vocabulary."""

from pearls.practices.queries.facets import Facts, counted_facts
from pearls.practices.queries.likeness import Alike, alike, named_and_counted
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
from pearls.practices.queries.shipped import shipped_records, shipped_vocabulary
from pearls.practices.queries.vocabulary import Known, Term, known_concepts, known_vocabulary, vocabulary

__all__ = [
    "Alike",
    "Facts",
    "Found",
    "Known",
    "Term",
    "Wish",
    "alike",
    "counted",
    "counted_by_country_and_year",
    "counted_facts",
    "keys_of_public",
    "known_concepts",
    "known_vocabulary",
    "listed",
    "matched_in",
    "named_and_counted",
    "names_of",
    "narrowed",
    "practice_for",
    "practices_of_place",
    "practices_of_week",
    "public_practices",
    "record_of",
    "records",
    "records_of",
    "results_of",
    "search",
    "shipped_records",
    "shipped_vocabulary",
    "vocabulary",
]
