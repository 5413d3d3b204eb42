"""From what came over the wire to an answer, or to the reason why it is none."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pearls.documents.rules.definition import Column, Kind, Question
from pearls.documents.rules.words import count_words

MAX_CHARACTERS = 60_000  # of one text; a guard for the machine, no limit of the form
MAX_ITEMS = 200
MAX_RECORDS = 500
RECORD_ID = re.compile(r"[a-z0-9]{1,16}")
CONTACT_PARTS = ("name", "role", "email", "phone")
EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")

Value = str | int | bool | list[Any] | dict[str, Any] | None


@dataclass(frozen=True)
class Problem:
    """What is wrong with an answer; `labels.problem_sentence` words it.

    `row` counts from 1 in a table or list; `column` is the id of the column or of the part of a contact; `record` is
    the id of the record that the row is.
    """

    question: str
    code: str
    detail: Mapping[str, Any] = field(default_factory=dict)
    row: int | None = None
    column: str = ""
    record: str = ""


@dataclass(frozen=True)
class Answer:
    """What is kept: JSON without floats, None for no answer. `problems` do not stop the keeping, only the sending."""

    value: Value
    problems: tuple[Problem, ...] = ()


def clean_answer(question: Question, raw: Any) -> Answer | Problem:
    """Understand what was typed.

    An Answer may carry problems (too many words, a number out of range): the draft keeps it, the sending waits.
    A Problem alone means that there is nothing to keep, because nobody can say what was meant ("12o" as a number).
    """
    cleaned: Answer | Problem = _CLEANERS[question.kind](question, raw)
    return cleaned


def plain_text(raw: Any) -> str:
    """The typed text as we keep it: NFC, one kind of line end, no control characters, no space around it."""
    text = "" if raw is None else str(raw)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if not text.replace("\n", "").isprintable():  # most are, and letter by letter takes a hundred times as long
        kept = (char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs", "Cn"))
        text = "".join(kept).replace("\ufeff", "")
    return text.strip()


def _text(question: Question | Column, raw: Any) -> Answer | Problem:
    if isinstance(raw, list | dict):
        return Problem(question.id, "not-a-text")
    text = plain_text(raw)
    if question.kind == Kind.SHORT_TEXT:
        text = " ".join(text.split())
    if len(text) > MAX_CHARACTERS:
        return Problem(question.id, "text-too-large", {"limit": MAX_CHARACTERS, "got": len(text)})
    if not text:
        return Answer(None)
    words = count_words(text)
    problems = []
    if question.max_words is not None and words > question.max_words:
        problems.append(Problem(question.id, "too-many-words", {"limit": question.max_words, "got": words}))
    least = question.min_words if isinstance(question, Question) else None
    if least is not None and words < least:
        problems.append(Problem(question.id, "too-few-words", {"limit": least, "got": words}))
    return Answer(text, tuple(problems))


def _choice(question: Question | Column, raw: Any) -> Answer | Problem:
    picked = plain_text(raw) if not isinstance(raw, list | dict) else "?"
    if not picked:
        return Answer(None)
    return Answer(picked) if picked in question.choice_ids else Problem(question.id, "unknown-choice")


def _choices(question: Question, raw: Any) -> Answer | Problem:
    given = [raw] if isinstance(raw, str) else list(raw or ())
    picked = {plain_text(item) for item in given} - {""}
    if picked - set(question.choice_ids):
        return Problem(question.id, "unknown-choice")
    return Answer([name for name in question.choice_ids if name in picked] or None)


_YES, _NO = {"yes", "true", "on", "1"}, {"no", "false", "0"}


def _yes_no(question: Question | Column, raw: Any) -> Answer | Problem:
    if isinstance(raw, bool):
        return Answer(raw)
    word = plain_text(raw).lower()
    if not word:
        return Answer(None)
    if word in _YES or word in _NO:
        return Answer(word in _YES)
    return Problem(question.id, "not-yes-or-no")


def _consent(question: Question, raw: Any) -> Answer | Problem:
    answer = _yes_no(question, raw)
    # Not ticked is no answer: consent is given or it is not there.
    return Answer(True if answer.value is True else None) if isinstance(answer, Answer) else answer


def _number(question: Question | Column, raw: Any) -> Answer | Problem:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return _in_range(question, raw)
    digits = re.sub(r"[\s'’]", "", plain_text(raw)).replace("−", "-")
    if not digits:
        return Answer(None)
    # "12.500" and "12,500" are thousands in some of our countries; "12.5" is no whole number anywhere.
    if re.fullmatch(r"-?\d{1,3}([.,]\d{3})+", digits):
        digits = re.sub(r"[.,]", "", digits)
    if not re.fullmatch(r"-?[0-9]{1,15}", digits):
        return Problem(question.id, "not-a-whole-number")
    return _in_range(question, int(digits))


def _money(question: Question | Column, raw: Any) -> Answer | Problem:
    """Cents. Typed in euros: 1234.5, 1 234,50, 1,234.50 and 1.234,50 are the same; one mark before three digits
    parts thousands, because nobody writes tenths of a cent."""
    if isinstance(raw, int) and not isinstance(raw, bool):
        return _in_range(question, raw)
    typed = re.sub(r"[\s'’€]|EUR", "", plain_text(raw), flags=re.IGNORECASE).replace("−", "-")
    if not typed:
        return Answer(None)
    found = re.fullmatch(r"(-?)([0-9]{1,12}|[0-9]{1,3}(?:([.,])[0-9]{3}){1,3})(?:([.,])([0-9]{1,2}))?", typed)
    if not found or (found[3] and found[3] == found[4]):  # one mark cannot part both thousands and cents
        return Problem(question.id, "not-an-amount")
    sign, whole, part = found[1], found[2], found[5]
    cents = int(re.sub(r"[.,]", "", whole)) * 100 + int((part or "0").ljust(2, "0"))
    return _in_range(question, -cents if sign else cents)


def _decimal(question: Question | Column, raw: Any) -> Answer | Problem:
    """A number that may have a part behind the point, kept as text in its shortest spelling: 3.70 is 3.7."""
    digits = re.sub(r"[\s'’]", "", plain_text(raw)).replace("−", "-").replace(",", ".")
    if not digits:
        return Answer(None)
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,3})?", digits):
        return Problem(question.id, "not-a-number")
    value = Decimal(digits)
    text = f"{value.normalize() + Decimal(0):f}"  # adding nothing makes minus zero zero
    limits = (("too-small", question.minimum, -1), ("too-large", question.maximum, 1))
    for code, limit, sign in limits:
        if limit is not None and (value - limit) * sign > 0:
            return Answer(text, (Problem(question.id, code, {"limit": limit, "got": text}),))
    return Answer(text)


def _in_range(question: Question | Column, value: int) -> Answer | Problem:
    if abs(value) >= 10**15:
        return Problem(question.id, "number-too-large")
    if question.minimum is not None and value < question.minimum:
        return Answer(value, (Problem(question.id, "too-small", {"limit": question.minimum, "got": value}),))
    if question.maximum is not None and value > question.maximum:
        return Answer(value, (Problem(question.id, "too-large", {"limit": question.maximum, "got": value}),))
    return Answer(value)


def _date(question: Question | Column, raw: Any) -> Answer | Problem:
    typed = plain_text(raw).rstrip(".")
    if not typed:
        return Answer(None)
    for pattern in ("%Y-%m-%d", "%d.%m.%Y", "%Y.%m.%d"):
        try:
            day = datetime.strptime(typed.replace(" ", ""), pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if date(1900, 1, 1) <= day <= date(2200, 1, 1):
            return Answer(day.isoformat())
    return Problem(question.id, "not-a-day")


def _list(question: Question, raw: Any) -> Answer | Problem:
    given = plain_text(raw).split("\n") if isinstance(raw, str) else list(raw or ())
    items = [" ".join(plain_text(item).split()) for item in given]
    items = [item for item in items if item]
    if len(items) > MAX_ITEMS or sum(map(len, items)) > MAX_CHARACTERS:
        return Problem(question.id, "too-many-entries", {"limit": MAX_ITEMS, "got": len(items)})
    problems = _row_count(question, len(items))
    for number, item in enumerate(items, start=1):
        words = count_words(item)
        if question.max_words is not None and words > question.max_words:
            detail = {"limit": question.max_words, "got": words}
            problems.append(Problem(question.id, "too-many-words", detail, row=number))
    return Answer([*items] or None, tuple(problems) if items else ())


def _row_count(question: Question, got: int) -> list[Problem]:
    if got < question.min_rows:
        return [Problem(question.id, "too-few-rows", {"limit": question.min_rows, "got": got})]
    if got > question.max_rows:
        return [Problem(question.id, "too-many-rows", {"limit": question.max_rows, "got": got})]
    return []


def _table(question: Question, raw: Any) -> Answer | Problem:
    """Rows as {column: value}. A row without a value is left out; a cell nobody can understand stops the whole."""
    if not isinstance(raw, list | tuple | None) or len(raw or ()) > MAX_ITEMS:
        return Problem(question.id, "too-many-entries", {"limit": MAX_ITEMS, "got": len(raw or ())})
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for given in raw or ():
        row = _row(question, given, len(rows) + 1)
        if isinstance(row, Problem):
            return row
        values, found = row
        if values:
            rows.append(values)
            problems.extend(found)
    if not rows:
        return Answer(None)
    return Answer([*rows], (*_row_count(question, len(rows)), *problems))


def _row(question: Question, given: Any, number: int) -> tuple[dict[str, Any], list[Problem]] | Problem:
    if not isinstance(given, Mapping) or set(given) - {column.id for column in question.columns}:
        return Problem(question.id, "unknown-column", row=number)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for column in question.columns:
        cell = _CELL_CLEANERS[column.kind](column, given.get(column.id))
        if isinstance(cell, Problem):
            return Problem(question.id, cell.code, cell.detail, number, column.id)
        if cell.value is not None:
            values[column.id] = cell.value
        problems += [Problem(question.id, item.code, item.detail, number, column.id) for item in cell.problems]
    problems += [
        Problem(question.id, "cell-missing", {}, number, column.id)
        for column in question.columns
        if column.required and column.id not in values
    ]
    return values, problems


def _link(column: Question | Column, raw: Any) -> Answer | Problem:
    picked = _links(column, [raw] if isinstance(raw, str) else raw)
    if isinstance(picked, Problem) or not isinstance(picked.value, list):
        return picked
    return Answer(picked.value[0]) if len(picked.value) == 1 else Problem(column.id, "unknown-choice")


def _links(column: Question | Column, raw: Any) -> Answer | Problem:
    """The names of the records that were picked, each once. Whether they are still there, `records.assemble` asks."""
    if raw is not None and not isinstance(raw, list | tuple | str):
        return Problem(column.id, "unknown-choice")
    given = raw.split() if isinstance(raw, str) else [plain_text(item) for item in raw or ()]
    picked = [name for name in dict.fromkeys(given) if name]
    if len(picked) > MAX_RECORDS or not all(RECORD_ID.fullmatch(name) for name in picked):
        return Problem(column.id, "unknown-choice")
    return Answer([*picked] or None)


def _record(question: Question, raw: Any) -> Answer | Problem:
    """One record as {column: value}; an empty one is still there."""
    row = _row(question, {} if raw is None else raw, 0)
    if isinstance(row, Problem):
        return Problem(question.id, row.code, row.detail, None, row.column)
    values, found = row
    return Answer(values, tuple(Problem(question.id, item.code, item.detail, None, item.column) for item in found))


def _records(question: Question, raw: Any) -> Answer | Problem:
    """All records in their order, each with its name as `id`."""
    if not isinstance(raw, list | tuple | None) or len(raw or ()) > MAX_RECORDS:
        return Problem(question.id, "too-many-entries", {"limit": MAX_RECORDS, "got": len(raw or ())})
    rows: list[dict[str, Any]] = []
    problems: list[Problem] = []
    names: set[str] = set()
    for number, given in enumerate(raw or (), start=1):
        name = given.get("id") if isinstance(given, Mapping) else None
        if not isinstance(name, str) or not RECORD_ID.fullmatch(name) or name in names:
            return Problem(question.id, "not-a-record", row=number)
        names.add(name)
        row = _row(question, {key: value for key, value in given.items() if key != "id"}, number)
        if isinstance(row, Problem):
            return row
        rows.append({"id": name, **row[0]})
        problems += [Problem(item.question, item.code, item.detail, number, item.column, name) for item in row[1]]
    if not rows:
        return Answer(None)
    return Answer([*rows], (*_row_count(question, len(rows)), *problems))


def _file(question: Question, raw: Any) -> Answer | Problem:
    """What the upload left: a list of {ref, name, kind, size, sha256}. Whose file it is, the service checks."""
    if not raw:
        return Answer(None)
    if not isinstance(raw, list) or not all(_is_file_entry(item) for item in raw):
        return Problem(question.id, "not-a-file")
    problems = []
    if len(raw) > question.max_files:
        problems.append(Problem(question.id, "too-many-files", {"limit": question.max_files, "got": len(raw)}))
    return Answer([{key: item[key] for key in _FILE_KEYS} for item in raw], tuple(problems))


_FILE_KEYS = ("ref", "name", "kind", "size", "sha256")


def _is_file_entry(item: Any) -> bool:
    return isinstance(item, Mapping) and all(
        isinstance(item.get(key), int if key == "size" else str) and item.get(key) for key in _FILE_KEYS
    )


def _contact(question: Question, raw: Any) -> Answer | Problem:
    if raw is not None and not isinstance(raw, Mapping):
        return Problem(question.id, "not-a-contact")
    parts = {part: " ".join(plain_text((raw or {}).get(part)).split())[:300] for part in CONTACT_PARTS}
    value: dict[str, Any] = {part: words for part, words in parts.items() if words}
    if not value:
        return Answer(None)
    problems = [Problem(question.id, "cell-missing", column=part) for part in ("name", "email") if part not in value]
    if "email" in value and not EMAIL.fullmatch(value["email"]):
        problems.append(Problem(question.id, "not-an-email", column="email"))
    return Answer(value, tuple(problems))


def _place(question: Question, raw: Any) -> Answer | Problem:
    """A place by name, with its key where the register knows it."""
    given: Any = {"name": raw} if isinstance(raw, str) else raw
    if given is not None and not isinstance(given, Mapping):
        return Problem(question.id, "not-a-place")
    name = " ".join(plain_text((given or {}).get("name")).split())[:300]
    key = plain_text((given or {}).get("key"))[:120]
    if not name and not key:
        return Answer(None)
    return Answer({"key": key, "name": name})


_CELL_CLEANERS: Mapping[Kind, Any] = {
    Kind.SHORT_TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.YES_NO: _yes_no,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _date,
    Kind.DECIMAL: _decimal,
    Kind.LINK: _link,
    Kind.LINKS: _links,
}
_CLEANERS: Mapping[Kind, Any] = {
    **_CELL_CLEANERS,
    Kind.CHOICES: _choices,
    Kind.TABLE: _table,
    Kind.LIST: _list,
    Kind.FILE: _file,
    Kind.CONSENT: _consent,
    Kind.CONTACT: _contact,
    Kind.PLACE: _place,
    Kind.RECORD: _record,
    Kind.TRANSLATION: _record,
    Kind.RECORDS: _records,
}


def problems_of(question: Question, value: Any) -> Sequence[Problem]:
    """What is wrong with a kept answer. Of lists it is remembered: every page of a plan asks it of all of them."""
    if question.kind != Kind.RECORDS or question.private:
        return _problems_of(question, value)
    return _problems_of_list(question, json.dumps(value))


@lru_cache(maxsize=256)
def _problems_of_list(question: Question, value: str) -> Sequence[Problem]:
    return _problems_of(question, json.loads(value))


def _problems_of(question: Question, value: Any) -> Sequence[Problem]:
    cleaned = clean_answer(question, value)
    return (cleaned,) if isinstance(cleaned, Problem) else cleaned.problems
