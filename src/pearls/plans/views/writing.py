"""Writing a plan: one step or one entry at a time, saved while typing."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.documents import views as document_pages
from pearls.kernel.clock import utc_now
from pearls.people import queries as people_queries
from pearls.plans import labels
from pearls.plans.views import desk, looking, threads
from pearls.plans.views.pages import PlanPage, page_for
from pearls.plans.views.translating import second_of
from pearls.web.formats import current_language, language_name
from pearls.web.gates import signed_in

FORBIDDEN = 403


@signed_in
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, ref: str, section_id: str) -> HttpResponse:
    """One step to write in, or to read where it is not the time or not one's right."""
    page = page_for(request, ref, utc_now())
    found = page.document.form.section(section_id)
    return document_pages.section_page(
        request,
        actor=page.actor,
        document=page.document,
        section_id=section_id,
        urls=page.urls,
        template="plans/section.html",
        may_edit=page.may_edit(),
        sees_private=page.access.sees_private,
        now=page.now,
        context={
            **page.context(),
            **_closed(page),
            **desk.evening_context(section_id),
            "section_id": section_id,
            "tools": desk.tools_for(page, section_id),
            "lessons": desk.lessons_for(section_id),
            **_second(page, section_id),
            "notes": desk.notes_for(page, section_id),
        },
        beside=lambda content: {
            **looking.checks_of(page, content, section_id),
            **(threads.beside(page, content, found) if found else {}),
        },
    )


@signed_in
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, ref: str, section_id: str, question_id: str, record_id: str) -> HttpResponse:
    """One entry of a list: a goal, an activity, a cost."""
    page = page_for(request, ref, utc_now())
    found = page.document.form.section(section_id)
    if found is None or all(question.id != question_id for question in found.questions):
        raise Http404
    return document_pages.record_page(
        request,
        actor=page.actor,
        document=page.document,
        question_id=question_id,
        record_id=record_id,
        urls=page.urls,
        template="plans/record.html",
        may_edit=page.may_edit(),
        now=page.now,
        context={
            **page.context(),
            **_closed(page),
            **desk.evening_context(section_id),
            "notes": desk.notes_for(page, section_id),
        },
        beside=lambda content: {
            "bonds": desk.bonds_context(page, content, question_id, record_id),
            "practices_url": desk.practices_url(page, question_id, record_id),
            **looking.checks_of(page, content, section_id),
            **threads.beside(page, content, found, question_id, record_id),
        },
    )


@signed_in
@require_POST
def autosave(request: HttpRequest, ref: str) -> JsonResponse:
    """Keep one answer or entry as it is being typed."""
    page = page_for(request, ref, utc_now())
    if not (may_edit := page.may_edit()):
        return JsonResponse({"state": "closed", "sentence": labels.reason_words(may_edit)}, status=FORBIDDEN)
    return document_pages.autosave(request, actor=page.actor, document=page.document, now=page.now)


@signed_in
@require_POST
def presence(request: HttpRequest, ref: str) -> JsonResponse:
    """Tell that a page is open, and hear who else is there."""
    page = page_for(request, ref, utc_now())
    section_id = request.POST.get("section", "")
    return document_pages.presence(
        request, actor=page.actor, document=page.document, section_id=section_id, now=page.now
    )


@signed_in
@require_POST
def choose(request: HttpRequest, ref: str, rival: str) -> HttpResponse:
    """Choose between two texts that met in one answer."""
    page = page_for(request, ref, utc_now())
    if not (may_edit := page.may_edit()):
        messages.warning(request, labels.reason_words(may_edit))
        return redirect(page.url("plan"))
    return document_pages.choose(
        request, actor=page.actor, document=page.document, rival_ref=rival, urls=page.urls, now=page.now
    )


@signed_in
@require_safe
def history(request: HttpRequest, ref: str, question: str) -> HttpResponse:
    """All versions of one answer or entry."""
    page = page_for(request, ref, utc_now())
    asked = page.document.form.question(question)
    if asked is not None and asked.private and not page.access.sees_private:
        raise Http404
    found = document_pages.history_context(page.document, question, people_queries.names_by_ref)
    threads.note_suggestions(page, question, found["entries"])
    return render(request, "plans/history.html", {**page.context(), **found})


@signed_in
@require_safe
def file(request: HttpRequest, ref: str, file_ref: str) -> HttpResponseBase:
    """A file of the plan, for those who may read it."""
    page = page_for(request, ref, utc_now())
    return document_pages.stored_file(page.document, file_ref)


def _second(page: PlanPage, section_id: str) -> dict[str, str]:
    """The way to the step in two languages."""
    second = second_of(page)
    if not second:
        return {}
    return {
        "translate_url": page.url("translate", section_id),
        "second_name": language_name(second, current_language()),
    }


def _closed(page: PlanPage) -> dict[str, str]:
    may_edit = page.may_edit()
    return {"closed_words": "" if may_edit else labels.reason_words(may_edit)}
