"""The shape of what comes from a page, and of what a page shows."""

from pearls.documents.forms.controls import QuestionView, Steps, blank_views, question_views, steps_of
from pearls.documents.forms.inputs import base_revision, is_posted, kept_files, raw_answer, sequence_of, writer_of
from pearls.documents.forms.sheets import (
    AnswerSheet,
    ChangedSection,
    MissingLine,
    SectionSheet,
    changed_sections,
    missing_lines,
    plain_words,
    section_sheet,
    section_sheets,
    sheet_of,
)

__all__ = [
    "AnswerSheet",
    "ChangedSection",
    "MissingLine",
    "QuestionView",
    "SectionSheet",
    "Steps",
    "base_revision",
    "blank_views",
    "changed_sections",
    "is_posted",
    "kept_files",
    "missing_lines",
    "plain_words",
    "question_views",
    "raw_answer",
    "section_sheet",
    "section_sheets",
    "sequence_of",
    "sheet_of",
    "steps_of",
    "writer_of",
]
