"""The toolkit: all tools, a page for each, and their worksheets to print."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.kernel.languages import pick
from pearls.plans.forms.toolkit import ToolFilter
from pearls.plans.labels import toolkit as words
from pearls.plans.papers.worksheets import worksheet_pdf
from pearls.plans.queries import toolkit as toolkit_queries
from pearls.plans.rules.toolkit import Phase, Tool
from pearls.plans.rules.worksheets import SIZES
from pearls.web.downloads import attachment
from pearls.web.formats import current_language
from pearls.web.gates import public


@public
@require_safe
def tool_list(request: HttpRequest) -> HttpResponse:
    """All tools by phase, narrowed by phase, section of the plan, time and number of people."""
    form = ToolFilter(request.GET)
    shown = toolkit_queries.tools(form.wish())
    context = {
        "form": form,
        "groups": _by_phase(shown),
        "shown_count": len(shown),
        "all_count": len(toolkit_queries.tools()),
    }
    return render(request, "plans/tool_list.html", context)


@public
@require_safe
def tool(request: HttpRequest, tool_id: str) -> HttpResponse:
    """One tool: what it is for, how it goes, what comes out of it, and its worksheet."""
    found = _tool_or_404(tool_id)
    titles = toolkit_queries.plan_sections()
    neighbours = [other for other in toolkit_queries.tools() if other.phase == found.phase and other != found]
    name = pick(found.name, current_language())[0]
    context = {
        "tool": found,
        "trail": [(_("Toolkit"), reverse("plans:tool-list")), (name, "")],
        "kind": words.KINDS[found.kind],
        "phase": next(phase for phase in toolkit_queries.toolkit().phases if phase.id == found.phase),
        "sections": [(id, titles[id]) for id in found.sections if id in titles],
        "neighbours": neighbours,
    }
    return render(request, "plans/tool.html", context)


@public
@require_safe
def worksheet(request: HttpRequest, tool_id: str, size: str) -> HttpResponse:
    """A tool's worksheet as a PDF."""
    found = _tool_or_404(tool_id)
    if found.worksheet is None or size not in SIZES:
        raise Http404
    language = current_language()
    content = worksheet_pdf(tool=found, size=size, language=language)
    return attachment(content, f"{found.id}-{size}-{language}.pdf", "application/pdf")


def _tool_or_404(tool_id: str) -> Tool:
    found = toolkit_queries.tool(tool_id)
    if found is None:
        raise Http404
    return found


def _by_phase(shown: Sequence[Tool]) -> list[tuple[Phase, list[Tool]]]:
    """The phases that have something to show, each with its tools."""
    groups = [
        (phase, [found for found in shown if found.phase == phase.id]) for phase in toolkit_queries.toolkit().phases
    ]
    return [(phase, found) for phase, found in groups if found]
