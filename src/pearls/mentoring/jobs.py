"""What this room does by itself."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.mentoring import services


@periodic(every=timedelta(days=7))
@job()
def watch_towns() -> int:
    """Look which towns have gone quiet; safe to run twice."""
    return services.watch_towns(actor=Actor.system("mentoring"), now=utc_now())


@periodic(every=timedelta(days=1))
@job()
def remind_of_promises() -> int:
    """Remind of promises that fall due; each once."""
    return services.remind_of_promises(actor=Actor.system("mentoring"), now=utc_now())
