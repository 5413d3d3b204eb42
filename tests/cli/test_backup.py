"""A backup and what comes back from it."""

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from pearls.audit import queries as journal
from pearls.audit import services as audit
from pearls.audit.models import Entry
from pearls.cli import archive
from pearls.cli.commands import main
from pearls.db.triggers import guards_lifted
from pearls.jobs.work import enqueue
from pearls.kernel.actor import Actor
from pearls.mail import services as mail
from pearls.mail.models import Message
from tests.cast import Cast
from tests.jobs.work import note

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def everything(office: Actor, now: datetime, cast: Cast) -> dict[str, list[dict[str, Any]]]:
    """Rows of many kinds, an upload, a journal; gives all rows."""
    upload = Path(settings.MEDIA_ROOT) / "ab" / "plan.pdf"
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"%PDF-1.7 \x00\xff")
    mail.queue(
        actor=office, to="a@b.example", language="lv", subject="Ķ", body="ē\u2028\n", now=now, kind="test", hold=True
    )
    enqueue(note, word="waiting")
    with transaction.atomic():
        audit.record(actor=office, act="x", subject="person:1", now=now, personal={"name": "Ilze"})
    return all_rows()


def all_rows() -> dict[str, list[dict[str, Any]]]:
    return {
        model._meta.label: [archive.row_of(row) for row in model._base_manager.order_by("pk")]
        for model in archive.kept_models()
    }


def emptied() -> None:
    with guards_lifted(connection), connection.cursor() as cursor, connection.constraint_checks_disabled():
        for model in reversed(archive.kept_models()):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")


def without_restoring(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The rows but for the entry of the restoring itself."""
    rows["pearls_audit.Entry"] = [row for row in rows["pearls_audit.Entry"] if row["act"] != "backup-restored"]
    rows["pearls_audit.Head"] = []
    return rows


def test_everything_comes_back_as_it_was(everything: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "pearls.backup"

    assert main(["backup", str(file)]) == 0
    emptied()
    (Path(settings.MEDIA_ROOT) / "ab" / "plan.pdf").unlink()
    assert main(["restore", str(file)]) == 0

    assert without_restoring(all_rows()) == without_restoring(everything)
    assert (Path(settings.MEDIA_ROOT) / "ab" / "plan.pdf").read_bytes() == b"%PDF-1.7 \x00\xff"
    assert journal.verify_journal().holds
    assert Entry.objects.last().act == "backup-restored"  # type: ignore[union-attr]
    assert file.stat().st_mode & 0o777 == 0o600


def test_rows_added_after_a_restore_get_numbers_of_their_own(
    everything: dict[str, Any], tmp_path: Path, office: Actor, now: datetime
) -> None:
    file = tmp_path / "pearls.backup"
    main(["backup", str(file)])
    emptied()
    main(["restore", str(file)])

    mail.queue(actor=office, to="a@b.example", language="lv", subject="S", body="B", now=now, kind="test")

    assert Message.objects.count() == 2


def test_a_database_with_rows_is_replaced_only_by_force(
    everything: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pearls.backup"
    main(["backup", str(file)])
    Message.objects.update(subject="changed since")

    assert main(["restore", str(file)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert Message.objects.get().subject == "changed since"

    assert main(["restore", str(file), "--force"]) == 0
    assert Message.objects.get().subject == "Ķ"


def rewritten(file: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """The archive again, every file as `change` gives it, None for none."""
    with tarfile.open(file) as old:
        members = [(info.name, old.extractfile(info).read()) for info in old]  # type: ignore[union-attr]
    with tarfile.open(file, "w:gz") as new:
        for name, content in members:
            changed = change(name, content)
            if changed is not None:
                info = tarfile.TarInfo(name)
                info.size = len(changed)
                new.addfile(info, io.BytesIO(changed))


def with_word(name: str, content: bytes) -> bytes:
    return content.replace(b"a@b.example", b"z@b.example") if "message" in name else content


def with_climber(name: str, content: bytes) -> bytes:
    return content.replace(b"media/ab/plan.pdf", b"media/../../x.pdf") if name == "manifest.json" else content


def of_another_version(name: str, content: bytes) -> bytes:
    return content.replace(b"pearls_mail.0001_create_outbox", b"pearls_mail.0002_later_outbox")


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (with_word, "was changed"),
        (lambda name, content: None if "plan.pdf" in name else content, "is missing"),
        (lambda name, content: content + b"{}\n" if "message" in name else content, "is not what the manifest says"),
        (with_climber, "is not what the manifest says"),
        (of_another_version, "was made by another version"),
    ],
)
def test_a_backup_that_was_tampered_with_changes_nothing(
    everything: dict[str, Any],
    tmp_path: Path,
    change: Callable[[str, bytes], bytes | None],
    line: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "pearls.backup"
    main(["backup", str(file)])
    rewritten(file, change)

    assert main(["restore", str(file), "--force"]) == 1

    assert line in capsys.readouterr().err
    assert all_rows() == everything
    assert (Path(settings.MEDIA_ROOT) / "ab" / "plan.pdf").exists()
    assert not (tmp_path.parent / "x.pdf").exists()


@pytest.mark.parametrize("content", [b"", b"nonsense", gzip.compress(b"nonsense")])
def test_a_file_that_is_no_backup_is_bad_input(
    tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pearls.backup"
    file.write_bytes(content)

    assert main(["restore", str(file)]) == 2

    assert capsys.readouterr().err.count("\n") == 1


def test_a_backup_cut_short_changes_nothing(everything: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "pearls.backup"
    main(["backup", str(file)])
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    assert main(["restore", str(file), "--force"]) in (1, 2)

    assert all_rows() == everything


def test_a_backup_whose_packing_is_broken_changes_nothing(
    everything: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pearls.backup"
    words = " ".join(str(number * number) for number in range(100_000))
    (Path(settings.MEDIA_ROOT) / "ab" / "long.txt").write_text(words)
    main(["backup", str(file)])
    packed = file.read_bytes()
    middle = len(packed) // 2

    for place in range(middle, middle + 80):  # some of these bits are lengths, and no code is left that means anything
        file.write_bytes(packed[:place] + bytes([packed[place] ^ 0xFF]) + packed[place + 1 :])
        code = main(["restore", str(file), "--force"])
        err = capsys.readouterr().err

        assert (code in (1, 2), err.count("\n"), str(file) in err) == (True, 1, True)

    assert all_rows() == everything


def test_rows_that_do_not_fit_leave_everything_as_it_was(
    everything: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pearls.backup"
    honest = archive.row_of
    monkeypatch.setattr(
        archive, "row_of", lambda row: {**honest(row), **({"state": "nonsense"} if isinstance(row, Message) else {})}
    )
    main(["backup", str(file)])
    monkeypatch.undo()

    assert main(["restore", str(file), "--force"]) == 2

    assert "does not fit the tables" in capsys.readouterr().err
    assert all_rows() == everything
    assert (Path(settings.MEDIA_ROOT) / "ab" / "plan.pdf").exists()


def test_a_backup_into_a_folder_that_is_not_there_is_bad_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "none" / "pearls.backup")]) == 2

    assert "could not be written" in capsys.readouterr().err


def test_a_backup_that_was_stopped_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pearls.backup.part").touch()

    assert main(["backup", str(tmp_path / "pearls.backup")]) == 2

    assert f"{tmp_path}/pearls.backup.part: stands there already" in capsys.readouterr().err
    assert (tmp_path / "pearls.backup.part").exists()


def test_the_answer_as_json_is_one_document(
    everything: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pearls.backup"

    assert main(["backup", str(file), "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["rows"]["pearls_mail.message"] == 1
