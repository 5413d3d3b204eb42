"""An edition's rules file: read whole, or refused with the key that is wrong."""

from pathlib import Path

import pytest

from pearls.programme.rules import Aggregate, RulesError, Stage, Step, parse_edition_rules, parse_stage_rules

RULES = Path("src/pearls/programme/data/rules")
NEXT = (RULES / "next.toml").read_text()


def test_the_ready_made_edition_is_read_whole():
    rules = parse_edition_rules(NEXT)

    assert rules.key == "next"
    assert rules.is_assumed is True
    assert [rule.code for rule in rules.eligibility.countries] == ["DK", "EE", "FI", "DE", "LV", "LT", "PL", "SE"]
    assert rules.final.aggregate == Aggregate.MEAN
    assert (rules.final.titles, rules.final.max_per_country, rules.final.extra_titles) == (3, 1, 1)
    assert rules.dates.instant(Step.CALL_CLOSES).isoformat() == "2027-04-02T21:59:59+00:00"
    assert set(parse_stage_rules(NEXT)) == {Stage.PRESELECTION, Stage.FINAL}


@pytest.mark.parametrize(
    ("wrong", "right", "message"),
    [
        ("titels = 3", "titles = 3", "final.titels: expected one of"),
        ('titles = "3"', "titles = 3", 'final.titles: expected a whole number of at least 1, got "3"'),
        ("titles = 0", "titles = 3", "final.titles: expected a whole number of at least 1, got 0"),
        ('zone = "CET time"', 'zone = "Europe/Brussels"', "dates.zone: expected an IANA time zone"),
        ('code = "Latvia"', 'code = "LV"', "eligibility.countries[5].code: expected a country code"),
        ('"DK93"', '"DE93"', "eligibility.countries[4].nuts: expected NUTS codes that begin with DE"),
        ("2027-03-28T02:30:00", "2027-04-02T23:59:59", "which the clocks skip"),
        ("2026-10-05T09:59:59", "2027-04-02T23:59:59", "dates.call_closes: expected a time after call_opens"),
        ("2027-02-29T12:00:00", "2027-04-02T23:59:59", "file: expected TOML"),
        ("2027-04-02T23:59:59Z", "2027-04-02T23:59:59", "dates.call_closes: expected a wall-clock time without offset"),
        ("schema = 2", "schema = 1", "schema: expected 1, got 2"),
        (
            'kinds = ["castle"]',
            'kinds = ["municipality", "settlement", "region"]',
            "eligibility.kinds: expected values",
        ),
        ('tie_break = ["beauty"]', 'tie_break = ["effect", "capacity"]', "final.tie_break: expected criteria among"),
        ('xx = "Ambitious yet', 'en = "Ambitious yet', "final.criteria[4].name: expected languages among"),
    ],
)
def test_a_wrong_rules_file_is_refused_by_the_name_of_its_key(wrong, right, message):
    assert right in NEXT
    text = NEXT.replace(right, wrong, 1)

    with pytest.raises(RulesError) as refused:
        parse_edition_rules(text)

    assert message in str(refused.value)


def test_the_error_names_the_line():
    text = NEXT.replace("titles = 3", "titles = 0")

    with pytest.raises(RulesError) as refused:
        parse_edition_rules(text)

    assert refused.value.line == text.splitlines().index("titles = 0") + 1
