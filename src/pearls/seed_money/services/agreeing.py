"""The agreement: the town says yes in its account, the office signs; then the money is promised."""

from datetime import datetime, timedelta

from django.db import transaction

from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.seed_money import labels, queries
from pearls.seed_money.models import Payment, Request
from pearls.seed_money.queries.requests import finance_officers
from pearls.seed_money.rules import ledger as ledger_rules
from pearls.seed_money.rules import requests as rules
from pearls.seed_money.rules.ledger import Account, EntryKind, Move
from pearls.seed_money.rules.requests import PaymentKind, PaymentState, State
from pearls.seed_money.services.ledger import post
from pearls.seed_money.services.steps import begin_turn, claim, record, renew_lines, rules_for, write


@transaction.atomic
def confirm_agreement(*, actor: Actor, request: Request, now: datetime) -> Request:
    """The town agrees. Raises: NotAllowed: not-your-town, wrong-state, confirmed-already."""
    reader = begin_turn(actor, request)
    is_confirmed = request.town_agreed_at is not None
    require(rules.may_confirm_agreement(reader, state=State(request.state), is_confirmed=is_confirmed))
    claim(request, now=now, town_agreed_at=now, town_agreed_by=actor.ref)
    _agree(actor, request, now)
    record(actor, "seed-agreement-confirmed", request, now, sha256=request.agreement_sha256)
    renew_lines(request, now=now)
    return request


@transaction.atomic
def sign_agreement(*, actor: Actor, request: Request, now: datetime) -> Request:
    """The office signs. Raises: NotAllowed: not-the-office, own-town, wrong-state, confirmed-already."""
    reader = begin_turn(actor, request)
    is_signed = request.office_agreed_at is not None
    require(rules.may_sign_agreement(reader, state=State(request.state), is_signed=is_signed))
    claim(request, now=now, office_agreed_at=now, office_agreed_by=actor.ref)
    _agree(actor, request, now)
    record(actor, "seed-agreement-signed", request, now, sha256=request.agreement_sha256)
    renew_lines(request, now=now)
    return request


def _agree(actor: Actor, request: Request, now: datetime) -> None:
    """Once both have said yes, the money is promised and its payments are planned, by the rules of this day."""
    if request.town_agreed_at is None or request.office_agreed_at is None:
        return
    found = rules_for(request)
    promised = Move(Account.RESERVED, Account.COMMITTED, request.granted_cents)
    post(actor=actor, edition=request.edition, request=request, kind=EntryKind.AGREED, moves=(promised,), now=now)
    parts = ledger_rules.instalments(request.granted_cents, found.instalments_percent)
    kinds = (PaymentKind.ADVANCE, PaymentKind.LAST)[: len(parts)]
    Payment.objects.bulk_create(
        Payment(request=request, kind=kind, cents=cents) for kind, cents in zip(kinds, parts, strict=True)
    )
    due = request.ends_on + timedelta(days=found.report_days_after_end) if request.ends_on else None
    claim(request, now=now, state=State.AGREED, report_due_on=due)
    write(actor, labels.AGREED_LETTER, request, finance_officers(request.edition), now, cents=request.granted_cents)


@transaction.atomic
def end_request(*, actor: Actor, request: Request, because: str, now: datetime) -> Request:
    """The programme ends a request that nothing was paid for; its money is free again.

    Raises: NotAllowed: not-finance, own-town, wrong-state, money-out, needs-reason.
    """
    reader = begin_turn(actor, request)
    was = State(request.state)
    require(rules.may_end(reader, state=was, has_money_out=queries.has_money_out(request), because=because))
    held = Account.RESERVED if was == State.APPROVED else Account.COMMITTED
    free = Move(held, Account.AVAILABLE, request.granted_cents)
    post(actor=actor, edition=request.edition, request=request, kind=EntryKind.RELEASED, moves=(free,), now=now)
    Payment.objects.filter(request=request).update(state=PaymentState.DROPPED)
    claim(request, now=now, state=State.ENDED, because=because.strip(), over_at=now)
    record(actor, "seed-request-ended", request, now, was=was)
    renew_lines(request, now=now)
    write(actor, labels.ENDED_LETTER, request, queries.people_of_town(request), now)
    return request
