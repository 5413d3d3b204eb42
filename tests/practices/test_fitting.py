"""Which practice fits what a place needs, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.practices.rules.fitting import (
    CAUTIONS,
    OFFICER_HOURS,
    REASONS,
    Facts,
    Fit,
    Need,
    Reason,
    best_fits,
    fit_of,
)

LONELINESS, DEMENTIA, AGEING = ("challenge", "loneliness"), ("challenge", "dementia"), ("challenge", "ageing")
SENIORS, MUSIC = ("target_group", "seniors"), ("cultural_field", "music")
RELATED = {AGEING: (DEMENTIA,), DEMENTIA: (AGEING,)}

names = st.sampled_from([LONELINESS, DEMENTIA, AGEING, SENIORS, MUSIC])
amounts = st.none() | st.integers(0, 10**6)
needs = st.builds(
    Need,
    concepts=st.frozensets(names),
    population=amounts,
    euros=amounts,
    hours=amounts,
    officers=st.integers(0, 3),
    country=st.sampled_from(["", "LV", "FI"]),
    languages=st.frozensets(st.sampled_from(["lv", "fi"])),
)
facts = st.builds(
    Facts,
    key=st.sampled_from(["a", "b", "c"]),
    concepts=st.frozensets(names),
    population=amounts,
    euros=amounts,
    hours=amounts,
    country=st.sampled_from(["", "LV", "FI"]),
    language=st.sampled_from(["", "lv", "fi"]),
    evidence_strength=st.sampled_from(["", "told", "counted", "asked", "compared"]),
    tells_smaller_towns=st.booleans(),
    worked_count=st.integers(0, 9),
)


def test_a_practice_is_told_with_every_reason_for_it_in_a_fixed_order():
    need = Need(frozenset({LONELINESS, SENIORS}), population=8_000, euros=5_000, officers=1, country="LV")
    choir = Facts(
        "choir",
        frozenset({LONELINESS, SENIORS, MUSIC}),
        population=6_000,
        euros=3_000,
        hours=120,
        country="LV",
        worked_count=2,
    )

    fit = fit_of(need, choir)

    assert fit.reasons == (
        Reason("same-challenge", concepts=(LONELINESS,)),
        Reason("same-target_group", concepts=(SENIORS,)),
        Reason("similar-size", number=6_000),
        Reason("within-budget", number=3_000),
        Reason("within-hours", number=120),
        Reason("same-country"),
        Reason("tried-elsewhere", number=2),
    )


def test_what_answers_nothing_that_was_named_does_not_fit_however_near_it_is():
    need = Need(frozenset({LONELINESS}), population=8_000, country="LV")

    assert fit_of(need, Facts("near", frozenset({MUSIC}), population=8_000, country="LV")) == Fit("near", 0)


def test_a_need_without_concepts_is_answered_by_size_cost_and_country():
    need = Need(population=8_000, country="LV")

    fit = fit_of(need, Facts("near", frozenset({MUSIC}), population=30_000, country="LV"))

    assert [reason.code for reason in fit.reasons] == ["near-size", "same-country"]


def test_the_concept_above_or_below_the_challenge_is_close_and_counts_less():
    need = Need(frozenset({AGEING}))
    same, close = Facts("same", frozenset({AGEING})), Facts("close", frozenset({DEMENTIA}))

    fits = best_fits(need, [close, same], RELATED)

    assert [(fit.key, fit.reasons[0].code) for fit in fits] == [
        ("same", "same-challenge"),
        ("close", "close-challenge"),
    ]


def test_a_cost_above_the_budget_is_a_caution_and_far_above_it_outweighs_a_shared_target_group():
    need = Need(frozenset({SENIORS}), euros=1_000)
    dear, far_too_dear = (Facts(key, frozenset({SENIORS}), euros=euros) for key, euros in (("d", 2_000), ("f", 90_000)))

    assert fit_of(need, dear).reasons[-1] == Reason("costs-more", number=2_000)
    assert [fit.key for fit in best_fits(need, [dear, far_too_dear])] == ["d"]


def test_a_cost_that_is_not_published_speaks_neither_for_nor_against():
    need = Need(frozenset({SENIORS}), euros=1_000, hours=10)

    assert fit_of(need, Facts("a", frozenset({SENIORS}))).reasons == (Reason("same-target_group", concepts=(SENIORS,)),)


@pytest.mark.parametrize(("hours", "code"), [(OFFICER_HOURS, "within-hours"), (OFFICER_HOURS + 1, "takes-more-hours")])
def test_the_hours_that_are_there_follow_from_the_officers(hours, code):
    fit = fit_of(Need(frozenset({SENIORS}), officers=1), Facts("a", frozenset({SENIORS}), hours=hours))

    assert [reason.code for reason in fit.reasons] == ["same-target_group", code]


def test_what_it_tells_smaller_towns_counts_only_for_a_smaller_town():
    larger = Facts("larger", frozenset({SENIORS}), population=500_000, tells_smaller_towns=True)

    small, large = (fit_of(Need(frozenset({SENIORS}), population=number), larger) for number in (8_000, 900_000))

    assert "for-smaller-towns" in {reason.code for reason in small.reasons}
    assert "for-smaller-towns" not in {reason.code for reason in large.reasons}


@given(needs, facts)
def test_reasons_are_known_stand_once_and_in_their_order(need, practice):
    codes = [reason.code for reason in fit_of(need, practice, RELATED).reasons]

    assert codes == [code for code in REASONS if code in codes]


@given(needs, facts)
def test_no_caution_adds_points_and_one_town_more_where_it_worked_never_takes_any(need, practice):
    fit = fit_of(need, practice, RELATED)
    without = fit_of(Need(need.concepts, need.population, country=need.country, languages=need.languages), practice)
    more = fit_of(need, Facts(**{**vars(practice), "worked_count": practice.worked_count + 1}), RELATED)

    if {reason.code for reason in fit.reasons} & {"within-budget", "within-hours"} == set():
        close = any(reason.code == "close-challenge" for reason in fit.reasons)
        assert fit.score <= without.score or close
    assert more.score >= fit.score


@given(needs, st.lists(facts, max_size=6), st.randoms())
def test_the_order_of_the_best_does_not_hang_on_the_order_they_were_given_in(need, practices, random):
    once = list({practice.key: practice for practice in practices}.values())
    shuffled = random.sample(once, len(once))

    assert best_fits(need, once, RELATED) == best_fits(need, shuffled, RELATED)
    assert all(fit.score > 0 for fit in best_fits(need, once, RELATED))


def test_every_caution_is_a_reason_that_readers_are_told_last():
    assert set(REASONS[-len(CAUTIONS) :]) == CAUTIONS
