"""What the page of a section shows: each question with its inputs, its revision, its problems and its rivals."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pearls.documents import labels, rules
from pearls.documents.models import DocumentField, Rival
from pearls.documents.rules import Choice, Column, Form, Kind, Problem, Question, Section
from pearls.documents.rules.answers import CONTACT_PARTS, problems_of
from pearls.kernel.languages import DEFAULT_LANGUAGE, pick

SPARE_ROWS = 2
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

    @property
    def id(self) -> str:
        return f"id_{self.name}"


@dataclass(frozen=True)
class RivalView:
    """Two texts for one answer, side by side."""

    rival: Rival
    current: Any
    other: Any
    both: str
    may_join: bool


@dataclass(frozen=True)
class QuestionView:
    question: Question
    label: str
    label_language: str
    help: str
    unit: str
    statement: str
    limits: list[str]
    only_if: str
    is_asked: bool
    condition_question: str
    condition_values: str
    revision: int
    controls: list[Control]
    rows: list[list[Control]]
    files: list[dict[str, Any]]
    errors: list[str]
    warnings: list[str]
    rivals: list[RivalView] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.question.id

    @property
    def control(self) -> Control:
        return self.controls[0]

    @property
    def template(self) -> str:
        return f"documents/controls/{self.question.kind}.html"

    @property
    def is_group(self) -> bool:
        """Whether several inputs answer it, so that the label is a legend."""
        return self.question.kind in _GROUPS

    @property
    def accept(self) -> str:
        """The endings a file may have, for the browser's chooser."""
        return ",".join(f".{kind}" for kind in sorted(self.question.file_kinds))


_GROUPS = frozenset({Kind.CHOICES, Kind.YES_NO, Kind.CHOICE, Kind.TABLE, Kind.CONTACT, Kind.CONSENT, Kind.FILE})


@dataclass(frozen=True)
class Posted:
    """What was typed but could not be kept, and why; shown again as it was typed."""

    raw: Any
    problem: Problem


@dataclass(frozen=True)
class Steps:
    """One section in the path: how much of it is done."""

    section: Section
    url: str
    is_current: bool
    answered: int
    asked: int
    problems: int

    @property
    def is_done(self) -> bool:
        return self.problems == 0 and self.answered > 0


def steps_of(
    form: Form, answers: Mapping[str, Any], missing: Iterable[Problem], url_of: Any, current: str = ""
) -> list[Steps]:
    """The path through the form; `missing` is what `rules.missing` found."""
    visible = {question.id for question in rules.visible_questions(form, answers)}
    problems = Counter(form.section_of(problem.question).id for problem in missing)
    found = []
    for section in form.sections:
        asked = [question.id for question in section.questions if question.id in visible]
        answered = sum(name in answers for name in asked)
        is_current = section.id == current
        found.append(Steps(section, url_of(section.id), is_current, answered, len(asked), problems[section.id]))
    return found


def question_views(
    *,
    form: Form,
    section: Section,
    fields: Mapping[str, DocumentField],
    answers: Mapping[str, Any],
    rivals: Iterable[Rival],
    posted: Mapping[str, Posted],
    language: str,
    spare_rows: int = SPARE_ROWS,
) -> list[QuestionView]:
    """The questions of a section that are asked, or could be once an answer on the same page changes."""
    here = {question.id for question in section.questions}
    waiting = list(rivals)
    views = []
    for question in section.questions:
        is_asked = rules.is_visible(form, question, answers)
        if not is_asked and (question.when is None or question.when.question not in here):
            continue
        stored = fields.get(question.id)
        texts = [rival for rival in waiting if rival.field.question == question.id]
        views.append(_view(form, question, stored, texts, posted.get(question.id), language, is_asked, spare_rows))
    return views


def blank_views(form: Form, section: Section, language: str) -> list[QuestionView]:
    """All questions of a section, unanswered, for the preview and the paper."""
    return [_view(form, question, None, [], None, language, True, 3) for question in section.questions]


def _view(
    form: Form,
    question: Question,
    stored: DocumentField | None,
    rivals: list[Rival],
    posted: Posted | None,
    language: str,
    is_asked: bool,
    spare_rows: int,
) -> QuestionView:
    value = posted.raw if posted else stored.value if stored else None
    label, label_language = pick(question.label, language)
    problems = [] if posted or value is None else problems_of(question, value)
    condition = question.when
    return QuestionView(
        question=question,
        label=label,
        label_language="" if label_language == language else label_language,
        help=pick(question.help, language)[0],
        unit=pick(question.unit, language)[0],
        statement=pick(question.statement, language)[0],
        limits=labels.limit_sentences(question, language),
        only_if=labels.only_if(form, question, language),
        is_asked=is_asked,
        condition_question=condition.question if condition else "",
        condition_values=" ".join(_input_value(item) for item in condition.values) if condition else "",
        revision=stored.revision if stored else 0,
        controls=_controls(question, value, language),
        rows=_rows(question, value, language, spare_rows) if question.kind == Kind.TABLE else [],
        files=value if question.kind == Kind.FILE and isinstance(value, list) else [],
        errors=[labels.problem_sentence(posted.problem, question, language)] if posted else [],
        warnings=[labels.problem_sentence(problem, question, language) for problem in problems],
        rivals=[_rival_view(question, rival, stored, language) for rival in rivals],
    )


def _controls(question: Question, value: Any, language: str) -> list[Control]:
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
    if question.kind == Kind.TABLE:
        return [Control(name, question.kind, "")]
    return [_control(name, question, value, language, "")]


def _control(name: str, asked: Question | Column, value: Any, language: str, label: str) -> Control:
    text = _typed(asked.kind, value, language)
    return Control(
        name=name,
        kind=asked.kind,
        label=label,
        value=text,
        options=_options(asked, value, language),
        max_words=asked.max_words if asked.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT) else None,
        word_count=rules.count_words(text) if asked.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT) else 0,
        required=asked.required,
    )


def _typed(kind: Kind, value: Any, language: str) -> str:
    """A value as one would type it."""
    if value is None or kind in (Kind.CHOICES, Kind.FILE, Kind.CONSENT):
        return ""
    if kind == Kind.MONEY and isinstance(value, int):
        point = "." if language == DEFAULT_LANGUAGE else ","
        sign, cents = ("-", -value) if value < 0 else ("", value)
        return f"{sign}{cents // 100}{point}{cents % 100:02d}" if cents % 100 else f"{sign}{cents // 100}"
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(value)


def _options(asked: Question | Column, value: Any, language: str) -> tuple[Option, ...]:
    if asked.kind == Kind.YES_NO:
        return tuple(
            Option(code, labels.value_word(_ANY, flag, language), "", value is flag or value == code)
            for code, flag in (("yes", True), ("no", False))
        )
    if asked.kind == Kind.CONSENT:
        return (Option("yes", "", "", value is True or value == "yes"),)
    chosen = value if isinstance(value, list) else [value]
    return tuple(_option(choice, choice.id in chosen, language) for choice in asked.choices)


_ANY = Question("any", Kind.YES_NO, {"en": "any"})


def _option(choice: Choice, is_chosen: bool, language: str) -> Option:
    label, used = pick(choice.label, language)
    return Option(choice.id, label, "" if used == language else used, is_chosen)


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


def _rival_view(question: Question, rival: Rival, stored: DocumentField | None, language: str) -> RivalView:
    current = stored.value if stored else None
    may_join = question.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.LIST)
    both = ""
    if may_join:
        gap = {Kind.LONG_TEXT: "\n\n", Kind.LIST: "\n"}.get(question.kind, " ")
        pieces = (_typed(question.kind, current, language), _typed(question.kind, rival.value, language))
        both = gap.join(piece for piece in pieces if piece)
    return RivalView(rival=rival, current=current, other=rival.value, both=both, may_join=may_join)


def _input_value(value: str | bool) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"
