"""What is known about people on a panel, the ties found, and who decides about them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from pearls.calls.models import Member, PartnerPlace
from pearls.kernel.actor import Actor
from pearls.people.models import Mentorship, Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.places.rules import search_form
from pearls.programme.models import Partner
from pearls.selection.models import Connection, Declaration, Dossier, Panel, Seat, Tie
from pearls.selection.queries.panels import or_404, row_of, seats_for
from pearls.selection.rules.panels import Conflict, PanelState, SeatState
from pearls.selection.rules.ties import (
    OF_ORGANISATION,
    SHUT_BY_RULE,
    Edge,
    EdgeKind,
    Judge,
    Node,
    NodeKind,
    Ruling,
    Source,
    TieKind,
)

# The lists of a plan in which others are named, and the column with the name.
_NAMED = (("stakeholders", "who"), ("team", "sector"))


def facts_for(panel: Panel, seats: Sequence[Seat], dossiers: Sequence[Dossier]) -> list[Edge]:
    """Everything known that may connect these people with these texts; a constant number of queries."""
    people = facts_about(seats, panel.edition.key)
    organisations = {edge.end for edge in people if edge.kind in OF_ORGANISATION}
    texts = [*_texts_of_places(dossiers), *_team(seats, dossiers)]
    named = [*_named_in(organisations, dossiers), *_partners(organisations)] if organisations else []
    edges = [*people, *texts, *named]
    return [*edges, *_about_places({node for edge in edges for node in (edge.start, edge.end)})]


def facts_about(seats: Sequence[Seat], edition_key: str) -> list[Edge]:
    """What is known about these people themselves: places, organisations, country. Nothing about anybody else."""
    by_person = {seat.person_id: person_node(seat) for seat in seats}
    edges = [
        Edge(EdgeKind.COMES_FROM, person_node(seat), _country(seat.country), Source.OFFICE, seat.invited_at.date())
        for seat in seats
        if seat.country
    ]
    words = Speaker.objects.filter(person__in=by_person).exclude(state=SpeakerState.REFUSED).select_related("place")
    for word in words:
        until = word.ended_at.year if word.ended_at else None
        edges.append(_recorded(EdgeKind.SPEAKS_FOR, by_person[word.person_id], word.place, word.claimed_at, until))
    mentored = Mentorship.objects.filter(person__in=by_person, edition_key=edition_key).select_related("place")
    for one in mentored:
        # In the edition at any time: it does not matter that it has ended.
        edges.append(_recorded(EdgeKind.MENTORS, by_person[one.person_id], one.place, one.began_at, None))
    for said in Connection.objects.filter(person__in=by_person).select_related("place"):
        edges += _said(by_person[said.person_id], said)
    return edges


def _recorded(kind: EdgeKind, person: Node, place: Place, at: datetime, until: int | None) -> Edge:
    return Edge(kind, person, place_node(place), Source.RECORD, at.date(), since=at.year, until=until)


def _said(person: Node, said: Connection) -> Iterator[Edge]:
    kind, on, place = EdgeKind(said.kind), said.said_at.date(), said.place
    if kind in OF_ORGANISATION:
        there = Node(NodeKind.ORGANISATION, search_form(said.organisation), said.organisation)
        yield Edge(kind, person, there, Source.SAID, on, said.since, said.until)
        if place is not None:
            yield Edge(EdgeKind.SEATED_IN, there, place_node(place), Source.SAID, on)
    elif place is not None:
        yield Edge(kind, person, place_node(place), Source.SAID, on, said.since, said.until)


def _texts_of_places(dossiers: Sequence[Dossier]) -> Iterator[Edge]:
    by_ref = {dossier.application_ref: dossier for dossier in dossiers}
    for dossier in dossiers:
        yield Edge(EdgeKind.TEXT_OF, text_node(dossier), place_node(dossier.place), Source.TEXT)
    beside = PartnerPlace.objects.filter(application__ref__in=by_ref).select_related("place", "application")
    for one in beside:
        dossier = by_ref[one.application.ref]
        yield Edge(EdgeKind.TEXT_OF, text_node(dossier), place_node(one.place), Source.TEXT)


def _team(seats: Sequence[Seat], dossiers: Sequence[Dossier]) -> Iterator[Edge]:
    """Who works, or has worked, on an application or plan with the town."""
    by_ref = {dossier.application_ref: dossier for dossier in dossiers}
    by_person = {seat.person_id: seat for seat in seats}
    joined = Member.objects.filter(application__ref__in=by_ref, person__in=by_person, joined_at__isnull=False)
    for member in joined.select_related("application"):
        if member.person_id is not None and member.joined_at is not None:
            person, text = person_node(by_person[member.person_id]), text_node(by_ref[member.application.ref])
            yield Edge(EdgeKind.TEAM, person, text, Source.RECORD, member.joined_at.date())


def _named_in(organisations: Collection[Node], dossiers: Sequence[Dossier]) -> Iterator[Edge]:
    """Which texts name one of these among their partners and their team."""
    by_name = {node.key: node for node in organisations}
    answers = dict(Dossier.objects.filter(pk__in=[one.pk for one in dossiers]).values_list("pk", "snapshot__answers"))
    for dossier in dossiers:
        named = {search_form(name) for name in _names_in(answers[dossier.pk])}
        for key in sorted(named & set(by_name)):
            on = dossier.received_at.date()
            yield Edge(EdgeKind.NAMED_IN, by_name[key], text_node(dossier), Source.TEXT, on)


def _names_in(answers: dict[str, Any]) -> Iterator[str]:
    for question, column in _NAMED:
        rows = answers.get(question)
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and isinstance(row.get(column), str):
                yield row[column]


def _partners(organisations: Collection[Node]) -> Iterator[Edge]:
    """Where partners of the programme have their seat, by any name that the partner has had."""
    by_name = {node.key: node for node in organisations}
    partners = Partner.objects.filter(place__isnull=False).select_related("place").prefetch_related("other_names")
    for partner in partners:
        if partner.place is not None:
            names = {search_form(str(name)) for name in partner.name.values()}
            names |= {search_form(other.text) for other in partner.other_names.all()}
            for key in sorted(names & set(by_name)):
                yield Edge(EdgeKind.SEATED_IN, by_name[key], place_node(partner.place), Source.REGISTER)


def _about_places(nodes: Collection[Node]) -> Iterator[Edge]:
    """Region, country and answering body of every place that is spoken of."""
    keys = [node.key for node in nodes if node.kind == NodeKind.PLACE]
    for place in Place.objects.filter(key__in=keys).select_related("legal_parent"):
        yield Edge(EdgeKind.IN_COUNTRY, place_node(place), _country(place.country), Source.REGISTER)
        if place.nuts3:
            region = Node(NodeKind.REGION, place.nuts3, place.nuts3)
            yield Edge(EdgeKind.IN_REGION, place_node(place), region, Source.REGISTER)
        if place.legal_parent is not None:
            yield Edge(EdgeKind.SAME_BODY, place_node(place), place_node(place.legal_parent), Source.REGISTER)


def person_node(seat: Seat) -> Node:
    return Node(NodeKind.PERSON, seat.ref)


def text_node(dossier: Dossier) -> Node:
    return Node(NodeKind.TEXT, dossier.ref, dossier.name)


def place_node(place: Place) -> Node:
    return Node(NodeKind.PLACE, place.key, place.display_name)


def _country(code: str) -> Node:
    return Node(NodeKind.COUNTRY, code, code)


def ties_on(panel: Panel) -> QuerySet[Tie]:
    """Every tie found on a panel; what waits comes first."""
    found = Tie.objects.filter(seat__panel=panel, seat__state=SeatState.ACCEPTED, dossier__left_at=None)
    found = found.select_related("seat__person", "dossier").annotate(is_waiting=_is_waiting())
    return found.order_by("-is_waiting", "dossier__name", "seat__person__name", "pk")


def tie_on(panel: Panel, ref: str) -> Tie:
    """One tie found on the panel. Raises: Http404."""
    return or_404(ties_on(panel).filter(ref=ref).first())


def ties_of_seat(seat: Seat) -> QuerySet[Tie]:
    """What was found between the person and the texts of the panel, by name."""
    found = Tie.objects.filter(seat=seat, dossier__left_at=None).select_related("dossier")
    return found.annotate(is_waiting=_is_waiting()).order_by("dossier__name", "pk")


def connections_of(actor: Actor) -> QuerySet[Connection]:
    """What the actor said of themselves, in its order."""
    return Connection.objects.filter(person_id=row_of(actor)).select_related("place")


def connection_for(actor: Actor, ref: str) -> Connection:
    """Something that the actor said of themselves. Raises: Http404."""
    return or_404(connections_of(actor).filter(ref=ref).first())


def said_by(person: str) -> QuerySet[Connection]:
    """The same of a person by their reference, for their own data."""
    return Connection.objects.filter(person__ref=person).select_related("place")


def ties_found_of(person: str) -> QuerySet[Tie]:
    """Every tie ever found of a person by their reference, for their own data."""
    return Tie.objects.filter(seat__person__ref=person).select_related("dossier")


def seats_judging(actor: Actor) -> QuerySet[Seat]:
    """The actor's accepted seats on panels that still score."""
    return seats_for(actor).filter(state=SeatState.ACCEPTED, panel__state=PanelState.SCORING)


def ties_to_decide(*, by_chair: bool) -> QuerySet[Tie]:
    """What waits for a decision, for the chairs of the panels or else for the office.

    It is the office's where there is no chair, where the tie is the chair's own, and where the text is shut to the
    chair too.
    """
    chair = Seat.objects.filter(panel=OuterRef("seat__panel"), is_chair=True, state=SeatState.ACCEPTED)
    shut = Declaration.objects.filter(
        seat__panel=OuterRef("seat__panel"),
        seat__is_chair=True,
        seat__state=SeatState.ACCEPTED,
        dossier=OuterRef("dossier"),
    ).exclude(conflict=Conflict.NONE)
    is_for_chair = Exists(chair) & ~Exists(shut) & Q(seat__is_chair=False)
    waiting = Tie.objects.filter(
        _is_waiting(),
        seat__state=SeatState.ACCEPTED,
        seat__panel__state=PanelState.SCORING,
        dossier__left_at=None,
    )
    return waiting.filter(is_for_chair if by_chair else ~is_for_chair)


def ties_for_chairs(seats: Iterable[Seat]) -> dict[int, int]:
    """How many ties wait for whoever chairs from these seats, by the panel's row; no query where nobody does."""
    chaired = [
        seat.panel_id
        for seat in seats
        if seat.is_chair and seat.state == SeatState.ACCEPTED and seat.panel.state == PanelState.SCORING
    ]
    if not chaired:
        return {}
    waiting = ties_to_decide(by_chair=True).filter(seat__panel__in=chaired).order_by()
    return dict(waiting.values_list("seat__panel").annotate(Count("pk")))


def ties_waiting_on(panel: Panel) -> int:
    """How many ties of the panel wait for a decision, whoever's it is."""
    return ties_on(panel).filter(_is_waiting()).count()


def _is_waiting() -> Q:
    """That nobody has decided the tie and that nothing else shuts the text to the person."""
    waits = Declaration.objects.filter(seat=OuterRef("seat"), dossier=OuterRef("dossier"), conflict=Conflict.TIE_WAITS)
    return Q(Exists(waits), Q(ruling=Ruling.NONE), ~Q(kind__in=sorted(SHUT_BY_RULE)))


def judge_of(actor: Actor, panel: Panel, seats: Iterable[Seat], shut_to_chair: Collection[int], tie: Tie) -> Judge:
    """What the actor is to the decision about a tie; no query. `seats` are those of the panel."""
    chairs = [seat for seat in seats if seat.is_chair and seat.state == SeatState.ACCEPTED]
    me = row_of(actor)
    return Judge(
        is_chair=any(seat.person_id == me for seat in chairs),
        is_office=actor.is_office(panel.edition.key),
        is_own=tie.seat.person_id == me,
        chair_stands_aside=not chairs or tie.seat.is_chair or tie.dossier_id in shut_to_chair,
    )


def shut_to_chair(panel: Panel) -> set[int]:
    """The ids of the texts that are shut to the panel's chair."""
    rows = Declaration.objects.filter(seat__panel=panel, seat__is_chair=True, seat__state=SeatState.ACCEPTED)
    return set(rows.exclude(conflict=Conflict.NONE).values_list("dossier_id", flat=True))


def pairs_of(ties: Iterable[Tie]) -> dict[tuple[int, int], list[tuple[TieKind, Ruling]]]:
    """All ties of the pairs that these belong to, by seat and dossier; one query."""
    asked = {(tie.seat_id, tie.dossier_id) for tie in ties}
    rows = Tie.objects.filter(seat__in={seat for seat, _text in asked}, dossier__in={text for _seat, text in asked})
    found: dict[tuple[int, int], list[tuple[TieKind, Ruling]]] = {}
    for seat, text, kind, ruling in rows.values_list("seat_id", "dossier_id", "kind", "ruling"):
        if (seat, text) in asked:
            found.setdefault((seat, text), []).append((TieKind(kind), Ruling(ruling)))
    return found
