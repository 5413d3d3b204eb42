"""What is put down with a tool becomes records of the plan: by data, once, and without doubles."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.documents.rules import field_name
from pearls.plans.queries import sessions as queries
from pearls.plans.queries import toolkit as toolkit_queries
from pearls.plans.rules import residents
from pearls.plans.rules import sessions as rules
from pearls.plans.rules.sessions import Item, Lane, ProposalKind, SessionState, SessionTool, Words
from pearls.programme.rules.errors import RulesError
from tests.plans.contents import FORM

A, B = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"


def tool(id: str) -> SessionTool:
    found = rules.tool_in(queries.session_tools()[id], FORM)
    assert found is not None
    return found


def brought(name: str, items: list[Item], content: dict[str, Any] | None = None) -> dict[str, Any]:
    made = rules.proposals(tool(name), items, FORM, content or {}, "en")
    return rules.answers_with(tool(name), content or {}, made, [item.ref for item in items])


def test_the_shipped_tools_are_of_the_toolkit_and_every_lane_fits_the_shipped_plan() -> None:
    for id, found in queries.session_tools().items():
        own = toolkit_queries.tool(id)
        assert own is not None, id
        assert rules.tool_in(found, FORM) == found
        for lane in found.lanes:
            question = FORM.question(field_name(lane.question, "new")) if lane.question else None
            choices = {column.id: column.choice_ids for column in question.columns} if question else {}
            assert all(value in choices[key] for key, value in lane.fixed.items()), lane.id
            assert {"en", "lv"} <= set(lane.title)
    assert len(queries.session_tools()) >= 12


def test_a_lane_whose_question_the_form_lacks_is_not_offered() -> None:
    lane = Lane("x", {"en": "X"}, question="nothing", text="what")
    one = SessionTool("swot", rules.Drawing.LANES, (lane,))

    assert rules.tool_in(one, FORM) is None


def test_a_lane_that_hangs_on_nothing_is_refused() -> None:
    text = """
schema = 1
[[tools]]
id = "x"
picture = "lanes"
[[tools.lanes]]
id = "a"
title = {en = "A"}
parent = "b"
"""
    with pytest.raises(RulesError):
        rules.parse_session_tools(text)


def test_a_strength_becomes_a_record_with_its_side() -> None:
    item = Item(A, "strengths", "A choir in every village", {"so": "Begin with singing"})

    assert brought("swot", [item]) == {
        "swot": [{"id": A, "what": "A choir in every village", "side": "strength", "so": "Begin with singing"}]
    }


def test_a_stakeholder_comes_with_influence_and_interest() -> None:
    item = Item(A, "stakeholders", "Harbour master", {"influence": "high", "interest": "low"})

    assert brought("stakeholder-grid", [item])["stakeholders"] == [
        {"id": A, "who": "Harbour master", "influence": "high", "interest": "low"}
    ]


def test_causes_and_effects_become_the_evidence_of_the_problem_and_goals_are_linked_to_it() -> None:
    items = [
        Item(A, "trunk", "The young leave"),
        Item(B, "goals", "The young stay", parent=A),
        Item("c" * 16, "roots", "No night bus", parent=A),
        Item("d" * 16, "roots", "No rooms", parent=A),
        Item("e" * 16, "branches", "Schools close", parent=A),
    ]

    assert brought("problem-tree", items) == {
        "challenges": [
            {
                "id": A,
                "challenge": "The young leave",
                "evidence": "Causes: No night bus; No rooms\nEffects: Schools close",
            }
        ],
        "goals": [{"id": B, "goal": "The young stay", "challenges": [A]}],
    }


def test_what_the_plan_says_already_is_not_doubled_but_supplemented() -> None:
    plan = {"risks": [{"id": "r1", "risk": "A  storm", "answer": "A hall"}]}
    item = Item(A, "risks", "a storm", {"likelihood": "low"})

    made = rules.proposals(tool("risk-matrix"), [item], FORM, plan, "en")

    assert [(p.record, p.kind) for p in made] == [("r1", ProposalKind.RENEW)]
    assert brought("risk-matrix", [item], plan) == {
        "risks": [{"id": "r1", "risk": "a storm", "answer": "A hall", "likelihood": "low"}]
    }


def test_a_duty_has_no_text_and_is_known_by_what_it_picks() -> None:
    plan = {"duties": [{"id": "d1", "activity": "a1", "member": "t1", "part": "responsible"}]}
    same = Item(A, "responsible", "", {"activity": "a1", "member": "t1"})
    other = Item(B, "informed", "", {"activity": "a1", "member": "t1"})

    assert brought("raci", [same], plan) == {}
    assert [row["id"] for row in brought("raci", [same, other], plan)["duties"]] == ["d1", B]


def test_votes_put_the_activities_into_their_order_and_leave_the_others_in_their_places() -> None:
    plan = {"activities": [{"id": name, "name": name} for name in ("one", "two", "three", "four")]}
    items = [
        Item(A, "ideas", "one", dots=1, record="one"),
        Item(B, "ideas", "four", dots=5, record="four"),
        Item("c" * 16, "ideas", "three", dots=3, record="three"),
    ]

    changed = brought("dotmocracy", items, plan)

    assert [row["id"] for row in changed["activities"]] == ["four", "two", "three", "one"]


def test_only_what_was_chosen_is_brought_in() -> None:
    items = [Item(A, "strengths", "One"), Item(B, "threats", "Two")]
    made = rules.proposals(tool("swot"), items, FORM, {}, "en")

    answers = rules.answers_with(tool("swot"), {}, made, [B])

    assert [row["id"] for row in answers["swot"]] == [B]


words = st.sampled_from(["choir", "Choir", "harbour", "night  bus", "rooms"])
lanes = st.sampled_from(["strengths", "weaknesses", "opportunities", "threats"])


@given(st.lists(st.tuples(lanes, words), max_size=12))
def test_bringing_in_twice_changes_nothing_the_second_time(given_items: list[tuple[str, str]]) -> None:
    items = [Item(f"{n:016}", lane, text) for n, (lane, text) in enumerate(given_items)]
    plan = {"swot": [{"id": "s1", "what": "choir", "side": "strength"}]}

    after = {**plan, **brought("swot", items, plan)}
    ids = [row["id"] for row in after["swot"]]

    assert brought("swot", items, after) == {}
    assert len(ids) == len(set(ids))
    assert {(row["what"].casefold(), row["side"]) for row in after["swot"]} >= {
        (item.text.casefold(), tool("swot").lane(item.lane).fixed["side"])  # type: ignore[union-attr]
        for item in items
    }


@pytest.mark.parametrize(
    ("state", "lane", "text", "count", "reason"),
    [
        (SessionState.OPEN, "strengths", "A choir", 0, ""),
        (SessionState.CLOSED, "strengths", "A choir", 0, "session-closed"),
        (SessionState.OPEN, "nothing", "A choir", 0, "unknown-lane"),
        (SessionState.OPEN, "strengths", "", 0, "item-empty"),
        (SessionState.OPEN, "strengths", "x" * 301, 0, "item-too-long"),
        (SessionState.OPEN, "strengths", "A choir", rules.MOST_ITEMS, "session-full"),
    ],
)
def test_what_may_be_put_down(state: SessionState, lane: str, text: str, count: int, reason: str) -> None:
    found = tool("swot").lane(lane)

    verdict = rules.may_put_down(state=state, lane=found, words=Words(text), items_count=count)

    assert verdict.reason == reason


@pytest.mark.parametrize(
    ("dots", "has_voted", "needs_code", "reason"),
    [
        ({"a": 2, "b": 1}, False, False, ""),
        ({"a": 2, "b": 1}, True, True, ""),
        ({"a": 1}, True, False, "already-voted"),
        ({}, False, False, "no-dots"),
        ({"a": 0}, False, False, "no-dots"),
        ({"a": -1, "b": 1}, False, False, "unknown-item"),
        ({"c": 1}, False, False, "unknown-item"),
        ({"a": 4}, False, False, "too-many-dots"),
    ],
)
def test_what_vote_may_be_counted(dots: dict[str, int], has_voted: bool, needs_code: bool, reason: str) -> None:
    vote = residents.Vote(dots, has_voted)

    assert residents.may_vote(vote, items=("a", "b"), dots_each=3, needs_code=needs_code).reason == reason


def test_a_code_is_read_as_people_type_it() -> None:
    code = residents.new_code()

    assert residents.read_code(f" {residents.spelled_code(code).upper()} ") == code


def test_a_limit_is_reached_by_an_address_and_by_a_link() -> None:
    assert residents.may_knock(by_address=0, by_link=0)
    assert residents.may_knock(by_address=residents.ADDRESS_KNOCKS, by_link=0).reason == "too-many-knocks"
    assert residents.may_knock(by_address=0, by_link=residents.LINK_KNOCKS).reason == "too-many-knocks"
