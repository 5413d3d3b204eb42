"""The office's side of complaints: what is due, is it admissible, who reads, what is decided; and paper ones."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from pearls.complaints import labels, queries, services
from pearls.complaints.forms import CheckForm, DecisionForm, PaperForm, ReaderForm
from pearls.complaints.models import Complaint
from pearls.complaints.rules import complaints as rules
from pearls.complaints.rules.complaints import Deciding, State
from pearls.complaints.views.town import facts_of
from pearls.kernel.clock import local_instant, utc_now
from pearls.kernel.verdict import NotAllowed
from pearls.selection import labels as selection_labels
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, office
from pearls.web.pagination import page_of

NOON = time(12)


@office
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Every complaint, what is due first at the top."""
    page: Any = page_of(request, queries.complaints_of_office(actor_of(request)))
    for one in page.object_list:
        one.facts = facts_of(one)
        one.state_label, one.tone = labels.STATES[one.state], labels.TONES[one.state]
    return render(request, "complaints/office_list.html", {"page": page})


@office
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """One complaint: the next step, and everything that was said."""
    found = queries.complaint_for_office(actor_of(request), ref)
    acts: dict[str, Callable[[HttpRequest, Complaint], HttpResponse]] = {
        "admit": _check,
        "refuse": _check,
        "reader": _name_reader,
        "decide": _decide,
    }
    if request.method == "POST":
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            raise Http404
        return act(request, found)
    return _page(request, found)


def _page(request: HttpRequest, found: Complaint, status: int = 200, **bound: Any) -> HttpResponse:
    actor, state = actor_of(request), State(found.state)
    is_read = state in (State.READING, State.PROPOSED)
    ties = queries.involved(found) if is_read else {}
    asked = Deciding(
        is_office=True,
        is_reader=actor.person_id is not None and found.reader_id == actor.person_id,
        ties=ties.get(actor.person_id or 0, frozenset()),
        state=state,
    )
    may_decide = rules.may_decide(asked)
    is_shut = asked.is_reader or bool(asked.ties - {rules.Tie.OFFICE})
    people = queries.readers_offered(found, ties) if is_read else []
    context = {
        "complaint": found,
        **facts_of(found),
        "state": (labels.STATES[found.state], labels.TONES[found.state]),
        "check_form": bound.get("check") or (CheckForm() if state == State.RECEIVED else None),
        "reader_form": (bound.get("reader") or _reader_form(people, found)) if is_read else None,
        "has_readers": bool(people),
        "proposal": labels.RESULTS.get(found.proposal, ""),
        "decision_form": (bound.get("decision") or _decision_form(found)) if may_decide else None,
        "why_not": labels.reason_words(may_decide) if is_read and not may_decide and is_shut else "",
    }
    return render(request, "complaints/office_complaint.html", context, status=status)


def _reader_form(people: list[queries.Person], found: Complaint) -> ReaderForm:
    return ReaderForm(people=people, current=found.reader.ref if found.reader else "")


def _decision_form(found: Complaint) -> DecisionForm:
    """Begins with what was proposed."""
    return DecisionForm(initial={"result": found.proposal, "text": found.proposal_text})


def _check(request: HttpRequest, found: Complaint) -> HttpResponse:
    form = CheckForm(request.POST)
    admits = request.POST["act"] == "admit"
    if not form.is_valid():
        return _page(request, found, 422, check=form)
    try:
        services.check_complaint(
            actor=actor_of(request),
            complaint=found,
            admits=admits,
            reason=form.cleaned_data["reason"],
            now=utc_now(),
        )
    except NotAllowed as refused:
        form.add_error("reason", labels.reason_words(refused.verdict))
        return _page(request, found, 422, check=form)
    words = _("The complaint is taken on. Name a second reader.") if admits else _("The place has been told.")
    return _done(request, found, words)


def _name_reader(request: HttpRequest, found: Complaint) -> HttpResponse:
    people = queries.readers_offered(found)
    person = next((one for one in people if one.ref == request.POST.get("reader")), None)
    if person is None:
        messages.error(request, str(labels.REASONS["reader-involved"]))
        return redirect("complaints:office-complaint", ref=found.ref)
    try:
        services.name_reader(actor=actor_of(request), complaint=found, person=person, now=utc_now())
    except NotAllowed as refused:
        messages.error(request, labels.reason_words(refused.verdict))
        return redirect("complaints:office-complaint", ref=found.ref)
    return _done(request, found, _("The second reader has been written to."))


def _decide(request: HttpRequest, found: Complaint) -> HttpResponse:
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, decision=form)
    try:
        services.decide_complaint(actor=actor_of(request), complaint=found, now=utc_now(), **form.cleaned_data)
    except NotAllowed as refused:
        form.add_error(None, labels.reason_words(refused.verdict))
        return _page(request, queries.complaint_for_office(actor_of(request), found.ref), 422, decision=form)
    return _done(request, found, _("The complaint is decided, and the place has been told."))


def _done(request: HttpRequest, found: Complaint, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("complaints:office-complaint", ref=found.ref)


@office
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, dossier_ref: str) -> HttpResponse:
    """Enter a complaint that came on paper, as of the day on which it came."""
    actor, now = actor_of(request), utc_now()
    dossier = queries.dossier_of_office(actor, dossier_ref)
    zone = queries.zone_of(dossier.panel)
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        came = local_instant(datetime.combine(typed.pop("received_on"), NOON), zone)
        came = now if came.date() == now.date() else came
        try:
            filed = services.file_complaint(
                actor=actor, dossier=dossier, language=current_language(), received_at=came, now=now, **typed
            )
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("The complaint is entered, and the place has its receipt."))
            return redirect("complaints:office-complaint", ref=filed.ref)
    context = {
        "form": form,
        "dossier": dossier,
        "place": dossier.place,
        "stage": selection_labels.STAGES[dossier.panel.stage],
        "until": queries.until_of(dossier.panel),
        "zone": zone,
    }
    return render(request, "complaints/office_enter.html", context, status=422 if form.errors else 200)
