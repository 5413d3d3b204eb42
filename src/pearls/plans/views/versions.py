"""Every version of a plan at a glance, the plan as it stood at an instant, and two of them field by field."""

from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.documents import forms as document_forms
from pearls.kernel.clock import utc_now
from pearls.plans import queries
from pearls.plans.labels import papers as paper_labels
from pearls.plans.rules import changes
from pearls.plans.views.pages import PlanPage, page_for
from pearls.web.formats import current_language
from pearls.web.gates import signed_in
from pearls.web.pagination import page_of

INSTANT = "%Y%m%dT%H%M%S%f"
NOW = "now"


@signed_in
@require_safe
def version_list(request: HttpRequest, ref: str) -> HttpResponse:
    """The points in time from which the plan came about: days of writing, files brought back, submissions."""
    page = page_for(request, ref, utc_now())
    listed: Page[Any] = page_of(request, queries.points_of(page.plan))
    nobody = _("Somebody who has left")
    points = [
        {
            "point": point,
            "name": instant_name(point.at),
            "by": [(name or nobody, one) for name, one in zip(point.names, point.writings, strict=False)],
        }
        for point in listed
    ]
    context = {**page.context(), "listed": listed, "points": points, "compare_url": page.url("compare")}
    return render(request, "plans/version_list.html", context)


@signed_in
@require_safe
def version(request: HttpRequest, ref: str, point: str) -> HttpResponse:
    """The whole plan as it stood at one instant."""
    page = page_for(request, ref, utc_now())
    at = _instant(page, point)
    (found,) = queries.versions_at(page.plan, page.access, at)
    sheets = document_forms.section_sheets(
        found.form,
        found.content,
        current_language(),
        with_private=page.access.sees_private,
        file_url=page.urls.file,
    )
    context = {
        **page.context(),
        "at": at,
        "sheets": sheets if found.content else [],
        "compare_url": f"{page.url('compare')}?from={point}&to={NOW}",
    }
    return render(request, "plans/version.html", context)


@signed_in
@require_safe
def compare(request: HttpRequest, ref: str) -> HttpResponse:
    """Two versions field by field: what was put in, taken out, moved, worded otherwise."""
    page = page_for(request, ref, utc_now())
    asked = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(asked):
        messages.warning(request, _("Choose two versions to compare."))
        return redirect(page.url("versions"))
    older, newer = sorted(_instant(page, name) for name in asked)
    before, after = queries.versions_at(page.plan, page.access, older, newer)
    found = changes.compare(after.form, before.content, after.content)
    lines = paper_labels.change_lines(
        after.form, found, before=before.content, after=after.content, language=current_language()
    )
    sections = [(title, list(group)) for title, group in groupby(lines, key=lambda line: line.section)]
    context = {
        **page.context(),
        "older": older,
        "newer": newer,
        "older_url": page.url("version", instant_name(older)),
        "newer_url": page.url("version", instant_name(newer)),
        "sections": sections,
        "count": len(lines),
    }
    return render(request, "plans/compare.html", context)


def instant_name(at: datetime) -> str:
    """An instant as it stands in an address: "20270301T215959000000", in UTC."""
    return at.astimezone(UTC).strftime(INSTANT)


def _instant(page: PlanPage, name: str) -> datetime:
    """The instant of that name, none after now. Raises: Http404, where it is none or before the plan began."""
    if name == NOW:
        return page.now
    try:
        at = datetime.strptime(name, INSTANT).replace(tzinfo=UTC)
    except ValueError as problem:
        raise Http404 from problem
    if at < page.plan.began_at:
        raise Http404
    return min(at, page.now)
