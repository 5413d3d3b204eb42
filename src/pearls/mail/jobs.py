"""The sender runs by itself."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.clock import utc_now
from pearls.mail import queries
from pearls.mail.services.sending import send_due


def _something_is_due() -> bool:
    return queries.due_messages(now=utc_now()).exists()


@periodic(every=timedelta(seconds=10), when=_something_is_due)
@job(retries=0, limit=timedelta(minutes=15))
def send_mail() -> int:
    """Send what is due. Safe to run twice: every message is claimed before it leaves."""
    return send_due(now=utc_now())
