"""A plan as jurors have it beside the score sheet: with its pictures, in their language, on the page and as PDF."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.documents import forms as document_forms
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.plans import papers, queries
from pearls.plans.queries import papers as paper_queries
from pearls.plans.views import pictures as picture_views
from pearls.selection import queries as selection_queries
from pearls.selection.rules.panels import may_open
from pearls.web.downloads import attachment
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, signed_in


@signed_in
@require_safe
def dossier(request: HttpRequest, ref: str) -> HttpResponse:
    """The plan that was sent, in pictures and whole; for whoever may open the text."""
    item, plan, content = _opened(request, ref)
    form, language, year = item.snapshot.form, current_language(), plan.application.edition.title_year
    found = picture_views.pictures_context(form, content, language, year=year)
    context = {
        "dossier": item,
        "place": plan.application.place,
        "edition": plan.application.edition,
        "sheets": document_forms.section_sheets(form, content, language, with_private=False),
        "shown_pictures": [shown for shown in found["shown_pictures"] if shown.picture.drawing],
    }
    return render(request, "plans/dossier.html", context)


@signed_in
@require_safe
def dossier_pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The same to read offline."""
    item, plan, content = _opened(request, ref)
    form, language = item.snapshot.form, current_language()
    pdf = papers.to_pdf(
        form,
        content,
        paper_queries.facts_of(plan, language),
        language,
        now=item.snapshot.taken_at,
        pictures=papers.pictures_for(form, content, language, year=plan.application.edition.title_year),
        with_private=False,
    )
    return attachment(pdf, f"plan-{plan.application.place.key}.pdf", "application/pdf")


def _opened(request: HttpRequest, ref: str) -> tuple[Any, Any, dict[str, Any]]:
    """The dossier, its plan, and what was sent, told in the reader's language where it was translated.

    Raises: Http404, where the text is not the reader's to open, or is no plan.
    """
    actor = actor_of(request)
    own, item = selection_queries.dossier_for(actor, ref)
    plan = queries.plan_by_ref(item.application_ref)
    is_open = may_open(selection_queries.reading_of(actor, own, item))
    if not is_open or plan is None or item.snapshot.document_id != plan.document_id:
        raise Http404
    answers = document_queries.snapshot_answers(item.snapshot, with_private=False)
    told = answers.get(document_rules.translation_name("", current_language()), {})
    return item, plan, document_rules.translated(item.snapshot.form, answers, told)
