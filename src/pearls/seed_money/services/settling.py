"""The report is looked at line by line and settled; money that is not needed comes back; the request closes."""

from datetime import datetime

from django.db import transaction

from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.seed_money import labels, queries
from pearls.seed_money.models import Payment, Proof, Request
from pearls.seed_money.queries.requests import accepted_cents, unjudged_count
from pearls.seed_money.rules import ledger as ledger_rules
from pearls.seed_money.rules import requests as rules
from pearls.seed_money.rules.ledger import Account, EntryKind, Move, Settlement
from pearls.seed_money.rules.requests import PaymentKind, PaymentState, State
from pearls.seed_money.services.ledger import post
from pearls.seed_money.services.steps import begin_turn, claim, record, renew_lines, rules_for, write


@transaction.atomic
def judge_proof(*, actor: Actor, proof: Proof, accepted: int, now: datetime, because: str = "") -> Proof:
    """Accept a cost, whole or in part (`accepted`, in cents); less has its reason.

    Raises: NotAllowed: not-finance, own-town, wrong-state, over-claimed, needs-reason.
    """
    request = proof.request
    reader = begin_turn(actor, request)
    require(
        rules.may_judge(
            reader,
            state=State(request.state),
            claimed_cents=proof.cents,
            accepted_cents=accepted,
            because=because,
        )
    )
    cut = because.strip()[:400] if accepted < proof.cents else ""
    Proof.objects.filter(pk=proof.pk).update(accepted_cents=accepted, cut_because=cut, judged_by=actor.ref)
    proof.refresh_from_db()
    record(actor, "seed-proof-judged", request, now, proof=proof.ref, cents=proof.cents, accepted_cents=accepted)
    return proof


@transaction.atomic
def settle_report(*, actor: Actor, request: Request, now: datetime) -> Request:
    """Every cost is judged: what the grant is in the end follows, and with it the last payment or what comes back.

    Raises: NotAllowed: not-finance, own-town, wrong-state, costs-open.
    """
    reader = begin_turn(actor, request)
    require(rules.may_settle(reader, state=State(request.state), unjudged_count=unjudged_count(request)))
    found = ledger_rules.settle(
        accepted_cents=accepted_cents(request),
        granted_cents=request.granted_cents,
        paid_cents=queries.request_balances(request)[Account.ADVANCE],
        own_share_percent=rules_for(request).own_share_percent,
    )
    for kind, move in ledger_rules.settlement_moves(found).items():
        post(actor=actor, edition=request.edition, request=request, kind=kind, moves=(move,), now=now)
    _plan_last_payment(request, found)
    claim(request, now=now, state=State.SETTLED, due_cents=found.due_cents)
    close_if_done(request, now=now)
    record(actor, "seed-report-settled", request, now, **vars(found))
    renew_lines(request, now=now)
    town = queries.people_of_town(request)
    letter = labels.BACK_LETTER if found.back_cents else labels.SETTLED_LETTER
    write(actor, letter, request, town, now, cents=found.back_cents or found.due_cents)
    return request


def _plan_last_payment(request: Request, found: Settlement) -> None:
    last = Payment.objects.filter(request=request, kind=PaymentKind.LAST)
    if found.last_cents:
        last.update(cents=found.last_cents)
    else:
        last.update(state=PaymentState.DROPPED)


@transaction.atomic
def receive_back(*, actor: Actor, request: Request, cents: int, now: datetime) -> Request:
    """Money came back from the town; it is free for other requests.

    Raises: NotAllowed: not-finance, own-town, wrong-state, no-amount, more-than-owed.
    """
    reader = begin_turn(actor, request)
    owed = queries.request_balances(request)[Account.RECEIVABLE]
    require(rules.may_receive(reader, state=State(request.state), cents=cents, receivable_cents=owed))
    back = Move(Account.RECEIVABLE, Account.AVAILABLE, cents)
    post(actor=actor, edition=request.edition, request=request, kind=EntryKind.RECEIVED, moves=(back,), now=now)
    close_if_done(request, now=now)
    record(actor, "seed-money-received", request, now, cents=cents, owed_cents=owed - cents)
    renew_lines(request, now=now)
    return request


def close_if_done(request: Request, *, now: datetime) -> None:
    """A settled request closes once nothing is to be paid and nothing comes back any more."""
    balances = queries.request_balances(request)
    if request.state == State.SETTLED and not any(balances[account] for account in ledger_rules.OPEN):
        claim(request, now=now, state=State.CLOSED, over_at=now)
