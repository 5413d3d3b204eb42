"""What news does by itself."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.news import queries, services


def _an_issue_is_going() -> bool:
    return queries.sending_issues().exists()


@periodic(every=timedelta(minutes=1), when=_an_issue_is_going)
@job(limit=timedelta(minutes=30))
def send_newsletters() -> int:
    """Queue the letters of issues that are being sent, some in a transaction. Safe to run twice: readers are taken."""
    actor, count = Actor.system("newsletter"), 0
    for issue in list(queries.sending_issues()):
        while taken := services.queue_letters(actor=actor, issue=issue, now=utc_now()):
            count += taken
    return count


def _somebody_is_to_be_forgotten() -> bool:
    return queries.readers_to_forget(now=utc_now()).exists()


@periodic(every=timedelta(hours=6), when=_somebody_is_to_be_forgotten)
@job()
def forget_readers() -> int:
    """Delete addresses that nobody confirmed, and those that stopped the letters a month ago."""
    return services.forget_readers(actor=Actor.system("newsletter"), now=utc_now())
