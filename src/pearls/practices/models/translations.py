"""What a practice says in other languages, and when somebody last said that it still holds."""

from django.db import models
from django.db.models import Q

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.practices.models.practices import Practice
from pearls.practices.rules.translations import TranslationState, texts_of


class Translation(models.Model):
    """One field of a practice in one language: a text, or the items of a list.

    `of` is the mark of the words it was made from; another mark there says that the original has changed since.
    One is public for each field and language; any number may be proposed beside it, and none of them is lost.
    `version` counts its changes, so that nobody overwrites a colleague.
    """

    ref = RefField()
    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=3)
    field = models.CharField(max_length=40)
    value = models.JSONField()
    of = models.CharField(max_length=12)
    state = models.CharField(max_length=16, default=TranslationState.PROPOSED.value)
    version = models.PositiveIntegerField(default=1)
    made_by = models.ForeignKey(  # null: it came with a file
        "pearls_people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)  # somebody said that it still fits its original
    is_by_machine = models.BooleanField(default=False)  # it came with the software, and nobody has written it anew

    class Meta:
        ordering = ("language", "made_at", "id")
        constraints = (
            one_of("state", TranslationState, name="practices_translation_state"),
            models.UniqueConstraint(
                fields=("practice", "language", "field"),
                condition=Q(state=TranslationState.PUBLIC.value),
                name="practices_translation_once",
            ),
        )
        indexes = (models.Index(fields=("state", "made_at"), name="practices_translation_queue"),)

    def __str__(self) -> str:
        return f"{self.practice_id}/{self.language}/{self.field}"

    @property
    def is_unchecked(self) -> bool:
        """A machine wrote it, and nobody has said that it is right."""
        return self.is_by_machine and self.confirmed_at is None

    @property
    def texts(self) -> list[str]:
        return texts_of(self.value)


class Confirmation(models.Model):
    """When a town was asked whether its practice still holds, and when it last said so."""

    practice = models.OneToOneField(Practice, on_delete=models.CASCADE, related_name="confirmation")
    asked_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        "pearls_people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    def __str__(self) -> str:
        return str(self.practice_id)
