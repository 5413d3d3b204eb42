"""What matching is made from: mentors with their capacity, and the towns that have none. No score, no note."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.calls.models import Member
from pearls.kernel.actor import Actor, Role
from pearls.mentoring.models import MatchRun as MatchRun  # services and views name these types through us
from pearls.mentoring.models import MentorProfile as MentorProfile
from pearls.mentoring.models import Pair, Supervision
from pearls.mentoring.rules import matching
from pearls.mentoring.rules.matching import Mentor, OwnCountry, SizeClass, Town, size_class
from pearls.mentoring.rules.proposing import Question
from pearls.mentoring.rules.walls import PairKind
from pearls.people.models import Mentorship, Person, Speaker
from pearls.people.rules import SpeakerState
from pearls.plans import queries as plan_queries
from pearls.plans.models import Plan
from pearls.plans.queries import practices as theme_queries
from pearls.plans.queries.plans import RELATED
from pearls.plans.rules import practices as theme_rules
from pearls.practices import queries as practice_queries
from pearls.programme import queries as programme_queries
from pearls.programme.models import Edition as Edition

THEME_SCHEMES = ("challenge", "cultural_field")


def profile_of(person: Person) -> MentorProfile | None:
    """What a mentor says of themselves."""
    return MentorProfile.objects.filter(person=person).first()


def mentor_by_ref(ref: str) -> Person | None:
    """Somebody who holds the role of a mentor, in one edition or in all."""
    return programme_queries.people_with_role(Role.MENTOR).filter(ref=ref).first()


def profiles_of(people: Sequence[Person]) -> list[tuple[Person, MentorProfile | None]]:
    """These mentors with what they say of themselves; one query."""
    there = {profile.person_id: profile for profile in MentorProfile.objects.filter(person__in=people)}
    return [(person, there.get(person.pk)) for person in people]


@dataclass(frozen=True)
class MentorLine:
    """A mentor as the office sees them: profile or none, and how many towns they have now."""

    person: Person
    profile: MentorProfile | None
    load: int

    @property
    def free(self) -> int:
        return max(0, (self.profile.capacity if self.profile else 0) - self.load)


def loads() -> Counter[int]:
    """How many towns each mentor has now, in all editions, by the row of the person."""
    return Counter(Mentorship.objects.filter(ended_at__isnull=True).values_list("person_id", flat=True))


def load_of(person: Person) -> int:
    """How many towns a mentor has now."""
    return Mentorship.objects.filter(person=person, ended_at__isnull=True).count()


def mentor_lines(people: Iterable[Person]) -> list[MentorLine]:
    """These mentors; two queries more."""
    found = list(people)
    profiles = {profile.person_id: profile for profile in MentorProfile.objects.filter(person__in=found)}
    given = loads()
    return [MentorLine(person, profiles.get(person.pk), given[person.pk]) for person in found]


def question_of(actor: Actor, edition: Edition, *, on: date, per_town: int = 1) -> Question:
    """The towns of an edition without a mentor, and the mentors with a profile and room for more."""
    waiting = call_queries.applications_to_mentor(actor, edition, without=True)
    applications = list(waiting.filter(state__in=sorted(call_rules.WITH_PLAN)))
    lines = mentor_lines(call_queries.mentors_to_choose(edition))
    return Question(_towns(applications), _mentors(lines), on, per_town)


def _towns(applications: Sequence[call_queries.Application]) -> list[Town]:
    themes, closed = _themes(applications), _closed(applications)
    return [
        Town(
            id=one.place.key,
            country=one.place.country,
            language=one.language,
            themes=themes.get(one.pk, frozenset()),
            size=size_class(one.place.population),
            closed_to=closed[one.place_id],
        )
        for one in applications
    ]


def _themes(applications: Sequence[call_queries.Application]) -> dict[int, frozenset[str]]:
    """The concepts that the plans of these towns name."""
    plans = list(Plan.objects.filter(application__in=applications).select_related(*RELATED))
    known, found = practice_queries.known_vocabulary(), {}
    for row in plan_queries.overview_of(plans):
        asked = theme_rules.asked_by(row.plan.document.form, row.content)
        named = theme_queries.need_of(row.plan, asked, known).concepts
        found[row.plan.application_id] = frozenset(
            f"{scheme}:{key}" for scheme, key in named if scheme in THEME_SCHEMES
        )
    return found


def _closed(applications: Sequence[call_queries.Application]) -> dict[int, frozenset[str]]:
    """Who works on these applications or speaks for their places, by the place's row."""
    found: dict[int, set[str]] = defaultdict(set)
    places = [one.place_id for one in applications]
    speakers = Speaker.objects.filter(place__in=places, state=SpeakerState.CONFIRMED)
    members = Member.objects.filter(application__in=applications, ended_at=None, person__isnull=False)
    for place, ref in (
        *speakers.values_list("place_id", "person__ref"),
        *members.values_list("application__place_id", "person__ref"),
    ):
        found[place].add(str(ref))
    return defaultdict(frozenset, {place: frozenset(refs) for place, refs in found.items()})


def _mentors(lines: Sequence[MentorLine]) -> list[Mentor]:
    sizes = _sizes_known([line.person.pk for line in lines])
    return [
        as_mentor(line.person, line.profile, line.free, sizes[line.person.pk])
        for line in lines
        if line.profile is not None
    ]


def as_mentor(person: Person, profile: MentorProfile, free: int, sizes: frozenset[SizeClass]) -> Mentor:
    """A mentor as the rules know one."""
    return Mentor(
        id=person.ref,
        country=profile.country,
        languages=frozenset(profile.languages),
        capacity=free,
        themes=frozenset(profile.themes),
        countries=frozenset(profile.countries),
        own_country=OwnCountry(profile.own_country),
        sizes=sizes,
        available_from=profile.available_from,
        available_until=profile.available_until,
    )


def _sizes_known(people: Sequence[int]) -> Mapping[int, frozenset[SizeClass]]:
    """The sizes of towns that each has mentored at any time."""
    found: dict[int, set[SizeClass]] = defaultdict(set)
    for person, population in Mentorship.objects.filter(person__in=people).values_list(
        "person_id", "place__population"
    ):
        found[person].add(size_class(population))
    return defaultdict(frozenset, {person: frozenset(sizes - {SizeClass.UNKNOWN}) for person, sizes in found.items()})


def runs_of(actor: Actor, edition: Edition) -> QuerySet[MatchRun]:
    """The proposals made for an edition, the newest first, for its office."""
    found = MatchRun.objects.filter(edition_key=edition.key)
    return found if actor.is_office(edition.key) else found.none()


def run_for(actor: Actor, ref: str) -> MatchRun | None:
    """A proposal, for the office of its edition."""
    run = MatchRun.objects.filter(ref=ref).first()
    return run if run and actor.is_office(run.edition_key) else None


def applications_of(run: MatchRun) -> dict[str, call_queries.Application]:
    """The applications a proposal is about, by the key of the place."""
    keys = [town["id"] for town in run.inputs["towns"]]
    found = call_queries.Application.objects.filter(edition__key=run.edition_key, place__key__in=keys)
    found = found.exclude(state=call_rules.State.WITHDRAWN).select_related("place", "edition", "document")
    return {application.place.key: application for application in found}


def people_of(run: MatchRun) -> dict[str, Person]:
    """The mentors a proposal knows, by ref."""
    refs = [mentor["id"] for mentor in run.inputs["mentors"]]
    return {str(person.ref): person for person in Person.objects.filter(ref__in=refs, is_active=True)}


def contact_points(*, now: datetime, with_demonstration: bool) -> QuerySet[MentorProfile]:
    """Who is a National Contact Point today and wishes to be named, by country."""
    today = now.date()
    found = MentorProfile.objects.filter(
        Q(contact_until__isnull=True) | Q(contact_until__gte=today), is_listed=True, contact_from__lte=today
    ).exclude(country="")
    found = found.filter(person__is_active=True).select_related("person")
    found = found if with_demonstration else found.filter(person__is_demonstration=False)
    return found.order_by("country", "contact_from", "pk")


def twins() -> QuerySet[Pair]:
    """Mentors who support mentors, now."""
    return Pair.objects.filter(kind=PairKind.TWIN, ended_at__isnull=True).select_related("senior", "junior")


def supervisions() -> QuerySet[Supervision]:
    """The sessions with an external expert, the latest first, with who was there."""
    return Supervision.objects.prefetch_related("attendances__person")


def is_full(person: Person) -> bool:
    """Whether a mentor has as many towns as they take; who says nothing of it is not held to it."""
    profile = profile_of(person)
    return profile is not None and load_of(person) >= profile.capacity


def theme_choices(language: str) -> list[tuple[str, str]]:
    """The challenges and cultural fields in use, with their labels."""
    known = practice_queries.known_vocabulary()
    terms = known.terms(language)
    return [
        (f"{concept.scheme}:{concept.id}", str(terms[known.rows[concept.scheme, concept.id]].label))
        for concept in known.concepts
        if concept.scheme in THEME_SCHEMES
    ]


def reasons_against(run: MatchRun, town: str, mentor: str, question: Question) -> list[str]:
    """What speaks against a pair that the office wishes."""
    return matching.misfits(question.town(town), question.mentor(mentor), on=question.on)
