"""Looking at a plan as a whole: what it still asks for, and how the published criteria will meet it."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pearls.kernel.clock import utc_now
from pearls.plans import queries
from pearls.plans.rules.checks import findings
from pearls.plans.views import checks as check_views
from pearls.plans.views import pictures as picture_views
from pearls.plans.views.pages import PlanPage, page_for
from pearls.web.formats import current_language
from pearls.web.gates import signed_in


@signed_in
@require_safe
def checks(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that the plan still asks for, and the questions a juror is likely to have."""
    page = page_for(request, ref, utc_now())
    form, content, year = page.document.form, queries.content_of(page.plan), page.application.edition.title_year
    found = findings(form, content, year=year)
    context = {
        **page.context(),
        **check_views.checks_context(form, content, current_language(), page.spot, found=found),
        **check_views.readiness_context(form, content, current_language(), page.spot, found=found),
    }
    return render(request, "plans/checks.html", context)


@signed_in
@require_safe
def section_checks(request: HttpRequest, ref: str, section_id: str) -> HttpResponse:
    """The same for one step, as a part of its page that is renewed after each saving."""
    page = page_for(request, ref, utc_now())
    if page.document.form.section(section_id) is None:
        raise Http404
    return render(request, "plans/_checks.html", checks_of(page, queries.content_of(page.plan), section_id))


@signed_in
@require_safe
def pictures(request: HttpRequest, ref: str) -> HttpResponse:
    """The plan drawn: how it hangs together, its year, its money, its people; each with a table."""
    page = page_for(request, ref, utc_now())
    spot = page.spot if page.may_edit() else None
    found = picture_views.pictures_context(
        page.document.form,
        queries.content_of(page.plan),
        current_language(),
        spot,
        year=page.application.edition.title_year,
        today=page.now.date(),
    )
    return render(request, "plans/pictures.html", {**page.context(), **found})


def checks_of(page: PlanPage, content: Mapping[str, Any], section_id: str) -> dict[str, Any]:
    """What one step still asks for, with the address under which that is renewed."""
    year = page.application.edition.title_year
    found = check_views.checks_context(
        page.document.form, content, current_language(), page.spot, year=year, section_id=section_id
    )
    return {**found, "checks_url": page.url("section-checks", section_id)}
