"""What was uploaded, and for whom it is kept; and what every photo holds, whichever room shows it."""

from django.db import models

from pearls.db.fields import RefField


class StoredFile(models.Model):
    """One upload. The bytes lie in a private folder under `stored_as`; nothing serves that folder by itself.

    `owner` is what the file belongs to ("document:<ref>"); `name` is safe to show and to offer as a file name.
    """

    ref = RefField()
    owner = models.CharField(max_length=80, db_index=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)
    size_bytes = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored_as = models.CharField(max_length=120, unique=True)
    stored_at = models.DateTimeField()
    stored_by = models.CharField(max_length=80)
    removed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class PhotoColumns(models.Model):
    """A photo with what has to be known of it. `file` and `small` are references of stored files: in full, and as a
    page shows it.
    """

    ref = RefField()
    file = models.CharField(max_length=32)
    small = models.CharField(max_length=32)
    width = models.PositiveIntegerField()  # of the largest size that a page shows, in pixels
    height = models.PositiveIntegerField()
    alt = models.CharField(max_length=400, blank=True)
    licence = models.CharField(max_length=20, blank=True)
    credit = models.CharField(max_length=200, blank=True)  # who made it
    added_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.ref)
