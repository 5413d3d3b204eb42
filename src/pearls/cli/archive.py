"""The backup file: a gzipped tar that any database we know can give and take.

    manifest.json       format, moment, migrations, and of every other member its size and SHA-256
    tables/<name>.jsonl one row a line, in an order in which rows that are referred to come first
    media/<path>        the private uploads

Not in it: sessions, caches, what migrations fill by themselves, and the secret key.
"""

import base64
import hashlib
import io
import json
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import PurePosixPath
from typing import IO, Any
from uuid import UUID

from django.apps import apps
from django.core.serializers import sort_dependencies
from django.db.models import BinaryField, Field, JSONField, Model

from pearls.cli.failure import Failure

FORMAT = "pearls-backup"
VERSION = 1
MANIFEST = "manifest.json"
LEFT_OUT_APPS = frozenset({"contenttypes", "auth", "sessions", "admin", "usersessions"})
MANIFEST_LIMIT = 64 * 1024 * 1024


@dataclass(frozen=True)
class Member:
    """One file of the archive."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself."""

    made_at: str
    migrations: list[str]
    rows: dict[str, int]
    members: list[Member]

    def as_json(self) -> bytes:
        document = {"format": FORMAT, "version": VERSION, **asdict(self)}
        return json.dumps(document, ensure_ascii=False, indent=1).encode()


def kept_models() -> list[type[Model]]:
    """The tables of a backup, those first that others refer to."""
    models = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT_APPS
    ]
    return list(sort_dependencies([(None, models)], allow_cycles=True))


def kept_fields(model: type[Model]) -> list["Field[Any, Any]"]:
    """The columns of a table that are written, not computed."""
    return [field for field in model._meta.local_concrete_fields if not getattr(field, "generated", False)]


def row_of(instance: Model) -> dict[str, Any]:
    """A row as JSON knows it."""
    return {field.attname: _plain(getattr(instance, field.attname)) for field in kept_fields(type(instance))}


def instance_of(model: type[Model], row: dict[str, Any]) -> Model:
    """The row of a backup as an instance, ready to be inserted as it is."""
    values = {}
    for field in kept_fields(model):
        value = row[field.attname]
        if isinstance(field, BinaryField) and value is not None:
            value = base64.b64decode(value)
        elif not isinstance(field, JSONField):
            value = field.to_python(value)
        values[field.attname] = value
    return model(**values)


def read_manifest(archive: tarfile.TarFile, name: str) -> Manifest:
    """The manifest of an opened archive.

    Raises: Failure, where there is none or it is not one that we can read.
    """
    try:
        info = archive.next()
        if info is None or info.name != MANIFEST or info.size > MANIFEST_LIMIT:
            raise ValueError("its first file is no manifest")
        document = json.loads(_open(archive, info).read())
        if document["format"] != FORMAT or document["version"] != VERSION:
            raise ValueError(f"format {document['format']!r}, version {document['version']!r}")
        return Manifest(
            made_at=str(document["made_at"]),
            migrations=list(document["migrations"]),
            rows=dict(document["rows"]),
            members=[Member(**member) for member in document["members"]],
        )
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError, zlib.error) as problem:
        raise Failure(
            f"{name}: expected a backup of Pearls (version {VERSION}), got something else: {problem}"
        ) from None


def checked_members(archive: tarfile.TarFile, manifest: Manifest, name: str) -> Iterator[tuple[Member, IO[bytes]]]:
    """Every file of the archive with a reader over it, each held against the manifest once it was read to its end.

    Raises: Failure, naming the file that is missing, changed, or not in the manifest.
    """
    expected = {member.name: member for member in manifest.members}
    try:
        while (info := archive.next()) is not None:
            member = expected.pop(info.name, None)
            if member is None or not info.isreg() or not is_safe(info.name) or info.size != member.size:
                raise Failure(f"{name}: {info.name} is not what the manifest says; nothing was restored", exit_code=1)
            reader = _Hashing(_open(archive, info))
            yield member, reader  # type: ignore[misc]
            if reader.sha256() != member.sha256:
                raise Failure(f"{name}: {info.name} was changed; nothing was restored", exit_code=1)
    except (tarfile.TarError, EOFError, OSError, zlib.error) as problem:
        raise Failure(f"{name}: is damaged or cut short: {problem}; nothing was restored", exit_code=1) from problem
    if expected:
        raise Failure(f"{name}: {min(expected)} is missing; nothing was restored", exit_code=1)


def is_safe(name: str) -> bool:
    """Whether a member's name stays inside the folder it is unpacked to."""
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.parts[:1] in (("tables",), ("media",))


class _Hashing(io.RawIOBase):
    """A reader that hashes what passes through it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        chunk = self._source.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._digest.update(chunk)
        return len(chunk)

    def sha256(self) -> str:
        """The hash of the whole; what nobody read is read now."""
        while chunk := self._source.read(1 << 20):
            self._digest.update(chunk)
        return self._digest.hexdigest()


def _open(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    source = archive.extractfile(info)
    if source is None:
        raise ValueError(f"{info.name} is no file")
    return source


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    return value
