"""A plan at a glance, as jurors will read it, and its sending."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from pearls.calls import labels as call_labels
from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.documents import forms as document_forms
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.documents import views as document_pages
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import LANGUAGES, pick
from pearls.kernel.verdict import NotAllowed
from pearls.plans import labels, queries, services
from pearls.plans.views import desk
from pearls.plans.views.pages import PlanPage, page_for
from pearls.web.formats import current_language, language_name
from pearls.web.gates import signed_in


@signed_in
@require_safe
def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """The plan at a glance: where it stands, what comes next, who works on it, what was sent."""
    page = page_for(request, ref, utc_now())
    may_edit, progress = page.may_edit(), _progress(page)
    members = list(call_queries.members_of(page.application))
    for member in members:
        member.right_label = call_labels.RIGHTS[member.right]  # type: ignore[attr-defined]
    context = {
        **page.context(),
        **progress,
        "evenings": desk.evening_views(progress["steps"]),
        "next_section": _next(page, progress),
        "languages": [(code, language_name(code, current_language())) for code in LANGUAGES],
        "closed_words": "" if may_edit else labels.reason_words(may_edit),
        "joint_with": [item.place.display_name for item in page.partners],
        "is_speaker": page.access.is_speaker,
        "members": members,
        "may_invite": call_rules.may_invite(page.access),
        "submissions": call_queries.submissions_of(page.application).filter(kind=call_rules.SubmissionKind.PLAN),
        "people_here": document_pages.people_here(page.document, actor=page.actor, now=page.now),
    }
    return render(request, "plans/plan.html", context)


@signed_in
@require_safe
def preview(request: HttpRequest, ref: str) -> HttpResponse:
    """The whole plan as jurors will read it."""
    page = page_for(request, ref, utc_now())
    sheets = document_forms.section_sheets(
        page.document.form,
        queries.content_of(page.plan),
        current_language(),
        with_private=False,
        file_url=page.urls.file,
    )
    return render(request, "plans/preview.html", {**page.context(), "sheets": sheets})


@signed_in
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, ref: str) -> HttpResponse:
    """What still keeps the plan from being sent; the button sends it."""
    page = page_for(request, ref, utc_now())
    if request.method == "POST":
        try:
            submission = services.submit_plan(actor=page.actor, plan=page.plan, now=page.now)
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
        else:
            return redirect("calls:receipt", ref=submission.ref)
    context = {
        **page.context(),
        **_progress(page),
        "rivals": document_queries.open_rivals(page.document),
        "is_speaker": page.access.is_speaker,
    }
    return render(request, "plans/send.html", context)


def _next(page: PlanPage, progress: dict[str, Any]) -> dict[str, str]:
    """The next useful step, with its evening and its address; empty when every step is done."""
    section_id = desk.next_section(progress["steps"])
    section = page.document.form.section(section_id)
    if section is None:
        return {}
    title = pick(section.title, current_language())[0]
    return {"title": title, "url": page.url("section", section_id), **desk.evening_context(section_id)}


def _progress(page: PlanPage) -> dict[str, Any]:
    """The path through the plan and what is missing, in words."""
    form, answers = page.document.form, queries.content_of(page.plan)
    problems = document_rules.missing(form, answers)
    steps = document_forms.steps_of(form, answers, problems, page.urls.section)
    return {
        "steps": steps,
        "done_count": sum(step.is_done for step in steps),
        "missing": document_forms.missing_lines(form, answers, problems, current_language(), page.urls.section),
    }
