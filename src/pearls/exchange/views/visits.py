"""Visits: asking for one, the list of one's own, and the file with its acts."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.exchange import labels, queries, rules, services
from pearls.exchange.forms import FORMS, AskForm, DatesForm, LegForm, ReportForm, ReportPhotoForm, values_of
from pearls.exchange.models import Visit
from pearls.exchange.rules import Mode, Part, Side, VisitState
from pearls.exchange.services import Added
from pearls.exchange.services.filing import made_from
from pearls.exchange.views.board import holder_of, holders_of, line_of, worded
from pearls.files import labels as file_labels
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.practices import queries as practice_queries
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, signed_in
from pearls.web.pagination import page_of


@signed_in
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask a host for a visit; with `?need=` what the need says is filled in."""
    actor, now = actor_of(request), utc_now()
    offer, holders = queries.offer_for(actor, ref, today=now.date()), holders_of(actor)
    if offer is None or not holders:
        raise Http404
    need = queries.own_need(actor, request.GET.get("need", "")) if request.GET.get("need") else None
    offered = rules.from_day(offer.times, now.date()) or offer.times
    initial: dict[str, Any] = {"question": need.text, "seats": need.seats} if need else {}
    first = next(iter(rules.meetings(offered, need.times) if need else ()), offered[0]).first
    initial |= {"first_day": first, "last_day": first}
    form = AskForm(request.POST or None, initial=initial, holders=holders)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        place, partner = holder_of(actor, typed.pop("holder"))
        try:
            made = services.ask_for_visit(
                actor=actor, offer=offer, place=place, partner=partner, need=need, now=now, **typed
            )
        except NotAllowed as refused:
            form.add_error(None, worded(refused))
        else:
            messages.success(request, _("The host has your question and answers by letter."))
            return redirect("exchange:visit", ref=made.ref)
    line = line_of(offer, queries.concept_labels(current_language()))
    return render(request, "exchange/ask.html", {"form": form, "line": line}, status=422 if form.errors else 200)


@signed_in
@require_safe
def visit_list(request: HttpRequest) -> HttpResponse:
    """The visits of the reader's places and partners."""
    shown: Page[Visit] = page_of(request, queries.visits_of(actor_of(request)))
    return render(request, "exchange/visit_list.html", {"page": shown, "lines": lines_of(list(shown.object_list))})


@signed_in
@require_safe
def visit(request: HttpRequest, ref: str) -> HttpResponse:
    """The file of one visit."""
    found = queries.visit_and_sides_for(actor_of(request), ref)
    if found is None:
        raise Http404
    return page(request, found[0], found[1])


@signed_in
@require_POST
def add(request: HttpRequest, ref: str, part: str) -> HttpResponse:
    """Write a line into the file, or take one out (`remove`)."""
    actor, found, now = actor_of(request), visit_of(request, ref), utc_now()
    if part not in set(Part):
        raise Http404
    kind = Part(part)
    if request.POST.get("remove"):
        line = request.POST["remove"]
        return attempt(
            request, found, lambda: services.remove_line(actor=actor, visit=found, part=kind, ref=line, now=now)
        )
    form = FORMS[kind](request.POST)
    if not form.is_valid():
        return page(request, found, wrong={kind: form})
    try:
        services.add_line(actor=actor, visit=found, added=Added(kind, values_of(kind, form)), now=now)
    except NotAllowed as refused:
        form.add_error(None, worded(refused))
        return page(request, found, wrong={kind: form})
    messages.success(request, _("It is in the file."))
    return redirect("exchange:visit", ref=ref)


@signed_in
@require_POST
def report(request: HttpRequest, ref: str) -> HttpResponse:
    """One side tells what it saw and takes home."""
    actor, found = actor_of(request), visit_of(request, ref)
    form = ReportForm(request.POST, sides=tuple(Side))
    if form.is_valid():
        typed = dict(form.cleaned_data)
        side = Side(typed.pop("side"))
        try:
            services.write_report(actor=actor, visit=found, side=side, now=utc_now(), **typed)
        except NotAllowed as refused:
            form.add_error(None, worded(refused))
        else:
            messages.success(request, _("The report is in the file."))
            return redirect("exchange:visit", ref=ref)
    return page(request, found, report_form=form)


@signed_in
@require_POST
def act(request: HttpRequest, ref: str) -> HttpResponse:
    """Agree, decline, propose dates, call off, show an address, tell of a promise, close, make a practice."""
    actor, found, now = actor_of(request), visit_of(request, ref), utc_now()
    wanted, because = request.POST.get("act", ""), request.POST.get("because", "")[:2000]
    if wanted == "propose":
        return _propose(request, actor, found)
    if wanted == "practice":
        return _practice(request, actor, found)
    acts: dict[str, Callable[[], object]] = {
        "accept": lambda: services.accept_visit(actor=actor, visit=found, now=now),
        "decline": lambda: services.decline_visit(actor=actor, visit=found, because=because, now=now),
        "cancel": lambda: services.cancel_visit(actor=actor, visit=found, because=because, now=now),
        "share": lambda: services.share_contact(actor=actor, visit=found, is_shared=True, now=now),
        "hide": lambda: services.share_contact(actor=actor, visit=found, is_shared=False, now=now),
        "close": lambda: services.close_visit(actor=actor, visit=found, now=now),
        "outcome": lambda: services.say_outcome(
            actor=actor,
            visit=found,
            promise=request.POST.get("promise", ""),
            outcome=request.POST.get("outcome", ""),
            why=request.POST.get("why", "")[:2000],
            now=now,
        ),
    }
    if wanted not in acts:
        raise Http404
    return attempt(request, found, acts[wanted])


def lines_of(visits: list[Visit]) -> list[dict[str, Any]]:
    """Visits as a list shows them."""
    reader = current_language()
    return [
        {
            "visit": one,
            "host": labels.holder_name(one.offer.place, one.offer.partner, reader),
            "guest": labels.holder_name(one.guest_place, one.guest_partner, reader),
            "state": labels.STATES[one.state],
            "tone": labels.TONES[one.state],
        }
        for one in visits
    ]


def _propose(request: HttpRequest, actor: Actor, found: Visit) -> HttpResponse:
    form = DatesForm(request.POST)
    if not form.is_valid():
        return page(request, found, dates_form=form)
    typed = form.cleaned_data
    return attempt(request, found, lambda: services.propose_dates(actor=actor, visit=found, now=utc_now(), **typed))


def _practice(request: HttpRequest, actor: Actor, found: Visit) -> HttpResponse:
    side = request.POST.get("side", "")
    if side not in set(Side):
        raise Http404
    try:
        draft = services.draft_practice(
            actor=actor, visit=found, side=Side(side), language=current_language(), now=utc_now()
        )
    except NotAllowed as refused:
        messages.error(request, worded(refused))
        return redirect("exchange:visit", ref=found.ref)
    messages.success(request, _("The draft is begun. Complete it and send it to the editors."))
    return redirect("practices:contribution", ref=draft.ref)


def attempt(request: HttpRequest, found: Visit, wanted: Callable[[], object]) -> HttpResponse:
    """Do it, and say on the page of the visit that it was done or why not."""
    try:
        wanted()
    except NotAllowed as refused:
        messages.error(request, worded(refused))
    else:
        messages.success(request, _("Done."))
    return redirect("exchange:visit", ref=found.ref)


def page(request: HttpRequest, found: Visit, sides: frozenset[Side] | None = None, **shown: Any) -> HttpResponse:
    """The file of a visit; `shown` holds forms that were typed wrong."""
    actor, now = actor_of(request), utc_now()
    sides = queries.sides_of(actor, found) if sides is None else sides
    state = VisitState(found.state)
    wrong: dict[Part, forms.Form] = shown.get("wrong", {})
    may_share = bool(rules.may_share(sides=sides, state=state))
    may_report = any(
        rules.may_report(is_on_side=side in sides, state=state, last_day=found.last_day, today=now.date())
        for side in Side
    )
    context = {
        **lines_of([found])[0],
        "agenda": list(found.agenda.all()),
        "people": [(one, labels.SIDES[one.side]) for one in found.participants.select_related("person")],
        "legs": [(one, labels.MODES[one.mode], Mode(one.mode) in MUSCLES) for one in found.legs.all()],
        "costs": [(one, labels.COST_KINDS[one.kind], labels.SIDES[one.payer]) for one in found.costs.all()],
        "promises": [(one, labels.SIDES[one.side], labels.OUTCOMES.get(one.outcome)) for one in found.promises.all()],
        "outcomes": list(labels.OUTCOMES.items()),
        "reports": [_report(one, sides, state, shown.get("photo_form")) for one in found.reports.all()],
        "sums": queries.sums_of(found),
        "factor": queries.factors()[Mode.TRAIN],
        "detour": rules.DETOURS[Mode.TRAIN] - 100,
        "detour_air": rules.DETOURS[Mode.PLANE] - 100,
        "may_answer": bool(rules.may_answer(sides=sides, state=state)),
        "is_asked": state == VisitState.ASKED,
        "may_cancel": bool(rules.may_cancel(sides=sides, state=state, because="-")),
        "may_add": bool(rules.may_add(sides=sides, state=state)),
        "may_share": may_share,
        "has_shared": any(getattr(found, f"{side}_contact_id") for side in sides),
        "contacts": [found.host_contact, found.guest_contact] if _are_shared(found) and sides else [],
        "shows_access": bool(found.access_detail) and _sees_access(sides, state),
        "may_report": may_report,
        "must_report": may_report and not sides & {one.side for one in found.reports.all()},
        "is_held": state == VisitState.HELD and bool(sides),
        "is_after": state in (VisitState.HELD, VisitState.CLOSED),
        "practices": _practices(found),
        "parts": {part.value: wrong.get(part) or _empty(part, found) for part in Part},
        "dates_form": shown.get("dates_form") or DatesForm(initial=_days(found)),
        "report_form": shown.get("report_form") or _report_form(found, sides),
    }
    has_errors = bool(wrong) or bool(shown)
    return render(request, "exchange/visit.html", context, status=422 if has_errors else 200)


MUSCLES = (Mode.BIKE, Mode.FOOT)


def _practices(found: Visit) -> list[Any]:
    return list(practice_queries.contributions_made_from(made_from(found, "")))


def _are_shared(found: Visit) -> bool:
    return bool(found.host_contact and found.guest_contact) and found.state in rules.TAKES_SEATS


def _sees_access(sides: frozenset[Side], state: VisitState) -> bool:
    """What persons need is read by the guest itself, and by the host once the visit is agreed; by nobody else."""
    return Side.GUEST in sides or (Side.HOST in sides and state in rules.TAKES_SEATS)


def _days(found: Visit) -> dict[str, Any]:
    return {"first_day": found.first_day, "last_day": found.last_day}


def _empty(part: Part, found: Visit) -> forms.Form:
    initial: dict[str, Any] = {}
    if part == Part.AGENDA:
        initial = {"day": found.first_day}
    elif FORMS[part] is LegForm:
        reader = current_language()
        initial = {
            "from_name": labels.holder_name(found.guest_place, found.guest_partner, reader),
            "to_name": labels.holder_name(found.offer.place, found.offer.partner, reader),
            "persons": found.seats,
            "vehicles": 1,
        }
    return FORMS[part](initial=initial, auto_id=f"{part}_%s")


def _report_form(found: Visit, sides: frozenset[Side]) -> ReportForm:
    own = next((one for one in found.reports.all() if one.side in sides), None)
    names = ("side", "saw", "take_home", "tell_others", "people_met")
    initial = {name: getattr(own, name) for name in names} if own else {}
    return ReportForm(initial=initial, sides=sorted(sides) or tuple(Side), auto_id="report_%s")


def _report(
    one: Any, sides: frozenset[Side], state: VisitState, typed: tuple[str, forms.Form] | None
) -> dict[str, Any]:
    """What a side told, with its photos and, for those of that side, the form for one more."""
    is_own = one.side in sides
    may_show = rules.may_show(is_on_side=is_own, has_report=True, state=state, has_consent=True)
    form = typed[1] if typed and typed[0] == one.side else ReportPhotoForm(auto_id=f"photo_{one.side}_%s")
    return {
        "report": one,
        "side": labels.SIDES[one.side],
        "is_own": is_own,
        "photos": file_labels.with_licences(one.photos.all()),
        "may_show": bool(may_show),
        "form": form,
    }


def visit_of(request: HttpRequest, ref: str) -> Visit:
    """A visit that the reader has the file of. Raises: Http404."""
    found = queries.visit_for(actor_of(request), ref)
    if found is None:
        raise Http404
    return found
