"""A document's texts in a second language, kept beside the first and never instead of it.

The texts of the question `vision` in English are kept as `vision--en`: {"text": "…", "of": mark}; those of a record as
`goals-k3--en`: {"goal": "…", "of": mark}. The mark is of the texts that were translated, so that a translation knows
when its original has moved on.
"""

from collections.abc import Mapping
from typing import Any

from pearls.documents.rules.definition import (
    IN_LANGUAGE,
    TEXT_KINDS,
    TRANSLATED_FROM,
    Form,
    Kind,
    Question,
)
from pearls.documents.rules.records import field_name, name_parts
from pearls.kernel.canonical import canonical_json, sha256_hex

MARK_LENGTH = 12
Translations = Mapping[str, Mapping[str, str]]  # by the name of what is translated, then by part


def translation_name(name: str, language: str) -> str:
    """Under which name the texts of a question or record are kept in another language."""
    return f"{name}{IN_LANGUAGE}{language}"


def original_texts(question: Question, value: Any) -> dict[str, str]:
    """The texts of an answer or record, by part; an answer that is one text is the part `text`."""
    if question.kind in TEXT_KINDS:
        return {"text": value} if value else {}
    row: Mapping[str, Any] = value or {}
    names = [column.id for column in question.columns if column.kind in TEXT_KINDS]
    return {name: row[name] for name in names if row.get(name)}


def text_mark(texts: Mapping[str, str]) -> str:
    """What a translation remembers of the texts it was made from."""
    return sha256_hex(canonical_json(dict(texts)))[:MARK_LENGTH] if texts else ""


def is_older(texts: Mapping[str, str], translation: Mapping[str, str] | None) -> bool:
    """Whether the original has changed since it was translated; a text that was never translated is not older."""
    return bool(translation) and (translation or {}).get(TRANSLATED_FROM, "") != text_mark(texts)


def translatable(form: Form, answers: Mapping[str, Any]) -> list[tuple[str, Question, Any]]:
    """Everything that can be translated: the name under which it is kept, its question, its value. In form order."""
    found: list[tuple[str, Question, Any]] = []
    for question in form.questions:
        value = answers.get(question.id)
        if question.private or value is None:
            continue
        if question.kind in TEXT_KINDS:
            found.append((question.id, question, value))
        if question.kind == Kind.RECORDS:
            for row in value:
                record = form.question(field_name(question.id, row["id"]))
                if record is not None and original_texts(record, row):
                    found.append((record.id, record, row))
    return found


def languages_in(kept: Mapping[str, Any]) -> list[str]:
    """The languages into which something of what is kept was translated."""
    return sorted({name.partition(IN_LANGUAGE)[2] for name, value in kept.items() if IN_LANGUAGE in name and value})


def translations_in(kept: Mapping[str, Any], language: str) -> dict[str, dict[str, str]]:
    """The translations into one language among what is kept, by the name of what is translated."""
    ending = f"{IN_LANGUAGE}{language}"
    return {name.removesuffix(ending): value for name, value in kept.items() if name.endswith(ending) and value}


def translations_kept(form: Form, answers: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Every translation among what is kept, under its own name (`vision--en`), of answers and records that are there.

    One of a record that was taken out is not among them; it stays with the record, should that be put back.
    """
    found = ((name, value) for name, value in kept.items() if IN_LANGUAGE in name and value)
    return {name: value for name, value in found if is_translation(form, answers, name)}


def with_translations_named(answers: Mapping[str, Any]) -> dict[str, Any]:
    """A snapshot's answers, whose translations stand together by language (`--en`), each under its own name."""
    found = {name: value for name, value in answers.items() if not name.startswith(IN_LANGUAGE)}
    for folded, told in answers.items():
        if folded.startswith(IN_LANGUAGE):
            found |= {name + folded: value for name, value in told.items()}
    return found


def is_translation(form: Form, answers: Mapping[str, Any], name: str) -> bool:
    """Whether this is the name of a translation that the form knows, not private, and of a record that is there."""
    asked = form.question(name)
    base, record = name_parts(name.partition(IN_LANGUAGE)[0])
    is_there = not record or any(row["id"] == record for row in answers.get(base) or ())
    return asked is not None and asked.kind == Kind.TRANSLATION and is_there


def translated(form: Form, answers: Mapping[str, Any], translations: Translations) -> dict[str, Any]:
    """The answers with their texts in the other language where they were translated, and as they are where not."""
    told = dict(answers)
    for question in form.questions:
        value = answers.get(question.id)
        if question.kind in TEXT_KINDS and value and translations.get(question.id, {}).get("text"):
            told[question.id] = translations[question.id]["text"]
        if question.kind == Kind.RECORDS and value:
            told[question.id] = [
                {**row, **_parts(translations.get(field_name(question.id, row["id"])), row)} for row in value
            ]
    return told


def _parts(translation: Mapping[str, str] | None, row: Mapping[str, Any]) -> dict[str, str]:
    """The translated parts of a record that the original still has."""
    return {name: text for name, text in (translation or {}).items() if name != TRANSLATED_FROM and name in row}
