"""`pearls practices`: all or nothing, every fault named, and what went out comes in as it was."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from pearls.audit.models import Entry
from pearls.cli.commands import main
from pearls.db.triggers import guards_lifted
from pearls.practices import rules
from pearls.practices.models import Concept, Practice
from pearls.practices.queries import shipped_records
from pearls.practices.queries.shipped import DATA
from tests.practices.samples import given

pytestmark = pytest.mark.django_db
SHIPPED = DATA / "practices.jsonl"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "practices.jsonl"


def put(file: Path, *records: dict[str, Any]) -> str:
    file.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(file)


def counts(capsys: Capture, *arguments: str) -> Any:
    assert main(["practices", "import", *arguments, "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    return json.loads(printed.out)


def exported(path: Path) -> bytes:
    assert main(["practices", "export", "--format", "jsonl", str(path)]) == 0
    return path.read_bytes()


def test_an_import_says_what_it_did_and_may_be_run_again(file: Path, capsys: Capture) -> None:
    first = put(file, given(), given(id="other"))

    assert counts(capsys, first) == {"created": 2, "updated": 0, "unchanged": 0}
    assert counts(capsys, first) == {"created": 0, "updated": 0, "unchanged": 2}
    changed = put(file, given(title="Other words"), given(id="third"))
    assert counts(capsys, changed) == {"created": 1, "updated": 1, "unchanged": 0}
    assert list(Practice.objects.order_by("key").values_list("key", flat=True)) == ["other", "third", "village-theatre"]


def test_an_import_brings_the_vocabulary_it_needs(file: Path) -> None:
    assert main(["practices", "import", put(file, given())]) == 0

    assert Concept.objects.count() == 156
    assert set(Entry.objects.values_list("actor_ref", flat=True)) == {"system:practices-import"}


def test_every_bad_line_is_named_and_nothing_is_changed(file: Path, capsys: Capture) -> None:
    put(file, given(), given(id="B", colour=1), given(id="c", country="x"), given())

    assert main(["practices", "import", str(file), "--json"]) == 2

    printed = capsys.readouterr()
    where = [line.split(": expected")[0] for line in printed.err.splitlines()]
    begin = f"pearls practices: {file}: line"
    assert where == [f"{begin} 2: colour", f"{begin} 2: id", f"{begin} 3: country", f"{begin} 4: id"]
    assert printed.out == ""
    assert (Practice.objects.count(), Concept.objects.count(), Entry.objects.count()) == (0, 0, 0)


def test_a_name_with_line_ends_stays_on_its_line(file: Path, capsys: Capture) -> None:
    put(file, given(**{"a\nb": 1}))

    assert main(["practices", "import", str(file)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("name", ["nothing-here.jsonl", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_said_in_one_line(tmp_path: Path, capsys: Capture, name: str) -> None:
    assert main(["practices", "import", str(tmp_path / name)]) == 2

    assert capsys.readouterr().err.count("\n") == 1


def test_what_was_exported_comes_in_and_goes_out_byte_for_byte(tmp_path: Path, capsys: Capture) -> None:
    assert counts(capsys, str(SHIPPED)) == {"created": 201, "updated": 0, "unchanged": 0}
    first = exported(tmp_path / "first.jsonl")

    assert counts(capsys, str(tmp_path / "first.jsonl")) == {"created": 0, "updated": 0, "unchanged": 201}
    with guards_lifted(connection):
        Practice.objects.all().delete()
    assert counts(capsys, str(tmp_path / "first.jsonl"))["created"] == 201
    assert exported(tmp_path / "second.jsonl") == first


def test_the_shipped_practices_go_out_as_they_came_in(capsys: Capture) -> None:
    counts(capsys, str(SHIPPED))

    assert main(["practices", "export", "--format", "jsonl"]) == 0

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    wanted = sorted((rules.written(record) for record in shipped_records()), key=lambda record: record["id"])
    assert found == wanted


def test_invented_practices_do_not_go_out(file: Path, capsys: Capture) -> None:
    counts(capsys, put(file, given()))
    Practice.objects.update(is_demonstration=True)

    assert exported(file) == b""


def test_a_format_that_nobody_writes_yet_is_bad_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["practices", "export", "--format", "pdf"])

    assert ended.value.code == 2


def test_an_export_to_nowhere_is_said_in_one_line(tmp_path: Path, capsys: Capture, shipped: None) -> None:
    assert main(["practices", "export", "--format", "jsonl", str(tmp_path / "no" / "file")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.slow
def test_a_first_import_makes_the_database(tmp_path: Path, file: Path) -> None:
    environment = {"PEARLS_VAR_DIR": str(tmp_path / "var"), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "pearls", "practices", "import", put(file, given()), "--json"]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert (done.returncode, json.loads(done.stdout)) == (0, {"created": 1, "updated": 0, "unchanged": 0})
