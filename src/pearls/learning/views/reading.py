"""Courses and lessons to read, and self-checks; for everybody, with one's own place for those who take part."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.kernel.verdict import Verdict
from pearls.learning import labels, queries, rules, services
from pearls.learning.forms import FeedbackForm
from pearls.learning.models import Course, Enrolment, Question
from pearls.learning.queries import Told, sessions
from pearls.learning.rules import texts
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, public
from pearls.web.pagination import page_of

PER_PAGE = 20


@dataclass(frozen=True)
class Asked:
    """A question as a page shows it; once it was answered, with what was right. `tick` of a choice is one of "right",
    "missed", "wrong" or nothing."""

    name: str
    is_multiple: bool
    text: dict[str, str]
    choices: list[tuple[int, dict[str, str], bool, str]]
    is_answered: bool = False
    is_right: bool = False
    explanation: dict[str, str] | None = None


@public
@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    """What everybody may learn here, and how far the reader is."""
    actor = actor_of(request)
    page: Page[Course] = page_of(request, queries.open_courses(with_demonstration=settings.IS_DEMO), per_page=PER_PAGE)
    mine = {one.course_id: one for one in queries.enrolments_of(actor)} if actor.is_signed_in else {}
    rows = [(course, mine.get(course.pk)) for course in page]
    return render(
        request, "learning/course_list.html", {"page": page, "rows": rows, "is_writer": rules.is_writer(actor)}
    )


@public
@require_safe
def course(request: HttpRequest, key: str) -> HttpResponse:
    """What a course is, its lessons, and beginning it."""
    found, actor = course_of(request, key), actor_of(request)
    ever = queries.enrolment_ever(actor, found)
    enrolment = ever if ever and ever.left_at is None else None
    progress = queries.progress_of(enrolment) if enrolment else None
    told = queries.lessons_told(found, current_language(), enrolment.language if enrolment else "")
    languages = sorted({code for one in told for code in one.languages})
    has_said = enrolment is not None and queries.feedback_of(enrolment) is not None
    context = {
        "course": found,
        "lessons": [(one, _state(one, progress)) for one in told],
        "next": next((one for one in told if progress and one.lesson.pk not in progress.read), None),
        "languages": languages,
        "sessions": sessions.events_of(found),
        "chosen": ever.language if ever else texts.language_for(current_language(), languages),
        "enrolment": enrolment,
        "left_at": ever.left_at if ever else None,
        "progress": progress,
        "why_not": _reason(progress.finished) if progress and not progress.finished else "",
        "state": (labels.STATES[found.state], labels.TONES[found.state]),
        "is_open": found.state == rules.CourseState.OPEN,
        "feedback_form": FeedbackForm() if enrolment and not has_said and progress and progress.finished else None,
        "certificate": queries.standing_of(found, ever.person_id) if ever else None,
        "may_write": rules.is_writer(actor),
        "trail": [(_("Courses"), reverse("learning:course-list")), (title_of(found), "")],
    }
    return render(request, "learning/course.html", context)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, key: str, lesson_key: str) -> HttpResponse:
    """One lesson; its self-check is answered in place, and kept for those who take part."""
    found, actor = course_of(request, key), actor_of(request)
    enrolment = queries.enrolment_of(actor, found)
    wished = request.GET.get("in", "") or (enrolment.language if enrolment else "")
    told = queries.lessons_told(found, current_language(), wished)
    place = next((number for number, one in enumerate(told) if one.lesson.key == lesson_key), None)
    if place is None:
        raise Http404
    here = told[place]
    questions = list(queries.questions_of(here.lesson))
    chosen = _chosen(request, questions) if request.method == "POST" and questions else None
    if chosen is not None and enrolment:
        services.answer_check(actor=actor, enrolment=enrolment, lesson=here.lesson, chosen=chosen, now=utc_now())
    context = {
        "course": found,
        "here": here,
        "number": place + 1,
        "count": len(told),
        "previous": told[place - 1] if place else None,
        "following": told[place + 1] if place + 1 < len(told) else None,
        "questions": [_asked(one, chosen) for one in questions],
        "enrolment": enrolment,
        "trail": [
            (_("Courses"), reverse("learning:course-list")),
            (title_of(found), reverse("learning:course", args=[key])),
            (here.text.title, ""),
        ],
        **_result(questions, chosen),
        **_place(enrolment, here),
    }
    return render(request, "learning/lesson.html", context)


def course_of(request: HttpRequest, key: str) -> Course:
    """The course that the reader may see."""
    found = queries.course_for(actor_of(request), key)
    if found is None:
        raise Http404
    return found


def title_of(course: Course) -> str:
    """The title of a course in the reader's language."""
    return pick(course.title, current_language())[0]


def _reason(verdict: Verdict) -> str:
    return labels.reason_words(verdict.reason, dict(verdict.detail))


def _state(told: Told, progress: queries.Progress | None) -> dict[str, Any]:
    best = progress.best.get(told.lesson.pk) if progress else None
    return {"is_read": bool(progress) and told.lesson.pk in progress.read, "best": best}  # type: ignore[union-attr]


def _place(enrolment: Enrolment | None, here: Told) -> dict[str, Any]:
    """Where the reader is: whether this lesson is read, and the best try; two queries."""
    if enrolment is None:
        return {"is_read": False, "best": None}
    return {
        "is_read": enrolment.reads.filter(lesson=here.lesson).exists(),
        "best": enrolment.results.filter(lesson=here.lesson).values_list("best_percent", flat=True).first(),
    }


def _chosen(request: HttpRequest, questions: list[Question]) -> dict[str, frozenset[int]]:
    return {
        question.ref: frozenset(
            int(value)
            for value in request.POST.getlist(f"q-{question.ref}")
            if value.isascii() and value.isdecimal() and len(value) < 4
        )
        for question in questions
    }


def _result(questions: list[Question], chosen: dict[str, frozenset[int]] | None) -> dict[str, Any]:
    if chosen is None:
        return {"is_answered": False}
    right = sum(rules.is_right(chosen[question.ref], question.right) for question in questions)
    return {"is_answered": True, "right_count": right, "question_count": len(questions)}


def _asked(question: Question, chosen: dict[str, frozenset[int]] | None) -> Asked:
    mine = chosen[question.ref] if chosen is not None else frozenset()
    choices = [
        (number, option["text"], number in mine, _tick(number in mine, option["is_right"]) if chosen else "")
        for number, option in enumerate(question.options)
    ]
    return Asked(
        name=f"q-{question.ref}",
        is_multiple=question.is_multiple,
        text=question.text,
        choices=choices,
        is_answered=chosen is not None,
        is_right=rules.is_right(mine, question.right),
        explanation=question.explanation,
    )


def _tick(is_chosen: bool, is_right: bool) -> str:
    if is_right:
        return "right" if is_chosen else "missed"
    return "wrong" if is_chosen else ""
