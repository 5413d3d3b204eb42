"""The worker's own housekeeping."""

from datetime import timedelta

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from pearls.jobs.work import job, periodic
from pearls.kernel.clock import utc_now

KEEP_DONE = timedelta(days=14)
KEEP_FAILED = timedelta(days=90)


@periodic(every=timedelta(days=1))
@job()
def prune_jobs() -> int:
    """Forget jobs done two weeks ago and jobs that failed three months ago."""
    done = DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=utc_now() - KEEP_DONE
    ).delete()
    failed = DBTaskResult.objects.filter(
        status=TaskResultStatus.FAILED, finished_at__lt=utc_now() - KEEP_FAILED
    ).delete()
    return done[0] + failed[0]
