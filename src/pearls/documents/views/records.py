"""The page of one record: written like a section, moved in its list, taken out and put back."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from pearls.documents import forms, queries, rules, services
from pearls.documents.forms.controls import Posted
from pearls.documents.models import Document
from pearls.documents.rules import Kind, Question, SaveKind, Section
from pearls.documents.views.pages import REFUSED, Beside, DocumentUrls, note_presence, people_here, refusal_words
from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.kernel.refs import new_ref
from pearls.kernel.verdict import NotAllowed, Verdict
from pearls.web.formats import current_language

Act = Callable[..., None]


def record_page(
    request: HttpRequest,
    *,
    actor: Actor,
    document: Document,
    question_id: str,
    record_id: str,
    urls: DocumentUrls,
    template: str,
    may_edit: Verdict,
    now: datetime,
    context: Mapping[str, Any] | None = None,
    beside: Beside | None = None,
) -> HttpResponse:
    """One record to fill in or, where it may not be edited or has been taken out, to read. A post saves it.

    `template` includes `documents/_record.html`; `beside` tells from the answers what else it shows.
    Raises: Http404, when there never was such a record.
    """
    base = document.form.question(question_id)
    question = document.form.question(rules.field_name(question_id, record_id))
    if base is None or base.kind != Kind.RECORDS or question is None:
        raise Http404
    section = document.form.section_of(question_id)
    posted: Posted | None = None
    if request.method == "POST" and may_edit:
        posted, target = _keep(request, actor, document, base, question, section, urls, now)
        if posted is None:
            return HttpResponseRedirect(target)
    if may_edit and urls.presence:
        note_presence(actor, document, section.id, now)
    page = record_context(
        actor=actor,
        document=document,
        base=base,
        question=question,
        urls=urls,
        posted=posted,
        may_edit=may_edit,
        now=now,
    )
    more = beside(page["answers"]) if beside else {}
    return render(request, template, {**(context or {}), **page, **more}, status=REFUSED if posted else 200)


def record_context(
    actor: Actor,
    document: Document,
    base: Question,
    question: Question,
    urls: DocumentUrls,
    posted: Posted | None,
    may_edit: Verdict,
    now: datetime,
) -> dict[str, Any]:
    """What `documents/_record.html` and its neighbours need; a constant number of queries."""
    language, form = current_language(), document.form
    fields = queries.fields_of(document)
    answers = queries.answers_in(document, fields)
    _base, record_id = rules.name_parts(question.id)
    names = [row["id"] for row in answers.get(base.id) or ()]
    if question.id not in fields:
        raise Http404
    is_removed = record_id not in names
    section, titles = form.section_of(base.id), forms.record_titles(form, answers)
    value = fields[question.id].value
    sheet = forms.sheet_of(question, value, language, titles=titles)
    view = forms.record_view(
        form=form,
        question=question,
        fields=fields,
        answers=answers,
        rivals=queries.open_rivals(document),
        posted=posted,
        language=language,
    )
    return {
        "document": document,
        "form": form,
        "section": section,
        "steps": forms.steps_of(form, answers, rules.missing(form, answers), urls.section, section.id),
        "urls": urls,
        "writer": new_ref(),
        "may_edit": may_edit,
        "item": view,
        "sheets": [forms.SectionSheet(section, "", [sheet])] if is_removed or not may_edit else [],
        "is_removed": is_removed,
        "list_label": pick(base.label, language)[0],
        "list_url": f"{urls.section(section.id)}#question-{base.id}",
        "record_id": record_id,
        "record_title": titles[base.id].get(record_id) or rules.record_title(base, value or {}) or gettext("New entry"),
        "record_number": 0 if is_removed else names.index(record_id) + 1,
        "record_count": len(names),
        "last_change_at": fields[question.id].changed_at,
        "people_here": people_here(document, actor=actor, now=now),
        "answers": answers,
    }


def _keep(
    request: HttpRequest,
    actor: Actor,
    document: Document,
    base: Question,
    question: Question,
    section: Section,
    urls: DocumentUrls,
    now: datetime,
) -> tuple[Posted | None, str]:
    """Save the record and do what the button says; gives what could not be kept, or where to go on."""
    _base, record_id = rules.name_parts(question.id)
    here = urls.record(base.id, record_id) if urls.record else ""
    back = f"{urls.section(section.id)}#question-{base.id}"
    given: dict[str, Any] = {"actor": actor, "document": document, "question_id": base.id, "now": now}
    try:
        if request.POST.get("act") == "restore":
            services.restore_record(**given, record_id=record_id)
            return None, here
        posted, is_rival = _save(request, actor, document, question, now)
        if posted or is_rival:
            return posted, f"{here}#rival-{question.id}"
        return None, _done(request, given, record_id, here, back, urls)
    except NotAllowed as refusal:
        messages.error(request, refusal_words(refusal.verdict))
        return None, here


def _save(
    request: HttpRequest, actor: Actor, document: Document, question: Question, now: datetime
) -> tuple[Posted | None, bool]:
    if not forms.is_posted(question, request.POST):
        return None, False
    raw = forms.raw_answer(question, request.POST)
    outcome = services.save_answer(
        actor=actor,
        document=document,
        question_id=question.id,
        raw=raw,
        base_revision=forms.base_revision(question, request.POST),
        now=now,
        writer=forms.writer_of(request.POST),
        sequence=forms.sequence_of(request.POST),
    )
    if outcome.kind == SaveKind.REFUSED and outcome.problem:
        return Posted(raw, outcome.problem), False
    if outcome.kind == SaveKind.CONFLICT:
        messages.warning(
            request, gettext("Somebody changed the same answer at the same time. Both texts are kept; please choose.")
        )
    return None, outcome.kind == SaveKind.CONFLICT


def _done(request: HttpRequest, given: dict[str, Any], record_id: str, here: str, back: str, urls: DocumentUrls) -> str:
    """What the button asks for beside saving; gives where to go on."""
    act, then = request.POST.get("act", ""), request.POST.get("then", "")
    if act == "remove":
        services.remove_record(**given, record_id=record_id)
        messages.success(request, gettext("The entry is taken out; its text is kept."))
        return back
    if act in ("up", "down"):
        services.move_record(**given, record_id=record_id, steps=-1 if act == "up" else 1)
        return here
    messages.success(request, gettext("Saved."))
    if then == "another" and urls.record:
        return urls.record(given["question_id"], services.add_record(**given))
    return back if then == "list" else here
