"""The many-facet Rasch report: against brglm2 of R, at its edges, and where it has to be silent.

The ratings are Guilford's (Psychometric Methods, 1954, p. 282): three senior scientists rated seven junior ones on five
traits of creativity from 1 to 9; it is the first example of the Facets manual. The values come from brglm2 0.9 on
R 4.2.2, run by hand: bracl(y ~ examinee + judge + item, parallel = TRUE, type = "AS_mean", epsilon = 1e-12), the
contrasts of its coefficients and of vcov() with each facet's mean at 0, and the mean squares of the residuals under its
fitted probabilities. `THIN` is the same with six assessments gone and nothing but 9 for the second examinee.
"""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pearls.selection.rules import ScoreLine, rank_sheet
from pearls.selection.rules.evidence import RaschSilence, weigh
from pearls.selection.rules.evidence.rasch import Rasch, rasch_of
from pearls.selection.rules.report import details
from pearls.selection.rules.sheet import ScoreSheet
from tests.selection.test_rules import ONE, criterion

TRAITS = "abcde"
SCIENTISTS = (
    ("55353", "97585", "33371", "73133", "97785", "35351", "77555"),
    ("65463", "87572", "45366", "56455", "24323", "44642", "33554"),
    ("55573", "77575", "35555", "53331", "97777", "33353", "77757"),
)
GONE = {("J1", "p1"), ("J1", "p3"), ("J1", "p4"), ("J3", "p5"), ("J3", "p6"), ("J3", "p7")}
FIVE = replace(ONE, criteria=tuple(criterion(key, 20, high=10) for key in TRAITS), tie_break=())


def sheet(rows, stage=FIVE):
    """A sheet of lines (assessor, plan, scores in the order of the criteria)."""
    keys = [item.id for item in stage.criteria]
    return ScoreSheet.of(
        [
            ScoreLine(plan, "LV", who, key, Decimal(str(score)))
            for who, plan, scores in rows
            for key, score in zip(keys, scores, strict=True)
        ],
        stage,
    )


GUILFORD = [
    (f"J{judge}", f"p{at}", scores)
    for judge, lines in enumerate(SCIENTISTS, start=1)
    for at, scores in enumerate(lines, start=1)
]
THIN = [
    (judge, plan, "99999" if plan == "p2" else scores) for judge, plan, scores in GUILFORD if (judge, plan) not in GONE
]

# Of each: measures and standard errors of plans, assessors, criteria, steps; infit and outfit of plans and assessors.
KNOWN = {
    "guilford": (
        "-0.11129583 0.51657984 -0.26880747 -0.46231245 0.32667212 -0.55008130 0.19631822",
        "0.18081054 0.19018005 0.18456469 0.19242726 0.18294574 0.19722239 0.18030712",
        "-0.02009241 0.15656404 -0.13647164",
        "0.08876817 0.09145080 0.09040454",
        "-0.24017080 -0.12620510 0.18088802 -0.25922696 0.44471483",
        "0.12834486 0.12538683 0.12800263 0.12904179 0.14191719",
        "-0.48224734 -2.10169065 0.86098927 -1.40749592 1.62527242 -1.01057034 2.12023611 0.39550645",
        "0.64062844 0.53255175 0.42326277 0.41062655 0.45476093 0.47436283 0.59315896 0.71438919",
        "0.21090053 0.54310651 1.00555877 1.16304361 1.72661894 0.62091983 0.76121983",
        "0.20819969 0.53201847 1.09238702 1.22211004 1.72557638 0.68767263 0.74534311",
        "0.74238102 1.26776797 0.58514022",
        "0.77023423 1.31265166 0.57996012",
    ),
    "thin": (
        "0.45896451 3.15782492 0.36494066 0.01448671 -0.14130198 -0.76020294 -0.18452380",
        "0.26174785 0.90618969 0.26058844 0.25907918 0.24662620 0.29421871 0.24881548",
        "-0.70270767 0.18680421 0.51590346",
        "0.22473440 0.12176496 0.20664428",
        "-0.07204941 -0.18698725 0.04734503 -0.26114808 0.47283971",
        "0.17458758 0.17554600 0.17630493 0.17759850 0.20103379",
        "-0.85014623 -1.70454388 0.25308358 -1.00504803 1.23828279 0.32927010 1.93944533 -0.20034366",
        "0.79386326 0.63593963 0.48239123 0.44601939 0.48564226 0.61097993 0.92200879 0.98199429",
        "0.35959613 nan 0.67968131 0.60125371 1.01384134 1.29493090 0.43500668",
        "0.36495792 nan 0.70799680 0.63050506 1.00368638 1.34146303 0.44072656",
        "0.75253018 0.77202509 0.54061693",
        "0.59002966 0.71024634 0.45038778",
    ),
}


def near(text):
    return pytest.approx([float(value) for value in text.split()], abs=1e-6, nan_ok=True)


def numbers(values):
    return [float("nan") if value is None else value for value in values]


@pytest.mark.parametrize(("rows", "known"), [(GUILFORD, "guilford"), (THIN, "thin")], ids=["guilford", "thin"])
def test_the_report_says_what_brglm2_says(rows, known, monkeypatch):
    # The thin panel has fewer scores than the report asks for; the sums are to be right all the same.
    monkeypatch.setattr("pearls.selection.rules.evidence.ratings.LEAST_PER_CATEGORY", 5)
    found = rasch_of(sheet(rows))
    facets = (found.plans, found.assessors, found.criteria)
    texts = iter(KNOWN[known])

    for facet in facets:
        assert [one.logits for one in facet.measures.values()] == near(next(texts))
        assert [one.standard_error for one in facet.measures.values()] == near(next(texts))
    assert [step.logits for step in found.steps] == near(next(texts))
    assert [step.standard_error for step in found.steps] == near(next(texts))
    for facet in facets[:2]:
        assert numbers(one.infit for one in facet.measures.values()) == near(next(texts))
        assert numbers(one.outfit for one in facet.measures.values()) == near(next(texts))


def test_fair_averages_and_counts_are_read_off_the_same_ruler():
    found = rasch_of(sheet(GUILFORD))

    # With values of brglm2: the mean score under exp(k eta - t_1 - … - t_k) from 1 to 9.
    assert found.plans.measures["p2"].fair_average == pytest.approx(6.301618, abs=1e-5)
    assert found.assessors.measures["J2"].fair_average < found.assessors.measures["J1"].fair_average
    assert [step.ratings for step in found.steps] == [4, 25, 8, 31, 6, 21, 3, 3]
    assert [step.score for step in found.steps] == [2, 3, 4, 5, 6, 7, 8, 9]
    assert {one.ratings for one in found.assessors.measures.values()} == {35}


def test_separation_and_reliability_are_spread_over_error():
    found = rasch_of(sheet(GUILFORD)).assessors
    measures = list(found.measures.values())
    spread = sum(one.logits**2 for one in measures) / 2
    error = sum(one.standard_error**2 for one in measures) / 3

    assert found.reliability == pytest.approx((spread - error) / spread)
    assert found.separation == pytest.approx(((spread - error) / error) ** 0.5)
    assert (rasch_of(sheet(GUILFORD, replace(FIVE))).plans.reliability) == pytest.approx(0.7892, abs=1e-4)


def made_up(seed=1, plans=30, people=8, wild=()):
    """Scores of a jury by the model itself: J0 the mildest, each next one a little stricter; `wild` throw dice."""
    source = random.Random(seed)
    merit = [source.gauss(0, 1) for _ in range(plans)]
    return merit, [
        (
            f"J{who}",
            f"p{plan:02}",
            [
                source.randint(0, 10)
                if who in wild
                else min(10, max(0, round(6 + 1.2 * merit[plan] - 0.4 * who + source.gauss(0, 1))))
                for _ in TRAITS
            ],
        )
        for plan in range(plans)
        for who in range(people)
    ]


def test_merit_and_strictness_that_went_in_come_out_again():
    merit, rows = made_up()
    found = rasch_of(sheet(rows))
    order = [one.logits for one in found.plans.measures.values()]
    people = [one.logits for one in found.assessors.measures.values()]

    assert people == sorted(people)
    assert sum((a - b) ** 2 for a, b in zip(ranks(order), ranks(merit), strict=True)) / len(merit) < 6
    assert found.plans.reliability > 0.95


def ranks(values):
    order = sorted(range(len(values)), key=values.__getitem__)
    return [order.index(at) for at in range(len(values))]


def test_an_assessor_who_throws_dice_is_noisy_and_nobody_else_is():
    _, rows = made_up(wild={3})
    found = rasch_of(sheet(rows)).assessors.measures

    assert [who for who, one in found.items() if one.is_noisy] == ["J3"]


def test_who_reads_only_weak_plans_is_not_taken_for_strict():
    _, rows = made_up()
    whole = rasch_of(sheet(rows)).assessors.measures
    weak = {plan for _who, plan, scores in rows if _who == "J0" and sum(scores) < 25}
    thin = [row for row in rows if row[0] != "J0" or row[1] in weak]
    found = rasch_of(sheet(thin)).assessors.measures

    assert 2 <= len(weak) <= 12
    assert found["J0"].logits == pytest.approx(whole["J0"].logits, abs=3 * found["J0"].standard_error)
    assert min(found, key=lambda who: found[who].logits) == "J0"


def test_scores_that_are_no_whole_points_of_one_scale_or_too_few_are_refused_with_their_reason():
    half = [*GUILFORD[1:], ("J1", "p1", [5, 5, 3.5, 5, 3])]
    scales = replace(FIVE, criteria=(replace(FIVE.criteria[0], scale_max=Decimal(12)), *FIVE.criteria[1:]))
    wide = replace(FIVE, criteria=tuple(replace(one, scale_max=Decimal(100)) for one in FIVE.criteria))

    assert rasch_of(sheet(half)) == RaschSilence.BETWEEN_STEPS
    assert rasch_of(sheet(GUILFORD, scales)) == RaschSilence.SCALES
    assert rasch_of(sheet([*GUILFORD[1:], ("J1", "p1", [100, 5, 3, 5, 3])], wide)) == RaschSilence.MANY_STEPS
    assert rasch_of(sheet(GUILFORD[:17])) == RaschSilence.FEW_RATINGS
    assert isinstance(rasch_of(sheet(GUILFORD[:18])), Rasch)


def test_a_reason_stands_in_the_details_and_the_other_evidence_is_as_before():
    half = sheet([*GUILFORD[1:], ("J1", "p1", [5, 5, 3.5, 5, 3])])
    found = details(weigh(half, rank_sheet(half)))

    assert found["rasch"]["code"] == "rasch-between-steps"
    assert "whole points" in found["rasch"]["text"]
    assert found["alpha"] is not None


def test_the_same_scores_give_the_same_figures_in_whatever_order_they_come():
    shuffled = GUILFORD[:]
    random.Random(5).shuffle(shuffled)

    assert repr(rasch_of(sheet(shuffled))) == repr(rasch_of(sheet(GUILFORD)))


TWO = replace(ONE, criteria=(criterion("a", 50, high=3), criterion("b", 50, high=3)), tie_break=())


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(["00", "33", "03", "12", "31", "22", None]), min_size=4, max_size=4),
        min_size=6,
        max_size=8,
    )
)
def test_whatever_the_scores_every_figure_is_finite_and_each_facet_is_zero_in_the_middle(table):
    rows = [
        (f"J{who}", f"p{plan}", scores)
        for plan, line in enumerate(table)
        for who, scores in enumerate(line)
        if scores is not None
    ]
    if not rows:
        return
    whole = sheet(rows, TWO)
    found = weigh(whole, rank_sheet(whole)).rasch
    if not isinstance(found, Rasch):
        return

    for facet in (found.assessors, found.criteria):
        assert sum(one.logits for one in facet.measures.values()) == pytest.approx(0, abs=1e-9)
        assert 0 <= facet.reliability < 1
    for one in [*found.plans.measures.values(), *found.assessors.measures.values()]:
        assert abs(one.logits) < 15
        assert 0 <= one.standard_error < 15
        assert 0 <= one.fair_average <= 3
