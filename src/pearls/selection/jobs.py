"""The selection's work in the background."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.selection import services


@periodic(every=timedelta(minutes=1))
@job()
def publish_due_results() -> None:
    """Publish the results whose instant has come; safe to run twice."""
    services.publish_due(actor=Actor.system("publication"), now=utc_now())
