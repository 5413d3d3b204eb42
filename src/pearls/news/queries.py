"""All reads of news and stories, and who sees which."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation

from pearls.files import queries as file_queries
from pearls.files.models import StoredFile
from pearls.kernel.actor import Actor
from pearls.kernel.languages import fallbacks, pick
from pearls.kernel.verdict import Verdict
from pearls.mail import queries as mail_queries
from pearls.mail import rules as mail_rules
from pearls.news import labels, rules
from pearls.news.models import IssueLetter, NewsletterReader, Photo, Story
from pearls.news.models import NewsletterIssue as NewsletterIssue  # those above name this type through us
from pearls.news.rules import IssueState, State, Writer
from pearls.people import queries as people_queries
from pearls.places import queries as place_queries
from pearls.places.models import Place as Place  # services name this type through us
from pearls.programme import queries as programme_queries
from pearls.programme.models import Entry as Entry
from pearls.programme.rules.office import Outcome
from pearls.titles import queries as title_queries
from pearls.web import formats

MOST_PRESS = 24  # photos of a press kit, the newest ones
# What a list shows of a story.
LISTED = (
    *("ref", "slug", "kind", "language", "title", "lead", "state", "public_at", "sent_at", "changed_at", "made_by"),
    *("is_demonstration", "translation_of", "place__key", "place__name", "place__official_names"),
)


def public_stories(*, now: datetime, with_demonstration: bool = False) -> QuerySet[Story]:
    """What everybody may read: published, its embargo over; invented ones only where they are asked for."""
    found = Story.objects.filter(state=State.PUBLIC, public_at__lte=now)
    found = found if with_demonstration else found.filter(is_demonstration=False)
    return found.select_related("place").order_by("-public_at", "-pk")


def listed(stories: QuerySet[Story]) -> QuerySet[Story]:
    """As a list shows them."""
    return stories.only(*LISTED)


def one_of_each(stories: QuerySet[Story], reader: str) -> QuerySet[Story]:
    """Of a story that is told in several languages the one that suits the reader; its page leads to the others."""
    suits = Case(*(When(language=code, then=Value(place)) for place, code in enumerate(fallbacks(reader))))
    told = stories.annotate(original=Coalesce("translation_of_id", "pk"), suits=suits)
    better = told.order_by().filter(original=OuterRef("original"), suits__lt=OuterRef("suits"))
    return told.filter(~Exists(better))


def stories_of_place(place: Place, *, reader: str, now: datetime) -> QuerySet[Story]:
    """What a Pearl has told everybody; an invented one's stories are invented too."""
    told = public_stories(now=now, with_demonstration=place.is_demonstration).filter(place=place)
    return listed(one_of_each(told, reader))


def latest(*, reader: str, now: datetime, with_demonstration: bool = False, most: int = 3) -> list[Story]:
    """The newest ones; one query."""
    return list(listed(one_of_each(public_stories(now=now, with_demonstration=with_demonstration), reader))[:most])


def narrowed(stories: QuerySet[Story], *, place: str = "", language: str = "") -> QuerySet[Story]:
    """Those of a Pearl (its key), in a language."""
    stories = stories.filter(place__key=place) if place else stories
    return stories.filter(language=language) if language else stories


def places_telling(stories: QuerySet[Story]) -> list[Place]:
    """The Pearls that tell any of these."""
    told = stories.order_by().values("place_id")
    return list(Place.objects.filter(pk__in=told).only("key", "name", "official_names").order_by("name"))


def languages_told(stories: QuerySet[Story]) -> list[str]:
    """The languages that any of these is in."""
    return sorted(stories.order_by().values_list("language", flat=True).distinct())


def writer_of(actor: Actor, place: Place | None, *, now: datetime) -> Writer:
    """What the actor is to a story of this place, as the rules want to know it."""
    return Writer(
        is_office=actor.is_office(),
        speaks_for_place=place is not None and people_queries.is_speaker(actor, place),
        is_pearl=place is not None and title_queries.standing_titles(now=now).filter(place=place).exists(),
    )


def pearls_spoken_for(actor: Actor, *, now: datetime) -> list[Place]:
    """The places with a title that the actor speaks for: those whose stories the actor may write."""
    titled = title_queries.standing_titles(now=now).values("place_id")
    spoken = people_queries.place_ids_spoken_for(actor)
    return list(Place.objects.filter(pk__in=titled).filter(pk__in=spoken).order_by("name"))


@dataclass(frozen=True)
class Kit:
    """What a press kit says of a Pearl: its place, its titles with what is public of their plans, and photos."""

    place: Place
    titles: Sequence[Entry]
    photos: Sequence[Photo] = ()


def press_kit(key: str, *, now: datetime, with_photos: bool = True) -> Kit | None:
    """The press kit of a Pearl as its page knows it; None for a place without a title in the public record."""
    place = place_queries.place_for(key)
    if place is None:
        return None
    titles = [entry for entry in programme_queries.entries_of_place(place) if entry.outcome == Outcome.PEARL]
    if not titles:
        return None
    return Kit(place, titles, press_photos(place, now=now) if with_photos else ())


def stories_for(actor: Actor) -> QuerySet[Story]:
    """The stories that the actor works on: all of them for the office, those of their own places for others."""
    found = listed(Story.objects.select_related("place")).order_by("-changed_at", "-pk")
    if actor.is_office():
        return found
    return found.filter(place_id__in=people_queries.place_ids_spoken_for(actor))


def story_for(actor: Actor, ref: str) -> Story | None:
    """A story to work on, for the office and those who speak for its place; None for everybody else."""
    story = Story.objects.select_related("place", "translation_of").filter(ref=ref).first()
    if story is None:
        return None
    speaks = story.place is not None and people_queries.is_speaker(actor, story.place)
    return story if actor.is_office() or speaks else None


def story_to_read(actor: Actor, slug: str, *, now: datetime) -> Story | None:
    """The story at an address: for everybody once it is public, before and after for its writers and the office."""
    story = Story.objects.select_related("place").filter(slug=slug).first()
    if story is None or is_readable(story, now):
        return story
    return story_for(actor, story.ref)


def is_readable(story: Story, now: datetime) -> bool:
    """Whether everybody may read a story now."""
    return rules.is_readable(state=State(story.state), public_at=story.public_at, now=now)


def told_as(story: Story, *, now: datetime) -> list[Story]:
    """The same story in other languages, as far as everybody may read it."""
    family = Q(pk=story.original_id) | Q(translation_of=story.original_id)
    public = public_stories(now=now, with_demonstration=story.is_demonstration)
    return list(listed(public.filter(family).exclude(pk=story.pk)).order_by("language"))


def languages_taken(story: Story) -> set[str]:
    """The languages that a story is told or being told in."""
    family = Story.objects.filter(Q(pk=story.original_id) | Q(translation_of=story.original_id))
    return set(family.exclude(state=State.WITHDRAWN).values_list("language", flat=True))


def photos_of(story: Story) -> list[Photo]:
    """The photos of a story; a translation without its own shows those of its original."""
    own = list(Photo.objects.filter(story=story))
    if own or story.translation_of_id is None:
        return own
    return list(Photo.objects.filter(story=story.translation_of_id).select_related("story"))


def photo_for(actor: Actor, ref: str, *, now: datetime) -> Photo | None:
    """A photo, for whoever may read its story or one of the translations that show it."""
    photo = Photo.objects.select_related("story__place").filter(ref=ref).first()
    if photo is None:
        return None
    family = Q(pk=photo.story_id) | Q(translation_of=photo.story_id)
    if public_stories(now=now, with_demonstration=True).filter(family).exists():
        return photo
    return photo if story_for(actor, photo.story.ref) else None


def file_of(photo: Photo, *, is_small: bool) -> StoredFile | None:
    """The file of a photo, in full size or as the page shows it."""
    return file_queries.file_for_owner(photo.story.subject, photo.small if is_small else photo.file)


def press_photos(place: Place, *, now: datetime) -> list[Photo]:
    """The photos of a Pearl's public stories, the newest story first; two queries."""
    stories = public_stories(now=now, with_demonstration=place.is_demonstration).filter(place=place)
    own = Prefetch("photos", queryset=Photo.objects.all())
    found = [photo for story in stories.prefetch_related(own)[:MOST_PRESS] for photo in _of(story)]
    return found[:MOST_PRESS]


def _of(story: Story) -> Iterable[Photo]:
    for photo in story.photos.all():
        photo.story = story
        yield photo


def waiting_for_office() -> QuerySet[Story]:
    """Stories that Pearls have sent and the office has not answered."""
    return Story.objects.filter(state=State.SENT)


SALT = "pearls.news.newsletter"


def issues_for(actor: Actor) -> QuerySet[NewsletterIssue]:
    """All issues, for the office, with how many letters were written."""
    if not actor.is_office():
        return NewsletterIssue.objects.none()
    issues = NewsletterIssue.objects.annotate(written=Count("letters", filter=Q(letters__is_written=True)))
    return issues.order_by("-number")


def issue_for(actor: Actor, ref: str) -> NewsletterIssue | None:
    """An issue to work on, for the office."""
    return issues_for(actor).filter(ref=ref).first()


def public_issues(*, with_demonstration: bool = False) -> QuerySet[NewsletterIssue]:
    """What went to readers, the newest first; invented ones only where they are asked for."""
    found = NewsletterIssue.objects.exclude(state=IssueState.DRAFT)
    return found if with_demonstration else found.filter(is_demonstration=False)


def sending_issues() -> QuerySet[NewsletterIssue]:
    """The issues whose letters are being queued, the oldest first."""
    return NewsletterIssue.objects.filter(state=IssueState.SENDING).order_by("number")


def reader_count() -> int:
    """How many want the newsletter, with an account or without."""
    return mail_queries.wanted(labels.NEWSLETTER).count()


def readers_left(issue: NewsletterIssue) -> QuerySet[mail_queries.Subscription]:
    """Who wants the newsletter and was not taken for this issue."""
    taken = IssueLetter.objects.filter(issue=issue, to=OuterRef("to"))
    return mail_queries.wanted(labels.NEWSLETTER).filter(~Exists(taken)).order_by("pk")


def letters_written(issue: NewsletterIssue) -> int:
    """How many letters of an issue were put in the outbox."""
    return issue.letters.filter(is_written=True).count()


def may_send_issue(actor: Actor, issue: NewsletterIssue, *, now: datetime) -> Verdict:
    """Whether an issue may go to its readers now; its reasons are those of the rule."""
    return rules.may_send_issue(
        is_office=actor.is_office(),
        state=IssueState(issue.state),
        subject=issue.subject_line,
        opening=issue.opening,
        stories=len(reading_of(issue, "en", now=now).stories),
        readers=reader_count(),
    )


def originals_by_ref(refs: Collection[str], *, now: datetime) -> dict[str, int]:
    """The rows of the originals behind these public stories; one that is not public is absent."""
    found = public_stories(now=now, with_demonstration=settings.IS_DEMO).filter(ref__in=set(refs))
    return {story.ref: story.original_id for story in listed(found)}


@dataclass(frozen=True)
class Reading:
    """An issue as one reader gets it: its words, the language they are really in, and each story's best telling."""

    issue: NewsletterIssue
    language: str
    words_in: str
    subject_line: str
    opening: str
    stories: Sequence[Story]

    @property
    def note(self) -> str:
        """One line that says so where the words are in another language than the reader's."""
        if self.words_in in ("", self.language):
            return ""
        with translation.override(self.language):
            named = formats.language_name(self.words_in, formats.sentence_language(self.language))
            return str(labels.FALLEN_BACK) % {"language": named}


def reading_of(issue: NewsletterIssue, language: str, *, now: datetime) -> Reading:
    """An issue for readers of a language; what is not public any more has gone from it. Two queries."""
    line, words_in = pick(issue.subject_line, language)
    order = list(issue.entries.values_list("story_id", flat=True))
    family = Q(pk__in=order) | Q(translation_of__in=order)
    tellings: dict[int, list[Story]] = {}
    for story in listed(public_stories(now=now, with_demonstration=settings.IS_DEMO)).filter(family):
        tellings.setdefault(story.original_id, []).append(story)
    suits = {code: place for place, code in enumerate(fallbacks(language))}
    stories = [min(tellings[pk], key=lambda one: suits[one.language]) for pk in order if pk in tellings]
    return Reading(issue, language, words_in, line, pick(issue.opening, words_in or language)[0], stories)


def letter_values(reading: Reading) -> dict[str, str]:
    """What fills the letter of an issue, but for the address that stops it."""
    with translation.override(reading.language):
        stories = "\n\n".join(_story_lines(story, reading.language) for story in reading.stories)
        link = settings.BASE_URL + reverse("news:newsletter-issue", args=[reading.issue.ref])
    opening = "\n\n".join(part for part in (reading.note, reading.opening) if part)
    return {"subject": reading.subject_line, "opening": opening, "stories": stories, "link": link}


def letter_text(reading: Reading) -> tuple[str, str, str]:
    """Subject and text of the letter as it would be queued, and the language of its sentences."""
    values = letter_values(reading)
    with translation.override(reading.language):
        stop = settings.BASE_URL + reverse("news:newsletter")
        body = mail_rules.filled(str(labels.NEWSLETTER_LETTER.body), values | {"stop": stop})
    return reading.subject_line, body, formats.sentence_language(reading.language)


def _story_lines(story: Story, reader: str) -> str:
    named = formats.language_name(story.language, formats.sentence_language(reader))
    title = story.title if story.language == reader else f"{story.title} ({named})"
    return "\n".join((title, story.lead, settings.BASE_URL + reverse("news:story", args=[story.slug])))


def confirm_token(reader: NewsletterReader, language: str) -> str:
    """What stands in the link by which an address says yes; good for a week."""
    return signing.dumps([reader.ref, language], salt=SALT)


def reader_of_token(token: str) -> tuple[NewsletterReader, str] | None:
    """The address behind such a link and the language it wants; None for an old one, and for one we never made."""
    try:
        ref, language = signing.loads(token, salt=SALT, max_age=timedelta(days=rules.CONFIRM_DAYS))
    except signing.BadSignature:
        return None
    reader = NewsletterReader.objects.filter(ref=ref).first()
    return (reader, str(language)) if reader else None


def readers_by_subject(subjects: Collection[str]) -> QuerySet[NewsletterReader]:
    """The readers without an account behind these subscriptions."""
    refs = {name.removeprefix("reader:") for name in subjects if name.startswith("reader:")}
    return NewsletterReader.objects.filter(ref__in=refs, confirmed_at__isnull=False)


def readers_at(address: str) -> QuerySet[NewsletterReader]:
    """Whoever reads at this address without an account."""
    return NewsletterReader.objects.filter(address=address.strip().lower())


def readers_to_forget(*, now: datetime) -> QuerySet[NewsletterReader]:
    """Addresses that nobody confirmed in time, or that have wanted no letters for a while."""
    stopped = mail_queries.stopped_before(labels.NEWSLETTER, now - timedelta(days=rules.STOPPED_DAYS))
    refs = [to.removeprefix("reader:") for to in stopped.values_list("to", flat=True) if to.startswith("reader:")]
    late = Q(confirmed_at__isnull=True, asked_at__lt=now - timedelta(days=rules.CONFIRM_DAYS))
    return NewsletterReader.objects.filter(late | Q(ref__in=refs))


def issues_written_to(to: str) -> list[int]:
    """The numbers of the issues that were written to a subscription."""
    found = IssueLetter.objects.filter(to=to, is_written=True)
    return list(found.order_by("issue__number").values_list("issue__number", flat=True))
