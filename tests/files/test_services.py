"""Uploads: what is taken, what is refused with which reason, and that nothing stays half done."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from pearls.audit.models import Entry
from pearls.files import queries, rules, services
from pearls.files.models import StoredFile
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from tests.files import samples

pytestmark = pytest.mark.django_db


def store(content: bytes, name: str, now: datetime, *, allowed: str = "", megabytes: int = 10) -> StoredFile:
    return services.store_file(
        actor=Actor.system("tests"),
        upload=SimpleUploadedFile(name, content),
        owner="document:abc",
        allowed=frozenset(allowed.split()) or rules.ALL_KINDS,
        now=now,
        max_bytes=megabytes * rules.MEGABYTE,
    )


def files_on_disk() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_pdf_is_kept_under_a_name_nobody_can_guess(now: datetime) -> None:
    stored = store(samples.PDF, "../../Domes lēmums.pdf", now)

    assert (stored.name, stored.kind, stored.size_bytes) == ("Domes lēmums.pdf", "pdf", len(samples.PDF))
    assert queries.path_of(stored.stored_as).read_bytes() == samples.PDF
    assert queries.path_of(stored.stored_as).stat().st_mode & 0o777 == 0o600
    assert queries.file_for_owner("document:abc", stored.ref) == stored
    assert queries.file_for_owner("document:other", stored.ref) is None
    assert Entry.objects.get(act="file-stored").subject == f"file:{stored.ref}"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("plan.pdf", samples.archive(aDOTtxt=b"x"), "file-not-what-it-says"),
        ("plan.zip", samples.archive(aDOTtxt=b"x"), "file-kind-not-allowed"),
        ("plan.pdf", b"<html><script>alert(1)</script>", "file-not-what-it-says"),
        ("plan.pdf", b"", "file-empty"),
        ("plan.docx", samples.docx(b"0" * (60 * 1024 * 1024)), "file-swells"),
        ("plan.docx", samples.docx(b"0" * (2 * 1024 * 1024)), "file-swells"),
        ("plan.docx", samples.docx_with_macros(), "file-has-macros"),
        ("plan.odt", samples.odt_that_cannot_be_unpacked(), "file-not-what-it-says"),
        ("photo.png", samples.picture("JPEG"), "file-not-what-it-says"),
        ("photo.jpg", samples.picture("JPEG")[:200], "file-broken"),
        ("tool.exe", b"MZ" + b"\0" * 200, "file-kind-not-allowed"),
    ],
)
def test_what_is_not_taken_says_why_and_leaves_nothing(name: str, content: bytes, reason: str, now: datetime) -> None:
    with pytest.raises(NotAllowed) as refusal:
        store(content, name, now)

    assert refusal.value.verdict.reason == reason
    assert files_on_disk() == []
    assert StoredFile.objects.count() == 0


def test_a_file_over_the_limit_is_refused(now: datetime) -> None:
    with pytest.raises(NotAllowed, match="file-too-large"):
        store(samples.PDF + b"0" * rules.MEGABYTE, "long.pdf", now, megabytes=1)


def test_a_word_document_is_known_by_its_content(now: datetime) -> None:
    assert store(samples.docx(), "plan.docx", now).kind == "docx"


def test_a_picture_loses_what_it_hides(now: datetime) -> None:
    before = samples.picture("JPEG", comment="taken at home by Anna")
    assert b"Anna" in before

    stored = store(before, "photo.jpeg", now)

    assert stored.name == "photo.jpg"
    assert b"Anna" not in queries.path_of(stored.stored_as).read_bytes()
    with Image.open(queries.path_of(stored.stored_as)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((40, 30), {})


@contextmanager
def room_for(size_bytes: int) -> Iterator[None]:
    """No file of this process may grow beyond this: what a full disk does, without filling one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_keeps_nothing_half(now: datetime) -> None:
    with room_for(100_000), pytest.raises(NotAllowed, match="disk-full"):
        store(samples.PDF + b"0" * 500_000, "long.pdf", now)

    assert files_on_disk() == []
    assert StoredFile.objects.count() == 0
    assert store(samples.PDF, "short.pdf", now).size_bytes == len(samples.PDF)


def test_bytes_without_a_row_are_cleared_away_after_a_day(now: datetime) -> None:
    stored = store(samples.PDF, "kept.pdf", now)
    orphan = queries.path_of(stored.stored_as).with_name("orphan.part")
    orphan.write_bytes(b"half")
    fresh = queries.path_of(stored.stored_as).with_name("fresh.part")
    fresh.write_bytes(b"half")
    os.utime(orphan, (now.timestamp() - 90_000,) * 2)
    os.utime(fresh, (now.timestamp() - 60,) * 2)
    os.utime(queries.path_of(stored.stored_as), (now.timestamp() - 90_000,) * 2)

    removed = services.remove_orphans(actor=Actor.system("tests"), now=now)

    assert removed == 1
    assert sorted(path.name for path in files_on_disk()) == sorted([stored.stored_as, "fresh.part"])
