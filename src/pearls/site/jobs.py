"""What the site does by itself."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.site import queries, services


def _a_week_begins() -> bool:
    return any(True for _pair in queries.weeks_to_write(utc_now()))


@periodic(every=timedelta(minutes=30), when=_a_week_begins)
@job(limit=timedelta(minutes=30))
def write_weeks() -> int:
    """Write to who asked for a letter on Monday. Safe to run twice: each week is claimed with its letter."""
    now, actor = utc_now(), Actor.system("weekly")
    return sum(
        services.write_week(actor=actor, subscription=subscription, person=person, now=now)
        for subscription, person in list(queries.weeks_to_write(now))
    )
