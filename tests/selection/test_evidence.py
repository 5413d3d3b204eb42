"""The evidence beside a ranking: draws and what they come to, agreement, what stands out, and what never changes."""

import random
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pearls.programme.rules import Aggregate, Stage
from pearls.selection.rules import Outcome, ScoreLine, as_json, rank_sheet
from pearls.selection.rules.evidence import Silence, weigh
from pearls.selection.rules.evidence.agreement import alpha, correlations, reliability
from pearls.selection.rules.evidence.draws import draw
from pearls.selection.rules.evidence.grid import weighted
from pearls.selection.rules.evidence.juror_model import model_of
from pearls.selection.rules.evidence.signals import erratic, own_country
from pearls.selection.rules.report import details
from pearls.selection.rules.sheet import ScoreSheet
from tests.selection.panels import FULL, LEVEL, PENICILLIN, THIN, grid
from tests.selection.test_rules import FINAL, ONE, SHORTLIST, criterion

COUNTRIES = "LV EE LT FI SE".split()  # noqa: SIM905 - reads better


WIDE = replace(ONE, criteria=(criterion("impact", 100, high=99),))


def sheet_of(panel, stage=WIDE, countries=None):
    """A sheet with these scores on one criterion; plans take the countries in turn."""
    known = countries or {plan: COUNTRIES[at % len(COUNTRIES)] for at, plan in enumerate(panel.candidates)}
    rows = (
        ScoreLine(plan, known[plan], who, "impact", Decimal(score.numerator) / score.denominator)
        for plan, who, score in panel
    )
    return ScoreSheet.of(rows, stage)


def weighed(panel, stage=WIDE, **asked):
    sheet = sheet_of(panel, stage)
    return weigh(sheet, rank_sheet(sheet), **asked)


# -- draws ---------------------------------------------------------------------------------------------------------


def test_the_same_scores_give_the_same_evidence_in_whatever_order_they_come():
    sheet = sheet_of(THIN)
    lines = [
        ScoreLine(plan, sheet.countries[plan], who, criterion, score)
        for plan, by_assessor in sheet.scores.items()
        for who, cells in by_assessor.items()
        for criterion, score in cells.items()
    ]
    random.Random(7).shuffle(lines)
    other = ScoreSheet.of(lines, WIDE)

    assert weigh(other, rank_sheet(other)) == weigh(sheet, rank_sheet(sheet))
    assert weigh(sheet, rank_sheet(sheet), seed=2) != weigh(sheet, rank_sheet(sheet))


@pytest.mark.parametrize("panel", [FULL, THIN, LEVEL, PENICILLIN], ids=["full", "thin", "level", "penicillin"])
def test_expected_ranks_share_out_the_ranks_and_probabilities_the_places(panel):
    plans = weighed(panel).candidates
    count = len(plans)

    assert sum(plan.expected_rank for plan in plans.values()) == pytest.approx(count * (count + 1) / 2)
    assert sum(plan.probability_of_title for plan in plans.values()) == pytest.approx(3)
    assert all(plan.interval_90[0] <= plan.calibrated_total <= plan.interval_90[1] for plan in plans.values())


def test_intervals_are_as_wide_as_the_model_says():
    model, plans = model_of(THIN), weighed(THIN).candidates
    # `condsd` of lme4 for plans that four, and five, assessors read.
    for plan, sd in (("p00", 0.4024614689), ("p05", 0.3759779717)):
        wide = NormalDist(model.level + model.candidates[plan], sd)
        assert plans[plan].interval_90 == pytest.approx((wide.inv_cdf(0.05), wide.inv_cdf(0.95)), abs=0.04)


def test_who_beats_whom_is_what_the_normal_distribution_says():
    model = model_of(FULL)
    variance = model.unit**2 * model.at.shared[5]  # on a full grid assessors cancel out of the difference of two plans
    between = (model.candidates["p03"] - model.candidates["p07"]) / sqrt(2 * variance)

    drawn = draw(FULL, model, ONE, dict.fromkeys(FULL.candidates, "LV"), seed=1, pair=("p03", "p07"))

    assert drawn.beats == pytest.approx(1 - NormalDist().cdf(between), abs=0.02)


def test_the_same_holds_where_assessors_are_more_than_plans():
    turned = grid(
        [[score for _, _, score in sorted(FULL, key=lambda row: row[0]) if _ == who] for who in FULL.assessors]
    )
    model = model_of(turned)
    drawn = draw(turned, model, ONE, dict.fromkeys(turned.candidates, "LV"), seed=1)

    assert not model.candidates_are_rows
    assert sum(drawn.ranks.values()) == 15
    for plan in turned.candidates:
        low, high = drawn.intervals[plan]
        assert low < model.level + model.candidates[plan] < high


def test_plans_that_do_not_differ_are_ordered_by_chance_alone():
    plans = weighed(LEVEL, replace(ONE, titles=1, max_per_country=0)).candidates

    assert [plan.expected_rank for plan in plans.values()] == pytest.approx([3] * 5, abs=0.1)
    assert [plan.probability_of_title for plan in plans.values()] == pytest.approx([0.2] * 5, abs=0.03)
    assert {plan.interval_90 for plan in plans.values()} == {(plans["p00"].calibrated_total,) * 2}


def test_the_country_limit_holds_in_every_draw():
    sheet = sheet_of(FULL, replace(ONE, titles=3), dict.fromkeys(FULL.candidates, "LV"))
    plans = weigh(sheet, rank_sheet(sheet)).candidates

    assert sum(plan.probability_of_title for plan in plans.values()) == pytest.approx(1)


@given(
    st.permutations(range(8)),
    st.lists(st.sampled_from("ABC"), min_size=8, max_size=8),
    st.integers(1, 4),
    st.integers(0, 2),
)
def test_a_draw_gives_its_places_as_the_ranking_would(order, countries, titles, limit):
    stage = replace(ONE, titles=titles, max_per_country=limit)
    panel = grid([[score, score] for score in order])
    sheet = sheet_of(panel, stage, dict(zip(panel.candidates, countries, strict=True)))
    ranking = rank_sheet(sheet)
    titled = {plan.candidate for plan in ranking.candidates if plan.outcome == Outcome.TITLE}

    drawn = draw(panel, model_of(panel), stage, sheet.countries, seed=1, count=2)

    # Nothing is left over in these scores, so that every draw says what the scores say.
    assert {plan for plan, share in drawn.places.items() if share == 1} == titled
    assert {plan for plan, share in drawn.places.items() if share} == titled


def test_in_the_preselection_a_place_is_to_be_admitted_and_without_a_line_there_is_none():
    by_places = weighed(FULL, replace(SHORTLIST, places=5)).candidates
    by_minimum = weighed(FULL, replace(SHORTLIST, minimum_total=Decimal(4))).candidates
    by_sum = weighed(FULL, replace(SHORTLIST, minimum_total=Decimal(20), aggregate=Aggregate.SUM)).candidates
    undrawn = weighed(FULL, SHORTLIST)

    assert sum(plan.probability_of_title for plan in by_places.values()) == pytest.approx(5)
    assert by_minimum == by_sum
    assert by_minimum["p00"].probability_of_title > 0.9 > 0.1 > by_minimum["p14"].probability_of_title
    assert {plan.probability_of_title for plan in undrawn.candidates.values()} == {None}
    assert (by_places["p04"].is_grey, undrawn.candidates["p04"].is_grey, undrawn.tight) == (True, False, None)


# -- tight ---------------------------------------------------------------------------------------------------------


def test_tight_compares_the_last_title_with_the_best_plan_without():
    tight = weighed(FULL, replace(ONE, titles=4)).tight

    assert (tight.above, tight.below, tight.margin) == ("p03", "p04", Fraction(1, 5))
    assert tight.probability == pytest.approx(0.37, abs=0.02)
    assert tight.is_tight


def test_plans_that_tie_for_the_last_places_stand_below_the_last_title():
    tight = weighed(FULL).tight

    assert (tight.above, tight.below, tight.margin) == ("p00", "p01", Fraction(2, 5))


def test_far_apart_is_not_tight_and_the_rules_say_how_near_is_near():
    panel = grid([[9, 8], [8, 9], [9, 9], [2, 1], [1, 2]])
    loose, strict = weighed(panel), weighed(panel, replace(ONE, tight_probability=Decimal("0.000001")))

    assert (loose.tight.is_tight, loose.tight.margin) == (False, 7)
    assert strict.tight.probability == loose.tight.probability < 0.01


def test_a_plan_passed_over_for_its_country_may_beat_the_last_title():
    sheet = sheet_of(
        grid([[9, 9], [8, 8], [3, 4], [2, 2]]),
        replace(ONE, titles=2),
        dict(zip(("p00", "p01", "p02", "p03"), ("LV", "LV", "EE", "FI"), strict=True)),
    )
    tight = weigh(sheet, rank_sheet(sheet)).tight

    assert (tight.above, tight.below, tight.margin, tight.is_tight) == ("p02", "p01", Fraction(-9, 2), True)
    assert weigh(replace_stage(sheet, extra_titles=0), rank_sheet(sheet)).tight == tight


def replace_stage(sheet, **changed):
    return ScoreSheet(stage=replace(sheet.stage, **changed), countries=sheet.countries, scores=sheet.scores)


def test_where_all_have_a_title_nothing_is_tight():
    assert weighed(grid([[9, 8], [3, 4], [1, 2]])).tight is None


# -- agreement -----------------------------------------------------------------------------------------------------

SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def test_intraclass_correlations_are_those_of_shrout_and_fleiss():
    found = correlations(SHROUT_FLEISS)

    # Shrout & Fleiss 1979, table 4, with the digits of psych and pingouin.
    assert list(vars(found).values()) == pytest.approx([0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093], abs=5e-5)


def test_the_model_knows_the_same_reliability_from_its_variances():
    found = reliability(model_of(grid(SHROUT_FLEISS)), 4)

    assert (found.one, found.mean) == pytest.approx((0.2898, 0.6201), abs=5e-5)


def test_alpha_is_that_of_krippendorff():
    # Krippendorff 2011, section D: four observers, twelve units, values missing; interval data. The second is of PyPI's
    # `krippendorff`: three coders, interval data.
    four = ["11.1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", ".555", "..11", ".3.."]
    three = [".1.", "...", ".22", ".11", ".33", "334", "444", "13.", "2.2", "1.1", "1.1", "3.3", "3.3", "...", "3.4"]

    assert alpha(units(four)) == pytest.approx(0.849, abs=5e-4)
    assert alpha(units(three)) == pytest.approx(0.811, abs=5e-4)


def units(columns):
    return [[float(value) for value in column if value != "."] for column in columns]


def test_alpha_is_silent_where_nothing_is_judged_twice_or_all_values_are_the_same():
    assert alpha([[1.0], [2.0]]) is None
    assert alpha([[1.0, 1.0], [1.0]]) is None
    assert alpha([[1.0, 1.0], [2.0, 2.0]]) == 1


# -- signals -------------------------------------------------------------------------------------------------------


def jury(seed=1, plans=24, people=6, own=0.0, wild=0.0):
    """Made-up scores: `own` points more for one's own country, and an assessor `J0` with so much more luck in it."""
    source = random.Random(seed)
    merit = [source.gauss(0, 1) for _ in range(plans)]
    return grid(
        [
            [
                round(
                    5 + merit[i] + source.gauss(0, 0.5) + own * (i % 5 == j % 5) + wild * (j == 0) * source.gauss(0, 1),
                    3,
                )
                for j in range(people)
            ]
            for i in range(plans)
        ]
    )


def homes(panel):
    plans = {plan: COUNTRIES[at % 5] for at, plan in enumerate(panel.candidates)}
    return plans, {who: COUNTRIES[at % 5] for at, who in enumerate(panel.assessors)}


def test_an_assessor_who_follows_nobody_is_noticed_and_in_an_even_jury_nobody_is():
    wild = jury(wild=2.0)

    assert erratic(wild, model_of(wild)) == ("J0",)
    assert [erratic(even, model_of(even)) for even in map(jury, range(1, 6))] == [()] * 5
    assert erratic(THIN, model_of(THIN)) == ()


def test_an_own_country_effect_is_measured_where_there_is_one_and_else_nothing_is_said():
    biased = jury(own=1.0)
    found = own_country(biased, model_of(biased), *homes(biased))
    plain = jury()
    silent = own_country(plain, model_of(plain), *homes(plain))

    assert found.assessments == silent.assessments == 29
    assert found.effect == pytest.approx(1, abs=2 * found.standard_error)
    assert found.standard_error < 0.2
    assert (silent.effect, silent.standard_error) == (None, None)


def test_a_few_scores_for_ones_own_country_say_nothing():
    panel = jury(own=3.0, plans=6)
    plans, people = homes(panel)

    found = own_country(panel, model_of(panel), plans, dict(list(people.items())[:2]))

    assert (found.assessments, found.effect) == (3, None)


# -- beside, never instead -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("panel", [FULL, THIN, LEVEL, grid([[1, 2], [3, 4]])])
def test_the_official_part_is_the_same_with_and_without_evidence(panel):
    sheet = sheet_of(panel)
    ranking = rank_sheet(sheet)
    plain = as_json(ranking, rules_sha256="0")
    full = as_json(ranking, rules_sha256="0", evidence=weigh(sheet, ranking))
    beside = {"expected_rank", "probability_of_title", "calibrated_total", "interval_90"}

    for one, other in zip(plain["candidates"], full["candidates"], strict=True):
        assert {key: one[key] for key in one if key not in beside} == {
            key: other[key] for key in one if key not in beside
        }
        assert {one[key] for key in beside} == {None}


@pytest.mark.parametrize(
    ("panel", "why"),
    [
        (grid([[1, 2], [3, 4]]), Silence.FEW_CANDIDATES),
        (grid([[1], [2], [3]]), Silence.FEW_ASSESSORS),
        (grid([[1, None], [2, None], [None, 3]]), Silence.DISCONNECTED),
        (grid([[4, 4], [4, 4], [4, 4]]), Silence.ALL_EQUAL),
    ],
)
def test_where_nothing_can_be_told_everything_is_null_and_a_warning_says_why(panel, why):
    sheet = sheet_of(panel)
    evidence = weigh(sheet, rank_sheet(sheet))
    document = as_json(rank_sheet(sheet), rules_sha256="0", evidence=evidence)

    assert [warning["code"] for warning in document["warnings"] if warning["code"] == why] == [why]
    assert (document["variance"], document["tight"], details(evidence)) == (None, None, None)
    assert {plan["interval_90"] for plan in document["candidates"]} == {None}
    assert {person["severity"] for person in document["assessors"]} == {None}


def test_who_has_no_complete_assessment_has_no_evidence_and_does_no_harm():
    lines = [
        ScoreLine(plan, "LV", who, key, Decimal(score + (key == "impact")))
        for plan, who, score in [
            ("a", "J", 3),
            ("a", "K", 4),
            ("b", "J", 6),
            ("b", "K", 6),
            ("c", "K", 1),
            ("c", "J", 2),
        ]
        for key in ("impact", "capacity")
    ]
    lines += [ScoreLine("d", "LV", "L", "impact", Decimal(3)), ScoreLine("d", "LV", "L", "capacity", None)]
    sheet = ScoreSheet.of(lines, FINAL)
    document = as_json(rank_sheet(sheet), rules_sha256="0", evidence=weigh(sheet, rank_sheet(sheet)))

    last, nobody = document["candidates"][-1], document["assessors"][-1]
    assert (last["candidate"], last["expected_rank"], last["probability_of_title"]) == ("d", None, None)
    assert (nobody["assessor"], nobody["assessments"], nobody["severity"], nobody["consistency"]) == (
        "L",
        0,
        None,
        None,
    )
    assert sum(plan["expected_rank"] for plan in document["candidates"][:-1]) == pytest.approx(6)
    assert dict(weighted(sheet).scores["a"]) == {"J": Fraction("3.4"), "K": Fraction("4.4")}


@settings(max_examples=20)
@given(st.lists(st.lists(st.sampled_from([None, 0, 3, 3, 4, 10]), min_size=3, max_size=3), min_size=1, max_size=7))
def test_any_sheet_at_all_gets_evidence_or_a_reason(table):
    panel = grid([line if any(score is not None for score in line) else [1, *line[1:]] for line in table])
    evidence = weighed(panel, replace(ONE, stage=Stage.FINAL))

    assert (evidence.variance is None) == (evidence.silence is not None)
    for plan in evidence.candidates.values():
        assert 1 <= plan.expected_rank <= len(evidence.candidates)
        assert 0 <= plan.probability_of_title <= 1
