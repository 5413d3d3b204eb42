"""The worker: takes jobs from the table one by one, tries failed ones again, puts back what a dead worker left.

Runs as `pearls worker` or as a thread of `pearls serve`. A job is claimed by a conditional update, so any number of
workers may run; what ends a job names the claim (`started_at`), so that a worker that was given up cannot end the
job of its successor.
"""

import json
import logging
import os
import secrets
import socket
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta
from importlib import import_module
from traceback import format_exception
from typing import Any

from django.db import DatabaseError, close_old_connections, transaction
from django.db.models import Q, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from pearls.jobs.models import Schedule
from pearls.jobs.work import JOBS, PERIODS, JobSettings, Period, enqueue
from pearls.kernel.clock import utc_now

log = logging.getLogger("pearls.jobs")

FIRST_WAIT = timedelta(seconds=10)
HOUSEKEEPING_SECONDS = 5.0
Row = DBTaskResult[..., Any]
UNKNOWN = JobSettings(retries=0, limit=timedelta(minutes=5))


def new_worker_id() -> str:
    """Names host and process, so that a worker on the same host can tell whether this one still lives."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"


class Worker:
    """Takes jobs until `stop` is called; the job in hand is finished first."""

    def __init__(self, *, interval_seconds: float = 1.0) -> None:
        self.worker_id = new_worker_id()
        self.interval_seconds = interval_seconds
        self._stopped = threading.Event()
        self._next_housekeeping = 0.0

    def stop(self) -> None:
        self._stopped.set()

    def run(self) -> None:
        """Work until stopped; a database that is away for a while is waited for."""
        while not self._stopped.is_set():
            close_old_connections()
            try:
                if time.monotonic() >= self._next_housekeeping:
                    self._next_housekeeping = time.monotonic() + HOUSEKEEPING_SECONDS
                    keep_house(now=utc_now())
                busy = work_once(worker_id=self.worker_id, now=utc_now())
            except DatabaseError as problem:
                log.warning("jobs wait for the database: %s", problem)
                busy = False
                close_old_connections()
            if not busy:
                self._stopped.wait(self.interval_seconds)
        close_old_connections()


def keep_house(*, now: datetime) -> None:
    """Put lost jobs back and ask for the periodic ones that are due."""
    put_back_lost(now=now)
    ask_for_due(now=now)


def work_once(*, worker_id: str, now: datetime) -> bool:
    """Take one waiting job and do it; false when none waits."""
    taken = _claim(worker_id=worker_id, now=now)
    if taken is None:
        return False
    _do(taken)
    return True


def run_waiting_jobs(*, now: datetime | None = None, most: int = 1000) -> int:
    """Do everything that waits, here and at once, and give the number of jobs done: for commands and tests."""
    done = 0
    while done < most and work_once(worker_id=new_worker_id(), now=now or utc_now()):
        done += 1
    return done


def ask_for_due(*, now: datetime) -> list[str]:
    """Ask for each periodic job whose time has come, once, whoever else asks too."""
    next_at = dict(Schedule.objects.values_list("name", "next_at"))
    asked = []
    for name, period in PERIODS.items():
        if name not in next_at:
            Schedule.objects.bulk_create([Schedule(name=name, next_at=now)], ignore_conflicts=True)
        elif next_at[name] > now:
            continue
        with transaction.atomic():
            mine = Schedule.objects.filter(name=name, next_at__lte=now).update(next_at=now + period.every) == 1
            waiting = DBTaskResult.objects.filter(task_path=name, status=TaskResultStatus.READY).exists()
            if mine and not waiting and _has_work(name, period):
                enqueue(period.job)
                asked.append(name)
    return asked


def _has_work(name: str, period: Period) -> bool:
    """What cannot tell whether there is something to do is asked for, and fails as a job of its own."""
    try:
        return period.when is None or period.when()
    except DatabaseError:
        raise
    except Exception:
        log.exception("cannot tell whether %s has something to do", name)
        return True


def put_back_lost(*, now: datetime) -> int:
    """Put jobs back that a dead worker left running: dead by its process on this host, or silent past the limit."""
    count = 0
    for row in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
        settings = _settings_of(row)
        silent = row.started_at is None or row.started_at + settings.limit < now
        if not silent and not _worker_is_dead(row.worker_ids[-1] if row.worker_ids else ""):
            continue
        error = RuntimeError(f"the worker of attempt {len(row.worker_ids)} did not come back")
        count += _end_badly(row, error, now=now)
        log.warning("job %s of a lost worker was put back", row.task_path)
    return count


def _claim(*, worker_id: str, now: datetime) -> Row | None:
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY).filter(
        Q(run_after=get_date_max()) | Q(run_after__lte=now)
    )
    row = ready.first()
    if row is None:
        return None
    row.started_at, row.worker_ids = utc_now(), [*row.worker_ids, worker_id]
    claimed = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.READY).update(
        status=TaskResultStatus.RUNNING, started_at=row.started_at, worker_ids=row.worker_ids
    )
    # Another worker was quicker: look again.
    return row if claimed == 1 else _claim(worker_id=worker_id, now=now)


def _settings_of(row: Row) -> JobSettings:
    # A job whose module is gone after an upgrade is not tried again.
    with suppress(ImportError):
        import_module(row.task_path.rpartition(".")[0])
    return JOBS.get(row.task_path, UNKNOWN)


def _do(row: Row) -> None:
    try:
        import_module(row.task_path.rpartition(".")[0])
        value = row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
        json.dumps(value)  # what the table cannot keep is the job's failure, not the worker's
    except Exception as error:
        log.exception("job %s failed", row.task_path)
        _end_badly(row, error, now=utc_now())
        return
    _mine(row).update(
        status=TaskResultStatus.SUCCESSFUL,
        finished_at=utc_now(),
        return_value=value,
        exception_class_path="",
        traceback="",
    )


def _end_badly(row: Row, error: Exception, *, now: datetime) -> int:
    """Let a job wait for its next try, each time four times as long, or give it up after its last."""
    settings = _settings_of(row)
    attempts = len(row.worker_ids)
    trace = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(format_exception(error)),
    }
    if attempts > settings.retries:
        return int(_mine(row).update(status=TaskResultStatus.FAILED, finished_at=now, **trace))
    wait = FIRST_WAIT * 4 ** (attempts - 1)
    return int(_mine(row).update(status=TaskResultStatus.READY, run_after=now + wait, **trace))


def _mine(row: Row) -> QuerySet[Row]:
    return DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING, started_at=row.started_at)


def _worker_is_dead(worker_id: str) -> bool:
    """Known only of a worker on this host; of others the limit decides."""
    host, _, rest = worker_id.partition(":")
    process = rest.partition(":")[0]
    if host != socket.gethostname()[:30] or not process.isdigit():
        return False
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
