"""Which answers of one paper fit the form of another, so that nobody types them a second time."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pearls.documents.rules.definition import Form, Kind, Question, Section
from pearls.documents.rules.missing import asked_answers, carries_over


@dataclass(frozen=True)
class TakenOver:
    """What of an older paper goes into a new form.

    `answers` go along; `files` are asked again and have to be added again, for a file belongs to the paper it was
    uploaded to; `left` has no place any more. Consents are in none of them: each is given for one paper.
    """

    answers: Mapping[str, Any]
    files: tuple[Question, ...]
    left: tuple[Question, ...]


def taken_over(old: Form, new: Form, answers: Mapping[str, Any]) -> TakenOver:
    """What goes along from an old form's answers: where the new one asks the same, by id and kind, and takes it."""
    along: dict[str, Any] = {}
    files, left = [], []
    for name, value in asked_answers(old, answers).items():
        was, asks = old.question(name), new.question(name)
        if was is None or was.kind == Kind.CONSENT:
            continue
        if not carries_over(was, asks, value):
            left.append(was)
        elif was.kind == Kind.FILE:
            files.append(was)
        else:
            along[name] = value
    return TakenOver(along, tuple(files), tuple(left))


def sections_as_they_were(form: Form, taken: Mapping[str, Any], answers: Mapping[str, Any]) -> list[Section]:
    """The sections in which an answer still stands word for word as it was taken over."""
    return [
        section
        for section in form.sections
        if any(
            question.id in taken and answers.get(question.id) == taken[question.id] for question in section.questions
        )
    ]
