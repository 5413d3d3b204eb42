"""What everybody may have of a score sheet: it counts to the same result, and tells of nobody who gave what."""

import csv
import io
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pearls.programme.rules import Aggregate
from pearls.selection.rules import Outcome, rank_sheet, read_sheet
from pearls.selection.rules.decided import (
    NO_COUNTRY,
    parts_of,
    public_sheet,
    sheet_csv,
)
from pearls.selection.rules.evidence import Silence, spread, weigh
from pearls.selection.rules.report import official_sha256
from pearls.selection.rules.sheet import ScoreSheet
from tests.selection.test_rules import FINAL, SHORTLIST, lines

JURY = ("J1", "J2", "J3", "J4")
# A point on both criteria, or none at all: whoever stepped aside.
given_by_one = st.none() | st.tuples(*[st.sampled_from(("0", "2", "7", "7.5", "9.25", "10"))] * 2)
panels = st.lists(
    st.tuples(st.sampled_from("ABC"), st.lists(given_by_one, min_size=4, max_size=4)), min_size=1, max_size=6
)
stages = st.builds(
    lambda stage, aggregate: replace(stage, aggregate=aggregate),
    st.sampled_from([FINAL, replace(FINAL, titles=2, max_per_country=0), SHORTLIST, replace(SHORTLIST, places=2)]),
    st.sampled_from(Aggregate),
)


def sheet_of(panel, stage):
    rows = [
        (f"town{9 - at}", country, who, {criterion.id: points[at_] for at_, criterion in enumerate(stage.criteria)})
        for at, (country, by_one) in enumerate(panel)
        for who, points in zip(JURY, by_one, strict=True)
        if points
    ]
    return ScoreSheet.of(lines(*rows), stage, {f"town{9 - at}": country for at, (country, _) in enumerate(panel)})


def public_of(sheet):
    ranking = rank_sheet(sheet)
    good = {plan.candidate for plan in ranking.candidates if plan.outcome in (Outcome.TITLE, Outcome.ADMITTED)}
    return ranking, public_sheet(sheet, ranking, good)


@given(panels, stages)
def test_the_public_sheet_counts_to_the_same_result(panel, stage):
    ranking, public = public_of(sheet_of(panel, stage))

    again = public.ranking()

    def told(of, label):
        return [
            (label(plan.candidate), plan.assessments, plan.total, plan.rank, plan.outcome, plan.extra_place_eligible)
            for plan in of.candidates
        ]

    assert told(again, str) == told(ranking, public.labels.get)
    assert [plan.reason.code for plan in again.candidates] == [plan.reason.code for plan in ranking.candidates]
    assert [plan.criteria for plan in again.candidates] == [plan.criteria for plan in ranking.candidates]


@given(panels, stages)
def test_the_file_is_read_back_to_the_same_ranking(panel, stage):
    _, public = public_of(sheet_of(panel, stage))

    read = rank_sheet(read_sheet(sheet_csv(public).encode(), stage))

    assert read == public.ranking()
    assert official_sha256(read, rules_sha256="0") == official_sha256(public.ranking(), rules_sha256="0")


@given(panels, stages, st.permutations(range(4)), st.data())
def test_who_gave_what_changes_nothing_in_it(panel, stage, order, data):
    mixed = [(country, [by_one[at] for at in order]) for country, by_one in panel]
    # Even on one plan, and one criterion, alone.
    at = data.draw(st.integers(0, len(panel) - 1))
    country, by_one = mixed[at]
    scored = [points for points in by_one if points]
    second = data.draw(st.permutations([points[1] for points in scored]))
    shuffled = iter([(points[0], other) for points, other in zip(scored, second, strict=True)])
    mixed[at] = (country, [points and next(shuffled) for points in by_one])

    assert public_of(sheet_of(mixed, stage))[1].lines == public_of(sheet_of(panel, stage))[1].lines


@settings(max_examples=20, deadline=None)
@given(panels, st.data())
def test_the_intervals_hang_on_what_a_plan_was_given_and_on_nobody(panel, data):
    mixed = [(country, data.draw(st.permutations(by_one))) for country, by_one in panel]

    assert spread(sheet_of(mixed, FINAL)) == spread(sheet_of(panel, FINAL))


def test_no_key_of_a_plan_or_seat_and_no_country_that_the_rule_did_not_ask_for_is_in_it():
    panel = [
        ("LV", [("9", "9")] * 4),
        ("LV", [("8", "8")] * 4),
        ("SE", [("7", "7")] * 4),
        ("PL", [("6", "6")] * 4),
        ("EE", [None] * 4),
    ]
    _, public = public_of(sheet_of(panel, replace(FINAL, titles=2)))

    rows = list(csv.DictReader(io.StringIO(sheet_csv(public))))

    assert {(row["candidate"], row["country"]) for row in rows} == {
        ("plan-01", "LV"),
        ("plan-02", "LV"),
        ("plan-03", "SE"),
        ("plan-04", NO_COUNTRY),
        ("plan-05", NO_COUNTRY),
    }
    assert {row["assessor"] for row in rows if row["candidate"] == "plan-01"} == {f"plan-01-{at}" for at in range(1, 5)}
    assert [row["score"] for row in rows if row["candidate"] == "plan-05"] == [""]
    assert "J1" not in sheet_csv(public)
    assert "town" not in sheet_csv(public)


def test_of_two_assessors_only_the_mean_is_told():
    panel = [("LV", [("9.25", "4"), ("6", "5"), None, None]), ("SE", [("9", "8"), ("7", "6"), ("8", "7"), None])]
    ranking, public = public_of(sheet_of(panel, FINAL))
    few = public.labels["town9"]

    assert public.points()[few]["impact"] == [Decimal("7.625")] * 2
    assert public.points()[few]["capacity"] == [Decimal("4.5")] * 2
    assert public.points()[public.labels["town8"]]["impact"] == [Decimal(7), Decimal(8), Decimal(9)]
    assert [plan.total for plan in public.ranking().candidates] == [plan.total for plan in ranking.candidates]


@given(panels, stages)
def test_the_parts_of_a_total_add_up_to_it(panel, stage):
    _, public = public_of(sheet_of(panel, stage))

    for plan in public.ranking().candidates:
        parts = parts_of(public, plan.candidate)
        assert sum((part.adds for part in parts), Fraction(0)) == (plan.total or 0)


# -- how sure the order is -----------------------------------------------------------------------------------------


def one(country, *points):
    return (country, [(point, point) if point else None for point in (*points, *[None] * 4)[:4]])


def test_a_balanced_jury_gives_the_intervals_of_the_analysis_of_variance():
    panel = [one("A", "9", "7", "8", "8"), one("B", "5", "6", "4", "5"), one("C", "2", "4", "3", "3")]
    means, within = (8.0, 5.0, 3.0), 2 / 3
    between = (sum((mean - 16 / 3) ** 2 for mean in means) / 2) - within / 4

    found = spread(sheet_of(panel, FINAL)).candidates

    for town, mean in zip(("town9", "town8", "town7"), means, strict=True):
        share = between / (between + within / 4)
        assert found[town].calibrated_total == pytest.approx(16 / 3 + share * (mean - 16 / 3), abs=1e-4)
        low, high = found[town].interval_90
        half = 1.645 * (between * (1 - share)) ** 0.5
        assert (high - low) / 2 == pytest.approx(half, rel=0.06)
    assert found["town9"].probability_of_title > 0.99


def test_where_all_agree_on_every_plan_nothing_is_uncertain():
    panel = [one("A", "9", "9"), one("B", "5", "5"), one("C", "2", "2"), one("D", "1", "1")]

    found = spread(sheet_of(panel, replace(FINAL, titles=2))).candidates

    assert [round(found[f"town{9 - at}"].expected_rank) for at in range(4)] == [1, 2, 3, 4]
    assert found["town9"].interval_90 == pytest.approx((9, 9), abs=0.01)
    assert [found[f"town{9 - at}"].probability_of_title for at in range(4)] == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("panel", "why"),
    [
        ([one("A", "9", "7"), one("B", "5", "6")], Silence.FEW_CANDIDATES),
        ([one("A", "9"), one("B", "5"), one("C", "6")], Silence.FEW_ASSESSORS),
        ([one("A", "5", "5"), one("B", "5"), one("C", "5")], Silence.ALL_EQUAL),
    ],
)
def test_too_little_is_said_to_be_too_little(panel, why):
    assert spread(sheet_of(panel, FINAL)).silence == why


def test_the_juror_model_never_takes_strangers_for_one_assessor():
    panel = [one("A", "9", "7", "8"), one("B", "5", "6", "4"), one("C", "2", "4", "3")]
    sheet = read_sheet(sheet_csv(public_of(sheet_of(panel, FINAL))[1]).encode(), FINAL)

    assert weigh(sheet, rank_sheet(sheet)).silence == Silence.DISCONNECTED
