"""Which questions are asked, which still wait, and what others may see."""

from collections.abc import Mapping
from typing import Any

from pearls.documents.rules.answers import Answer, Problem, clean_answer, problems_of
from pearls.documents.rules.definition import Form, Question

Answers = Mapping[str, Any]


def is_visible(form: Form, question: Question, answers: Answers) -> bool:
    """Whether the question is asked, given the other answers; a condition on a question not asked is not met."""
    condition = question.when
    if condition is None:
        return True
    target = form.question(condition.question)
    if target is None or not is_visible(form, target, answers):
        return False
    given = answers.get(target.id)
    if given is None:
        return False
    if not condition.values:
        return True
    picked = given if isinstance(given, list) else [given]
    return any(value in picked for value in condition.values)


def visible_questions(form: Form, answers: Answers) -> list[Question]:
    """The questions that are asked, in the form's order."""
    return [question for question in form.questions if is_visible(form, question, answers)]


def missing(form: Form, answers: Answers) -> list[Problem]:
    """Everything that keeps the form from being sent: required and not answered, or answered against a limit."""
    found: list[Problem] = []
    for question in visible_questions(form, answers):
        value = answers.get(question.id)
        if value is None:
            found += [Problem(question.id, "not-answered")] if question.required else []
        else:
            found += problems_of(question, value)
    return found


def asked_answers(form: Form, answers: Answers) -> dict[str, Any]:
    """The answers to questions that are asked; what was typed under a condition since undone is not sent."""
    return {
        question.id: answers[question.id]
        for question in visible_questions(form, answers)
        if answers.get(question.id) is not None
    }


def public_answers(form: Form, answers: Answers) -> dict[str, Any]:
    """The answers without the private ones: what assessors and the public may see."""
    private = {question.id for question in form.questions if question.private}
    return {name: value for name, value in asked_answers(form, answers).items() if name not in private}


def carries_over(old: Question | None, new: Question | None, value: Any) -> bool:
    """Whether an answer means the same under the new question: same id, same kind, still a valid value."""
    if old is None or new is None or old.id != new.id or old.kind != new.kind:
        return False
    cleaned = clean_answer(new, value)
    return isinstance(cleaned, Answer) and cleaned.value == value
