"""The official ranking: exact arithmetic, the country limit, ties that stay ties, the extra place."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.programme.rules import Aggregate, Criterion, Stage, StageRules
from pearls.selection.rules import Outcome, ScoreLine, SheetError, exact, parse_score, rank
from pearls.selection.rules.ranking import assess, tie_groups
from pearls.selection.rules.report import reason_text
from pearls.selection.rules.sheet import ScoreSheet
from pearls.selection.rules.wording import REASONS, WARNINGS


def criterion(name, weight, low=0, high=10):
    return Criterion(id=name, weight_percent=Decimal(weight), scale_min=Decimal(low), scale_max=Decimal(high))


FINAL = StageRules(
    stage=Stage.FINAL,
    aggregate=Aggregate.MEAN,
    criteria=(criterion("impact", 40), criterion("capacity", 60)),
    tie_break=("impact", "capacity"),
    titles=3,
    max_per_country=1,
    extra_titles=1,
)
ONE = replace(FINAL, criteria=(criterion("impact", 100),), tie_break=())
SHORTLIST = replace(ONE, stage=Stage.PRESELECTION, titles=0, max_per_country=0, extra_titles=0)


def lines(*rows):
    """`rows`: (plan, country, assessor, {criterion: score})."""
    return [
        ScoreLine(plan, country, assessor, name, None if score is None else Decimal(str(score)))
        for plan, country, assessor, scores in rows
        for name, score in scores.items()
    ]


def simple(*rows):
    """`rows`: (plan, country, score) of one assessor on one criterion."""
    return lines(*((plan, country, "J1", {"impact": score}) for plan, country, score in rows))


def fates(ranking):
    return {plan.candidate: plan.outcome for plan in ranking.candidates}


def test_a_score_counts_by_its_weight_and_the_total_is_exact():
    ranking = rank(
        lines(
            ("a", "LV", "J1", {"impact": "7.1", "capacity": "8.2"}),
            ("a", "LV", "J2", {"impact": "3.3", "capacity": "9.9"}),
            ("a", "LV", "J3", {"impact": "1", "capacity": "2"}),
        ),
        FINAL,
    )

    assert ranking.candidates[0].total == Fraction("16.62") / 3
    assert exact(ranking.candidates[0].total) == "5.540000"


def test_rounding_is_half_to_even():
    assert exact(Fraction("0.0000005")) == "0.000000"
    assert exact(Fraction("0.0000015")) == "0.000002"
    assert exact(Fraction("-1.5"), 0) == "-2"
    assert exact(Fraction(20, 3)) == "6.666667"


def test_an_assessor_who_left_a_criterion_empty_is_left_out_for_that_plan_only():
    ranking = rank(
        lines(
            ("a", "LV", "J1", {"impact": 10, "capacity": None}),
            ("a", "LV", "J2", {"impact": 4, "capacity": 4}),
            ("b", "EE", "J1", {"impact": 2, "capacity": 2}),
            ("b", "EE", "J2", {"impact": 3}),
        ),
        FINAL,
    )

    assert [(plan.candidate, plan.assessments, plan.total) for plan in ranking.candidates] == [("a", 1, 4), ("b", 1, 2)]
    assert ranking.assessors == {"J1": 1, "J2": 1}
    assert [(remark.code, remark.detail["assessor"]) for remark in ranking.warnings[:2]] == [
        ("incomplete-assessment", "J1"),
        ("incomplete-assessment", "J2"),
    ]


def test_a_recusal_leaves_no_warning_but_with_sums_unequal_numbers_do():
    rows = lines(("a", "LV", "J1", {"impact": 4}), ("a", "LV", "J2", {"impact": 4}), ("b", "EE", "J1", {"impact": 5}))
    by_mean = rank(rows, replace(ONE, titles=2))
    by_sum = rank(rows, replace(ONE, titles=2, aggregate=Aggregate.SUM))

    assert by_mean.warnings == ()
    assert [plan.candidate for plan in by_mean.candidates] == ["b", "a"]
    assert [remark.code for remark in by_sum.warnings] == ["unequal-assessments"]
    assert [plan.candidate for plan in by_sum.candidates] == ["a", "b"]


def test_a_plan_that_nobody_assessed_stands_last_without_total_and_rank():
    ranking = rank(simple(("b", "EE", 0), ("a", "LV", None)), ONE)

    last = ranking.candidates[-1]
    assert (last.candidate, last.total, last.rank, last.outcome) == ("a", None, None, Outcome.NOT_AWARDED)
    assert last.reason.code == "not-assessed"
    assert not last.extra_place_eligible


def test_the_tie_break_compares_criteria_in_their_order():
    ranking = rank(
        lines(
            ("a", "LV", "J1", {"impact": 3, "capacity": 8}),
            ("b", "EE", "J1", {"impact": 9, "capacity": 4}),
        ),
        FINAL,
    )

    assert ranking.candidates[0].total == ranking.candidates[1].total
    assert [(plan.candidate, plan.rank) for plan in ranking.candidates] == [("b", 1), ("a", 2)]


def test_plans_that_still_tie_share_their_rank_and_stand_by_id():
    ranking = rank(simple(("d", "LV", 1), ("c", "EE", 5), ("b", "FI", 5), ("a", "DK", 9)), replace(ONE, titles=4))

    assert [(plan.candidate, plan.rank) for plan in ranking.candidates] == [("a", 1), ("b", 2), ("c", 2), ("d", 4)]
    assert set(fates(ranking).values()) == {Outcome.TITLE}


def test_a_plan_passed_over_for_its_country_names_the_plan_that_took_the_place():
    ranking = rank(simple(("a", "DE", 9), ("b", "DE", 8), ("c", "FI", 7), ("d", "PL", 6), ("e", "SE", 5)), ONE)

    assert fates(ranking) == {
        "a": Outcome.TITLE,
        "b": Outcome.NOT_AWARDED,
        "c": Outcome.TITLE,
        "d": Outcome.TITLE,
        "e": Outcome.NOT_AWARDED,
    }
    reasons = {plan.candidate: plan.reason for plan in ranking.candidates}
    assert (reasons["b"].code, reasons["b"].detail["taken_by"]) == ("country-limit", ["a"])
    assert reasons["e"].code == "no-place-left"
    assert [plan.candidate for plan in ranking.candidates if plan.extra_place_eligible] == ["b"]


def test_a_tie_for_the_last_place_is_left_undecided():
    ranking = rank(simple(("a", "DE", 9), ("b", "FI", 8), ("c", "PL", 7), ("d", "SE", 7), ("e", "LV", 1)), ONE)

    assert fates(ranking)["c"] == fates(ranking)["d"] == Outcome.UNDECIDED
    assert fates(ranking)["e"] == Outcome.NOT_AWARDED
    assert [plan.candidate for plan in ranking.candidates if plan.extra_place_eligible] == ["c", "d"]
    assert not ranking.is_decided


def test_a_tie_inside_one_country_is_undecided_and_the_next_country_is_not():
    ranking = rank(simple(("a", "DE", 9), ("b", "DE", 9), ("c", "FI", 7), ("d", "PL", 6)), ONE)

    assert fates(ranking) == {
        "a": Outcome.UNDECIDED,
        "b": Outcome.UNDECIDED,
        "c": Outcome.TITLE,
        "d": Outcome.TITLE,
    }


def test_fewer_countries_than_places_give_fewer_titles_and_a_warning():
    ranking = rank(simple(("a", "DE", 9), ("b", "DE", 8), ("c", "DE", 7)), ONE)

    assert [plan.outcome for plan in ranking.candidates].count(Outcome.TITLE) == 1
    assert [(remark.code, remark.detail) for remark in ranking.warnings] == [
        ("fewer-titles", {"given": 1, "titles": 3})
    ]


def test_no_country_limit_means_no_limit():
    ranking = rank(simple(("a", "DE", 9), ("b", "DE", 8), ("c", "DE", 7)), replace(ONE, max_per_country=0))

    assert set(fates(ranking).values()) == {Outcome.TITLE}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"places": 2}, {"a": "admitted", "b": "undecided", "c": "undecided", "d": "not-admitted"}),
        ({"places": 3}, {"a": "admitted", "b": "admitted", "c": "admitted", "d": "not-admitted"}),
        ({"minimum_total": Decimal("8")}, {"a": "admitted", "b": "admitted", "c": "admitted", "d": "not-admitted"}),
        ({}, {"a": None, "b": None, "c": None, "d": None}),
    ],
)
def test_the_preselection_admits_by_places_by_a_minimum_or_not_at_all(rule, expected):
    ranking = rank(simple(("a", "DE", 9), ("b", "DE", 8), ("c", "FI", 8), ("d", "PL", 1)), replace(SHORTLIST, **rule))

    assert fates(ranking) == expected
    assert not any(plan.extra_place_eligible for plan in ranking.candidates)


@pytest.mark.parametrize("text", ["NaN", "inf", "1e1", "7,5", " 7", "+7", ".5", "5.", "٧", "0x1", "--1", "1" * 51])
def test_a_score_is_a_plain_decimal_with_a_point(text):
    with pytest.raises(SheetError):
        parse_score(text)


def test_the_scale_includes_its_ends_and_nothing_beyond():
    rank(simple(("a", "LV", 0), ("b", "EE", 10)), ONE)

    with pytest.raises(SheetError, match=r'score: expected a number from 0 to 10, or nothing, got "10.01"'):
        rank(simple(("a", "LV", "10.01")), ONE)


def test_every_reason_and_warning_is_worded():
    assert "through a" in reason_text(rank(simple(("a", "DE", 9), ("b", "DE", 8)), ONE).candidates[1].reason)
    assert all(template.endswith(".") for template in (*REASONS.values(), *WARNINGS.values()))


# -- against trying every order ------------------------------------------------------------------------------------

plans = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 3)), min_size=1, max_size=6)


def all_orders(groups):
    """Every order in which the plans may be taken, if tied ones are taken in any order."""
    for parts in product(*(permutations(group) for group in groups)):
        yield [plan for part in parts for plan in part]


def take(order, stage):
    taken, countries = [], []
    for plan in order:
        has_room = not stage.max_per_country or countries.count(plan.country) < stage.max_per_country
        if len(taken) < stage.titles and has_room:
            taken.append(plan.candidate)
            countries.append(plan.country)
    return set(taken)


def best_without(order, taken, stage):
    """The best untitled plans for the extra place; all of them where they tie."""
    rest = [plan for plan in order if plan.candidate not in taken]
    if not stage.extra_titles or not rest:
        return set()
    limit = rest[min(stage.extra_titles, len(rest)) - 1].order(stage)
    return {plan.candidate for plan in rest if plan.order(stage) >= limit}


@given(plans, st.integers(1, 4), st.integers(0, 2), st.integers(0, 2))
def test_a_fate_is_settled_exactly_if_it_is_the_same_in_every_order(given_plans, titles, limit, extra):
    stage = replace(ONE, titles=titles, max_per_country=limit, extra_titles=extra)
    rows = simple(*((f"p{number}", country, score) for number, (country, score) in enumerate(given_plans)))
    sheet = ScoreSheet.of(rows, stage)
    groups = tie_groups([assess(sheet, candidate) for candidate in sheet.scores], stage)

    results = [(take(order, stage), order) for order in all_orders(groups)]
    always = set.intersection(*(taken for taken, _ in results))
    ever = set.union(*(taken for taken, _ in results))
    eligible = set.union(*(best_without(order, taken, stage) for taken, order in results))
    ranking = rank(rows, stage)

    assert {name for name, outcome in fates(ranking).items() if outcome == Outcome.TITLE} == always
    assert {name for name, outcome in fates(ranking).items() if outcome == Outcome.UNDECIDED} == ever - always
    assert {plan.candidate for plan in ranking.candidates if plan.extra_place_eligible} == eligible


@given(st.permutations(list(range(12))), st.lists(st.integers(0, 10), min_size=12, max_size=12))
def test_the_order_of_the_lines_changes_nothing(order, scores):
    rows = lines(
        *((f"p{i % 4}", "ABCD"[i % 4], f"J{i // 4}", {"impact": scores[i], "capacity": scores[-i]}) for i in range(12))
    )

    assert rank([rows[i] for i in order] + rows[12:], FINAL) == rank(rows, FINAL)
