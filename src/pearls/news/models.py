"""News of the office, stories of Pearls, their photos; the newsletter and those who read it without an account."""

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from pearls.db.constraints import one_of
from pearls.db.fields import RefField, TranslatedField
from pearls.files.models import PhotoColumns
from pearls.kernel.languages import LANGUAGES
from pearls.news.rules import LICENCES, IssueState, Kind, State


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


class Photo(PhotoColumns):
    """A photo of a story, in full size and a small one for the page."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="photos")

    class Meta:
        ordering = ("added_at", "pk")
        constraints = (one_of("licence", LICENCES, name="news_photo_licence"),)


class NewsletterIssue(models.Model):
    """One issue: own words in several languages, and public stories in an order; each reader gets it once."""

    ref = RefField()
    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=8, default=IssueState.DRAFT.value)
    subject_line = TranslatedField()
    opening = TranslatedField()
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    sending_at = models.DateTimeField(null=True, blank=True)  # from when letters are queued
    sent_at = models.DateTimeField(null=True, blank=True)  # when the last one was
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        ordering = ("-number",)
        constraints = (
            one_of("state", IssueState, name="news_issue_state"),
            CheckConstraint(
                condition=Q(state=IssueState.DRAFT.value) | Q(sending_at__isnull=False), name="news_issue_left_somewhen"
            ),
        )

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal and the outbox name this issue."""
        return f"issue:{self.ref}"


class IssueStory(models.Model):
    """A story in an issue; each reader gets it in the telling that suits them."""

    issue = models.ForeignKey(NewsletterIssue, on_delete=models.CASCADE, related_name="entries")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("position", "pk")
        constraints = (UniqueConstraint(fields=("issue", "story"), name="news_story_once_in_an_issue"),)

    def __str__(self) -> str:
        return str(self.position)


class IssueLetter(models.Model):
    """That a reader was written an issue: taken in the transaction that queues the letter, so nobody gets it twice.

    `to` is that of the subscription. `is_written` is no where nothing was to be sent: the reader has gone, or gets it
    at the same address by an account.
    """

    issue = models.ForeignKey(NewsletterIssue, on_delete=models.CASCADE, related_name="letters")
    to = models.CharField(max_length=254)
    is_written = models.BooleanField(default=True)

    class Meta:
        constraints = (UniqueConstraint(fields=("issue", "to"), name="news_issue_once_for_a_reader"),)

    def __str__(self) -> str:
        return f"letter of issue {self.issue_id}"


class NewsletterReader(models.Model):
    """An address without an account that asked for the newsletter; a subscription to "reader:<ref>" says yes."""

    ref = RefField()
    address = models.CharField(max_length=254, unique=True)  # in lower case
    language = models.CharField(max_length=8)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (one_of("language", LANGUAGES, name="news_reader_language"),)

    def __str__(self) -> str:
        return str(self.ref)

    @property
    def subject(self) -> str:
        """How the journal and the subscription name this reader, without the address."""
        return f"reader:{self.ref}"
