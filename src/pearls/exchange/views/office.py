"""What leaves the room: the office's list with its numbers as files, and a visit on paper."""

import json
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.exchange import labels, queries
from pearls.exchange.models import Visit
from pearls.exchange.papers import visit_pdf
from pearls.exchange.rules import Side, VisitState
from pearls.exchange.views.visits import lines_of
from pearls.kernel.clock import utc_now
from pearls.web.downloads import attachment
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, office, signed_in
from pearls.web.pagination import page_of
from pearls.web.spreadsheets import spreadsheet

COLUMNS = (
    *("visit", "state", "host", "host_country", "guest", "guest_country", "first_day", "last_day", "seats"),
    *("participants_host", "participants_guest", "person_km", "co2e_grams", "legs_without_factor", "cost_cents"),
    *("promises", "promises_kept", "promises_partly", "promises_not", "reports", "is_demonstration"),
)


@office
@require_safe
def office_list(request: HttpRequest) -> HttpResponse:
    """Every visit, narrowed by state; and all numbers as a file."""
    found, state = queries.visits_of(actor_of(request)), request.GET.get("state", "")
    found = found.filter(state=state) if state in set(VisitState) else found
    page: Page[Visit] = page_of(request, queries.with_lines(found))
    lines = [line | {"sums": queries.sums_of(line["visit"])} for line in lines_of(list(page.object_list))]
    context = {"page": page, "lines": lines, "states": list(labels.STATES.items()), "state": state}
    return render(request, "exchange/office.html", context)


@office
@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponse:
    """All visits with exact numbers, as CSV, XLSX or JSON; no names of persons."""
    rows = list(_rows(queries.with_lines(queries.visits_of(actor_of(request)))))
    if kind == "json":
        visits = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        content = json.dumps({"visits": visits}, ensure_ascii=False, default=str, indent=1).encode()
        return attachment(content, "visits.json", "application/json")
    if kind not in ("csv", "xlsx"):
        raise Http404
    return spreadsheet(COLUMNS, rows, name="visits", kind=kind)


@signed_in
@require_safe
def paper(request: HttpRequest, ref: str) -> HttpResponse:
    """A visit on one page, as PDF."""
    visit = queries.visit_for(actor_of(request), ref)
    if visit is None:
        raise Http404
    content = visit_pdf(visit=visit, language=current_language(), now=utc_now())
    return attachment(content, f"visit-{visit.ref}.pdf", "application/pdf")


def _rows(visits: Iterable[Visit]) -> Iterable[list[Any]]:
    for visit in visits:
        offer, sums = visit.offer, queries.sums_of(visit)
        people, outcomes = list(visit.participants.all()), [one.outcome for one in visit.promises.all()]
        host, guest = offer.place or offer.partner, visit.guest_place or visit.guest_partner
        yield [
            visit.ref,
            visit.state,
            labels.holder_name(offer.place, offer.partner, "en"),
            host.country if host else "",
            labels.holder_name(visit.guest_place, visit.guest_partner, "en"),
            guest.country if guest else "",
            visit.first_day.isoformat(),
            visit.last_day.isoformat(),
            visit.seats,
            sum(one.side == Side.HOST for one in people),
            sum(one.side == Side.GUEST for one in people),
            sums.person_km,
            sums.grams,
            sums.uncounted,
            sums.cents,
            len(outcomes),
            outcomes.count("kept"),
            outcomes.count("partly"),
            outcomes.count("not"),
            len(visit.reports.all()),
            visit.is_demonstration,
        ]
