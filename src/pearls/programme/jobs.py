"""What the programme does by itself."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.programme import queries, services


@periodic(every=timedelta(minutes=1))
@job()
def freeze_opened_rules() -> int:
    """Fix the rules of every edition whose call has opened; gives how many."""
    now = utc_now()
    editions = list(queries.editions_to_freeze(now))
    for edition in editions:
        services.freeze_rules(actor=Actor.system("rules"), edition=edition, now=now)
    return len(editions)
