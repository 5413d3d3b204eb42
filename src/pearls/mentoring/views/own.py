"""A mentor's own profile, hours and the notes among mentors; and the National Contact Points for everybody."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pearls.kernel.actor import Role
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.mentoring import labels, queries, services
from pearls.mentoring.forms import ProfileForm
from pearls.mentoring.models import MentorProfile
from pearls.mentoring.queries import hours as hour_queries
from pearls.mentoring.queries import matching as match_queries
from pearls.mentoring.queries import pairs as pair_queries
from pearls.programme import labels as programme_labels
from pearls.programme import services as programme
from pearls.web.contact import ContactForm
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, address_of, public, signed_in
from pearls.web.pagination import page_of

FIELDS = (
    *("country", "organisation", "languages", "themes", "countries", "own_country", "capacity", "available_from"),
    *("available_until", "about", "is_listed", "contact_from", "contact_until"),
)


def year_of(request: HttpRequest) -> int:
    """The year that is asked for, or this one."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) else utc_now().year


def profile_form(request: HttpRequest, profile: MentorProfile | None, *, is_office: bool) -> ProfileForm:
    """The form of a profile, filled with what is known."""
    initial: dict[str, Any] = {name: getattr(profile, name) for name in FIELDS} if profile else {}
    themes = match_queries.theme_choices(current_language())
    return ProfileForm(request.POST or None, initial=initial, themes=themes, is_office=is_office)


def save_profile(request: HttpRequest, person: queries.Person, form: ProfileForm) -> bool:
    """Save what was typed; what is refused is said in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        services.describe_mentor(actor=actor_of(request), person=person, described=form.described(), now=utc_now())
    except NotAllowed as refused:
        form.add_error(None, labels.reason_words(refused.verdict.reason, refused.verdict.detail))
        return False
    messages.success(request, _("The profile is saved."))
    return True


@signed_in
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """What the reader says of themselves as a mentor."""
    actor = actor_of(request)
    person = match_queries.mentor_by_ref(actor.ref) if actor.has_role(Role.MENTOR) else None
    if person is None:
        raise Http404
    found = queries.profile_of(person)
    form = profile_form(request, found, is_office=False)
    if save_profile(request, person, form):
        return redirect("mentoring:profile")
    context = {"form": form, "profile": found, "load": match_queries.load_of(person)}
    return render(request, "mentoring/profile.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """The reader's own hours, month by month."""
    year = year_of(request)
    rows = hour_queries.hours_of(actor_of(request), year=year)
    return render(request, "mentoring/hours.html", hours_context(rows, year))


def hours_context(rows: list[hour_queries.MonthOfMentor], year: int) -> dict[str, Any]:
    """What a table of hours shows."""
    words = labels.hours_words
    table = [
        {
            "row": row,
            "towns": words(row.town_minutes),
            "twins": words(row.twin_minutes),
            "supervision": words(row.supervision_minutes),
            "all": words(row.minutes),
        }
        for row in rows
    ]
    years = {"year": year, "last_year": year - 1, "next_year": year + 1}
    return years | {"rows": table, "total": words(hour_queries.total_minutes(rows)), "first": date(year, 1, 1)}


@signed_in
@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """What mentors noted for each other."""
    actor = actor_of(request)
    if not actor.has_role(Role.MENTOR):
        raise Http404
    page: Page[pair_queries.Note] = page_of(request, pair_queries.notes_among_mentors(actor))
    rows = [(note, pair_queries.name_of(note.pair)) for note in page]
    return render(request, "mentoring/notes.html", {"page": page, "rows": rows})


@public
@require_safe
def contact_points(request: HttpRequest) -> HttpResponse:
    """Whom to ask in each country, once the programme has become a network."""
    found = match_queries.contact_points(now=utc_now(), with_demonstration=settings.IS_DEMO)
    return render(request, "mentoring/contact_points.html", {"page": page_of(request, found)})


@public
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, ref: str) -> HttpResponse:
    """Write to a National Contact Point; no address is shown."""
    found = match_queries.contact_points(now=utc_now(), with_demonstration=settings.IS_DEMO).filter(ref=ref).first()
    if found is None:
        raise Http404
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        about = programme.About(
            subject=found.subject,
            title=str(found.person),
            link=settings.BASE_URL + reverse("mentoring:contact-points"),
            people=(found.person,),
        )
        sender = programme.Sender(name=typed["name"], email=typed["email"], address=address_of(request))
        try:
            programme.send_message(
                actor=actor_of(request), about=about, sender=sender, text=typed["text"], now=utc_now()
            )
        except NotAllowed as refused:
            form.add_error(None, str(programme_labels.REASONS[refused.verdict.reason]))
        else:
            messages.success(request, _("Your message is on its way."))
            return redirect("mentoring:contact-points")
    context = {"form": form, "profile": found}
    return render(request, "mentoring/contact.html", context, status=422 if form.errors else 200)
