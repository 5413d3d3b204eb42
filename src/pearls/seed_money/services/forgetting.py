"""Bank accounts are kept as long as the rules of the edition say, and no longer."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.seed_money import queries
from pearls.seed_money.models import Request


@transaction.atomic
def forget_bank_details(*, actor: Actor, now: datetime) -> int:
    """Empty payee and bank account of requests that were over long enough. Gives their number."""
    audit.take_turn()
    found = queries.requests_to_forget(now=now)
    for request in found:
        Request.objects.filter(pk=request.pk).update(payee="", iban="", bank_erased_at=now)
        audit.record(
            actor=actor,
            act="seed-bank-details-forgotten",
            subject=request.subject,
            edition=request.edition.key,
            now=now,
        )
    return len(found)
