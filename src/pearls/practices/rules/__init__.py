"""What a practice is, how a record of one is read from a file, and who may change which."""

from pearls.kernel.verdict import YES, Verdict, no
from pearls.practices.rules.records import FIELDS, SCHEMES, Problem, Record, record_of, written
from pearls.practices.rules.vocabulary import Concept, Vocabulary, vocabulary_of

__all__ = [
    "FIELDS",
    "SCHEMES",
    "Concept",
    "Problem",
    "Record",
    "Vocabulary",
    "may_load_practices",
    "record_of",
    "vocabulary_of",
    "written",
]


def may_load_practices(*, is_office: bool) -> Verdict:
    """Whether practices and the vocabulary may be brought in from a file."""
    return YES if is_office else no("office-only")
