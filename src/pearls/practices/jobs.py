"""What this room does by itself."""

from datetime import timedelta

from pearls.jobs.work import job, periodic
from pearls.practices import queries, services


@periodic(every=timedelta(minutes=2), when=queries.has_unindexed)
@job()
def complete_index() -> int:
    """File practices that no index knows, and work out what their texts mean; some at a time."""
    return services.complete_index()
