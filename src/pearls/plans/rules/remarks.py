"""Remarks on a plan and suggestions for its words: what they are about, who may do what with them, who is to speak."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pearls.calls import rules as call_rules
from pearls.calls.rules import Access
from pearls.documents import rules as document_rules
from pearls.documents.rules import Column, Form, Kind, Question
from pearls.documents.rules.definition import SEPARATOR
from pearls.kernel.verdict import YES, Verdict, no

TEXT_KINDS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})


class Side(StrEnum):
    """Who is to speak next in a thread."""

    TOWN = "town"
    MENTOR = "mentor"


class SuggestionState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Target:
    """What is spoken about: a section, one of its questions, one entry of a list, one part of an entry."""

    section: str
    question: str = ""
    record: str = ""
    part: str = ""

    @property
    def field(self) -> str:
        """Under which name the answer is kept; empty for a whole section."""
        return document_rules.field_name(self.question, self.record) if self.record else self.question


def target_of(form: Form, section: str, about: str = "") -> Target | None:
    """What `about` names in a section: "", "question", "question-record" or "question-record-part"; None for nothing.

    Whether there is such an entry, the plan's content says.
    """
    question_id, record, part, *rest = [*about.split(SEPARATOR), "", ""]
    found = form.section(section)
    question = next((item for item in found.questions if item.id == question_id), None) if found else None
    if found is None or any(rest) or (question is None and about):
        return None
    if question is not None and record and question.kind != Kind.RECORDS:
        return None
    if question is not None and part and all(column.id != part for column in question.columns):
        return None
    return Target(section, question_id, record, part)


def text_kind(form: Form, target: Target) -> Kind | None:
    """What kind of text stands at the target; None where no text does."""
    question = form.question(target.question)
    asked: Question | Column | None = question
    if question is not None and target.record:
        asked = next((column for column in question.columns if column.id == target.part), None)
    return asked.kind if asked is not None and asked.kind in TEXT_KINDS else None


def text_at(form: Form, content: Mapping[str, Any], target: Target) -> str:
    """The text that the plan has at the target; empty where it has none, or something else than a text."""
    if text_kind(form, target) is None:
        return ""
    value = content.get(target.question)
    if target.record:
        value = next((row.get(target.part) for row in value or () if row["id"] == target.record), "")
    return str(value or "")


def texts_within(form: Form, content: Mapping[str, Any], target: Target) -> list[Target]:
    """Every text of the plan that lies within the target: of the section, the question, the entry, the part."""
    section = form.section(target.section)
    found: list[Target] = []
    for question in section.questions if section else ():
        if question.kind != Kind.RECORDS:
            found.append(Target(target.section, question.id))
            continue
        rows = content.get(question.id) or ()
        found += [
            Target(target.section, question.id, row["id"], column.id) for row in rows for column in question.columns
        ]
    return [item for item in found if _is_within(item, target) and text_at(form, content, item)]


def _is_within(inner: Target, outer: Target) -> bool:
    pairs = ((outer.question, inner.question), (outer.record, inner.record), (outer.part, inner.part))
    return all(not wanted or wanted == is_there for wanted, is_there in pairs)


def next_side(*, by_mentor: bool, waited_for: Side, mentor_took_part: bool, calls_mentor: bool) -> Side:
    """Who is to speak after a remark: the town after its mentor, and the mentor after the town where it is involved."""
    if by_mentor:
        return Side.TOWN
    return Side.MENTOR if calls_mentor or mentor_took_part or waited_for == Side.MENTOR else Side.TOWN


def may_remark(access: Access, *, is_settled: bool = False) -> Verdict:
    """Whether somebody may speak in a thread, or begin one. Reasons: may-only-read, thread-settled."""
    if not (comments := call_rules.may_comment(access)):
        return comments
    return no("thread-settled") if is_settled else YES


def may_settle(access: Access, *, is_settled: bool, suggestion: SuggestionState | None) -> Verdict:
    """Whether a thread may be settled; a suggestion is accepted, refused or taken back instead.

    Reasons: may-only-read, thread-settled, suggestion-open.
    """
    if not (speaks := may_remark(access, is_settled=is_settled)):
        return speaks
    return no("suggestion-open") if suggestion == SuggestionState.OPEN else YES


def may_reopen(access: Access, *, is_settled: bool, suggestion: SuggestionState | None) -> Verdict:
    """Whether a thread may be opened again. Reasons: may-only-read, thread-open, suggestion-answered."""
    if not (speaks := may_remark(access)):
        return speaks
    if not is_settled:
        return no("thread-open")
    return no("suggestion-answered") if suggestion else YES


def may_suggest(access: Access, *, may_be_written: Verdict, has_text: bool) -> Verdict:
    """Whether another wording may be proposed: while the plan may be written, and for a text.

    Reasons: may-only-read, not-a-text, and those of may_edit_plan.
    """
    if not (comments := call_rules.may_comment(access)):
        return comments
    if not has_text:
        return no("not-a-text")
    return may_be_written


def may_accept(*, may_write: Verdict, state: SuggestionState) -> Verdict:
    """Whether a suggestion may be taken into the text, by whoever may write it now.

    Reasons: suggestion-answered, and those of may_write_plan_now.
    """
    return may_write if state == SuggestionState.OPEN else no("suggestion-answered")


def may_refuse(access: Access, *, state: SuggestionState, words: str) -> Verdict:
    """Whether a suggestion may be refused: by whoever may write, with a word of why; also when the time for writing is
    over. Reasons: may-not-write, suggestion-answered, needs-words.
    """
    if not (writes := call_rules.may_write(access)):
        return writes
    if state != SuggestionState.OPEN:
        return no("suggestion-answered")
    return YES if words.strip() else no("needs-words")


def may_withdraw(*, is_own: bool, state: SuggestionState) -> Verdict:
    """Whether a suggestion may be taken back. Reasons: not-your-suggestion, suggestion-answered."""
    if not is_own:
        return no("not-your-suggestion")
    return YES if state == SuggestionState.OPEN else no("suggestion-answered")
