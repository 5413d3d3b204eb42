"""What this room does by itself."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.plans.queries import sessions as queries
from pearls.plans.services import residents


def is_due() -> bool:
    """Whether a day is over whose salt is still there."""
    return queries.has_old_salts(utc_now().date())


@periodic(every=timedelta(hours=1), when=is_due)
@job()
def throw_away_salts() -> int:
    """Once a day is over, nobody can tell any more which addresses its hashes stood for."""
    now = utc_now()
    return residents.throw_away_salts(actor=Actor.system("salts"), day=now.date(), now=now)
