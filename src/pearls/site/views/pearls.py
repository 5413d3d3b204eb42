"""Who the Pearls are: map, list, and a page for each place."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from pearls.kernel.clock import utc_now
from pearls.news import queries as news_queries
from pearls.places import queries as place_queries
from pearls.plans import queries as plan_queries
from pearls.practices import labels as practice_labels
from pearls.practices import queries as practice_queries
from pearls.practices.queries import adoptions as adoption_queries
from pearls.programme import queries as programme_queries
from pearls.programme.rules.office import Outcome
from pearls.site import maps
from pearls.site.forms import PearlFilter
from pearls.titles import queries as title_queries
from pearls.web import formats
from pearls.web.gates import public
from pearls.web.pagination import page_of

MOST_STORIES = 10  # of one Pearl on its page; all of them are in the news
MOST_PRACTICES = 20  # of one place on its page; all of them are in the list of practices


@public
@require_safe
def pearl_list(request: HttpRequest) -> HttpResponse:
    """All Pearls on the map and as a list, filtered by country and year."""
    with_demonstration = request.GET.get("demonstration") == "1"
    pearls = programme_queries.pearls(with_demonstration=with_demonstration)
    everything = list(programme_queries.at_a_glance(pearls))
    form = PearlFilter(request.GET, entries=everything)
    shown = form.apply(everything)
    return render(
        request,
        "site/pearl_list.html",
        {
            "form": form,
            "page": page_of(request, shown, per_page=100),
            "map": maps.map_of_entries(shown),
            "all_count": len(everything),
            "with_demonstration": with_demonstration,
        },
    )


@public
@require_safe
def pearl(request: HttpRequest, key: str) -> HttpResponse:
    """The page of a place that holds or held the title; a place without one is led to its plain page."""
    return _place_page(request, key, as_pearl=True)


@public
@require_safe
def place(request: HttpRequest, key: str) -> HttpResponse:
    """The page of any place; a Pearl is led to its own page."""
    return _place_page(request, key, as_pearl=False)


def _place_page(request: HttpRequest, key: str, *, as_pearl: bool) -> HttpResponse:
    found = place_queries.place_for(key)
    if found is None:
        raise Http404
    entries = list(programme_queries.entries_of_place(found))
    titles = [entry for entry in entries if entry.outcome == Outcome.PEARL]
    if any(not entry.edition.is_history for entry in titles):  # certificates are of titles given here alone
        awarded = {title.edition_id: title for title in title_queries.titles_of_place(found, now=utc_now())}
        for entry in titles:
            entry.title = awarded.get(entry.edition_id)  # type: ignore[attr-defined]
    for entry in titles:
        title = getattr(entry, "title", None)
        entry.has_plan = plan_queries.has_public_plan(found, entry.edition, title)  # type: ignore[attr-defined]
    if bool(titles) != as_pearl:
        return redirect("site:pearl" if titles else "site:place", key=key)
    ceremonies = programme_queries.public_ceremonies(with_demonstration=found.is_demonstration)
    return render(
        request,
        "site/place.html",
        {
            "place": found,
            "titles": titles,
            "title_years": _joined_years(titles),
            "other_names": sorted(pair for pair in found.names.items() if pair[1] not in found.official_names),
            "others": [entry for entry in entries if entry.outcome != Outcome.PEARL],
            "ceremonies": ceremonies.filter(place=found).select_related(None),
            "practices": list(practice_queries.practices_of_place(found)[:MOST_PRACTICES]),
            "adoptions": _adoptions(found),
            "stories": _stories(found) if titles else [],
            "map": maps.map_of_place(found),
        },
    )


def _adoptions(place: Any) -> list[tuple[Any, Any]]:
    """What the place tried of others' practices, each with how it turned out; one query."""
    found = adoption_queries.adoptions_of_place(place)[:MOST_PRACTICES]
    return [(adoption, practice_labels.OUTCOMES[adoption.outcome]) for adoption in found]


def _stories(place: Any) -> list[Any]:
    found = news_queries.stories_of_place(place, reader=formats.current_language(), now=utc_now())
    return list(found[:MOST_STORIES])


def _joined_years(titles: Sequence[Any]) -> str:
    return formats.joined([str(entry.edition.title_year) for entry in titles], formats.current_language())


@public
@require_safe
def place_list(request: HttpRequest) -> HttpResponse:
    """Every place that the record of the editions names."""
    with_demonstration = request.GET.get("demonstration") == "1"
    places = programme_queries.places_in_record(with_demonstration=with_demonstration)
    return render(request, "site/place_list.html", {"page": page_of(request, places, per_page=100)})
