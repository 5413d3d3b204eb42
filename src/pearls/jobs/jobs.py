"""The worker's own housekeeping."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from pearls.jobs.work import job, periodic
from pearls.kernel.clock import utc_now

KEEP_DONE = timedelta(days=14)
KEEP_FAILED = timedelta(days=90)
JUST_SEEN = timedelta(days=1)  # a session may be about to be kept


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


@periodic(every=timedelta(days=1))
@job()
def forget_sessions() -> int:
    """Forget sessions that are over, and from where and with what somebody was signed in there."""
    now = utc_now()
    over = Session.objects.filter(expire_date__lt=now).delete()
    there = Session.objects.values("session_key")
    left = UserSession.objects.filter(last_seen_at__lt=now - JUST_SEEN).exclude(session_key__in=there).delete()
    return int(over[0]) + int(left[0])
