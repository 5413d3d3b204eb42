"""Practices to look through, and a page for each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.practices import labels, queries
from pearls.practices.forms import FACETS, PracticeFilter
from pearls.practices.models import Practice
from pearls.practices.queries import Term
from pearls.web import maps
from pearls.web.formats import current_language
from pearls.web.gates import public
from pearls.web.pagination import page_of

PER_PAGE = 20
SHOWN_BESIDE = ("challenge", "resilience_dimension", "cultural_field", "target_group", "method", "organisation_type")


@dataclass(frozen=True)
class Result:
    """One practice in a list, with the challenges it answers."""

    practice: Practice
    challenges: list[Term]


@public
@require_safe
def practice_list(request: HttpRequest) -> HttpResponse:
    """All practices, narrowed by what they answer to, for whom, how and where; with a map of those on the page."""
    everything = queries.public_practices()
    terms = queries.terms(current_language())
    form = PracticeFilter(
        request.GET,
        terms=terms.values(),
        countries=(countries := queries.counted_by_country(everything)),
        years=(years := queries.counted_by_year(everything)),
    )
    wish = form.wish()
    shown = queries.narrowed(everything, wish)
    form.show_counts(
        queries.counted(shown),
        queries.counted_by_country(shown) if wish else countries,
        queries.counted_by_year(shown) if wish else years,
    )
    page: Page[Practice] = page_of(request, queries.listed(shown, form.order_asked()), per_page=PER_PAGE)
    practices = list(page.object_list)
    context = {
        "form": form,
        "page": page,
        "results": _results(practices, terms),
        "map": _map_of(practices),
        "all_count": sum(countries.values()),
    }
    return render(request, "practices/practice_list.html", context)


@public
@require_safe
def practice(request: HttpRequest, key: str) -> HttpResponse:
    """One practice: what it answered to, what was done, what came of it, what it may give to another place."""
    found = queries.practice_for(key)
    if found is None:
        raise Http404
    terms = queries.terms(current_language())
    named = [terms[pk] for pk in queries.names_of([found]).get(found.pk, ())]
    context = {
        "practice": found,
        "trail": [(_("Practices"), reverse("practices:practice-list")), (found.title, "")],
        "groups": _groups(named),
        "status": next((term for term in named if term.scheme == "status"), None),
        "map": maps.locator_map(found.lat, found.lon, name=found.place_name or found.title),
    }
    return render(request, "practices/practice.html", context)


def _results(practices: Sequence[Practice], terms: Mapping[int, Term]) -> list[Result]:
    named = queries.names_of(practices)
    return [
        Result(one, [terms[pk] for pk in named.get(one.pk, ()) if terms[pk].scheme == "challenge"]) for one in practices
    ]


def _groups(named: Iterable[Term]) -> list[tuple[Any, list[tuple[Term, str]]]]:
    """What a practice names, by scheme; each with the address of all that name it, where a list can be narrowed so."""
    url = reverse("practices:practice-list")
    groups = []
    for scheme in SHOWN_BESIDE:
        found = [
            (term, f"{url}?{scheme}={term.key}" if scheme in FACETS else "") for term in named if term.scheme == scheme
        ]
        if found:
            groups.append((labels.SCHEMES[scheme], found))
    return groups


def _map_of(practices: Iterable[Any]) -> SafeString:
    """The practices that have a point, each a link to its page."""
    pins = [
        maps.Pin(
            names=(one.place_name or one.title,),
            lat=one.lat,
            lon=one.lon,
            href=reverse("practices:practice", args=[one.key]),
            note=one.title,
            level=maps.Level.PLACE,
            has_label=False,
        )
        for one in practices
        if one.lat is not None
    ]
    return maps.baltic_map(pins, title=_("Where these practices come from")) if pins else SafeString("")
