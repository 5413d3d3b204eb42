"""What may be kept: kinds by their bytes, sizes, archives that swell, and what has to be known of a photo.

Pure but for reading the file it is given.
"""

import re
import unicodedata
import zipfile
import zlib
from collections.abc import Collection
from enum import StrEnum
from pathlib import PurePosixPath
from typing import IO

import filetype

from pearls.kernel.verdict import YES, Verdict, no

MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
}
PICTURES = frozenset({"png", "jpg", "webp"})
ARCHIVES = frozenset({"docx", "xlsx", "odt"})
ALL_KINDS = frozenset(MIME)
SAME_ENDING = {"jpeg": "jpg", "jpe": "jpg"}

MOST_PHOTOS = 12
MAX_UNPACKED_BYTES = 50 * 1024 * 1024
MAX_RATIO = 100
MAX_ENTRIES = 5_000
MAX_PIXELS = 50_000_000
MEGABYTE = 1024 * 1024
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
DECLARATIONS = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ENCODINGS)
BROKEN_ARCHIVE = (*(zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError),)
OVERLAP = max(map(len, DECLARATIONS)) - 1


class Licence(StrEnum):
    """What others may do with a photo, by the identifiers of SPDX where there is one; a room takes some of them."""

    BY = "CC-BY-4.0"
    BY_SA = "CC-BY-SA-4.0"
    CC0 = "CC0-1.0"
    PRESS = "press"  # for reports about the place alone
    OWN = "permission"  # shown here by permission, for no other use


FREE = (Licence.BY, Licence.BY_SA, Licence.CC0)
LICENCE_ADDRESSES: dict[str, str] = {
    Licence.BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


def may_hold_one_more(count: int) -> Verdict:
    """Whether there is room for a photo beside `count` others. Reason: too-many-photos."""
    return YES if count < MOST_PHOTOS else no("too-many-photos", limit=MOST_PHOTOS)


def may_add_photo(*, count: int, alt: str, credit: str, licence: str, licences: Collection[Licence]) -> Verdict:
    """Whether one more photo may stand beside `count` others. Reasons: too-many-photos, unknown-licence, needs-alt,
    needs-credit.
    """
    if not (room := may_hold_one_more(count)):
        return room
    if licence not in set(licences):
        return no("unknown-licence")
    if not alt.strip():
        return no("needs-alt")
    return YES if credit.strip() else no("needs-credit")


def kind_of(content: IO[bytes]) -> str:
    """The kind by its bytes, whatever it is called: a key of MIME, "zip" for another archive, "" for anything else."""
    content.seek(0)
    head = content.read(8192)
    content.seek(0)
    if head.startswith(b"PK\x03\x04"):
        return _archive_kind(content)
    guessed = filetype.guess(head)
    name = guessed.extension if guessed else ""
    return name if name in MIME and name not in ARCHIVES else ""


def _archive_kind(content: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(content) as archive:
            names = {info.filename for info in archive.infolist()[:MAX_ENTRIES]}
            if "word/document.xml" in names and "[Content_Types].xml" in names:
                return "docx"
            if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
                return "xlsx"
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return "odt" if archive.read("mimetype").strip() == MIME["odt"].encode() else "zip"
    except BROKEN_ARCHIVE:
        return ""
    finally:
        content.seek(0)
    return "zip"


def may_keep(
    *, name: str, kind: str, size_bytes: int, allowed: frozenset[str], max_bytes: int, content: IO[bytes]
) -> Verdict:
    """Whether an upload may be kept.

    Reasons: file-empty, file-too-large, file-kind-not-allowed, file-not-what-it-says, file-swells, file-has-macros.
    """
    ending = ending_of(name)
    if size_bytes == 0:
        return no("file-empty")
    if size_bytes > max_bytes:
        return no("file-too-large", limit_megabytes=max(1, max_bytes // MEGABYTE))
    if ending in MIME and ending != kind:
        return no("file-not-what-it-says", said=ending)
    if kind not in allowed:
        return no("file-kind-not-allowed", allowed=", ".join(sorted(allowed)))
    return may_unpack(content, size_bytes=size_bytes) if kind in ARCHIVES else YES


def may_unpack(content: IO[bytes], *, size_bytes: int, max_unpacked: int = MAX_UNPACKED_BYTES) -> Verdict:
    """Whether a document that is an archive inside stays small when opened, and brings no macros."""
    try:
        with zipfile.ZipFile(content) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return no("file-broken")
    finally:
        content.seek(0)
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > max_unpacked or unpacked > MAX_RATIO * size_bytes:
        return no("file-swells")
    if any(PurePosixPath(entry.filename).name.lower() == "vbaproject.bin" for entry in entries):
        return no("file-has-macros")
    return YES


def declares_entities(archive: zipfile.ZipFile) -> bool:
    """Whether an XML part declares entities: no office program writes any, and they can be made to swell."""
    return any(_declares(archive, entry) for entry in archive.infolist() if entry.filename.endswith((".xml", ".rels")))


def _declares(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    before = b""
    with archive.open(entry) as part:
        while read := part.read(MEGABYTE):
            piece = before + read
            if any(word in piece for word in DECLARATIONS):
                return True
            before = piece[-OVERLAP:]
    return False


def ending_of(name: str) -> str:
    """The ending a file name claims, in one spelling; empty where it has none."""
    ending = PurePosixPath(name).suffix.lstrip(".").lower()
    return SAME_ENDING.get(ending, ending)


def safe_name(name: str, kind: str) -> str:
    """A name to show and to save under: no folders, no control characters, and the ending of what it really is."""
    bare = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(char for char in bare if unicodedata.category(char)[0] != "C" and char not in '<>:"|?*')
    stem = kept.rsplit(".", 1)[0] if "." in kept else kept
    stem = " ".join(stem.split()).strip(". ")[:120]
    return f"{stem or 'file'}.{kind}"
