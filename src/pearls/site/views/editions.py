"""Editions with their results and how they were reached, and the ceremonies."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.programme import labels as programme_labels
from pearls.programme import queries as programme_queries
from pearls.programme.rules import Step
from pearls.programme.rules.office import Outcome
from pearls.site import labels, maps, results, rules_words
from pearls.web.gates import actor_of, public

OUTCOME_ORDER = (Outcome.PEARL, Outcome.CANDIDATE, Outcome.APPLIED, Outcome.NOT_ELIGIBLE)


@public
@require_safe
def edition_list(request: HttpRequest) -> HttpResponse:
    with_demonstration = request.GET.get("demonstration") == "1"
    editions = programme_queries.public_editions(with_demonstration=with_demonstration)
    return render(request, "site/edition_list.html", {"editions": editions, "with_demonstration": with_demonstration})


@public
@require_safe
def edition(request: HttpRequest, key: str) -> HttpResponse:
    """One edition: dates, figures, everybody named, the rules in words, amendments, and what is not published."""
    found = programme_queries.edition_for(actor_of(request), key)
    entries = list(programme_queries.entries_of(found))
    pearls = [entry for entry in entries if entry.outcome == Outcome.PEARL]
    return render(
        request,
        "site/edition.html",
        {
            "edition": found,
            "steps": programme_queries.timeline_of(found),
            "groups": _by_outcome(found, entries),
            "named_count": len(entries),
            "ceremonies": programme_queries.ceremonies_of(found),
            "results": results.of_edition(found),
            "dates": _dates(found),
            "versions": _worded(programme_queries.rules_history(found)),
            "map": maps.map_of_entries(pearls) if pearls else "",
        },
    )


def _by_outcome(edition: Any, entries: Iterable[Any]) -> list[tuple[str, Any, list[Any]]]:
    words = dict(labels.OUTCOME_GROUPS)
    if edition.awaits_candidates:
        words[Outcome.APPLIED] = labels.NOT_DECIDED_GROUP
    if not edition.is_history and edition.titles_count is None:
        words[Outcome.CANDIDATE] = labels.CANDIDATES_GROUP
    groups = [(str(code), words[code], [e for e in entries if e.outcome == code]) for code in OUTCOME_ORDER]
    return [group for group in groups if group[2]]


def _dates(edition: Any) -> list[tuple[Any, Any, str]]:
    """The dates in the rules of an edition run here: words, moment, zone. History has a timeline of its own."""
    rules = None if edition.is_history else programme_queries.rules_of(edition)
    if rules is None:
        return []
    moments = [(programme_labels.STEPS[step], rules.dates.moment(step)) for step in Step]
    return [(words, moment, rules.dates.zone) for words, moment in moments if moment]


def _worded(versions: Iterable[Any]) -> list[tuple[Any, list[str], tuple[str, ...]]]:
    """Each version of the rules with its sentences and sources; of an amendment only the sentences it changed."""
    worded: list[tuple[Any, list[str], tuple[str, ...]]] = []
    before: list[str] = []
    for version in versions:
        rules = programme_queries.parsed(version.text)
        sentences = rules_words.final_rule_sentences(rules.final)
        new = [sentence for sentence in sentences if sentence not in before] if version.is_amendment else sentences
        worded.append((version, new, rules.sources))
        before = sentences
    return worded


@public
@require_safe
def ceremony_list(request: HttpRequest) -> HttpResponse:
    """Where and when the titles were handed over, by title year."""
    ceremonies = programme_queries.public_ceremonies(with_demonstration=request.GET.get("demonstration") == "1")
    by_edition = [(edition, list(rows)) for edition, rows in groupby(ceremonies, key=lambda row: row.edition)]
    return render(request, "site/ceremony_list.html", {"groups": by_edition})
