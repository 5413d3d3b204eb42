"""`pearls match`: one document, exit codes, and one line that says what is wrong where."""

import json
from pathlib import Path

import pytest

from pearls.cli.commands import main
from pearls.people.models import Mentorship
from tests.mentoring.conftest import NOW, Room

TOWNS = "town,country,language,themes,size\nalpha,LV,lv,challenge:a,small\nbeta,EE,en,,\n"
MENTORS = (
    "mentor,country,languages,themes,countries,own_country,sizes,capacity\n"
    "anna,LV,lv;en,challenge:a,,any,small,1\nkaisa,EE,et,,EE,,,1\n"
)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "t.csv").write_text(TOWNS)
    (tmp_path / "m.csv").write_text(MENTORS)
    return ["--towns", str(tmp_path / "t.csv"), "--mentors", str(tmp_path / "m.csv")]


def test_files_are_matched_into_one_document(files: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["match", *files, "--json"]) == 0

    told = capfd.readouterr()
    document = json.loads(told.out)
    assert [(row["town"], row["mentor"], row["affinity"]) for row in document["assignments"]] == [
        ("alpha", "anna", 100),
        ("beta", "kaisa", 60),
    ]
    assert document["least_served"] == {"town": "beta", "total_affinity": 60}
    assert (document["loads"], document["optimal"], told.err) == ({"anna": 1, "kaisa": 1}, True, "")


def test_the_same_files_give_the_same_bytes_twice(files: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    main(["match", *files, "--json"])
    first = capfd.readouterr().out
    main(["match", *files, "--json"])

    assert capfd.readouterr().out == first


def test_what_is_impossible_is_a_no_with_the_towns(
    files: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "c.csv").write_text("mentor,town,reason\nkaisa,beta,Works there\nanna,beta,Cousin\n")

    assert main(["match", *files, "--conflicts", str(tmp_path / "c.csv"), "--json"]) == 1

    (row,) = json.loads(capfd.readouterr().out)["impossible"]
    assert (row["town"], row["allowed_mentors"], bool(row["why"])) == ("beta", [], True)


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("t.csv", "town,country\n", "line 1: expected the columns"),
        ("t.csv", TOWNS.replace("LV", "XX"), "line 2, country: expected one of"),
        ("t.csv", TOWNS + "alpha,LV,lv,,\n", "line 4, town: expected an id that stands on no line before"),
        ("t.csv", TOWNS + "gamma,LV\n", "line 4: expected 5 cells"),
        ("m.csv", MENTORS.replace("small,1", "small,-1"), "line 2, capacity: expected a whole number from 0, got '-1'"),
        ("m.csv", MENTORS.replace("lv;en", "lv;xx"), "line 2, languages: expected some of"),
    ],
)
def test_bad_input_is_named_by_file_line_and_field(
    files: list[str], tmp_path: Path, capfd: pytest.CaptureFixture[str], file: str, text: str, said: str
) -> None:
    (tmp_path / file).write_text(text)

    assert main(["match", *files, "--json"]) == 2

    told = capfd.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert f"{file}: {said}" in told.err


def test_nothing_to_read_is_bad_usage(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["match"]) == 2
    assert "expected --edition KEY" in capfd.readouterr().err


def test_an_edition_is_matched_and_nobody_is_appointed(room: Room, capfd: pytest.CaptureFixture[str]) -> None:
    Mentorship.objects.update(ended_at=NOW)
    room.describe(room.other)

    assert main(["match", "--edition", room.pair.edition_key, "--json"]) == 0

    (row,) = json.loads(capfd.readouterr().out)["assignments"]
    assert (row["town"], row["mentor"]) == ("smiltene-lv", room.other.ref)
    assert not Mentorship.objects.filter(ended_at=None).exists()
    assert main(["match", "--edition", "nothing"]) == 2
