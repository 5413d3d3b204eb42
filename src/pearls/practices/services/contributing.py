"""Acts of those who contribute: begin, write, send, take back; and saying something on the way."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, no, require
from pearls.mail import services as mail
from pearls.mail.services import Letter
from pearls.people import queries as people_queries
from pearls.practices import labels, queries, rules
from pearls.practices.models import Contribution, Photo, Practice, ReviewComment
from pearls.practices.queries import Person, Place
from pearls.practices.rules import checking, contributing, drafts
from pearls.practices.rules.contributing import State


@transaction.atomic
def begin_contribution(
    *, actor: Actor, draft: Mapping[str, Any], place: Place | None, now: datetime, made_from: str = ""
) -> Contribution:
    """Begin to tell of a practice, in the name of a town or of nobody; `made_from` is what a room above makes it of.

    What was made of the same thing before is given back as it is.
    Raises: NotAllowed (needs-account, not-your-town).
    """
    audit.take_turn()
    require(contributing.may_contribute(is_signed_in=actor.is_signed_in))
    if made := queries.contribution_made_from(made_from):
        return made
    _require_speaker(actor, place)
    author = people_queries.person_of(actor)
    found = Contribution.objects.create(
        author=author,
        place=place,
        made_from=made_from,
        draft=drafts.tidy({**draft, **_point_of(place)}),
        is_demonstration=author.is_demonstration or bool(place and place.is_demonstration),
        begun_at=now,
        changed_at=now,
    )
    _note_alikes(found)
    record_act(actor, "contribution-begun", found, now, place=place.key if place else "", made_from=made_from)
    return found


@transaction.atomic
def improve_practice(*, actor: Actor, practice: Practice, now: datetime) -> Contribution:
    """Begin to change a public practice: its draft is what is public, with its photos.

    Raises: NotAllowed (not-yours, already-withdrawn, already-being-changed).
    """
    audit.take_turn()
    reader = queries.reader_of_practice(actor, practice)
    is_open = queries.open_change_of(practice) is not None
    is_withdrawn = practice.withdrawn_at is not None
    require(contributing.may_improve(reader, is_withdrawn=is_withdrawn, is_being_changed=is_open))
    draft = drafts.draft_of(queries.records_of([practice])[0])
    if draft.get("source_url") == own_address(practice.key):
        del draft["source_url"]
    author = people_queries.person_of(actor)
    try:
        with transaction.atomic():
            found = Contribution.objects.create(
                author=author,
                place=practice.place if reader.speaks_for_place else None,
                practice=practice,
                base_number=queries.last_numbers([practice.pk]).get(practice.pk, 0),
                draft=draft,
                is_demonstration=practice.is_demonstration or author.is_demonstration,
                begun_at=now,
                changed_at=now,
            )
    except IntegrityError as raced:  # a colleague began in the same second
        raise NotAllowed(no("already-being-changed")) from raced
    for photo in queries.public_photos(practice):
        _copy_photo(photo, found)
    record_act(actor, "contribution-begun", found, now, practice=practice.key)
    return found


@transaction.atomic
def save_contribution(
    *, actor: Actor, contribution: Contribution, draft: Mapping[str, Any], place: Place | None, seen: int, now: datetime
) -> Contribution:
    """Keep what was typed; `seen` is the version that the writer began with.

    Raises: NotAllowed (not-yours, not-being-written, changed-meanwhile, not-your-town).
    """
    audit.take_turn()
    contribution.refresh_from_db()
    reader, state = queries.reader_of(actor, contribution), State(contribution.state)
    require(contributing.may_save(reader, state, seen=seen, version=contribution.version))
    if (place.pk if place else None) != contribution.place_id:
        _require_speaker(actor, place)
    kept = drafts.tidy({**contribution.draft, **dict.fromkeys(draft), **draft, **_point(contribution, place, draft)})
    changes: dict[str, Any] = {"draft": kept, "place": place, "version": seen + 1, "changed_at": now}
    if kept != contribution.draft:
        changes["are_names_settled"] = False
    if place and place.is_demonstration:
        changes["is_demonstration"] = True
    move(contribution, seen=seen, **changes)
    _note_alikes(contribution)
    record_act(actor, "contribution-written", contribution, now, version=seen + 1)
    return contribution


@transaction.atomic
def send_contribution(*, actor: Actor, contribution: Contribution, settles_names: bool, now: datetime) -> Contribution:
    """Send it to the editors; `settles_names`: the author says that whoever is named in it may be.

    Raises: NotAllowed (not-yours, not-being-written, not-complete, names-unsettled).
    """
    audit.take_turn()
    contribution.refresh_from_db()
    found = queries.findings_of(contribution, queries.photos_of(contribution), queries.known_vocabulary())
    settled = settles_names or not checking.suspects_names(found)
    require(
        contributing.may_send(
            queries.reader_of(actor, contribution),
            State(contribution.state),
            is_complete=checking.is_complete(found),
            are_names_settled=settled,
        )
    )
    move(contribution, state=State.SENT, sent_at=now, changed_at=now, checked_by=None, are_names_settled=settled)
    _note_alikes(contribution)
    record_act(actor, "contribution-sent", contribution, now, names_settled=settles_names)
    write_to(actor, labels.CONTRIBUTION_ARRIVED, contribution.author, contribution, now)
    for person in queries.editors() or queries.reviewers():
        if person.pk != contribution.author_id:
            write_to(actor, labels.CONTRIBUTION_WAITS, person, contribution, now)
    return contribution


@transaction.atomic
def take_back_contribution(*, actor: Actor, contribution: Contribution, now: datetime) -> Contribution:
    """Give a contribution up before it is public; what was written is kept for those whose it is.

    Raises: NotAllowed (not-yours, not-open).
    """
    audit.take_turn()
    contribution.refresh_from_db()
    require(contributing.may_take_back(queries.reader_of(actor, contribution), State(contribution.state)))
    move(contribution, state=State.WITHDRAWN, changed_at=now)
    record_act(actor, "contribution-taken-back", contribution, now)
    return contribution


@transaction.atomic
def comment_on_contribution(
    *, actor: Actor, contribution: Contribution, text: str, field: str, now: datetime
) -> ReviewComment:
    """Say something that its author, officers of its town and editors read; `field` is what it is about, if one.

    Raises: NotAllowed (not-yours, not-open, empty-comment).
    """
    audit.take_turn()
    contribution.refresh_from_db()
    reader = queries.reader_of(actor, contribution)
    require(contributing.may_comment(reader, State(contribution.state), text))
    said = add_comment(actor, contribution, text, field, now)
    record_act(actor, "contribution-commented", contribution, now, field=said.field)
    if reader.reviews and not reader.is_own:
        write_to(actor, labels.CONTRIBUTION_COMMENTED, contribution.author, contribution, now, reason=said.text)
    return said


def add_comment(
    actor: Actor, contribution: Contribution, text: str, field: str, now: datetime, *, is_return: bool = False
) -> ReviewComment:
    """The row of a comment; part of the act that says it."""
    return ReviewComment.objects.create(
        contribution=contribution,
        author=people_queries.person_of(actor),
        field=field if field in rules.FIELDS else "",
        text=text.strip(),
        is_return=is_return,
        written_at=now,
    )


def move(contribution: Contribution, *, seen: int | None = None, **changes: Any) -> None:
    """Change the row only while it is as it was seen: a colleague or an editor may have been quicker."""
    there = Contribution.objects.filter(pk=contribution.pk, state=contribution.state)
    if there.filter(version=seen or contribution.version).update(**changes) != 1:
        raise NotAllowed(no("changed-meanwhile"))
    contribution.refresh_from_db()


def write_to(
    actor: Actor, letter: Letter, person: Person, contribution: Contribution, now: datetime, **more: str
) -> None:
    """A letter about a contribution, in the reader's language."""
    if not person.email or not person.is_active:
        return
    mail.queue_letter(
        actor=actor,
        letter=letter,
        to=person.email,
        language=person.language,
        values={
            "name": str(person),
            "title": contribution.title or labels.untitled(person.language),
            "link": f"{settings.BASE_URL}/{person.language}/contributions/{contribution.ref}/",
            **more,
        },
        about=contribution.subject,
        now=now,
    )


def record_act(actor: Actor, act: str, contribution: Contribution, now: datetime, **data: Any) -> None:
    """One act about a contribution, in the journal."""
    audit.record(
        actor=actor,
        act=act,
        subject=contribution.subject,
        data={name: value for name, value in data.items() if value != ""},
        now=now,
    )


def own_address(key: str) -> str:
    """The address of a practice's own page, which is its source where there is no other."""
    return f"{settings.BASE_URL}/en/practices/{key}/"


def _note_alikes(contribution: Contribution) -> None:
    contribution.look_alikes = [list(one) for one in queries.look_for_alikes(contribution)]
    Contribution.objects.filter(pk=contribution.pk).update(look_alikes=contribution.look_alikes)


def _require_speaker(actor: Actor, place: Place | None) -> None:
    if place is not None:
        require(contributing.may_speak_for(is_speaker=people_queries.is_speaker(actor, place)))


def _point_of(place: Place | None) -> dict[str, Any]:
    """Where a town lies, for the map."""
    return {"lat": place.lat, "lon": place.lon} if place and place.lat is not None else {}


def _point(contribution: Contribution, place: Place | None, draft: Mapping[str, Any]) -> dict[str, Any]:
    """The point stays as long as town and place do; else it is that of the town, or not known."""
    is_same = contribution.place_id == (place.pk if place else None)
    is_there = (draft.get("place") or None) == contribution.draft.get("place")
    if is_same and (place or is_there):
        return {}
    return _point_of(place) or {"lat": None, "lon": None}


def _copy_photo(photo: Photo, contribution: Contribution) -> None:
    photo.pk, photo.contribution, photo.practice = None, contribution, None
    photo.ref = Photo._meta.get_field("ref").get_default()
    photo._state.adding = True
    photo.save(force_insert=True)
