"""The programme behind the title, its partners, and where every fact comes from."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.programme import queries as programme_queries
from pearls.site import maps, wording
from pearls.web.gates import public


@public
@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    """The project sheet's facts, the two published totals, and the one budget line that is published whole."""
    found = _programme()
    partners = list(programme_queries.partners())
    return render(
        request,
        "site/programme.html",
        {
            "programme": found,
            "facts": found.facts,
            "partner_count": len(partners),
            "budgets": [partner for partner in partners if partner.budget_total_cents is not None],
        },
    )


@public
@require_safe
def partner_list(request: HttpRequest) -> HttpResponse:
    """The partners as the project sheet numbers them, on the map and as a table."""
    partners = list(programme_queries.partners())
    return render(request, "site/partner_list.html", {"partners": partners, "map": maps.map_of_partners(partners)})


@public
@require_safe
def source_list(request: HttpRequest) -> HttpResponse:
    """Every page that our facts were read from, by site."""
    addresses = programme_queries.all_sources()
    by_host: dict[str, list[str]] = {}
    for address in addresses:
        by_host.setdefault(wording.host_of(address), []).append(address)
    groups: list[tuple[str, list[str]]] = sorted(by_host.items())
    return render(request, "site/source_list.html", {"groups": groups, "count": len(addresses)})


def _programme() -> Any:
    if not programme_queries.has_data():
        raise Http404
    return programme_queries.default_programme()
