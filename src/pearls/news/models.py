"""News of the office, stories of Pearls, and their photos."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from pearls.db.constraints import one_of
from pearls.db.fields import RefField
from pearls.kernel.languages import LANGUAGES
from pearls.news.rules import Kind, Licence, State


class Story(models.Model):
    """One text in one language. A translation is a story of its own that knows its original.

    `public_at` is from when everybody may read it, once it is published; until then the instant that is wished.
    """

    ref = RefField()
    slug = models.SlugField(max_length=90, unique=True)  # of the first title it was published under
    kind = models.CharField(max_length=8)
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=200)
    lead = models.TextField(blank=True)
    body = models.TextField(blank=True)  # paragraphs between empty lines
    place = models.ForeignKey(
        "pearls_places.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="stories"
    )
    translation_of = models.ForeignKey(
        "pearls_news.Story", null=True, blank=True, on_delete=models.PROTECT, related_name="translations"
    )
    state = models.CharField(max_length=12, default=State.DRAFT.value)
    public_at = models.DateTimeField(null=True, blank=True)
    made_by = models.CharField(max_length=64)  # an actor's ref, never a name
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    back_because = models.TextField(blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "stories"
        indexes = (models.Index(fields=("state", "-public_at"), name="news_newest"),)
        constraints = (
            one_of("kind", Kind, name="news_story_kind"),
            one_of("state", State, name="news_story_state"),
            one_of("language", LANGUAGES, name="news_story_language"),
            CheckConstraint(
                condition=Q(kind=Kind.NEWS.value, place__isnull=True) | Q(kind=Kind.STORY.value, place__isnull=False),
                name="news_story_has_town",
            ),
            CheckConstraint(
                condition=~Q(state=State.PUBLIC.value) | Q(public_at__isnull=False), name="news_public_from_an_instant"
            ),
            UniqueConstraint(
                fields=("translation_of", "language"),
                condition=Q(translation_of__isnull=False) & ~Q(state=State.WITHDRAWN.value),
                name="news_one_translation_a_language",
            ),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal, the outbox and its files name this story."""
        return f"story:{self.ref}"

    @property
    def original_id(self) -> int:
        """The row of the story that all its translations belong to."""
        return self.translation_of_id or self.pk


class Photo(models.Model):
    """A photo of a story: the picture written anew in full size, and a small one for the page."""

    ref = RefField()
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="photos")
    file = models.CharField(max_length=32)  # a reference of `files`
    small = models.CharField(max_length=32)
    width = models.PositiveIntegerField()  # of the small one, in pixels
    height = models.PositiveIntegerField()
    alt = models.CharField(max_length=400)
    licence = models.CharField(max_length=16)
    credit = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("added_at", "pk")
        constraints = (one_of("licence", Licence, name="news_photo_licence"),)

    def __str__(self) -> str:
        return str(self.ref)
