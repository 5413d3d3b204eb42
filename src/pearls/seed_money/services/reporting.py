"""The town's report: what happened, and every cost with its proof."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from pearls.files import rules as file_rules
from pearls.files import services as files
from pearls.kernel.actor import Actor
from pearls.kernel.folding import fold
from pearls.kernel.verdict import YES, no, require
from pearls.seed_money import labels, queries
from pearls.seed_money.models import Payment, Proof, Request
from pearls.seed_money.queries.requests import finance_officers
from pearls.seed_money.rules import requests as rules
from pearls.seed_money.rules.requests import PaymentKind, PaymentState, State
from pearls.seed_money.services.steps import begin_turn, claim, record, renew_lines, rules_for, write

PROOF_KINDS = file_rules.PICTURES | {"pdf"}


@dataclass(frozen=True)
class Cost:
    """A cost of the report, as the town types it."""

    kind: str
    what: str
    supplier: str
    invoice: str
    paid_on: date
    cents: int


@transaction.atomic
def add_proof(*, actor: Actor, request: Request, cost: Cost, upload: "UploadedFile[Any]", now: datetime) -> Proof:
    """Add a cost with its proof. A file and an invoice of a supplier count once, in whatever request.

    Raises: NotAllowed: those of `rules.may_prove`; unknown-cost, no-amount, day-to-come, file-claimed,
    invoice-claimed; those of `files.store_file`.
    """
    reader = begin_turn(actor, request)
    count = queries.proofs_of(request).count()
    require(rules.may_prove(reader, state=State(request.state), count=count, is_paid=_is_paid(request)))
    require(YES if cost.kind in rules_for(request).cost_codes else no("unknown-cost"))
    require(YES if cost.cents > 0 else no("no-amount"))
    require(YES if cost.paid_on <= now.date() else no("day-to-come"))
    supplier, invoice = _plain(cost.supplier), _plain(cost.invoice)
    same = Proof.objects.filter(supplier_folded=supplier, invoice_folded=invoice)
    require(no("invoice-claimed") if same.exists() else YES)
    stored = files.store_file(actor=actor, upload=upload, owner=request.subject, allowed=PROOF_KINDS, now=now)
    require(no("file-claimed") if Proof.objects.filter(sha256=stored.sha256).exists() else YES)
    proof = Proof.objects.create(
        request=request,
        kind=cost.kind,
        what=cost.what.strip(),
        supplier=cost.supplier.strip(),
        invoice=cost.invoice.strip(),
        paid_on=cost.paid_on,
        cents=cost.cents,
        file=stored.ref,
        sha256=stored.sha256,
        supplier_folded=supplier,
        invoice_folded=invoice,
        added_at=now,
    )
    record(actor, "seed-proof-added", request, now, proof=proof.ref, cents=proof.cents, sha256=proof.sha256)
    return proof


@transaction.atomic
def remove_proof(*, actor: Actor, proof: Proof, now: datetime) -> None:
    """Take a cost out of the report before it is sent. Raises: NotAllowed: those of `rules.may_prove`."""
    request = proof.request
    reader = begin_turn(actor, request)
    require(rules.may_prove(reader, state=State(request.state), count=0, is_paid=_is_paid(request)))
    Proof.objects.filter(pk=proof.pk).delete()
    files.remove_files(actor=actor, owner=request.subject, refs=[proof.file], now=now)
    record(actor, "seed-proof-removed", request, now, proof=proof.ref, cents=proof.cents)


@transaction.atomic
def send_report(*, actor: Actor, request: Request, what_happened: str, now: datetime) -> Request:
    """Send the report. Raises: NotAllowed: not-your-town, wrong-state, report-empty."""
    reader = begin_turn(actor, request)
    require(
        rules.may_report(reader, state=State(request.state), is_paid=_is_paid(request), what_happened=what_happened)
    )
    claim(request, now=now, state=State.REPORTED, what_happened=what_happened.strip(), reported_at=now)
    record(actor, "seed-report-sent", request, now, proof_count=queries.proofs_of(request).count())
    renew_lines(request, now=now)
    write(actor, labels.REPORTED_LETTER, request, finance_officers(request.edition), now)
    return request


def _is_paid(request: Request) -> bool:
    return Payment.objects.filter(request=request, kind=PaymentKind.ADVANCE, state=PaymentState.PAID).exists()


def _plain(text: str) -> str:
    """As it is compared: without case, accents, spaces and marks."""
    return "".join(char for char in fold(text) if char.isalnum())[:200]
