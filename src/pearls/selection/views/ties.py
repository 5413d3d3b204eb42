"""Ties: to the person what is known here, and to chair and office who is tied to what, and what waits."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.selection import labels, queries, services
from pearls.selection.forms.ties import ConnectionForm, RulingForm
from pearls.selection.labels import ties as tie_labels
from pearls.selection.models import Panel, Seat, Tie
from pearls.selection.rules.panels import PanelState
from pearls.selection.rules.ties import (
    LOOK_BACK_YEARS,
    SHUT_BY_RULE,
    Edge,
    EdgeKind,
    Ruling,
    Source,
    TieKind,
    may_rule,
    state_of,
)
from pearls.selection.rules.ties_picture import picture_of_ties
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, signed_in
from pearls.web.pagination import page_of


@signed_in
@require_http_methods(["GET", "POST"])
def own_ties(request: HttpRequest, ref: str) -> HttpResponse:
    """What is known here of the person who asks, what follows from it on this panel, and saying more."""
    actor = actor_of(request)
    seat = queries.seat_for(actor, ref)
    form = ConnectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.say_connection(
                actor=actor,
                kind=EdgeKind(said["kind"]),
                organisation=said["organisation"],
                place=said["place"],
                since=said["since"],
                until=said["until"],
                now=utc_now(),
            )
        except NotAllowed as problem:
            form.add_error(None, labels.refusal(problem.verdict))
        else:
            messages.success(request, _("Noted, and looked at for every text you are to read."))
            return redirect("selection:own-ties", ref=ref)
    return render(request, "selection/own_ties.html", _own(actor, seat, form), status=422 if form.errors else 200)


def _own(actor: Actor, seat: Seat, form: ConnectionForm) -> dict[str, Any]:
    language = current_language()
    facts = [edge for edge in queries.facts_about([seat], seat.panel.edition.key) if edge.source != Source.SAID]
    return {
        "seat": seat,
        "panel": seat.panel,
        "form": form,
        "years": LOOK_BACK_YEARS,
        "known": [tie_labels.tie_words([_told(edge)], language, to_the_person=True) for edge in facts],
        "said": [
            {"connection": one, "words": tie_labels.connection_words(one, language)}
            for one in queries.connections_of(actor)
        ],
        "ties": [
            {
                "dossier": tie.dossier,
                "words": tie_labels.tie_words(tie.path, language, to_the_person=True),
                "state": state_of(TieKind(tie.kind), Ruling(tie.ruling)),
                "reason": tie.reason,
            }
            for tie in queries.ties_of_seat(seat)
        ],
    }


def _told(edge: Edge) -> dict[str, Any]:
    """A fact as a tie keeps it."""
    on = edge.on.isoformat() if edge.on else None
    return asdict(edge) | {"start": edge.start.name, "end": edge.end.name, "on": on}


@signed_in
@require_POST
def end_connection(request: HttpRequest, ref: str, connection_ref: str) -> HttpResponse:
    actor = actor_of(request)
    seat = queries.seat_for(actor, ref)
    connection = queries.connection_for(actor, connection_ref)
    try:
        services.end_connection(actor=actor, connection=connection, now=utc_now())
    except NotAllowed as problem:
        messages.error(request, labels.refusal(problem.verdict))
    else:
        messages.success(request, _("Noted that it is over."))
    return redirect("selection:own-ties", ref=seat.ref)


@signed_in
@require_safe
def panel_ties(request: HttpRequest, ref: str) -> HttpResponse:
    """Who is tied to which text, how, and what was decided; for chair and office."""
    actor = actor_of(request)
    return _panel_page(request, actor, queries.panel_for(actor, ref))


def _panel_page(
    request: HttpRequest, actor: Actor, panel: Panel, tried: tuple[str, RulingForm] | None = None
) -> HttpResponse:
    page: Page[Tie] = page_of(request, queries.ties_on(panel), per_page=40)
    seats, shut = list(queries.seats_of(panel)), queries.shut_to_chair(panel)
    closed = queries.closed_to(actor, panel)
    rows = [_row(actor, panel, seats, shut, closed, tie, tried) for tie in page.object_list]
    states = [(row["tie"].seat.ref, row["tie"].dossier.ref, row["state"]) for row in rows]
    names = {tie.seat.ref: str(tie.seat.person) for tie in page.object_list}
    names |= {tie.dossier.ref: tie.dossier.name for tie in page.object_list}
    context = {
        "panel": panel,
        "page": page,
        "rows": rows,
        "waiting": sum(row["is_waiting"] for row in rows),
        "picture": picture_of_ties(states, names),
        "zone": panel.edition_rules.dates.zone,
    }
    return render(request, "selection/ties.html", context, status=422 if tried else 200)


def _row(
    actor: Actor,
    panel: Panel,
    seats: list[Seat],
    shut: set[int],
    closed: set[int],
    tie: Any,
    tried: tuple[str, RulingForm] | None,
) -> dict[str, Any]:
    """A tie and whether the reader decides it. What a text names is told to nobody to whom it is shut."""
    judge = queries.judge_of(actor, panel, seats, shut, tie)
    kind, state = TieKind(tie.kind), PanelState(panel.state)
    verdict = may_rule(judge=judge, kind=kind, panel=state, ruling=Ruling.SHUTS, reason=".")
    is_hidden = kind == TieKind.PARTNER and tie.dossier_id in closed and not judge.is_own
    is_tried = tried is not None and tried[0] == tie.ref
    return {
        "tie": tie,
        "state": state_of(kind, Ruling(tie.ruling)),
        "words": "" if is_hidden else tie_labels.tie_words(tie.path, current_language(), to_the_person=False),
        "is_waiting": tie.is_waiting,
        "is_by_rule": kind in SHUT_BY_RULE,
        "form": (tried[1] if tried and is_tried else RulingForm(auto_id=f"{tie.ref}-%s")) if verdict else None,
        "is_tried": is_tried,
        "why_not": "" if verdict or kind in SHUT_BY_RULE else labels.refusal(verdict),
    }


@signed_in
@require_POST
def decide_tie(request: HttpRequest, ref: str, tie_ref: str) -> HttpResponse:
    """The decision about one tie; without a reason the page comes back with what was chosen."""
    actor = actor_of(request)
    panel = queries.panel_for(actor, ref)
    tie: Tie = queries.tie_on(panel, tie_ref)
    form = RulingForm(request.POST, auto_id=f"{tie.ref}-%s")
    ruling = Ruling(form.cleaned_data["ruling"]) if form.is_valid() else Ruling.NONE
    reason = form.cleaned_data.get("reason", "")
    try:
        services.decide_tie(actor=actor, panel=panel, tie=tie, ruling=ruling, reason=reason, now=utc_now())
    except NotAllowed as problem:
        messages.error(request, labels.refusal(problem.verdict))
        if problem.verdict.reason == "reason-missing":
            form.add_error("reason", labels.refusal(problem.verdict))
            return _panel_page(request, actor, panel, (tie.ref, form))
    else:
        messages.success(request, _("The decision is written down."))
    return redirect("selection:ties", ref=panel.ref)
