"""A worker that is really killed, in a database file of its own."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.database import migrated_file

ROOT = Path(__file__).resolve().parents[2]


def until(what: str, condition: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.2)
    raise AssertionError(f"waited {seconds} s for {what}")


@pytest.mark.slow
def test_a_job_survives_the_kill_of_its_worker(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PEARLS_VAR_DIR": str(tmp_path),
        "PEARLS_DATABASE_URL": f"sqlite:///{tmp_path}/jobs.sqlite3",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "pearls.config.settings",
    }
    pearls = [sys.executable, "-m", "pearls"]
    migrated_file(tmp_path / "jobs.sqlite3")
    file = tmp_path / "lines"
    ask = (
        "import django; django.setup()\n"
        "from pearls.jobs.work import enqueue\n"
        "from tests.jobs.work import slow_line\n"
        f"enqueue(slow_line, file={str(file)!r})"
    )
    subprocess.run([sys.executable, "-c", ask], env=environment, check=True)

    first = subprocess.Popen([*pearls, "worker"], env=environment, stderr=subprocess.DEVNULL)
    until("the job to start", file.exists)
    first.send_signal(signal.SIGKILL)
    first.wait()
    second = subprocess.Popen([*pearls, "worker"], env=environment, stderr=subprocess.DEVNULL)
    try:
        until("the second worker to end the job", lambda: "end" in file.read_text())
    finally:
        second.send_signal(signal.SIGTERM)
        exit_code = second.wait(timeout=20)

    assert exit_code == 0
    assert [line.split()[0] for line in file.read_text().splitlines()] == ["start", "start", "end"]
    with sqlite3.connect(tmp_path / "jobs.sqlite3") as database:
        rows = database.execute(
            "SELECT status FROM django_tasks_database_dbtaskresult WHERE task_path LIKE '%slow_line'"
        ).fetchall()
    database.close()
    assert rows == [("SUCCESSFUL",)]
