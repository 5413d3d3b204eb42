"""The roles people hold for the programme."""

from django.conf import settings
from django.db import models

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.kernel.actor import Grant, Role
from pearls.programme.models.editions import Edition


class RoleGrant(models.Model):
    """A role that a person holds for one edition, or for all (no edition), until it is ended."""

    ref = RefField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="role_grants")
    role = models.CharField(max_length=20)
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, blank=True, related_name="role_grants")
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)  # the giver's ref, never a name
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("role", Role, name="role_grant_role"),
            models.UniqueConstraint(
                fields=["person", "role", "edition"],
                condition=models.Q(ended_at__isnull=True, edition__isnull=False),
                name="role_grant_once_per_edition",
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=models.Q(ended_at__isnull=True, edition__isnull=True),
                name="role_grant_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}/{self.edition_id or '*'}"

    @property
    def grant(self) -> Grant:
        """The value that an `Actor` carries; reads `edition`."""
        return Grant(Role(self.role), self.edition.key if self.edition else None)
