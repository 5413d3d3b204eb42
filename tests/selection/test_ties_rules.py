"""What connects a person with a text, and what follows from it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.selection.rules.panels import Conflict, PanelState
from pearls.selection.rules.ties import (
    LOOK_BACK_YEARS,
    SAYABLE,
    SHUT_BY_RULE,
    Edge,
    EdgeKind,
    Judge,
    Node,
    NodeKind,
    Ruling,
    Source,
    TieKind,
    TieState,
    conflict_of,
    may_end,
    may_rule,
    may_say,
    ties_of,
)
from pearls.selection.rules.ties_picture import picture_of_ties

YEAR = 2027
ANN, BOB = (Node(NodeKind.PERSON, name) for name in ("ann", "bob"))
ALFA, BETA = (Node(NodeKind.TEXT, name, name.title()) for name in ("text-alfa", "text-beta"))
TOWN, OTHER, VILLAGE = (Node(NodeKind.PLACE, name, name.title()) for name in ("alfa", "beta", "village"))
FIRM, CHOIR = (Node(NodeKind.ORGANISATION, name, name) for name in ("firm", "choir"))
REGION, COUNTRY = Node(NodeKind.REGION, "LV003", "LV003"), Node(NodeKind.COUNTRY, "LV", "LV")

TEXTS = [Edge(EdgeKind.TEXT_OF, *pair, Source.TEXT) for pair in ((ALFA, TOWN), (BETA, OTHER))]


def edge(kind, start, end, **more):
    return Edge(kind, start, end, more.pop("source", Source.SAID), date(2027, 3, 1), **more)


def found(*edges, shut=True):
    ties = ties_of([*TEXTS, *edges], year=YEAR, is_own_country_shut=shut)
    return sorted((tie.kind.value, tie.person, tie.text) for tie in ties.values())


PLACED = [
    edge(EdgeKind.IN_COUNTRY, TOWN, COUNTRY),
    edge(EdgeKind.IN_REGION, TOWN, REGION),
    edge(EdgeKind.IN_REGION, OTHER, REGION),
]


@pytest.mark.parametrize(
    ("edges", "ties"),
    [
        ([edge(EdgeKind.TEAM, ANN, ALFA)], ["team"]),
        ([edge(EdgeKind.SPEAKS_FOR, ANN, TOWN)], ["municipality"]),
        ([edge(EdgeKind.WORKS_FOR, ANN, TOWN)], ["municipality"]),
        ([edge(EdgeKind.MENTORS, ANN, TOWN)], ["mentor"]),
        ([edge(EdgeKind.FAMILY, ANN, TOWN)], ["family"]),
        ([edge(EdgeKind.BUSINESS, ANN, TOWN)], ["business"]),
        ([edge(EdgeKind.EMPLOYED_BY, ANN, FIRM), edge(EdgeKind.SEATED_IN, FIRM, TOWN)], ["employer"]),
        ([edge(EdgeKind.MEMBER_OF, ANN, FIRM), edge(EdgeKind.NAMED_IN, FIRM, ALFA)], ["partner"]),
        ([edge(EdgeKind.EMPLOYED_BY, ANN, FIRM)], []),
        ([edge(EdgeKind.WORKS_FOR, ANN, VILLAGE), edge(EdgeKind.SAME_BODY, VILLAGE, TOWN)], ["municipality"]),
        ([edge(EdgeKind.COMES_FROM, ANN, COUNTRY), *PLACED], ["own-country"]),
    ],
)
def test_what_connects_a_person_with_a_text(edges, ties):
    assert found(*edges) == [(kind, "ann", "text-alfa") for kind in ties]


def test_where_the_edition_lets_people_read_their_own_country_coming_from_it_is_no_tie():
    assert found(edge(EdgeKind.COMES_FROM, ANN, COUNTRY), *PLACED, shut=False) == []


def test_a_neighbour_in_the_region_is_a_tie_of_its_own_and_ones_own_town_is_not_twice_one():
    ties = found(edge(EdgeKind.WORKS_FOR, ANN, TOWN), *PLACED)

    assert ties == [("municipality", "ann", "text-alfa"), ("region", "ann", "text-beta")]


def test_nobody_is_tied_by_what_somebody_else_said():
    assert found(edge(EdgeKind.EMPLOYED_BY, BOB, FIRM), edge(EdgeKind.SEATED_IN, FIRM, TOWN)) == [
        ("employer", "bob", "text-alfa")
    ]
    assert {person for _kind, person, _text in found(edge(EdgeKind.WORKS_FOR, BOB, TOWN), *PLACED)} == {"bob"}


@pytest.mark.parametrize(("until", "is_there"), [(None, True), (YEAR - LOOK_BACK_YEARS, True), (YEAR - 6, False)])
def test_what_ended_long_ago_connects_nobody(until, is_there):
    assert bool(found(edge(EdgeKind.WORKS_FOR, ANN, TOWN, until=until))) is is_there


NODES = {
    EdgeKind.SEATED_IN: ([FIRM, CHOIR], [TOWN, OTHER, VILLAGE]),
    EdgeKind.NAMED_IN: ([FIRM, CHOIR], [ALFA, BETA]),
    EdgeKind.SAME_BODY: ([VILLAGE], [TOWN, OTHER]),
    EdgeKind.IN_REGION: ([TOWN, OTHER, VILLAGE], [REGION]),
    EdgeKind.IN_COUNTRY: ([TOWN, OTHER, VILLAGE], [COUNTRY]),
    EdgeKind.TEXT_OF: ([ALFA, BETA], [TOWN, OTHER, VILLAGE]),
    EdgeKind.TEAM: ([ANN, BOB], [ALFA, BETA]),
    EdgeKind.COMES_FROM: ([ANN, BOB], [COUNTRY]),
    EdgeKind.EMPLOYED_BY: ([ANN, BOB], [FIRM, CHOIR]),
    EdgeKind.MEMBER_OF: ([ANN, BOB], [FIRM, CHOIR]),
}
TO_PLACES = ([ANN, BOB], [TOWN, OTHER, VILLAGE])


@st.composite
def edges(draw):
    kind = draw(st.sampled_from(list(EdgeKind)))
    starts, ends = NODES.get(kind, TO_PLACES)
    return Edge(
        kind,
        draw(st.sampled_from(starts)),
        draw(st.sampled_from(ends)),
        draw(st.sampled_from(list(Source))),
        draw(st.none() | st.dates(date(2020, 1, 1), date(2027, 1, 1))),
        draw(st.none() | st.integers(2015, 2020)),
        draw(st.none() | st.integers(2020, YEAR)),
    )


RULINGS = st.dictionaries(st.sampled_from(list(TieKind)), st.sampled_from(list(Ruling)))
WEIGHT = {None: 0, Conflict.TIE_WAITS: 1, Conflict.TIE: 2, Conflict.OWN_COUNTRY: 2, Conflict.MENTOR: 2}


def weights(ties, rulings):
    """How much keeps each pair shut, where each kind of tie was decided so."""
    pairs = {}
    for tie in ties.values():
        pairs.setdefault((tie.person, tie.text), []).append((tie.kind, rulings.get(tie.kind, Ruling.NONE)))
    return {pair: WEIGHT[conflict_of(given)] for pair, given in pairs.items()}


@given(st.lists(edges(), max_size=14), edges(), RULINGS, st.booleans())
def test_one_more_fact_never_opens_anything(facts, more, rulings, shut):
    before = ties_of(facts, year=YEAR, is_own_country_shut=shut)
    after = ties_of([*facts, more], year=YEAR, is_own_country_shut=shut)

    assert set(before) <= set(after)
    heavier = weights(after, rulings)
    assert all(heavier[pair] >= weight for pair, weight in weights(before, rulings).items())


@given(st.lists(edges(), max_size=14).flatmap(lambda facts: st.tuples(st.just(facts), st.permutations(facts))))
def test_the_order_of_the_facts_does_not_matter(orders):
    first, second = (ties_of(facts, year=YEAR, is_own_country_shut=True) for facts in orders)

    assert first == second


@pytest.mark.parametrize(
    ("ties", "conflict"),
    [
        ([], None),
        ([(TieKind.REGION, Ruling.NONE)], Conflict.TIE_WAITS),
        ([(TieKind.REGION, Ruling.MAY_READ)], None),
        ([(TieKind.REGION, Ruling.MAY_READ), (TieKind.EMPLOYER, Ruling.NONE)], Conflict.TIE_WAITS),
        ([(TieKind.REGION, Ruling.SHUTS), (TieKind.EMPLOYER, Ruling.NONE)], Conflict.TIE),
        ([(TieKind.TEAM, Ruling.MAY_READ)], Conflict.TIE),
        ([(TieKind.TEAM, Ruling.NONE), (TieKind.MENTOR, Ruling.NONE)], Conflict.MENTOR),
        ([(TieKind.OWN_COUNTRY, Ruling.MAY_READ)], Conflict.OWN_COUNTRY),
    ],
)
def test_what_all_ties_of_a_pair_come_to(ties, conflict):
    assert conflict_of(ties) == conflict


CHAIR = Judge(is_chair=True, is_office=False, is_own=False, chair_stands_aside=False)
OFFICE = Judge(is_chair=False, is_office=True, is_own=False, chair_stands_aside=False)
ASIDE = Judge(is_chair=False, is_office=True, is_own=False, chair_stands_aside=True)
OWN = Judge(is_chair=True, is_office=True, is_own=True, chair_stands_aside=True)
CHAIR_ASIDE = Judge(is_chair=True, is_office=False, is_own=False, chair_stands_aside=True)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"judge": ASIDE}, ""),
        ({"judge": OFFICE}, "tie-for-the-chair"),
        ({"judge": CHAIR_ASIDE}, "tie-for-the-office"),
        ({"judge": OWN}, "tie-is-your-own"),
        ({"reason": " "}, "reason-missing"),
        ({"ruling": Ruling.NONE}, "tie-undecided"),
        ({"panel": PanelState.CLOSED}, "scoring-closed"),
        *(({"kind": kind}, "tie-shut-by-rules") for kind in sorted(SHUT_BY_RULE)),
    ],
)
def test_who_decides_about_a_tie_and_what_nobody_can_open(changes, reason):
    given_ = {
        "judge": CHAIR,
        "kind": TieKind.EMPLOYER,
        "panel": PanelState.SCORING,
        "ruling": Ruling.MAY_READ,
        "reason": "It was one lecture.",
    }

    assert may_rule(**given_ | changes).reason == reason


def test_what_one_may_say_of_oneself():
    given_ = {"is_own": True, "kind": EdgeKind.EMPLOYED_BY, "since": 2020, "until": None, "year": YEAR}

    assert all(may_say(**given_ | {"kind": kind}) for kind in SAYABLE)
    assert may_say(**given_ | {"kind": EdgeKind.MENTORS}).reason == "tie-not-yours-to-say"
    assert may_say(**given_ | {"is_own": False}).reason == "not-your-seat"
    for years in ({"until": 2019}, {"until": YEAR + 1}, {"since": YEAR + 1}, {"since": None, "until": YEAR + 1}):
        assert may_say(**given_ | years).reason == "tie-years-wrong"
    assert may_end(is_own=True, is_over=False)
    assert may_end(is_own=True, is_over=True).reason == "tie-is-over"
    assert may_end(is_own=False, is_over=False).reason == "not-your-seat"


def test_the_picture_has_a_line_for_each_pair_with_what_weighs_most():
    names = {"ann": "Ann", "bob": "Bob", "a": "Alfa", "b": "Beta"}
    ties = [("bob", "a", TieState.MAY_READ), ("bob", "a", TieState.WAITING), ("ann", "b", TieState.BY_RULE)]

    picture = picture_of_ties(ties, names)

    assert picture is not None
    assert [point.name for point in picture.people + picture.texts] == ["Ann", "Bob", "Alfa", "Beta"]
    assert [(line.start.name, line.end.name, line.state) for line in picture.lines] == [
        ("Ann", "Beta", TieState.BY_RULE),
        ("Bob", "Alfa", TieState.WAITING),
    ]
    assert all(0 < point.y < picture.height for point in picture.people + picture.texts)
    assert picture_of_ties([], names) is None
