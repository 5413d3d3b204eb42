"""How the background work stands."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult


@dataclass(frozen=True)
class Backlog:
    """Jobs that wait, run, and were given up; `oldest_at` is when the longest waiting was asked for."""

    waiting_count: int
    running_count: int
    failed_count: int
    oldest_at: datetime | None


def backlog() -> Backlog:
    """How the background work stands, in one query."""
    row = DBTaskResult.objects.aggregate(
        waiting=Count("pk", filter=Q(status=TaskResultStatus.READY)),
        running=Count("pk", filter=Q(status=TaskResultStatus.RUNNING)),
        failed=Count("pk", filter=Q(status=TaskResultStatus.FAILED)),
        oldest=Min("enqueued_at", filter=Q(status=TaskResultStatus.READY)),
    )
    return Backlog(row["waiting"], row["running"], row["failed"], row["oldest"])
