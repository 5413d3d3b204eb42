"""Entering a place that search does not find, and the office's decision about it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.places import labels, queries, services
from pearls.places.forms import ConfirmPlaceForm, EnterPlaceForm, RefusePlaceForm
from pearls.places.models import Place
from pearls.places.rules import PlaceState, districts_to_choose
from pearls.web.gates import actor_of, office, signed_in
from pearls.web.pagination import page_of

MOST_ALIKE = 5


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def place_enter(request: HttpRequest) -> HttpResponse:
    """Enter a place by hand; the office decides about it."""
    given = {"name": request.GET.get("name", ""), "country": request.GET.get("country", "")}
    form = EnterPlaceForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            place = services.enter_place_by_hand(actor=actor_of(request), now=utc_now(), **form.cleaned_data)
        except NotAllowed as refusal:
            form.add_error(None, str(labels.REASONS[refusal.verdict.reason]))
        else:
            return redirect("places:place-entered", key=place.key)
    return render(request, "places/place_enter.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_safe
def place_entered(request: HttpRequest, key: str) -> HttpResponse:
    """What became of a place entered by hand, for the person who did and for the office."""
    place = _entered_place(request, key)
    return render(request, "places/place_entered.html", {"place": place, "state": labels.STATES[place.state]})


@office
@require_safe
def office_list(request: HttpRequest) -> HttpResponse:
    """The places that wait for a decision."""
    page: Page[Place] = page_of(request, queries.places_waiting())
    return render(request, "places/office_list.html", {"page": page, "countries": labels.COUNTRIES})


@office
@require_http_methods(["GET", "HEAD", "POST"])
def office_place(request: HttpRequest, key: str) -> HttpResponse:
    """Confirm a place with its region, or refuse it with a reason."""
    place = _entered_place(request, key)
    posted = request.POST if request.method == "POST" else None
    is_refusal = bool(posted and "refuse" in posted)
    confirm = ConfirmPlaceForm(None if is_refusal else posted, initial={"kind": place.kind, "district": place.district})
    refuse = RefusePlaceForm(posted if is_refusal else None)
    if posted is not None and _decide(request, place, refuse if is_refusal else confirm, is_refusal=is_refusal):
        return redirect("places:office-list")
    context = {
        "place": place,
        "country": labels.COUNTRIES[place.country],
        "state": labels.STATES[place.state],
        "is_waiting": place.state == PlaceState.ENTERED_BY_HAND,
        "alike": queries.find_places(place.name, limit=MOST_ALIKE, country=place.country),
        "districts": districts_to_choose(queries.facts_of(place)),
        "confirm": confirm,
        "refuse": refuse,
    }
    return render(request, "places/office_place.html", context, status=422 if _has_errors(confirm, refuse) else 200)


def _decide(request: HttpRequest, place: Place, form: Form, *, is_refusal: bool) -> bool:
    """Carry out the decision; whether it was, or the form says why not."""
    if not form.is_valid():
        return False
    said: dict[str, Any] = dict(form.cleaned_data)
    try:
        if is_refusal:
            services.refuse_place(actor=actor_of(request), place=place, reason=said["reason"], now=utc_now())
            messages.success(request, _("%(place)s was refused.") % {"place": place.display_name})
            return True
        parent = _parent(said.pop("legal_parent"), place, form)
        if form.errors:
            return False
        said["nuts2"], said["nuts3"] = said["nuts2"].strip().upper(), said["nuts3"].strip().upper()
        services.confirm_place(actor=actor_of(request), place=place, legal_parent=parent, now=utc_now(), **said)
    except NotAllowed as refusal:
        form.add_error(None, str(labels.REASONS[refusal.verdict.reason]))
        return False
    messages.success(request, _("%(place)s is confirmed and can be found now.") % {"place": place.display_name})
    return True


def _parent(name: str, place: Place, form: Form) -> Place | None:
    if not name.strip():
        return None
    found = queries.find_places(name, limit=1, country=place.country)
    if not found:
        form.add_error("legal_parent", _("No municipality of this name was found in the country."))
        return None
    return found[0]


def _entered_place(request: HttpRequest, key: str) -> Place:
    place = queries.place_entered_by_hand(actor_of(request), key)
    if place is None:
        raise Http404
    return place


def _has_errors(*forms: Form) -> bool:
    return any(form.is_bound and form.errors for form in forms)
