"""Pairs, what hangs on them, and who reads which part."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from pearls.kernel.actor import Actor, Role
from pearls.mentoring.models import Agreement
from pearls.mentoring.models import HandOver as HandOver  # services and views name these types through us
from pearls.mentoring.models import Meeting as Meeting
from pearls.mentoring.models import Note as Note
from pearls.mentoring.models import Pair as Pair
from pearls.mentoring.models import Promise as Promise
from pearls.mentoring.rules.walls import PairKind, Reader, Visibility, may_read_pair
from pearls.mentoring.rules.working import HandOverState, PromiseState
from pearls.people import queries as people_queries
from pearls.people.models import Mentorship as Mentorship
from pearls.people.models import Person as Person
from pearls.places.models import Place as Place

JUDGES = (Role.JURY, Role.CHAIR, Role.COMMITTEE)
RELATED = ("place", "senior", "junior")


def _mentorships(**narrowed: object) -> QuerySet[Mentorship]:
    return Mentorship.objects.filter(
        place=OuterRef("place"), edition_key=OuterRef("edition_key"), ended_at__isnull=True, **narrowed
    )


def _mentored_by(actor: Actor) -> Q:
    """Pairs whose mentor the actor is now."""
    mine = people_queries.mentorships_of(actor).filter(place=OuterRef("place"), edition_key=OuterRef("edition_key"))
    twins = Q(senior=actor.person_id or 0, ended_at__isnull=True)
    return (twins | Q(Exists(mine))) if actor.has_role(Role.MENTOR) else Q(pk=None)


def _supported(actor: Actor) -> Q:
    """Pairs in which the actor is supported: of places spoken for, or as the junior twin."""
    places = people_queries.place_ids_spoken_for(actor)
    return Q(place_id__in=places) | Q(junior=actor.person_id or 0, ended_at__isnull=True)


def pairs_of(actor: Actor) -> QuerySet[Pair]:
    """The pairs that the actor is in now, as mentor or as the supported side; with who mentors the town."""
    found = Pair.objects.filter(_mentored_by(actor) | _supported(actor)) if actor.is_signed_in else Pair.objects.none()
    return with_mentors(found).order_by("kind", "place__name", "pk")


def all_pairs(actor: Actor) -> QuerySet[Pair]:
    """Every pair of the editions whose office the actor works in; twins belong to the office of all editions."""
    if not actor.is_office():
        return Pair.objects.none()
    editions = actor.office_editions()
    found = Pair.objects.all() if editions is None else Pair.objects.filter(edition_key__in=editions)
    return with_mentors(found).order_by("edition_key", "place__name", "pk")


def with_mentors(pairs: QuerySet[Pair]) -> QuerySet[Pair]:
    """With both twins and the place, and its mentorships of now; one query more."""
    now = Mentorship.objects.filter(ended_at__isnull=True).select_related("person")
    return pairs.select_related(*RELATED).prefetch_related(
        Prefetch("place__mentorships", queryset=now, to_attr="stand_by")
    )


def mentors_of(pair: Pair) -> list[Person]:
    """Who mentors in this pair now."""
    if pair.kind == PairKind.TWIN:
        return [pair.senior] if pair.senior else []
    if pair.place is None:
        return []
    if hasattr(pair.place, "stand_by"):
        return [one.person for one in pair.place.stand_by if one.edition_key == pair.edition_key]
    return [one.person for one in people_queries.mentors_of(pair.place, pair.edition_key)]


def name_of(pair: Pair) -> str:
    """Whom the pair is about: the town, or the twin who is supported."""
    return pair.place.display_name if pair.place else str(pair.junior or "")


def supported_people(pair: Pair) -> list[Person]:
    """Who is on the supported side: those who speak for the town, or the junior twin."""
    if pair.place is None:
        return [pair.junior] if pair.junior else []
    return [speaker.person for speaker in people_queries.confirmed_speakers(pair.place)]


def reader_of(actor: Actor, pair: Pair) -> Reader:
    """What the actor is to a pair, as the rules want to know it."""
    if pair.place is None:
        is_alive, own = pair.ended_at is None, actor.person_id or 0
        is_mentor = is_alive and pair.senior_id == own and actor.has_role(Role.MENTOR)
        is_supported = is_alive and pair.junior_id == own
        is_office = actor.is_office() and actor.office_editions() is None
    else:
        is_mentor = began_at(actor, pair) is not None
        is_supported = people_queries.is_speaker(actor, pair.place)
        is_office = actor.is_office(pair.edition_key)
    return Reader(
        is_office=is_office,
        is_mentor=is_mentor,
        is_supported=is_supported,
        is_peer=actor.has_role(Role.MENTOR),
        judges=actor.has_role(*JUDGES),
    )


def pair_for(actor: Actor, ref: str) -> Pair | None:
    """A pair, for its two sides and the office; None for everybody else, a mentor of before among them."""
    found = pair_and_reader(actor, ref)
    return found[0] if found else None


def pair_and_reader(actor: Actor, ref: str) -> tuple[Pair, Reader] | None:
    """The same with what the actor is to it, asked once."""
    pair = with_mentors(Pair.objects.filter(ref=ref)).first()
    if pair is None:
        return None
    reader = reader_of(actor, pair)
    return (pair, reader) if may_read_pair(reader) else None


def began_at(actor: Actor, pair: Pair) -> datetime | None:
    """Since when the actor mentors this town."""
    if pair.place is None:
        return None
    if hasattr(pair.place, "stand_by"):
        own = [one for one in pair.place.stand_by if one.person_id == actor.person_id]
        holds_role = actor.has_role(Role.MENTOR, edition=pair.edition_key)
        return next((one.began_at for one in own if holds_role and one.edition_key == pair.edition_key), None)
    found = people_queries.mentorships_of(actor, pair.edition_key).filter(place=pair.place)
    return found.values_list("began_at", flat=True).first()


def notes_for(actor: Actor, pair: Pair, reader: Reader) -> QuerySet[Note]:
    """The notes of a pair that the actor reads: `walls.may_read_note` as a query. Its page is for its sides alone, so a
    peer is not asked for here."""
    seen = Q(pk=None)
    if reader.is_mentor:
        since = began_at(actor, pair)
        with_me = Q() if since is None else Q(written_at__gte=since) | Q(is_handed_on=True)
        own = Q(written_by=actor.person_id or 0)
        seen |= (Q(visibility=Visibility.PAIR) & (with_me | own)) | Q(
            visibility__in=(Visibility.MENTORS, Visibility.OFFICE)
        )
    if reader.is_supported:
        seen |= Q(visibility=Visibility.PAIR)
    if reader.is_office and not reader.is_supported:
        seen |= Q(visibility=Visibility.OFFICE)
    return Note.objects.filter(pair=pair).filter(seen).select_related("written_by")


def notes_among_mentors(actor: Actor) -> QuerySet[Note]:
    """What mentors note for each other, of all pairs: for mentors who judge nothing and do not speak for the town."""
    if not actor.has_role(Role.MENTOR) or actor.has_role(*JUDGES):
        return Note.objects.none()
    notes = Note.objects.filter(visibility=Visibility.MENTORS).exclude(
        pair__place_id__in=people_queries.place_ids_spoken_for(actor)
    )
    return notes.exclude(pair__junior=actor.person_id or 0).select_related(
        "written_by", *(f"pair__{way}" for way in RELATED)
    )


def agreement_of(pair: Pair) -> Agreement | None:
    """The agreement in force or waiting to be confirmed."""
    in_force = Agreement.objects.filter(pair=pair, replaced_at__isnull=True)
    return in_force.select_related("mentor_confirmed_by", "town_confirmed_by").first()


def meetings_of(pair: Pair) -> QuerySet[Meeting]:
    """The meetings of a pair, the latest first."""
    return Meeting.objects.filter(pair=pair).select_related("mentor", "pair")


def meeting_for(actor: Actor, ref: str) -> Meeting | None:
    """A meeting, for whoever has its pair."""
    meeting = (
        Meeting.objects.filter(ref=ref)
        .select_related("mentor", *(f"pair__{way}" for way in ("place", "senior")))
        .first()
    )
    return meeting if meeting and pair_for(actor, meeting.pair.ref) else None


def promises_of(pair: Pair) -> QuerySet[Promise]:
    """The promises of a pair; open ones first, by day."""
    return Promise.objects.filter(pair=pair).select_related("owner", "pair__place").order_by("-state", "due_on", "pk")


def promise_for(actor: Actor, ref: str) -> Promise | None:
    """A promise, for whoever has its pair."""
    promise = Promise.objects.filter(ref=ref).select_related("owner", "pair__place").first()
    return promise if promise and pair_for(actor, promise.pair.ref) else None


def promises_due(*, until: datetime) -> QuerySet[Promise]:
    """Open promises due by then of which nobody was reminded."""
    due = Promise.objects.filter(state=PromiseState.OPEN, due_on__lte=until.date(), reminded_at__isnull=True)
    return due.select_related("owner", "pair__place", "pair__senior", "pair__junior")


def waiting_hand_over(pair: Pair) -> HandOver | None:
    """The offer that waits for another mentor."""
    return HandOver.objects.filter(pair=pair, state=HandOverState.WAITING).select_related("giver", "taker").first()


def hand_overs_for(actor: Actor) -> QuerySet[HandOver]:
    """The towns that wait for the actor to take them over."""
    waiting = HandOver.objects.filter(taker=actor.person_id or 0, state=HandOverState.WAITING)
    return waiting.select_related("giver", "taker", "pair__place")


def hand_over_for(actor: Actor, ref: str) -> HandOver | None:
    """A hand-over, for who gives, who is to take, the town, and the office of the edition."""
    found = HandOver.objects.filter(ref=ref).select_related("giver", "taker", "asked_by", "pair__place").first()
    if found is None or actor.person_id is None:
        return None
    reader = reader_of(actor, found.pair)
    is_party = actor.person_id in (found.taker_id, found.giver_id)
    return found if is_party or reader.is_in_it or reader.is_office else None


def mentorship_of(pair: Pair, person: Person) -> Mentorship | None:
    """The mentorship that says so."""
    found = Mentorship.objects.filter(place=pair.place, edition_key=pair.edition_key, ended_at__isnull=True)
    return found.filter(person=person).select_related("person", "place").first()


def unopened(edition_key: str) -> Sequence[int]:
    """The places with a mentor in an edition and no pair yet."""
    there = Pair.objects.filter(edition_key=edition_key).values("place_id")
    mentored = Mentorship.objects.filter(edition_key=edition_key, ended_at__isnull=True).exclude(place_id__in=there)
    return sorted(set(mentored.values_list("place_id", flat=True)))


def written_by(ref: str) -> QuerySet[Note]:
    """What a person noted, for their own data."""
    return Note.objects.filter(written_by__ref=ref).order_by("written_at", "pk")
