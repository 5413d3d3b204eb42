"""Before the call: whether the people of a panel suffice for the candidates that are expected; nothing is kept."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.places.rules import COUNTRIES
from pearls.selection import queries
from pearls.selection.forms import AheadForm
from pearls.selection.models import Panel
from pearls.selection.rules.ahead import advice, forecast
from pearls.selection.rules.panels import SeatState
from pearls.web import formats
from pearls.web.gates import actor_of, signed_in

ROWS, MORE_ROWS, MOST_ROWS = 8, 3, 40
_ROLES = {(True, True): "both", (True, False): "chair", (False, True): "scores"}


@signed_in
@require_safe
def ahead(request: HttpRequest) -> HttpResponse:
    """Jurors and candidates as somebody supposes them; at first those of a panel, and the candidates of last time."""
    actor = actor_of(request)
    if not queries.may_look_ahead(actor):
        raise Http404
    ref = request.GET.get("panel", "")
    panel = queries.panel_for(actor, ref) if ref else None
    year, before = queries.candidates_before()
    form = _form(request, panel, before)
    context: dict[str, Any] = {"form": form, "panel": panel, "year": year, "is_own_open": _is_own_country_open(panel)}
    if form.is_bound and form.is_valid():
        context |= _answer(form, context["is_own_open"])
    return render(request, "selection/ahead.html", context, status=422 if form.is_bound and form.errors else 200)


def _form(request: HttpRequest, panel: Panel | None, before: dict[str, int]) -> AheadForm:
    people = _people(panel) if panel else []
    asked = request.GET if "wanted" in request.GET else None
    named = sum(f"role-{number}" in request.GET for number in range(MOST_ROWS))
    return AheadForm(
        asked,
        countries=formats.countries_in(formats.current_language(), COUNTRIES),
        rows=min(MOST_ROWS, max(ROWS, len(people) + MORE_ROWS, named)),
        people=people,
        plans=before,
        auto_id="ahead-%s",
    )


def _people(panel: Panel) -> list[tuple[str, int | None, str]]:
    """Everybody who is invited or has accepted."""
    seats = [seat for seat in queries.seats_of(panel) if seat.state != SeatState.DECLINED][:MOST_ROWS]
    return [
        (
            seat.country if seat.country in COUNTRIES else "",
            seat.capacity,
            _ROLES.get((seat.is_chair, seat.is_assessor), ""),
        )
        for seat in seats
    ]


def _is_own_country_open(panel: Panel | None) -> bool:
    """Without a panel there are no rules yet: then everybody stands aside for their own country."""
    return panel is not None and not panel.edition_rules.assessing.own_country_closed


def _answer(form: AheadForm, is_own_open: bool) -> dict[str, Any]:
    assessors, plans, wanted = form.assessors(), form.plans(), form.cleaned_data["wanted"]
    told = forecast(assessors, plans, is_own_country_open=is_own_open, wanted=wanted)
    language = formats.current_language()
    short = [name for code, name in formats.countries_in(language, told.short)]
    return {
        "forecast": told,
        "short": formats.joined(short, language) if short else "",
        "advice": None if told.is_enough else advice(assessors, plans, is_own_country_open=is_own_open, wanted=wanted),
        "needed": wanted * sum(plans.values()),
        "places": sum(one.capacity for one in assessors),
    }
