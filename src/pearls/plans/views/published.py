"""The public page of a Pearl's plan: challenges, goals, activities, straight from the record."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.documents import forms as document_forms
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.places import queries as place_queries
from pearls.plans.queries.published import PublishedPlan, published_plan
from pearls.plans.views import pictures as picture_views
from pearls.programme import queries as programme_queries
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, public

LISTS = ("challenges", "goals", "activities")


@public
@require_safe
def plan(request: HttpRequest, place: str, edition: str) -> HttpResponse:
    """What is public of the plan of a Pearl."""
    found = place_queries.place_for(place)
    if found is None:
        raise Http404
    which = programme_queries.edition_for(actor_of(request), edition)
    shown = published_plan(found, which, current_language(), now=utc_now())
    if shown is None:
        raise Http404
    entry = programme_queries.entries_of_place(found).filter(edition=which).first()
    context = {
        "shown": shown,
        "place": found,
        "edition": which,
        "lists": [_list(shown, name) for name in LISTS if name in shown.content],
        "sheets": _rest(shown),
        "shown_pictures": _pictures(shown, which),
        "sources": entry.sources if entry and which.is_history else [],
    }
    return render(request, "plans/published.html", context)


def _list(shown: PublishedPlan, name: str) -> dict[str, Any]:
    """One of the three lists: each entry with its words and what it is tied to."""
    question, language = shown.form.question(name), current_language()
    titles = document_forms.record_titles(shown.form, shown.content)
    assert question is not None  # noqa: S101 - the content was checked against the form
    entries = []
    for row in shown.content[name]:
        more = [
            (pick(column.label, language)[0], document_forms.cell_words(column, row, language, titles))
            for column in question.columns[1:]
            if row.get(column.id) is not None
        ]
        entries.append({"title": titles[name][row["id"]], "more": more})
    return {"id": name, "label": pick(question.label, language)[0], "entries": entries}


def _pictures(shown: PublishedPlan, edition: Any) -> list[Any]:
    """The pictures for which enough was published."""
    found = picture_views.pictures_context(
        shown.form, shown.content, current_language(), year=edition.title_year, today=utc_now().date()
    )
    return [item for item in found["shown_pictures"] if item.picture.drawing]


def _rest(shown: PublishedPlan) -> list[document_forms.SectionSheet]:
    """Whatever else is public, as one reads a plan."""
    rest = {name: value for name, value in shown.content.items() if name not in LISTS}
    titles = shown.content | rest
    sheets = document_forms.section_sheets(shown.form, titles, current_language(), with_private=False)
    kept = []
    for sheet in sheets:
        answers = [answer for answer in sheet.answers if answer.is_answered and answer.question.id in rest]
        if answers:
            kept.append(document_forms.SectionSheet(sheet.section, sheet.title, answers))
    return kept
