"""`pearls journal`: what it answers, and that a file needs nothing else."""

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pearls.audit import services
from pearls.cli.commands import main
from pearls.kernel.actor import Actor

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def exported(tmp_path: Path, office: Actor, now: datetime, db: None) -> Path:
    for number in range(1, 6):
        services.record(
            actor=office, act="edition-created", subject=f"edition:{number}", now=now, data={"name": "Kārta"}
        )
    file = tmp_path / "journal.jsonl"
    assert main(["journal", "export", str(file)]) == 0
    return file


def altered(file: Path, change: Any) -> Path:
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    change(lines)
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return file


def test_the_database_and_its_export_are_verified(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify"]) == 0
    assert main(["journal", "verify", str(exported)]) == 0
    assert main(["journal", "verify", str(exported), "--json"]) == 0

    first, second, third = capsys.readouterr().out.splitlines()
    assert first == second
    assert first.startswith("Verified: 5 entries. Head 5:")
    head = json.loads(third)["head"]
    assert first.endswith(f"{head['seq']}:{head['hash']}")


@pytest.mark.parametrize(
    ("change", "code", "seq"),
    [
        (lambda lines: lines[2].update(act="x"), "changed", 3),
        (lambda lines: lines[2].update(data={"x": 1.5}), "changed", 3),
        (lambda lines: lines[2].update(more=1), "changed", 3),
        (lambda lines: lines.pop(2), "removed", 3),
        (lambda lines: lines.pop(4), "removed", 5),
        (lambda lines: lines.pop(), "removed", 6),
        (lambda lines: lines.insert(3, lines[1]), "inserted", 2),
        (lambda lines: lines.insert(3, lines.pop(1)), "reordered", 2),
    ],
)
def test_a_file_that_was_tampered_with_is_refused_by_name(
    exported: Path, change: Any, code: str, seq: int, capsys: pytest.CaptureFixture[str]
) -> None:
    altered(exported, change)

    assert main(["journal", "verify", str(exported), "--json"]) == 1

    document = json.loads(capsys.readouterr().out)
    assert (document["verified"], document["finding"]["code"], document["finding"]["seq"]) == (False, code, seq)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "expected an exported journal, got an empty file"),
        ("nonsense\n", "line 1: expected one JSON object"),
        ('{"seq": 1}\n', "line 1, field at: expected it in every entry, got none"),
        ('{"seq": 1, "seq": 2}\n', "a field stands there twice"),
        ("[]\n", "line 1, field seq"),
    ],
)
def test_a_file_that_is_no_journal_is_bad_input(
    tmp_path: Path, text: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "journal.jsonl"
    file.write_text(text)

    assert main(["journal", "verify", str(file)]) == 2

    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert str(file) in captured.err
    assert line in captured.err


def test_a_file_that_is_not_there_is_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["journal", "verify", str(tmp_path / "none")]) == 2

    assert "cannot be read" in capsys.readouterr().err


def test_a_head_noted_elsewhere_is_held_against_the_journal(exported: Path) -> None:
    assert main(["journal", "verify", str(exported), "--known", f"3:{'0' * 64}"]) == 1
    assert main(["journal", "verify", str(exported), "--known", "three"]) == 2
    assert main(["journal", "verify", str(exported), "--known", f"{'9' * 5_000}:{'0' * 64}"]) == 2


def test_a_file_needs_neither_settings_nor_django(exported: Path) -> None:
    code = (
        "import sys; from pearls.cli.commands import main; code = main(['journal', 'verify', sys.argv[1]]);"
        "assert 'django' not in sys.modules, 'django was imported'; sys.exit(code)"
    )
    environment = {"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"], "PEARLS_ENV": "nonsense"}

    done = subprocess.run([sys.executable, "-c", code, str(exported)], env=environment, capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")
