"""Mentors on the office's desk: who mentors whom, appointing one for a place or for many, ending it."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from pearls.calls import labels, queries, services
from pearls.calls.forms.office import MentorForm
from pearls.calls.rules import State
from pearls.calls.views.office import application_page, edition_of, mentor_form
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.web.gates import actor_of, office
from pearls.web.pagination import page_of

MOST_CHOSEN = 500


@office
@require_http_methods(["GET", "POST"])
def mentor_list(request: HttpRequest, key: str) -> HttpResponse:
    """Every place that may have a mentor, with those it has; one mentor is given to all that were ticked."""
    edition = edition_of(request, key)
    mentors = list(queries.mentors_to_choose(edition))
    form = mentor_form(mentors, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        _appoint_for_many(request, edition, form)
        return redirect("calls:office-mentor-list", key)
    without = request.GET.get("without") == "1"
    asked = queries.applications_to_mentor(actor_of(request), edition, without=without)
    page: Page[queries.Application] = page_of(request, asked)
    by_place = queries.mentorships_by_place(edition)
    context = {
        "edition": edition,
        "page": page,
        "rows": [_row(row, by_place.get(row.place_id, ())) for row in page],
        "form": form,
        "mentors": _load(mentors, by_place),
        "without": without,
    }
    return render(request, "calls/office-mentors.html", context, status=422 if form.errors else 200)


def _row(application: queries.Application, mentorships: Any) -> dict[str, Any]:
    state = State(application.state)
    return {
        "application": application,
        "words": labels.STATES[state],
        "tone": labels.TONES[state],
        "mentors": mentorships,
    }


def _load(mentors: Any, by_place: Any) -> list[tuple[queries.Person, int]]:
    """Each mentor with the number of places that they have."""
    given = Counter(mentorship.person_id for mentorships in by_place.values() for mentorship in mentorships)
    return [(mentor, given[mentor.pk]) for mentor in mentors]


def _appoint_for_many(request: HttpRequest, edition: queries.Edition, form: MentorForm) -> None:
    actor, now = actor_of(request), utc_now()
    mentor = queries.mentors_to_choose(edition).get(ref=form.cleaned_data["mentor"])
    chosen = queries.chosen_applications(actor, edition, request.POST.getlist("ref")[:MOST_CHOSEN])
    count = 0
    for application in chosen:
        try:
            services.appoint_mentor(actor=actor, application=application, mentor=mentor, now=now)
        except NotAllowed as refusal:
            messages.error(request, f"{application.place.display_name}: {labels.reason_words(refusal.verdict)}")
        else:
            count += 1
    if count:
        said = ngettext(
            "%(mentor)s now mentors %(count)d more place. Letters are on their way.",
            "%(mentor)s now mentors %(count)d more places. Letters are on their way.",
            count,
        )
        messages.success(request, said % {"mentor": mentor, "count": count})
    elif not chosen:
        messages.error(request, _("No place is chosen. Tick at least one in the list."))


@office
@require_POST
def appoint(request: HttpRequest, key: str, ref: str) -> HttpResponse:
    """Appoint a mentor for one place, from its application's page."""
    found = queries.office_application(actor_of(request), key, ref)
    form = mentor_form(queries.mentors_to_choose(found.edition), request.POST)
    if not form.is_valid():
        return application_page(request, key, ref, mentor_form=form)
    mentor = queries.mentors_to_choose(found.edition).get(ref=form.cleaned_data["mentor"])
    try:
        services.appoint_mentor(actor=actor_of(request), application=found, mentor=mentor, now=utc_now())
    except NotAllowed as refusal:
        form.add_error("mentor", labels.reason_words(refusal.verdict))
        return application_page(request, key, ref, mentor_form=form)
    messages.success(request, _("Appointed. The mentor and the place are being written to."))
    return redirect("calls:office-application", key, ref)


@office
@require_POST
def dismiss(request: HttpRequest, key: str, ref: str, mentorship_ref: str) -> HttpResponse:
    """End a mentor's task with one place."""
    found = queries.office_application(actor_of(request), key, ref)
    mentorship = queries.mentors_of(found).filter(ref=mentorship_ref).first()
    if mentorship is None:
        raise Http404
    try:
        services.dismiss_mentor(actor=actor_of(request), application=found, mentorship=mentorship, now=utc_now())
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
    else:
        messages.success(request, _("Ended. The mentor and the place are being written to."))
    return redirect("calls:office-application", key, ref)
