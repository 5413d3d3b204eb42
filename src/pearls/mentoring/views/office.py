"""The office's pages: mentors and their room, quiet towns, hours for the report, twins and sessions."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pearls.kernel.actor import Role
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.mentoring import labels, queries, services
from pearls.mentoring.forms import SupervisionForm, TwinsForm
from pearls.mentoring.queries import hours as hour_queries
from pearls.mentoring.queries import matching as match_queries
from pearls.mentoring.queries import pairs as pair_queries
from pearls.mentoring.queries import quiet as quiet_queries
from pearls.mentoring.views.own import hours_context, profile_form, save_profile, year_of
from pearls.programme import queries as programme_queries
from pearls.web.gates import actor_of, office
from pearls.web.pagination import page_of
from pearls.web.spreadsheets import spreadsheet

MOST_EDITIONS = 50


@office
@require_safe
def mentors(request: HttpRequest) -> HttpResponse:
    """Everybody who mentors: languages, how many towns they have and take; and where to propose mentors."""
    page: Page[queries.Person] = page_of(request, programme_queries.people_with_role(Role.MENTOR))
    editions = [one for one in programme_queries.editions_for(actor_of(request)) if not one.is_history]
    context = {"page": page, "lines": match_queries.mentor_lines(page), "editions": editions[:MOST_EDITIONS]}
    return render(request, "mentoring/office_mentors.html", context)


@office
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, ref: str) -> HttpResponse:
    """A mentor's profile as the office keeps it, with the term as a National Contact Point."""
    person = match_queries.mentor_by_ref(ref)
    if person is None:
        raise Http404
    found = queries.profile_of(person)
    form = profile_form(request, found, is_office=True)
    if save_profile(request, person, form):
        return redirect("mentoring:office-profile", ref=ref)
    context = {"form": form, "profile": found, "person": person, "load": match_queries.load_of(person)}
    return render(request, "mentoring/profile.html", context, status=422 if form.errors else 200)


@office
@require_safe
def quiet(request: HttpRequest) -> HttpResponse:
    """Towns gone quiet, the longest silence first."""
    found = quiet_queries.quiet_towns(actor_of(request), now=utc_now())
    page: Page[quiet_queries.Heard] = page_of(request, found)
    rows = [
        {
            "heard": row,
            "name": pair_queries.name_of(row.pair),
            "mentors": ", ".join(map(str, pair_queries.mentors_of(row.pair))),
            "sign": labels.SIGNS[row.life.sign],
            "level": labels.LEVELS[row.life.level],
            "tone": labels.TONES[row.life.level],
        }
        for row in page
    ]
    limits = quiet_queries.thresholds()
    return render(request, "mentoring/office_quiet.html", {"page": page, "rows": rows, "limits": limits})


@office
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """The hours of all mentors by month, for the partners' reports."""
    year = year_of(request)
    rows = hour_queries.hours_seen_by_office(actor_of(request), year=year)
    return render(request, "mentoring/hours.html", hours_context(rows, year) | {"is_office": True})


@office
@require_safe
def hours_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same table as a file: csv or xlsx."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    year = year_of(request)
    header = [
        *(_("Month"), _("Country"), _("Organisation"), _("Mentor"), _("Meetings"), _("Minutes with towns")),
        *(_("Minutes with twins"), _("Minutes of supervision"), _("Minutes in all")),
    ]
    rows = [
        (
            *(f"{row.month:%Y-%m}", row.country, row.organisation, str(row.person), row.meeting_count),
            *(row.town_minutes, row.twin_minutes, row.supervision_minutes, row.minutes),
        )
        for row in hour_queries.hours_seen_by_office(actor_of(request), year=year)
    ]
    return spreadsheet(header, rows, name=f"mentor-hours-{year}", kind=kind)


@office
@require_http_methods(["GET", "POST"])
def twins(request: HttpRequest) -> HttpResponse:
    """Mentors who support mentors, and sessions with an expert; both are begun here."""
    people = list(programme_queries.people_with_role(Role.MENTOR))
    act = request.POST.get("act", "")
    twins_form = TwinsForm(request.POST if act == "pair" else None, mentors=people)
    session_form = SupervisionForm(request.POST if act == "session" else None, mentors=people)
    try:
        if _do(request, act, twins_form, session_form, {str(one.ref): one for one in people}):
            return redirect("mentoring:office-twins")
    except NotAllowed as refused:
        messages.error(request, labels.reason_words(refused.verdict.reason, refused.verdict.detail))
        return redirect("mentoring:office-twins")
    held: Page[Any] = page_of(request, match_queries.supervisions(), name="sessions")
    context = {
        "twins": page_of(request, match_queries.twins(), name="twins"),
        "held": held,
        "sessions": [(one, labels.hours_words(one.minutes)) for one in held],
        "twins_form": twins_form,
        "session_form": session_form,
    }
    is_wrong = bool(twins_form.errors or session_form.errors)
    return render(request, "mentoring/office_twins.html", context, status=422 if is_wrong else 200)


def _do(
    request: HttpRequest, act: str, pairing: TwinsForm, session: SupervisionForm, people: dict[str, queries.Person]
) -> bool:
    """Do what was asked; whether something was done."""
    actor, now = actor_of(request), utc_now()
    if act == "pair" and pairing.is_valid():
        chosen = {name: people[pairing.cleaned_data[name]] for name in ("senior", "junior")}
        services.pair_twins(actor=actor, now=now, **chosen)
        messages.success(request, _("The two are twins now, with a page of their own."))
        return True
    if act == "session" and session.is_valid():
        typed = session.cleaned_data | {"attended": [people[ref] for ref in session.cleaned_data["attended"]]}
        services.note_supervision(actor=actor, now=now, **typed)
        messages.success(request, _("The session is noted and counts among the hours of those who were there."))
        return True
    if act == "end":
        found = match_queries.twins().filter(ref=request.POST.get("pair", "")).first()
        if found is None:
            raise Http404
        services.end_twins(actor=actor, pair=found, now=now)
        messages.success(request, _("The two are twins no more. Their hours stay."))
        return True
    return False
