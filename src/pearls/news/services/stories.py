"""All writes of news and stories: written, sent, given back, published, withdrawn; and their photos."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.files import rules as file_rules
from pearls.files import services as files
from pearls.kernel.actor import OFFICE_ROLES, Actor
from pearls.kernel.refs import new_ref
from pearls.kernel.verdict import YES, Verdict, no, require
from pearls.mail import services as mail
from pearls.news import labels, queries, rules
from pearls.news.models import Photo, Story
from pearls.news.rules import Kind, State, Telling
from pearls.people import queries as people_queries
from pearls.programme import queries as programme_queries
from pearls.today import services as today
from pearls.web import formats

SMALL_PIXELS = 1200  # the longer side of the picture on the page


@transaction.atomic
def begin_story(
    *,
    actor: Actor,
    telling: Telling,
    now: datetime,
    place: queries.Place | None = None,
    translation_of: Story | None = None,
    is_demonstration: bool = False,
) -> Story:
    """Begin the office's news or, with a place, a Pearl's story; or the same story in another language.

    Raises: NotAllowed: not-the-office, not-your-town, not-a-pearl, language-taken.
    """
    audit.take_turn()
    place = translation_of.place if translation_of else place
    kind = Kind.STORY if place else Kind.NEWS
    writer = queries.writer_of(actor, place, now=now)
    require(YES if writer.is_office and translation_of else rules.may_begin(writer, kind=kind))
    if translation_of:
        require(_language_is_free(translation_of, telling.language))
    ref = new_ref()
    story = Story.objects.create(
        ref=ref,
        slug=ref,
        kind=kind,
        place=place,
        translation_of_id=translation_of.original_id if translation_of else None,
        made_by=actor.ref,
        made_at=now,
        changed_at=now,
        is_demonstration=is_demonstration or bool(place and place.is_demonstration),
        **vars(telling),
    )
    _record(actor, "story-begun", story, now)
    return story


@transaction.atomic
def change_story(*, actor: Actor, story: Story, telling: Telling, now: datetime) -> Story:
    """Change text, language or embargo; what is public keeps a time that has come.

    Raises: NotAllowed: not-your-story, story-sent, story-public, story-withdrawn, story-unfinished, language-taken.
    """
    audit.take_turn()
    require(_may_change(actor, story, now))
    if telling.language != story.language:
        require(_language_is_free(story, telling.language))
    changes = vars(telling) | {"changed_at": now}
    if story.state == State.PUBLIC:
        require(rules.is_complete(title=telling.title, lead=telling.lead, body=telling.body))
        changes["public_at"] = telling.public_at or min(story.public_at or now, now)
    _claim(story, **changes)
    _record(actor, "story-changed", story, now)
    return story


@transaction.atomic
def add_photo(
    *,
    actor: Actor,
    story: Story,
    upload: "UploadedFile[Any]",
    alt: str,
    licence: str,
    credit: str,
    now: datetime,
) -> Photo:
    """Keep a photo with its words, licence and credit; written anew, and once more small for the page.

    Raises: NotAllowed: as `change_story`; too-many-photos, needs-alt, needs-credit, unknown-licence; those of
    `files.store_file`.
    """
    audit.take_turn()
    require(_may_change(actor, story, now))
    require(
        file_rules.may_add_photo(
            count=story.photos.count(), alt=alt, credit=credit, licence=licence, licences=rules.LICENCES
        )
    )
    kept = files.store_photo(actor=actor, upload=upload, owner=story.subject, sizes=(SMALL_PIXELS,), now=now)
    photo = Photo.objects.create(
        story=story,
        file=kept.file,
        small=kept.sizes[0],
        width=kept.width,
        height=kept.height,
        alt=alt.strip(),
        licence=licence,
        credit=credit.strip(),
        added_at=now,
    )
    _record(actor, "story-photo-added", story, now, photo=photo.ref, licence=licence)
    return photo


@transaction.atomic
def remove_photo(*, actor: Actor, photo: Photo, now: datetime) -> None:
    """Take a photo out of its story, and let go of its files.

    Raises: NotAllowed as `change_story`.
    """
    audit.take_turn()
    require(_may_change(actor, photo.story, now))
    Photo.objects.filter(pk=photo.pk).delete()
    files.remove_files(actor=actor, owner=photo.story.subject, refs={photo.file, photo.small}, now=now)
    _record(actor, "story-photo-removed", photo.story, now, photo=photo.ref)


@transaction.atomic
def send_story(*, actor: Actor, story: Story, now: datetime) -> Story:
    """A Pearl sends its story; the office gets a letter.

    Raises: NotAllowed: not-your-story, not-a-pearl, story-sent, story-public, story-withdrawn, story-unfinished.
    """
    audit.take_turn()
    writer = queries.writer_of(actor, story.place, now=now)
    require(rules.may_send(writer, kind=Kind(story.kind), state=State(story.state), complete=_complete(story)))
    _claim(story, state=State.SENT, sent_at=now, changed_at=now)
    today.take_off(subject=story.subject, code="story-back")
    _record(actor, "story-sent", story, now)
    office = programme_queries.people_with_role(*OFFICE_ROLES)
    _write(actor, labels.SENT_LETTER, story, list(office), now, page="news:story-edit")
    return story


@transaction.atomic
def return_story(*, actor: Actor, story: Story, because: str, now: datetime) -> Story:
    """The office gives a story back to its Pearl and says why.

    Raises: NotAllowed: not-the-office, not-sent, needs-reason.
    """
    audit.take_turn()
    require(rules.may_return(is_office=actor.is_office(), state=State(story.state), because=because))
    _claim(story, state=State.BACK, back_because=because.strip(), changed_at=now)
    _record(actor, "story-returned", story, now)
    today.put_line(
        subject=story.subject,
        code="story-back",
        place=story.place,
        who=story.place.display_name if story.place else "",
        params={"title": story.title},
        page="news:story-edit",
        page_args={"ref": story.ref},
        now=now,
    )
    _write(actor, labels.RETURNED_LETTER, story, _town(story), now, page="news:story-edit", reason=because.strip())
    return story


@transaction.atomic
def publish_story(*, actor: Actor, story: Story, now: datetime) -> Story:
    """The office publishes: at once, or under embargo until the instant that the story wishes.

    Raises: NotAllowed: not-the-office, not-sent, story-public, story-withdrawn, story-unfinished.
    """
    audit.take_turn()
    require(
        rules.may_publish(
            is_office=actor.is_office(), kind=Kind(story.kind), state=State(story.state), complete=_complete(story)
        )
    )
    public_at = max(story.public_at or now, now)
    slug = rules.slug_of(story.title, story.ref)
    _claim(story, state=State.PUBLIC, public_at=public_at, published_at=now, changed_at=now, back_because="", slug=slug)
    _record(actor, "story-published", story, now, public_at=public_at)
    _write(actor, labels.PUBLISHED_LETTER, story, _town(story), now, page="news:story", instant=public_at)
    return story


@transaction.atomic
def withdraw_story(*, actor: Actor, story: Story, because: str, now: datetime) -> Story:
    """Take a story back, for good; the Pearl is told where the office did it.

    Raises: NotAllowed: not-your-story, story-withdrawn, needs-reason.
    """
    audit.take_turn()
    writer, was = queries.writer_of(actor, story.place, now=now), State(story.state)
    require(rules.may_withdraw(writer, kind=Kind(story.kind), state=was, because=because))
    _claim(story, state=State.WITHDRAWN, withdrawn_at=now, withdrawn_because=because.strip(), changed_at=now)
    today.take_off(subject=story.subject, code="story-back")
    _record(actor, "story-withdrawn", story, now, was=was)
    if was == State.PUBLIC and not writer.speaks_for_place:
        town = _town(story)
        _write(actor, labels.WITHDRAWN_LETTER, story, town, now, page="news:story-edit", reason=because.strip())
    return story


def _may_change(actor: Actor, story: Story, now: datetime) -> Verdict:
    writer = queries.writer_of(actor, story.place, now=now)
    return rules.may_change(writer, kind=Kind(story.kind), state=State(story.state))


def _complete(story: Story) -> Verdict:
    return rules.is_complete(title=story.title, lead=story.lead, body=story.body)


def _language_is_free(story: Story, language: str) -> Verdict:
    return no("language-taken") if language in queries.languages_taken(story) else YES


def _claim(story: Story, **changes: object) -> None:
    """Change the row only while it is in the state we saw, so that of two who act one wins and the other is told."""
    changed = Story.objects.filter(pk=story.pk, state=story.state).update(**changes)
    require(YES if changed == 1 else no("somebody-was-faster"))
    story.refresh_from_db()


def _record(actor: Actor, act: str, story: Story, now: datetime, **data: object) -> None:
    facts = {"kind": story.kind, "language": story.language, "place": story.place.key if story.place else ""}
    audit.record(actor=actor, act=act, subject=story.subject, data=facts | data, now=now)


def _town(story: Story) -> list[people_queries.Person]:
    return [speaker.person for speaker in people_queries.confirmed_speakers(story.place)] if story.place else []


def _write(
    actor: Actor,
    letter: mail.Letter,
    story: Story,
    people: Sequence[people_queries.Person],
    now: datetime,
    *,
    page: str,
    reason: str = "",
    instant: datetime | None = None,
) -> None:
    for person in people:
        with translation.override(person.language):
            link = settings.BASE_URL + reverse(page, args=[story.slug if page == "news:story" else story.ref])
            moment = formats.instant_words(instant, person.zone, person.language, person.zone) if instant else ""
        values = {
            "name": person.name,
            "title": story.title,
            "place": story.place.display_name if story.place else "",
            "link": link,
            "reason": reason,
            "instant": moment,
        }
        mail.queue_letter(
            actor=actor,
            letter=letter,
            to=person.email,
            language=person.language,
            values=values,
            about=story.subject,
            now=now,
        )
