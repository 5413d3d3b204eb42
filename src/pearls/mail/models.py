"""The outbox: one row, one mail."""

from django.db import models

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.mail.rules import Error, State, Wish


class Message(models.Model):
    """One mail to one address. `is_private` (a reset link, a confirmation) is not for the office to read.

    `reply_to` is who wrote what a letter hands on: answers go there, and no page shows it.
    """

    ref = RefField()
    kind = models.CharField(max_length=64)
    about = models.CharField(max_length=160, blank=True)
    edition = models.CharField(max_length=64, blank=True)
    to = models.CharField(max_length=254)
    reply_to = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    unsubscribe_url = models.CharField(max_length=500, blank=True)
    is_private = models.BooleanField(default=False)
    state = models.CharField(max_length=16, default=State.HELD.value)
    queued_at = models.DateTimeField()
    queued_by = models.CharField(max_length=64)
    not_before = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries_count = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=16, blank=True)
    error_detail = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-queued_at", "-id")
        indexes = (
            models.Index(fields=["state", "next_try_at"], name="mail_state_next_try"),
            models.Index(fields=["edition", "state", "-queued_at"], name="mail_edition_state"),
            models.Index(fields=["to", "-queued_at"], name="mail_to"),
            models.Index(fields=["about"], name="mail_about"),
        )
        constraints = (
            one_of("state", State, name="mail_message_state"),
            one_of("error", ["", *Error], name="mail_message_error"),
        )

    def __str__(self) -> str:
        return f"{self.kind} to {self.to} ({self.state})"

    @property
    def subject_ref(self) -> str:
        """How the journal names it."""
        return f"message:{self.ref}"


class Subscription(models.Model):
    """Whether somebody wants the letters of one kind that are written only to who asks for them.

    `to` is "person:<ref>". `written_for` is the week or the issue that was written last: it is claimed as the letter
    is queued, so that nobody gets the same one twice.
    """

    ref = RefField()
    kind = models.CharField(max_length=64)
    to = models.CharField(max_length=254)
    state = models.CharField(max_length=16, default=Wish.WANTED.value)
    changed_at = models.DateTimeField()
    written_for = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            one_of("state", Wish, name="mail_subscription_state"),
            models.UniqueConstraint(fields=["kind", "to"], name="mail_one_subscription_each"),
        )

    def __str__(self) -> str:
        return f"{self.kind} ({self.state})"

    @property
    def subject(self) -> str:
        """How the journal names it."""
        return f"subscription:{self.ref}"


class Unreachable(models.Model):
    """An address of which a server said for good that nobody is there; letters to it wait for the office."""

    ref = RefField()
    address = models.CharField(max_length=254, unique=True)  # in lower case
    since = models.DateTimeField()
    last_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=1)
    detail = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-last_at", "-pk")

    def __str__(self) -> str:
        return f"{self.count} refused since {self.since:%Y-%m-%d}"

    @property
    def subject(self) -> str:
        """How the journal names it, without the address."""
        return f"address:{self.ref}"


class LetterTemplate(models.Model):
    """The office's own wording of a letter in one language, in place of ours."""

    kind = models.CharField(max_length=64)
    language = models.CharField(max_length=8)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["kind", "language"], name="mail_one_letter_per_language"),)

    def __str__(self) -> str:
        return f"{self.kind} ({self.language})"
