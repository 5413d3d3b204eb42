"""What mentors say of themselves, and the proposals of who mentors whom."""

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.mentoring.rules.matching import OwnCountry, RunState


class MentorProfile(models.Model):
    """A mentor's own words and facts. `capacity` counts towns at one time; `themes` are concepts, "scheme:key"."""

    ref = RefField()
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentor_profile")
    country = models.CharField(max_length=2, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    languages = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    countries = models.JSONField(default=list)  # none: all of them
    own_country = models.CharField(max_length=8, default=OwnCountry.ANY.value)
    capacity = models.PositiveSmallIntegerField(default=0)
    available_from = models.DateField(null=True, blank=True)
    available_until = models.DateField(null=True, blank=True)
    about = models.TextField(blank=True)
    is_listed = models.BooleanField(default=False)  # may be named on public pages
    contact_from = models.DateField(null=True, blank=True)  # National Contact Point for `country` from this day
    contact_until = models.DateField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            one_of("own_country", OwnCountry, name="mentor_own_country"),
            CheckConstraint(
                condition=Q(contact_from__isnull=True)
                | Q(contact_until__isnull=True)
                | Q(contact_until__gte=F("contact_from")),
                name="contact_point_ends_after_it_began",
            ),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        return f"mentor-profile:{self.ref}"


class MatchRun(models.Model):
    """A proposal of who mentors whom in an edition, with what it was made from.

    `inputs` and `rows` hold refs, keys, codes and points: nothing that somebody wrote, but the office's own reasons.
    """

    ref = RefField()
    edition_key = models.CharField(max_length=60, db_index=True)
    per_town = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, default=RunState.PROPOSED.value)
    version = models.PositiveIntegerField(default=1)  # so that of two who change it one wins
    inputs = models.JSONField()
    rows = models.JSONField(default=list)
    impossible = models.JSONField(default=list)
    is_optimal = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=64)  # an actor's ref, never a name
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-made_at", "-id")
        constraints = (one_of("state", RunState, name="match_run_state"),)

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        return f"match-run:{self.ref}"
