"""One person's seat as the office sees it: the invitation and its day, what they take on, and replacing them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.people import queries as people_queries
from pearls.selection import labels, queries, services
from pearls.selection.forms import AnswerDayForm, ReasonForm, ReplaceForm
from pearls.selection.models import Panel, Seat
from pearls.selection.rules.inviting import is_overdue
from pearls.selection.rules.panels import PanelState, SeatState
from pearls.selection.rules.replacing import unfinished
from pearls.web import formats
from pearls.web.gates import actor_of, office


@office
@require_safe
def panel_seat(request: HttpRequest, ref: str, seat_ref: str) -> HttpResponse:
    panel, seat = _found(request, ref, seat_ref)
    return _page(request, panel, seat)


def _found(request: HttpRequest, ref: str, seat_ref: str) -> tuple[Panel, Seat]:
    """For the office of the edition. Raises: Http404."""
    panel = queries.panel_for(actor_of(request), ref)
    if not actor_of(request).is_office(panel.edition.key):
        raise Http404
    return panel, queries.seat_on(panel, seat_ref)


def _page(
    request: HttpRequest,
    panel: Panel,
    seat: Seat,
    *,
    day_form: AnswerDayForm | None = None,
    replace_form: ReplaceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    found, language = queries.readers_of(panel), formats.current_language()
    topics = queries.topics_of(panel, language) if seat.topics else {}
    open_ones = unfinished(found.pairs, found.done, seat.ref)
    is_scoring, is_invited = panel.state == PanelState.SCORING, seat.state == SeatState.INVITED
    context: dict[str, Any] = {
        "panel": panel,
        "seat": seat,
        "languages": formats.joined([formats.language_name(code, language) for code in seat.languages], language),
        "topics": formats.joined([topics.get(code, code) for code in seat.topics], language),
        "open_texts": [found.names[name] for name in open_ones],
        "is_overdue": is_overdue(
            seat=SeatState(seat.state), answer_on=seat.answer_on, today=queries.local_day(panel, utc_now())
        ),
        "day_form": day_form or AnswerDayForm(initial={"answer_on": seat.answer_on}, auto_id="day-%s"),
        "withdraw_form": ReasonForm(auto_id="withdraw-%s"),
        "replace_form": replace_form or ReplaceForm(auto_id="replace-%s"),
        "asks": is_scoring and is_invited,
        "replaces": is_scoring and seat.is_assessor and (seat.state != SeatState.ENDED or bool(open_ones)),
    }
    return render(request, "selection/panel_seat.html", context, status=status)


@office
@require_POST
def change(request: HttpRequest, ref: str, seat_ref: str) -> HttpResponse:
    """One act of the office on a seat."""
    panel, seat = _found(request, ref, seat_ref)
    acts: dict[str, Callable[[HttpRequest, Panel, Seat], HttpResponse]] = {
        "await": _await,
        "withdraw": _withdraw,
        "replace": _replace,
    }
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    try:
        return act(request, panel, seat)
    except NotAllowed as problem:
        messages.error(request, labels.refusal(problem.verdict))
        return redirect("selection:panel-seat", ref=ref, seat_ref=seat_ref)


def _await(request: HttpRequest, panel: Panel, seat: Seat) -> HttpResponse:
    form = AnswerDayForm(request.POST, auto_id="day-%s")
    if not form.is_valid():
        return _page(request, panel, seat, day_form=form, status=422)
    day = form.cleaned_data["answer_on"]
    services.await_answer(actor=actor_of(request), seat=seat, answer_on=day, now=utc_now())
    messages.success(request, _("The answer is awaited until the new day; a letter says so."))
    return redirect("selection:panel-seat", ref=panel.ref, seat_ref=seat.ref)


def _withdraw(request: HttpRequest, panel: Panel, seat: Seat) -> HttpResponse:
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    services.withdraw_invitation(actor=actor_of(request), seat=seat, reason=reason, now=utc_now())
    messages.success(request, _("The invitation is withdrawn, and the person is told."))
    return redirect("selection:panel", ref=panel.ref)


def _replace(request: HttpRequest, panel: Panel, seat: Seat) -> HttpResponse:
    form = ReplaceForm(request.POST, auto_id="replace-%s")
    person = people_queries.person_by_email(form.cleaned_data["email"]) if form.is_valid() else None
    if not form.errors and person is None:
        form.add_error("email", _("Nobody has an account with this address."))
    if person is None:
        return _page(request, panel, seat, replace_form=form, status=422)
    chosen = form.cleaned_data
    done = services.replace_assessor(
        actor=actor_of(request),
        seat=seat,
        person=person,
        country=chosen["country"],
        reason=chosen["reason"],
        answer_on=chosen["answer_on"],
        now=utc_now(),
    )
    messages.success(request, _("The seat is handed over; both have a letter."))
    names = {dossier.key: dossier.name for dossier in panel.dossiers.all()}
    for name, why in done.handover.left:
        stays = _("Could not be handed over: %(text)s. %(why)s") % {"text": names[name], "why": labels.REFUSALS[why]}
        messages.warning(request, stays)
    return redirect("selection:readers" if done.handover.left else "selection:panel", ref=panel.ref)
