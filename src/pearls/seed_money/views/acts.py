"""What a reader may do with a request now: each act with its words, what is typed for it, and the service it calls."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, Verdict
from pearls.seed_money import forms as room_forms
from pearls.seed_money import labels, queries, services
from pearls.seed_money.models import Decision, Payment, Proof, Request
from pearls.seed_money.queries import Account
from pearls.seed_money.rules import requests as rules
from pearls.seed_money.rules.requests import PaymentKind, PaymentState, Reader, State

# Refusals that the reader may want to know of; otherwise an act that is not possible is not shown.
SHOWN = frozenset({"own-town", "decided-already", "same-person", "costs-open"})


@dataclass(frozen=True)
class Kind:
    """An act, and the form that is filled in for it."""

    label: Promise
    form: type[forms.Form] = room_forms.NoForm
    look: str = "secondary"


KINDS: dict[str, Kind] = {
    "send": Kind(_("Send the request"), look="primary"),
    "check": Kind(_("It is in order: pass it on for decision"), look="primary"),
    "approve": Kind(_("Say yes to this amount"), room_forms.ApproveForm, "primary"),
    "return": Kind(_("Give it back with this reason"), room_forms.BecauseForm),
    "refuse": Kind(_("Refuse it with this reason"), room_forms.BecauseForm, "danger"),
    "agree": Kind(_("Confirm the agreement for the town"), look="primary"),
    "sign": Kind(_("Sign the agreement for the office"), look="primary"),
    "order": Kind(_("Order this payment"), look="primary"),
    "paid": Kind(_("Confirm that the bank has paid"), room_forms.PaidForm, "primary"),
    "came-back": Kind(_("Write down that it came back"), room_forms.ShortBecauseForm),
    "correct": Kind(_("It was not paid: correct the entry"), room_forms.ShortBecauseForm),
    "report": Kind(_("Send the report"), room_forms.ReportForm, "primary"),
    "judge": Kind(_("Keep this"), room_forms.JudgeForm),
    "settle": Kind(_("Settle the report"), look="primary"),
    "receive": Kind(_("Write down what came back"), room_forms.AmountForm, "primary"),
    "end": Kind(_("End it with this reason"), room_forms.BecauseForm, "danger"),
    "withdraw": Kind(_("Withdraw the request for good"), look="danger"),
}
FOLDED = frozenset({"return", "refuse", "end", "withdraw", "came-back", "correct"})


@dataclass(frozen=True)
class Act:
    """An act as the page offers it; `target` is the payment or the cost it is about, `why_not` a refusal."""

    code: str
    form: forms.Form
    target: str = ""
    why_not: str = ""

    @property
    def label(self) -> Promise:
        return KINDS[self.code].label

    @property
    def look(self) -> str:
        return KINDS[self.code].look

    @property
    def is_folded(self) -> bool:
        return self.code in FOLDED


@dataclass(frozen=True)
class Subject:
    """A request with all that the acts want to know of it, read once."""

    actor: Actor
    reader: Reader
    request: Request
    payments: list[Payment]
    proofs: list[Proof]
    decisions: list[Decision]
    receivable: int
    now: datetime

    @property
    def state(self) -> State:
        return State(self.request.state)

    @property
    def approvals(self) -> list[rules.Approval]:
        return [rules.Approval(one.by, one.cents) for one in self.decisions]

    @property
    def is_paid(self) -> bool:
        return any(one.kind == PaymentKind.ADVANCE and one.state == PaymentState.PAID for one in self.payments)


def subject_of(actor: Actor, ref: str, now: datetime) -> Subject:
    request, reader = queries.request_and_reader_for(actor, ref)
    return Subject(
        actor=actor,
        reader=reader,
        request=request,
        payments=list(request.payments.all()),
        proofs=list(queries.proofs_of(request)),
        decisions=queries.decisions_of(request),
        receivable=queries.request_balances(request)[Account.RECEIVABLE],
        now=now,
    )


def offered(subject: Subject, bound: Act | None = None) -> list[Act]:
    """The acts on the whole request that are possible now, or refused for a reason worth knowing."""
    return _acts(_verdicts(subject), _initial(subject), bound=bound)


def offered_for_payment(subject: Subject, payment: Payment, bound: Act | None = None) -> list[Act]:
    """The same for one payment."""
    reader, state = subject.reader, subject.state
    kind, was = PaymentKind(payment.kind), PaymentState(payment.state)

    def undo(wanted: PaymentState) -> Verdict:
        return rules.may_undo_payment(reader, state=state, kind=kind, payment=was, because="-", wanted=wanted)

    verdicts = [
        ("order", rules.may_order(reader, state=state, kind=kind, payment=was)),
        ("paid", rules.may_confirm_payment(reader, payment=was, ordered_by=payment.ordered_by)),
        ("came-back", undo(PaymentState.RETURNED)),
        ("correct", undo(PaymentState.ORDERED)),
    ]
    first = {"paid": {"paid_on": subject.now.date()}}
    shown = [(code, verdict) for code, verdict in verdicts if reader.is_desk and not _is_noise(verdict)]
    return _acts(shown, first, target=payment.ref, bound=bound)


def offered_for_proof(subject: Subject, proof: Proof, bound: Act | None = None) -> list[Act]:
    """The same for one cost of the report."""
    verdict = rules.may_judge(
        subject.reader, state=subject.state, claimed_cents=proof.cents, accepted_cents=proof.cents, because=""
    )
    cents = proof.cents if proof.accepted_cents is None else proof.accepted_cents
    first = {"judge": {"amount": room_forms.euros_of(cents), "because": proof.cut_because}}
    return _acts([("judge", verdict)] if verdict else [], first, target=proof.ref, bound=bound)


def bound_act(code: str, data: Any) -> Act | None:
    """An act as somebody has filled it in."""
    if code not in KINDS:
        return None
    target = str(data.get("target", ""))
    return Act(code, KINDS[code].form(data, auto_id=_ids(code, target)), target)


def run(act: Act, subject: Subject) -> None:
    """Call the service of an act. Raises: NotAllowed; Http404, for a payment or cost that is not there."""
    known: dict[str, Any] = {"actor": subject.actor, "now": subject.now}
    typed = {**act.form.cleaned_data}
    if "amount" in typed:
        typed["cents"] = room_forms.cents_of(typed.pop("amount"))
    if act.code in ("order", "paid", "came-back", "correct"):
        payment = queries.payment_of(subject.request, act.target)
        payment.request = subject.request
        PAYING[act.code](payment=payment, **known, **typed)
    elif act.code == "judge":
        proof = queries.proof_of(subject.request, act.target)
        proof.request = subject.request
        services.judge_proof(proof=proof, accepted=typed["cents"], because=typed["because"], **known)
    else:
        ON_REQUESTS[act.code](request=subject.request, **known, **typed)


PAYING: dict[str, Callable[..., object]] = {
    "order": services.order_payment,
    "paid": services.confirm_payment,
    "came-back": services.return_payment,
    "correct": services.correct_payment,
}
ON_REQUESTS: dict[str, Callable[..., object]] = {
    "send": services.send_request,
    "check": services.check_request,
    "approve": services.approve_request,
    "return": services.return_request,
    "refuse": services.refuse_request,
    "agree": services.confirm_agreement,
    "sign": services.sign_agreement,
    "report": services.send_report,
    "settle": services.settle_report,
    "receive": services.receive_back,
    "end": services.end_request,
    "withdraw": services.withdraw_request,
}


def _verdicts(subject: Subject) -> list[tuple[str, Verdict]]:
    reader, state, request = subject.reader, subject.state, subject.request
    open_costs = sum(proof.accepted_cents is None for proof in subject.proofs)
    under_way = any(one.state in (PaymentState.ORDERED, PaymentState.PAID) for one in subject.payments)
    confirmed, signed = request.town_agreed_at is not None, request.office_agreed_at is not None
    approve = rules.may_approve(
        reader,
        state=state,
        earlier=subject.approvals,
        cents=subject.approvals[0].cents if subject.approvals else request.asked_cents,
        asked_cents=request.asked_cents,
        because="-",
        limits=YES,
    )
    found = [
        ("send", rules.may_change(reader, state=state)),
        ("agree", rules.may_confirm_agreement(reader, state=state, is_confirmed=confirmed)),
        ("check", rules.may_work(reader, state=state, wanted=(State.SENT,))),
        ("approve", approve),
        ("sign", rules.may_sign_agreement(reader, state=state, is_signed=signed)),
        ("settle", rules.may_settle(reader, state=state, unjudged_count=open_costs)),
        (
            "receive",
            rules.may_receive(reader, state=state, cents=subject.receivable or 1, receivable_cents=subject.receivable),
        ),
        ("report", rules.may_report(reader, state=state, is_paid=subject.is_paid, what_happened="-")),
        ("return", rules.may_return(reader, state=state, because="-")),
        ("refuse", rules.may_refuse(reader, state=state, because="-")),
        ("end", rules.may_end(reader, state=state, has_money_out=under_way, because="-")),
        ("withdraw", rules.may_withdraw(reader, state=state)),
    ]
    if reader.is_desk and reader.is_biased and state not in rules.OVER:
        return [pair for pair in found if pair[1] or pair[0] == "check"]
    return [(code, verdict) for code, verdict in found if not _is_noise(verdict)]


def _is_noise(verdict: Verdict) -> bool:
    return not verdict and verdict.reason not in SHOWN


def _initial(subject: Subject) -> dict[str, dict[str, Any]]:
    cents = subject.approvals[0].cents if subject.approvals else subject.request.asked_cents
    return {
        "approve": {"amount": room_forms.euros_of(cents)},
        "receive": {"amount": room_forms.euros_of(subject.receivable)},
        "report": {"what_happened": subject.request.what_happened},
    }


def _acts(
    verdicts: list[tuple[str, Verdict]],
    initial: dict[str, dict[str, Any]],
    *,
    target: str = "",
    bound: Act | None = None,
) -> list[Act]:
    return list(_each(verdicts, initial, target, bound))


def _each(
    verdicts: list[tuple[str, Verdict]], initial: dict[str, dict[str, Any]], target: str, bound: Act | None
) -> Iterator[Act]:
    for code, verdict in verdicts:
        if bound and (bound.code, bound.target) == (code, target):
            yield bound
            continue
        form = KINDS[code].form(initial=initial.get(code), auto_id=_ids(code, target))
        yield Act(code, form, target, "" if verdict else labels.reason_words(verdict))


def _ids(code: str, target: str) -> str:
    safe = "".join(char for char in target if char.isalnum())
    return f"id_{code}{safe}_%s"
