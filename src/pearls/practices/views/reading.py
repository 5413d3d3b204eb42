"""Practices to look through, and a page for each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.practices import labels, queries
from pearls.practices.forms import PracticeFilter
from pearls.practices.forms.saving import SaveSearchForm
from pearls.practices.models import Practice
from pearls.practices.queries import Term
from pearls.practices.queries.adoptions import tried_counts, with_tried_count
from pearls.practices.queries.translations import headings_of
from pearls.practices.rules import MAX_NAME
from pearls.practices.rules.needs import heard
from pearls.practices.rules.translations import Told
from pearls.practices.views.adoptions import tried_context
from pearls.practices.views.languages import words_context
from pearls.practices.views.open_data import ways_out
from pearls.practices.views.public import changes_context, gone, is_told_here, photos_context
from pearls.practices.views.saving import words_of
from pearls.practices.views.telling import contents_of, sections_of
from pearls.web import maps
from pearls.web.formats import current_language, language_name
from pearls.web.gates import actor_of, public
from pearls.web.pagination import page_of

PER_PAGE = 20
MOST_HITS = 1_000  # who goes through fifty pages asks better in other words
SHOWN_BESIDE = ("challenge", "resilience_dimension", "cultural_field", "target_group", "method", "organisation_type")


@dataclass(frozen=True)
class Result:
    """One practice in a list: the challenges it answers, or by which concepts and words a search found it."""

    practice: Practice
    challenges: list[Term]
    matched: list[str]
    tried_count: int  # in how many places
    title: Told
    summary: Told


@dataclass(frozen=True)
class Chosen:
    """A choice that narrows the list: by what, which, and the address of the list without it."""

    label: str
    words: str
    without: str


@public
@require_safe
def practice_list(request: HttpRequest) -> HttpResponse:
    """Practices to search and to narrow by what they answer to, for whom, how and where; with a map of the page."""
    known, language = queries.known_vocabulary(), current_language()
    everything = queries.public_practices(with_demonstration=settings.IS_DEMO)  # what is invented says so
    terms = known.terms(language)
    facts = queries.counted_facts(everything)
    form = PracticeFilter(request.GET, terms=terms.values(), facts=facts)
    all_count, wish = facts.number, form.wish()
    shown, found = queries.narrowed(everything, wish), None
    if form.words():
        among = shown if wish or settings.IS_DEMO else None
        found = queries.search(form.words(), language, among=among, known=known, practice_count=all_count)
        shown = shown.filter(pk__in=[hit.practice for hit in found.hits[:MOST_HITS]])
    if wish or found:
        facts = queries.counted_facts(shown)
    is_plain = not (found or wish or settings.IS_DEMO)
    form.show_counts(queries.counted_of_public() if is_plain else queries.counted(shown), facts)
    page, results = _page(request, shown, form, found, terms)
    context = {
        "form": form,
        "chosen": _chosen(form),
        "page": page,
        "results": results,
        "map": _map_of(result.practice for result in results),
        "all_count": all_count,
        "understood": _understood(found, terms),
        "asked": form.asked(),
        "feed_address": f"{reverse('practices:feed')}?{urlencode(form.asked())}",
        "save_form": SaveSearchForm(initial={"name": words_of(form)[:MAX_NAME]}),
        "is_need": heard(form.words()).has_figures,
        "languages": _languages(result.title.language for result in results),
        "has_unchecked": any(result.title.is_unchecked or result.summary.is_unchecked for result in results),
    }
    return render(request, "practices/practice_list.html", context)


def _chosen(form: PracticeFilter) -> list[Chosen]:
    """What narrows the list, each with the address of the list without it."""
    asked = form.asked()
    return [
        Chosen(label, words, "?" + urlencode({key: value for key, value in asked.items() if key != name}))
        for name, label, words in form.chosen()
    ]


def _page(
    request: HttpRequest,
    shown: QuerySet[Practice],
    form: PracticeFilter,
    found: queries.Found | None,
    terms: Mapping[int, Term],
) -> tuple[Page[Any], list[Result]]:
    """The page that is asked for: of a search by how well they answer, else in the order that was chosen."""
    if found is None:
        page: Page[Any] = page_of(request, queries.listed(shown, form.order_asked()), per_page=PER_PAGE)
        return page, _results(list(page.object_list), terms)
    page = page_of(request, found.hits[:MOST_HITS], per_page=PER_PAGE)
    found_here = queries.listed(queries.public_practices(with_demonstration=True))
    rows = with_tried_count(found_here).in_bulk([hit.practice for hit in page])
    return page, _hits([rows[hit.practice] for hit in page], queries.matched_in(page, terms.values()))


def _understood(found: queries.Found | None, terms: Mapping[int, Term]) -> list[tuple[str, list[str]]]:
    """What the words of a search were taken for: each with the concepts that it may name."""
    if found is None:
        return []
    labels = {(term.scheme, term.key): term.label for term in terms.values()}
    return [
        (word.word, list(dict.fromkeys(labels[name] for name in word.concepts if name in labels)))
        for word in found.words
    ]


@public
@require_safe
def practice(request: HttpRequest, key: str) -> HttpResponse:
    """One practice: what it answered to, what was done, what came of it, what it may give to another place."""
    found = queries.practice_for(key, actor_of(request).person_id)
    if found is None:
        raise Http404
    if found.withdrawn_at is not None:
        return gone(request, found)
    known = queries.known_vocabulary()
    terms = known.terms(current_language())
    counts = queries.named_and_counted(found)
    words = words_context(request, found, queries.alike(found, counts, terms))
    named, sections = [terms[pk] for pk in counts], sections_of(found, words["told"])
    context = {
        **words,
        "sections": sections,
        "contents": contents_of(sections),
        "practice": found,
        "ways": ways_out(found, [term.pk for term in named], known, words["translations"]),
        "languages": _languages([words["told"]["title"].language]),
        "trail": [(_("Practices"), reverse("practices:practice-list")), (words["told"]["title"].text, "")],
        "groups": _groups(named),
        "status": next((term for term in named if term.scheme == "status"), None),
        "map": maps.locator_map(found.lat, found.lon, name=found.place_name or found.title),
        **tried_context(found),
        "photos": photos_context(found),
        "is_told_here": is_told_here(found),
        **changes_context(actor_of(request), found),
    }
    return render(request, "practices/practice.html", context)


def _results(practices: Sequence[Practice], terms: Mapping[int, Term]) -> list[Result]:
    """Practices of a list, each with the challenges that it answers."""
    named, tried = queries.names_of(practices), tried_counts(one.pk for one in practices)
    headings = headings_of(practices, current_language())
    challenges = {
        one.pk: [terms[pk] for pk in named.get(one.pk, ()) if terms[pk].scheme == "challenge"] for one in practices
    }
    return [Result(one, challenges[one.pk], [], tried.get(one.pk, 0), **headings[one.pk]) for one in practices]


def _hits(practices: Sequence[Any], matched: Mapping[int, list[str]]) -> list[Result]:
    """Practices that a search found, each with that by which it was found."""
    headings = headings_of(practices, current_language())
    return [Result(one, [], matched[one.pk], one.tried_count, **headings[one.pk]) for one in practices]


def _languages(codes: Iterable[str]) -> list[str]:
    """These languages in the reader's words, where they are not the reader's own."""
    reader = current_language()
    return [language_name(code, reader) for code in sorted(set(codes)) if code != reader]


def _groups(named: Iterable[Term]) -> list[tuple[Any, list[tuple[Term, str]]]]:
    """What a practice names, by scheme; each with the address of all that name it, where a list can be narrowed so."""
    url = reverse("practices:practice-list")
    groups = []
    for scheme in SHOWN_BESIDE:
        found = [
            (term, f"{url}?{scheme}={term.key}" if scheme in queries.FACETS else "")
            for term in named
            if term.scheme == scheme
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
