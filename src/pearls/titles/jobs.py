"""The work of titles in the background."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.titles import services


@periodic(every=timedelta(hours=1))
@job()
def issue_missing_credentials() -> None:
    """Sign the titles from before there were credentials; safe to run twice."""
    services.issue_missing_credentials(actor=Actor.system("credentials"), now=utc_now())
