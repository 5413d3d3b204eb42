"""Who is in the network, whose profile is whose, and who reads it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet

from pearls.kernel.actor import Actor, Role
from pearls.network import rules
from pearls.network.models import Contact, ContactPoint, Mute, Note
from pearls.network.models import Member as Member
from pearls.network.rules import Kind
from pearls.people import queries as people_queries
from pearls.people.models import Person as Person  # services name these types through us
from pearls.places.models import Place as Place
from pearls.practices import queries as practice_queries
from pearls.programme import queries as programme_queries
from pearls.programme.rules.office import Outcome

MUTE_SALT = "network.mute"
ROLE_KINDS = {Role.MENTOR: Kind.MENTOR, Role.PARTNER: Kind.PARTNER}


def terms_now(today: date) -> QuerySet[ContactPoint]:
    """The terms of contact points that run today."""
    return ContactPoint.objects.filter(Q(ended_on=None) | Q(ended_on__gte=today), began_on__lte=today)


def terms() -> QuerySet[ContactPoint]:
    """Every term of a contact point, the running and the latest first."""
    return ContactPoint.objects.select_related("person").order_by("country", "-began_on", "pk")


def term_for(actor: Actor, ref: str) -> ContactPoint | None:
    """A term to change, for the office."""
    return terms().filter(ref=ref).first() if actor.is_office() else None


def kinds_of_person(actor: Actor, today: date) -> tuple[Kind, ...]:
    """As what somebody may join for themselves: by their roles, or by a term that runs."""
    if not actor.is_signed_in:
        return ()
    kinds = [kind for role, kind in ROLE_KINDS.items() if actor.has_role(role)]
    if terms_now(today).filter(person_id=actor.person_id or 0).exists():
        kinds.append(Kind.CONTACT_POINT)
    return tuple(kinds)


def kinds_of_place(place: Place, today: date) -> tuple[Kind, ...]:
    """What a place is by the public record; one query."""
    return kinds_of_places([place], today)[place.pk]


def kinds_of_places(places: Sequence[Place], today: date) -> dict[int, tuple[Kind, ...]]:
    """What each place is by the public record, by its row; one query."""
    rows: dict[int, list[tuple[str, int | None]]] = {place.pk: [] for place in places}
    real = Q(edition__is_demonstration=False) | Q(place__is_demonstration=True)  # invented editions for invented places
    entries = programme_queries.public_entries(with_demonstration=True).filter(real, place__in=list(rows))
    for pk, outcome, year in entries.values_list("place_id", "outcome", "edition__title_year"):
        rows[pk].append((outcome, year))
    return {
        pk: rules.kinds_of_place(
            title_years=[year for outcome, year in found if outcome == Outcome.PEARL],
            was_candidate=any(outcome == Outcome.CANDIDATE for outcome, _year in found),
            year=today.year,
        )
        for pk, found in rows.items()
    }


def living_members() -> QuerySet[Member]:
    """Everybody who is in the network now."""
    return Member.objects.filter(left_at=None).select_related("place", "person")


def members_of(actor: Actor) -> QuerySet[Member]:
    """The memberships that the actor answers for: of the places spoken for, and their own."""
    if not actor.is_signed_in:
        return Member.objects.none()
    own = Q(place_id__in=people_queries.place_ids_spoken_for(actor)) | Q(person_id=actor.person_id)
    return living_members().filter(own).order_by("pk")


def is_in_network(actor: Actor, *, now: datetime) -> bool:
    """Whether somebody reads what the network writes: the office, those who speak for a member, and persons who joined
    and are still what they joined as. One query."""
    if actor.is_office():
        return True
    if not actor.is_signed_in:
        return False
    mine = Q(person_id=actor.person_id)
    if not any(actor.has_role(role) for role in ROLE_KINDS):
        mine &= Q(Exists(terms_now(now.date()).filter(person_id=OuterRef("person_id"))))
    spoken_for = Q(place_id__in=people_queries.place_ids_spoken_for(actor))
    return Member.objects.filter(mine | spoken_for, left_at=None).exists()


def is_own(actor: Actor, member: Member) -> bool:
    """Whether the actor answers for a member."""
    if member.person_id is not None:
        return actor.person_id == member.person_id
    return member.place is not None and people_queries.is_speaker(actor, member.place)


def own_member(actor: Actor, ref: str) -> Member | None:
    """A member's profile to change, for those who answer for it."""
    return members_of(actor).filter(ref=ref).first()


def member_to_read(actor: Actor, ref: str, *, now: datetime) -> Member | None:
    """A member as somebody may see it; None for one that is not theirs to see."""
    member = living_members().filter(ref=ref).first()
    if member is None:
        return None
    in_network = is_in_network(actor, now=now)
    shown = rules.is_shown(
        visibility=member.visibility,
        is_person=member.person_id is not None,
        is_own=is_own(actor, member),
        in_network=in_network,
    )
    return member if shown or actor.is_office() else None


def contacts_of(member: Member) -> QuerySet[Contact]:
    """Who chose to be named for a member, and still speaks for it."""
    found = Contact.objects.filter(member=member, person__is_active=True).select_related("person")
    if member.place is not None:
        speaking = people_queries.confirmed_speakers(member.place).values("person_id")
        found = found.filter(person_id__in=speaking)
    return found.order_by("listed_at", "pk")


def takers_of(member: Member, *, sender: int | None) -> list[Person]:
    """Who gets a message to a member: who is named for it, else all who speak for it; without those who muted."""
    listed = [contact.person for contact in contacts_of(member)]
    if not listed and member.person is not None and member.person.is_active:
        listed = [member.person]
    elif not listed and member.place is not None:
        listed = [speaker.person for speaker in people_queries.confirmed_speakers(member.place)]
    return without_muting(listed, sender=sender)


def without_muting(people: list[Person], *, sender: int | None) -> list[Person]:
    """Those of these people who take messages of the sender."""
    mutes = Mute.objects.filter(muted_id=sender or 0, person__in=people).values_list("person_id", flat=True)
    deaf = set(mutes)
    return [person for person in people if person.pk not in deaf]


def notes_of(actor: Actor) -> QuerySet[Note]:
    """What somebody was written and what they wrote, the newest first."""
    if not actor.is_signed_in:
        return Note.objects.none()
    mine = Q(sender_id=actor.person_id) | Q(receivers=actor.person_id)
    found = Note.objects.filter(pk__in=Note.objects.filter(mine).values("pk"))
    return found.select_related("sender", "member__place", "member__person").order_by("-sent_at", "-pk")


def note_for(actor: Actor, ref: str) -> Note | None:
    """One message, for who wrote it and who got it."""
    return notes_of(actor).filter(ref=ref).first()


def mute_token(note: Note, person: Person) -> str:
    """What stands in the letter of a message to one of its readers: it takes no more of its sender, nothing else."""
    return signing.dumps([note.ref, person.ref], salt=MUTE_SALT)


def note_of_token(token: str) -> tuple[Note, Person] | None:
    """A message and the reader of its letter; None for a link that we never made, and once the message is gone."""
    try:
        note_ref, person_ref = signing.loads(token, salt=MUTE_SALT)
    except signing.BadSignature:
        return None
    note = Note.objects.select_related("sender").filter(ref=note_ref).first()
    person = note.receivers.filter(ref=person_ref).first() if note else None
    return (note, person) if note and person else None


def has_muted(person: Person, other: Person) -> bool:
    """Whether somebody takes no messages of somebody else."""
    return Mute.objects.filter(person=person, muted=other).exists()


def notes_written_by(person: str) -> QuerySet[Note]:
    """The messages of the person with this ref."""
    return Note.objects.filter(sender__ref=person).order_by("sent_at", "pk")


def notes_sent_since(actor: Actor, day: datetime) -> QuerySet[Note]:
    """What somebody wrote after an instant."""
    return Note.objects.filter(sender_id=actor.person_id or 0, sent_at__gt=day)


def note_counts(actor: Actor, member: Member | None, *, now: datetime) -> tuple[int, int]:
    """How many messages somebody wrote within a day: to anybody, and to this member."""
    sent = notes_sent_since(actor, now - timedelta(days=1))
    return sent.count(), sent.filter(member=member).count() if member else 0


def mutes_of(actor: Actor) -> QuerySet[Mute]:
    """Whose messages somebody does not take."""
    return Mute.objects.filter(person_id=actor.person_id or 0).select_related("muted").order_by("since", "pk")


def concept_words(names: list[str], language: str) -> list[tuple[str, str]]:
    """The words of concepts (`scheme:key`), each with the language it is in; what is out of the vocabulary is left."""
    terms = {f"{term.scheme}:{term.key}": term for term in practice_queries.known_vocabulary().terms(language).values()}
    return [(terms[name].label, terms[name].language) for name in names if name in terms]


def concept_choices(language: str) -> list[tuple[str, str]]:
    """What a town may be good at or look for: challenges, fields of culture and methods that are in use."""
    terms = practice_queries.known_vocabulary().terms(language).values()
    chosen = [term for term in terms if term.scheme in ("challenge", "cultural_field", "method")]
    return [(f"{term.scheme}:{term.key}", term.label) for term in chosen if not term.is_deprecated]
