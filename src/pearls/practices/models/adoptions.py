"""That a town tried a practice of another place."""

from django.conf import settings
from django.db import models
from django.db.models import Q, UniqueConstraint

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.practices.models.practices import Practice
from pearls.practices.rules.adoptions import AdoptionState, Outcome


class Adoption(models.Model):
    """What a town says of its attempt with a practice, in its own words. Null and empty are "not said".

    `plan_activity` names the activity of a plan that made the record ("plan:<ref>/<activity>"), `told_at` says since
    when it is the town's own telling.
    """

    ref = RefField()
    practice = models.ForeignKey(Practice, on_delete=models.PROTECT, related_name="adoptions")
    place = models.ForeignKey("pearls_places.Place", on_delete=models.PROTECT, related_name="adoptions")
    state = models.CharField(max_length=10, default=AdoptionState.DRAFT.value)
    outcome = models.CharField(max_length=10, default=Outcome.TRYING.value)
    language = models.CharField(max_length=3, default="en")
    taken = models.TextField()  # what was taken from the practice
    changed = models.TextField(blank=True)  # what was done otherwise
    began_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    cost_euros = models.PositiveBigIntegerField(null=True, blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True)
    result = models.TextField(blank=True)
    advice = models.TextField(blank=True)  # what it would tell the next town
    links = models.JSONField(default=list)  # addresses where that can be read
    plan_activity = models.CharField(max_length=80, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)  # empty where the plan names the practice no longer

    class Meta:
        ordering = ("-changed_at", "-id")
        constraints = (
            one_of("state", AdoptionState, name="adoption_state"),
            one_of("outcome", Outcome, name="adoption_outcome"),
            UniqueConstraint(
                fields=("practice", "plan_activity"), condition=~Q(plan_activity=""), name="adoption_of_activity_once"
            ),
        )
        indexes = (models.Index(fields=("practice", "state"), name="adoption_of_practice"),)

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal names it, and whose its files are."""
        return f"adoption:{self.ref}"

    @property
    def is_public(self) -> bool:
        return self.state == AdoptionState.PUBLIC
