"""What this room does by itself."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.practices import services
from pearls.practices.queries import holding


def has_to_ask() -> bool:
    """Whether there is a town to be asked about its practices."""
    return holding.to_be_asked(utc_now()).exists()


@periodic(every=timedelta(days=1), when=has_to_ask)
@job()
def ask_towns() -> int:
    """Ask the towns whose practices nobody has confirmed for a year whether they still hold."""
    return services.ask_towns(actor=Actor.system("practices-yearly"), now=utc_now())
