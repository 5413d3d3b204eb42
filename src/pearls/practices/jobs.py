"""What the practices do by themselves."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.practices import queries, services
from pearls.practices.queries import holding


def _a_search_is_due() -> bool:
    return queries.due_searches(now=utc_now()).exists()


@periodic(every=timedelta(hours=1), when=_a_search_is_due)
@job()
def tell_of_new_practices() -> int:
    """Write to whoever keeps a search in which something is new. Safe to run twice: each search is claimed."""
    actor, now = Actor.system("saved-searches"), utc_now()
    return sum(
        services.tell_of_new(actor=actor, search=search, now=now) > 0 for search in queries.due_searches(now=now)
    )


def has_to_ask() -> bool:
    """Whether there is a town to be asked about its practices."""
    return holding.to_be_asked(utc_now()).exists()


@periodic(every=timedelta(days=1), when=has_to_ask)
@job()
def ask_towns() -> int:
    """Ask the towns whose practices nobody has confirmed for a year whether they still hold."""
    return services.ask_towns(actor=Actor.system("practices-yearly"), now=utc_now())


@periodic(every=timedelta(minutes=2), when=queries.has_unindexed)
@job()
def complete_index() -> int:
    """File practices that no index knows, and work out what their texts mean; some at a time."""
    return services.complete_index()
