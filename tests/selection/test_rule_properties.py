"""What must hold of the official ranking whatever the scores are."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from pearls.programme.rules import Aggregate
from pearls.selection.rules import Outcome, rank
from tests.selection.test_rules import FINAL, ONE, lines, simple

COUNTRIES = st.sampled_from("ABC")
# (country, of three assessors: scores on both criteria)
panels = st.lists(
    st.tuples(COUNTRIES, st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=3, max_size=3)),
    min_size=1,
    max_size=7,
)


def rows_of(panel):
    return [
        (f"p{at}", country, f"J{who}", {"impact": impact, "capacity": capacity})
        for at, (country, scores) in enumerate(panel)
        for who, (impact, capacity) in enumerate(scores)
    ]


def titled(ranking):
    return {plan.candidate for plan in ranking.candidates if plan.outcome == Outcome.TITLE}


@given(panels, st.integers(1, 4), st.integers(0, 2), st.sampled_from(Aggregate), st.data())
def test_a_better_score_never_takes_a_title_away(panel, titles, limit, aggregate, data):
    stage = replace(FINAL, titles=titles, max_per_country=limit, aggregate=aggregate)
    rows = rows_of(panel)
    before = titled(rank(lines(*rows), stage))
    at = data.draw(st.integers(0, len(rows) - 1))
    plan, country, who, scores = rows[at]
    key = data.draw(st.sampled_from(sorted(scores)))
    rows[at] = (plan, country, who, scores | {key: data.draw(st.integers(scores[key], 10))})

    after = titled(rank(lines(*rows), stage))

    assert plan in after or plan not in before


@given(panels, st.integers(1, 4), st.integers(1, 2))
def test_no_lower_plan_is_preferred_to_one_from_a_country_without_a_title(panel, titles, limit):
    ranking = rank(lines(*rows_of(panel)), replace(FINAL, titles=titles, max_per_country=limit))
    in_play = (Outcome.TITLE, Outcome.UNDECIDED)
    countries = {plan.country for plan in ranking.candidates if plan.outcome in in_play}

    for plan in ranking.candidates:
        if plan.country not in countries:
            assert all(other.outcome not in in_play for other in ranking.candidates if other.rank > plan.rank)


@given(
    st.lists(st.tuples(COUNTRIES, st.integers(0, 100)), min_size=1, max_size=8, unique_by=lambda plan: plan[1]),
    st.integers(1, 4),
    st.integers(0, 2),
)
def test_of_all_sets_that_the_rule_allows_the_titles_are_the_best(panel, titles, limit):
    plans = {f"p{at}": (country, Decimal(score) / 10) for at, (country, score) in enumerate(panel)}

    def is_allowed(chosen):
        countries = [plans[plan][0] for plan in chosen]
        return not limit or all(countries.count(country) <= limit for country in countries)

    allowed = [chosen for size in range(titles + 1) for chosen in combinations(plans, size) if is_allowed(chosen)]
    fullest = max(map(len, allowed))
    best = max(
        (chosen for chosen in allowed if len(chosen) == fullest),
        key=lambda chosen: (
            sum(plans[plan][1] for plan in chosen),
            sorted((plans[plan][1] for plan in chosen), reverse=True),
        ),
    )

    ranking = rank(
        simple(*((plan, country, score) for plan, (country, score) in plans.items())),
        replace(ONE, titles=titles, max_per_country=limit),
    )

    given_to = titled(ranking)
    assert sorted((plans[plan][1] for plan in given_to), reverse=True) == sorted(
        (plans[plan][1] for plan in best), reverse=True
    )
