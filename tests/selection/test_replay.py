"""The three past editions, replayed: sheets in which the real Pearls lead give exactly their titles, by each own rule.

Weights and scales were never published. Equal weights and 0 to 10 are assumed here, and three jurors.
"""

import random
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pearls.programme.rules import parse_edition_rules
from pearls.selection.rules import Outcome, ScoreLine, rank
from pearls.selection.rules.deciding import extra_candidates

RULES = Path("src/pearls/programme/data/rules")
SHEETS = 1_000
JURORS = 3

# Every named candidate of an edition with its country; the Pearls first. Places in the final pool that were not named
# by any source are not here.
PEARLS = {
    "2024": {"jakobstad-fi": "FI", "kiel-de": "DE", "rujiena-lv": "LV", "svendborg-dk": "DK"},
    "2025": {
        "alytus-district-lt": "LT",
        "helsingborg-se": "SE",
        "kaskinen-fi": "FI",
        "peipsiaare-ee": "EE",
        "plock-pl": "PL",
        "smiltene-lv": "LV",
    },
    "2026": {"glucksburg-de": "DE", "krosno-pl": "PL", "kristinestad-fi": "FI", "schleswig-de": "DE"},
}
OTHERS = {
    "2024": {
        "cesis-lv": "LV",
        "druskininkai-lt": "LT",
        "harnosand-se": "SE",
        "helsingborg-se": "SE",
        "hiiumaa-ee": "EE",
        "kristinestad-fi": "FI",
        "narpes-fi": "FI",
        "nykarleby-fi": "FI",
    },
    "2025": {
        "cesvaine-lv": "LV",
        "stameriena-lv": "LV",
        "redzikowo-pl": "PL",
        "slupsk-pl": "PL",
        "kobylnica-pl": "PL",
        "tarnogrod-pl": "PL",
        "hailuoto-fi": "FI",
        "nykarleby-fi": "FI",
        "vejle-dk": "DK",
        "mulgi-ee": "EE",
    },
    "2026": {
        "vormsi-ee": "EE",
        "cesvaine-lv": "LV",
        "rezekne-lv": "LV",
        "neringa-lt": "LT",
        "pakruojis-lt": "LT",
        "visaginas-lt": "LT",
        "gdynia-pl": "PL",
        "gniew-pl": "PL",
        "kobylnica-pl": "PL",
        "zagorz-pl": "PL",
        "pargas-fi": "FI",
        "tampere-fi": "FI",
    },
}


def assumed(file):
    """The edition's own final, with equal weights and a scale of 0 to 10 where none was published."""
    stage = parse_edition_rules((RULES / f"{file}.toml").read_text()).final
    assert not stage.is_scorable
    criteria = tuple(
        replace(
            criterion,
            weight_percent=Decimal(100) / len(stage.criteria),
            scale_min=Decimal(0),
            scale_max=Decimal(10),
        )
        for criterion in stage.criteria
    )
    return replace(stage, criteria=criteria)


def sheet(edition, stage, luck):
    """A random sheet in which every Pearl's scores lie above everybody else's."""
    line = luck.randint(20, 80)
    return [
        ScoreLine(plan, country, f"J{juror}", criterion.id, Decimal(luck.randint(low, high)) / 10)
        for group, low, high in ((PEARLS[edition], line + 1, 100), (OTHERS[edition], 0, line))
        for plan, country in group.items()
        for juror in range(JURORS)
        for criterion in stage.criteria
    ]


def titles(ranking):
    return {plan.candidate for plan in ranking.candidates if plan.outcome == Outcome.TITLE}


@pytest.mark.parametrize(("edition", "file"), [("2024", "2024"), ("2025", "2025-amendment")])
def test_the_editions_own_rule_gives_exactly_its_titles(edition, file):
    stage, luck = assumed(file), random.Random(edition)

    for _ in range(SHEETS):
        ranking = rank(sheet(edition, stage, luck), stage)

        assert titles(ranking) == set(PEARLS[edition])
        assert ranking.warnings == ()


def test_in_2026_the_rule_and_the_jurys_extra_place_give_exactly_its_titles():
    stage, luck = assumed("2026"), random.Random("2026")
    untied = 0

    for _ in range(SHEETS):
        ranking = rank(sheet("2026", stage, luck), stage)
        if not ranking.is_decided:
            continue  # the two German plans tie for their country's place: the jury decides, as it should
        untied += 1
        by_rule = titles(ranking)
        extra = {plan.candidate for plan in ranking.candidates if plan.extra_place_eligible}

        assert extra == extra_candidates(ranking, stage, by_rule)
        assert {plan: PEARLS["2026"][plan] for plan in by_rule}.keys() | extra == set(PEARLS["2026"])
        assert len(by_rule) == 3
        assert {PEARLS["2026"][plan] for plan in extra} == {"DE"}

    assert untied > SHEETS * 9 // 10


def test_no_sheet_at_all_gives_the_six_of_2025_under_the_rules_of_2024():
    stage, luck = assumed("2024"), random.Random("never")

    for _ in range(SHEETS):
        assert titles(rank(sheet("2025", stage, luck), stage)) != set(PEARLS["2025"])
    # Not by chance: whatever the scores, four places give at most four titles, and there is no extra place.
    assert (stage.titles, stage.extra_titles) == (4, 0)


@given(st.data())
def test_whatever_the_scores_the_rules_of_2024_give_at_most_four(data):
    stage = assumed("2024")
    plans = PEARLS["2025"] | OTHERS["2025"]
    scores = data.draw(st.lists(st.integers(0, 10), min_size=len(plans), max_size=len(plans)))
    lines = [
        ScoreLine(plan, country, "J1", criterion.id, Decimal(score))
        for (plan, country), score in zip(plans.items(), scores, strict=True)
        for criterion in stage.criteria
    ]

    ranking = rank(lines, stage)

    assert len(titles(ranking)) <= 4
    assert not any(plan.extra_place_eligible for plan in ranking.candidates)
