"""Events put in the calendar, changed, published, called off."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from pearls.audit import services as audit
from pearls.calendar import labels, queries, rules
from pearls.calendar.models import Event
from pearls.calendar.queries import Person, Place
from pearls.calendar.rules import Audience, Kind, Mode, State, Telling, When
from pearls.calendar.services.seats import fill_places
from pearls.calendar.services.telling import claim_event, note, write
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import Verdict, require
from pearls.today import services as today

# What a telling sets; the rest of an event is not typed.
TOLD = (
    *("kind", "title", "summary", "language", "starts_at", "ends_at", "zone", "mode", "place", "venue", "link"),
    *("capacity", "audience", "group", "closes_at"),
)


@transaction.atomic
def put_event(
    *,
    actor: Actor,
    source: str,
    kind: Kind,
    title: Mapping[str, str],
    summary: Mapping[str, str],
    starts_at: datetime,
    ends_at: datetime,
    zone: str,
    mode: Mode,
    audience: Audience,
    now: datetime,
    place: Place | None = None,
    venue: str = "",
    link: str = "",
    capacity: int | None = None,
    closes_at: datetime | None = None,
    group: str = "",
    language: str = "",
    organisers: Collection[Person] = (),
    is_demonstration: bool = False,
) -> Event:
    """Put the event of an upper room's record in the calendar, published; or change it, if anything changed.

    `source` is that record ("exchange.visit:…"), whose room has asked its own rule. The registered hear of a new time.
    Raises: NotAllowed as `rules.is_sound`, event-cancelled; ValueError without a source.
    """
    audit.take_turn()
    telling = Telling(
        kind=kind,
        title=title,
        summary=summary,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=zone,
        mode=mode,
        audience=audience,
        place=place,
        venue=venue,
        link=link,
        capacity=capacity,
        closes_at=closes_at,
        group=group,
        language=language,
    )
    event = _kept_by(source)
    if event is None:
        event = _make(actor, telling, now, source=source, state=State.PUBLISHED, is_demonstration=is_demonstration)
        note(actor, "event-put", event, now)
    else:
        event = _tell_anew(actor, event, telling, now, act="event-put")
    event.organisers.set(organisers)
    return event


@transaction.atomic
def begin_event(
    *,
    actor: Actor,
    telling: Telling,
    now: datetime,
    organisers: Collection[Person] = (),
    is_demonstration: bool = False,
) -> Event:
    """Begin an event as a draft; who is no office organises it.

    Raises: NotAllowed: not-an-organiser, and as `put_event`.
    """
    audit.take_turn()
    require(
        rules.may_begin(is_office=actor.is_office(), is_mentor_or_partner=actor.has_role(*queries.ORGANISING_ROLES))
    )
    event = _make(actor, telling, now, source="", state=State.DRAFT, is_demonstration=is_demonstration)
    own = Person.objects.filter(pk=actor.person_id or 0)
    event.organisers.set(organisers or own)
    note(actor, "event-begun", event, now)
    return event


@transaction.atomic
def change_event(*, actor: Actor, event: Event, telling: Telling, now: datetime) -> Event:
    """Change an event; who is registered is told of a new time or place.

    Raises: NotAllowed: not-an-organiser, kept-elsewhere, event-cancelled, and as `put_event`.
    """
    audit.take_turn()
    event.refresh_from_db(fields=["taken_count"])  # somebody may have come since the form was shown
    require(
        rules.may_change(
            queries.reader_of(actor, event),
            state=State(event.state),
            is_kept_elsewhere=bool(event.source) and not event.is_history,
        )
    )
    return _tell_anew(actor, event, telling, now, act="event-changed")


@transaction.atomic
def publish_event(*, actor: Actor, event: Event, now: datetime) -> Event:
    """Show a draft to its audience, and let people register.

    Raises: NotAllowed: not-an-organiser, not-a-draft.
    """
    audit.take_turn()
    require(rules.may_publish(queries.reader_of(actor, event), state=State(event.state)))
    claim_event(event, state=State.PUBLISHED, changed_at=now)
    note(actor, "event-published", event, now)
    return event


@transaction.atomic
def cancel_event(*, actor: Actor, event: Event, reason: str, now: datetime) -> Event:
    """Call an event off; everybody who has a place or waits for one gets a letter.

    For an event that an upper room keeps, that room has asked its own rule; from a page only organisers come here.
    Raises: NotAllowed: not-an-organiser, event-over, event-cancelled, needs-reason.
    """
    audit.take_turn()
    if not event.source:
        require(rules.may_organise(queries.reader_of(actor, event)))
    require(rules.may_cancel(state=State(event.state), because=reason))
    was_draft = event.state == State.DRAFT
    claim_event(
        event,
        state=State.CANCELLED,
        cancelled_because=reason.strip(),
        sequence=event.sequence + 1,
        changed_at=now,
    )
    note(actor, "event-cancelled", event, now)
    today.take_off(subject=event.subject)
    for registration in [] if was_draft else queries.coming_to(event):
        write(actor, labels.CANCELLED_LETTER, registration, now)
    return event


@transaction.atomic
def remove_draft(*, actor: Actor, event: Event, now: datetime) -> None:
    """Throw a draft away.

    Raises: NotAllowed: not-an-organiser, not-a-draft.
    """
    audit.take_turn()
    require(rules.may_publish(queries.reader_of(actor, event), state=State(event.state)))
    note(actor, "event-draft-removed", event, now)
    event.delete()


def _kept_by(source: str) -> Event | None:
    if not source:
        raise ValueError("expected the name of the record that keeps the event, got none")
    return queries.event_by_source(source)


def _make(actor: Actor, telling: Telling, now: datetime, *, source: str, state: State, is_demonstration: bool) -> Event:
    require(_is_sound(telling))
    told = _columns(telling)
    return Event.objects.create(
        source=source,
        state=state,
        made_by=actor.ref,
        made_at=now,
        changed_at=now,
        is_demonstration=is_demonstration or bool(telling.place and telling.place.is_demonstration),
        **told,
    )


def _tell_anew(actor: Actor, event: Event, telling: Telling, now: datetime, *, act: str) -> Event:
    """Write what changed and only that: an event that is told as it stands stays as it is, its sequence too."""
    before, after = {name: getattr(event, name) for name in TOLD}, _columns(telling)
    changed = {name: value for name, value in after.items() if getattr(event, name) != value}
    if not changed:
        return event
    require(rules.may_change(rules.Reader(is_office=True), state=State(event.state), is_kept_elsewhere=False))
    require(_is_sound(telling, taken=event.taken_count))
    moved = rules.is_moved(before, after)
    if event.state == State.HELD and telling.ends_at > now:
        changed["state"], moved = State.PUBLISHED, True
    if "starts_at" in changed:
        _forget_reminders(event)
    claim_event(
        event,
        **changed,
        **({"sequence": event.sequence + 1} if moved else {}),
        **({"is_edited": True} if event.is_history else {}),
        changed_at=now,
    )
    note(actor, act, event, now, changed=sorted(changed))
    if moved and event.state == State.PUBLISHED and telling.ends_at > now:
        for registration in queries.coming_to(event):
            write(actor, labels.CHANGED_LETTER, registration, now)
    fill_places(actor=actor, event=event, now=now)
    return event


def _forget_reminders(event: Event) -> None:
    """Another day is reminded of anew."""
    event.registrations.update(week_sent_at=None, day_sent_at=None)
    today.take_off(subject=event.subject, code="event-soon")


def _is_sound(telling: Telling, taken: int = 0) -> Verdict:
    when = When(telling.starts_at, telling.ends_at, telling.zone)
    return rules.is_sound(title=telling.title, when=when, link=telling.link, capacity=telling.capacity, taken=taken)


def _columns(telling: Telling) -> dict[str, Any]:
    """What a telling says, as columns: with its days in its own zone."""
    zone = ZoneInfo(telling.zone)
    told = {name: getattr(telling, name) for name in TOLD}
    told |= {"title": dict(telling.title), "summary": dict(telling.summary)}
    told["first_on"] = telling.starts_at.astimezone(zone).date()
    told["last_on"] = telling.ends_at.astimezone(zone).date()
    told["year"] = told["first_on"].year
    return told
