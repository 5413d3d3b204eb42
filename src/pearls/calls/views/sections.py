"""Writing: one section at a time, saved while typing, with remarks beside it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.calls import labels, queries, rules, services
from pearls.calls.forms.applying import CommentForm
from pearls.calls.views.papers import Paper, paper_for
from pearls.documents import forms as document_forms
from pearls.documents import queries as document_queries
from pearls.documents import views as document_pages
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.people import queries as people_queries
from pearls.web.formats import current_language
from pearls.web.gates import signed_in

FORBIDDEN = 403


@signed_in
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, ref: str, section_id: str) -> HttpResponse:
    """One section to write in, or to read where it is not the time or not one's right."""
    paper = paper_for(request, ref, utc_now())
    may_edit = paper.may_edit()
    context = {
        **paper.context(),
        "closed_words": "" if may_edit else labels.reason_words(may_edit),
        "comments": queries.comments_of(paper.application, section_id),
        "may_comment": rules.may_comment(paper.access),
        "comment_form": CommentForm(),
        "section_id": section_id,
        "comment_url": paper.url("comment", section_id),
    }
    return document_pages.section_page(
        request,
        actor=paper.actor,
        document=paper.document,
        section_id=section_id,
        urls=paper.urls,
        template="calls/section.html",
        may_edit=may_edit,
        sees_private=paper.access.sees_private,
        now=paper.now,
        context=context,
    )


@signed_in
@require_POST
def autosave(request: HttpRequest, ref: str) -> JsonResponse:
    """Keep one answer as it is being typed."""
    paper = paper_for(request, ref, utc_now())
    if not (may_edit := paper.may_edit()):
        return JsonResponse({"state": "closed", "sentence": labels.reason_words(may_edit)}, status=FORBIDDEN)
    return document_pages.autosave(request, actor=paper.actor, document=paper.document, now=paper.now)


@signed_in
@require_POST
def presence(request: HttpRequest, ref: str) -> JsonResponse:
    """Tell that a page is open, and hear who else is there."""
    paper = paper_for(request, ref, utc_now())
    section_id = request.POST.get("section", "")
    return document_pages.presence(
        request, actor=paper.actor, document=paper.document, section_id=section_id, now=paper.now
    )


@signed_in
@require_POST
def choose(request: HttpRequest, ref: str, rival: str) -> HttpResponse:
    """Choose between two texts that met in one answer."""
    paper = paper_for(request, ref, utc_now())
    if not (may_edit := paper.may_edit()):
        messages.warning(request, labels.reason_words(may_edit))
        return redirect(paper.url(""))
    return document_pages.choose(
        request, actor=paper.actor, document=paper.document, rival_ref=rival, urls=paper.urls, now=paper.now
    )


@signed_in
@require_safe
def history(request: HttpRequest, ref: str, question: str) -> HttpResponse:
    """All versions of one answer."""
    paper = paper_for(request, ref, utc_now())
    asked = paper.document.form.question(question)
    if asked is not None and asked.private and not paper.access.sees_private:
        raise Http404
    page = document_pages.history_context(paper.document, question, people_queries.names_by_ref)
    return render(request, "calls/history.html", {**paper.context(), **page})


@signed_in
@require_safe
def file(request: HttpRequest, ref: str, file_ref: str) -> HttpResponseBase:
    """A file of the application, for those who may read it."""
    paper = paper_for(request, ref, utc_now())
    return document_pages.stored_file(paper.document, file_ref)


@signed_in
@require_safe
def preview(request: HttpRequest, ref: str) -> HttpResponse:
    """The whole paper as assessors will see it: private answers are not in it."""
    paper = paper_for(request, ref, utc_now())
    answers = document_queries.answers_of(paper.document)
    sheets = document_forms.section_sheets(
        paper.document.form, answers, current_language(), with_private=False, file_url=paper.urls.file
    )
    return render(request, "calls/preview.html", {**paper.context(), "sheets": sheets})


@signed_in
@require_POST
def comment(request: HttpRequest, ref: str, section_id: str) -> HttpResponse:
    """Leave a remark beside a section."""
    paper = paper_for(request, ref, utc_now())
    form = CommentForm(request.POST)
    if form.is_valid():
        _try_comment(request, paper, section_id, form.cleaned_data["text"])
    return redirect(paper.url("edit", section_id) + "#comments")


@signed_in
@require_POST
def comment_settle(request: HttpRequest, ref: str, comment_ref: str) -> HttpResponse:
    """Mark a remark as dealt with."""
    paper = paper_for(request, ref, utc_now())
    found = queries.comment_for(paper.application, comment_ref)
    if found is None:
        raise Http404
    try:
        services.settle_comment(actor=paper.actor, comment=found, now=paper.now)
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
    return redirect(paper.url("edit", found.section) + "#comments")


def _try_comment(request: HttpRequest, paper: Paper, section_id: str, text: str) -> None:
    try:
        services.add_comment(
            actor=paper.actor,
            application=paper.application,
            document=paper.document,
            section=section_id,
            text=text,
            now=paper.now,
        )
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
    else:
        messages.success(request, _("Your remark is saved."))
