"""What the page of a section shows: each question with its inputs, its revision, its problems and its rivals."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pearls.documents import labels, rules
from pearls.documents.forms.fields import Control, controls_of, rows_of, typed
from pearls.documents.forms.sheets import Titles, cell_words, plain_words, record_titles
from pearls.documents.models import Rival
from pearls.documents.queries import Kept
from pearls.documents.rules import Form, Kind, Problem, Question, Section
from pearls.documents.rules.answers import problems_of
from pearls.kernel.languages import pick
from pearls.web.formats import current_language

SPARE_ROWS = 2


@dataclass(frozen=True)
class RivalView:
    """Two texts for one answer, side by side."""

    rival: Rival
    current: Any
    other: Any
    both: str
    may_join: bool
    current_words: str
    other_words: str


@dataclass(frozen=True)
class RecordLine:
    """One record in its list: what it is called, what it says in brief, and what is wrong with it."""

    id: str
    title: str
    brief: str
    warnings: tuple[str, ...]


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
    records: list[RecordLine] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.question.id

    @property
    def control(self) -> Control:
        return self.controls[0]

    @property
    def first_label(self) -> str:
        """What the first part of a record is called: with it, one is begun."""
        return pick(self.question.columns[0].label, current_language())[0] if self.question.columns else ""

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


_ALONE = {Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.NUMBER, Kind.MONEY, Kind.DECIMAL, Kind.DATE, Kind.LIST, Kind.PLACE}
_GROUPS = frozenset(Kind) - _ALONE


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
    fields: Mapping[str, Kept],
    answers: Mapping[str, Any],
    rivals: Iterable[Rival],
    posted: Mapping[str, Posted],
    language: str,
    spare_rows: int = SPARE_ROWS,
) -> list[QuestionView]:
    """The questions of a section that are asked, or could be once an answer on the same page changes."""
    here = {question.id for question in section.questions}
    waiting = list(rivals)
    titles = record_titles(form, answers)
    views = []
    for question in section.questions:
        is_asked = rules.is_visible(form, question, answers)
        if not is_asked and (question.when is None or question.when.question not in here):
            continue
        stored = fields.get(question.id)
        texts = [rival for rival in waiting if rival.field.question == question.id]
        view = _view(form, question, stored, texts, posted.get(question.id), language, is_asked, spare_rows, titles)
        if question.kind == Kind.RECORDS:
            view = replace(view, records=record_lines(question, answers.get(question.id), titles, language))
        views.append(view)
    return views


def record_view(
    *,
    form: Form,
    question: Question,
    fields: Mapping[str, Kept],
    answers: Mapping[str, Any],
    rivals: Iterable[Rival],
    posted: Posted | None,
    language: str,
) -> QuestionView:
    """One record with all its parts, to be written on a page of its own."""
    texts = [rival for rival in rivals if rival.field.question == question.id]
    titles = record_titles(form, answers)
    return _view(form, question, fields.get(question.id), texts, posted, language, True, 0, titles)


def record_lines(question: Question, rows: Any, titles: Titles, language: str) -> list[RecordLine]:
    """The records of a list, each with what it is called and what else it says in brief."""
    problems = problems_of(question, rows) if rows else []
    wrong: dict[str, list[str]] = {}
    for problem in problems:
        if problem.record:
            sentence = labels.problem_sentence(replace(problem, row=None), question, language)
            wrong.setdefault(problem.record, []).append(sentence)
    return [
        RecordLine(
            id=row["id"],
            title=titles[question.id][row["id"]],
            brief=" · ".join(_brief(question, row, titles, language)),
            warnings=tuple(wrong.get(row["id"], ())),
        )
        for row in rows or ()
    ]


def _brief(question: Question, row: Mapping[str, Any], titles: Titles, language: str) -> list[str]:
    """Up to four short parts of a record beside its title."""
    texts = [
        cell_words(column, row, language, titles).replace("\n", ", ")
        for column in question.columns
        if column.kind != Kind.LONG_TEXT and row.get(column.id) is not None
    ]
    return [text for text in texts if text and text != rules.record_title(question, row)][:4]


def blank_views(form: Form, section: Section, language: str) -> list[QuestionView]:
    """All questions of a section, unanswered, for the preview and the paper."""
    return [_view(form, question, None, [], None, language, True, 3, {}) for question in section.questions]


def _view(
    form: Form,
    question: Question,
    stored: Kept | None,
    rivals: list[Rival],
    posted: Posted | None,
    language: str,
    is_asked: bool,
    spare_rows: int,
    titles: Titles,
) -> QuestionView:
    value = posted.raw if posted else stored.value if stored else None
    label, label_language = pick(question.label, language)
    # A list of records is judged record by record, where it is shown with all it says.
    problems = [] if posted or value is None or question.kind == Kind.RECORDS else problems_of(question, value)
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
        controls=controls_of(question, value, language),
        rows=rows_of(question, value, language, spare_rows, titles),
        files=value if question.kind == Kind.FILE and isinstance(value, list) else [],
        errors=[labels.problem_sentence(posted.problem, question, language)] if posted else [],
        warnings=[labels.problem_sentence(problem, question, language) for problem in problems],
        rivals=[_rival_view(question, rival, stored, language, titles) for rival in rivals],
    )


def _rival_view(question: Question, rival: Rival, stored: Kept | None, language: str, titles: Titles) -> RivalView:
    current = stored.value if stored else None
    may_join = question.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.LIST)
    both = ""
    if may_join:
        gap = {Kind.LONG_TEXT: "\n\n", Kind.LIST: "\n"}.get(question.kind, " ")
        pieces = (typed(question.kind, current, language), typed(question.kind, rival.value, language))
        both = gap.join(piece for piece in pieces if piece)
    return RivalView(
        rival=rival,
        current=current,
        other=rival.value,
        both=both,
        may_join=may_join,
        current_words=plain_words(question, current, language, titles),
        other_words=plain_words(question, rival.value, language, titles),
    )


def _input_value(value: str | bool) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"
