"""Jobs: asked for with their transaction, done once, tried again, put back after a dead worker."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from pearls.jobs import queries, worker
from pearls.jobs.jobs import forget_sessions
from pearls.jobs.models import Schedule
from pearls.jobs.work import PERIODS, Period, enqueue
from pearls.kernel.clock import utc_now
from tests.cast import Cast
from tests.jobs.work import DONE, note, stumble, unspeakable


@pytest.fixture(autouse=True)
def _nothing_done() -> Iterator[None]:
    DONE.clear()
    yield
    DONE.clear()


@pytest.mark.django_db
def test_a_job_is_done_once_and_keeps_its_value() -> None:
    enqueue(note, word="hello")
    assert queries.backlog().waiting_count == 1

    done = worker.run_waiting_jobs()

    assert (done, DONE) == (1, ["hello"])
    assert DBTaskResult.objects.values_list("status", "return_value").get() == (TaskResultStatus.SUCCESSFUL, "hello")


@pytest.mark.django_db
def test_a_job_of_an_act_that_failed_is_never_done() -> None:
    with pytest.raises(ValueError, match="changed my mind"), transaction.atomic():
        enqueue(note, word="hello")
        raise ValueError("changed my mind")

    assert worker.run_waiting_jobs() == 0


@pytest.mark.django_db
def test_a_job_for_later_waits_until_then() -> None:
    later = utc_now() + timedelta(hours=1)
    enqueue(note, word="later", run_after=later)

    assert worker.run_waiting_jobs() == 0
    assert worker.run_waiting_jobs(now=later) == 1


@pytest.mark.django_db
@pytest.mark.filterwarnings("default")
def test_a_failing_job_is_tried_again_with_growing_pauses_and_then_given_up() -> None:
    enqueue(stumble, word="it")
    waits = []
    for _ in range(2):
        worker.run_waiting_jobs(now=utc_now() + timedelta(days=1), most=1)
        row = DBTaskResult.objects.get()
        assert row.status == TaskResultStatus.READY
        waits.append(round((row.run_after - row.started_at).total_seconds()))

    worker.run_waiting_jobs(now=utc_now() + timedelta(days=1), most=1)

    assert waits == [10, 40]
    assert DONE == ["it"] * 3
    row = DBTaskResult.objects.get()
    assert (row.status, row.exception_class_path) == (TaskResultStatus.FAILED, "builtins.ValueError")
    assert "cannot do it" in row.traceback


@pytest.mark.django_db
@pytest.mark.parametrize("owner", ["another-host:1:abc", ""])
def test_a_job_whose_worker_is_silent_past_its_limit_is_put_back(owner: str) -> None:
    enqueue(note, word="hello")
    started = utc_now()
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=started, worker_ids=[owner])

    assert worker.put_back_lost(now=started + timedelta(minutes=4)) == 0
    assert worker.put_back_lost(now=started + timedelta(minutes=6)) == 1
    assert worker.run_waiting_jobs(now=started + timedelta(minutes=7)) == 1


@pytest.mark.django_db
def test_a_worker_that_was_given_up_cannot_end_the_job_of_its_successor() -> None:
    enqueue(note, word="hello")
    first = worker._claim(worker_id="another-host:1:abc", now=utc_now())
    assert first is not None
    worker.put_back_lost(now=utc_now() + timedelta(minutes=6))
    second = worker._claim(worker_id="another-host:2:abc", now=utc_now() + timedelta(minutes=10))
    assert second is not None

    worker._do(first)

    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING


@pytest.mark.django_db
def test_a_periodic_job_is_asked_for_once_each_time_it_is_due(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "PERIODS", {note.module_path: Period(job=note, every=timedelta(minutes=1))})

    assert worker.ask_for_due(now=now) == [note.module_path]
    assert worker.ask_for_due(now=now + timedelta(seconds=59)) == []
    assert worker.ask_for_due(now=now + timedelta(seconds=61)) == []  # the first still waits
    DBTaskResult.objects.all().delete()
    assert worker.ask_for_due(now=now + timedelta(seconds=125)) == [note.module_path]
    assert Schedule.objects.get().next_at == now + timedelta(seconds=185)


def test_pruning_is_periodic() -> None:
    assert PERIODS["pearls.jobs.jobs.prune_jobs"].every == timedelta(days=1)
    assert PERIODS["pearls.jobs.jobs.forget_sessions"].every == timedelta(days=1)


@pytest.mark.django_db
def test_sessions_that_are_over_are_forgotten_with_where_somebody_was_signed_in(cast: Cast) -> None:
    now = utc_now()
    for key, days in (("open", 1), ("over", -1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))
    seen = {"user": cast.town, "ip": "192.0.2.1", "user_agent": "x"}
    for key, days in (("open", 9), ("over", 9), ("ended", 9), ("beginning", 0)):
        UserSession.objects.create(session_key=key, last_seen_at=now - timedelta(days=days), **seen)

    assert forget_sessions.call() == 3

    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]
    assert set(UserSession.objects.values_list("session_key", flat=True)) == {"open", "beginning"}


@pytest.mark.django_db
@pytest.mark.filterwarnings("default")
def test_a_job_that_gives_back_what_cannot_be_kept_fails_alone() -> None:
    enqueue(unspeakable, word="first")
    enqueue(note, word="second")

    assert worker.run_waiting_jobs() == 2

    assert DONE == ["first", "second"]
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {
        TaskResultStatus.FAILED,
        TaskResultStatus.SUCCESSFUL,
    }


@pytest.mark.django_db
def test_a_period_that_cannot_say_whether_it_is_due_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles() -> bool:
        raise ValueError("cannot tell")

    monkeypatch.setattr(worker, "PERIODS", {})
    for name, when in (("first", stumbles), ("second", None)):
        worker.PERIODS[name] = Period(job=note, every=timedelta(minutes=1), when=when)

    worker.keep_house(now=utc_now())

    assert Schedule.objects.filter(name="second", next_at__gt=utc_now()).exists()
