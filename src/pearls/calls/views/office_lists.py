"""The control room's lists: applications with filters, exports, late links."""

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pearls.calls import labels, queries, rules, services
from pearls.calls.forms.office import BULK_WORDS, LateLinkForm
from pearls.calls.queries import OfficeFilter
from pearls.calls.rules import State
from pearls.calls.views.office import edition_of
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.places import queries as place_queries
from pearls.web.gates import actor_of, office
from pearls.web.pagination import page_of
from pearls.web.spreadsheets import spreadsheet


def filter_of(request: HttpRequest) -> OfficeFilter:
    """What the address asks to see."""
    given = request.GET
    return OfficeFilter(
        state=given.get("state", ""),
        stretch=given.get("stretch", ""),
        country=given.get("country", "")[:2].upper(),
        text=given.get("q", "").strip()[:80],
        sort=given.get("sort", "place"),
    )


@office
@require_GET
def application_list(request: HttpRequest, key: str) -> HttpResponse:
    """Every application of the edition with its state, to be filtered, sorted and acted on together."""
    edition = edition_of(request, key)
    wanted = filter_of(request)
    everything = queries.applications_seen_by_office(actor_of(request), edition)
    page: Page[queries.Application] = page_of(request, queries.filtered(everything, wanted))
    context = {
        "edition": edition,
        "zone": queries.zone_of(edition),
        "page": page,
        "wanted": wanted,
        "rows": [
            {"application": row, "words": labels.STATES[State(row.state)], "tone": labels.TONES[State(row.state)]}
            for row in page
        ],
        "states": [(state.value, labels.STATES[state]) for state in State],
        "stretches": [(name, labels.STRETCHES[name]) for name, _states in rules.PIPELINE],
        "countries": queries.countries_of(edition),
        "acts": list(BULK_WORDS.items()),
        "query": request.GET.urlencode(),
    }
    return render(request, "calls/office-applications.html", context)


@office
@require_GET
def export(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The same list as a file: csv or xlsx."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    edition = edition_of(request, key)
    everything = queries.applications_seen_by_office(actor_of(request), edition)
    columns = labels.EXPORT_COLUMNS
    found = queries.export_rows(queries.filtered(everything, filter_of(request)))
    rows = [[row[name] for name in columns] for row in found]
    header = [str(words) for words in columns.values()]
    return spreadsheet(header, rows, name=f"applications-{edition.key}", kind=kind)


@office
@require_http_methods(["GET", "POST"])
def late_links(request: HttpRequest, key: str) -> HttpResponse:
    """Let one place apply after the call has closed, and see who was let in, and why."""
    edition = edition_of(request, key)
    form = LateLinkForm(request.POST or None, zone=queries.zone_of(edition))
    if request.method == "POST" and form.is_valid() and _give_late_link(request, edition, form):
        return redirect("calls:office-late-links", key)
    context = {
        "edition": edition,
        "zone": queries.zone_of(edition),
        "form": form,
        "links": queries.late_links_of(actor_of(request), edition),
        "now": utc_now(),
    }
    return render(request, "calls/office-late-links.html", context, status=422 if form.errors else 200)


def _give_late_link(request: HttpRequest, edition: queries.Edition, form: LateLinkForm) -> bool:
    name = form.cleaned_data["place"].strip()
    place = place_queries.place_for(name) or next(iter(place_queries.find_places(name, limit=1)), None)
    if place is None:
        form.add_error("place", _("No place of this name is known. Try its own spelling, or its key."))
        return False
    try:
        link = services.give_late_link(
            actor=actor_of(request),
            edition=edition,
            place=place,
            until=form.cleaned_data["until"],
            reason=form.cleaned_data["reason"],
            now=utc_now(),
        )
    except NotAllowed as refusal:
        field = "until" if refusal.verdict.reason in ("date-passed", "before-deadline") else None
        form.add_error(field, labels.reason_words(refusal.verdict))
        return False
    messages.success(request, _("The link for %(place)s is ready.") % {"place": link.place.display_name})
    return True


@office
@require_POST
def revoke_late_link(request: HttpRequest, key: str, ref: str) -> HttpResponse:
    """Close a late link again."""
    edition = edition_of(request, key)
    link = queries.invited_late(actor_of(request), edition, ref)
    services.revoke_late_link(actor=actor_of(request), link=link, now=utc_now())
    messages.success(request, _("The link is closed. What was sent through it stays."))
    return redirect("calls:office-late-links", key)
