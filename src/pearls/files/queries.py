"""Looking up uploads; whose they are, the caller says."""

from collections.abc import Collection
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from pearls.files.models import StoredFile


def file_for_owner(owner: str, ref: str) -> StoredFile | None:
    """The owner's file of that reference; None where it is somebody else's or gone."""
    return StoredFile.objects.filter(owner=owner, ref=ref, removed_at=None).first()


def files_of_owner(owner: str) -> list[StoredFile]:
    """All files of an owner, oldest first."""
    return list(StoredFile.objects.filter(owner=owner, removed_at=None).order_by("stored_at", "id"))


def files_of_owners(owners: Collection[str]) -> list[StoredFile]:
    """All files of several owners, oldest first; one query."""
    return list(StoredFile.objects.filter(owner__in=owners, removed_at=None).order_by("stored_at", "id"))


def refs_of_owner(owner: str) -> frozenset[str]:
    """The references of an owner's files."""
    return frozenset(StoredFile.objects.filter(owner=owner, removed_at=None).values_list("ref", flat=True))


def as_upload(stored: StoredFile) -> SimpleUploadedFile:
    """A file as if somebody sent it anew: to be kept once more, for another owner. Raises: FileNotFoundError."""
    return SimpleUploadedFile(stored.name, path_of(stored.stored_as).read_bytes())


def path_of(stored_as: str) -> Path:
    """Where the bytes lie that a row knows as `stored_as`."""
    return Path(settings.MEDIA_ROOT) / stored_as[:2] / stored_as
