"""Speaking about a plan: remarks beside its steps, suggestions for its words, and the list of all of them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pearls.documents import forms as document_forms
from pearls.documents import queries as document_queries
from pearls.documents.rules import SaveKind, Section
from pearls.kernel.clock import utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.plans import labels, queries, services
from pearls.plans.forms.remarks import RemarkForm, SuggestionForm, WordsForm
from pearls.plans.labels import remarks as words
from pearls.plans.models import Thread
from pearls.plans.rules import remarks as rules
from pearls.plans.rules.remarks import Side, Target
from pearls.plans.views import threads
from pearls.plans.views.pages import PlanPage, page_for, page_read_along
from pearls.web.gates import signed_in
from pearls.web.pagination import page_of

REFUSED = 422
SHOWS = ("open", Side.TOWN.value, Side.MENTOR.value, "settled")


@signed_in
@require_safe
def remark_list(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that was said about the plan: what is open, whom it waits for, what is settled."""
    page = page_read_along(request, ref, utc_now())
    shown = request.GET.get("show", "")
    found = queries.threads_of(page.plan, page.access)
    found = found.exclude(settled_at=None) if shown == "settled" else queries.waiting(found, shown)
    listed: Page[Thread] = page_of(request, found, per_page=20)
    talks = queries.talks(listed.object_list)
    context = {
        **page.context(),
        "listed": listed,
        "threads": threads.thread_views(page, queries.content_of(page.plan) if talks else {}, talks),
        "shows": [(name, label, name == (shown if shown in SHOWS else "open")) for name, label in _show_words()],
    }
    return render(request, "plans/remark_list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def remark(request: HttpRequest, ref: str, section_id: str) -> HttpResponse:
    """Say something about a step, an answer, an entry, or about words quoted there."""
    page = page_for(request, ref, utc_now())
    about = request.POST.get("about", request.GET.get("about", ""))
    section, target = _target(page, section_id, about)
    content = queries.content_of(page.plan)
    _require_entry(content, target)
    abouts = threads.abouts_in(page, section, target.question, target.record)
    form = RemarkForm(
        request.POST or None,
        initial={"about": about},
        abouts=abouts,
        people=threads.people_of(page),
        auto_id="remark-%s",
    )
    if request.method == "POST" and form.is_valid():
        try:
            thread = services.begin_thread(
                actor=page.actor,
                plan=page.plan,
                target=target,
                text=form.cleaned_data["text"],
                quote=form.cleaned_data["quote"],
                near=form.cleaned_data["near"] or 0,
                mentions=form.cleaned_data.get("mentions", ()),
                now=page.now,
            )
        except NotAllowed as refusal:
            field = "quote" if refusal.verdict.reason == "quote-not-found" else None
            form.add_error(field, labels.reason_words(refusal.verdict))
        else:
            messages.success(request, _("Your remark is saved."))
            return redirect(threads.spot_url(page, thread))
    context = {
        **page.context(),
        "section": section,
        "section_url": page.url("section", section.id),
        "form": form,
        "may_remark": rules.may_remark(page.access),
    }
    return render(request, "plans/remark.html", context, status=REFUSED if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def thread(request: HttpRequest, ref: str, thread_ref: str) -> HttpResponse:
    """One thread with everything said in it; a post answers, settles or opens it, or answers its suggestion."""
    page = page_read_along(request, ref, utc_now())
    found = queries.thread_for(page.plan, page.access, thread_ref)
    if found is None:
        raise Http404
    name = request.POST.get("act", "")
    act = ACTS.get(name)
    if act is None and request.method == "POST":
        raise Http404
    form = WordsForm(request.POST if name in WITH_WORDS else None, people=threads.people_of(page), auto_id="answer-%s")
    if act is not None and (not form.is_bound or form.is_valid()):
        try:
            return act(request, page, found, form.cleaned_data if form.is_bound else {})
        except NotAllowed as refusal:
            messages.error(request, labels.reason_words(refusal.verdict))
    (view,) = threads.thread_views(page, queries.content_of(page.plan), queries.talks([found]))
    context = {**page.context(), "thread": view, "form": form}
    return render(request, "plans/thread.html", context, status=REFUSED if form.is_bound else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def suggest(request: HttpRequest, ref: str, section_id: str) -> HttpResponse:
    """Propose another wording for one text."""
    page = page_for(request, ref, utc_now())
    about = request.POST.get("about", request.GET.get("about", ""))
    section, target = _target(page, section_id, about)
    content = queries.content_of(page.plan)
    _require_entry(content, target)
    plan_form = page.document.form
    if rules.text_kind(plan_form, target) is None:
        raise Http404
    _value, revision = document_queries.value_at(page.document, target.field)
    initial = {"proposed": rules.text_at(plan_form, content, target), "seen": revision}
    form = SuggestionForm(
        request.POST or None, initial=initial, people=threads.people_of(page), auto_id="suggestion-%s"
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.suggest(
                actor=page.actor,
                plan=page.plan,
                target=target,
                text=form.cleaned_data["proposed"],
                seen=form.cleaned_data["seen"],
                why=form.cleaned_data["text"],
                mentions=form.cleaned_data.get("mentions", ()),
                now=page.now,
            )
        except NotAllowed as refusal:
            form.add_error("proposed", labels.reason_words(refusal.verdict))
        else:
            messages.success(
                request, _("Your suggestion is made. Whoever writes the plan takes it over or says why not.")
            )
            return redirect(threads.spot_url(page, made))
    may_suggest = rules.may_suggest(page.access, may_be_written=page.may_be_written(), has_text=True)
    context = {
        **page.context(),
        "section": section,
        "section_url": page.url("section", section.id),
        "about": about,
        "words": threads.about_words(plan_form, document_forms.record_titles(plan_form, content), target),
        "form": form,
        "may_suggest": may_suggest,
        "refusal": labels.reason_words(may_suggest),
    }
    return render(request, "plans/suggest.html", context, status=REFUSED if form.errors else 200)


Words = Mapping[str, Any]
Act = Callable[[HttpRequest, PlanPage, Thread, Words], HttpResponse]


def _reply(request: HttpRequest, page: PlanPage, found: Thread, typed: Words) -> HttpResponse:
    called = typed.get("mentions", ())
    services.add_remark(actor=page.actor, thread=found, text=typed["text"], mentions=called, now=page.now)
    messages.success(request, _("Your answer is saved."))
    return redirect(threads.spot_url(page, found))


def _settle(request: HttpRequest, page: PlanPage, found: Thread, typed: Words) -> HttpResponse:
    place = threads.spot_url(page, found)
    services.settle_thread(actor=page.actor, thread=found, now=page.now)
    messages.success(request, _("Settled. It is kept among the settled remarks."))
    return redirect(place.partition("#")[0])


def _reopen(request: HttpRequest, page: PlanPage, found: Thread, typed: Words) -> HttpResponse:
    services.reopen_thread(actor=page.actor, thread=found, now=page.now)
    return redirect(page.url("thread", found.ref))


def _accept(request: HttpRequest, page: PlanPage, found: Thread, typed: Words) -> HttpResponse:
    place = threads.spot_url(page, found).partition("#")[0]
    outcome = services.accept_suggestion(actor=page.actor, thread=found, now=page.now)
    if outcome.kind == SaveKind.CONFLICT:
        messages.warning(
            request, _("The same words were changed meanwhile. Both texts are kept; please choose between them.")
        )
        return redirect(f"{place}#rival-{found.target.field}")
    messages.success(request, _("The suggestion is now in the text."))
    return redirect(f"{place}#question-{found.target.field}")


def _refuse(request: HttpRequest, page: PlanPage, found: Thread, typed: Words) -> HttpResponse:
    services.refuse_suggestion(actor=page.actor, thread=found, words=typed["text"], now=page.now)
    messages.success(request, _("The text stays as it is. Your answer is kept with the suggestion."))
    return redirect(page.url("thread", found.ref))


def _withdraw(request: HttpRequest, page: PlanPage, found: Thread, typed: Words) -> HttpResponse:
    services.withdraw_suggestion(actor=page.actor, thread=found, now=page.now)
    return redirect(page.url("thread", found.ref))


ACTS: dict[str, Act] = {
    "reply": _reply,
    "settle": _settle,
    "reopen": _reopen,
    "accept": _accept,
    "refuse": _refuse,
    "withdraw": _withdraw,
}
WITH_WORDS = ("reply", "refuse")


def _target(page: PlanPage, section_id: str, about: str) -> tuple[Section, Target]:
    """The step, and what of it is spoken about. Raises: Http404, where the form has no such spot for the reader."""
    form = page.document.form
    section, target = form.section(section_id), rules.target_of(form, section_id, about)
    asked = form.question(target.question) if target else None
    if section is None or target is None or (asked and asked.private and not page.access.sees_private):
        raise Http404
    return section, target


def _require_entry(content: dict[str, Any], target: Target) -> None:
    if target.record and all(row["id"] != target.record for row in content.get(target.question) or ()):
        raise Http404


def _show_words() -> list[tuple[str, str]]:
    return [
        ("open", _("All that is open")),
        (Side.TOWN.value, str(words.SIDES[Side.TOWN])),
        (Side.MENTOR.value, str(words.SIDES[Side.MENTOR])),
        ("settled", _("Settled")),
    ]
