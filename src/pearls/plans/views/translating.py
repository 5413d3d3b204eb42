"""The plan's texts in two languages, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pearls.calls import services as calls
from pearls.documents import forms as document_forms
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.documents import services as documents
from pearls.documents.rules import Question, Section
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import LANGUAGES, pick
from pearls.kernel.refs import new_ref
from pearls.kernel.verdict import NotAllowed
from pearls.plans import labels
from pearls.plans.rules import languages
from pearls.plans.views.pages import PlanPage, page_for
from pearls.web.formats import current_language, language_name
from pearls.web.gates import signed_in


@dataclass(frozen=True)
class Part:
    """One text, and its translation as far as there is one."""

    name: str
    label: str
    original: str
    translation: str
    is_long: bool

    @property
    def id(self) -> str:
        return f"id_{self.name}"


@dataclass(frozen=True)
class Pair:
    """An answer or entry in two languages."""

    id: str
    title: str
    mark: str
    revision: int
    parts: tuple[Part, ...]
    is_older: bool


@signed_in
@require_http_methods(["GET", "POST"])
def translate(request: HttpRequest, ref: str, section_id: str) -> HttpResponse:
    """The texts of one step in the plan's own language, and beside them in the second."""
    page = page_for(request, ref, utc_now())
    section, second = page.document.form.section(section_id), second_of(page)
    if section is None or not second:
        raise Http404
    may_edit = page.may_edit()
    if request.method == "POST" and may_edit:
        _keep(request, page, section, second)
        return redirect(page.url("translate", section_id))
    reader = current_language()
    pairs = _pairs(page, section, second)
    context = {
        **page.context(),
        "section": section,
        "pairs": pairs,
        "document": page.document,
        "urls": page.urls,
        "writer": new_ref(),
        "may_edit": may_edit,
        "closed_words": "" if may_edit else labels.reason_words(may_edit),
        "older_count": sum(pair.is_older for pair in pairs),
        "first": page.application.language,
        "second": second,
        "first_name": language_name(page.application.language, reader),
        "second_name": language_name(second, reader),
        "section_url": page.url("section", section_id),
    }
    return render(request, "plans/translate.html", context)


@signed_in
@require_POST
def choose_language(request: HttpRequest, ref: str) -> HttpResponse:
    """Say in which language the plan is written."""
    page = page_for(request, ref, utc_now())
    language = request.POST.get("language", "")
    if language not in LANGUAGES:
        raise Http404
    try:
        calls.change_language(actor=page.actor, application=page.application, language=language, now=page.now)
    except NotAllowed as refusal:
        messages.error(request, labels.reason_words(refusal.verdict))
    else:
        messages.success(request, _("Saved."))
    return redirect(page.url("plan"))


def second_of(page: PlanPage) -> str:
    """The plan's second language."""
    return languages.second_language(page.application.language, page.application.place.country)


def _pairs(page: PlanPage, section: Section, second: str) -> list[Pair]:
    form, reader = page.document.form, current_language()
    fields = document_queries.fields_of(page.document)
    answers = document_queries.answers_in(page.document, fields)
    titles = document_forms.record_titles(form, answers)
    here = {question.id for question in section.questions}
    found = []
    for name, question, value in document_rules.translatable(form, answers):
        base, record = document_rules.name_parts(name)
        if base not in here:
            continue
        kept = document_rules.translation_name(name, second)
        field = fields.get(kept)
        translation = field.value if field else None
        texts = document_rules.original_texts(question, value)
        found.append(
            Pair(
                id=kept,
                title=titles[base][record] if record else pick(question.label, reader)[0],
                mark=document_rules.text_mark(texts),
                revision=field.revision if field else 0,
                parts=_parts(form.question(kept), kept, texts, translation or {}, reader),
                is_older=document_rules.is_older(texts, translation),
            )
        )
    return found


def _parts(
    asked: Question | None, kept: str, texts: Mapping[str, str], translation: Mapping[str, Any], reader: str
) -> tuple[Part, ...]:
    return tuple(
        Part(
            name=f"q-{kept}-{column.id}",
            label=pick(column.label, reader)[0],
            original=texts[column.id],
            translation=str(translation.get(column.id, "")),
            is_long=column.kind == document_rules.Kind.LONG_TEXT,
        )
        for column in (asked.columns if asked else ())
        if column.id in texts
    )


def _keep(request: HttpRequest, page: PlanPage, section: Section, second: str) -> None:
    """Save what was typed into the page's right side."""
    for pair in _pairs(page, section, second):
        question = page.document.form.question(pair.id)
        if question is None or not document_forms.is_posted(question, request.POST):
            continue
        try:
            documents.save_answer(
                actor=page.actor,
                document=page.document,
                question_id=pair.id,
                raw=document_forms.raw_answer(question, request.POST),
                base_revision=document_forms.base_revision(question, request.POST),
                now=page.now,
                writer=document_forms.writer_of(request.POST),
                sequence=document_forms.sequence_of(request.POST),
            )
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
            return
    messages.success(request, _("Saved."))
