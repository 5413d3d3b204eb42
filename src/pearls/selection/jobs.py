"""The selection's work in the background."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now
from pearls.selection import queries, services


@periodic(every=timedelta(minutes=1))
@job()
def publish_due_results() -> None:
    """Publish the results whose instant has come; safe to run twice."""
    services.publish_due(actor=Actor.system("publication"), now=utc_now())


@periodic(every=timedelta(minutes=1), when=queries.is_evidence_wanted)
@job(limit=timedelta(minutes=10))
def work_out_evidence() -> None:
    """Work out the evidence that a page asked for and could not wait for; safe to run twice."""
    queries.work_out_wanted()


@periodic(every=timedelta(hours=1))
@job()
def remind_panels() -> int:
    """Remind of invitations without an answer and of scores that are due; each once."""
    return services.remind_panels(actor=Actor.system("reminders"), now=utc_now())


def _somebody_is_to_be_told() -> bool:
    return queries.is_somebody_to_tell(now=utc_now())


@periodic(every=timedelta(minutes=5), when=_somebody_is_to_be_told)
@job()
def tell_readers() -> int:
    """Tell assessors what they read, once nobody changes it any more; each state once."""
    return services.tell_readers_due(actor=Actor.system("assignment"), now=utc_now())


@periodic(every=timedelta(days=1))
@job()
def find_ties() -> None:
    """Look for ties that came to be known since; safe to run twice."""
    services.find_ties(actor=Actor.system("ties"), now=utc_now())
