"""The last minute of a call: towns type a last word, look over their application and send it, all within a minute.

    python tools/bench_last_minute.py                          a hundred towns within sixty seconds
    python tools/bench_last_minute.py --towns 100 --seconds 1  … all at once

A real server on a SQLite file of its own, the crowd on the same cores. Part of `make bench`; a slow test plays it
with fewer towns and asks only that nothing fails and nothing is lost.
"""

import argparse
import http.client
import json
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
P95_LIMIT = 1.0
TOKEN = "0123456789abcdefghijklmnopqrstuv"  # the secret of the forms is the cookie's: any will do
TYPED = "short_profile"


@dataclass
class Town:
    """One town at its desk: `ref` of its application, the session of somebody who speaks for it."""

    ref: str
    session: str
    port: int
    waits: dict[str, float] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    confirmed_text: str = ""
    receipt: str = ""

    def ask(self, step: str, address: str, data: dict[str, str] | None = None) -> tuple[int, bytes, str]:
        """One request on a line of its own, as after a pause; notes how long it took."""
        body = urlencode({**data, "csrfmiddlewaretoken": TOKEN}).encode() if data is not None else None
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}", "Accept-Encoding": "identity"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as line:
            line.request("POST" if body is not None else "GET", address, body, headers)
            answer = line.getresponse()
            content = answer.read()
        self.waits[step] = time.perf_counter() - began
        return answer.status, content, answer.headers.get("Location", "")

    def types(self, text: str, *, base: int, sequence: int = 1) -> int:
        """Type an answer; gives the status, and notes what was confirmed."""
        data = {"question": TYPED, f"q-{TYPED}": text, f"base-{TYPED}": str(base), "writer": f"desk-{self.ref}"}
        status, _, _ = self.ask("type", self._at("autosave/"), {**data, "sequence": str(sequence)})
        if status == 200:
            self.confirmed_text = text
        return status

    def sends(self) -> int:
        """Send the application; gives the status, and notes the reference of the receipt."""
        status, _, location = self.ask("send", self._at("send/"), {})
        if status == 302 and "/receipts/" in location:
            self.receipt = location.rstrip("/").rpartition("/")[2]
        return status

    def plays(self, wait: float) -> None:
        """The last minute as this town spends it."""
        time.sleep(wait)
        try:
            self._expect("floor", self.ask("floor", "/healthz")[0], 200)
            self._expect("open", self.ask("open", self._at())[0], 200)
            self._expect("type", self.types("A harbour town that shares its quay.", base=1), 200)
            self._expect("look", self.ask("look", self._at("send/"))[0], 200)
            self._expect("send", self.sends(), 302)
            if self.receipt:
                self._expect("receipt", self.ask("receipt", f"/en/applications/receipts/{self.receipt}/")[0], 200)
        except (OSError, http.client.HTTPException) as problem:
            self.problems.append(f"{type(problem).__name__}: {problem}")

    def _at(self, page: str = "") -> str:
        return f"/en/applications/{self.ref}/{page}"

    def _expect(self, step: str, got: int, expected: int) -> None:
        if got != expected:
            self.problems.append(f"{step}: expected {expected}, got {got}")


@contextmanager
def server(folder: Path, **limits: Any) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Our server on the data in the folder: the process, and the port it listens at. `limits` go to Popen."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "pearls", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command, env=environment(folder), stdout=subprocess.DEVNULL, start_new_session=True, **limits
    )
    try:
        _wait_until_it_answers(process, port)
        yield process, port
    finally:
        process.terminate()
        process.wait(timeout=60)


def environment(folder: Path) -> dict[str, str]:
    """Variables of a program that works on the data in the folder."""
    return {
        **os.environ,
        "PEARLS_ENV": "demo",
        "PEARLS_VAR_DIR": str(folder),
        "PEARLS_DATABASE_URL": f"sqlite:///{folder}/last-minute.sqlite3",
        "DJANGO_SETTINGS_MODULE": "pearls.config.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }


def prepared(folder: Path, count: int) -> list[dict[str, str]]:
    """So many towns whose drafts wait only to be sent: reference and session of each."""
    command = [sys.executable, str(Path(__file__).with_name("last_minute_towns.py")), str(count)]
    done = subprocess.run(command, env=environment(folder), check=True, stdout=subprocess.PIPE)
    towns: list[dict[str, str]] = json.loads(done.stdout)
    return towns


def play(towns: list[Town], seconds: float) -> None:
    """Each town at its own moment of these seconds."""
    luck = random.Random(2026)
    threads = [threading.Thread(target=town.plays, args=(luck.uniform(0, seconds),)) for town in towns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def lost(folder: Path, towns: list[Town]) -> list[str]:
    """Confirmed submissions that are not there whole: with snapshot, journal entry and receipt by mail."""
    with closing(sqlite3.connect(folder / "last-minute.sqlite3")) as connection:
        kept = {
            ref
            for (ref,) in connection.execute(
                "select s.ref from pearls_calls_submission s join pearls_documents_snapshot n on n.id = s.snapshot_id "
                "join pearls_calls_application a on a.id = s.application_id where a.state = 'submitted'"
            )
        }
        told = " ".join(
            data
            for (data,) in connection.execute("select data from pearls_audit_entry where act = 'application-submitted'")
        )
    return [town.receipt for town in towns if town.receipt and (town.receipt not in kept or town.receipt not in told)]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Towns send their applications in the last minute.")
    parser.add_argument("--towns", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args([] if arguments is None else arguments)
    with tempfile.TemporaryDirectory(prefix="pearls-last-minute-") as name:
        folder = Path(name)
        prepared_towns = prepared(folder, options.towns)
        with server(folder) as (_, port):
            towns = [Town(port=port, **town) for town in prepared_towns]
            towns[0].ask("warm-up", "/en/")
            play(towns, options.seconds)
        missing = lost(folder, towns)
    return _report(towns, options.seconds, missing)


def _report(towns: list[Town], seconds: float, missing: list[str]) -> int:
    problems = [problem for town in towns for problem in town.problems]
    floor = statistics.median(town.waits["floor"] for town in towns if "floor" in town.waits)
    print(f"\n{len(towns)} towns within {seconds:.0f} s{'':<22}{'p50 ms':>8}{'p95 ms':>8}{'p50 / floor':>13}")
    slowest = 0.0
    for step in ("floor", "open", "type", "look", "send", "receipt"):
        waits = sorted(town.waits[step] for town in towns if step in town.waits)
        middle, p95 = statistics.median(waits), waits[int(len(waits) * 0.95) - 1]
        slowest = max(slowest, p95)
        print(f"  {step:<36}{middle * 1000:8.1f}{p95 * 1000:8.1f}{middle / floor:13.1f}")
    print(f"  errors: {len(problems)}, sent: {sum(bool(town.receipt) for town in towns)}, lost: {len(missing)}")
    for problem in sorted(set(problems)):
        print(f"  {problem} ({problems.count(problem)} times)")
    return 0 if not problems and not missing and slowest < P95_LIMIT else 1


def _wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and process.poll() is None:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as line:
                line.request("GET", "/healthz")
                if line.getresponse().status == 200:
                    return
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
    raise RuntimeError(f"the server does not answer at port {port}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
