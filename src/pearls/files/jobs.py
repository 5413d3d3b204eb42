"""Background work of this room."""

from datetime import timedelta

from pearls.files import services
from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now


@periodic(every=timedelta(hours=6))
@job(retries=1)
def remove_orphans() -> None:
    """Clear away what a crash left on the disk without a row."""
    services.remove_orphans(actor=Actor.system("files"), now=utc_now())
