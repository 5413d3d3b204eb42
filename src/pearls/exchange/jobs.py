"""What visits do by themselves."""

from datetime import timedelta

from pearls.exchange import queries, services
from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now


def _something_is_due() -> bool:
    today = utc_now().date()
    return (
        queries.due_visits(today=today).exists()
        or queries.visits_to_follow_up(today=today).exists()
        or queries.visits_to_forget(today=today).exists()
    )


@periodic(every=timedelta(hours=6), when=_something_is_due)
@job()
def look_after_visits() -> int:
    """Ask for reports after a visit, for promises half a year later, and forget names after a year. Safe twice."""
    actor, now = Actor.system("visits"), utc_now()
    today = now.date()
    done = [services.call_it_held(actor=actor, visit=one, now=now) for one in queries.due_visits(today=today)]
    done += [
        services.ask_what_became(actor=actor, visit=one, now=now) for one in queries.visits_to_follow_up(today=today)
    ]
    done += [services.forget_names(actor=actor, visit=one, now=now) for one in queries.visits_to_forget(today=today)]
    return sum(done)
