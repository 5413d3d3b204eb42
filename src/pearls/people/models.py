"""People, their accounts, and which places they speak for or mentor."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.people import labels
from pearls.people.rules import LIVING_STATES, SpeakerState


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        """Make an account; the address is kept in lower case, so that one person has one account."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody with an account. What the person may do lies elsewhere: roles in `programme`, places in `Speaker`.

    An erased person keeps the row and its `ref`, for the journal's sake, and nothing that says who it was.
    """

    ref = RefField()
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=8, default="en")
    zone = models.CharField(max_length=64, default="Europe/Riga")
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[PersonManager] = PersonManager()

    def __str__(self) -> str:
        if self.erased_at:
            return str(labels.ERASED)
        return self.name or self.email

    @property
    def subject(self) -> str:
        """How the journal names this person where something was done to them; as an actor it is the bare `ref`."""
        return f"person:{self.ref}"


class Speaker(models.Model):
    """Somebody's word that they speak for a place, and whether it was confirmed. Ended ones stay, as a record."""

    ref = RefField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="speaking")
    place = models.ForeignKey("pearls_places.Place", on_delete=models.PROTECT, related_name="speakers")
    state = models.CharField(max_length=16, default=SpeakerState.CLAIMED.value)
    function = models.CharField(max_length=200, blank=True)
    claimed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["claimed_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            one_of("state", SpeakerState, name="speaker_state"),
            models.UniqueConstraint(
                fields=["person", "place"],
                condition=Q(state__in=sorted(state.value for state in LIVING_STATES)),
                name="speaker_once_per_person_and_place",
            ),
        ]


class Mentorship(models.Model):
    """A mentor stands by a place in one edition (its key: editions lie a floor above)."""

    ref = RefField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mentorships")
    place = models.ForeignKey("pearls_places.Place", on_delete=models.PROTECT, related_name="mentorships")
    edition_key = models.CharField(max_length=40)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["began_at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "place", "edition_key"],
                condition=Q(ended_at__isnull=True),
                name="mentorship_once_per_edition",
            ),
        ]
