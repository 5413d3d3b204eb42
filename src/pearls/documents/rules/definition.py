"""What a form is made of: sections, questions, columns, choices, conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What sort of answer a question takes."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TABLE = "table"
    LIST = "list"
    FILE = "file"
    CONSENT = "consent"
    CONTACT = "contact"
    PLACE = "place"
    DECIMAL = "decimal"
    RECORDS = "records"  # a list whose entries have names of their own, so that they can be picked elsewhere
    RECORD = "record"  # one of them
    LINK = "link"  # in an entry: another entry, picked
    LINKS = "links"
    TRANSLATION = "translation"  # the texts of a question or record in another language


class Evidence(StrEnum):
    """How we know that the programme asks this: its pages say so, it follows from them, or it is our own."""

    STATED = "stated"
    IMPLIED = "implied"
    OWN = "own"


COLUMN_KINDS = frozenset(
    {Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.YES_NO, Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.DECIMAL}
)
LINK_KINDS = frozenset({Kind.LINK, Kind.LINKS})
TEXT_KINDS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})
ASKED_KINDS = frozenset(Kind) - LINK_KINDS - {Kind.RECORD, Kind.TRANSLATION}
SEPARATOR = "-"  # between a question's id and a record's: no id holds one
IN_LANGUAGE = "--"  # between that and the language of a translation
TRANSLATED_FROM = "of"  # in a translation: the mark of the texts it was made from
FIRST_YEAR, LAST_YEAR = 1000, 2200
FILE_KINDS = frozenset({"pdf", "docx", "xlsx", "odt", "png", "jpg", "webp"})

Text = Mapping[str, str]


class FormError(Exception):
    """A form definition cannot be used: which key is wrong, what was expected, what was got."""

    def __init__(self, path: str, expected: str, got: object) -> None:
        self.path, self.expected, self.got = path, expected, got
        super().__init__(f"{path or 'the form'}: expected {expected}, got {got!r}")


@dataclass(frozen=True)
class Choice:
    id: str
    label: Text


@dataclass(frozen=True)
class Condition:
    """Ask only if an earlier question was answered with one of these values (none given: with anything)."""

    question: str
    values: tuple[str | bool, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column of a table or of a record; the same limits as a question of that kind. `of`: picked from where."""

    id: str
    kind: Kind
    label: Text
    required: bool = False
    max_words: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[Choice, ...] = ()
    help: Text = field(default_factory=dict)
    of: str = ""

    @property
    def choice_ids(self) -> tuple[str, ...]:
        return tuple(choice.id for choice in self.choices)


@dataclass(frozen=True)
class Question:
    """One question. Limits bind the sending, not the draft: a text that is too long is kept, and said to be too long.

    `minimum` and `maximum` are numbers, cents for money. `private`: seen by the applicant and the office alone.
    `limit_is_ours`: the programme published no limit, so this one is our own.
    """

    id: str
    kind: Kind
    label: Text
    help: Text = field(default_factory=dict)
    required: bool = False
    private: bool = False
    when: Condition | None = None
    min_words: int | None = None
    max_words: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    unit: Text = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    columns: tuple[Column, ...] = ()
    min_rows: int = 0
    max_rows: int = 20
    file_kinds: frozenset[str] = frozenset()
    max_files: int = 1
    max_megabytes: int = 10
    statement: Text = field(default_factory=dict)
    evidence: Evidence = Evidence.OWN
    basis: str = ""
    limit_is_ours: bool = True

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def choice_ids(self) -> tuple[str, ...]:
        return tuple(choice.id for choice in self.choices)

    @property
    def is_year(self) -> bool:
        """Whether the number asked for can only be a year: years are written without a mark for thousands."""
        return (
            self.kind == Kind.NUMBER
            and self.minimum is not None
            and self.maximum is not None
            and FIRST_YEAR <= self.minimum <= self.maximum <= LAST_YEAR
        )


@dataclass(frozen=True)
class Section:
    id: str
    title: Text
    questions: tuple[Question, ...]
    help: Text = field(default_factory=dict)
    evidence: Evidence = Evidence.OWN
    basis: str = ""


@dataclass(frozen=True)
class Form:
    """A whole form; `key` names it through all its versions."""

    key: str
    title: Text
    sections: tuple[Section, ...]
    intro: Text = field(default_factory=dict)

    # Asked dozens of times for one page, and a form never changes.
    @cached_property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def _by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _section_by_question(self) -> Mapping[str, Section]:
        return {question.id: section for section in self.sections for question in section.questions}

    def question(self, question_id: str) -> Question | None:
        """The question of that id, or None. `goals-k3` is the record k3 of the records `goals`, and `goals-k3--en`
        its texts in English.
        """
        told, is_translation, _language = question_id.partition(IN_LANGUAGE)
        if is_translation:
            return translation_of(self.question(told), question_id)
        base, is_record, _record = question_id.partition(SEPARATOR)
        found = self._by_id.get(base)
        if found is None or not is_record:
            return found
        return replace(found, id=question_id, kind=Kind.RECORD) if found.kind == Kind.RECORDS else None

    def section(self, section_id: str) -> Section | None:
        """The section of that id, or None."""
        return next((section for section in self.sections if section.id == section_id), None)

    def section_of(self, question_id: str) -> Section:
        """The section that asks the question.

        Raises: KeyError, when the form does not ask it.
        """
        return self._section_by_question[question_id.partition(SEPARATOR)[0]]


def translation_of(question: Question | None, question_id: str) -> Question | None:
    """The question that asks for another question's texts in another language; None where it has none."""
    if question is None or question.private:
        return None
    if question.kind in TEXT_KINDS:
        columns: tuple[Column, ...] = (Column("text", question.kind, question.label, max_words=question.max_words),)
    else:
        columns = tuple(column for column in question.columns if column.kind in TEXT_KINDS)
    if not columns or question.kind not in TEXT_KINDS | {Kind.RECORD}:
        return None
    mark = Column(TRANSLATED_FROM, Kind.SHORT_TEXT, {"en": "Translated from"})
    own = tuple(replace(column, required=False) for column in columns)
    return replace(
        question, id=question_id, kind=Kind.TRANSLATION, columns=(*own, mark), required=False, max_words=None, when=None
    )
