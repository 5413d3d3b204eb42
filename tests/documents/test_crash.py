"""A server that is killed while people type: what it confirmed is there when it comes back."""

import http.cookiejar
import json
import os
import random
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent.parent


@contextmanager
def server(
    folder: Path, *arguments: str, largest_file: int | None = None
) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """The process, the document's reference, and the address of its pages.

    `largest_file`: no file of the process may grow beyond so many bytes, as on a full disk.
    """

    def limit() -> None:
        if largest_file is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

    environment = {
        **os.environ,
        "PEARLS_DATABASE_URL": f"sqlite://{folder}/pearls.sqlite3",
        "PEARLS_VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "pearls.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    command = [sys.executable, "-m", "tests.documents.serve", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, preexec_fn=limit
    ) as process:
        try:
            assert process.stdout is not None
            ref, port = process.stdout.readline().split()
            yield process, ref, f"http://127.0.0.1:{port}/en/d/{ref}"
        finally:
            process.kill()


class Typist:
    """Somebody typing, who notes what was confirmed."""

    def __init__(self, address: str, question: str) -> None:
        self.address, self.question, self.confirmed = address, question, ""
        self.refused_with = 0
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)
        page = self.opener.open(f"{address}/about/", timeout=20).read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found is not None
        self.token = found[1]

    def types_until_the_line_breaks(self) -> None:
        text, base = "", 0
        for number in range(10_000):
            text = f"{text} word{number}".strip()
            data = {"question": self.question, f"q-{self.question}": text, f"base-{self.question}": str(base)}
            data |= {"writer": "typist", "sequence": str(number + 1), "csrfmiddlewaretoken": self.token}
            try:
                answer = self.opener.open(
                    f"{self.address}/autosave/", urllib.parse.urlencode(data).encode(), timeout=20
                )
                heard = json.load(answer)
            except urllib.error.HTTPError as error:
                self.refused_with = error.code
                return
            except (OSError, ValueError):
                return
            assert heard["state"] == "saved"
            self.confirmed, base = text, heard["revision"]


def kept(address: str, question: str) -> str:
    page = urllib.request.urlopen(f"{address}/about/", timeout=20).read().decode()
    found = re.search(rf'id="id_q-{question}"[^>]*?(?:value="([^"]*)"|>\n(.*?)</textarea>)', page, re.S)
    assert found is not None
    return found[1] or found[2] or ""


def test_a_killed_server_has_kept_all_that_it_confirmed(tmp_path: Path) -> None:
    seconds = random.Random(7)
    with server(tmp_path) as (process, ref, address):
        typists = [Typist(address, "story"), Typist(address, "name")]
        threads = [threading.Thread(target=typist.types_until_the_line_breaks) for typist in typists]
        for thread in threads:
            thread.start()
        threading.Event().wait(1.5 + seconds.random())

        process.send_signal(signal.SIGKILL)

        for thread in threads:
            thread.join()
    with server(tmp_path, ref) as (_process, _ref, address):
        for typist in typists:
            text = kept(address, typist.question)
            assert typist.confirmed
            # The last one may have been written without its answer getting through.
            assert text.startswith(typist.confirmed)


def test_a_full_disk_while_typing_is_no_loss_of_what_was_confirmed(tmp_path: Path) -> None:
    with server(tmp_path) as (_process, ref, _address):
        pass
    database = tmp_path / "pearls.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # or the old log's room would be written again first
    with server(tmp_path, ref, largest_file=database.stat().st_size + 200_000) as (_process, _ref, address):
        typist = Typist(address, "story")
        typist.types_until_the_line_breaks()
        assert typist.refused_with == 503
        assert kept(address, "story").startswith(typist.confirmed)
    with server(tmp_path, ref) as (_process, _ref, address):
        assert typist.confirmed
        assert kept(address, "story").startswith(typist.confirmed)
