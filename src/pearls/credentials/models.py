"""What this site has signed, and the keys that it signed with; their secrets lie in files, never here."""

from typing import ClassVar

from django.db import models

from pearls.db.fields import RefField


class IssuerKey(models.Model):
    """A public key of this site. One that is retired signs nothing more; what it signed stays signed.

    One that was revoked (stolen, lost to somebody else) vouches for nothing at all, whenever a text says that it was
    signed: who has the key can write any day into it.
    """

    multikey = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)  # since when it may be in other hands

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.multikey


class Credential(models.Model):
    """A signed credential, word for word as it was signed; `subject` is what it is of, as the journal names it.

    Of one that names a person only its place in the list of statuses is kept: its words are signed when the holder
    fetches them, and lie with the holder alone.
    """

    ref = RefField()
    subject = models.CharField(max_length=160, db_index=True)
    document = models.JSONField(default=dict)
    jwt = models.TextField(blank=True)
    index = models.PositiveIntegerField(unique=True)  # its place in the list of statuses
    issued_at = models.DateTimeField()
    public_from = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["issued_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["subject"], condition=models.Q(revoked_at=None), name="credential_one_stands"
            )
        ]

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def multikey(self) -> str:
        """The key that signed it; empty where its words lie with the holder alone."""
        return str(self.document.get("proof", {}).get("verificationMethod", "")).partition("#")[2]
