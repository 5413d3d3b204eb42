"""What changed between two versions of the answers, question by question and word by word."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pearls.documents.rules.definition import Form, Question
from pearls.documents.rules.merge import MAX_TOKENS, TOKENS


@dataclass(frozen=True)
class AnswerChange:
    """One question whose answer differs; `before` or `after` is None where there was or is no answer."""

    question: Question
    before: Any
    after: Any


@dataclass(frozen=True)
class TextPart:
    """A run of words: "same", "added" or "removed"."""

    change: str
    text: str


def compare_answers(
    old_form: Form, before: Mapping[str, Any], new_form: Form, after: Mapping[str, Any]
) -> list[AnswerChange]:
    """The questions answered differently, in the new form's order, then those that only the old form asked."""
    questions = {question.id: question for question in new_form.questions}
    for question in old_form.questions:
        questions.setdefault(question.id, question)
    return [
        AnswerChange(question, before.get(name), after.get(name))
        for name, question in questions.items()
        if before.get(name) != after.get(name)
    ]


def text_parts(before: str, after: str) -> list[TextPart]:
    """The two texts in one, with the words taken out and put in marked."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    if len(old) > MAX_TOKENS or len(new) > MAX_TOKENS:
        return [part for part in (TextPart("removed", before), TextPart("added", after)) if part.text]
    parts: list[TextPart] = []
    for tag, low, high, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(TextPart("same", "".join(old[low:high])))
            continue
        if high > low:
            parts.append(TextPart("removed", "".join(old[low:high])))
        if last > first:
            parts.append(TextPart("added", "".join(new[first:last])))
    return parts


def value_lines(value: Any) -> str:
    """A value as plain lines, to compare what is no text; a fixed spelling, not for the reader's eye alone."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(value_lines(item) for item in value)
    if isinstance(value, dict):
        return " · ".join(value_lines(item) for item in value.values())
    return json.dumps(value)
