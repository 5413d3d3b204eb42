"""`pearls restore FILE`: everything back from a backup, all of it or nothing."""

import argparse
import json
import shutil
import sys
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management.color import no_style
from django.db import IntegrityError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from pearls.audit import queries as journal
from pearls.audit import services as audit
from pearls.cli import archive, database
from pearls.cli.failure import Failure
from pearls.db.triggers import guards_lifted
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now

BATCH = 500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="a file that pearls backup wrote")
    parser.add_argument("--force", action="store_true", help="replace what is in the database and the uploads now")
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory(dir=_roomy(), prefix=".pearls-restore-") as folder:
        manifest = _unpack(options.file, Path(folder))
        _require_same_version(options.file, manifest)
        database.migrate()
        if not options.force and (used := _first_used()):
            raise Failure(f"the database is not empty ({used}); --force replaces everything in it", exit_code=1)
        verified = _put_in_place(options.file, manifest, Path(folder))
    row_count = sum(manifest.rows.values())
    if options.json:
        document = {"rows": manifest.rows, "made_at": manifest.made_at, "journal_verified": verified}
        sys.stdout.write(json.dumps(document) + "\n")
    else:
        sys.stdout.write(f"Restored {row_count} rows, as they stood at {manifest.made_at}.\n")
    if not verified:
        sys.stderr.write("pearls restore: the journal in this backup does not hold; see pearls journal verify\n")
    return 0


def _roomy() -> Path:
    """A folder on the disk of the uploads, so that they can be moved in place at once."""
    folder = Path(settings.MEDIA_ROOT).parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _unpack(file: Path, folder: Path) -> archive.Manifest:
    """Unpack the whole archive beside the uploads, every file held against its hash, before anything is touched."""
    (folder / "media").mkdir()
    (folder / "tables").mkdir()
    try:
        with tarfile.open(file, mode="r:gz") as tar:
            manifest = archive.read_manifest(tar, str(file))
            for member, reader in archive.checked_members(tar, manifest, str(file)):
                target = folder / member.name
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("wb") as out:
                    shutil.copyfileobj(reader, out)
    except OSError as problem:
        raise Failure(f"{file}: cannot be unpacked: {problem.strerror or problem}") from problem
    except (EOFError, zlib.error) as problem:
        raise Failure(f"{file}: is damaged or cut short: {problem}; nothing was restored", exit_code=1) from problem
    except tarfile.TarError as problem:
        raise Failure(f"{file}: expected a backup of Pearls, got something else: {problem}") from problem
    return manifest


def _require_same_version(file: Path, manifest: archive.Manifest) -> None:
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    strange = sorted(set(manifest.migrations) ^ ours)
    if strange:
        raise Failure(
            f"{file}: was made by another version (differs in {strange[0]}); "
            "restore it with that version, then upgrade and run pearls migrate",
            exit_code=1,
        )


def _first_used() -> str:
    for model in archive.kept_models():
        if model._base_manager.exists():
            return f"{model._meta.db_table} has rows"
    return ""


def _put_in_place(file: Path, manifest: archive.Manifest, folder: Path) -> bool:
    """Tables and uploads together; gives whether the restored journal holds."""
    media, old = Path(settings.MEDIA_ROOT), folder / "before"
    try:
        with transaction.atomic():
            with guards_lifted(connection):
                _replace_rows(file, manifest, folder)
                # Deferred keys are looked at now: triggers cannot come back while some wait.
                connection.check_constraints()
            verified = journal.verify_journal().holds
            audit.record(
                actor=Actor.system("restore"),
                act="backup-restored",
                subject="programme:backup",
                now=utc_now(),
                data={"made_at": manifest.made_at},
            )
            if media.exists():
                media.rename(old)
            (folder / "media").rename(media)
    except (IntegrityError, KeyError, ValueError, TypeError) as problem:
        _bring_back(media, old)
        raise Failure(
            f"{file}: does not fit the tables: {database.one_line(problem)}; nothing was restored"
        ) from problem
    except BaseException:
        _bring_back(media, old)
        raise
    return verified


def _bring_back(media: Path, old: Path) -> None:
    if old.exists():
        shutil.rmtree(media, ignore_errors=True)
        old.rename(media)


def _replace_rows(file: Path, manifest: archive.Manifest, folder: Path) -> None:
    models = {model._meta.label_lower: model for model in archive.kept_models()}
    with connection.cursor() as cursor:
        for model in reversed(models.values()):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - the name of a table of ours
    for path in sorted((folder / "tables").iterdir()):
        label = path.name.removesuffix(".jsonl").partition("-")[2]
        if label not in models:
            raise Failure(f"{file}: tables/{path.name}: expected a table of this version, got {label}", exit_code=1)
        model = models[label]
        for batch in _batches(model, path):
            # As they are: no signals, no "now" for columns that fill themselves.
            model._base_manager._insert(batch, fields=archive.kept_fields(model), using=connection.alias, raw=True)  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(sql)


def _batches(model: type[Model], path: Path) -> Iterator[list[Model]]:
    size = min(BATCH, connection.ops.bulk_batch_size(archive.kept_fields(model), [model()] * BATCH) or BATCH)
    batch: list[Model] = []
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            batch.append(archive.instance_of(model, json.loads(line)))
            if len(batch) >= size:
                yield batch
                batch = []
    if batch:
        yield batch
