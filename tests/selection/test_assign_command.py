"""`pearls assign` as scripts use it: exact exit codes, one line for what is wrong, one JSON document."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pearls.cli.commands import main

APPLICATIONS = "application,country,language,topics\na,LV,en,art;sea\nb,EE,en,art\nc,SE,sv,\n"
ASSESSORS = (
    "assessor,country,languages,topics,capacity\nann,LV,en;sv,art,2\nbo,DK,en;sv,sea;art,2\n"
    "cy,FI,sv;en,,2\ndi,PL,,art,9\n"
)
CONFLICTS = "assessor,application,reason\nbo,b,Cousin of the mayor\n"

Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def ask(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Ask:
    def run(
        *options: str, applications: str = APPLICATIONS, assessors: str = ASSESSORS, conflicts: str = "", per: str = "1"
    ) -> tuple[int, str, str]:
        given = []
        for name, text in (("applications", applications), ("assessors", assessors), ("conflicts", conflicts)):
            if text:
                (tmp_path / f"{name}.csv").write_text(text)
                given += [f"--{name}", str(tmp_path / f"{name}.csv")]
        code = main(["assign", *given, "--per-application", per, *options])
        out, err = capfd.readouterr()
        return code, out, err.replace(f"{tmp_path}/", "")

    return run


def test_the_json_document_is_exactly_what_the_contract_says(ask: Ask) -> None:
    code, out, err = ask("--json", conflicts=CONFLICTS)

    assert (code, err) == (0, "")
    assert json.loads(out) == {
        "assignments": [
            {"application": "a", "assessor": "bo", "affinity": 1.0},
            {"application": "b", "assessor": "ann", "affinity": 1.0},
            {"application": "c", "assessor": "cy", "affinity": 1.0},
        ],
        "loads": {"ann": 1, "bo": 1, "cy": 1, "di": 0},
        "least_served": {"application": "a", "total_affinity": 1.0},
        "total_affinity": 3.0,
        "optimal": True,
        "warnings": [{"code": "reads-nothing", "text": "These may read none of the applications: di."}],
    }


def test_an_affinity_is_the_share_of_the_applications_topics(ask: Ask) -> None:
    code, out, _err = ask(
        "--json",
        applications="application,country,language,topics\na,LV,en,art;sea;wood\n",
        assessors="assessor,country,languages,topics,capacity\nann,EE,en,sea;fire,1\n",
    )

    document = json.loads(out)
    assert code == 0
    assert document["assignments"] == [{"application": "a", "assessor": "ann", "affinity": pytest.approx(1 / 3)}]
    assert document["total_affinity"] == document["least_served"]["total_affinity"] == pytest.approx(1 / 3)


def test_ones_own_country_is_closed_unless_it_is_allowed(ask: Ask) -> None:
    files = {
        "applications": "application,country,language,topics\na,LV,en,\n",
        "assessors": "assessor,country,languages,topics,capacity\nann,LV,en,,1\n",
    }

    assert ask("--json", **files)[0] == 1
    assert ask("--json", "--own-country", **files)[0] == 0


def test_what_is_impossible_is_a_no_with_a_set_that_none_can_be_left_out_of(ask: Ask) -> None:
    assessors = "assessor,country,languages,topics,capacity\nann,FI,en,,2\nbo,DK,en;sv,,1\nzed,LT,sv,,7\n"

    code, out, err = ask("--json", assessors=assessors, per="2")

    why = "Assessments needed by these 2 together: 4; places of those who may read them: 3."
    assert (code, err) == (1, "")
    assert json.loads(out) == {
        "impossible": [
            {"application": "a", "allowed_assessors": ["ann", "bo"], "why": why},
            {"application": "b", "allowed_assessors": ["ann", "bo"], "why": why},
        ]
    }


def test_an_application_that_too_few_may_read_is_named_with_what_shuts_it(ask: Ask) -> None:
    code, out, _err = ask("--json", conflicts="assessor,application,reason\nbo,a,\n", per="3")

    (row,) = json.loads(out)["impossible"]
    assert (code, row["application"], row["allowed_assessors"]) == (1, "a", ["cy"])
    assert row["why"] == (
        "Assessors needed: 3; places of those who may read it: 1. Not allowed: 1 for a conflict, 1 for its own country,"
        " 1 for its language."
    )


def test_a_reader_at_a_terminal_gets_a_table(ask: Ask) -> None:
    code, out, _err = ask(conflicts=CONFLICTS)

    assert code == 0
    assert out.splitlines()[:2] == ["application  assessor  affinity", "a            bo        1"]
    assert "proven to be the best: yes" in out
    code, out, _err = ask(per="4")
    assert code == 1
    assert out.startswith("Impossible: these applications cannot all be served")


def test_the_order_of_the_lines_changes_no_byte(ask: Ask) -> None:
    first = ask("--json", per="2")[1]
    for seed in range(3):
        shuffled = []
        for text in (APPLICATIONS, ASSESSORS):
            head, *lines = text.splitlines()
            random.Random(seed).shuffle(lines)
            shuffled.append("\n".join([head, *lines]) + "\n")

        assert ask("--json", applications=shuffled[0], assessors=shuffled[1], per="2")[1] == first


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("applications", "application,country,language\n", "applications.csv: line 1: expected the columns"),
        ("applications", APPLICATIONS.replace("topics", "themes"), "got the unknown column themes"),
        (
            "applications",
            APPLICATIONS + "a,LV,en,\n",
            "line 5, application: expected an id that stands on no line before",
        ),
        ("applications", APPLICATIONS + ",LV,en,\n", "line 5, application: expected an id"),
        ("applications", APPLICATIONS + "d,,en,\n", "line 5, country: expected a country, got ''"),
        ("applications", APPLICATIONS + "d,LV,,\n", "line 5, language: expected a language, got ''"),
        ("applications", APPLICATIONS + "d,LV\n", "applications.csv: line 5: expected 4 cells, got 2"),
        ("applications", APPLICATIONS + '"d,LV,en,\n', "expected CSV"),
        ("assessors", ASSESSORS.replace("art,9", "art,-1"), "assessors.csv: line 5, capacity: expected a whole number"),
        (
            "assessors",
            ASSESSORS.replace("t,9", "t,2.0"),
            "line 5, capacity: expected a whole number from 0",
        ),
        (
            "conflicts",
            CONFLICTS + "eve,a,\n",
            "conflicts.csv: line 3, assessor: expected the id of an assessor",
        ),
        ("conflicts", CONFLICTS + "bo,z,\n", "conflicts.csv: line 3, application: expected the id of an application"),
    ],
)
def test_bad_input_is_named_by_file_line_and_field(ask: Ask, file: str, text: str, said: str) -> None:
    code, out, err = ask("--json", **{file: text})

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_every_faulty_line_is_named_in_one_line(ask: Ask) -> None:
    code, _out, err = ask(assessors=ASSESSORS + "ed,,en,,1\nflo,FI,en,,many\n")

    assert (code, err.count("\n")) == (2, 1)
    assert "line 6, country" in err
    assert "line 7, capacity" in err


@pytest.mark.parametrize("per", ["0", "-1", "two"])
def test_a_number_that_is_none_is_bad_usage(ask: Ask, per: str) -> None:
    try:
        code = ask(per=per)[0]
    except SystemExit as problem:
        code = int(str(problem.code))
    assert code == 2


def test_it_needs_neither_a_database_nor_a_variable(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(APPLICATIONS)
    (tmp_path / "b.csv").write_text(ASSESSORS)
    command = [sys.executable, "-m", "pearls", "assign", "--applications", "a.csv", "--assessors", "b.csv"]

    done = subprocess.run(
        [*command, "--per-application", "2", "--json"],
        cwd=tmp_path,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["optimal"] is True


def test_nothing_to_assign_is_assigned(ask: Ask) -> None:
    code, out, _err = ask("--json", applications="application,country,language,topics\n")

    assert code == 0
    assert json.loads(out) == {
        "assignments": [],
        "loads": {"ann": 0, "bo": 0, "cy": 0, "di": 0},
        "least_served": None,
        "total_affinity": 0.0,
        "optimal": True,
        "warnings": [],
    }
