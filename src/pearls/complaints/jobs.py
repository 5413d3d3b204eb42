"""What this room does by itself."""

from datetime import timedelta

from pearls.complaints import queries, services
from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now


def a_complaint_is_due_soon() -> bool:
    """Whether there is anybody to remind."""
    return bool(queries.complaints_to_warn_of(utc_now()))


@periodic(every=timedelta(hours=1), when=a_complaint_is_due_soon)
@job()
def warn_of_complaints() -> int:
    """Remind whoever an open complaint waits for, five working days before it is due. Safe to run twice."""
    return services.warn_of_complaints(actor=Actor.system("complaints"), now=utc_now())
