"""Searches that people keep, to run them again and to hear what is new."""

from typing import ClassVar

from django.db import models

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.practices.rules.saved import MAX_NAME, Letters


class SavedSearch(models.Model):
    """A search of one person's. `asked` is what its address asks for: words, concepts, facts.

    `told_until` is the change of a practice up to which its letters have told; `next_at` is when to look again, null
    where the person wants no letters.
    """

    ref = RefField()
    person = models.ForeignKey("pearls_people.Person", on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=MAX_NAME)
    asked = models.JSONField(default=dict)
    language = models.CharField(max_length=3)  # in which it was typed, and its letters are written
    letters = models.CharField(max_length=8, default="", blank=True)
    made_at = models.DateTimeField()
    told_until = models.DateTimeField()
    next_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-made_at", "pk"]
        constraints = (one_of("letters", Letters, name="saved_search_letters"),)

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        return f"search:{self.ref}"
