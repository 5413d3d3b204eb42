"""All reads of mentoring and who sees what, by subject: `pairs`, `matching`, `hours`, `quiet`."""

from pearls.mentoring.queries.matching import Edition, profile_of, run_for
from pearls.mentoring.queries.pairs import HandOver, Meeting, Pair, Person, Place, Promise, pair_for, reader_of

__all__ = [
    "Edition",
    "HandOver",
    "Meeting",
    "Pair",
    "Person",
    "Place",
    "Promise",
    "pair_for",
    "profile_of",
    "reader_of",
    "run_for",
]
