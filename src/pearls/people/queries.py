"""All reads of people: who somebody is, whose place they speak for, and what each reader may see."""

from collections.abc import Collection
from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import CharField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from pearls.audit.models import Entry as Entry  # services name this type through us
from pearls.kernel.actor import ANONYMOUS, Actor, ActorKind, Grant, Role
from pearls.people.models import Mentorship as Mentorship  # services above name this type through us
from pearls.people.models import Person as Person  # services name this type through us
from pearls.people.models import Speaker
from pearls.people.rules import ClaimReader, SpeakerState
from pearls.places import queries as place_queries
from pearls.places.models import Place as Place  # services name this type through us

# What lists of claims show of a word, of who gave it and of the place.
_CLAIM = (
    *(field.name for field in Speaker._meta.concrete_fields),
    *("person__name", "person__email", "person__erased_at"),
    *(f"place__{name}" for name in place_queries.PLACE_AT_A_GLANCE),
)


def actor_of(person: object, grants: Collection[Grant] = ()) -> Actor:
    """The person as an actor, with the roles that `programme` found; a nobody or an erased person is anonymous."""
    if not isinstance(person, Person) or not person.is_active:
        return ANONYMOUS
    return Actor(
        kind=ActorKind.PERSON,
        ref=person.ref,
        name=person.name or person.email,
        person_id=person.pk,
        language=person.language,
        grants=frozenset(grants),
    )


def _row_of(actor: Actor) -> int:
    """The row number of the actor's account, for filters; no row has the number 0."""
    return actor.person_id or 0


def person_of(actor: Actor) -> Person:
    """The account behind an actor. Raises: Person.DoesNotExist, for the system and for readers without an account."""
    return Person.objects.get(pk=_row_of(actor), is_active=True)


def person_by_email(email: str) -> Person | None:
    """The living account with this address. For services only: a page that told would let anybody list accounts."""
    return Person.objects.filter(email=email.strip().lower(), is_active=True).first()


def people_by_ref(refs: Collection[str]) -> QuerySet[Person]:
    """The people with these references who have an account."""
    return Person.objects.filter(ref__in=set(refs), is_active=True)


def names_by_ref(refs: Collection[str]) -> dict[str, str]:
    """The names behind actors' refs, in one query; the erased are absent."""
    found = Person.objects.filter(ref__in=set(refs), is_active=True)
    return {ref: name or email for ref, name, email in found.values_list("ref", "name", "email")}


def name_behind(ref: str) -> Subquery:
    """The same as a column: the name behind the actor's ref in the column `ref`, or nothing."""
    shown = Coalesce(NullIf("name", Value("")), "email", output_field=CharField())
    return Subquery(Person.objects.filter(ref=OuterRef(ref), is_active=True).values(shown=shown))


def is_speaker(actor: Actor, place: Place) -> bool:
    """Whether the actor's word for the place has been confirmed."""
    return actor.is_signed_in and confirmed_speakers(place).filter(person_id=_row_of(actor)).exists()


def ties_to(actor: Actor, place: Place, *, edition_key: str) -> tuple[bool, bool]:
    """Whether the actor speaks for the place, and whether they mentor it, or did, in the edition; one query."""
    speaks = confirmed_speakers(place).filter(person_id=OuterRef("pk"))
    mentors = Mentorship.objects.filter(person_id=OuterRef("pk"), place=place, edition_key=edition_key)
    found = Person.objects.filter(pk=_row_of(actor)).values_list(Exists(speaks), Exists(mentors)).first()
    return found or (False, False)


def confirmed_speakers(place: Place) -> QuerySet[Speaker]:
    """Who speaks for the place, with their accounts."""
    return Speaker.objects.filter(place=place, state=SpeakerState.CONFIRMED, person__is_active=True).select_related(
        "person"
    )


def speaking_of(actor: Actor) -> QuerySet[Speaker]:
    """Every living word of the actor, claimed or confirmed, with its place."""
    if not actor.is_signed_in:
        return Speaker.objects.none()
    return Speaker.objects.filter(
        person_id=_row_of(actor), state__in=[SpeakerState.CLAIMED, SpeakerState.CONFIRMED]
    ).select_related("place")


def place_ids_spoken_for(actor: Actor) -> QuerySet[Speaker, int]:
    """The row numbers of the places the actor speaks for, confirmed only; for filters in rooms above."""
    return speaking_of(actor).filter(state=SpeakerState.CONFIRMED).values_list("place_id", flat=True)


def places_spoken_for(actor: Actor) -> list[Place]:
    """The places the actor speaks for, confirmed only."""
    return [speaker.place for speaker in speaking_of(actor).filter(state=SpeakerState.CONFIRMED)]


def mentorships_of(actor: Actor, edition_key: str | None = None) -> QuerySet[Mentorship]:
    """The places the actor mentors now, in one edition or in all, as far as the role of a mentor is still held."""
    if not actor.has_role(Role.MENTOR):
        return Mentorship.objects.none()
    found = Mentorship.objects.filter(_mentored_by(actor)).select_related("place")
    return found if edition_key is None else found.filter(edition_key=edition_key)


def _mentored_by(actor: Actor, way: str = "") -> Q:
    """Mentorships of now, with the role still held; `way` is what leads to them."""
    held = {grant.edition for grant in actor.grants if grant.role == Role.MENTOR}
    now = Q(**{f"{way}person": _row_of(actor) if held else 0, f"{way}ended_at": None})
    return now & Q(**{f"{way}edition_key__in": sorted(map(str, held))}) if held and None not in held else now


def mentorships_in(edition_key: str) -> QuerySet[Mentorship]:
    """Who mentors which place in an edition now, the first one first."""
    found = Mentorship.objects.filter(edition_key=edition_key, ended_at__isnull=True, person__is_active=True)
    return found.select_related("person")


def mentored_in(edition_key: str) -> set[tuple[int, int]]:
    """Who has mentored which place in an edition at any time, as rows of person and place."""
    return set(Mentorship.objects.filter(edition_key=edition_key).values_list("person_id", "place_id"))


def mentors_of(place: Place, edition_key: str) -> QuerySet[Mentorship]:
    """Who mentors the place in this edition now."""
    return mentorships_in(edition_key).filter(place=place)


def own_word(actor: Actor, speakers: str) -> FilteredRelation:
    """The actor's confirmed word for a place, for a query of a room above to join: one row at most, as `is_speaker`.

    `speakers` is the way to the place's speakers, such as "place__speakers".
    """
    return FilteredRelation(speakers, condition=is_own_word(actor, speakers))


def is_own_word(actor: Actor, speakers: str) -> Q:
    """That the actor speaks for a place, confirmed; `speakers` is the way to the place's speakers."""
    return Q((f"{speakers}__person", _row_of(actor)), (f"{speakers}__state", SpeakerState.CONFIRMED))


def own_mentorship(actor: Actor, mentorships: str, edition_key: str) -> FilteredRelation:
    """The same for the actor's mentorship of a place, as `mentorships_of`; `edition_key` leads to the edition's key."""
    there = Q(**{f"{mentorships}__edition_key": F(edition_key)})
    return FilteredRelation(mentorships, condition=_mentored_by(actor, f"{mentorships}__") & there)


def claims_open_to(actor: Actor, *, places: Collection[int] | None = None) -> QuerySet[Speaker]:
    """The undecided claims that the actor may decide: all for the office, others' for a fellow speaker.

    `places` are those the actor speaks for, where they are at hand.
    """
    open_claims = Speaker.objects.filter(state=SpeakerState.CLAIMED, person__is_active=True)
    open_claims = open_claims.select_related("person", "place").only(*_CLAIM).order_by("claimed_at", "id")
    if actor.is_office():
        return open_claims
    own = place_ids_spoken_for(actor) if places is None else places
    return open_claims.filter(place_id__in=own).exclude(person_id=_row_of(actor))


def speakers_seen_by(actor: Actor) -> QuerySet[Speaker]:
    """Everybody's claims, in all states: for the office alone."""
    if not actor.is_office():
        return Speaker.objects.none()
    return Speaker.objects.select_related("person", "place", "decided_by").order_by("-claimed_at", "-id")


def speaker_for(actor: Actor, ref: str) -> Speaker | None:
    """A claim that the actor may see: their own, one of a place they speak for, or any for the office."""
    speaker = Speaker.objects.select_related("person", "place").filter(ref=ref).first()
    if speaker is None:
        return None
    reader = claim_reader(actor, speaker)
    return speaker if reader.is_office or reader.is_own_claim or reader.speaks_for_place else None


def claim_reader(actor: Actor, speaker: Speaker) -> ClaimReader:
    """What the actor is to a claim, as the rule wants to know it."""
    return ClaimReader(
        is_office=actor.is_office(),
        speaks_for_place=is_speaker(actor, speaker.place),
        is_own_claim=actor.is_signed_in and speaker.person_id == actor.person_id,
    )


def all_speaking_of(person: Person) -> QuerySet[Speaker]:
    """Every word the person ever gave for a place."""
    return Speaker.objects.filter(person=person).select_related("place")


def all_mentorships_of(person: Person) -> QuerySet[Mentorship]:
    """Every place the person ever mentored."""
    return Mentorship.objects.filter(person=person).select_related("place")


def sessions_of(person: Person, current_key: str | None) -> list[dict[str, Any]]:
    """Where the person is signed in, newest first; `is_current` marks the browser that asks."""
    return [
        {
            "address": session.ip,
            "browser": session.user_agent,
            "since": session.created_at,
            "is_current": session.session_key == current_key,
        }
        for session in UserSession.objects.filter(user=person).order_by("-created_at")
    ]


def acts_about(person: Person) -> QuerySet[Entry]:
    """What the journal holds of the person, as the one who acted or the one acted on."""
    return Entry.objects.filter(Q(actor_ref=person.ref) | Q(subject=person.subject)).order_by("seq")


def has_demonstration_people() -> bool:
    """Whether any account of the demonstration is there."""
    return Person.objects.filter(is_demonstration=True).exists()
