"""The pages of a document, for the room above: it owns addresses and permissions, and hands in what is allowed.

A room's view fetches its document, asks its own rule, and calls one of these with the addresses:

    urls = DocumentUrls(section=lambda name: reverse("calls:application-edit", args=[ref, name]), …)
    return section_page(request, actor=actor, document=document, section_id=section, urls=urls, …)
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from pearls.documents import forms, labels, queries, rules, services
from pearls.documents.forms.controls import Posted
from pearls.documents.models import Document
from pearls.documents.rules import Kind, Problem, Question, RivalChoice, SaveKind, Section
from pearls.files import labels as file_labels
from pearls.files import queries as file_queries
from pearls.files import services as file_services
from pearls.files.rules import MEGABYTE
from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.kernel.refs import new_ref
from pearls.kernel.verdict import NotAllowed, Verdict
from pearls.web.formats import current_language

Beside = Callable[[Mapping[str, Any]], Mapping[str, Any]]  # what else a page shows, told from the answers
CONFLICTED = 409
REFUSED = 422


@dataclass(frozen=True)
class DocumentUrls:
    """Where the pages of one document are; all but `section` may be empty for a reader."""

    section: Callable[[str], str]
    autosave: str = ""
    presence: str = ""
    choose: Callable[[str], str] | None = None
    history: Callable[[str], str] | None = None
    file: Callable[[str], str] | None = None
    record: Callable[[str, str], str] | None = None


def section_page(
    request: HttpRequest,
    *,
    actor: Actor,
    document: Document,
    section_id: str,
    urls: DocumentUrls,
    template: str,
    may_edit: Verdict,
    sees_private: bool,
    now: datetime,
    context: Mapping[str, Any] | None = None,
    beside: Beside | None = None,
) -> HttpResponse:
    """One section to fill in or, where it may not be edited, to read. A post saves it, then leads on.

    `template` extends the desk and includes `documents/_section.html` (and `_path.html`, `_presence.html`).
    Raises: Http404, when the form has no such section.
    """
    section = section_in(document, section_id)
    posted: dict[str, Posted] = {}
    if request.method == "POST" and may_edit:
        posted, conflict = _save_section(request, actor, document, section, now)
        begun = "" if posted else _begun_record(request, actor, document, section, urls, now)
        if begun:
            return HttpResponseRedirect(begun)
        if not posted:
            return _lead_on(request, document, section, urls, conflict)
    if may_edit and urls.presence:
        note_presence(actor, document, section_id, now)
    page = section_context(
        actor=actor,
        document=document,
        section=section,
        urls=urls,
        posted=posted,
        may_edit=may_edit,
        sees_private=sees_private,
        now=now,
    )
    more = beside(page["answers"]) if beside else {}
    status = REFUSED if posted else 200
    return render(request, template, {**(context or {}), **page, **more}, status=status)


def section_context(
    *,
    actor: Actor,
    document: Document,
    section: Section,
    urls: DocumentUrls,
    may_edit: Verdict,
    sees_private: bool,
    now: datetime,
    posted: Mapping[str, Posted] | None = None,
) -> dict[str, Any]:
    """What `documents/_section.html` and its neighbours need; a constant number of queries."""
    language, form = current_language(), document.form
    fields = queries.fields_of(document)
    answers = queries.answers_in(document, fields)
    views = forms.question_views(
        form=form,
        section=section,
        fields=fields,
        answers=answers,
        rivals=queries.open_rivals(document),
        posted=posted or {},
        language=language,
    )
    ids = [item.id for item in form.sections]
    at = ids.index(section.id)
    changes = [field.changed_at for field in fields.values() if field.changed_at]
    return {
        "document": document,
        "form": form,
        "section": section,
        "section_number": at + 1,
        "section_count": len(ids),
        "answers": answers,
        "questions": views,
        "sheets": [] if may_edit else forms.section_sheet(form, section, answers, language, sees_private, urls.file),
        "steps": forms.steps_of(form, answers, rules.missing(form, answers), urls.section, section.id),
        "urls": urls,
        "writer": new_ref(),
        "may_edit": may_edit,
        "last_change_at": max(changes) if changes else None,
        "people_here": people_here(document, actor=actor, now=now),
        "previous_url": urls.section(ids[at - 1]) if at else "",
        "next_url": urls.section(ids[at + 1]) if at + 1 < len(ids) else "",
        "kept_answers": _kept(document, language) if at == len(ids) - 1 else [],
    }


def autosave(request: HttpRequest, *, actor: Actor, document: Document, now: datetime) -> JsonResponse:
    """Save one question as it is being typed; answers only once the database has it.

    200 saved, unchanged or merged; 409 a conflict; 422 not understood; 403 closed; 404 no such question; 503 not now.
    """
    question = document.form.question(request.POST.get("question", ""))
    if question is None or question.kind == Kind.FILE:
        return JsonResponse({"state": "gone", "sentence": str(labels.REASONS["unknown-question"])}, status=404)
    try:
        outcome = services.save_answer(
            actor=actor,
            document=document,
            question_id=question.id,
            raw=forms.raw_answer(question, request.POST),
            base_revision=forms.base_revision(question, request.POST),
            now=now,
            writer=forms.writer_of(request.POST),
            sequence=forms.sequence_of(request.POST),
        )
    except NotAllowed as refusal:
        return JsonResponse({"state": "closed", "sentence": refusal_words(refusal.verdict)}, status=403)
    except OperationalError:
        return JsonResponse({"state": "busy"}, status=503)  # a full disk, a lock: the page tries again
    status = {SaveKind.CONFLICT: CONFLICTED, SaveKind.REFUSED: REFUSED}.get(outcome.kind, 200)
    return JsonResponse(_outcome_data(question, outcome), status=status)


def presence(request: HttpRequest, *, actor: Actor, document: Document, section_id: str, now: datetime) -> JsonResponse:
    """Tell that the page is open, hear who else is here and which answers are newer than those shown."""
    section = section_in(document, section_id)
    note_presence(actor, document, section_id, now)
    fields = queries.fields_of(document)
    newer = {
        question.id: {"revision": stored.revision, "value": _plain(question, stored.value)}
        for question in section.questions
        if (stored := fields.get(question.id)) is not None
        and forms.is_posted(question, request.POST)
        and stored.revision > forms.base_revision(question, request.POST)
    }
    return JsonResponse({"people": people_here(document, actor=actor, now=now), "newer": newer})


def choose(
    request: HttpRequest, *, actor: Actor, document: Document, rival_ref: str, urls: DocumentUrls, now: datetime
) -> HttpResponse:
    """Settle a conflict from the chooser's form, then back to the question.

    Raises: Http404, when this document has no such rival, or the choice is none.
    """
    rival = queries.rival_of(document, rival_ref)
    choice = request.POST.get("choice", "")
    question = document.form.question(rival.field.question) if rival else None
    if rival is None or question is None or choice not in set(RivalChoice):
        raise Http404
    section = document.form.section_of(question.id)
    target = f"{urls.section(section.id)}#question-{question.id}"
    try:
        outcome = services.choose_rival(
            actor=actor,
            document=document,
            rival=rival,
            choice=RivalChoice(choice),
            base_revision=forms.base_revision(question, request.POST),
            raw=forms.raw_answer(question, request.POST),
            now=now,
        )
    except NotAllowed as refusal:
        messages.warning(request, refusal_words(refusal.verdict))
        return HttpResponseRedirect(target)
    if outcome.kind == SaveKind.CONFLICT:
        messages.warning(request, gettext("Somebody has changed the answer meanwhile. Please choose once more."))
    elif outcome.kind == SaveKind.REFUSED and outcome.problem:
        messages.warning(request, labels.problem_sentence(outcome.problem, question, current_language()))
    else:
        messages.success(request, gettext("Your choice is saved. The other text stays in the history."))
    return HttpResponseRedirect(target)


def people_here(document: Document, *, actor: Actor, now: datetime) -> list[str]:
    """Sentences such as "Ilze is in “Budget”"."""
    language = current_language()
    sentences = []
    for row in queries.people_here(document, now=now, but=actor.ref):
        section = document.form.section(row.section)
        where = pick(section.title, language)[0] if section else ""
        values = {"name": row.name, "section": where}
        sentences.append(
            gettext("%(name)s is in “%(section)s”.") % values if where else gettext("%(name)s is here.") % values
        )
    return sentences


def note_presence(actor: Actor, document: Document, section_id: str, now: datetime) -> None:
    with suppress(OperationalError):  # on a full disk the page can still be read
        services.note_presence(actor=actor, document=document, section=section_id, now=now)


def section_in(document: Document, section_id: str) -> Section:
    if (section := document.form.section(section_id)) is None:
        raise Http404
    return section


def _save_section(
    request: HttpRequest, actor: Actor, document: Document, section: Section, now: datetime
) -> tuple[dict[str, Posted], str]:
    """Save all that was posted; gives what could not be kept, and the first question in conflict."""
    posted: dict[str, Posted] = {}
    conflict = ""
    for question in section.questions:
        if question.kind == Kind.RECORDS or not forms.is_posted(question, request.POST):
            continue
        raw: Any = None
        try:
            raw = _raw(request, actor, document, question, now)
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
        except NotAllowed as refusal:
            messages.error(request, refusal_words(refusal.verdict))
            posted[question.id] = Posted(raw, Problem(question.id, refusal.verdict.reason, refusal.verdict.detail))
            continue
        if outcome.kind == SaveKind.REFUSED and outcome.problem:
            posted[question.id] = Posted(raw, outcome.problem)
        if outcome.kind == SaveKind.CONFLICT:
            conflict = conflict or question.id
    return posted, conflict


def _begun_record(
    request: HttpRequest, actor: Actor, document: Document, section: Section, urls: DocumentUrls, now: datetime
) -> str:
    """Add the record that the page asks for, with its first part if that was typed; gives the address of its page."""
    wanted = request.POST.get("add", "")
    question = next((item for item in section.questions if item.id == wanted and item.kind == Kind.RECORDS), None)
    if question is None or urls.record is None:
        return ""
    first = question.columns[0]
    typed = request.POST.get(f"new-{question.id}", "").strip()
    values = {first.id: typed} if typed and not first.of else {}
    try:
        name = services.add_record(actor=actor, document=document, question_id=question.id, values=values, now=now)
    except NotAllowed as refusal:
        messages.error(request, refusal_words(refusal.verdict))
        return urls.section(section.id)
    except services.NotAnAnswer as wrong:
        messages.error(request, labels.problem_sentence(wrong.problem, question, current_language()))
        return urls.section(section.id)
    return urls.record(question.id, name)


def _raw(request: HttpRequest, actor: Actor, document: Document, question: Question, now: datetime) -> Any:
    if question.kind != Kind.FILE:
        return forms.raw_answer(question, request.POST)
    kept = set(forms.kept_files(question, request.POST))
    own = {stored.ref: stored for stored in file_queries.files_of_owner(document.file_owner)}
    files = [own[ref] for ref in own if ref in kept]
    if request.META.get("pearls.upload_trouble"):
        messages.error(request, str(file_labels.REASONS[request.META["pearls.upload_trouble"]]))
    for upload in request.FILES.getlist(f"q-{question.id}"):
        try:
            files.append(
                file_services.store_file(
                    actor=actor,
                    upload=upload,
                    owner=document.file_owner,
                    allowed=question.file_kinds,
                    max_bytes=question.max_megabytes * MEGABYTE,
                    now=now,
                )
            )
        except NotAllowed as refusal:
            messages.error(request, f"{upload.name}: {refusal_words(refusal.verdict)}")
    return [
        {"ref": item.ref, "name": item.name, "kind": item.kind, "size": item.size_bytes, "sha256": item.sha256}
        for item in files
    ]


def _lead_on(
    request: HttpRequest, document: Document, section: Section, urls: DocumentUrls, conflict: str
) -> HttpResponse:
    if conflict:
        messages.warning(
            request, gettext("Somebody changed the same answer at the same time. Both texts are kept; please choose.")
        )
        return HttpResponseRedirect(f"{urls.section(section.id)}#rival-{conflict}")
    messages.success(request, gettext("Saved."))
    ids = [item.id for item in document.form.sections]
    after = ids.index(section.id) + 1
    if request.POST.get("then") == "next" and after < len(ids):
        return HttpResponseRedirect(urls.section(ids[after]))
    return HttpResponseRedirect(urls.section(section.id))


def _outcome_data(question: Question, outcome: services.SaveOutcome) -> dict[str, Any]:
    language = current_language()
    data: dict[str, Any] = {
        "state": outcome.kind.value,
        "revision": outcome.revision,
        "value": _plain(question, outcome.value),
        "problems": [labels.problem_sentence(problem, question, language) for problem in outcome.problems],
    }
    if outcome.problem:
        data["sentence"] = labels.problem_sentence(outcome.problem, question, language)
    if outcome.rival:
        data["rival"] = outcome.rival.ref
        data["theirs"] = forms.plain_words(question, outcome.value, language)
        data["yours"] = forms.plain_words(question, outcome.rival.value, language)
    return data


def _plain(question: Question, value: Any) -> str | None:
    """A value that the script may put into its one text box by itself; None for any other."""
    if question.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT):
        return value or ""
    if question.kind == Kind.LIST:
        return "\n".join(value or [])
    return None


def refusal_words(verdict: Verdict) -> str:
    own = labels.reason_sentence(verdict.reason, verdict.detail)
    return own or str(file_labels.REASONS.get(verdict.reason, verdict.reason)) % dict(verdict.detail)


def _kept(document: Document, language: str) -> list[Any]:
    return [forms.sheet_of(question, value, language) for question, value in queries.kept_answers(document)]
