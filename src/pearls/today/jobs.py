"""What this room does by itself."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.kernel.clock import utc_now
from pearls.today import services


@periodic(every=timedelta(days=1))
@job()
def forget_old_lines() -> int:
    """Forget news that are old; safe to run twice."""
    return services.forget_old_lines(now=utc_now())
