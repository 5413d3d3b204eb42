"""The inputs of one question: their names and ids in the page, how they are drawn, and what stands in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pearls.documents import labels, rules
from pearls.documents.forms.sheets import Titles
from pearls.documents.rules import Choice, Column, Kind, Question
from pearls.documents.rules.answers import CONTACT_PARTS
from pearls.kernel.languages import DEFAULT_LANGUAGE, pick

AUTOCOMPLETE = {"name": "name", "role": "organization-title", "email": "email", "phone": "tel"}
INPUT_TYPES = {"email": "email", "phone": "tel"}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    language: str
    is_chosen: bool


@dataclass(frozen=True)
class Control:
    """One input: its name and id in the page, how it is drawn, and what stands in it."""

    name: str
    kind: str
    label: str
    value: str = ""
    options: tuple[Option, ...] = ()
    input_type: str = "text"
    autocomplete: str = ""
    max_words: int | None = None
    word_count: int = 0
    required: bool = False
    help: str = ""
    column: str = ""

    @property
    def id(self) -> str:
        return f"id_{self.name}"


def controls_of(question: Question, value: Any, language: str) -> list[Control]:
    name = f"q-{question.id}"
    if question.kind == Kind.CONTACT:
        parts: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
        return [
            Control(
                name=f"{name}-{part}",
                kind="short_text",
                label=str(labels.CONTACT_PARTS[part]),
                value=str(parts.get(part, "")),
                input_type=INPUT_TYPES.get(part, "text"),
                autocomplete=AUTOCOMPLETE[part],
                required=part in ("name", "email"),
            )
            for part in CONTACT_PARTS
        ]
    if question.kind == Kind.PLACE:
        place: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
        return [
            Control(f"{name}-name", "short_text", "", str(place.get("name", ""))),
            Control(f"{name}-key", "hidden", "", str(place.get("key", ""))),
        ]
    if question.kind in (Kind.TABLE, Kind.RECORDS, Kind.RECORD):
        return [Control(name, question.kind, "")]
    return [_control(name, question, value, language, "")]


def _control(
    name: str, asked: Question | Column, value: Any, language: str, label: str, titles: Titles | None = None
) -> Control:
    text = typed(asked.kind, value, language)
    return Control(
        name=name,
        kind=asked.kind,
        label=label,
        value=text,
        options=_options(asked, value, language, titles or {}),
        max_words=asked.max_words if asked.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT) else None,
        word_count=rules.count_words(text) if asked.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT) else 0,
        required=asked.required,
        help=pick(asked.help, language)[0] if isinstance(asked, Column) else "",
        column=asked.id,
    )


def typed(kind: Kind, value: Any, language: str) -> str:
    """A value as one would type it."""
    if value is None or kind in (Kind.CHOICES, Kind.FILE, Kind.CONSENT, Kind.LINKS):
        return ""
    if kind == Kind.DECIMAL:
        return str(value) if language == DEFAULT_LANGUAGE else str(value).replace(".", ",")
    if kind == Kind.MONEY and isinstance(value, int):
        point = "." if language == DEFAULT_LANGUAGE else ","
        sign, cents = ("-", -value) if value < 0 else ("", value)
        return f"{sign}{cents // 100}{point}{cents % 100:02d}" if cents % 100 else f"{sign}{cents // 100}"
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(value)


def _options(asked: Question | Column, value: Any, language: str, titles: Titles) -> tuple[Option, ...]:
    if asked.kind == Kind.YES_NO:
        return tuple(
            Option(code, labels.value_word(_ANY, flag, language), "", value is flag or value == code)
            for code, flag in (("yes", True), ("no", False))
        )
    if asked.kind == Kind.CONSENT:
        return (Option("yes", "", "", value is True or value == "yes"),)
    chosen = value if isinstance(value, list) else [value]
    if isinstance(asked, Column) and asked.of:
        return tuple(Option(name, title, "", name in chosen) for name, title in titles.get(asked.of, {}).items())
    return tuple(_option(choice, choice.id in chosen, language) for choice in asked.choices)


_ANY = Question("any", Kind.YES_NO, {"en": "any"})


def _option(choice: Choice, is_chosen: bool, language: str) -> Option:
    label, used = pick(choice.label, language)
    return Option(choice.id, label, "" if used == language else used, is_chosen)


def rows_of(question: Question, value: Any, language: str, spare_rows: int, titles: Titles) -> list[list[Control]]:
    """The inputs of a table, row by row; the parts of one record; blank lines for the paper's records."""
    if question.kind == Kind.TABLE or (question.kind == Kind.RECORDS and value is None and not titles):
        return _rows(question, value, language, spare_rows)
    if question.kind != Kind.RECORD:
        return []
    row: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    name = f"q-{question.id}"
    return [
        [
            _control(
                f"{name}-{column.id}",
                column,
                row.get(column.id),
                language,
                pick(column.label, language)[0],
                titles,
            )
            for column in question.columns
        ]
    ]


def _rows(question: Question, value: Any, language: str, spare_rows: int) -> list[list[Control]]:
    given: list[Mapping[str, Any]] = list(value or []) if isinstance(value, list) else []
    room = max(question.max_rows - len(given), 0)
    rows = [*given, *([{}] * min(spare_rows, room))]
    return [
        [
            _control(
                f"q-{question.id}-{number}-{column.id}",
                column,
                row.get(column.id),
                language,
                pick(column.label, language)[0],
            )
            for column in question.columns
        ]
        for number, row in enumerate(rows)
    ]
