"""What the body may decide where a result comes from files alone: the same rules as on the page."""

import pytest

from pearls.programme.rules import Stage, parse_stage_rules
from pearls.selection.papers.plain_minutes import decided
from pearls.selection.rules import read_sheet
from pearls.selection.rules.ranking import rank_sheet
from tests.selection.sheets import RULES, STAGE

DRAWN = parse_stage_rules(
    RULES.replace("final", "preselection").replace("titles = 1\nmax_per_country = 1\nextra_titles = 1\n", "")
)
SCORES = {"alfa": ("LV", 9), "beta": ("EE", 7), "gama": ("PL", 7)}


def result(stage, scores=SCORES):
    lines = [
        f"{plan},{country},ann,{criterion.id},{points if criterion.id == 'impact' else 0}"
        for plan, (country, points) in scores.items()
        for criterion in stage.criteria
    ]
    table = "\n".join(["candidate,country,assessor,criterion,score", *lines]) + "\n"
    return stage, rank_sheet(read_sheet(table.encode(), stage))


def outcomes(stage=STAGE, taken=(), last_rank=None, extra=(), reason="Because."):
    found, why = decided(result(stage), taken=taken, last_rank=last_rank, extra=extra, reason=reason)
    return {plan: outcome.value for plan, outcome in found.items()} or why


def test_what_the_rule_says_needs_no_reason():
    assert outcomes(reason="") == {"alfa": "title", "beta": "not-awarded", "gama": "not-awarded"}


@pytest.mark.parametrize("plan", ["beta", "gama"])
def test_an_extra_place_is_for_the_best_without_a_title_and_for_all_where_they_tie(plan):
    assert outcomes(extra=[plan])[plan] == "title"


def test_no_more_extra_places_are_given_than_there_are_and_to_nobody_else():
    assert outcomes(extra=["beta", "gama"]).startswith(
        "expected at most 1 extra places, for beta, gama, got beta, gama"
    )
    assert outcomes(extra=["alfa"]).startswith("expected at most 1 extra places, for beta, gama, got alfa")


def test_where_the_rules_draw_no_line_the_body_does_and_ties_stay_together():
    stage = DRAWN[Stage.PRESELECTION]

    assert outcomes(stage).startswith("undecided: the rules draw no line")
    assert outcomes(stage, last_rank=1) == {"alfa": "admitted", "beta": "not-admitted", "gama": "not-admitted"}
    assert outcomes(stage, last_rank=2) == dict.fromkeys(SCORES, "admitted")
    assert outcomes(stage, last_rank=1, reason="").startswith("expected --reason")
