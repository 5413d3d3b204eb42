"""How a room says what can be done in the background, and asks for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar

from django_tasks import task
from django_tasks.base import Task

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class JobSettings:
    """How often a failed job is tried again, and after how long a silent one counts as lost."""

    retries: int
    limit: timedelta


@dataclass(frozen=True)
class Period:
    """A job that is asked for again and again, where `when` says that there is something to do."""

    job: "Task[..., Any]"
    every: timedelta
    when: Callable[[], bool] | None = None


JOBS: dict[str, JobSettings] = {}
PERIODS: dict[str, Period] = {}


def job(*, retries: int = 3, limit: timedelta = timedelta(minutes=5)) -> Callable[[Callable[P, R]], "Task[P, R]"]:
    """Make a module's function a job. Call it in place with `.call(...)`, in the background with `enqueue`."""

    def decorate(function: Callable[P, R]) -> "Task[P, R]":
        made: Task[P, R] = task()(function)
        JOBS[made.module_path] = JobSettings(retries=retries, limit=limit)
        return made

    return decorate


def periodic(*, every: timedelta, when: Callable[[], bool] | None = None) -> Callable[["Task[P, R]"], "Task[P, R]"]:
    """Ask for a job without arguments again and again; stands above `@job`.

    A short period wants `when`, a cheap look whether there is anything to do, so that idle hours leave no rows.
    """

    def decorate(made: "Task[P, R]") -> "Task[P, R]":
        PERIODS[made.module_path] = Period(job=made, every=every, when=when)
        return made

    return decorate


def enqueue(made: "Task[..., Any]", *, run_after: datetime | None = None, **arguments: Any) -> str:
    """Ask for a job; it runs once the transaction around this call has committed. Gives the job's id."""
    chosen = made if run_after is None else made.using(run_after=run_after)
    return str(chosen.enqueue(**arguments).id)
