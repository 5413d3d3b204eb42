"""Score sheets on paper and as files: taking them out, looking at what a filled one changes, and taking it over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.kernel.verdict import NotAllowed
from pearls.selection import labels, papers, queries, services
from pearls.selection.forms import SheetFileForm
from pearls.selection.models import Panel, Seat
from pearls.selection.papers.bundle import bundle
from pearls.selection.rules.panels import PanelState, SeatState
from pearls.selection.rules.sheet_changes import CellChange, Preview
from pearls.selection.rules.sheets import FilledRow, packed, spelled, unpacked
from pearls.web.downloads import attachment
from pearls.web.formats import current_language, quoted
from pearls.web.gates import actor_of, office, signed_in

REFUSED = 422
KEEP_SECONDS = 60 * 60 * 12  # a preview that was left open longer is looked at anew


@dataclass(frozen=True)
class Side:
    """Who brings sheets back, and for whom: a person for their own seat, or the office for everybody."""

    actor: Actor
    panel: Panel
    seats: Sequence[Seat]
    from_paper: bool
    name: str  # of the address
    ref: str

    @property
    def salt(self) -> str:
        return f"sheet:{self.name}:{self.ref}:{self.actor.ref}"

    @property
    def url(self) -> str:
        return reverse(self.name, args=[self.ref])


def _own_side(request: HttpRequest, ref: str) -> Side:
    """One's own seat on a panel, to score from. Raises: Http404."""
    seat = queries.seat_for(actor_of(request), ref)
    if seat.state != SeatState.ACCEPTED or not seat.is_assessor:
        raise Http404
    return Side(actor_of(request), seat.panel, [seat], False, "selection:seat-sheets", ref)


def _office_panel(request: HttpRequest, ref: str) -> Panel:
    """A panel for the office of its edition. Raises: Http404, for its chair too."""
    panel = queries.panel_for(actor_of(request), ref)
    if not actor_of(request).is_office(panel.edition.key):
        raise Http404
    return panel


def _office_side(request: HttpRequest, ref: str) -> Side:
    """Everybody on a panel who scores. Raises: Http404."""
    panel = _office_panel(request, ref)
    return Side(actor_of(request), panel, queries.sheet_seats(panel), True, "selection:panel-sheets", ref)


@signed_in
@require_http_methods(["GET", "POST"])
def seat_sheets(request: HttpRequest, ref: str) -> HttpResponse:
    """Every sheet of one's own, and the way back for a filled one."""
    return _page(request, _own_side(request, ref))


@office
@require_http_methods(["GET", "POST"])
def panel_sheets(request: HttpRequest, ref: str) -> HttpResponse:
    """Every sheet of a panel, and the way in for what people wrote on paper."""
    return _page(request, _office_side(request, ref))


@signed_in
@require_safe
def seat_sheet_file(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """One's own sheet as a file, with what one has given so far."""
    return _file(_own_side(request, ref), kind, "scores")


@office
@require_safe
def panel_sheet_file(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """The sheets of a panel in one file, or those of one seat; always empty, whatever was given."""
    side = _office_side(request, ref)
    wanted = request.GET.get("seat")
    if wanted is None:
        return _file(side, kind, "panel")
    one = [seat for seat in side.seats if seat.ref == wanted]
    if not one:
        raise Http404
    return _file(Side(side.actor, side.panel, one, True, side.name, ref), kind, wanted)


def _file(side: Side, kind: str, name: str) -> HttpResponse:
    if kind not in papers.KINDS:
        raise Http404
    language = current_language()
    blank = queries.sheet_of(side.panel, side.seats, language, with_given=not side.from_paper)
    data = papers.write_sheet(kind, blank, language, now=utc_now())
    return attachment(data, f"sheets-{side.panel.edition.key}-{side.panel.stage}-{name}.{kind}", papers.MIME[kind])


@office
@require_safe
def panel_export(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything of a panel for a day without this site; no score that the office may not see yet."""
    panel = _office_panel(request, ref)
    data = bundle(actor_of(request), panel, current_language(), now=utc_now())
    return attachment(data, f"panel-{panel.edition.key}-{panel.stage}.zip", "application/zip")


def _page(request: HttpRequest, side: Side) -> HttpResponse:
    if request.method == "POST" and "content" in request.POST:
        return _taken_over(request, side)
    form = SheetFileForm(request.POST, request.FILES) if request.method == "POST" else SheetFileForm()
    if not form.is_valid():
        return _sheets_page(request, side, form, status=REFUSED if form.is_bound else 200)
    read = papers.read_sheet(form.cleaned_data["file"].read(), queries.known_to_sheets(side.panel, side.seats))
    hand_in = form.cleaned_data["hand_in"]
    found = _preview(side, [] if read.faults else read.rows, hand_in)
    faults = [*read.faults, *found.faults]
    if faults:
        told = [labels.fault_words(fault) for fault in sorted(faults, key=lambda fault: fault.line)]
        return _sheets_page(request, side, form, faults=told, status=REFUSED)
    return _preview_page(request, side, read.rows, hand_in, found)


def _preview(side: Side, rows: Sequence[FilledRow], hand_in: bool) -> Preview:
    return queries.sheet_preview(side.actor, side.panel, side.seats, rows, hand_in=hand_in, from_paper=side.from_paper)


def _sheets_page(
    request: HttpRequest, side: Side, form: SheetFileForm, *, faults: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    context = {
        "panel": side.panel,
        "seats": side.seats,
        "own": None if side.from_paper else side.seats[0],
        "form": form,
        "faults": faults,
        "is_scoring": side.panel.state == PanelState.SCORING,
    }
    return render(request, "selection/sheets.html", context, status=status)


def _preview_page(
    request: HttpRequest, side: Side, rows: Sequence[FilledRow], hand_in: bool, found: Preview
) -> HttpResponse:
    content = {"rows": packed(rows), "hand_in": hand_in}
    context = {
        "panel": side.panel,
        "own": None if side.from_paper else side.seats[0],
        "lines": _lines(side, found),
        "empty": found.empty,
        "unchanged": found.unchanged,
        "content": signing.dumps(content, salt=side.salt, compress=True),
        "shown": found.digest,
        "url": side.url,
    }
    return render(request, "selection/sheet_preview.html", context)


def _lines(side: Side, found: Preview) -> list[dict[str, Any]]:
    """Every change in words, text by text."""
    names, language = queries.names_of(side.panel, side.seats), current_language()
    criteria = {item.id: pick(item.name, language)[0] or item.id for item in side.panel.stage_rules.criteria}
    return [
        {
            "text": names[change.row.candidate],
            "person": names[change.row.assessor] if side.from_paper else "",
            "declares": change.declares,
            "cells": [_cell_words(cell, criteria[cell.criterion], language) for cell in change.cells],
            "hands_in": change.hands_in,
        }
        for change in found.changes
    ]


def _cell_words(cell: CellChange, criterion: str, language: str) -> str:
    told = {"criterion": criterion, "before": spelled(cell.score_before), "score": spelled(cell.score)}
    told["comment"] = quoted(cell.comment or "", language)
    if not cell.is_score:
        words = _("%(criterion)s: the comment becomes %(comment)s") if cell.comment else _("%(criterion)s: no comment")
    elif cell.score is None:
        words = _("%(criterion)s: no score any more, instead of %(before)s")
    elif cell.score_before is None:
        words = _("%(criterion)s: %(score)s")
    else:
        words = _("%(criterion)s: %(score)s instead of %(before)s")
    line = words % told
    return f"{line}; {told['comment']}" if cell.is_score and cell.comment else line


def _taken_over(request: HttpRequest, side: Side) -> HttpResponse:
    try:
        content = signing.loads(request.POST["content"], salt=side.salt, max_age=KEEP_SECONDS)
    except signing.BadSignature:
        messages.error(request, _("Please choose the filled sheet once more."))
        return redirect(side.url)
    rows, shown = unpacked(content["rows"]), request.POST.get("shown", "")
    try:
        found = services.take_sheet_in(
            actor=side.actor,
            panel=side.panel,
            seats=side.seats,
            rows=rows,
            hand_in=content["hand_in"],
            from_paper=side.from_paper,
            shown=shown,
            now=utc_now(),
        )
    except NotAllowed as refusal:
        messages.error(request, labels.refusal(refusal.verdict))
        here = [row for row in rows if _is_here(side, row)]
        fresh = _preview(side, here, content["hand_in"])
        told = [labels.fault_words(fault) for fault in fresh.faults]
        if told:
            return _sheets_page(request, side, SheetFileForm(), faults=told, status=REFUSED)
        return _preview_page(request, side, here, content["hand_in"], fresh)
    words = ngettext("%(count)s text was taken over.", "%(count)s texts were taken over.", len(found.changes))
    messages.success(request, words % {"count": len(found.changes)})
    return redirect("selection:panel" if side.from_paper else "selection:seat", ref=side.ref)


def _is_here(side: Side, row: FilledRow) -> bool:
    """Whether the person still sits on the panel."""
    return any(seat.ref == row.assessor for seat in side.seats)
