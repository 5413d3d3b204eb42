"""`pearls rank` as scripts use it: exact exit codes, one line for what is wrong, one JSON document."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from pearls.cli.commands import main

SIX = "scores.csv: line 6: "
RULES = """schema = 1
[final]
titles = 3
max_per_country = 1
extra_titles = 1
aggregate = "mean"
tie_break = ["impact", "capacity"]
tight_probability = 0.20
[[final.criteria]]
id = "impact"
weight_percent = 40
scale_min = 0
scale_max = 10
[[final.criteria]]
id = "capacity"
weight_percent = 60
scale_min = 0
scale_max = 10
"""
SCORES = """candidate,country,assessor,criterion,score
a,LV,J1,impact,7
a,LV,J1,capacity,8.5
b,EE,J1,impact,6
b,EE,J1,capacity,
"""


@pytest.fixture
def ask(tmp_path, capsys):
    def run(scores=SCORES, rules=RULES, *options):
        (tmp_path / "scores.csv").write_bytes(scores if isinstance(scores, bytes) else scores.encode())
        (tmp_path / "rules.toml").write_bytes(rules if isinstance(rules, bytes) else rules.encode())
        code = main(["rank", str(tmp_path / "scores.csv"), "--rules", str(tmp_path / "rules.toml"), *options])
        out, err = capsys.readouterr()
        return code, out, err.replace(str(tmp_path) + "/", "")

    return run


def test_the_json_document_is_exactly_what_the_contract_says(ask):
    code, out, err = ask(SCORES, RULES, "--json")

    assert (code, err) == (0, "")
    nothing = {"expected_rank": None, "probability_of_title": None, "calibrated_total": None, "interval_90": None}
    assert json.loads(out) == {
        "rules_sha256": hashlib.sha256(RULES.encode()).hexdigest(),
        "stage": "final",
        "aggregate": "mean",
        "candidates": [
            {
                "candidate": "a",
                "country": "LV",
                "assessments": 1,
                "total": "7.900000",
                "rank": 1,
                "outcome": "title",
                "extra_place_eligible": False,
                "reason": {"code": "by-rank", "text": "A title by rank, one of 3.", "titles": 3},
                **nothing,
            },
            {
                "candidate": "b",
                "country": "EE",
                "assessments": 0,
                "total": None,
                "rank": None,
                "outcome": "not-awarded",
                "extra_place_eligible": False,
                "reason": {"code": "not-assessed", "text": "Nobody has assessed it completely."},
                **nothing,
            },
        ],
        "assessors": [
            {"assessor": "J1", "assessments": 1, "severity": None, "standard_error": None, "consistency": None}
        ],
        "variance": None,
        "tight": None,
        "warnings": [
            {
                "code": "incomplete-assessment",
                "text": "J1 left capacity of b empty and is left out for that plan.",
            },
            {"code": "not-assessed", "text": "b has no complete assessment and stands last."},
            {
                "code": "fewer-titles",
                "text": "Only 1 of 3 titles are given: no plan is left whose country may have another.",
            },
            {
                "code": "too-few-candidates",
                "text": "No evidence beside the ranking: it takes complete assessments of at least three plans.",
            },
        ],
    }


# Two criteria, both given the same, so that the weighted scores are these: three plans, three assessors.
PANEL = "candidate,country,assessor,criterion,score\n" + "".join(
    f"{plan},{country},J{who},{criterion},{score}\n"
    for plan, country, scores in (("a", "LV", (8, 7, 9)), ("b", "EE", (5, 6, 8)), ("c", "FI", (4, 2, 5)))
    for who, score in enumerate(scores, start=1)
    for criterion in ("impact", "capacity")
)

EVIDENCE = [
    [1.00575, 0.99425, 7.906977, [6.695141, 9.118813]],
    [1.99425, 0.00575, 6.317829, [5.162794, 7.472864]],
    [3.0, 0.0, 3.775194, [2.624279, 4.926108]],
]
ASSESSORS = [
    {"assessor": who, "assessments": 3, "severity": severity, "standard_error": 0.670651, "consistency": consistency}
    for who, severity, consistency in (
        ("J1", 0.282051, 0.857444),
        ("J2", 0.846154, 0.756948),
        ("J3", -1.128205, 0.398401),
    )
]


def test_the_evidence_stands_beside_the_ranking_in_numbers_of_six_decimals(ask):
    code, out, err = ask(PANEL, RULES.replace("titles = 3", "titles = 1", 1), "--json")
    document = json.loads(out)
    evidence = [
        [plan[key] for key in ("expected_rank", "probability_of_title", "calibrated_total", "interval_90")]
        for plan in document["candidates"]
    ]

    assert (code, err) == (0, "")
    assert evidence == EVIDENCE
    assert document["assessors"] == ASSESSORS
    assert document["variance"] == {"candidate_sd": 2.134375, "assessor_sd": 1.105542, "residual_sd": 0.816497}
    line = {"is_tight": False, "probability": 0.00575, "margin": "1.666667", "above": "a", "below": "b"}
    assert document["tight"] == line
    assert document["warnings"] == []


def test_the_same_sheet_gives_the_same_bytes_and_another_seed_other_draws(ask):
    one, again, other = (ask(PANEL, RULES, "--json", "--seed", seed)[1] for seed in ("1", "1", "2"))

    assert one == again == ask(PANEL, RULES, "--json")[1]
    assert json.loads(one)["candidates"][0]["total"] == json.loads(other)["candidates"][0]["total"]
    assert one != other


def test_agreement_and_signals_are_one_more_key_for_those_who_ask(ask, tmp_path):
    (tmp_path / "who.csv").write_text("assessor,country\nJ1,LV\nJ2,EE\nJ3,\n")

    _, out, _ = ask(PANEL, RULES, "--json", "--details", "--assessors", str(tmp_path / "who.csv"))

    found = json.loads(out)["details"]
    assert {key: found[key] for key in ("seed", "draws", "erratic_assessors", "own_country")} == {
        "seed": 1,
        "draws": 4000,
        "erratic_assessors": [],
        "own_country": {"assessments": 2, "effect": None, "standard_error": None},
    }
    assert set(found) > {"grey_zone", "reliability_of_one", "reliability_of_mean", "alpha", "alpha_by_criterion"}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("who,country\n", "who.csv: line 1: assessor: expected the columns assessor,country, got no such column"),
        ("assessor,country\nJ1,LV\nJ1,EE\n", 'who.csv: line 3: assessor: expected each assessor once, got "J1" twice'),
        (b"assessor,country\n\xff,LV\n", "who.csv: file: expected UTF-8 text, got the byte 0xff"),
    ],
)
def test_a_bad_file_of_assessors_is_refused_in_one_line(ask, tmp_path, content, message):
    (tmp_path / "who.csv").write_bytes(content if isinstance(content, bytes) else content.encode())

    code, out, err = ask(PANEL, RULES, "--assessors", str(tmp_path / "who.csv"))

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err


def test_a_person_reads_the_evidence_below_the_ranking_and_why_there_is_none(ask):
    with_evidence, without = ask(PANEL, RULES)[1], ask()[1]

    assert "Evidence beside the ranking, never part of it (4000 draws, seed 1)" in with_evidence
    assert "Spread in points: 2.13 between plans, 1.11 between assessors, 0.82 left over." in with_evidence
    assert without.splitlines()[-3].startswith("Note: No evidence beside the ranking: ")


def test_without_json_a_person_can_read_it(ask):
    code, out, _ = ask()

    assert code == 0
    assert out.splitlines()[2:5] == [
        "rank  candidate  country  read by  total     outcome      extra  why",
        "1     a          LV       1        7.900000  title               A title by rank, one of 3.",
        "-     b          EE       0        -         not-awarded         Nobody has assessed it completely.",
    ]


def test_bom_windows_line_ends_and_any_order_of_columns_are_read(ask):
    header, *rows = SCORES.splitlines()
    swapped = "\r\n".join(",".join(reversed(row.split(","))) for row in [header, *rows]) + "\r\n"

    plain = json.loads(ask(SCORES, RULES, "--json")[1])
    other = json.loads(ask(b"\xef\xbb\xbf" + swapped.encode(), RULES, "--json")[1])

    assert other == plain


@pytest.mark.parametrize(
    ("scores", "message"),
    [
        ("", "scores.csv: line 1: file: expected the columns candidate,country,assessor,criterion,score, got an empty"),
        (SCORES.splitlines()[0] + "\n", "scores.csv: line 1: file: expected at least one line of scores, got none"),
        (SCORES.replace("country,", "", 1), "scores.csv: line 1: country: expected the columns"),
        (SCORES.replace("score\n", "score,mood\n", 1), "scores.csv: line 1: mood: expected the columns"),
        (
            SCORES + "a,LV,J1,impact,7\n",
            SIX + "criterion: expected each plan, assessor and criterion once",
        ),
        (
            SCORES + "a,LV,J2,beauty,7\n",
            SIX + 'criterion: expected one of impact, capacity, got "beauty"',
        ),
        (
            SCORES + "a,LV,J2,impact,11\n",
            SIX + 'score: expected a number from 0 to 10, or nothing, got "11"',
        ),
        (SCORES + "a,LV,J2,impact,-0.1\n", SIX + "score: expected a number from 0 to 10"),
        (SCORES + "a,EE,J2,impact,7\n", SIX + 'country: expected "LV", as before for a, got "EE"'),
        (SCORES + 'a,LV,J2,impact,"7,5"\n', SIX + "score: expected a decimal number with a point"),
        *[
            (SCORES + f"a,LV,J2,impact,{score}\n", SIX + "score: expected a decimal number with a point")
            for score in ("1e1", "+3", " 4 ", "٣", "NaN", "inf", ".5", "5.", "0x1", "1_0")
        ],
        (SCORES + f"a,LV,J2,impact,7.{'3' * 51}\n", SIX + "score: expected a number of at most 50 digits"),
        (f"  \n{SCORES}", "scores.csv: line 1: header: expected the columns"),
        (SCORES + "a,LV,J2,impact\n", SIX + "line: expected 5 fields, got 4"),
        (
            SCORES + ",LV,J2,impact,1\n",
            SIX + 'candidate: expected a text without spaces around it, got ""',
        ),
        (SCORES + 'a,LV,J2,"impact,1\n', "expected comma-separated values"),
        (
            SCORES.encode() + b"\xff,LV,J2,impact,1\n",
            SIX + "file: expected UTF-8 text, got the byte 0xff",
        ),
    ],
)
def test_a_bad_sheet_is_refused_in_one_line_with_file_line_and_field(ask, scores, message):
    code, out, err = ask(scores)

    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (RULES.replace("titles = 3", "titels = 3", 1), "rules.toml: line 3: final.titels: expected one of titles"),
        (
            RULES.replace("= 60", "= 50"),
            "line 9: final.criteria: expected weights that add up to 100, got 90",
        ),
        (RULES.replace("= 60\n", "= \n"), "rules.toml: line 16: file: expected TOML, got invalid value"),
        (RULES.replace("weight_percent = 60\n", ""), "final.criteria[2].weight_percent: expected a number"),
        (RULES.replace('"mean"', '"median"'), 'line 6: final.aggregate: expected one of mean, sum, got "median"'),
        (
            RULES.replace("= 60", f"= 60.{'0' * 40}1"),
            "line 9: final.criteria: expected weights that add up to 100, got 1",
        ),
        (
            RULES.replace("= 60", "= 1e999999999"),
            "line 16: final.criteria[2].weight_percent: expected a number of at m",
        ),
        (
            RULES.replace("= 3", "= 0x" + "f" * 5_000),
            "at most 1000000, got a number of more than 60 digits",
        ),
        (RULES.replace("= 3", "= " + "9" * 5_000), "rules.toml: file: expected TOML, got exceeds the limit"),
        (
            RULES + "x = " + "[" * 5_000,
            "rules.toml: file: expected TOML, got lists or tables hundreds deep in each other",
        ),
        (
            RULES.replace('"capacity"]', '"beauty"]'),
            "line 7: final.tie_break: expected criteria among impact, capacity",
        ),
        (RULES.replace("= 0.20", "= 1.2"), "line 8: final.tight_probability: expected a probability above 0 and up to"),
        (RULES.replace("schema = 1", "schema = 2"), "rules.toml: line 1: schema: expected 1, got 2"),
        ("schema = 1\n", "rules.toml: final: expected a table [final] or [preselection], got nothing"),
        (b"schema = 1 # \xff", "rules.toml: line 1: file: expected UTF-8 text"),
    ],
)
def test_a_bad_rules_file_is_refused_in_one_line_with_its_key(ask, rules, message):
    code, out, err = ask(SCORES, rules)

    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_a_minimum_that_no_machine_could_write_out_is_refused_at_once(ask):
    rules = RULES.replace("final", "preselection").replace("aggregate", "minimum_total = 1e999999999\naggregate")
    for key in ("titles = 3\n", "max_per_country = 1\n", "extra_titles = 1\n", "tight_probability = 0.20\n"):
        rules = rules.replace(key, "")

    code, out, err = ask(SCORES, rules, "--json", "--stage", "preselection")

    assert (code, out) == (2, "")
    assert "line 3: preselection.minimum_total: expected a number of at most 50 digits" in err


def test_as_many_digits_as_a_mean_has_count_exactly(ask):
    third = "7." + "3" * 45

    sheet = SCORES.replace("impact,7\n", f"impact,{third}\n").replace("8.5", third)

    code, out, _ = ask(sheet, RULES, "--json")

    assert (code, json.loads(out)["candidates"][0]["total"]) == (0, "7.333333")


def test_a_stage_that_the_rules_do_not_hold_is_bad_input(ask):
    code, _, err = ask(SCORES, RULES, "--stage", "preselection")

    assert code == 2
    assert "preselection: expected a table [preselection], got nothing" in err


def test_rules_without_weights_cannot_be_counted_by(ask):
    bare = "\n".join(line for line in RULES.splitlines() if not line.startswith(("weight", "scale")))

    code, _, err = ask(SCORES, bare)

    assert code == 2
    assert "rules.toml: line 9: final.criteria[1].weight_percent: expected a number" in err


def test_a_file_that_is_not_there_is_bad_input(capsys):
    assert main(["rank", "no-such.csv", "--rules", "no-such.toml"]) == 2
    assert capsys.readouterr().err.endswith("expected a file to read, got no such file or directory\n")


def test_the_command_never_loads_django():
    code = "import pearls.cli.rank, sys; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": "src"}).returncode == 0


@pytest.mark.parametrize("given", [[], ["s.csv"], ["s.csv", "--rules", "r.toml", "--stage", "other"]])
def test_bad_usage_is_one_line_too(given, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["rank", *given])

    assert stopped.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.fixture
def rank_alone(tmp_path):
    """`python -m pearls rank` in another folder, with no variable set but these."""
    (tmp_path / "scores.csv").write_text(SCORES.replace("a,LV", "Rūjiena,LV"), encoding="utf-8")
    (tmp_path / "rules.toml").write_text(RULES, encoding="utf-8")

    def run(stdout=subprocess.PIPE, **variables):
        command = [sys.executable, "-m", "pearls", "rank", "scores.csv", "--rules", "rules.toml", "--json"]
        env = {"PYTHONPATH": str(Path("src").resolve()), **variables}
        return subprocess.run(command, cwd=tmp_path, env=env, stdout=stdout, stderr=subprocess.PIPE, check=False)

    return run


@pytest.mark.parametrize("variables", [{}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "iso-8859-1"}])
def test_in_any_folder_and_locale_the_document_is_utf8(rank_alone, variables):
    done = rank_alone(**variables)

    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.decode("utf-8"))["candidates"][0]["candidate"] == "Rūjiena"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_in_one_line(rank_alone):
    with Path("/dev/full").open("w") as full:
        done = rank_alone(stdout=full)

    assert done.returncode == 2
    assert (
        done.stderr.decode() == "pearls rank: standard output: expected to write to it, got No space left on device\n"
    )
