"""Taking part: beginning a course, reading on, saying what one thinks; and one's own courses."""

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.learning import labels, queries, services
from pearls.learning.forms import FeedbackForm
from pearls.learning.models import Enrolment
from pearls.learning.queries import sessions
from pearls.learning.views.reading import course_of
from pearls.web.gates import actor_of, signed_in
from pearls.web.pagination import page_of

PER_PAGE = 20
MOST_CERTIFICATES = MOST_LEFT = 50


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the reader learns, and the certificates that they have."""
    actor = actor_of(request)
    certificates = queries.certificates_of(actor)[:MOST_CERTIFICATES]
    events = sessions.without_certificate(actor, now=utc_now())
    page: Page[Enrolment] = page_of(request, queries.enrolments_of(actor), per_page=PER_PAGE)
    left = queries.left_by(actor)[:MOST_LEFT]
    context = {"page": page, "certificates": certificates, "events": events, "left": left}
    return render(request, "learning/mine.html", context)


@signed_in
@require_POST
def enrol(request: HttpRequest, key: str) -> HttpResponse:
    """Begin a course, or read it in another language from now on."""
    found, actor = course_of(request, key), actor_of(request)
    enrolment, language = queries.enrolment_of(actor, found), request.POST.get("language", "")
    try:
        if enrolment is None:
            services.enrol(actor=actor, course=found, language=language, now=utc_now())
            messages.success(request, _("You take part in this course now. The site keeps your place."))
        else:
            services.change_language(actor=actor, enrolment=enrolment, language=language, now=utc_now())
            messages.success(request, _("The course is shown in this language now."))
    except NotAllowed as refused:
        messages.error(request, labels.reason_words(refused.verdict.reason, dict(refused.verdict.detail)))
    return redirect("learning:course", key=key)


@signed_in
@require_POST
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Leave a course; the way back is on its page."""
    enrolment = _enrolment(request, key)
    try:
        services.leave_course(actor=actor_of(request), enrolment=enrolment, now=utc_now())
    except NotAllowed as refused:
        messages.error(request, labels.reason_words(refused.verdict.reason, dict(refused.verdict.detail)))
    else:
        messages.success(request, _("You have left the course. What you have done is kept for when you come back."))
    return redirect("learning:course", key=key)


@signed_in
@require_POST
def read(request: HttpRequest, key: str, lesson_key: str) -> HttpResponse:
    """Note that a lesson is read, and go on to the next one."""
    enrolment = _enrolment(request, key)
    lesson = queries.lesson_of(enrolment.course, lesson_key)
    if lesson is None:
        raise Http404
    services.read_lesson(actor=actor_of(request), enrolment=enrolment, lesson=lesson, now=utc_now())
    following = queries.lesson_after(lesson)
    if following is None:
        return redirect("learning:course", key=key)
    return redirect("learning:lesson", key=key, lesson_key=following.key)


@signed_in
@require_POST
def feedback(request: HttpRequest, key: str) -> HttpResponse:
    """Say what one thinks of the course."""
    enrolment, form = _enrolment(request, key), FeedbackForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(labels.REASONS["stars-unknown"]))
        return redirect("learning:course", key=key)
    try:
        services.give_feedback(
            actor=actor_of(request),
            enrolment=enrolment,
            stars=form.cleaned_data["stars"],
            words=form.cleaned_data["words"],
            now=utc_now(),
        )
    except NotAllowed as refused:
        messages.error(request, labels.reason_words(refused.verdict.reason, dict(refused.verdict.detail)))
    else:
        messages.success(request, _("Thank you. Those who write the course read it."))
    return redirect("learning:course", key=key)


def _enrolment(request: HttpRequest, key: str) -> Enrolment:
    found = queries.enrolment_of(actor_of(request), course_of(request, key))
    if found is None:
        raise Http404
    return found
