"""Who comes to an event, what they answered and thought of it; and the private feeds."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from pearls.calendar.models.event import Event, Question
from pearls.calendar.rules import Standing
from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.kernel.languages import LANGUAGES


class Registration(models.Model):
    """A place at an event, or the wish for one: of somebody with an account, or of a guest by name and address.

    `link_key` makes the secret of a guest's link, together with the server's own key: what lies here alone opens
    nothing. The three `…_sent_at` are claimed before a letter is queued, so each goes once.
    """

    ref = RefField()
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(
        "pearls_people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)  # of a guest
    email = models.EmailField(blank=True)  # of a guest, in small letters
    language = models.CharField(max_length=8, default="en")
    zone = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12)
    link_key = models.CharField(max_length=32, blank=True)
    asked_at = models.DateTimeField()
    registered_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    attended = models.BooleanField(null=True, blank=True)
    week_sent_at = models.DateTimeField(null=True, blank=True)
    day_sent_at = models.DateTimeField(null=True, blank=True)
    feedback_sent_at = models.DateTimeField(null=True, blank=True)
    has_given_feedback = models.BooleanField(default=False)
    is_forgotten = models.BooleanField(default=False)

    class Meta:
        ordering = ("asked_at", "pk")
        indexes = (models.Index(fields=("event", "state", "waiting_since"), name="calendar_waiting"),)
        constraints = (
            one_of("state", Standing, name="calendar_registration_state"),
            one_of("language", LANGUAGES, name="calendar_registration_language"),
            CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(email="") | Q(is_forgotten=True),
                name="calendar_registration_of_somebody",
            ),
            UniqueConstraint(
                fields=("event", "person"),
                condition=Q(person__isnull=False) & ~Q(state=Standing.CANCELLED.value),
                name="calendar_once_a_person",
            ),
            UniqueConstraint(
                fields=("event", "email"),
                condition=~Q(email="") & ~Q(state=Standing.CANCELLED.value),
                name="calendar_once_an_address",
            ),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def shown_name(self) -> str:
        """The name on the organisers' list; nothing once it is forgotten."""
        return (self.person.name or self.person.email) if self.person else self.name

    @property
    def address(self) -> str:
        """Where letters go."""
        return self.person.email if self.person else self.email


class Answer(models.Model):
    """What somebody answered to a question of the organisers; deleted some time after the event."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    text = models.TextField(blank=True)

    class Meta:
        constraints = (UniqueConstraint(fields=("registration", "question"), name="calendar_one_answer"),)

    def __str__(self) -> str:
        return f"{self.registration_id} to {self.question_id}"


class Feedback(models.Model):
    """What somebody thought of an event. Nothing here leads to whom: no row of theirs, no instant."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="feedback")
    mark = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)

    class Meta:
        constraints = (CheckConstraint(condition=Q(mark__gte=1, mark__lte=5), name="calendar_feedback_mark"),)

    def __str__(self) -> str:
        return f"{self.mark} for {self.event_id}"


class FeedKey(models.Model):
    """A person's private calendar address; only the hash of its secret is kept."""

    person = models.OneToOneField("pearls_people.Person", on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person_id)
