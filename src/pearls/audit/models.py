"""The journal: who did what, when, under which edition; a chain that only grows."""

from django.db import models


class Entry(models.Model):
    """One act. The table refuses changes and removals; `data` never holds anything personal."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=64)
    actor_ref = models.CharField(max_length=64)
    subject = models.CharField(max_length=160)
    edition = models.CharField(max_length=64, blank=True)
    data = models.JSONField(default=dict)
    personal_commitment = models.CharField(max_length=64, blank=True)
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("seq",)
        indexes = (
            models.Index(fields=["subject", "seq"], name="journal_subject"),
            models.Index(fields=["edition", "act", "seq"], name="journal_edition_act"),
            models.Index(fields=["actor_ref", "seq"], name="journal_actor"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.act} {self.subject}"


class PersonalDetail(models.Model):
    """What an entry says about people, apart from the chain so that it can be erased.

    `person` is the reference of whom it is about; the salt goes with the text.
    """

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="personal")
    person = models.CharField(max_length=64, blank=True, db_index=True)
    salt = models.CharField(max_length=64)
    details = models.JSONField()

    def __str__(self) -> str:
        return f"details of entry {self.entry_id}"


class Head(models.Model):
    """The one row that knows the last entry: writers queue for it, and it shows when last entries are missing."""

    ONLY = 1

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"


class Verification(models.Model):
    """What the last look over the whole chain found."""

    checked_at = models.DateTimeField()
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    finding_code = models.CharField(max_length=32, blank=True)
    finding_seq = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("-checked_at", "-id")

    def __str__(self) -> str:
        return f"up to {self.seq} at {self.checked_at}"
