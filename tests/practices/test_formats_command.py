"""`pearls practices` with every format that comes in and goes out, and big files part by part."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from lxml import etree
from rdflib import Graph

from pearls.audit.models import Entry
from pearls.cli.commands import main
from pearls.db.triggers import guards_lifted
from pearls.practices import queries, services
from pearls.practices.models import Practice
from pearls.practices.papers import csv_lines, xlsx_pieces
from pearls.practices.queries import shipped_records
from pearls.practices.rules import Record
from pearls.practices.services import parts
from tests.practices.samples import a_record

pytestmark = pytest.mark.django_db
Capture = pytest.CaptureFixture[str]
KERNEL = "{http://datacite.org/schema/kernel-4}"


def put(path: Path, records: list[Record]) -> Path:
    """The practices as a file of the kind that the name ends in."""
    content = b"".join(xlsx_pieces(records)) if path.suffix == ".xlsx" else "".join(csv_lines(records)).encode()
    path.write_bytes(content)
    return path


def done(capsys: Capture, path: Path, *options: str) -> Any:
    capsys.readouterr()
    assert main(["practices", "import", str(path), "--json", *options]) == 0
    return json.loads(capsys.readouterr().out)


def exported(path: Path, name: str) -> Path:
    assert main(["practices", "export", "--format", name, str(path)]) == 0
    return path


@pytest.mark.parametrize("name", ["jsonl", "csv", "xlsx"])
def test_what_went_out_comes_in_and_goes_out_the_same(
    name: str, tmp_path: Path, capsys: Capture, shipped: None
) -> None:
    before = list(queries.records())
    first = exported(tmp_path / f"first.{name}", name)

    assert done(capsys, first) == {"created": 0, "updated": 0, "unchanged": 201}
    with guards_lifted(connection):
        Practice.objects.all().delete()
    assert done(capsys, first) == {"created": 201, "updated": 0, "unchanged": 0}
    assert list(queries.records()) == before
    assert exported(tmp_path / f"second.{name}", name).read_bytes() == first.read_bytes()


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_file_with_a_fault_changes_nothing(ending: str, tmp_path: Path, capsys: Capture) -> None:
    bad = [a_record(), a_record(id="b", start_year=2024, end_year=2025)]
    path = put(tmp_path / f"practices.{ending}", bad)
    if ending == "csv":
        path.write_text(path.read_text(encoding="utf-8").replace("2025", "1066"), encoding="utf-8", newline="")
    else:
        object.__setattr__(bad[1], "end_year", 1066)
        put(path, bad)

    assert main(["practices", "import", str(path), "--json"]) == 2

    printed = capsys.readouterr()
    where = "line 4" if ending == "csv" else "row 3"
    assert printed.err.startswith(f"pearls practices: {path}: {where}: end_year: expected 2024 or later, got 1066")
    assert (printed.out, Practice.objects.count(), Entry.objects.count()) == ("", 0, 0)


@pytest.mark.parametrize("name", ["practices.ods", "practices.json", "practices.xls"])
def test_a_kind_of_file_that_nobody_reads_is_refused_by_name(name: str, tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / name).write_text("x")

    assert main(["practices", "import", str(tmp_path / name)]) == 2
    assert "expected a file that ends in one of .jsonl, .csv, .xlsx, got ." in capsys.readouterr().err


def test_the_vocabulary_goes_out_as_skos(tmp_path: Path, shipped: None) -> None:
    graph = Graph().parse(exported(tmp_path / "vocabulary.ttl", "skos"), format="turtle")

    found = graph.query("select ?c where { ?c a <http://www.w3.org/2004/02/skos/core#Concept> }")
    assert len(list(found)) == 156


def test_the_catalogue_goes_out(tmp_path: Path, shipped: None) -> None:
    data = json.loads(exported(tmp_path / "catalogue.jsonld", "dcat").read_bytes())

    assert data["@type"] == "dcat:Catalog"
    assert data["dcat:dataset"][0]["dct:identifier"] == "practices"


def test_every_practice_goes_out_by_datacite_and_no_other(tmp_path: Path, shipped: None) -> None:
    Practice.objects.filter(key="jakobstad-old-fire-station").update(is_demonstration=True)

    root = etree.fromstring(exported(tmp_path / "practices.xml", "datacite").read_bytes())

    identifiers = {one.text.rpartition("/")[2] for one in root.iter(f"{KERNEL}identifier")}
    assert identifiers == {record.id for record in shipped_records()} - {"jakobstad-old-fire-station"}


def test_a_workbook_goes_to_standard_output_too(capfdbinary: pytest.CaptureFixture[bytes], shipped: None) -> None:
    assert main(["practices", "export", "--format", "xlsx"]) == 0

    assert io.BytesIO(capfdbinary.readouterr().out).read(2) == b"PK"


def test_a_long_run_says_how_far_it_came_and_a_short_one_says_nothing(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path / "practices.csv", [a_record(id=f"practice-{number}") for number in range(1_200)])

    assert main(["practices", "import", str(path), "--json"]) == 0
    printed = capsys.readouterr()

    assert printed.err.splitlines() == ["pearls practices: 1000 of 1200 saved"]
    assert json.loads(printed.out)["created"] == 1_200
    assert main(["practices", "import", str(put(path, [a_record()])), "--json"]) == 0
    assert capsys.readouterr().err == ""


def test_an_import_in_parts_that_was_broken_off_goes_on_where_it_stopped(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART", 3)
    path = put(tmp_path / "practices.csv", [a_record(id=f"practice-{number}") for number in range(8)])
    broken = services.parts._save_part
    saved = iter(range(2))

    def save_two(*arguments: Any) -> Any:
        next(saved)
        return broken(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(parts, "_save_part", save_two)
        with pytest.raises((StopIteration, RuntimeError)):
            main(["practices", "import", str(path), "--in-parts"])
    assert Practice.objects.count() == 6

    assert done(capsys, path, "--resume") == {"created": 2, "updated": 0, "unchanged": 0}
    acts = Entry.objects.filter(act="practices-part-loaded").order_by("seq")
    assert [(entry.data["upto"], entry.data["total"]) for entry in acts] == [(3, 8), (6, 8), (8, 8)]


def test_there_is_nothing_to_go_on_with_in_a_file_that_was_not_begun_or_is_all_in(
    tmp_path: Path, capsys: Capture
) -> None:
    path = put(tmp_path / "practices.csv", [a_record()])

    assert main(["practices", "import", str(path), "--resume"]) == 1
    assert "expected a file of which --in-parts has brought in a part" in capsys.readouterr().err
    assert done(capsys, path, "--in-parts")["created"] == 1
    assert main(["practices", "import", str(path), "--resume"]) == 1
    put(path, [a_record(title="Another file")])
    assert main(["practices", "import", str(path), "--resume"]) == 1
