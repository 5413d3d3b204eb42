"""What this room does by itself."""

from datetime import timedelta

from pearls.calls import services
from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now


@periodic(every=timedelta(hours=1))
@job()
def remind_drafts() -> int:
    """Remind those who have begun and not sent; gives how many applications were."""
    return services.remind_drafts(actor=Actor.system("reminders"), now=utc_now())


@periodic(every=timedelta(minutes=1))
@job()
def publish_applicants_due() -> int:
    """Publish the lists of applicants whose instant has come; safe to run twice."""
    return services.publish_due_applicants(actor=Actor.system("publication"), now=utc_now())
