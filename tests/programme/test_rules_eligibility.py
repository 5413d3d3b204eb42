"""Who may apply, on the cases that people ask about."""

from dataclasses import replace
from pathlib import Path

import pytest

from pearls.places.rules import PlaceFacts, PlaceKind, with_district
from pearls.programme.rules import eligibility, parse_edition_rules

RULES = parse_edition_rules(Path("src/pearls/programme/data/rules/next.toml").read_text())
VALMIERA = PlaceFacts(key="valmiera-lv", country="LV", nuts1="LV0", nuts2="LV00", nuts3="LV008")
RUJIENA = replace(VALMIERA, key="rujiena-lv", kind=PlaceKind.TOWN, legal_parent=VALMIERA)


def german(key, nuts1, nuts2="", nuts3=""):
    return PlaceFacts(key=key, country="DE", nuts1=nuts1, nuts2=nuts2, nuts3=nuts3)


@pytest.mark.parametrize(
    ("facts", "may", "reason"),
    [
        (german("luneburg-de", "DE9", "DE93", "DE935"), True, "eligible"),
        (german("gottingen-de", "DE9", "DE91"), False, "outside-area"),
        (german("kiel-de", "DEF", "DEF0", "DEF02"), True, "eligible"),
        (german("berlin-de", "DE3", "DE30"), False, "excluded-capital"),
        (german("potsdam-de", "DE4", "DE40"), True, "eligible"),
        (german("munich-de", "DE2"), False, "outside-area"),
        (german("neustadt-de", "DE9"), False, "needs-district"),
        (german("somewhere-de", ""), False, "needs-district"),
        (PlaceFacts(key="riga-lv", country="LV"), False, "excluded-capital"),
        (PlaceFacts(key="oslo-no", country="NO"), False, "outside-country"),
        (PlaceFacts(key="x", country="LV", is_confirmed=False), False, "needs-office"),
        (PlaceFacts(key="x", country="NO", is_confirmed=False), False, "outside-country"),
        (RUJIENA, True, "eligible-through-parent"),
        (
            replace(RUJIENA, key="suburb", legal_parent=PlaceFacts(key="riga-lv", country="LV")),
            False,
            "excluded-capital",
        ),
        (
            PlaceFacts(key="landkreis-harburg-de", country="DE", nuts1="DE9", nuts2="DE93", kind=PlaceKind.REGION),
            True,
            "eligible",
        ),
        (PlaceFacts(key="land-bayern-de", country="DE", nuts1="DE2", kind=PlaceKind.REGION), False, "outside-area"),
        (PlaceFacts(key="vidzeme-lv", country="LV", kind=PlaceKind.REGION), True, "eligible"),
    ],
)
def test_the_answer_and_its_reason(facts, may, reason):
    verdict = eligibility(RULES, facts)

    assert (bool(verdict), verdict.reason) == (may, reason)


def test_rujiena_applies_through_valmiera():
    assert eligibility(RULES, RUJIENA).detail == {"place": "rujiena-lv", "through": "valmiera-lv"}


def test_in_niedersachsen_the_district_decides():
    neustadt = german("neustadt-de", "DE9")

    assert eligibility(RULES, with_district(neustadt, "Stade")).reason == "eligible"
    assert eligibility(RULES, with_district(neustadt, "Hannover")).reason == "outside-area"


def test_former_pearls_and_frequent_applicants_as_the_rules_say():
    open_rules = replace(RULES, eligibility=replace(RULES.eligibility, former_pearls=None, times_a_place_may_apply=2))

    once_only = replace(RULES, eligibility=replace(RULES.eligibility, former_pearls=False))

    assert eligibility(once_only, VALMIERA, is_former_pearl=True).reason == "former-pearl"
    assert eligibility(RULES, VALMIERA, times_applied=9).reason == "eligible"
    assert eligibility(open_rules, VALMIERA, is_former_pearl=True, times_applied=1).reason == "eligible"
    assert eligibility(open_rules, VALMIERA, times_applied=2).reason == "applied-too-often"


def test_a_kind_that_the_rules_do_not_name_may_not_apply():
    towns_only = replace(RULES, eligibility=replace(RULES.eligibility, kinds=("municipality",)))

    assert eligibility(towns_only, RUJIENA).reason == "kind-not-admitted"
