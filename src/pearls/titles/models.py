"""Titles: those given here, and those that history gave."""

from datetime import datetime

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.titles import rules


class Title(models.Model):
    """A place holds the title of an edition. Of history's titles only that they were given is known."""

    ref = RefField()
    edition = models.ForeignKey("pearls_programme.Edition", on_delete=models.PROTECT, related_name="titles")
    place = models.ForeignKey("pearls_places.Place", on_delete=models.PROTECT, related_name="titles")
    application = models.OneToOneField(
        "pearls_calls.Application", on_delete=models.PROTECT, null=True, blank=True, related_name="title"
    )
    kind = models.CharField(max_length=16)
    is_history = models.BooleanField(default=False)
    awarded_at = models.DateTimeField(null=True, blank=True)  # null: the instant was not published
    public_from = models.DateTimeField(null=True, blank=True)  # null: always was
    certificate = models.JSONField(default=dict)  # what the certificate says, as it was on the day of the award
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        constraints = (
            one_of("kind", rules.TitleKind, name="title_kind"),
            UniqueConstraint(fields=("edition", "place"), name="title_once"),
            CheckConstraint(
                condition=Q(is_history=True, application__isnull=True, awarded_at__isnull=True, certificate={})
                | Q(is_history=False, application__isnull=False, awarded_at__isnull=False),
                name="title_here_or_history",
            ),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def subject(self) -> str:
        """How the journal and the outbox name this title."""
        return f"title:{self.ref}"

    def is_public(self, now: datetime) -> bool:
        return rules.is_public(public_from=self.public_from, now=now)
