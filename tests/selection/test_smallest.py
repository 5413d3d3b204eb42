"""The smallest change of a single score that alters the list, against trying every other score."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pearls.programme.rules import Aggregate
from pearls.selection.rules import Outcome, rank
from pearls.selection.rules.evidence.smallest import smallest_change
from pearls.selection.rules.ranking import rank_sheet
from pearls.selection.rules.sheet import ScoreSheet
from tests.selection.test_rules import FINAL, ONE, SHORTLIST, fates, lines, simple

POINTS = st.integers(0, 10)
# (country, of two assessors: scores on both criteria)
panels = st.lists(
    st.tuples(st.sampled_from("ABC"), st.lists(st.tuples(POINTS, POINTS), min_size=2, max_size=2)),
    min_size=1,
    max_size=5,
)


def found_in(stage, given_lines):
    sheet = ScoreSheet.of(given_lines, stage)
    return smallest_change(sheet, rank_sheet(sheet))


@given(panels, st.integers(1, 3), st.integers(0, 2), st.sampled_from(Aggregate))
def test_it_is_what_trying_every_other_score_finds(panel, titles, limit, aggregate):
    stage = replace(FINAL, titles=titles, max_per_country=limit, aggregate=aggregate)
    rows = [
        (f"p{at}", country, f"J{who}", {"impact": impact, "capacity": capacity})
        for at, (country, scores) in enumerate(panel)
        for who, (impact, capacity) in enumerate(scores)
    ]
    before = fates(rank(lines(*rows), stage))

    found = found_in(stage, lines(*rows))

    altering = {
        abs(other - score)
        for at, (plan, country, who, scores) in enumerate(rows)
        for key, score in scores.items()
        for other in range(11)
        if fates(rank(lines(*rows[:at], (plan, country, who, scores | {key: other}), *rows[at + 1 :]), stage)) != before
    }
    assert (found and abs(found.points)) == min(altering, default=None)


def test_it_says_whose_outcome_would_be_which():
    found = found_in(replace(ONE, titles=1), simple(("a", "LV", 7), ("b", "EE", 5)))

    assert found is not None
    assert (found.candidate, found.criterion, found.points) == ("a", "impact", Decimal(-2))
    assert found.altered == {"a": Outcome.UNDECIDED, "b": Outcome.UNDECIDED}


def test_it_goes_in_the_steps_in_which_scores_were_given():
    found = found_in(replace(ONE, titles=1), simple(("a", "LV", "7.25"), ("b", "EE", "7.2")))

    assert found is not None
    assert found.points == Decimal("-0.05")


def test_a_line_by_points_is_crossed_without_another_plan():
    stage = replace(SHORTLIST, minimum_total=Decimal(6))

    found = found_in(stage, simple(("a", "LV", 7)))

    assert found is not None
    assert (found.points, found.altered) == (Decimal(-2), {"a": Outcome.NOT_ADMITTED})


def test_there_is_none_where_one_score_is_too_little_or_the_body_draws_the_line():
    assert found_in(replace(ONE, titles=3), simple(("a", "LV", 7), ("b", "EE", 5))) is None
    assert found_in(SHORTLIST, simple(("a", "LV", 7), ("b", "EE", 5))) is None
