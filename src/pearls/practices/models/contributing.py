"""Contributions with their photos and comments, and the versions of what is public."""

from django.db import models
from django.db.models import Q

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.files.models import PhotoColumns
from pearls.practices.models.practices import Practice
from pearls.practices.rules.contributing import LICENCES, OPEN, State
from pearls.practices.rules.versions import Act


class Contribution(models.Model):
    """A practice that somebody writes, or the change of one, on its way to the public.

    `draft` holds the fields of a record as they were typed. `made_from` names what a room above made it from
    ("plan:<ref>/a1"), so that it is made once. `version` counts its changes, so that nobody overwrites a colleague.
    """

    ref = RefField()
    author = models.ForeignKey("pearls_people.Person", on_delete=models.PROTECT, related_name="contributions")
    place = models.ForeignKey(  # the town it speaks for
        "pearls_places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="contributions"
    )
    practice = models.ForeignKey(  # which one it changes; once it is public, which one it became
        Practice, null=True, blank=True, on_delete=models.PROTECT, related_name="contributions"
    )
    base_number = models.PositiveIntegerField(default=0)  # the version of the practice that it began with
    made_from = models.CharField(max_length=80, blank=True)
    draft = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=16, default=State.DRAFT.value)
    look_alikes = models.JSONField(default=list)  # what may be the same, as it was found when it was last kept
    are_names_settled = models.BooleanField(default=False)  # the author says that who is named may be
    is_demonstration = models.BooleanField(default=False)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        "pearls_people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-changed_at", "-id")
        constraints = (
            one_of("state", State, name="practices_contribution_state"),
            models.UniqueConstraint(
                fields=("practice",),
                condition=Q(state__in=sorted(str(state) for state in OPEN)),
                name="practices_one_change_at_once",
            ),
            models.UniqueConstraint(
                fields=("made_from",), condition=~Q(made_from=""), name="practices_contribution_made_once"
            ),
        )
        indexes = (models.Index(fields=("state", "sent_at"), name="practices_contribution_queue"),)

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"contribution:{self.ref}"

    @property
    def title(self) -> str:
        return str(self.draft.get("title") or "")


class ReviewComment(models.Model):
    """What somebody said about a contribution on its way; `field` names the field it is about, if one."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey("pearls_people.Person", on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    is_return = models.BooleanField(default=False)  # it says why the contribution went back
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("written_at", "id")

    def __str__(self) -> str:
        return f"{self.contribution_id} {self.written_at}"


class Photo(PhotoColumns):
    """A photo of a contribution, `large` for a page and `small` for a phone.

    Once the contribution is public, `practice` says so, and everybody may see it.
    """

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="photos")
    practice = models.ForeignKey(Practice, null=True, blank=True, on_delete=models.CASCADE, related_name="photos")
    owner = models.CharField(max_length=80)  # to whom the files belong
    large = models.CharField(max_length=32)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position", "id")
        constraints = (one_of("licence", ("", *LICENCES), name="practices_photo_licence"),)


class PracticeVersion(models.Model):
    """A practice as it was public from `at` on; never changed. `record` is its line in a file, with its photos."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=16)
    at = models.DateTimeField()
    record = models.JSONField()

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("practice", "number"), name="practices_version_once"),
            one_of("act", Act, name="practices_version_act"),
        )

    def __str__(self) -> str:
        return f"{self.practice_id}/{self.number}"
