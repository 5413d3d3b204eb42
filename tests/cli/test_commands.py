"""The command line: help everywhere, one clear line, exit codes."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.utils.module_loading import import_string

from pearls.cli import demo
from pearls.cli.commands import COMMANDS, main
from pearls.db.triggers import guards_lifted
from pearls.people.models import Person
from pearls.programme.models import Edition
from tests.database import migrated_file

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: pearls {command}")


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["serve", "--port", "many"], ["journal"]])
def test_bad_usage_is_exit_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2


def test_help_starts_without_django() -> None:
    code = "import sys; from pearls.cli.commands import main\ntry: main(['--help'])\nexcept SystemExit: pass\n"
    code += "assert 'django' not in sys.modules"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT / "src")

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("variable", "value", "line"),
    [
        ("PEARLS_ENV", "prod", "PEARLS_ENV: expected one of demo, development, production, got 'prod'"),
        ("PEARLS_DATABASE_URL", "mysql://x", "PEARLS_DATABASE_URL: expected sqlite"),
        ("PEARLS_UPLOAD_MAX_MB", "-1", "PEARLS_UPLOAD_MAX_MB: expected a whole number"),
        ("PEARLS_UPLOAD_MAX_MB", "9" * 5_000, "PEARLS_UPLOAD_MAX_MB: expected a whole number"),
        ("PEARLS_DATABASE_URL", "postgresql://u:p@h:port/x", "PEARLS_DATABASE_URL: expected an address whose port is"),
        ("PEARLS_DATABASE_URL", "postgresql://[::1/x", "PEARLS_DATABASE_URL: expected an address whose port is"),
        ("PEARLS_SMTP_URL", "smtp://h:x", "PEARLS_SMTP_URL: expected an address whose port is a number"),
        ("PEARLS_BASE_URL", "pearls.example.org", "PEARLS_BASE_URL: expected https:// or http:// and a host, got 'pe"),
        ("PEARLS_VAR_DIR", "/dev/null", "PEARLS_VAR_DIR: expected a folder to write to, got /dev/null: "),
        ("PEARLS_SMTP_URL", "http://x", "PEARLS_SMTP_URL: expected smtp"),
    ],
)
def test_a_setting_that_is_wrong_is_named(tmp_path: Path, variable: str, value: str, line: str) -> None:
    environment = {**os.environ, "PEARLS_VAR_DIR": str(tmp_path), variable: value, "PYTHONPATH": str(ROOT / "src")}

    done = subprocess.run(
        [sys.executable, "-m", "pearls", "migrate"], env=environment, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert line in done.stderr


def test_every_loader_of_the_demo_is_there() -> None:
    for path in (*demo.LOADERS, *demo.REFRESHERS):
        assert callable(import_string(path))


@pytest.mark.django_db
def test_the_demo_is_refused_in_production(settings: object, capsys: pytest.CaptureFixture[str]) -> None:
    settings.IS_PRODUCTION = True  # type: ignore[attr-defined]

    assert main(["demo"]) == 1

    assert "refused where PEARLS_ENV is production" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_real_site_is_filled_and_gets_its_first_administrator(
    settings: object, client: Client, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.IS_PRODUCTION = True  # type: ignore[attr-defined]
    assert main(["load", "--admin", "ieva@example.org"]) == 1
    assert "nobody has an account with the address ieva@example.org" in capsys.readouterr().err
    person = Person.objects.create_user("ieva@example.org", "a-password-of-her-own", name="Ieva")

    assert main(["load", "--admin", "Ieva@example.org"]) == 0

    assert f"{settings.BASE_URL}/en/office/roles/" in capsys.readouterr().out  # type: ignore[attr-defined]
    client.force_login(person)
    assert client.get("/en/office/roles/").status_code == 200
    assert client.get("/readyz").status_code == 200
    assert not Person.objects.filter(is_demonstration=True).exists()
    assert not Edition.objects.filter(is_demonstration=True).exists()


@pytest.mark.django_db
def test_migrate_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate", "--check", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == {"missing": []}


def test_a_port_that_is_taken_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert main(["serve", "--port", str(port)]) == 2

    assert f"port {port} of 127.0.0.1 is taken" in capsys.readouterr().err


def test_a_server_without_its_tables_refuses_to_start(tmp_path: Path, free_port: int) -> None:
    environment = {
        **os.environ,
        "PEARLS_VAR_DIR": str(tmp_path),
        "PEARLS_DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3",
        "PYTHONPATH": str(ROOT / "src"),
    }

    done = subprocess.run(
        [sys.executable, "-m", "pearls", "serve", "--port", str(free_port)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "run pearls migrate" in done.stderr


@pytest.mark.slow
def test_the_command_makes_the_database_that_the_tests_begin_with(tmp_path: Path) -> None:
    """Test databases are copies: what they are copied from is made by all migrations in turn, as here."""
    file = tmp_path / "new.sqlite3"
    environment = {**os.environ, "PEARLS_VAR_DIR": str(file.parent), "PEARLS_DATABASE_URL": f"sqlite:///{file}"}

    subprocess.run([sys.executable, "-m", "pearls", "migrate"], env=environment, check=True, capture_output=True)

    made = schema_of(file)
    assert len(made) > 300
    assert made == schema_of(migrated_file(tmp_path / "copy.sqlite3"))


def schema_of(file: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT name, sql FROM sqlite_master ORDER BY type, name").fetchall()


@pytest.mark.slow
def test_ctrl_c_stops_the_server_at_once(tmp_path: Path, free_port: int) -> None:
    environment = {
        **os.environ,
        "PEARLS_VAR_DIR": str(tmp_path),
        "PEARLS_DATABASE_URL": f"sqlite:///{tmp_path}/new.sqlite3",
        "PYTHONPATH": str(ROOT / "src"),
    }
    pearls = [sys.executable, "-m", "pearls"]
    migrated_file(tmp_path / "new.sqlite3")
    for _ in range(4):
        server = subprocess.Popen(
            [*pearls, "serve", "--port", str(free_port)],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        answers_at(f"http://127.0.0.1:{free_port}/healthz")

        os.killpg(server.pid, signal.SIGINT)
        _, complaints = server.communicate(timeout=15)

        assert (server.returncode, complaints) == (0, b"")


def answers_at(address: str) -> None:
    """Wait until the server answers there."""
    for _ in range(600):
        try:
            urlopen(address, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{address}: expected an answer within a minute, got none")


@pytest.mark.django_db
def test_check_finds_nothing_wrong_with_a_fresh_house(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check", "--json"])

    document = json.loads(capsys.readouterr().out)
    assert [finding for finding in document["findings"] if finding["grade"] == "wrong"] == []
    assert (code, document["ok"]) == (0, True)


@pytest.mark.django_db
def test_check_finds_a_journal_without_its_guards(capsys: pytest.CaptureFixture[str]) -> None:
    with guards_lifted(connection):
        assert main(["check"]) == 1

    captured = capsys.readouterr()
    assert "the triggers that refuse changes are gone" in captured.out
    assert captured.err.startswith("pearls check: 1 of ")


@pytest.mark.django_db
def test_check_finds_what_a_production_lacks(settings: object, capsys: pytest.CaptureFixture[str]) -> None:
    settings.IS_PRODUCTION, settings.IS_DEMO = True, False  # type: ignore[attr-defined]
    settings.SECRET_KEY, settings.BASE_URL = "short", "http://pearls.example"  # type: ignore[attr-defined]

    assert main(["check"]) == 1

    out = capsys.readouterr().out
    assert "PEARLS_SECRET_KEY has fewer than 32 characters" in out
    assert "expected https:// in production, got http://pearls.example" in out
    assert str(django_settings.MEDIA_ROOT) in out
