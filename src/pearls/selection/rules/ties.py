"""Conflicts of interest as a graph: how a person and a candidate are connected, and what follows from it. Pure.

Edges are facts with a date and a source. A tie is a way along them from a person to a text; which ways count, `_WAYS`
says. Some shut the text by themselves, the others ask somebody, and until then the text stays shut.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no
from pearls.selection.rules.panels import Conflict, PanelState

LOOK_BACK_YEARS = 5  # what ended longer ago connects nobody any more; the page says the number


class NodeKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    REGION = "region"  # NUTS 3
    COUNTRY = "country"
    TEXT = "text"


class EdgeKind(StrEnum):
    SPEAKS_FOR = "speaks-for"  # person – place
    WORKS_FOR = "works-for"  # person – place: for the municipality itself
    MENTORS = "mentors"  # person – place
    FAMILY = "family"  # person – place
    BUSINESS = "business"  # person – place
    COMES_FROM = "comes-from"  # person – country
    TEAM = "team"  # person – text: works on it with the town
    EMPLOYED_BY = "employed-by"  # person – organisation
    MEMBER_OF = "member-of"  # person – organisation: its board, its adviser
    SEATED_IN = "seated-in"  # organisation – place
    NAMED_IN = "named-in"  # organisation – text
    SAME_BODY = "same-body"  # place – the place that answers for it
    IN_REGION = "in-region"  # place – region
    IN_COUNTRY = "in-country"  # place – country
    TEXT_OF = "text-of"  # text – place: the one that applies, and those that apply with it


class Source(StrEnum):
    """Where a fact comes from."""

    SAID = "said"  # by the person, on the page of their ties
    RECORD = "record"  # from what the person does on this platform
    OFFICE = "office"
    REGISTER = "register"  # of places and of partners
    TEXT = "text"  # the one handed in


# What a person may say of themselves.
SAYABLE = (EdgeKind.EMPLOYED_BY, EdgeKind.MEMBER_OF, EdgeKind.WORKS_FOR, EdgeKind.FAMILY, EdgeKind.BUSINESS)
OF_ORGANISATION = frozenset({EdgeKind.EMPLOYED_BY, EdgeKind.MEMBER_OF})


class TieKind(StrEnum):
    OWN_COUNTRY = "own-country"
    MENTOR = "mentor"
    MUNICIPALITY = "municipality"
    TEAM = "team"
    FAMILY = "family"
    BUSINESS = "business"
    EMPLOYER = "employer"
    PARTNER = "partner"
    REGION = "region"


# Nobody can open these: the rules of the edition, or that it is one's own town, team or family.
SHUT_BY_RULE = frozenset({TieKind.OWN_COUNTRY, TieKind.MENTOR, TieKind.MUNICIPALITY, TieKind.TEAM, TieKind.FAMILY})


class Ruling(StrEnum):
    """What was decided about a tie that asks."""

    NONE = ""
    SHUTS = "shuts"
    MAY_READ = "may-read"


class TieState(StrEnum):
    BY_RULE = "by-rule"
    WAITING = "waiting"
    SHUTS = "shuts"
    MAY_READ = "may-read"


@dataclass(frozen=True, order=True)
class Node:
    kind: NodeKind
    key: str
    name: str = field(default="", compare=False)


@dataclass(frozen=True)
class Edge:
    """A fact. `on` is the day it was said or recorded; `since` and `until` are years, None where nobody said."""

    kind: EdgeKind
    start: Node
    end: Node
    source: Source
    on: date | None = None
    since: int | None = None
    until: int | None = None

    def connects(self, year: int) -> bool:
        """Whether the fact still counts in this year: it lasts, or it ended not too long ago."""
        return self.until is None or self.until >= year - LOOK_BACK_YEARS


@dataclass(frozen=True)
class Tie:
    """A way from a person to a text. Two ways over the same things are one tie, whoever said it and when."""

    kind: TieKind
    path: tuple[Edge, ...]

    @property
    def person(self) -> str:
        return _end_of(self.path[0], NodeKind.PERSON)

    @property
    def text(self) -> str:
        return _end_of(self.path[-1], NodeKind.TEXT)

    @property
    def key(self) -> str:
        """What makes it this tie: its kind and the things on its way."""
        steps = (f"{edge.kind}:{edge.start.kind}/{edge.start.key}:{edge.end.kind}/{edge.end.key}" for edge in self.path)
        return "|".join((self.kind, *steps))


def _end_of(edge: Edge, kind: NodeKind) -> str:
    return next(node.key for node in (edge.start, edge.end) if node.kind == kind)


_Way = tuple[frozenset[EdgeKind], ...]


def _way(*steps: EdgeKind | frozenset[EdgeKind]) -> _Way:
    return tuple(step if isinstance(step, frozenset) else frozenset({step}) for step in steps)


_OF_TOWN = frozenset({EdgeKind.SPEAKS_FOR, EdgeKind.WORKS_FOR})
_OVER_REGION = (EdgeKind.IN_REGION, EdgeKind.IN_REGION, EdgeKind.TEXT_OF)


def _to_town(first: EdgeKind | frozenset[EdgeKind], *more: EdgeKind) -> tuple[_Way, ...]:
    """To a town that applies, also as the body that answers for it or as a settlement that it answers for."""
    return _way(first, *more, EdgeKind.TEXT_OF), _way(first, *more, EdgeKind.SAME_BODY, EdgeKind.TEXT_OF)


_WAYS: Mapping[TieKind, tuple[_Way, ...]] = {
    TieKind.OWN_COUNTRY: (_way(EdgeKind.COMES_FROM, EdgeKind.IN_COUNTRY, EdgeKind.TEXT_OF),),
    TieKind.MENTOR: _to_town(EdgeKind.MENTORS),
    TieKind.MUNICIPALITY: _to_town(_OF_TOWN),
    TieKind.TEAM: (_way(EdgeKind.TEAM),),
    TieKind.FAMILY: _to_town(EdgeKind.FAMILY),
    TieKind.BUSINESS: _to_town(EdgeKind.BUSINESS),
    TieKind.EMPLOYER: _to_town(OF_ORGANISATION, EdgeKind.SEATED_IN),
    TieKind.PARTNER: (_way(OF_ORGANISATION, EdgeKind.NAMED_IN),),
    TieKind.REGION: (_way(_OF_TOWN, *_OVER_REGION), _way(OF_ORGANISATION, EdgeKind.SEATED_IN, *_OVER_REGION)),
}


def ties_of(edges: Iterable[Edge], *, year: int, is_own_country_shut: bool) -> dict[str, Tie]:
    """Every tie between a person and a text, by its key; the order of the facts does not matter.

    Where the edition lets people read texts of their own country, coming from one connects nobody.
    """
    facts = sorted((edge for edge in edges if edge.connects(year)), key=_order)
    beside: dict[Node, list[Edge]] = {}
    for edge in facts:
        for node in (edge.start, edge.end):
            beside.setdefault(node, []).append(edge)
    kinds = [kind for kind in TieKind if kind != TieKind.OWN_COUNTRY or is_own_country_shut]
    found: dict[str, Tie] = {}
    for person in (node for node in beside if node.kind == NodeKind.PERSON):
        for kind in kinds:
            for way in _WAYS[kind]:
                for path in _walk(beside, person, way, (person,)):
                    tie = Tie(kind, path)
                    found.setdefault(tie.key, tie)
    return found


def _order(edge: Edge) -> tuple[object, ...]:
    """The same order for the same facts; of two that say the same, the earliest comes first."""
    ends = (edge.kind, edge.start, edge.end)
    return (*ends, edge.source, edge.on or date.min, edge.since or 0, edge.until or 9999)


def _walk(
    beside: Mapping[Node, list[Edge]], here: Node, way: _Way, been: tuple[Node, ...]
) -> Iterator[tuple[Edge, ...]]:
    """Every walk of these steps from here that comes to no thing twice and ends at a text."""
    if not way:
        if here.kind == NodeKind.TEXT:
            yield ()
        return
    for edge in beside[here]:
        there = edge.end if edge.start == here else edge.start
        if edge.kind in way[0] and there not in been and (there.kind == NodeKind.TEXT) == (len(way) == 1):
            for rest in _walk(beside, there, way[1:], (*been, there)):
                yield (edge, *rest)


def state_of(kind: TieKind, ruling: Ruling) -> TieState:
    """Where a tie stands. What shuts by the rules does so whatever was decided."""
    if kind in SHUT_BY_RULE:
        return TieState.BY_RULE
    return {Ruling.NONE: TieState.WAITING, Ruling.SHUTS: TieState.SHUTS, Ruling.MAY_READ: TieState.MAY_READ}[ruling]


_AS_CONFLICT = {TieKind.OWN_COUNTRY: Conflict.OWN_COUNTRY, TieKind.MENTOR: Conflict.MENTOR}


def conflict_of(ties: Iterable[tuple[TieKind, Ruling]]) -> Conflict | None:
    """What all ties between one person and one text come to; None where nothing keeps it shut.

    One that shuts is enough; without one, one that waits is.
    """
    given = [(kind, state_of(kind, ruling)) for kind, ruling in ties]
    shutting = {kind for kind, state in given if state in (TieState.BY_RULE, TieState.SHUTS)}
    if shutting:
        return next((conflict for kind, conflict in _AS_CONFLICT.items() if kind in shutting), Conflict.TIE)
    return Conflict.TIE_WAITS if any(state == TieState.WAITING for _kind, state in given) else None


def may_say(*, is_own: bool, kind: EdgeKind, since: int | None, until: int | None, year: int) -> Verdict:
    """Whether somebody may put a tie of their own on record."""
    if not is_own:
        return no("not-your-seat")
    if kind not in SAYABLE:
        return no("tie-not-yours-to-say")
    if until is not None and (until > year or (since is not None and until < since)):
        return no("tie-years-wrong")
    return no("tie-years-wrong") if since is not None and since > year else YES


def may_end(*, is_own: bool, is_over: bool) -> Verdict:
    """Whether somebody may say that a tie of their own is over. It goes on counting for as long as the rules look."""
    if not is_own:
        return no("not-your-seat")
    return no("tie-is-over") if is_over else YES


@dataclass(frozen=True)
class Judge:
    """Who wants to decide about a tie, and who would be the one to do it.

    `chair_stands_aside`: there is no chair yet, it is the chair's own tie, or the text is shut to the chair too.
    """

    is_chair: bool
    is_office: bool
    is_own: bool
    chair_stands_aside: bool


def may_rule(*, judge: Judge, kind: TieKind, panel: PanelState, ruling: Ruling, reason: str) -> Verdict:
    """Whether a tie may be decided: by the chair or, where the chair stands aside, by the office; never by oneself."""
    if judge.is_own:
        return no("tie-is-your-own")
    if judge.chair_stands_aside:
        if not judge.is_office:
            return no("tie-for-the-office")
    elif not judge.is_chair:
        return no("tie-for-the-chair")
    if kind in SHUT_BY_RULE:
        return no("tie-shut-by-rules")
    if panel != PanelState.SCORING:
        return no("scoring-closed")
    if ruling == Ruling.NONE:
        return no("tie-undecided")
    return YES if reason.strip() else no("reason-missing")
