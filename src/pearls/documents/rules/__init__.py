"""What a form asks, what an answer means, what is missing, how two versions become one. Pure: no Django, no tables."""

from pearls.documents.rules.answers import Answer, Problem, clean_answer
from pearls.documents.rules.compare import TextPart, text_parts
from pearls.documents.rules.definition import (
    IN_LANGUAGE,
    LINK_KINDS,
    Choice,
    Column,
    Condition,
    Form,
    FormError,
    Kind,
    Question,
    Section,
)
from pearls.documents.rules.merge import merge_records, merge_values
from pearls.documents.rules.missing import (
    asked_answers,
    carries_over,
    is_visible,
    missing,
    public_answers,
    visible_questions,
)
from pearls.documents.rules.parsing import parse_form
from pearls.documents.rules.receipts import commitment, snapshot_content, snapshot_sha256
from pearls.documents.rules.records import (
    assemble,
    field_name,
    linked_columns,
    name_parts,
    record_title,
    take_apart,
)
from pearls.documents.rules.saving import (
    DocumentRight,
    RevisionKind,
    RivalChoice,
    RivalState,
    SaveKind,
    may_choose,
    may_write,
)
from pearls.documents.rules.translations import (
    Translations,
    is_older,
    languages_in,
    original_texts,
    text_mark,
    translatable,
    translated,
    translation_name,
    translations_in,
)
from pearls.documents.rules.words import count_words

__all__ = [
    "IN_LANGUAGE",
    "LINK_KINDS",
    "Answer",
    "Choice",
    "Column",
    "Condition",
    "DocumentRight",
    "Form",
    "FormError",
    "Kind",
    "Problem",
    "Question",
    "RevisionKind",
    "RivalChoice",
    "RivalState",
    "SaveKind",
    "Section",
    "TextPart",
    "Translations",
    "asked_answers",
    "assemble",
    "carries_over",
    "clean_answer",
    "commitment",
    "count_words",
    "field_name",
    "is_older",
    "is_visible",
    "languages_in",
    "linked_columns",
    "may_choose",
    "may_write",
    "merge_records",
    "merge_values",
    "missing",
    "name_parts",
    "original_texts",
    "parse_form",
    "public_answers",
    "record_title",
    "snapshot_content",
    "snapshot_sha256",
    "take_apart",
    "text_mark",
    "text_parts",
    "translatable",
    "translated",
    "translation_name",
    "translations_in",
    "visible_questions",
]
