"""An edition's rules file: read whole, or refused with the key that is wrong."""

from pathlib import Path

import pytest

from pearls.programme.rules import (
    Aggregate,
    Change,
    ChangeKind,
    RulesError,
    Stage,
    Step,
    changes_between,
    copy_for_next_edition,
    parse_edition_rules,
    parse_stage_rules,
    require_scorable,
    what_is_missing_to_open,
    write_edition_rules,
)
from pearls.programme.rules.stages import MOST_POINTS
from pearls.selection.models.assessments import Score

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


def test_rules_written_out_are_read_back_the_same():
    for file in RULES.glob("*.toml"):
        rules = parse_edition_rules(file.read_text())

        assert parse_edition_rules(write_edition_rules(rules)) == rules


@pytest.mark.parametrize(
    ("file", "titles", "limit", "extra"),
    [("2024", 4, 1, 0), ("2025", 4, 1, 0), ("2025-amendment", 6, 1, 0), ("2026", 3, 1, 1)],
)
def test_history_keeps_its_own_rules_and_says_what_was_not_published(file, titles, limit, extra):
    rules = parse_edition_rules((RULES / f"{file}.toml").read_text())

    assert (rules.final.titles, rules.final.max_per_country, rules.final.extra_titles) == (titles, limit, extra)
    assert (rules.final.aggregate, rules.preselection.aggregate) == (Aggregate.SUM, Aggregate.SUM)
    assert {item.weight_percent for item in rules.final.criteria} == {None}
    assert not rules.final.is_scorable
    assert rules.eligibility.former_pearls is None
    with pytest.raises(RulesError, match=r"final.criteria\[1\].weight_percent: expected a number"):
        require_scorable(rules.final)


def test_what_the_amendment_of_2025_changed_is_the_number_of_titles():
    before = parse_edition_rules((RULES / "2025.toml").read_text())
    after = parse_edition_rules((RULES / "2025-amendment.toml").read_text())

    changes = [change for change in changes_between(before, after) if not change.key.startswith("edition.note")]

    assert changes == [Change("final.titles", ChangeKind.CHANGED, 4, 6)]


def test_a_change_names_the_criterion_and_not_its_number():
    new = NEXT.replace("weight_percent = 20", "weight_percent = 10", 1).replace(
        'id = "effect"\nweight_percent = 20', 'id = "effect"\nweight_percent = 30'
    )

    changes = changes_between(parse_edition_rules(NEXT), parse_edition_rules(new))

    assert [(change.key, change.before, change.after) for change in changes] == [
        ("final.criteria[approach].weight_percent", 20, 10),
        ("final.criteria[effect].weight_percent", 20, 30),
    ]
    assert changes_between(parse_edition_rules(NEXT), parse_edition_rules("# a remark\n" + NEXT)) == ()


def test_the_next_edition_starts_as_a_copy_with_mean_instead_of_sum():
    old = parse_edition_rules((RULES / "2026.toml").read_text())

    new = parse_edition_rules(
        copy_for_next_edition((RULES / "2026.toml").read_text(), key="2027", name={"en": "2027"}, title_year=2027)
    )

    assert (new.final.aggregate, new.preselection.aggregate) == (Aggregate.MEAN, Aggregate.MEAN)
    assert (new.final.titles, new.final.extra_titles) == (old.final.titles, old.final.extra_titles)
    assert new.eligibility == old.eligibility
    assert new.dates.moment(Step.CALL_CLOSES).wall.isoformat() == "2026-04-04T23:59:00"
    assert what_is_missing_to_open(new.dates) == (Step.CALL_OPENS, Step.PLAN_DUE, Step.RESULT_PUBLISHED)


def test_a_copy_moves_a_leap_day_and_an_hour_that_the_clocks_skip():
    text = NEXT.replace("2026-10-05T10:00:00", "2026-03-28T02:30:00").replace("= 2028", "= 2027", 1)
    leap = NEXT.replace("2027-04-02T23:59:59", "2028-02-29T23:59:59").replace("2027-", "2028-")

    to_2027 = parse_edition_rules(copy_for_next_edition(text, key="n", name={"en": "N"}, title_year=2028))
    to_2029 = parse_edition_rules(copy_for_next_edition(leap, key="n", name={"en": "N"}, title_year=2029))

    assert to_2027.dates.moment(Step.CALL_OPENS).wall.isoformat() == "2027-03-28T03:30:00"
    assert to_2029.dates.moment(Step.CALL_CLOSES).wall.isoformat() == "2029-02-28T23:59:59"


@pytest.mark.parametrize(
    ("key", "right", "wrong"),
    [("scale_max", "scale_max = 10", "scale_max = 100000"), ("scale_min", "scale_min = 0", "scale_min = -99999.5")],
)
def test_a_scale_whose_scores_could_not_be_kept_is_refused_by_its_key(key, right, wrong):
    with pytest.raises(RulesError, match=rf"criteria\[1\].{key}: expected -99999 to 99999, got"):
        parse_edition_rules(NEXT.replace(right, wrong, 1))


def test_the_widest_scale_is_taken_and_its_ends_fit_the_column_that_keeps_a_score():
    rules = parse_edition_rules(NEXT.replace("scale_max = 10", "scale_max = 99999"))
    column = Score._meta.get_field("value")

    high = max(item.scale_max for item in rules.final.criteria)

    assert high == MOST_POINTS < 10 ** (column.max_digits - column.decimal_places)
