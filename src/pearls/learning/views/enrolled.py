"""Who takes part in a course, for the office and its maker; and what was said of it."""

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.learning import queries, rules
from pearls.learning.models import Course, Enrolment
from pearls.web.gates import actor_of, signed_in
from pearls.web.pagination import page_of
from pearls.web.spreadsheets import spreadsheet

PER_PAGE = 50
MOST_FEEDBACK = 200


@signed_in
@require_safe
def enrolled_list(request: HttpRequest, key: str) -> HttpResponse:
    """Everybody in a course, how far they are, and what they said."""
    course = _course(request, key)
    page: Page[Enrolment] = page_of(request, queries.enrolled_in(actor_of(request), course), per_page=PER_PAGE)
    said = list(queries.finished_feedback(course).values_list("stars", flat=True))
    words = queries.finished_feedback(course).exclude(words="").values_list("words", flat=True)
    context = {
        "course": course,
        "page": page,
        "left_count": queries.left_count(course),
        "average": rules.average_stars(said),
        "said_count": len(said),
        "from_count": rules.FEEDBACK_FROM,
        # Sorted, so that their order does not say who wrote last.
        "said_words": sorted(words[:MOST_FEEDBACK]) if len(said) >= rules.FEEDBACK_FROM else [],
    }
    return render(request, "learning/enrolled.html", context)


@signed_in
@require_safe
def enrolled_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The same as a file."""
    course = _course(request, key)
    header = [
        _("Name"),
        _("Address"),
        _("Language"),
        _("Takes part since"),
        _("Lessons read"),
        _("Lessons"),
        _("Finished"),
    ]
    rows = [
        [
            one.person.name,
            one.person.email,
            one.language,
            one.enrolled_at,
            one.read_count,  # type: ignore[attr-defined]
            one.lesson_count,  # type: ignore[attr-defined]
            one.finished_at,
        ]
        for one in queries.enrolled_in(actor_of(request), course)
    ]
    return spreadsheet(header, rows, name=f"enrolled-{key}", kind="csv")


def _course(request: HttpRequest, key: str) -> Course:
    course = queries.course_to_write(actor_of(request), key)
    if course is None or not rules.may_see_enrolled(actor_of(request), made_by=course.made_by):
        raise Http404
    return course
