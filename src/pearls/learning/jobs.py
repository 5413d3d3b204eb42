"""What this room does by itself."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.learning import queries, services


def has_to_remind() -> bool:
    """Whether a course has waited long enough for somebody."""
    return queries.to_be_nudged(now=utc_now()).exists()


@periodic(every=timedelta(days=1), when=has_to_remind)
@job()
def remind_of_courses() -> int:
    """Put on people's days the courses that they began and left; safe to run twice."""
    return services.remind_of_courses(actor=Actor.system("courses"), now=utc_now())
