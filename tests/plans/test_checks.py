"""Checks: a plan in which all fits yields nothing, a planted flaw yields exactly its finding, and all have words."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given

from pearls.documents.rules import Form
from pearls.plans.labels import checks as labels
from pearls.plans.labels.lessons import LESSONS
from pearls.plans.rules.checks import CHECKS, findings
from pearls.plans.rules.checks.times import outside_year
from tests.plans.contents import FORM, contents
from tests.plans.samples import YEAR, sound

Plan = dict[str, Any]
Found = list[tuple[str, str, str]]


def found_in(plan: Plan, form: Form = FORM) -> Found:
    return [(item.code, item.question_id, item.record_id) for item in findings(form, plan, year=YEAR)]


def change(question_id: str, record_id: str, **parts: Any) -> Callable[[Plan], None]:
    """Plant: give an entry other parts; None takes a part out."""

    def plant(plan: Plan) -> None:
        row = next(row for row in plan[question_id] if row["id"] == record_id)
        row.update(parts)
        for name in [name for name, value in parts.items() if value is None]:
            del row[name]

    return plant


def add(question_id: str, **row: Any) -> Callable[[Plan], None]:
    return lambda plan: plan.setdefault(question_id, []).append(row)


def put(question_id: str, value: Any) -> Callable[[Plan], None]:
    return lambda plan: plan.__setitem__(question_id, value)


NEW_GOAL = {"id": "z3", "goal": "A third thing", "challenges": ["c1"]}
FLAWS: list[tuple[list[Callable[[Plan], None]], Found]] = [
    ([add("challenges", id="c3", challenge="Empty shops")], [("challenge-without-goal", "challenges", "c3")]),
    (
        [add("goals", **NEW_GOAL), change("activities", "a1", goals=["z1", "z3"])],
        [("goal-without-indicator", "goals", "z3")],
    ),
    (
        [add("goals", **NEW_GOAL), change("indicators", "i1", goals=["z1", "z3"])],
        [("goal-without-activity", "goals", "z3")],
    ),
    (
        [add("challenges", id="c1b", challenge="Empty shops"), change("goals", "z1", challenges=["c1b"])],
        [("challenge-without-goal", "challenges", "c1")],
    ),
    (
        [change("goals", "z2", challenges=None), change("goals", "z1", challenges=["c1", "c2"])],
        [("goal-answers-no-challenge", "goals", "z2")],
    ),
    (
        [
            change("activities", "a2", goals=None),
            change("activities", "a1", goals=["z1", "z2"]),
            change("indicators", "i2", baseline_on=None),
        ],
        [("activity-serves-no-goal", "activities", "a2")],
    ),
    ([add("target_groups", id="g3", group="Fishers")], [("group-reached-by-nobody", "target_groups", "g3")]),
    (
        [change("activities", "a1", participation="inform")],
        [
            ("group-only-told", "target_groups", "g1"),
            ("decision-only-told", "decisions", "d1"),
        ],
    ),
    (
        [change("target_groups", "g2", today="hardly"), change("activities", "a2", participation="inform")],
        [
            ("group-only-told", "target_groups", "g2"),
        ],
    ),
    (
        [change("indicators", "i2", goals=None), change("indicators", "i1", goals=["z1", "z2"])],
        [
            ("indicator-measures-nothing", "indicators", "i2"),
        ],
    ),
    ([change("decisions", "d1", activities=None)], [("decision-without-participation", "decisions", "d1")]),
    ([change("decisions", "d1", on="2027-01-31")], [("decision-before-participation", "decisions", "d1")]),
    ([change("activities", "a2", starts_on=None, ends_on=None)], [("activity-without-days", "activities", "a2")]),
    ([change("activities", "a2", ends_on="2027-08-13")], [("activity-ends-before-start", "activities", "a2")]),
    ([change("stages", "e1", ends_on="2027-01-09")], [("stage-ends-before-start", "stages", "e1")]),
    ([change("activities", "a2", ends_on="2028-01-01")], [("activity-outside-year", "activities", "a2")]),
    ([change("activities", "a2", owner=None)], [("activity-without-owner", "activities", "a2")]),
    ([change("team", "t1", coordinates=False)], [("nobody-coordinates", "team", "")]),
    ([change("team", "t2", hours=7)], [("owner-carries-too-much", "team", "t2")]),
    (
        [change("stakeholders", "p1", role=None), change("activities", "a2", partners=None)],
        [("influential-without-role", "stakeholders", "p1")],
    ),
    ([change("risks", "x1", answer=None)], [("risk-without-answer", "risks", "x1")]),
    ([change("risks", "x1", owner=None)], [("high-risk-without-owner", "risks", "x1")]),
    ([change("indicators", "i1", baseline=None)], [("indicator-without-baseline", "indicators", "i1")]),
    ([change("indicators", "i1", target=None)], [("indicator-without-target", "indicators", "i1")]),
    ([change("indicators", "i1", how=None)], [("indicator-without-method", "indicators", "i1")]),
    ([change("indicators", "i1", target="31")], [("target-equals-baseline", "indicators", "i1")]),
    ([change("indicators", "i1", baseline_on="2027-02-02")], [("baseline-too-late", "indicators", "i1")]),
    ([change("indicators", "i2", baseline_on="2027-08-15")], [("baseline-too-late", "indicators", "i2")]),
    ([change("cost_lines", "k2", source=None)], [("cost-without-source", "cost_lines", "k2")]),
    ([change("cost_lines", "k2", activity=None)], [("cost-without-activity", "cost_lines", "k2")]),
    ([change("cost_lines", "k3", activity="a1")], [("activity-without-cost", "activities", "a2")]),
    (
        [
            change("cost_lines", "k2", on="2027-03-30"),
            change("cost_lines", "k1", on="2027-01-30"),
            change("cost_lines", "k3", amount=199999),
            change("sources", "q1", amount=300000),
        ],
        [("crowded-quarter", "cost_lines", "")],
    ),
    (
        [change("cost_lines", "k3", amount=200001)],
        [("money-falls-short", "sources", ""), ("source-overdrawn", "sources", "q1")],
    ),
    ([change("sources", "q1", amount=300002)], [("money-left-over", "sources", "")]),
    (
        [change("sources", "q1", amount=300000), add("sources", id="q2", name="Club", amount=1)],
        [("source-overdrawn", "sources", "q1")],
    ),
    ([change("sources", "q1", state="idea")], [("source-only-an-idea", "sources", "q1")]),
    (
        [
            put("seed_money", 500001),
            change("cost_lines", "k1", amount=500001, on=None),
        ],
        [("seed-money-over-limit", "seed_money", "")],
    ),
    (
        [
            change("cost_lines", "k1", is_seed=False, source="q1"),
            change("sources", "q1", amount=500001),
            put("seed_money", 1),
            add("cost_lines", id="k4", what="Stamp", activity="a1", amount=2, is_seed=True, on="2027-03-01"),
            add("sources", id="q2", name="Club", amount=1),
        ],
        [("seed-lines-differ", "seed_money", "")],
    ),
    ([put("strategies", [])], [("no-strategy", "strategies", "")]),
    ([put("continue", None)], [("nothing-after", "continue", "")]),
    (
        [put("summary_goals", ["Young people shape the town", "A new bridge"])],
        [("summary-astray", "summary_goals", "")],
    ),
]


@pytest.mark.parametrize(
    ("plants", "expected"), FLAWS, ids=lambda value: value[0][0] if isinstance(value[0], tuple) else ""
)
def test_a_planted_flaw_yields_exactly_its_finding(plants: list[Callable[[Plan], None]], expected: Found) -> None:
    plan = sound()

    for plant in plants:
        plant(plan)

    assert found_in(plan) == expected


def test_a_crowded_month_is_found() -> None:
    plan = sound()
    days = ["2027-02-01", "2027-05-01", "2027-05-10", "2027-05-20", "2027-09-01"]
    plan["activities"] = [
        {**plan["activities"][0], "id": f"b{n}", "starts_on": on, "ends_on": on} for n, on in enumerate(days)
    ]

    assert ("crowded-month", "activities", "") in found_in(plan)
    plan["activities"][3]["starts_on"] = plan["activities"][3]["ends_on"] = "2027-06-01"
    assert ("crowded-month", "activities", "") not in found_in(plan)


def test_a_plan_in_which_all_fits_yields_nothing() -> None:
    assert found_in(sound()) == []


def test_an_empty_plan_yields_nothing() -> None:
    assert findings(FORM, {}, year=YEAR) == []


def test_every_check_is_planted_somewhere() -> None:
    planted = {code for _plants, expected in FLAWS for code, _question, _record in expected} | {"crowded-month"}

    assert planted == {check.code for check in CHECKS} | {outside_year(YEAR).code}


def test_an_owner_with_several_activities_at_once_needs_hours_for_each() -> None:
    plan = sound()
    plan["team"][1]["hours"] = 16
    plan["activities"][1] |= {"starts_on": "2027-03-01", "ends_on": "2027-04-01"}
    plan["activities"] += [{**plan["activities"][1], "id": f"b{n}"} for n in (1, 2)]

    found = [item for item in findings(FORM, plan) if item.code == "owner-carries-too-much"]

    assert [(item.record_id, item.detail["activities_count"], item.detail["needed_hours"]) for item in found] == [
        ("t2", 3, 24)
    ]


def test_sums_are_exact_to_the_cent() -> None:
    plan = sound()
    plan["cost_lines"][0]["amount"] += 1
    plan["seed_money"] += 1
    plan["sources"][0]["amount"] -= 1

    short = next(item for item in findings(FORM, plan) if item.code == "money-falls-short")

    assert short.detail == {"costs_cents": 500002, "money_cents": 500001, "difference_cents": 1}


def test_without_a_title_year_nothing_is_outside_of_it() -> None:
    plan = sound()
    plan["activities"][0]["starts_on"] = "1999-01-01"

    assert "activity-outside-year" not in {item.code for item in findings(FORM, plan)}


@given(contents(loose=True))
def test_every_finding_points_to_an_existing_spot_and_has_words(plan: Plan) -> None:
    for item in findings(FORM, plan, year=YEAR):
        question = FORM.question(item.question_id)
        assert question is not None
        assert FORM.section_of(item.question_id).id == item.section_id
        assert item.column_id == "" or item.column_id in {column.id for column in question.columns}
        if item.record_id:
            row = plan[item.question_id][item.detail["number"] - 1]
            assert row["id"] == item.record_id
        for language in ("en", "lv"):
            with translation.override(language):
                assert "%(" not in labels.sentence(item, FORM, language).replace("%(x)s", "")


@given(contents(loose=True))
def test_a_form_without_a_section_yields_the_same_for_the_rest_at_most(plan: Plan) -> None:
    for left_out in ("goals", "budget", "activities", "team", "monitoring"):
        form = replace(FORM, sections=tuple(section for section in FORM.sections if section.id != left_out))
        kept = {question.id for question in form.questions}

        assert {item.question_id for item in findings(form, plan, year=YEAR)} <= kept


def test_every_check_has_a_lesson_and_every_lesson_a_check() -> None:
    assert set(LESSONS) == {check.code for check in (*CHECKS, outside_year(YEAR))}


def test_an_entry_without_a_title_is_called_by_its_place() -> None:
    plan = sound()
    del plan["goals"][1]["goal"]
    plan["activities"][1]["goals"] = ["z1"]

    found = next(item for item in findings(FORM, plan) if item.code == "goal-without-activity")

    assert labels.sentence(found, FORM, "en") == "No activity serves the goal 2 in “Goals”."


def told_by_section(plan: Plan) -> list[Any]:
    return [item for section in FORM.sections for item in findings(FORM, plan, year=YEAR, section_id=section.id)]


@given(contents(loose=True))
def test_a_section_is_told_what_the_whole_plan_is_told_of_it(plan: Plan) -> None:
    assert told_by_section(plan) == findings(FORM, plan, year=YEAR)


@pytest.mark.parametrize(("plants", "expected"), FLAWS)
def test_a_flaw_is_told_to_its_section(plants: list[Callable[[Plan], None]], expected: Found) -> None:
    plan = sound()
    for plant in plants:
        plant(plan)

    assert [(item.code, item.question_id, item.record_id) for item in told_by_section(plan)] == expected
