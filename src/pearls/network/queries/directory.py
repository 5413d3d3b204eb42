"""The directory: Pearls and candidates by the public record, partners, contact points, and who has joined."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.kernel.sorting import sort_key
from pearls.network import rules
from pearls.network.models import Member
from pearls.network.queries.members import is_in_network, living_members, terms
from pearls.network.rules import Kind, Likeness, Town
from pearls.people import queries as people_queries
from pearls.places.models import Place
from pearls.practices import queries as practice_queries
from pearls.programme import queries as programme_queries
from pearls.programme.models import Entry
from pearls.programme.rules.office import Outcome
from pearls.web.formats import country_name

SHOWN = (Outcome.PEARL, Outcome.CANDIDATE)
ORDER = [Kind.PEARL, Kind.CANDIDATE, Kind.PARTNER, Kind.CONTACT_POINT, Kind.MENTOR, Kind.ALUMNI]


@dataclass
class Line:
    """One line of the directory. `member` is there where the reader may see a profile; texts are by language."""

    name: str
    country: str
    kinds: tuple[Kind, ...]
    years: tuple[int, ...] = ()
    place: Place | None = None
    theme: dict[str, str] = field(default_factory=dict)
    challenges: frozenset[str] = frozenset()
    member: Member | None = None
    began_on: date | None = None
    ended_on: date | None = None
    contact: str = ""
    partner_key: str = ""  # of a partner that can be written to
    point_ref: str = ""  # of a contact point whose term runs
    is_demonstration: bool = False

    @property
    def kind(self) -> Kind:
        return self.kinds[0]


def directory(actor: Actor, *, language: str, now: datetime, with_demonstration: bool = False) -> list[Line]:
    """Every line that a reader may see, in the order of their alphabet; seven queries, however many lines there are."""
    in_network = is_in_network(actor, now=now)
    members = _members_shown(actor, in_network=in_network)
    lines = _places(members, now=now, with_demonstration=with_demonstration)
    lines += [
        Line(
            pick(partner.name, language)[0],
            partner.country,
            (Kind.PARTNER,),
            partner_key=partner.key,
            is_demonstration=partner.is_demonstration,
        )
        for partner in programme_queries.partners(with_demonstration=with_demonstration).prefetch_related(None)
    ]
    for term in terms():
        if with_demonstration or not term.is_demonstration:
            runs = term.began_on <= now.date() <= (term.ended_on or now.date())
            named = in_network and runs and term.person is not None
            lines.append(
                Line(
                    term.organisation,
                    term.country,
                    (Kind.CONTACT_POINT,),
                    began_on=term.began_on,
                    ended_on=term.ended_on,
                    contact=_contact_name(term.person_id, members) if named else "",
                    point_ref=term.ref if runs else "",
                    is_demonstration=term.is_demonstration,
                )
            )
    lines += [
        Line(one.name, "", (Kind(one.kind),), member=one, is_demonstration=one.is_demonstration)
        for one in members
        if one.person is not None and (with_demonstration or not one.is_demonstration)
    ]
    return _in_order(lines, language)


def _contact_name(person_id: int | None, members: Sequence[Member]) -> str:
    """The name of a contact point's person, who has to have joined to be named."""
    return next((one.name for one in members if one.person_id == person_id), "")


def _in_order(lines: Iterable[Line], language: str) -> list[Line]:
    def rank(line: Line) -> Any:
        year = max(line.years, default=0)
        country = sort_key(country_name(line.country, language), language) if line.country else ((), (), "")
        return ORDER.index(line.kind), -year, country, sort_key(line.name, language)

    return sorted(lines, key=rank)


def _members_shown(actor: Actor, *, in_network: bool) -> list[Member]:
    own = set(people_queries.place_ids_spoken_for(actor)) if actor.is_signed_in else set()
    return [
        member
        for member in living_members()
        if rules.is_shown(
            visibility=member.visibility,
            is_person=member.person_id is not None,
            is_own=member.place_id in own if member.place_id else member.person_id == actor.person_id,
            in_network=in_network,
        )
    ]


def _entries(*, with_demonstration: bool) -> list[Entry]:
    rows = programme_queries.public_entries(with_demonstration=with_demonstration).filter(outcome__in=SHOWN)
    return list(rows.order_by("-edition__title_year", "pk"))


def _places(members: Sequence[Member], *, now: datetime, with_demonstration: bool) -> list[Line]:
    """One line for each place of the record, whatever number of editions it stood in."""
    by_name: dict[object, list[Entry]] = {}
    for entry in _entries(with_demonstration=with_demonstration):
        by_name.setdefault(entry.place_id or (entry.country, entry.name), []).append(entry)
    joined = {member.place_id: member for member in members if member.place_id}
    told = _challenges_told(key for key in by_name if isinstance(key, int))
    lines = []
    for key, entries in by_name.items():
        years = [entry.edition.title_year for entry in entries if entry.outcome == Outcome.PEARL]
        member = joined.get(key) if isinstance(key, int) else None
        place = entries[0].place
        lines.append(
            Line(
                name=place.display_name if place else entries[0].name,
                country=entries[0].country,
                kinds=rules.kinds_of_place(title_years=years, was_candidate=True, year=now.year),
                years=tuple(sorted({entry.edition.title_year for entry in entries if entry.edition.title_year})),
                place=place,
                theme=next((entry.theme for entry in entries if entry.theme), {}),
                challenges=told.get(key, frozenset()) | _challenges_of(member),
                member=member,
                is_demonstration=entries[0].edition.is_demonstration,
            )
        )
    return lines


def _challenges_of(member: Member | None) -> frozenset[str]:
    named = [*member.good_at, *member.looks_for] if member else []
    return frozenset(name.partition(":")[2] for name in named if name.startswith("challenge:"))


def _challenges_told(places: Iterable[Any]) -> dict[object, frozenset[str]]:
    """The challenges that the public practices of these places name, by the place's row; one query."""
    rows = practice_queries.public_practices(with_demonstration=True).filter(
        place_id__in=list(places), namings__concept__scheme="challenge"
    )
    found: dict[object, set[str]] = {}
    for place, key in rows.order_by().values_list("place_id", "namings__concept__key"):
        found.setdefault(place, set()).add(key)
    return {place: frozenset(keys) for place, keys in found.items()}


def narrowed(
    lines: Sequence[Line], *, country: str = "", year: int | None = None, kind: str = "", theme: str = ""
) -> list[Line]:
    """Those that are all the reader wishes; a contact point is of a year in which its term ran."""
    return [
        line
        for line in lines
        if (not country or line.country == country)
        and (not year or year in line.years or _ran_in(line, year))
        and (not kind or kind in line.kinds)
        and (not theme or theme in line.challenges)
    ]


def _ran_in(line: Line, year: int) -> bool:
    if line.began_on is None:
        return False
    return line.began_on.year <= year <= (line.ended_on.year if line.ended_on else year)


@dataclass(frozen=True)
class LikeThis:
    """A town like one's own, with what both have in common."""

    line: Line
    likeness: Likeness


MOST_ALIKE = 12


def towns_like(place: Place, *, language: str, now: datetime) -> list[LikeThis]:
    """The Pearls and candidates most like a place, by public facts alone; four queries, however many there are.

    Invented towns are compared with invented ones, real ones with real ones.
    """
    members = [one for one in living_members().filter(place__isnull=False) if one.visibility == rules.Visibility.PUBLIC]
    lines = [
        line
        for line in _places(members, now=now, with_demonstration=place.is_demonstration)
        if line.place is not None and line.place.is_demonstration == place.is_demonstration
    ]
    towns = {line.place.key: line for line in lines if line.place}
    mine = towns.get(place.key)
    if mine is None:
        told = _challenges_told([place.pk]).get(place.pk, frozenset())
        mine = Line(place.display_name, place.country, (), place=place, challenges=told)
    found = rules.alike(_town(mine), [_town(line) for line in towns.values()])
    ranked = sorted(found, key=lambda one: (-one.points, sort_key(towns[one.key].name, language)))
    return [LikeThis(towns[one.key], one) for one in ranked[:MOST_ALIKE]]


def _town(line: Line) -> Town:
    place = line.place
    spoken: Collection[str] = line.member.languages if line.member else ()
    return Town(
        key=place.key if place else "",
        country=line.country,
        size=str(place.size_class) if place else "unknown",
        challenges=line.challenges,
        languages=frozenset(spoken),
    )
