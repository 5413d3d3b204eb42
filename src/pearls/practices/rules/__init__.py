"""What a practice is, how a record of one is read from a file, and who may change which."""

from pearls.kernel.verdict import (
    YES,
    Verdict,
    no,
)
from pearls.practices.rules.bands import (
    COST_LIMITS,
    CostBand,
    cost_band,
)
from pearls.practices.rules.choosing import (
    chosen_for,
    week_of,
)
from pearls.practices.rules.files import (
    LONGEST_LINE_BYTES,
    Fault,
    Read,
    lines_in,
    lines_of,
    read_file,
)
from pearls.practices.rules.places import (
    Bearer,
    place_meant,
)
from pearls.practices.rules.records import (
    EVIDENCE,
    FIELDS,
    MORE,
    SCHEMES,
    Problem,
    Record,
    record_of,
    written,
)
from pearls.practices.rules.saved import (
    MAX_NAME,
    MOST_SAVED,
    Letters,
    may_change,
    may_save,
    next_look,
)
from pearls.practices.rules.tables import (
    Cell,
    Row,
    cells_of,
    read_table,
)
from pearls.practices.rules.vocabulary import (
    Concept,
    Vocabulary,
    vocabulary_of,
)

__all__ = [
    "COST_LIMITS",
    "EVIDENCE",
    "FIELDS",
    "LONGEST_LINE_BYTES",
    "MAX_NAME",
    "MORE",
    "MOST_SAVED",
    "SCHEMES",
    "Bearer",
    "Cell",
    "Concept",
    "CostBand",
    "Fault",
    "Letters",
    "Problem",
    "Read",
    "Record",
    "Row",
    "Vocabulary",
    "cells_of",
    "chosen_for",
    "cost_band",
    "lines_in",
    "lines_of",
    "may_change",
    "may_load_practices",
    "may_save",
    "next_look",
    "place_meant",
    "read_file",
    "read_table",
    "record_of",
    "vocabulary_of",
    "week_of",
    "written",
]


def may_load_practices(*, is_office: bool) -> Verdict:
    """Whether practices and the vocabulary may be brought in from a file."""
    return YES if is_office else no("office-only")
