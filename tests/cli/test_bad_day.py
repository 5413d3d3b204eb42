"""A whole selection from an empty folder, as docs/guides/bad-day.md tells it: no database, no server, real files."""

import csv
import io
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from pearls.cli.commands import main
from tests.plans.papers import resaved

GUIDE = Path(__file__).parents[2] / "docs/guides/bad-day.md"
# What each juror gives the candidates on both criteria: bo and cy are from the countries of beta and gama.
POINTS = {
    "ann": {"alfa": (8, 7), "beta": (6, 6), "gama": (6, 6)},
    "bo": {"alfa": (7, 7.5), "gama": (5, 6)},
    "cy": {"alfa": (9, 6), "beta": (5, 6)},
}


def files_of_guide() -> dict[str, str]:
    """The files that the guide shows, by their names."""
    return dict(re.findall(r"`([\w./-]+)`:\n\n```\w*\n(.*?)```", GUIDE.read_text(), re.DOTALL))


def commands_of_guide() -> list[str]:
    """The commands that the guide shows, in their order."""
    return re.findall(r"^    pearls (.*)$", GUIDE.read_text(), re.MULTILINE)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder with what the guide says to write into it."""
    for name, text in files_of_guide().items():
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ask(capfd, *arguments):
    code = main(list(arguments))
    out, err = capfd.readouterr()
    return code, out, err


def fill(file: Path, points: dict[str, tuple[float, float]]) -> None:
    """Fill a workbook as a juror would."""
    book = load_workbook(file)
    sheet = book.worksheets[0]
    for row in range(3, sheet.max_row + 1):
        given = points.get(str(sheet.cell(row, 3).value))
        if given:
            sheet.cell(row, 6).value = "no"
            for at, value in enumerate(given, start=7):
                sheet.cell(row, at).value = value
    book.save(file)


def fill_all(folder: Path, kind: str = "xlsx") -> None:
    (folder / "filled").mkdir()
    for who, points in POINTS.items():
        shutil.copy(folder / "sheets" / f"{who}.xlsx", folder / "filled")
        fill(folder / "filled" / f"{who}.xlsx", points)


def text_of(file: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(file).pages)


def test_the_guide_is_played_from_an_empty_folder_to_the_minutes(folder, capfd):
    outputs = {}
    for line in commands_of_guide():
        command, _sign, target = line.partition(" > ")
        if command.startswith("sheets read"):
            fill_all(folder)
        code, out, err = ask(capfd, *shlex.split(command))
        assert (code, err) == (0, ""), command
        if target:
            (folder / target).write_text(out)
        outputs[" ".join(command.split()[:2])] = out

    assert json.loads((folder / "assignment.json").read_text())["optimal"]
    assert len(list(csv.DictReader(io.StringIO((folder / "scores.csv").read_text())))) == 14
    ranking = json.loads((folder / "ranking.json").read_text())
    outcomes = {plan["candidate"]: (plan["total"], plan["rank"], plan["outcome"]) for plan in ranking["candidates"]}
    assert outcomes["alfa"] == ("7.300000", 1, "title")
    assert (outcomes["beta"][2], outcomes["gama"][2]) == ("undecided", "undecided")
    assert ranking["candidates"][0]["probability_of_title"] is not None
    assert "Drawn, the first before all others:" in outputs["draw --source"]
    minutes = text_of(folder / "minutes.pdf")
    assert "alfa" in minutes and "Lottery of 12 May: 4, 8, 15, 16, 23, 42" in minutes
    assert "Alfa" not in text_of(folder / "sheets" / "panel.pdf")  # candidates go by their ids
    assert "beta" in text_of(folder / "sheets" / "ann.pdf")
    assert "beta" not in text_of(folder / "sheets" / "bo.pdf")


@pytest.mark.slow
def test_a_workbook_that_libreoffice_saved_as_workbook_or_csv_reads_the_same(folder, capfd):
    made = next(line for line in commands_of_guide() if line.startswith("sheets make"))
    read = next(line for line in commands_of_guide() if line.startswith("sheets read")).split(" --to ")[0]
    ask(capfd, *shlex.split(made))
    fill_all(folder)
    _code, plain, _err = ask(capfd, *shlex.split(read))
    for who in ("bo", "cy"):
        file = folder / "filled" / f"{who}.xlsx"
        file.write_bytes(resaved(file.read_bytes(), "xlsx", folder))
    ann = folder / "filled" / "ann.xlsx"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    # Semicolons and UTF-8 without a mark, as an office of the Baltic states saves.
    kind = "csv:Text - txt - csv (StarCalc):59,34,76"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder / "filled"), str(ann)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    ann.unlink()

    code, out, err = ask(capfd, *shlex.split(read))

    assert (code, err) == (0, "")
    assert sorted(out.splitlines()) == sorted(plain.splitlines())


def test_what_is_wrong_in_several_files_is_told_in_one_line_and_nothing_is_written(folder, capfd):
    made = next(line for line in commands_of_guide() if line.startswith("sheets make"))
    read = next(line for line in commands_of_guide() if line.startswith("sheets read"))
    ask(capfd, *shlex.split(made))
    fill_all(folder)
    fill(folder / "filled" / "ann.xlsx", {"alfa": (11, 7)})
    fill(folder / "filled" / "bo.xlsx", {"alfa": ("=1+1", 7)})

    code, _out, err = ask(capfd, *shlex.split(read))

    assert (code, err.count("\n")) == (2, 1)
    assert "filled/ann.xlsx: Line 3, column G (score:impact): got “11”. Expected a number from 0 to 10" in err
    assert "filled/bo.xlsx: Line 3, column G (score:impact): got “G3: =1+1”. Expected a value; formulas" in err
    assert not (folder / "scores.csv").exists()


def test_what_does_not_fit_together_is_a_well_formed_no(folder, capfd):
    check = next(line for line in commands_of_guide() if line.startswith("sheets check"))
    with (folder / "candidates.csv").open("a") as file:
        file.write("omega,FR,fr,\n")

    code, out, _err = ask(capfd, *shlex.split(check), "--json")

    document = json.loads(out)
    assert (code, document["ok"], document["candidates"]) == (1, False, 4)
    assert [(one["code"], one["who"]) for one in document["findings"]] == [("too-few-jurors", "omega")]


def test_the_rules_of_an_edition_say_which_country_is_eligible(folder, capfd):
    shutil.copy(Path(__file__).parents[2] / "src/pearls/programme/data/rules/next.toml", folder / "rules.toml")
    with (folder / "candidates.csv").open("a") as file:
        file.write("omega,FR,en,\n")
    check = next(line for line in commands_of_guide() if line.startswith("sheets check"))

    code, out, _err = ask(capfd, *shlex.split(check))

    assert code == 1
    assert "omega: Expected a country among" in out


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "tie; draw or choose"),
        (["--taken", "beta"], "expected --reason"),
        (["--taken", "alfa", "--reason", "x"], "expected a choice that the rules allow among beta, gama"),
        (["--taken", "zeta", "--reason", "x"], "expected plans of the table, got zeta"),
        (["--last-rank", "1", "--reason", "x"], "the rules draw the line themselves"),
    ],
)
def test_minutes_are_written_only_of_what_is_decided(folder, capfd, options, told):
    lines = [
        f"{plan},{country},{who},{criterion},{score}"
        for plan, country, score in (("alfa", "LV", 8), ("beta", "EE", 6), ("gama", "PL", 6))
        for who in ("ann", "di")
        for criterion in ("impact", "capacity")
    ]
    (folder / "scores.csv").write_text("\n".join(["candidate,country,assessor,criterion,score", *lines]) + "\n")

    command = ["sheets", "minutes", "scores.csv", "--rules", "rules.toml", "--to", "m.pdf", *options]
    code, _out, err = ask(capfd, *command)

    assert (code, err.count("\n"), (folder / "m.pdf").exists()) == (1, 1, False)
    assert told in err
