"""What seed money does by itself."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.seed_money import queries, services


def has_to_forget() -> bool:
    """Whether a bank account has been kept long enough."""
    return bool(queries.requests_to_forget(now=utc_now()))


@periodic(every=timedelta(days=1), when=has_to_forget)
@job()
def forget_bank_details() -> int:
    """Forget bank accounts whose years are over. Safe to run twice: what is forgotten is not found again."""
    return services.forget_bank_details(actor=Actor.system("bank-details"), now=utc_now())
