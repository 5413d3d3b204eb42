"""Sixteen writers at once, in a database file of their own: nobody is told that it is locked, and the chain holds."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.database import migrated_file

ROOT = Path(__file__).resolve().parents[2]
WRITE = """
import django, threading
django.setup()
from django.db import connection, transaction
from pearls.audit import queries, services
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now

problems = []

def write(number):
    try:
        for turn in range(20):
            with transaction.atomic():
                services.record(actor=Actor.system("test"), act="x", subject=f"writer:{number}", now=utc_now())
    except Exception as problem:
        problems.append(problem)
    finally:
        connection.close()

threads = [threading.Thread(target=write, args=(number,)) for number in range(16)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
report = queries.verify_journal()
print(len(problems), report.head.seq, report.holds)
"""


@pytest.mark.slow
def test_sixteen_writers_never_meet_a_locked_database(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PEARLS_VAR_DIR": str(tmp_path),
        "PEARLS_DATABASE_URL": f"sqlite:///{tmp_path}/writers.sqlite3",
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "pearls.config.settings",
    }
    migrated_file(tmp_path / "writers.sqlite3")

    done = subprocess.run([sys.executable, "-c", WRITE], env=environment, check=True, capture_output=True, text=True)

    assert done.stdout.split() == ["0", "320", "True"]
