"""Where courses are written: by the office, mentors and editors, side by side in two languages."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.languages import LANGUAGES
from pearls.kernel.verdict import NotAllowed, Verdict
from pearls.learning import labels, queries, rules, services
from pearls.learning.forms import CourseForm, LessonForm, NewCourseForm, PlaceForm, QuestionForm, language_choices
from pearls.learning.models import Course, Lesson, Question
from pearls.learning.queries import sessions
from pearls.learning.rules import CourseState
from pearls.web.gates import actor_of, signed_in
from pearls.web.pagination import page_of

PER_PAGE = 30


@signed_in
@require_safe
def course_list(request: HttpRequest) -> HttpResponse:
    """All courses, for those who write them."""
    _require_writer(request)
    page: Page[Course] = page_of(request, queries.courses_for(actor_of(request)), per_page=PER_PAGE)
    rows = [(course, labels.STATES[course.state], labels.TONES[course.state]) for course in page]
    return render(request, "learning/desk.html", {"page": page, "rows": rows})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def course_new(request: HttpRequest) -> HttpResponse:
    """Begin a course."""
    _require_writer(request)
    form = NewCourseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make_course(
                actor=actor_of(request),
                words=form.words(form.cleaned_data["language"]),
                study_hours=form.cleaned_data["study_hours"],
                rule=form.rule(),
                now=utc_now(),
            )
        except NotAllowed as refused:
            form.add_error(None, _worded(refused.verdict))
        else:
            return redirect("learning:course-edit", key=made.key)
    return render(request, "learning/course_new.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def course_edit(request: HttpRequest, key: str) -> HttpResponse:
    """A course: its words in one language beside the original, its lessons, opening it."""
    course = _course(request, key)
    language = _language(request, course)
    form = CourseForm(request.POST or None, initial=CourseForm.initial_of(course, language))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_course(
                actor=actor_of(request),
                course=course,
                words=form.words(language),
                study_hours=form.cleaned_data["study_hours"],
                rule=form.rule(),
                now=utc_now(),
            )
        except NotAllowed as refused:
            form.add_error(None, _worded(refused.verdict))
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('learning:course-edit', args=[key])}?language={language}")
    state = CourseState(course.state)
    lessons = queries.lessons_told(course, language)
    may_open = rules.may_open(
        is_writer=True, state=state, has_title=any(course.title.values()), lesson_count=len(lessons)
    )
    context = {
        **_beside(course, language),
        "form": form,
        "lessons": lessons,
        "state": (labels.STATES[state], labels.TONES[state]),
        "may_open": state != CourseState.OPEN,
        "why_not_open": "" if may_open else _worded(may_open),
        "may_close": bool(rules.may_close(is_writer=True, state=state)),
        "sees_enrolled": rules.may_see_enrolled(actor_of(request), made_by=course.made_by),
        "sessions": sessions.events_of(course),
        "events": sessions.events_to_add(actor_of(request), course, now=utc_now()),
        "may_add": len(lessons) < rules.MOST_LESSONS,
    }
    return render(request, "learning/course_edit.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def course_act(request: HttpRequest, key: str) -> HttpResponse:
    """Open the course, or take nobody new."""
    course, actor = _course(request, key), actor_of(request)
    acts: dict[str, Callable[[], object]] = {
        "open": lambda: services.open_course(actor=actor, course=course, now=utc_now()),
        "close": lambda: services.close_course(actor=actor, course=course, now=utc_now()),
    }
    wanted = acts.get(request.POST.get("act", ""))
    if wanted is None:
        raise Http404
    try:
        wanted()
    except NotAllowed as refused:
        messages.error(request, _worded(refused.verdict))
    return redirect("learning:course-edit", key=key)


@signed_in
@require_POST
def session(request: HttpRequest, key: str) -> HttpResponse:
    """Make an event a live session of the course, or take it out."""
    course, actor, now = _course(request, key), actor_of(request), utc_now()
    there = sessions.session_of(course, request.POST.get("remove", ""))
    wanted = sessions.events_to_add(actor, course, now=now) if request.POST.get("event") else ()
    event = next((one for one in wanted if one.ref == request.POST["event"]), None)
    try:
        if there is not None:
            services.remove_session(actor=actor, session=there, now=now)
        elif event is not None:
            services.add_session(actor=actor, course=course, event=event, now=now)
        else:
            messages.error(request, _("Nothing was changed: please choose an event."))
    except NotAllowed as refused:
        messages.error(request, _worded(refused.verdict))
    return redirect("learning:course-edit", key=key)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def lesson_new(request: HttpRequest, key: str) -> HttpResponse:
    """Add a lesson, in the language of the course's original."""
    course = _course(request, key)
    form = LessonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            text = services.write_lesson(
                actor=actor_of(request), course=course, words=form.words(course.language), now=utc_now()
            )
        except NotAllowed as refused:
            form.add_error(None, _worded(refused.verdict))
        else:
            return redirect("learning:lesson-edit", key=key, lesson_key=text.lesson.key)
    context = {"course": course, "form": form}
    return render(request, "learning/lesson_new.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def lesson_edit(request: HttpRequest, key: str, lesson_key: str) -> HttpResponse:
    """A lesson in one language beside the original, its place, materials and self-check."""
    course = _course(request, key)
    lesson, language = _lesson(course, lesson_key), _language(request, course)
    current = {text.language: text for text in queries.texts_of(lesson).filter(is_current=True)}
    form = LessonForm(request.POST or None, initial=LessonForm.initial_of(current.get(language)))
    if request.method == "POST" and form.is_valid():
        try:
            services.write_lesson(
                actor=actor_of(request), course=course, lesson=lesson, words=form.words(language), now=utc_now()
            )
        except NotAllowed as refused:
            form.add_error(None, _worded(refused.verdict))
        else:
            messages.success(request, _("Saved as a new version."))
            return redirect(_here(lesson, language))
    original = current.get(course.language)
    steps = lesson.steps.values_list("step", flat=True)
    context = {
        **_beside(course, language),
        "lesson": lesson,
        "form": form,
        "original": original if language != course.language else None,
        "text": current.get(language) or original,
        "place_form": PlaceForm(initial=PlaceForm.initial_of(lesson, steps, language)),
        "questions": list(queries.questions_of(lesson)),
        "told": sorted(current),
    }
    return render(request, "learning/lesson_edit.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def lesson_place(request: HttpRequest, key: str, lesson_key: str) -> HttpResponse:
    """Move a lesson, and say what it helps with and what to read further."""
    course = _course(request, key)
    lesson, language = _lesson(course, lesson_key), _language(request, course)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Nothing was saved: the place is a number, and steps are those of the plan."))
        return redirect(_here(lesson, language))
    try:
        services.place_lesson(
            actor=actor_of(request),
            lesson=lesson,
            position=form.cleaned_data["position"],
            steps=form.cleaned_data["steps"],
            materials=form.materials_in(language, lesson.materials),
            now=utc_now(),
        )
    except NotAllowed as refused:
        messages.error(request, _worded(refused.verdict))
    else:
        messages.success(request, _("Saved."))
    return redirect(_here(lesson, language))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, key: str, lesson_key: str, ref: str = "") -> HttpResponse:
    """A question of a self-check in one language beside the original: written, or taken out."""
    course = _course(request, key)
    lesson, found = _lesson(course, lesson_key), None
    language = _language(request, course) if ref else course.language
    if ref and (found := queries.question_of(lesson, ref)) is None:
        raise Http404
    if request.method == "POST" and request.POST.get("act") == "remove" and found:
        services.remove_question(actor=actor_of(request), question=found, now=utc_now())
        messages.success(request, _("The question is taken out."))
        return redirect(_here(lesson, language))
    form = QuestionForm(request.POST or None, initial=QuestionForm.initial_of(found, language) if found else None)
    if request.method == "POST" and form.is_valid() and _write(request, lesson, found, form, language):
        return redirect(_here(lesson, language))
    context = {**_beside(course, language), "lesson": lesson, "question": found, "form": form}
    return render(request, "learning/question.html", context, status=422 if form.errors else 200)


def _write(request: HttpRequest, lesson: Lesson, found: Question | None, form: QuestionForm, language: str) -> bool:
    try:
        services.write_question(
            actor=actor_of(request),
            lesson=lesson,
            question=found,
            words=form.words(language),
            is_multiple=form.cleaned_data["is_multiple"],
            now=utc_now(),
        )
    except NotAllowed as refused:
        form.add_error(None, _worded(refused.verdict))
        return False
    messages.success(request, _("Saved."))
    return True


def _beside(course: Course, language: str) -> dict[str, Any]:
    """What every page of a course in two languages needs."""
    return {
        "course": course,
        "language": language,
        "is_translation": language != course.language,
        "language_choices": language_choices(),
        "original_words": [
            words for told in (course.title, course.summary, course.audience) if (words := told.get(course.language))
        ],
    }


def _language(request: HttpRequest, course: Course) -> str:
    """The language that is written: the one of the address, else the original's."""
    asked = request.GET.get("language", "")
    return asked if asked in LANGUAGES else course.language


def _here(lesson: Lesson, language: str) -> str:
    return f"{reverse('learning:lesson-edit', args=[lesson.course.key, lesson.key])}?language={language}"


def _course(request: HttpRequest, key: str) -> Course:
    course = queries.course_to_write(actor_of(request), key)
    if course is None:
        raise Http404
    return course


def _lesson(course: Course, key: str) -> Lesson:
    lesson = queries.lesson_of(course, key)
    if lesson is None:
        raise Http404
    return lesson


def _require_writer(request: HttpRequest) -> None:
    if not rules.is_writer(actor_of(request)):
        raise Http404


def _worded(verdict: Verdict) -> str:
    return labels.reason_words(verdict.reason, dict(verdict.detail))
