"""The shape of what comes from a page, and of what a page shows."""

from pearls.documents.forms.controls import (
    QuestionView,
    RecordLine,
    Steps,
    blank_views,
    question_views,
    record_lines,
    record_view,
    steps_of,
)
from pearls.documents.forms.inputs import base_revision, is_posted, kept_files, raw_answer, sequence_of, writer_of
from pearls.documents.forms.sheets import (
    AnswerSheet,
    MissingLine,
    SectionSheet,
    Titles,
    cell_words,
    missing_lines,
    plain_words,
    record_titles,
    section_sheet,
    section_sheets,
    sheet_of,
)

__all__ = [
    "AnswerSheet",
    "MissingLine",
    "QuestionView",
    "RecordLine",
    "SectionSheet",
    "Steps",
    "Titles",
    "base_revision",
    "blank_views",
    "cell_words",
    "is_posted",
    "kept_files",
    "missing_lines",
    "plain_words",
    "question_views",
    "raw_answer",
    "record_lines",
    "record_titles",
    "record_view",
    "section_sheet",
    "section_sheets",
    "sequence_of",
    "sheet_of",
    "steps_of",
    "writer_of",
]
