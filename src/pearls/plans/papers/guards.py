"""What is looked at before a file is opened: its size, what it unpacks to, locks, macros, and what kind it is."""

import io
import zipfile
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from pearls.files import rules as file_rules
from pearls.plans.rules.papers import Paper, PaperError

P = ParamSpec("P")

MEGABYTE = 1024 * 1024
MOST_BYTES = 10 * MEGABYTE
MOST_UNPACKED = 30 * MEGABYTE
MOST_ENTRIES = 2_000
OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # a locked file of today, or a file of Office before 2007
LOCKED = "EncryptedPackage".encode("utf-16-le")


def opened(data: bytes, kind: str) -> zipfile.ZipFile:
    """The archive that a workbook ("xlsx") or a Word file ("docx") is, once it is safe to unpack.

    Raises: PaperError (file-empty, file-too-large, file-locked, file-old, wrong-kind, file-swells, file-has-macros,
    file-broken).
    """
    require_size(data)
    if data.startswith(OLE):
        raise PaperError("file-locked" if LOCKED in data else "file-old", expected=kind)
    found = file_rules.kind_of(io.BytesIO(data))
    if found != kind:
        broken = not found and data.startswith(b"PK")
        raise PaperError("file-broken") if broken else PaperError("wrong-kind", expected=kind, got=found or "?")
    archive = zipfile.ZipFile(io.BytesIO(data))
    entries = archive.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise PaperError("file-locked", expected=kind)
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise PaperError("file-swells", limit=MOST_UNPACKED // MEGABYTE)
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise PaperError("file-has-macros")
    if file_rules.declares_entities(archive):
        raise PaperError("file-broken")
    return archive


def require_size(data: bytes) -> None:
    """That the file is neither empty nor huge. Raises: PaperError (file-empty, file-too-large)."""
    if not data:
        raise PaperError("file-empty")
    if len(data) > MOST_BYTES:
        raise PaperError("file-too-large", limit=MOST_BYTES // MEGABYTE)


def guarded(read: Callable[P, Paper]) -> Callable[P, Paper]:
    """Whatever bytes a reader is given, it gives a Paper or raises PaperError: a library that stumbles over a damaged
    file raises what it likes."""

    @wraps(read)
    def safely(*args: P.args, **kwargs: P.kwargs) -> Paper:
        try:
            return read(*args, **kwargs)
        except PaperError:
            raise
        except Exception as problem:
            raise PaperError("file-broken") from problem

    return safely
