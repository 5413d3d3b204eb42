"""Two people at the same application in the same moment, in threads, on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.calls.races import play

ROOT = Path(__file__).resolve().parents[2]
PLAY = "import django; django.setup(); from tests.calls.races import play; print(*play({}), sep='\\n', end='')"
ROUNDS = 8

pytestmark = pytest.mark.slow


@pytest.mark.django_db(transaction=True)
def test_on_postgresql_whoever_comes_second_meets_what_the_first_has_done() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("this run is on SQLite; the test beside this one plays it there")

    assert play(ROUNDS) == []


def test_on_sqlite_whoever_comes_second_meets_what_the_first_has_done(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PEARLS_VAR_DIR": str(tmp_path),
        "PEARLS_DATABASE_URL": f"sqlite:///{tmp_path}/races.sqlite3",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "pearls.config.settings",
    }
    subprocess.run([sys.executable, "-m", "pearls", "migrate"], env=environment, check=True, capture_output=True)

    done = subprocess.run(
        [sys.executable, "-c", PLAY.format(ROUNDS)], env=environment, capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
