"""The home page, and what can be applied for now."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.kernel.clock import utc_now
from pearls.news import queries as news_queries
from pearls.practices import queries as practice_queries
from pearls.practices import rules as practice_rules
from pearls.programme import queries as programme_queries
from pearls.site import calls, maps
from pearls.web.formats import current_language
from pearls.web.gates import public

MOST_CARDS = 4


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Who the Pearls are, what is open and new, which practices are worth stealing, how it works; six queries."""
    now = utc_now()
    pearls = list(programme_queries.at_a_glance(programme_queries.pearls()))
    newest_year = pearls[0].edition.title_year if pearls else None
    newest = [entry for entry in pearls if entry.edition.title_year == newest_year]
    return render(
        request,
        "site/home.html",
        {
            "map": maps.map_of_entries(pearls),
            "newest": newest[:MOST_CARDS],
            "newest_year": newest_year,
            "pearl_count": len(pearls),
            "call": next(iter(calls.open_now(now)), None),
            "news": news_queries.latest(reader=current_language(), now=now, with_demonstration=settings.IS_DEMO),
            "practices": practice_queries.practices_of_week(practice_rules.week_of(now.date())),
        },
    )


@public
@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """Every call that is open now, and when the last one closed where none is."""
    return render(
        request,
        "site/call_list.html",
        {"calls": calls.open_now(utc_now()), "editions": programme_queries.public_editions()},
    )
