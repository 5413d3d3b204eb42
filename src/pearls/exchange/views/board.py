"""The board: offers and needs, who fits whom, and where they are written."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pearls.exchange import labels, queries, services
from pearls.exchange.forms import BoardFilter, EntryForm
from pearls.exchange.models import Need, Offer
from pearls.exchange.rules import EntryState
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.web.formats import current_language, joined, language_name, tied
from pearls.web.gates import actor_of, public, signed_in
from pearls.web.pagination import page_of

PER_PAGE = 20


@public
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Offers or needs (`?show=needs`), the newest first; narrowed by topic, language and country."""
    actor, today = actor_of(request), utc_now().date()
    concepts = queries.concept_labels(current_language())
    form = BoardFilter(request.GET, concepts=concepts)
    shows_needs = request.GET.get("show") == "needs"
    find = queries.open_needs if shows_needs else queries.open_offers
    found = queries.narrowed(find(actor, today=today, with_demonstration=settings.IS_DEMO), **form.wish())
    page: Page[Any] = page_of(request, found, per_page=PER_PAGE)
    context = {
        "form": form,
        "page": page,
        "lines": [line_of(entry, concepts) for entry in page.object_list],
        "shows_needs": shows_needs,
        "may_write": actor.is_signed_in and bool(holders_of(actor)),
    }
    return render(request, "exchange/board.html", context)


@signed_in
@require_safe
def fits(request: HttpRequest) -> HttpResponse:
    """The reader's own offers and needs, each with what fits it and why."""
    actor, today, reader = actor_of(request), utc_now().date(), current_language()
    concepts = queries.concept_labels(reader)
    every = {name: words for names in concepts.values() for name, words in names.items()}

    def shown(found: Sequence[queries.Fits]) -> list[dict[str, Any]]:
        return [
            {
                "own": line_of(one.own, concepts),
                "matches": [
                    {
                        "line": line_of(entry, concepts),
                        "points": match.points,
                        "reasons": [labels.match_words(reason, every, reader) for reason in match.reasons],
                    }
                    for match, entry in one.matches
                ],
            }
            for one in found
        ]

    needs, offers = queries.who_fits(actor, today=today)
    rest: list[Offer | Need] = list(queries.own_offers(actor)[: queries.MOST_OWN])
    rest += list(queries.own_needs(actor)[: queries.MOST_OWN])
    resting = [line_of(one, concepts) for one in rest if one.state != EntryState.OPEN or one.last_day < today]
    context = {"needs": shown(needs), "offers": shown(offers), "resting": resting}
    return render(request, "exchange/fits.html", context)


@public
@require_safe
def offer(request: HttpRequest, ref: str) -> HttpResponse:
    """One offer, with the way to ask for it."""
    actor = actor_of(request)
    found = queries.offer_for(actor, ref, today=utc_now().date())
    if found is None:
        raise Http404
    is_own = actor.is_signed_in and queries.holds(actor, place=found.place, person=found.person)
    line = line_of(found, queries.concept_labels(current_language()))
    may_ask = actor.is_signed_in and not is_own and bool(holders_of(actor))
    return render(request, "exchange/offer.html", {"line": line, "is_own": is_own, "may_ask": may_ask})


@signed_in
@require_http_methods(["GET", "POST"])
def offer_new(request: HttpRequest) -> HttpResponse:
    """Offer a visit."""
    return _entry(request, None, is_offer=True)


@signed_in
@require_http_methods(["GET", "POST"])
def need_new(request: HttpRequest) -> HttpResponse:
    """Say what a place wants to learn."""
    return _entry(request, None, is_offer=False)


@signed_in
@require_http_methods(["GET", "POST"])
def offer_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Change an offer, pause it, or take it off the board."""
    return _entry(request, queries.own_offer(actor_of(request), ref), is_offer=True, ref=ref)


@signed_in
@require_http_methods(["GET", "POST"])
def need_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Change a need, pause it, or take it off the board."""
    return _entry(request, queries.own_need(actor_of(request), ref), is_offer=False, ref=ref)


def _entry(request: HttpRequest, entry: Offer | Need | None, *, is_offer: bool, ref: str = "") -> HttpResponse:
    actor, now = actor_of(request), utc_now()
    if ref and entry is None:
        raise Http404
    if entry and request.method == "POST" and (state := request.POST.get("state")) in set(EntryState):
        return _set_state(request, actor, entry, EntryState(str(state)))
    holders = [(_holder_value(entry), _name(entry))] if entry else holders_of(actor)
    form = EntryForm(
        request.POST or None,
        initial=_initial(entry),
        is_offer=is_offer,
        holders=holders,
        concepts=queries.concept_labels(current_language()),
    )
    if request.method == "POST" and form.is_valid():
        try:
            _keep(actor, entry, form, is_offer=is_offer)
        except NotAllowed as refused:
            form.add_error(None, worded(refused))
        else:
            messages.success(request, _("It is on the board."))
            return redirect("exchange:fits")
    context = {"form": form, "entry": entry, "is_offer": is_offer, "has_holders": bool(holders), "now": now}
    return render(request, "exchange/entry.html", context, status=422 if form.errors else 200)


def _keep(actor: Actor, entry: Offer | Need | None, form: EntryForm, *, is_offer: bool) -> None:
    told, now = form.told(), utc_now()
    if isinstance(entry, Offer):
        services.change_offer(actor=actor, offer=entry, told=told, now=now)
    elif entry is not None:
        services.change_need(actor=actor, need=entry, told=told, now=now)
    else:
        place, partner = holder_of(actor, form.cleaned_data["holder"])
        put: Any = services.put_offer if is_offer else services.put_need
        put(actor=actor, told=told, place=place, partner=partner, now=now)


def _set_state(request: HttpRequest, actor: Actor, entry: Offer | Need, state: EntryState) -> HttpResponse:
    try:
        services.set_state(actor=actor, entry=entry, state=state, now=utc_now())
    except NotAllowed as refused:
        messages.error(request, worded(refused))
    else:
        messages.success(request, str(labels.ENTRY_STATES[state]))
    return redirect("exchange:fits")


def holders_of(actor: Actor) -> list[tuple[str, str]]:
    """In whose name the actor may write: places of the network, and partners."""
    places = [(f"place:{place.key}", place.display_name) for place in queries.own_places(actor, now=utc_now())]
    reader = current_language()
    partners = [(f"partner:{one.key}", labels.holder_name(None, one, reader)) for one in queries.own_partners(actor)]
    return places + partners


def holder_of(actor: Actor, value: str) -> tuple[queries.Place | None, queries.Partner | None]:
    """The place or the partner that was chosen. Raises: Http404, for one that is not the actor's."""
    kind, _colon, key = value.partition(":")
    if kind == "place":
        place = next((one for one in queries.own_places(actor, now=utc_now()) if one.key == key), None)
        if place is not None:
            return place, None
    partner = next((one for one in queries.own_partners(actor) if one.key == key), None)
    if partner is None:
        raise Http404
    return None, partner


def line_of(entry: Offer | Need, concepts: dict[str, dict[str, str]]) -> dict[str, Any]:
    """An entry in the reader's words, with nothing private of a need in it."""
    reader = current_language()
    every = {name: words for names in concepts.values() for name, words in names.items()}
    is_offer = isinstance(entry, Offer)
    times = [one for one in entry.times if one.last >= utc_now().date()]  # what is over only where all is
    return {
        "entry": entry,
        "is_offer": is_offer,
        "name": _name(entry),
        "days": tied(labels.times_words(times or entry.times, reader)),
        "country": entry.place.country if entry.place else entry.partner.country if entry.partner else "",
        "population": entry.place.population if entry.place else None,
        "topics": [every[name] for name in entry.concepts if name in every],
        "languages": joined([language_name(code, reader) for code in entry.languages], reader),
        "access": [labels.ACCESS[code] for code in entry.access if code in labels.ACCESS] if is_offer else [],
        "has_access_needs": not is_offer and bool(entry.access),
        "state": labels.ENTRY_STATES[entry.state],
        "is_open": entry.state == EntryState.OPEN,
    }


def worded(refused: NotAllowed) -> str:
    """Why not, in the reader's words."""
    return labels.reason_words(refused.verdict.reason, dict(refused.verdict.detail))


def _name(entry: Offer | Need) -> str:
    return labels.holder_name(entry.place, entry.partner, current_language())


def _holder_value(entry: Offer | Need) -> str:
    return f"place:{entry.place.key}" if entry.place else f"partner:{entry.partner.key}" if entry.partner else ""


def _initial(entry: Offer | Need | None) -> dict[str, Any]:
    if entry is None:
        return {"languages": [current_language()]}
    names = ("text", "languages", "seats", "access", "is_public")
    initial = {name: getattr(entry, name) for name in names} | {"holder": _holder_value(entry)}
    for number, one in enumerate(entry.times, start=1):
        initial |= {f"first_{number}": one.first, f"last_{number}": one.last}
    for scheme in queries.SCHEMES:
        initial[scheme] = [name for name in entry.concepts if name.startswith(f"{scheme}:")]
    if isinstance(entry, Offer):
        return initial | {"guest_pays": entry.guest_pays}
    return initial | {"budget": None if entry.budget_cents is None else f"{entry.budget_cents / 100:.2f}"}
