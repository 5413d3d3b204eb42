"""The page of one request, for its town and for whoever works on it; writing it, and the proof of its costs."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pearls.files import queries as file_queries
from pearls.files.views import file_response
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.kernel.languages import pick
from pearls.kernel.verdict import NotAllowed
from pearls.people import queries as people_queries
from pearls.seed_money import labels, queries, services
from pearls.seed_money.forms import ProofForm, RequestForm, cents_of
from pearls.seed_money.models import Decision, Request
from pearls.seed_money.rules import requests as rules
from pearls.seed_money.rules.document import SeedRules
from pearls.seed_money.rules.iban import grouped
from pearls.seed_money.rules.requests import State
from pearls.seed_money.services import reporting
from pearls.seed_money.views import acts
from pearls.web.downloads import attachment
from pearls.web.formats import current_language
from pearls.web.gates import actor_of, signed_in
from pearls.web.pagination import page_of
from pearls.web.zones import reader_zone


@signed_in
@require_safe
def own_list(request: HttpRequest) -> HttpResponse:
    """The requests of the towns that the reader speaks for."""
    actor, now = actor_of(request), utc_now()
    page: Page[Request] = page_of(request, queries.requests_of_towns(actor))
    context = {
        "page": page,
        "rows": [row_of(one) for one in page.object_list],
        "pearls": queries.pearls_that_may_ask(actor, now=now),
    }
    return render(request, "seed_money/own.html", context)


@signed_in
@require_safe
def page(request: HttpRequest, ref: str) -> HttpResponse:
    """One request: what is asked, how far it is, and what the reader can do now."""
    return _page(request, _subject(request, ref))


@signed_in
@require_POST
def act(request: HttpRequest, ref: str) -> HttpResponse:
    """One step: sent, checked, decided, agreed, paid, reported, settled, received back, ended."""
    subject = _subject(request, ref)
    wanted = acts.bound_act(request.POST.get("act", ""), request.POST)
    if wanted is None:
        raise Http404
    if not wanted.form.is_valid():
        return _page(request, subject, bound=wanted, status=422)
    try:
        acts.run(wanted, subject)
    except NotAllowed as refused:
        wanted.form.add_error(None, labels.reason_words(refused.verdict))
        messages.error(request, labels.reason_words(refused.verdict))
        return _page(request, _subject(request, ref), bound=wanted, status=422)
    messages.success(request, _("Done."))
    return redirect("seed_money:request", ref=ref)


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Write the request."""
    actor, now = actor_of(request), utc_now()
    asked = queries.request_for(actor, ref)
    found = _rules_of(asked)
    reader = queries.reader_of(actor, asked.place, asked.edition)
    if not rules.may_change(reader, state=State(asked.state)):
        return redirect("seed_money:request", ref=ref)
    initial = RequestForm.initial_of(asked.asked(queries.costs_of(asked)))
    form = RequestForm(request.POST or None, initial=initial, rules=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_request(actor=actor, request=asked, asked=form.written(), now=now)
        except NotAllowed as refused:
            form.add_error(None, labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("The request is saved."))
            return redirect("seed_money:request", ref=ref)
    context = {"form": form, "asked": asked, "rules": found}
    return render(request, "seed_money/edit.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def proofs(request: HttpRequest, ref: str) -> HttpResponse:
    """Add a cost to the report, or take one out (`remove`)."""
    subject = _subject(request, ref)
    if remove := request.POST.get("remove"):
        proof = queries.proof_of(subject.request, remove)
        proof.request = subject.request
        try:
            services.remove_proof(actor=subject.actor, proof=proof, now=subject.now)
        except NotAllowed as refused:
            messages.error(request, labels.reason_words(refused.verdict))
        return redirect("seed_money:request", ref=ref)
    form = ProofForm(request.POST, request.FILES, rules=_rules_of(subject.request))
    if form.is_valid():
        typed = form.cleaned_data
        names = ("kind", "what", "supplier", "invoice", "paid_on")
        cost = reporting.Cost(**{name: typed[name] for name in names}, cents=cents_of(typed["amount"]))
        try:
            services.add_proof(
                actor=subject.actor, request=subject.request, cost=cost, upload=typed["proof"], now=subject.now
            )
        except NotAllowed as refused:
            form.add_error("proof", labels.reason_words(refused.verdict))
        else:
            messages.success(request, _("The cost is in the report."))
            return redirect("seed_money:request", ref=ref)
    return _page(request, subject, proof_form=form, status=422)


@signed_in
@require_safe
def proof_file(request: HttpRequest, ref: str, proof_ref: str) -> HttpResponseBase:
    """The proof of a cost, for those who may read the request."""
    asked = queries.request_for(actor_of(request), ref)
    stored = file_queries.file_for_owner(asked.subject, queries.proof_of(asked, proof_ref).file)
    if stored is None:
        raise Http404
    return file_response(stored)


@signed_in
@require_safe
def agreement(request: HttpRequest, ref: str) -> HttpResponse:
    """The agreement as a PDF, once two people have said yes."""
    asked = queries.request_for(actor_of(request), ref)
    if not asked.agreement:
        raise Http404
    return attachment(services.agreement_pdf(request=asked), f"agreement-{asked.ref}.pdf", "application/pdf")


def row_of(asked: Request) -> tuple[Request, Any, str]:
    """A request as a list shows it: with the words of its state and their tone."""
    return asked, labels.STATES[asked.state], labels.TONES[asked.state]


def _subject(request: HttpRequest, ref: str) -> acts.Subject:
    actor: Actor = actor_of(request)
    now: datetime = utc_now()
    return acts.subject_of(actor, ref, now)


def _page(
    request: HttpRequest,
    subject: acts.Subject,
    *,
    bound: acts.Act | None = None,
    proof_form: ProofForm | None = None,
    status: int = 200,
) -> HttpResponse:
    asked, reader, found = subject.request, subject.reader, _rules_of(subject.request)
    decisions = subject.decisions
    names = people_queries.names_by_ref(_refs(subject, decisions))
    may_prove = bool(rules.may_prove(reader, state=subject.state, count=0, is_paid=subject.is_paid))
    costs = queries.costs_of(asked)
    context = {
        "asked": asked,
        "state": (labels.STATES[asked.state], labels.TONES[asked.state]),
        "purpose": _word(found, "purposes", asked.purpose),
        "costs": [(_word(found, "cost_kinds", cost.kind), cost) for cost in costs],
        "total_cents": sum(cost.cents for cost in costs),
        "iban": grouped(asked.iban) if queries.sees_bank(reader) else "",
        "sees_bank": queries.sees_bank(reader),
        "acts": acts.offered(subject, bound),
        "payments": [
            {
                "payment": one,
                "kind": labels.PAYMENT_KINDS[one.kind],
                "state": labels.PAYMENT_STATES[one.state],
                "ordered_by": names.get(one.ordered_by, ""),
                "confirmed_by": names.get(one.confirmed_by, ""),
                "acts": acts.offered_for_payment(subject, one, bound),
            }
            for one in subject.payments
        ],
        "proofs": _proofs(subject, found, bound),
        "claimed_cents": sum(proof.cents for proof in subject.proofs),
        "accepted_cents": sum(proof.accepted_cents or 0 for proof in subject.proofs),
        "is_judged": any(proof.accepted_cents is not None for proof in subject.proofs),
        "decisions": [(names.get(one.by, ""), one) for one in decisions],
        "may_edit": bool(rules.may_change(reader, state=subject.state)),
        "may_prove": may_prove,
        "proof_form": (proof_form or ProofForm(rules=found)) if may_prove else None,
        "receivable": subject.receivable,
        "is_desk": reader.is_desk,
        "zone": reader_zone(request) or "UTC",
    }
    return render(request, "seed_money/request.html", context, status=status)


def _proofs(subject: acts.Subject, found: SeedRules, bound: acts.Act | None) -> list[dict[str, Any]]:
    """The costs of the report, each with what may be done with it."""
    return [
        {
            "proof": one,
            "kind": _word(found, "cost_kinds", one.kind),
            "acts": acts.offered_for_proof(subject, one, bound),
        }
        for one in subject.proofs
    ]


def _refs(subject: acts.Subject, decisions: list[Decision]) -> list[str]:
    refs = [one.by for one in decisions]
    for payment in subject.payments:
        refs += [payment.ordered_by, payment.confirmed_by]
    return [ref for ref in refs if ref]


def _rules_of(asked: Request) -> SeedRules:
    found = queries.rules_of(asked.edition)
    if found is None:
        raise Http404
    return found


def _word(found: SeedRules, part: str, code: str) -> str:
    """The words of a purpose or a kind of cost; the code itself for one that the rules name no more."""
    text = next((choice.text for choice in getattr(found, part) if choice.code == code), None)
    return pick(text, current_language())[0] if text else code
