"""Keeping uploads: bytes first, then the row, and nothing half done."""

import errno
import hashlib
import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from pearls.audit import services as audit
from pearls.files import queries, rules
from pearls.files.models import StoredFile
from pearls.kernel.actor import Actor
from pearls.kernel.refs import new_secret
from pearls.kernel.verdict import NotAllowed, no, require

PART = ".part"
ORPHAN_AFTER = timedelta(days=1)
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
PICTURE_FORMATS = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}


def store_file(
    *,
    actor: Actor,
    upload: "UploadedFile[Any]",
    owner: str,
    allowed: frozenset[str],
    now: datetime,
    max_bytes: int | None = None,
) -> StoredFile:
    """Keep an upload for an owner ("document:<ref>"): sniffed, measured, pictures written anew.

    Raises: NotAllowed, with a reason of `rules.may_keep`, "file-broken" or "disk-full"; then nothing is kept.
    """
    limit = min(max_bytes or settings.UPLOAD_MAX_MB * rules.MEGABYTE, settings.UPLOAD_MAX_MB * rules.MEGABYTE)
    content: IO[bytes] = upload
    kind = rules.kind_of(content)
    size = upload.size or 0
    require(
        rules.may_keep(
            name=upload.name or "", kind=kind, size_bytes=size, allowed=allowed, max_bytes=limit, content=content
        )
    )
    stored_as = new_secret()
    with _disk_room():
        path = _write(upload, stored_as, kind)
    try:
        return _insert(actor, owner, rules.safe_name(upload.name or "", kind), kind, path, stored_as, now)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def store_smaller(*, actor: Actor, stored: StoredFile, pixels: int, now: datetime) -> tuple[StoredFile, int, int]:
    """Keep a picture once more for the same owner, its longer side at most so many pixels; with its width and height.

    One that is small enough is given back as it is. Raises: NotAllowed, "disk-full"; then nothing is kept.
    """
    with Image.open(queries.path_of(stored.stored_as)) as picture:
        picture.load()
        smaller = picture.copy()
    if max(smaller.size) <= pixels:
        return stored, smaller.width, smaller.height
    smaller.thumbnail((pixels, pixels))
    content = BytesIO()
    smaller.save(content, format=PICTURE_FORMATS[stored.kind], **_options(stored.kind))
    upload = SimpleUploadedFile(stored.name, content.getvalue())
    kept = store_file(actor=actor, upload=upload, owner=stored.owner, allowed=frozenset({stored.kind}), now=now)
    return kept, smaller.width, smaller.height


@dataclass(frozen=True)
class KeptPhoto:
    """References of the files of a photo: in full and at each size, and how large the first size is, in pixels."""

    file: str
    sizes: tuple[str, ...]
    width: int
    height: int


def store_photo(
    *, actor: Actor, upload: "UploadedFile[Any]", owner: str, sizes: Sequence[int], now: datetime
) -> KeptPhoto:
    """Keep a photo in full and at these sizes, the largest first: pixels of the longer side.

    Raises: NotAllowed, as `store_file`.
    """
    stored = store_file(actor=actor, upload=upload, owner=owner, allowed=rules.PICTURES, now=now)
    made = [store_smaller(actor=actor, stored=stored, pixels=pixels, now=now) for pixels in sizes]
    _first, width, height = made[0]
    return KeptPhoto(stored.ref, tuple(one.ref for one, _width, _height in made), width, height)


@transaction.atomic
def remove_files(*, actor: Actor, owner: str, refs: Collection[str], now: datetime) -> int:
    """Let go of files of this owner; their bytes go within a day or two, with what crashes left behind
    (`remove_orphans`). Gives their number."""
    audit.take_turn()
    count, _by_kind = StoredFile.objects.filter(owner=owner, ref__in=refs).delete()
    if count:
        audit.record(actor=actor, act="files-removed", subject=owner, now=now, data={"count": count})
    return count


def remove_orphans(*, actor: Actor, now: datetime) -> int:
    """Remove bytes that no row knows: half-written files of a crash, older than a day. Gives their number."""
    root = Path(settings.MEDIA_ROOT)
    old = [
        path for path in root.glob("*/*") if path.is_file() and path.stat().st_mtime < (now - ORPHAN_AFTER).timestamp()
    ]
    known = set(
        StoredFile.objects.filter(stored_as__in=[path.name for path in old]).values_list("stored_as", flat=True)
    )
    orphans = [path for path in old if path.name not in known]
    for path in orphans:
        path.unlink(missing_ok=True)
    if orphans:
        with transaction.atomic():
            audit.record(
                actor=actor, act="file-orphans-removed", subject="files:all", now=now, data={"count": len(orphans)}
            )
    return len(orphans)


@transaction.atomic
def _insert(actor: Actor, owner: str, name: str, kind: str, path: Path, stored_as: str, now: datetime) -> StoredFile:
    stored = StoredFile.objects.create(
        owner=owner,
        name=name,
        kind=kind,
        size_bytes=path.stat().st_size,
        sha256=_sha256(path),
        stored_as=stored_as,
        stored_at=now,
        stored_by=actor.ref,
    )
    audit.record(
        actor=actor,
        act="file-stored",
        subject=f"file:{stored.ref}",
        now=now,
        data={"owner": owner, "kind": kind, "size_bytes": stored.size_bytes, "sha256": stored.sha256},
    )
    return stored


def _write(upload: "UploadedFile[Any]", stored_as: str, kind: str) -> Path:
    """Write to a neighbouring name, make it last, then give it its own name."""
    path = queries.path_of(stored_as)
    folder = path.parent
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = folder / f"{stored_as}{PART}"
    try:
        with part.open("xb") as target:
            os.fchmod(target.fileno(), 0o600)
            if kind in rules.PICTURES:
                _write_picture(upload, target, kind)
            else:
                for chunk in upload.chunks():
                    target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return path


def _write_picture(upload: "UploadedFile[Any]", target: IO[bytes], kind: str) -> None:
    """The picture anew: turned upright, without EXIF, place, thumbnail, or anything else that is not picture."""
    upload.seek(0)
    try:
        with Image.open(upload.file or upload, formats=[PICTURE_FORMATS[kind]]) as picture:
            if picture.width * picture.height > rules.MAX_PIXELS:
                raise NotAllowed(no("file-swells"))
            upright = ImageOps.exif_transpose(picture)
            mode = "RGBA" if "A" in upright.getbands() or "transparency" in upright.info else "RGB"
            clean = upright.convert("RGB" if kind == "jpg" else mode)
            clean.info = {}
    except (UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise NotAllowed(no("file-broken")) from error
    except OSError as error:
        if error.errno in FULL:
            raise
        raise NotAllowed(no("file-broken")) from error
    clean.save(target, format=PICTURE_FORMATS[kind], **_options(kind))


def _options(kind: str) -> dict[str, Any]:
    return {"quality": 90} if kind in ("jpg", "webp") else {"optimize": False}


@contextmanager
def _disk_room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise NotAllowed(no("disk-full")) from error
        raise


def _sha256(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
