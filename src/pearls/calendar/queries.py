"""All reads of the calendar, and who sees what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from pearls.calendar import labels, rules
from pearls.calendar.models import Answer as Answer  # services and rooms above name these types through us
from pearls.calendar.models import Event as Event
from pearls.calendar.models import Feedback, FeedKey
from pearls.calendar.models import Item as Item
from pearls.calendar.models import Material as Material
from pearls.calendar.models import Question as Question
from pearls.calendar.models import Registration as Registration
from pearls.calendar.rules import Audience, Reader, Reminder, Standing, State
from pearls.calls import queries as call_queries
from pearls.kernel.actor import Actor, Role
from pearls.people import queries as people_queries
from pearls.people.queries import Person as Person
from pearls.places.models import Place as Place

ORGANISING_ROLES = (Role.MENTOR, Role.PARTNER)


def is_network(actor: Actor) -> bool:
    """Whether the actor belongs to the network: holds a role, speaks for a place, or works on its application."""
    if not actor.is_signed_in:
        return actor.is_system
    speaks = people_queries.place_ids_spoken_for(actor)
    return bool(actor.grants) or speaks.exists() or call_queries.applications_of(actor).exists()


def may_begin(actor: Actor) -> bool:
    """Whether the actor may put an event in the calendar."""
    return bool(rules.may_begin(is_office=actor.is_office(), is_mentor_or_partner=actor.has_role(*ORGANISING_ROLES)))


def reader_of(actor: Actor, event: Event) -> Reader:
    """What the actor is to an event, as the rules want to know it: the most that there is."""
    if actor.is_office():
        return Reader(is_office=True)
    if not actor.is_signed_in:
        return Reader()
    if event.organisers.filter(pk=actor.person_id or 0).exists():
        return Reader(is_organiser=True)
    return Reader(
        is_network=event.audience == Audience.NETWORK and is_network(actor),
        is_invited=_own(actor).filter(event=event).exists(),
    )


def _own(actor: Actor) -> QuerySet[Registration]:
    return Registration.objects.filter(person_id=actor.person_id or 0).exclude(state=Standing.CANCELLED)


def events_for(actor: Actor) -> QuerySet[Event]:
    """The events that the actor may know of; newest first. Upper rooms narrow it."""
    found = Event.objects.select_related("place").order_by("-year", F("first_on").desc(nulls_last=True), "-pk")
    if actor.is_office():
        return found
    shown, seen = Q(audience=Audience.PUBLIC), Q(state__in=rules.PUBLIC_STATES)
    if not actor.is_signed_in:
        return found.filter(seen & shown)
    if is_network(actor):
        shown |= Q(audience=Audience.NETWORK)
    shown |= Q(Exists(_own(actor).filter(event=OuterRef("pk"))))
    return found.filter(seen & shown | _organised(actor))


def _organised(actor: Actor) -> Q:
    mine = Event.organisers.through.objects.filter(event=OuterRef("pk"), person=actor.person_id or 0)
    return Q(Exists(mine))


def event_for(actor: Actor, ref: str) -> Event | None:
    """An event that the actor may know of; None for everybody else."""
    event = Event.objects.select_related("place").filter(ref=ref).first()
    if event is None:
        return None
    reader = reader_of(actor, event)
    return event if rules.may_see(reader, state=State(event.state), audience=Audience(event.audience)) else None


def event_to_organise(actor: Actor, ref: str) -> Event | None:
    """An event whose registered and answers the actor sees: for its organisers and the office."""
    event = Event.objects.select_related("place").filter(ref=ref).first()
    return event if event is not None and rules.may_organise(reader_of(actor, event)) else None


def events_organised_by(actor: Actor) -> QuerySet[Event]:
    """What the actor organises; for the office everything that is no history."""
    found = Event.objects.filter(is_history=False).select_related("place").order_by("-first_on", "-pk")
    return found if actor.is_office() else found.filter(_organised(actor))


def event_by_source(source: str) -> Event | None:
    """The event that a record of an upper room keeps."""
    return Event.objects.select_related("place").filter(source=source).first() if source else None


def events_by_sources(sources: Iterable[str]) -> dict[str, Event]:
    """The events that some records keep, by source; one query."""
    found = Event.objects.filter(source__in=[source for source in sources if source]).select_related("place")
    return {event.source: event for event in found}


def public_events(*, with_demonstration: bool = False) -> QuerySet[Event]:
    """What anybody may know of, without an account; invented ones only where they are asked for."""
    found = Event.objects.filter(state__in=rules.PUBLIC_STATES, audience=Audience.PUBLIC).select_related("place")
    found = found if with_demonstration else found.filter(is_demonstration=False)
    return found.order_by("-year", F("first_on").desc(nulls_last=True), "-pk")


def lately_told(events: QuerySet[Event], *, now: datetime) -> QuerySet[Event]:
    """Those not over yet, called off or not, what changed last first."""
    return events.filter(ends_at__gt=now).order_by("-changed_at", "-pk")


def upcoming(events: QuerySet[Event], *, now: datetime) -> QuerySet[Event]:
    """Those not over yet, the next one first."""
    return events.filter(ends_at__gt=now).order_by("starts_at", "pk")


def past(events: QuerySet[Event], *, now: datetime) -> QuerySet[Event]:
    """Those that are over, and history whose hours nobody knows; the last one first."""
    return events.filter(Q(ends_at__lte=now) | Q(ends_at__isnull=True))


def narrowed(
    events: QuerySet[Event],
    *,
    kind: str = "",
    language: str = "",
    place: str = "",
    year: int | None = None,
    group: str = "",
) -> QuerySet[Event]:
    """Those of a kind, in a language that is spoken there, at a place (its key), of a year, of a group."""
    for name, value in (
        ("kind", kind),
        ("language", language),
        ("place__key", place),
        ("year", year),
        ("group", group),
    ):
        events = events.filter(**{name: value}) if value else events
    return events


def places_of(events: QuerySet[Event]) -> list[Place]:
    """The places that any of these is at; one query."""
    there = events.order_by().filter(place__isnull=False).values("place_id")
    return list(Place.objects.filter(pk__in=there).only("key", "name", "official_names").order_by("name"))


def where_words(event: Event) -> str:
    """Where an event is, in one line, in the language of the page or letter."""
    town = event.place.display_name if event.place else ""
    return labels.where_words(mode=event.mode, venue=event.venue, town=town)


def registration_of(actor: Actor, event: Event) -> Registration | None:
    """The actor's own living registration, or invitation."""
    return _own(actor).filter(event=event).select_related("event", "person").first() if actor.is_signed_in else None


def registration_of_person(person: Person, event: Event) -> Registration | None:
    """Somebody's living registration."""
    found = Registration.objects.filter(person=person, event=event).exclude(state=Standing.CANCELLED)
    return found.select_related("event", "person").first()


def registrations_of(actor: Actor) -> QuerySet[Registration]:
    """The actor's own living registrations, the next event first."""
    return _own(actor).select_related("event__place", "person").order_by("event__starts_at", "pk")


def registrations_in(event: Event) -> QuerySet[Registration]:
    """Who comes, waits or was invited; for organisers."""
    found = Registration.objects.filter(event=event).exclude(state=Standing.CANCELLED)
    return found.select_related("person").order_by("asked_at", "pk")


def coming_to(event: Event) -> QuerySet[Registration]:
    """Who has a place, or waits for one; who is written to."""
    told = Registration.objects.filter(event=event, state__in=(Standing.REGISTERED, Standing.WAITING))
    return told.select_related("person", "event__place").order_by("pk")


def registration_for_organiser(actor: Actor, ref: str) -> Registration | None:
    """A registration, for the organisers of its event."""
    found = Registration.objects.select_related("event__place", "person").filter(ref=ref).first()
    return found if found is not None and rules.may_organise(reader_of(actor, found.event)) else None


def secret_of(registration: Registration) -> str:
    """The secret in a guest's link: of the row's own key and the server's, so neither alone is enough."""
    mixed = salted_hmac(
        "pearls.calendar.registration", f"{registration.ref}:{registration.link_key}", algorithm="sha256"
    )
    return mixed.hexdigest()[:40]


def registration_by_link(ref: str, secret: str) -> Registration | None:
    """A guest's registration by the link of the letter."""
    found = Registration.objects.select_related("event__place").filter(ref=ref, person__isnull=True).first()
    if found is None or not found.link_key or not constant_time_compare(secret_of(found), secret):
        return None
    return found


def guest_registration(event: Event, email: str) -> Registration | None:
    """The living registration of an address."""
    found = Registration.objects.filter(event=event, email=email.strip().lower()).exclude(state=Standing.CANCELLED)
    return found.first()


def next_waiting(event: Event) -> Registration | None:
    """Who has waited longest."""
    found = Registration.objects.filter(event=event, state=Standing.WAITING).select_related("person", "event__place")
    return found.order_by("waiting_since", "pk").first()


def attended(person: Person, events: Iterable[Event | int]) -> set[int]:
    """Which of these events (rows) the person attended, as their organisers marked it; one query."""
    rows = [event if isinstance(event, int) else event.pk for event in events]
    found = Registration.objects.filter(person=person, event__in=rows, attended=True)
    return set(found.values_list("event_id", flat=True))


def attended_by(event: Event) -> QuerySet[Registration]:
    """Who attended, as the organisers marked it."""
    return Registration.objects.filter(event=event, attended=True).select_related("person")


@dataclass(frozen=True)
class Numbers:
    """How many have a place, wait, were invited, and attended."""

    registered: int
    waiting: int
    invited: int
    attended: int


def numbers_of(event: Event) -> Numbers:
    """One query."""
    states = list(Registration.objects.filter(event=event).values_list("state", "attended"))
    found = [state for state, _ in states]
    return Numbers(
        registered=found.count(Standing.REGISTERED),
        waiting=found.count(Standing.WAITING),
        invited=found.count(Standing.INVITED),
        attended=sum(present is True for _, present in states),
    )


def items_of(event: Event) -> list[Item]:
    """The programme, in the order of the day."""
    return list(event.items.all())


def questions_of(event: Event) -> list[Question]:
    return list(event.questions.all())


def item_of(event: Event, ref: str) -> Item | None:
    return Item.objects.select_related("event").filter(event=event, ref=ref).first()


def question_of(event: Event, ref: str) -> Question | None:
    return Question.objects.select_related("event").filter(event=event, ref=ref).first()


def material_of(event: Event, ref: str) -> Material | None:
    return Material.objects.select_related("event").filter(event=event, ref=ref).first()


def organisers_of(event: Event) -> list[Person]:
    """Who organises it."""
    return list(event.organisers.filter(is_active=True).order_by("name", "pk"))


def organiser_of(event: Event, ref: str) -> Person | None:
    """One of those who organise it."""
    return next((person for person in organisers_of(event) if person.ref == ref), None)


def materials_of(event: Event, *, is_registered: bool) -> list[Material]:
    """Materials and recordings; what is for the registered only where somebody is one."""
    found = event.materials.all()
    return list(found if is_registered else found.filter(is_for_registered=False))


def answers_of(registrations: Collection[Registration]) -> dict[tuple[int, int], str]:
    """Answers by registration and question (rows), for organisers; one query."""
    found = Answer.objects.filter(registration__in=registrations)
    return {
        (row, question): text for row, question, text in found.values_list("registration_id", "question_id", "text")
    }


def feedback_of(event: Event) -> tuple[rules.Summary, list[str]]:
    """The summary and the words, sorted so that their order says nothing; neither while answers are few. One query."""
    given = list(Feedback.objects.filter(event=event).values_list("mark", "words"))
    summary = rules.summary_of(mark for mark, _ in given)
    return summary, sorted(words for _, words in given if words) if summary.is_shown else []


def due_reminders(which: Reminder, *, now: datetime) -> QuerySet[Registration]:
    """Registrations to be reminded, as `rules.reminder_due` says."""
    before = rules.BEFORE[which]
    least = timedelta(0) if which == Reminder.DAY else rules.BEFORE[Reminder.DAY]
    found = Registration.objects.filter(
        **{f"{which}_sent_at__isnull": True},
        state=Standing.REGISTERED,
        event__state=State.PUBLISHED,
        event__starts_at__gt=now + least,
        event__starts_at__lte=now + before,
        registered_at__lt=F("event__starts_at") - before,
    )
    return found.select_related("event__place", "person").order_by("pk")


def events_that_ended(*, now: datetime) -> QuerySet[Event]:
    """Published ones whose end has come."""
    return Event.objects.filter(state=State.PUBLISHED, ends_at__lte=now).select_related("place").order_by("pk")


def due_feedback(*, now: datetime) -> QuerySet[Registration]:
    """The registered of events just held who have not been asked what they thought, nor marked as absent."""
    found = Registration.objects.filter(
        feedback_sent_at__isnull=True,
        state=Standing.REGISTERED,
        event__state=State.HELD,
        event__is_history=False,
        event__ends_at__gt=now - timedelta(days=7),
    )
    return found.exclude(attended=False).select_related("event__place", "person").order_by("pk")


def events_with_old_answers(*, now: datetime) -> QuerySet[Event]:
    """Events whose answers nobody needs any more."""
    over = Event.objects.filter(ends_at__lte=now - rules.ANSWERS_LAST, answers_deleted_at__isnull=True)
    return over.filter(Exists(Question.objects.filter(event=OuterRef("pk")))).order_by("pk")


def old_guests(*, now: datetime) -> QuerySet[Registration]:
    """Guests whose names nobody needs any more: their event is long over, or they never confirmed, or left long ago."""
    long_over = Q(event__ends_at__lte=now - rules.GUESTS_LAST)
    never = Q(state=Standing.UNCONFIRMED, asked_at__lte=now - rules.CONFIRM_WITHIN)
    left = Q(state=Standing.CANCELLED, cancelled_at__lte=now - rules.ANSWERS_LAST)
    found = Registration.objects.filter(long_over | never | left, person__isnull=True, is_forgotten=False)
    return found.order_by("pk")


def hash_of(token: str) -> str:
    """What is kept of a feed's secret."""
    return sha256(token.encode()).hexdigest()


def feed_key_of(actor: Actor) -> FeedKey | None:
    """The actor's private feed, if there is one."""
    return FeedKey.objects.filter(person_id=actor.person_id or 0).first()


def person_by_feed(token: str) -> Person | None:
    """Whose private feed this address is."""
    found = FeedKey.objects.filter(token_hash=hash_of(token), person__is_active=True).select_related("person").first()
    return found.person if found else None


def registrations_kept_of(ref: str) -> QuerySet[Registration]:
    """Everything a person ever registered for, with their answers; for their own data."""
    found = Registration.objects.filter(person__ref=ref).select_related("event")
    return found.prefetch_related("answers__question").order_by("pk")


def registrations_of_address(email: str) -> QuerySet[Registration]:
    """What somebody registered for as a guest."""
    return Registration.objects.filter(email=email.strip().lower()).exclude(email="")
