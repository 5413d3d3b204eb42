"""`pearls backup FILE`: everything in one file, as it stood at one moment, while people go on working."""

import argparse
import hashlib
import io
import json
import os
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from pearls.audit.rules import instant_text
from pearls.cli import archive, database
from pearls.cli.failure import Failure
from pearls.kernel.clock import utc_now


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the file to write")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    database.require_migrations()
    manifest = write_backup(options.file)
    row_count, size = sum(manifest.rows.values()), options.file.stat().st_size
    if options.json:
        document = {"file": str(options.file), "bytes": size, "rows": manifest.rows, "made_at": manifest.made_at}
        sys.stdout.write(json.dumps(document) + "\n")
    else:
        uploads = sum(member.name.startswith("media/") for member in manifest.members)
        sys.stdout.write(f"{options.file}: {row_count} rows, {uploads} uploads, {size} bytes\n")
    return 0


def write_backup(file: Path) -> archive.Manifest:
    """Write the backup; the file appears whole or not at all, and only its owner may read it.

    Raises: Failure, when it cannot be written.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".pearls-backup-") as folder:
            manifest = _gather(Path(folder))
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
                _pack(target, manifest, Path(folder))
                target.flush()
                os.fsync(target.fileno())
        part.replace(file)
    except FileExistsError as problem:
        raise Failure(f"{part}: stands there already: another backup is being written, or one was stopped") from problem
    except OSError as problem:
        part.unlink(missing_ok=True)
        raise Failure(f"{file}: the backup could not be written: {problem.strerror or problem}") from problem
    return manifest


def _gather(folder: Path) -> archive.Manifest:
    (folder / "tables").mkdir()
    rows: dict[str, int] = {}
    members = []
    with _one_moment():
        made_at = instant_text(utc_now())
        applied = MigrationRecorder(connection).applied_migrations()
        for number, model in enumerate(archive.kept_models()):
            name = f"tables/{number:03d}-{model._meta.label_lower}.jsonl"
            rows[model._meta.label_lower], member = _write_table(model, folder / name, name)
            members.append(member)
    media = Path(settings.MEDIA_ROOT)
    for path in sorted(path for path in media.rglob("*") if path.is_file()) if media.exists() else []:
        members.append(_member_of(path, f"media/{path.relative_to(media).as_posix()}"))
    return archive.Manifest(made_at, sorted(f"{app}.{name}" for app, name in applied), rows, members)


def _write_table(model: type[Model], path: Path, name: str) -> tuple[int, archive.Member]:
    count, size, digest = 0, 0, hashlib.sha256()
    with path.open("wb") as target:
        for instance in model._base_manager.order_by("pk").iterator(chunk_size=1000):
            line = json.dumps(archive.row_of(instance), ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
            target.write(line)
            digest.update(line)
            count, size = count + 1, size + len(line)
    return count, archive.Member(name, size, digest.hexdigest())


def _member_of(path: Path, name: str) -> archive.Member:
    with path.open("rb") as source:
        return archive.Member(name, path.stat().st_size, hashlib.file_digest(source, "sha256").hexdigest())


def _pack(target: IO[bytes], manifest: archive.Manifest, folder: Path) -> None:
    media = Path(settings.MEDIA_ROOT)
    with tarfile.open(fileobj=target, mode="w:gz", compresslevel=6) as tar:
        text = manifest.as_json()
        info = tarfile.TarInfo(archive.MANIFEST)
        info.size = len(text)
        tar.addfile(info, io.BytesIO(text))
        for member in manifest.members:
            root, _, rest = member.name.partition("/")
            source = media / rest if root == "media" else folder / member.name
            info = tarfile.TarInfo(member.name)
            info.size = member.size
            with source.open("rb") as content:
                tar.addfile(info, content)


@contextmanager
def _one_moment() -> Iterator[None]:
    """All tables as they stand at one moment; nobody waits for us meanwhile."""
    if connection.vendor == "postgresql":
        with transaction.atomic():
            if not connection.savepoint_ids:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    before = connection.transaction_mode  # type: ignore[attr-defined]
    # IMMEDIATE would make writers wait; a deferred transaction reads the state of its first look.
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            yield
    finally:
        connection.transaction_mode = before  # type: ignore[attr-defined]
