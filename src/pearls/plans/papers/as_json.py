"""A plan as JSON: canonical, complete, and the same plan when it is read again."""

import json
from collections.abc import Mapping
from typing import Any, NoReturn

from pearls.documents.rules import (
    IN_LANGUAGE,
    LINK_KINDS,
    Answer,
    Form,
    Kind,
    Question,
    clean_answer,
    is_translation,
    languages_in,
    translation_name,
    translations_in,
)
from pearls.kernel.canonical import canonical_json
from pearls.kernel.languages import LANGUAGES
from pearls.plans.papers.envelope import checked_revisions, require_plan
from pearls.plans.papers.guards import guarded, require_size
from pearls.plans.rules.papers import SCHEMA_NUMBER, Paper, PaperError, PlanFacts

KEYS = ("schema", "plan", "form", "form_number", "form_sha256", "revisions", "place", "edition", "content")
TRANSLATIONS = "translations"  # files that were written before there was this key come back without it


def to_json(content: Mapping[str, Any], facts: PlanFacts) -> bytes:
    """The whole plan, translations by language apart from its answers; the same plan gives the same bytes."""
    answers = {name: value for name, value in content.items() if IN_LANGUAGE not in name}
    return canonical_json(
        {
            "schema": SCHEMA_NUMBER,
            "plan": facts.ref,
            "form": facts.form_key,
            "form_number": facts.form_number,
            "form_sha256": facts.form_sha256,
            "revisions": dict(facts.revisions),
            "place": facts.place,
            "edition": facts.edition,
            "content": answers,
            TRANSLATIONS: {language: translations_in(content, language) for language in languages_in(content)},
        }
    )


@guarded
def from_json(data: bytes, form: Form, facts: PlanFacts) -> Paper:
    """Read a plan, each answer as it would be kept and each link to a record that is there.

    Raises: PaperError; where a value is wrong it is "json-value" with `key`, `expected` and `got`.
    """
    require_size(data)
    value = _parsed(data)
    if "schema" not in value or "plan" not in value:
        raise PaperError("foreign-file")
    require_plan(value, facts)
    for key in dict.fromkeys([*KEYS, *value]):
        if key != TRANSLATIONS and (key not in KEYS or key not in value):
            _refuse(key, "this key" if key in KEYS else "no such key", value.get(key))
    try:
        revisions = checked_revisions(value["revisions"])
    except ValueError as problem:
        _refuse("revisions", str(problem).removeprefix("expected "), value["revisions"])
    content = value["content"]
    if not isinstance(content, dict):
        _refuse("content", "an answer for each question", content)
    for name, answer in content.items():
        question = form.question(name)
        if question is None or question.kind == Kind.RECORD:
            _refuse(f"content.{name}", f"a question of the form {form.key}", answer)
        _require_answer(question, answer)
    _require_links(form, content)
    translations = _translations(form, content, value[TRANSLATIONS]) if TRANSLATIONS in value else None
    return Paper(content, revisions, translations=translations)


def _translations(form: Form, content: Mapping[str, Any], given: Any) -> dict[str, Any]:
    """The translations of a file by their names, each as it would be kept and of what the file holds."""
    if not isinstance(given, dict):
        _refuse(TRANSLATIONS, "texts for each language", given)
    found: dict[str, Any] = {}
    for language, texts in given.items():
        path = f"{TRANSLATIONS}.{language}"
        if language not in LANGUAGES:
            _refuse(path, f"one of {', '.join(LANGUAGES)}", language)
        if not isinstance(texts, dict):
            _refuse(path, "texts for each answer or entry", texts)
        for told, value in texts.items():
            name = translation_name(told, language)
            asked = form.question(name)
            if asked is None or not is_translation(form, content, name):
                _refuse(f"{path}.{told}", "an answer or entry with texts to translate", value)
            _require_kept(asked, value, f"{path}.{told}", value)
            found[name] = value
    return found


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        _refuse(f"byte {problem.start}", "UTF-8", f"0x{data[problem.start]:02x}")
    try:
        value = json.loads(text, object_pairs_hook=_no_twins, parse_float=_no_float, parse_constant=_no_float)
    except json.JSONDecodeError as problem:
        _refuse(f"line {problem.lineno}, column {problem.colno}", "JSON", problem.msg)
    if not isinstance(value, dict):
        raise PaperError("foreign-file")
    return value


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for key, item in pairs:
        if key in value:
            _refuse(key, "each key once", item)
        value[key] = item
    return value


def _no_float(text: str) -> NoReturn:
    _refuse("number", "a whole number, or a decimal written as a text", text)


def _require_answer(question: Question, value: Any) -> None:
    rows = value if question.kind in (Kind.RECORDS, Kind.TABLE) and isinstance(value, list) else ()
    for number, row in enumerate(rows):
        _require_kept(question, [row], f"content.{question.id}.{number}", row)
    _require_kept(question, value, f"content.{question.id}", value)


def _require_kept(question: Question, value: Any, key: str, got: Any) -> None:
    """That the value is spelled exactly as we would keep it."""
    cleaned = clean_answer(question, value)
    if not isinstance(cleaned, Answer):
        _refuse(f"{key}.{cleaned.column}" if cleaned.column else key, f"an answer ({cleaned.code})", got)
    if value is None or _spelled(cleaned.value) != _spelled(value):
        _refuse(key, f"{_spelled(cleaned.value)[:200]}", got)


def _spelled(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _require_links(form: Form, content: Mapping[str, Any]) -> None:
    names = {name: {row["id"] for row in rows} for name, rows in content.items() if _is_records(form, name)}
    for name in names:
        question = form.question(name)
        for number, row in enumerate(content[name]):
            for column in question.columns if question else ():
                picked = row.get(column.id) if column.kind in LINK_KINDS else None
                for record in [picked] if isinstance(picked, str) else picked or ():
                    if record not in names.get(column.of, ()):
                        _refuse(f"content.{name}.{number}.{column.id}", f"an entry of {column.of}", record)


def _is_records(form: Form, name: str) -> bool:
    question = form.question(name)
    return question is not None and question.kind == Kind.RECORDS


def _refuse(key: str, expected: str, got: Any) -> NoReturn:
    raise PaperError("json-value", key=key, expected=expected, got=shown(got))


def shown(value: Any) -> str:
    """A value as a message may show it: short."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else f"{text[:80]}…"
