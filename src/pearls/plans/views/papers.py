"""The plan on paper: taking it away as a file, and bringing the file back."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import LANGUAGES
from pearls.kernel.verdict import NotAllowed
from pearls.plans import labels, papers, queries, services
from pearls.plans.labels import papers as paper_labels
from pearls.plans.queries import papers as paper_queries
from pearls.plans.rules import changes as change_rules
from pearls.plans.rules.papers import PaperError, completed
from pearls.plans.views.pages import PlanPage, page_for
from pearls.web.downloads import attachment
from pearls.web.formats import current_language, language_name
from pearls.web.gates import signed_in

REFUSED = 422


@signed_in
@require_http_methods(["GET", "POST"])
def paper_list(request: HttpRequest, ref: str) -> HttpResponse:
    """Every way out and in; a post brings an edited file back."""
    page = page_for(request, ref, utc_now())
    may_edit = page.may_edit()
    wrong: list[str] = []
    if request.method == "POST" and may_edit:
        target, wrong = _brought(request, page)
        if target:
            return redirect(target)
    reader = current_language()
    context = {
        **page.context(),
        "closed_words": "" if may_edit else labels.reason_words(may_edit),
        "wrong": wrong,
        "languages": [(code, language_name(code, reader)) for code in LANGUAGES],
        "reader": reader,
        "steps": [(section, page.url("step-paper", section.id)) for section in page.document.form.sections],
    }
    return render(request, "plans/papers.html", context, status=REFUSED if wrong else 200)


@signed_in
@require_safe
def download(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """The whole plan as a file, in the language that was chosen."""
    page = page_for(request, ref, utc_now())
    language = request.GET.get("language", current_language())
    if kind not in papers.KINDS or language not in LANGUAGES:
        raise Http404
    return attachment(_written(page, kind, language), f"plan-{page.application.place.key}.{kind}", papers.MIME[kind])


@signed_in
@require_safe
def step(request: HttpRequest, ref: str, section_id: str) -> HttpResponse:
    """One step on paper: with its answers, or blank to be filled in with a pen."""
    page = page_for(request, ref, utc_now())
    section = page.document.form.section(section_id)
    if section is None:
        raise Http404
    language, is_blank = current_language(), request.GET.get("blank") == "1"
    pdf = papers.step_pdf(
        page.document.form,
        section,
        paper_queries.facts_of(page.plan, language),
        language,
        now=page.now,
        content=None if is_blank else queries.content_of(page.plan),
        with_private=page.access.sees_private,
    )
    return attachment(pdf, f"step-{section_id}.pdf", papers.MIME["pdf"])


@signed_in
@require_http_methods(["GET", "POST"])
def changes(request: HttpRequest, ref: str, paper_ref: str) -> HttpResponse:
    """What a file would change, field by field; the chosen changes are taken over."""
    page = page_for(request, ref, utc_now())
    paper = paper_queries.paper_back_of(page.plan, paper_ref)
    current, joined, seen = paper_queries.rejoined(paper)
    form, language = page.document.form, current_language()
    found = change_rules.compare(form, current, joined.content)
    shown = str(sum(seen.values()))
    if request.method == "POST" and request.POST.get("shown") == shown:
        chosen = request.POST.getlist("take")
        try:
            taken = services.take_over(actor=page.actor, paper=paper, chosen=chosen, seen=seen, now=page.now)
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
            return redirect(page.url("paper-changes", paper_ref))
        words = ngettext("%(count)s answer was taken over.", "%(count)s answers were taken over.", len(taken))
        messages.success(request, words % {"count": len(taken)})
        return redirect(page.url("plan"))
    if request.method == "POST":
        messages.warning(request, _("Somebody has written in the plan since. Please look at the changes once more."))
        return redirect(page.url("paper-changes", paper_ref))
    lines = paper_labels.change_lines(
        form, found, before=current, after=joined.content, language=language, clashes=joined.clashes
    )
    context = {**page.context(), "paper": paper, "lines": lines, "shown": shown, "may_edit": page.may_edit()}
    return render(request, "plans/paper_changes.html", context)


@signed_in
@require_POST
def leave(request: HttpRequest, ref: str, paper_ref: str) -> HttpResponse:
    """Leave a file aside."""
    page = page_for(request, ref, utc_now())
    paper = paper_queries.paper_back_of(page.plan, paper_ref)
    try:
        services.leave_paper(actor=page.actor, paper=paper, now=page.now)
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
    else:
        messages.success(request, _("The file is left aside; the plan stays as it is."))
    return redirect(page.url("papers"))


def _written(page: PlanPage, kind: str, language: str) -> bytes:
    form = page.document.form
    with override(language):
        facts = paper_queries.facts_of(page.plan, language)
    if not page.access.sees_private:  # nor does the file name them: brought back by the town, it leaves them alone
        private = {question.id for question in form.questions if question.private}
        seen = facts.revisions.items()
        public = {name: number for name, number in seen if document_rules.name_parts(name)[0] not in private}
        facts = replace(facts, revisions=public)
    # At the very revisions that the file names, whoever is writing at this moment.
    content = document_queries.answers_and_translations_at(page.document, facts.revisions)
    # A file that is only read is in the reader's language as far as the plan is written in it.
    told = document_rules.translated(form, content, document_queries.translations_of(page.document, language))
    return papers.write_paper(
        kind,
        form,
        content,
        facts,
        language,
        now=page.now,
        year=page.application.edition.title_year,
        told=told,
        with_private=False,
    )


def _brought(request: HttpRequest, page: PlanPage) -> tuple[str, list[str]]:
    """Read the file that was sent; gives the page of its changes, or why it was not taken."""
    upload = request.FILES.get("file")
    if upload is None:
        return "", [_("Please choose the file that you edited.")]
    form, language = page.document.form, current_language()
    try:
        paper = papers.read_paper(upload.read(), form, paper_queries.facts_of(page.plan, language))
        base = document_queries.answers_and_translations_at(page.document, paper.revisions)
        content = completed(form, paper, base)
        kept = services.keep_paper(
            actor=page.actor,
            plan=page.plan,
            name=upload.name or "",
            content=content,
            base=paper.revisions,
            now=page.now,
        )
    except PaperError as error:
        return "", paper_labels.paper_error_lines(error, form, language)
    except NotAllowed as refusal:
        return "", [labels.reason_words(refusal.verdict)]
    for remark in paper.remarks:
        messages.info(request, paper_labels.remark_line(remark, form, language))
    return page.url("paper-changes", kept.ref), []
