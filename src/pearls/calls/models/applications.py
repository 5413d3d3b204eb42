"""An application of a place in an edition, and who works on it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from pearls.calls.rules import Right, State
from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.kernel.refs import new_secret


class Application(models.Model):
    """What one place sends to one edition. The answers lie in `document`; what was sent, in `submissions`."""

    ref = RefField()
    edition = models.ForeignKey("pearls_programme.Edition", on_delete=models.PROTECT, related_name="applications")
    place = models.ForeignKey("pearls_places.Place", on_delete=models.PROTECT, related_name="applications")
    legal_body = models.CharField(max_length=200, blank=True)  # the authority that answers, where it is another one
    is_team = models.BooleanField(default=False)  # `place` is then the lead
    document = models.OneToOneField("pearls_documents.Document", on_delete=models.PROTECT, related_name="application")
    language = models.CharField(max_length=8, default="en")
    state = models.CharField(max_length=20, default=State.DRAFT.value)
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    moved_at = models.DateTimeField()  # when the state last changed
    submitted_at = models.DateTimeField(null=True, blank=True)  # the latest submission of the application
    published_at = models.DateTimeField(null=True, blank=True)  # when the list of applicants named it

    class Meta:
        ordering: ClassVar[list[str]] = ["began_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("state", State, name="application_state"),
            models.UniqueConstraint(
                fields=["edition", "place"],
                condition=~Q(state=State.WITHDRAWN.value),
                name="application_once_per_place_and_edition",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["edition", "state"], name="application_edition_state")
        ]

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal names this application."""
        return f"application:{self.ref}"


class PartnerPlace(models.Model):
    """Another municipality in a team application, beside the lead."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="partner_places")
    place = models.ForeignKey("pearls_places.Place", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["application", "place"], name="partner_place_once")
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.place_id}"


class Member(models.Model):
    """A colleague on an application: invited by mail, then a person. `token` is the secret of the invitation."""

    ref = RefField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    email = models.EmailField()
    right = models.CharField(max_length=10)
    token = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    invited_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["invited_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("right", Right, name="member_right"),
            models.UniqueConstraint(
                fields=["application", "person"],
                condition=Q(ended_at__isnull=True, person__isnull=False),
                name="member_once",
            ),
            models.UniqueConstraint(
                fields=["application", "email"], condition=Q(ended_at__isnull=True), name="member_invited_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.ref)


class Comment(models.Model):
    """A remark beside a section of an application or plan; never part of what is sent or judged."""

    ref = RefField()
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="comments")
    document = models.ForeignKey("pearls_documents.Document", on_delete=models.CASCADE, related_name="+")
    section = models.CharField(max_length=60)
    text = models.TextField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["written_at", "id"]

    def __str__(self) -> str:
        return str(self.ref)
