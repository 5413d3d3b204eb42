"""Practices for tests: one record as a file has it, and the concepts that it may name."""

from typing import Any

from pearls.practices.queries import shipped_vocabulary
from pearls.practices.rules import Record, record_of

VOCABULARY = shipped_vocabulary()


def knows(scheme: str, id: str) -> bool:
    return VOCABULARY.concept(scheme, id) is not None


def given(**changes: Any) -> dict[str, Any]:
    """A record as it is read from a file."""
    return {
        "id": "village-theatre",
        "title": "A village theatre",
        "country": "LV",
        "place": "Rūjiena",
        "lat": 57.9,
        "lon": 25.33,
        "start_year": 2023,
        "summary": "Neighbours played in a barn.",
        "challenge": ["loneliness", "depopulation"],
        "cultural_field": ["theatre"],
        "source_url": "https://example.org/theatre",
        **changes,
    }


def a_record(**changes: Any) -> Record:
    record, problems = record_of(given(**changes), knows)
    assert record is not None, problems
    return record
