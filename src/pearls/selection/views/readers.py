"""Who reads what on a panel: the people and what they take, a proposal with its reasons, and changes."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.selection import labels, queries, services
from pearls.selection.forms import AssessorsForm, ProposeForm, ReaderForm, ReasonForm
from pearls.selection.models import Dossier, Panel, Seat
from pearls.selection.rules.panels import AssignmentState, PanelState, SeatState
from pearls.selection.rules.readers import reasons_for
from pearls.selection.rules.replacing import takers_for
from pearls.web import formats
from pearls.web.gates import actor_of, office, signed_in


@signed_in
@require_safe
def readers(request: HttpRequest, ref: str) -> HttpResponse:
    return _page(request, queries.panel_for(actor_of(request), ref))


def _page(
    request: HttpRequest, panel: Panel, assessors_form: AssessorsForm | None = None, status: int = 200
) -> HttpResponse:
    found, actor = queries.readers_of(panel), actor_of(request)
    is_scoring = panel.state == PanelState.SCORING
    is_named = any(one.topics for one in found.dossiers) or any(seat.topics for seat in found.seats)
    topics = queries.topics_of(panel, formats.current_language()) if is_named else {}
    context: dict[str, Any] = {
        "panel": panel,
        "found": found,
        "state": panel.assignment,
        "is_open": panel.assignment == AssignmentState.NONE,
        "is_proposed": panel.assignment == AssignmentState.PROPOSED,
        "is_in_force": panel.assignment == AssignmentState.IN_FORCE,
        "acts": actor.is_office(panel.edition.key) and is_scoring,
        "texts": _texts(found, topics, queries.closed_to(actor, panel)),
        "loads": _loads(found, topics),
        "faults": [labels.fault_text(fault, found.names) for fault in found.faults],
        "assessors_form": assessors_form or _assessors_form(found),
        "propose_form": ProposeForm(initial={"per_text": panel.per_text or queries.usual_readers(panel)}),
        "add_form": _reader_form(found, "add"),
        "remove_form": _reader_form(found, "remove"),
        "lift_form": ReasonForm(auto_id="lift-%s"),
    }
    return render(request, "selection/readers.html", context, status=status)


def _texts(found: queries.Readers, topics: Mapping[str, str], closed: set[int]) -> list[dict[str, Any]]:
    """Each text with who reads it, and what speaks for each pair in words; of one that is closed nobody's name."""
    language = formats.current_language()
    counts = Counter(who for _name, who in found.pairs)
    by_text: dict[str, list[dict[str, Any]]] = {dossier.key: [] for dossier in found.dossiers}
    for one in found.assignments:
        pair = (one.dossier.key, one.seat.ref)
        why = reasons_for(found.question, pair, counts[pair[1]]) if pair[1] in found.question.by_assessor else []
        words = [labels.for_pair_text(remark, language, topics) for remark in why]
        more = {"ref": one.seat.ref, "is_coming": one.seat.state == SeatState.INVITED, "is_done": pair in found.done}
        by_text[pair[0]].append({"name": str(one.seat.person), "why": words, "reason": one.reason, **more})
    short = {fault.detail["application"] for fault in found.faults if fault.code == "too-few"}
    return [
        {
            "dossier": one,
            "is_closed": one.pk in closed,
            "readers": [] if one.pk in closed else by_text[one.key],
            "is_short": one.key in short,
            "takers": [] if one.pk in closed else _takers(found, one, short),
        }
        for one in found.dossiers
    ]


def _takers(found: queries.Readers, dossier: Dossier, short: set[str]) -> list[str]:
    """Who else could take a text that has too few, with how much they have."""
    if dossier.key not in short:
        return []
    return [
        _("%(name)s (has %(count)s of at most %(capacity)s)")
        % {"name": found.names[one.id], "count": count, "capacity": one.capacity}
        for one, count in takers_for(found.question, found.pairs, found.aside, dossier.key)
    ]


def _loads(found: queries.Readers, topics: Mapping[str, str]) -> list[dict[str, Any]]:
    language, most = formats.current_language(), found.question.by_assessor
    counts = Counter(who for _name, who in found.pairs)
    return [
        {
            "seat": seat,
            "count": counts[seat.ref],
            "capacity": most[seat.ref].capacity,
            "topics": formats.joined([topics.get(code, code) for code in seat.topics], language),
        }
        for seat in found.seats
    ]


def _assessors_form(found: queries.Readers, data: Any = None) -> AssessorsForm:
    return AssessorsForm(
        data, seats=[(seat.ref, str(seat.person), seat.capacity, seat.languages) for seat in found.seats]
    )


def _reader_form(found: queries.Readers, name: str, data: Any = None) -> ReaderForm:
    people = {seat.ref: str(seat.person) for seat in found.seats}
    if name == "remove":
        people |= {one.seat.ref: str(one.seat.person) for one in found.assignments}
    texts = [(dossier.key, dossier.name) for dossier in found.dossiers]
    return ReaderForm(data, dossiers=texts, seats=people.items(), auto_id=f"{name}-%s")


@office
@require_POST
def change(request: HttpRequest, ref: str) -> HttpResponse:
    """One act of the office on who reads what."""
    panel = queries.panel_for(actor_of(request), ref)
    name = request.POST.get("act", "")
    if name == "describe":
        return _describe(request, panel)
    acts: dict[str, tuple[Callable[[HttpRequest, Panel, datetime], Any], str]] = {
        "propose": (_propose, _("Here is a proposal. It binds nobody until you take it over.")),
        "add": (_add, _("The text is given to that person.")),
        "remove": (_remove, _("The text is taken from that person.")),
        "take-over": (_take_over, _("From now on only those a text is given to score it.")),
        "lift": (_lift, _("Everybody who has no conflict of interest scores everything again.")),
    }
    if name not in acts:
        raise Http404
    act, words = acts[name]
    try:
        act(request, panel, utc_now())
    except NotAllowed as problem:
        messages.error(request, labels.refusal(problem.verdict))
    else:
        messages.success(request, words)
    return redirect("selection:readers", ref=ref)


def _describe(request: HttpRequest, panel: Panel) -> HttpResponse:
    form = _assessors_form(queries.readers_of(panel), request.POST)
    if not form.is_valid():
        return _page(request, panel, form, status=422)
    try:
        services.describe_assessors(actor=actor_of(request), panel=panel, described=form.described(), now=utc_now())
    except NotAllowed as problem:
        messages.error(request, labels.refusal(problem.verdict))
    else:
        messages.success(request, _("Saved."))
    return redirect("selection:readers", ref=panel.ref)


def _propose(request: HttpRequest, panel: Panel, now: datetime) -> None:
    form = ProposeForm(request.POST)
    if not form.is_valid():
        raise Http404
    services.propose_assignment(actor=actor_of(request), panel=panel, per_text=form.cleaned_data["per_text"], now=now)


def _add(request: HttpRequest, panel: Panel, now: datetime) -> None:
    dossier, seat, reason = _pair(request, panel, "add")
    services.add_reader(actor=actor_of(request), panel=panel, dossier=dossier, seat=seat, reason=reason, now=now)


def _remove(request: HttpRequest, panel: Panel, now: datetime) -> None:
    dossier, seat, reason = _pair(request, panel, "remove")
    services.remove_reader(actor=actor_of(request), panel=panel, dossier=dossier, seat=seat, reason=reason, now=now)


def _pair(request: HttpRequest, panel: Panel, name: str) -> tuple[Dossier, Seat, str]:
    """What was chosen. Raises: Http404."""
    found = queries.readers_of(panel)
    form = _reader_form(found, name, request.POST)
    if not form.is_valid():
        raise Http404
    seats = {one.seat.ref: one.seat for one in found.assignments} | {seat.ref: seat for seat in found.seats}
    chosen = form.cleaned_data
    return queries.dossier_on(panel, chosen["dossier"]), seats[chosen["seat"]], chosen["reason"]


def _take_over(request: HttpRequest, panel: Panel, now: datetime) -> None:
    services.take_assignment_over(actor=actor_of(request), panel=panel, now=now)


def _lift(request: HttpRequest, panel: Panel, now: datetime) -> None:
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    services.lift_assignment(actor=actor_of(request), panel=panel, reason=reason, now=now)
