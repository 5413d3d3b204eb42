"""Reading a form definition, version 1 of our own format, from a data file."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from pearls.documents.rules.definition import (
    ASKED_KINDS,
    COLUMN_KINDS,
    FILE_KINDS,
    LINK_KINDS,
    Choice,
    Column,
    Condition,
    Evidence,
    Form,
    FormError,
    Kind,
    Question,
    Section,
)

SCHEMA = 1


def parse_form(data: Mapping[str, Any]) -> Form:
    """Read a form definition.

    Raises: FormError, naming the first key that is wrong.
    """
    keys = _Keys(data, "")
    if keys.take("schema", int, "the number 1") != SCHEMA:
        raise FormError("schema", "the number 1", data["schema"])
    form = Form(
        key=keys.identifier("key"),
        title=keys.text("title"),
        intro=keys.text("intro", optional=True),
        sections=tuple(_section(item, f"sections.{index}") for index, item in enumerate(keys.list("sections"))),
    )
    keys.finish()
    _check_unique([section.id for section in form.sections], "sections")
    _check_unique([question.id for question in form.questions], "questions")
    _check_conditions(form)
    _check_links(form)
    return form


def _section(data: Any, path: str) -> Section:
    keys = _Keys(data, path)
    section = Section(
        id=keys.identifier("id"),
        title=keys.text("title"),
        help=keys.text("help", optional=True),
        evidence=keys.member("evidence", Evidence, Evidence.OWN),
        basis=keys.take("basis", str, "a text", ""),
        questions=tuple(
            _question(item, f"{path}.questions.{index}") for index, item in enumerate(keys.list("questions"))
        ),
    )
    keys.finish()
    return section


def _question(data: Any, path: str) -> Question:
    keys = _Keys(data, path)
    kind = _asked_kind(keys, ASKED_KINDS)
    question = Question(
        id=keys.identifier("id"),
        kind=kind,
        label=keys.text("label"),
        help=keys.text("help", optional=True),
        required=keys.take("required", bool, "true or false", False),
        private=keys.take("private", bool, "true or false", False),
        when=_condition(keys.take("when", dict, "a table", None), f"{path}.when"),
        min_words=keys.number("min_words", kinds=_TEXT_KINDS, kind=kind),
        max_words=keys.number("max_words", kinds=_TEXT_KINDS | {Kind.LIST}, kind=kind),
        minimum=keys.number("minimum", kinds=_NUMBER_KINDS, kind=kind),
        maximum=keys.number("maximum", kinds=_NUMBER_KINDS, kind=kind),
        unit=keys.text("unit", optional=True),
        choices=_choices(keys, kind),
        columns=_columns(keys, kind),
        min_rows=keys.number("min_rows", kinds=_ROW_KINDS, kind=kind) or 0,
        max_rows=keys.number("max_rows", kinds=_ROW_KINDS, kind=kind) or 20,
        file_kinds=_file_kinds(keys, kind),
        max_files=keys.number("max_files", kinds={Kind.FILE}, kind=kind) or 1,
        max_megabytes=keys.number("max_megabytes", kinds={Kind.FILE}, kind=kind) or 10,
        statement=keys.text("statement", optional=kind != Kind.CONSENT),
        evidence=keys.member("evidence", Evidence, Evidence.OWN),
        basis=keys.take("basis", str, "a text", ""),
        limit_is_ours=keys.take("limit_is_ours", bool, "true or false", True),
    )
    keys.finish()
    _check_order(question, path)
    return question


_TEXT_KINDS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})
_NUMBER_KINDS = frozenset({Kind.NUMBER, Kind.MONEY, Kind.DECIMAL})
_ROW_KINDS = frozenset({Kind.TABLE, Kind.LIST, Kind.RECORDS})
_COLUMN_KINDS = {Kind.TABLE: COLUMN_KINDS, Kind.RECORDS: COLUMN_KINDS | LINK_KINDS}
_CHOICE_KINDS = frozenset({Kind.CHOICE, Kind.CHOICES})


def _condition(data: Mapping[str, Any] | None, path: str) -> Condition | None:
    if data is None:
        return None
    keys = _Keys(data, path)
    values = keys.take("is", object, "a value or a list of values", None)
    condition = Condition(
        question=keys.identifier("question"),
        values=() if values is None else tuple(values) if isinstance(values, list) else (values,),
    )
    keys.finish()
    return condition


def _choices(keys: "_Keys", kind: Kind) -> tuple[Choice, ...]:
    if kind not in _CHOICE_KINDS:
        keys.refuse("choices", kind)
        return ()
    found = []
    for index, item in enumerate(keys.list("choices")):
        inner = _Keys(item, f"{keys.path_of('choices')}.{index}")
        found.append(Choice(id=inner.identifier("id"), label=inner.text("label")))
        inner.finish()
    _check_unique([choice.id for choice in found], keys.path_of("choices"))
    return tuple(found)


def _columns(keys: "_Keys", kind: Kind) -> tuple[Column, ...]:
    if kind not in _COLUMN_KINDS:
        keys.refuse("columns", kind)
        return ()
    path, kinds = keys.path_of("columns"), _COLUMN_KINDS[kind]
    columns = tuple(_column(item, f"{path}.{index}", kinds) for index, item in enumerate(keys.list("columns")))
    _check_unique([column.id for column in columns], path)
    return columns


def _asked_kind(keys: "_Keys", kinds: frozenset[Kind], where: str = "") -> Kind:
    kind: Kind = keys.member("kind", Kind)
    if kind not in kinds:
        raise FormError(keys.path_of("kind"), f"one of {', '.join(sorted(kinds))}{where}", str(kind))
    return kind


def _column(data: Any, path: str, kinds: frozenset[Kind]) -> Column:
    keys = _Keys(data, path)
    kind = _asked_kind(keys, kinds, " in a table" if Kind.LINK not in kinds else " in records")
    column = Column(
        id=keys.identifier("id"),
        kind=kind,
        label=keys.text("label"),
        required=keys.take("required", bool, "true or false", False),
        max_words=keys.number("max_words", kinds=_TEXT_KINDS, kind=kind),
        minimum=keys.number("minimum", kinds=_NUMBER_KINDS, kind=kind),
        maximum=keys.number("maximum", kinds=_NUMBER_KINDS, kind=kind),
        choices=_choices(keys, kind),
        help=keys.text("help", optional=True),
        of=_target(keys, kind),
    )
    keys.finish()
    return column


def _target(keys: "_Keys", kind: Kind) -> str:
    if kind in LINK_KINDS:
        return keys.identifier("of")
    keys.refuse("of", kind)
    return ""


def _file_kinds(keys: "_Keys", kind: Kind) -> frozenset[str]:
    if kind != Kind.FILE:
        keys.refuse("file_kinds", kind)
        return frozenset()
    given = keys.list("file_kinds")
    for index, item in enumerate(given):
        if item not in FILE_KINDS:
            raise FormError(f"{keys.path_of('file_kinds')}.{index}", f"one of {', '.join(sorted(FILE_KINDS))}", item)
    return frozenset(given)


def _check_unique(names: list[str], path: str) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise FormError(path, "each id once", name)
        seen.add(name)


def _check_order(question: Question, path: str) -> None:
    pairs = (
        ("min_words", question.min_words, "max_words", question.max_words),
        ("minimum", question.minimum, "maximum", question.maximum),
        ("min_rows", question.min_rows, "max_rows", question.max_rows),
    )
    for low_name, low, high_name, high in pairs:
        if low is not None and high is not None and low > high:
            raise FormError(f"{path}.{low_name}", f"at most {high_name} ({high})", low)


def _check_conditions(form: Form) -> None:
    """A condition looks back, so that nothing can depend on itself, and at a question whose values are known."""
    earlier: dict[str, Question] = {}
    for section_index, section in enumerate(form.sections):
        for index, question in enumerate(section.questions):
            path = f"sections.{section_index}.questions.{index}.when"
            if question.when:
                _check_condition(question.when, earlier.get(question.when.question), path)
            earlier[question.id] = question


def _check_links(form: Form) -> None:
    """What is picked from must be there, before or after: a challenge names the groups that come later."""
    records = {question.id for question in form.questions if question.kind == Kind.RECORDS}
    for section_index, section in enumerate(form.sections):
        for index, question in enumerate(section.questions):
            for number, column in enumerate(question.columns):
                if column.of and column.of not in records:
                    path = f"sections.{section_index}.questions.{index}.columns.{number}.of"
                    raise FormError(path, f"a question of kind records ({', '.join(sorted(records))})", column.of)


def _check_condition(condition: Condition, target: Question | None, path: str) -> None:
    if target is None:
        raise FormError(f"{path}.question", "a question that is asked earlier", condition.question)
    allowed: tuple[str | bool, ...]
    allowed = (True, False) if target.kind in (Kind.YES_NO, Kind.CONSENT) else target.choice_ids
    for value in condition.values:
        if not any(value is item or (isinstance(item, str) and value == item) for item in allowed):
            raise FormError(f"{path}.is", f"an answer to {condition.question} ({', '.join(map(str, allowed))})", value)


class _Keys:
    """Takes the keys of one table, one by one, and refuses by name what is wrong or left over."""

    def __init__(self, data: Any, path: str) -> None:
        if not isinstance(data, Mapping):
            raise FormError(path, "a table of keys", data)
        self.data, self.path, self.left = data, path, set(data)

    def path_of(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key

    def take(self, key: str, kind: type, expected: str, *default: Any) -> Any:
        """The value of a key; without a default the key must be there."""
        self.left.discard(key)
        if key not in self.data:
            if default:
                return default[0]
            raise FormError(self.path_of(key), expected, None)
        value = self.data[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise FormError(self.path_of(key), expected, value)
        return value

    def identifier(self, key: str) -> str:
        value: str = self.take(key, str, "a short name of small letters, digits and _")
        if not value or len(value) > 60 or not value.isascii() or not value.isidentifier() or value != value.lower():
            raise FormError(self.path_of(key), "a short name of small letters, digits and _", value)
        return value

    def text(self, key: str, *, optional: bool = False) -> dict[str, str]:
        expected = "a text by language with at least English, such as {en = …}"
        value: Any = self.take(key, Mapping, expected, *([{}] if optional else []))
        if not all(isinstance(lang, str) and isinstance(words, str) and words for lang, words in value.items()):
            raise FormError(self.path_of(key), expected, value)
        if "en" not in value and not (optional and not value):
            raise FormError(self.path_of(key), expected, dict(value))
        return dict(value)

    def list(self, key: str) -> list[Any]:
        value: list[Any] = self.take(key, list, "a list with at least one entry")
        if not value:
            raise FormError(self.path_of(key), "a list with at least one entry", value)
        return value

    def member(self, key: str, kinds: type[StrEnum], *default: Any) -> Any:
        expected = f"one of {', '.join(item.value for item in kinds)}"
        value = self.take(key, str, expected, *default)
        if value not in {item.value for item in kinds}:
            raise FormError(self.path_of(key), expected, value)
        return kinds(value)

    def number(self, key: str, *, kinds: frozenset[Kind] | set[Kind], kind: Kind) -> int | None:
        if kind not in kinds:
            self.refuse(key, kind)
            return None
        value: int | None = self.take(key, int, "a whole number", None)
        if value is not None and value < 0 and key not in ("minimum", "maximum"):
            raise FormError(self.path_of(key), "a whole number, zero or more", value)
        return value

    def refuse(self, key: str, kind: Kind) -> None:
        """The key means nothing for this kind of question."""
        if key in self.data:
            raise FormError(self.path_of(key), f"no such key for a question of kind {kind}", self.data[key])

    def finish(self) -> None:
        if self.left:
            key = min(self.left)
            raise FormError(self.path_of(key), "no such key", self.data[key])
