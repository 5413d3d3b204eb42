"""Writing self-checks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.refs import new_ref
from pearls.kernel.verdict import YES, no, require
from pearls.learning import queries, rules
from pearls.learning.models import Lesson, Question
from pearls.learning.rules import texts
from pearls.learning.rules.texts import QuestionWords


@transaction.atomic
def write_question(
    *,
    actor: Actor,
    lesson: Lesson,
    words: QuestionWords,
    is_multiple: bool,
    now: datetime,
    question: Question | None = None,
) -> Question:
    """Add a question, or write one anew in one language; which answers are right is said in the course's own.

    Raises: NotAllowed: not-a-writer, question-empty, too-many-questions, option-empty, options-few, options-many,
    options-differ, one-right, right-missing.
    """
    audit.take_turn()
    require(rules.may_write(actor))
    require(YES if words.text.strip() else no("question-empty"))
    is_translation = question is not None and words.language != lesson.course.language
    expected = len(question.options) if question is not None and is_translation else None
    require(texts.are_options(words.options, is_multiple=is_multiple, expected=expected))
    if question is None:
        count = queries.questions_of(lesson).count()
        require(YES if count < rules.MOST_QUESTIONS else no("too-many-questions", limit=rules.MOST_QUESTIONS))
        last = Question.objects.filter(lesson=lesson).aggregate(last=Max("position"))["last"] or 0
        ref = new_ref()
        question = Question.objects.create(ref=ref, key=ref, lesson=lesson, position=last + 1, is_multiple=is_multiple)
    question.text = question.text | {words.language: words.text.strip()}
    question.explanation = question.explanation | {words.language: words.explanation.strip()}
    question.options = _options(question.options, words, is_translation=is_translation)
    question.edited_at = now
    if not is_translation:
        question.is_multiple = is_multiple
    question.save(update_fields=["text", "explanation", "options", "edited_at", "is_multiple"])
    data = {"lesson": lesson.key, "question": question.ref, "language": words.language}
    audit.record(actor=actor, act="question-written", subject=lesson.course.subject, now=now, data=data)
    return question


@transaction.atomic
def remove_question(*, actor: Actor, question: Question, now: datetime) -> None:
    """Take a question out of its self-check; what was reached before stays reached.

    Raises: NotAllowed: not-a-writer.
    """
    audit.take_turn()
    require(rules.may_write(actor))
    Question.objects.filter(pk=question.pk).update(removed_at=now, edited_at=now)
    lesson = question.lesson
    data = {"lesson": lesson.key, "question": question.ref}
    audit.record(actor=actor, act="question-removed", subject=lesson.course.subject, now=now, data=data)


def _options(there: Sequence[dict[str, Any]], words: QuestionWords, *, is_translation: bool) -> list[dict[str, Any]]:
    """The answers with these words in their language; where their number changes, other languages lose theirs."""
    keeps = len(there) == len(words.options)
    return [
        {
            "text": (there[number]["text"] if keeps else {}) | {words.language: option.text},
            "is_right": there[number]["is_right"] if is_translation else option.is_right,
        }
        for number, option in enumerate(words.options)
    ]
