"""The last minute of a call on a real server: a crowd, a killed server, a full disk. What was confirmed is there."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tools.bench_last_minute import TYPED, Town, environment, lost, play, prepared, server

pytestmark = pytest.mark.slow
CROWD = 16
DATABASE = "last-minute.sqlite3"


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, str]]]:
    """A folder of data with drafts that wait only to be sent; copied for each test."""
    folder = tmp_path_factory.mktemp("drafts")
    towns = prepared(folder, CROWD)
    with server(folder):
        pass  # what a first start has to do is done: the log of a server started later is the towns' alone
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return folder, towns


@pytest.fixture
def place(drafts: tuple[Path, list[dict[str, str]]], tmp_path: Path) -> Iterator[tuple[Path, list[Town]]]:
    folder = tmp_path / "var"
    shutil.copytree(drafts[0], folder)
    yield folder, [Town(port=0, **town) for town in drafts[1]]
    assert whole(folder) == []


def whole(folder: Path) -> list[str]:
    """What is half: a sending without its journal entry or state, a broken chain, a damaged file."""
    counts = {
        "senders": "select count(distinct application_id) from pearls_calls_submission",
        "submissions": "select count(*) from pearls_calls_submission",
        "snapshots": "select count(*) from pearls_documents_snapshot",
        "submitted": "select count(*) from pearls_calls_application where state = 'submitted'",
        "journal": "select count(*) from pearls_audit_entry where act = 'application-submitted'",
        "mails": "select count(*) from pearls_mail_message where kind = 'application-receipt'",
    }
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        found = {name: connection.execute(query).fetchone()[0] for name, query in counts.items()}
        [damage] = connection.execute("PRAGMA integrity_check").fetchone()
    verify = [sys.executable, "-m", "pearls", "journal", "verify"]
    done = subprocess.run(verify, env=environment(folder), capture_output=True, text=True)
    whole_ones = {found.pop("submitted"), found.pop("senders")}
    halves = [] if len(whole_ones) == len(set(found.values())) == 1 else [f"{found}, {whole_ones}"]
    return halves + ([damage] if damage != "ok" else []) + ([done.stdout] if done.returncode else [])


def stored_text(folder: Path, town: Town) -> Any:
    query = (
        "select json_extract(f.value, '$') from pearls_documents_documentfield f "
        "join pearls_calls_application a on a.document_id = f.document_id where a.ref = ? and f.question = ?"
    )
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        return connection.execute(query, (town.ref, TYPED)).fetchone()[0]


def test_a_crowd_in_the_last_minute_meets_no_error_and_loses_nothing(place: tuple[Path, list[Town]]) -> None:
    folder, towns = place
    with server(folder) as (_, port):
        for town in towns:
            town.port = port

        play(towns, 1.0)

    assert [problem for town in towns for problem in town.problems] == []
    assert all(town.receipt for town in towns)
    assert lost(folder, towns) == []


def test_a_server_killed_while_towns_send_has_kept_what_it_confirmed(place: tuple[Path, list[Town]]) -> None:
    folder, towns = place
    with server(folder) as (process, port):
        for town in towns:
            town.port = port
        crowd = threading.Thread(target=play, args=(towns, 3.0))
        crowd.start()
        while not any(town.receipt for town in towns):
            threading.Event().wait(0.05)
        os.killpg(process.pid, signal.SIGKILL)
        crowd.join()
    cut_off = [town for town in towns if not town.receipt]

    assert cut_off
    assert lost(folder, towns) == []
    assert [town.ref for town in towns if town.confirmed_text not in ("", stored_text(folder, town))] == []
    assert whole(folder) == []
    with server(folder) as (_, port):
        for town in towns:
            town.port = port
            assert town.sends() == 302  # anew, or for the first time


def test_a_full_disk_is_said_in_plain_words_and_takes_nothing_back(place: tuple[Path, list[Town]]) -> None:
    folder, towns = place
    limit = 800_000  # bytes a file may have: the log of SQLite, which the first few towns fill

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    with server(folder, preexec_fn=full) as (_, port):
        answers = []
        for town in towns:
            town.port = port
            answers.append((town.types("A harbour town that shares its quay.", base=1), town.sends()))
        status, page, _ = towns[-1].ask("send", f"/en/applications/{towns[-1].ref}/send/", {})

    assert answers[0] == (200, 302)
    assert {status for answer in answers for status in answer} == {200, 302, 503}
    assert status == 503
    assert b"everything confirmed before is safe" in page
    assert lost(folder, towns) == []
    assert [town.ref for town in towns if town.confirmed_text not in ("", stored_text(folder, town))] == []
    with server(folder) as (_, port):
        for town in towns:
            town.port = port
            assert town.receipt or town.sends() == 302
