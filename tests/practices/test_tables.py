"""Practices as CSV and as workbooks: every field comes back as it was, every fault is named, nothing is run."""

import csv
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as examples
from hypothesis import strategies as some
from openpyxl import Workbook, load_workbook

from pearls.practices.papers import csv_lines, read_csv, read_xlsx, xlsx_pieces
from pearls.practices.queries import shipped_records
from pearls.practices.rules import FIELDS, Read, Record, record_of
from tests.practices.samples import a_record, knows
from tests.practices.test_rules import RECORDS

Way = tuple[Callable[[list[Record]], bytes], Callable[[bytes], Read]]


def as_csv(records: list[Record]) -> bytes:
    return "".join(csv_lines(records)).encode()


def as_xlsx(records: list[Record]) -> bytes:
    return b"".join(xlsx_pieces(records))


def from_csv(content: bytes) -> Read:
    return read_csv(io.BytesIO(content), knows)


def from_xlsx(content: bytes) -> Read:
    return read_xlsx(io.BytesIO(content), knows)


WAYS = {"csv": (as_csv, from_csv), "xlsx": (as_xlsx, from_xlsx)}
both_ways = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
# What spreadsheets, CSV, XML and our own marks could stumble over.
NASTY = some.text(
    some.sampled_from("=+-@'\t\n\r\\n_x0041_\u2060,\"; a[1]…\ufffe\uffff\x85\u2028\U0001f600"), min_size=1, max_size=30
).filter(str.strip)
SUMS = some.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "'=1+1", "''=x", "#N/A", "TRUE", "1984", "00012", "1e5", " a "]
)


@both_ways
@examples(RECORDS, NASTY | SUMS, some.lists(NASTY | SUMS, max_size=4))
def test_every_field_comes_back_as_it_was(way: Way, values: dict[str, Any], text: str, texts: list[str]) -> None:
    more = {"summary": text, "steps": texts, "what_failed": text, "organisation": text[:300].strip() or None}
    record, problems = record_of(values | more, knows)
    assert record is not None, problems

    write, read = way
    again = read(write([record]))

    assert (again.faults, again.records) == ([], [record])


@both_ways
def test_the_shipped_practices_come_back_as_they_were(way: Way) -> None:
    write, read = way

    again = read(write(shipped_records()))

    assert (again.faults, again.records) == ([], shipped_records())


@both_ways
def test_texts_that_no_cell_can_hold_come_back(way: Way) -> None:
    write, read = way
    steps = ["\U0001f600" * 20_000, "line\n" * 4_000, "\\" * 20_000]
    records = [
        a_record(steps=steps, outcomes=["[[1]] not a reference …"], summary="[[2]] nor this …"),
        a_record(id="b"),
    ]

    assert read(write(records)).records == records


def test_no_text_of_a_workbook_is_a_formula() -> None:
    record = a_record(title="=HYPERLINK(A1)", summary="@SUM(1)", steps=["+1", "-1"], organisation="#REF!")

    sheet = load_workbook(io.BytesIO(as_xlsx([record])))["Practices"]
    cells = {str(cell.value): sheet[2][at] for at, cell in enumerate(sheet[1])}

    shown = {name: (cells[name].value, cells[name].data_type, cells[name].number_format) for name in ("title", "steps")}
    assert shown == {"title": ("=HYPERLINK(A1)", "s", "@"), "steps": ("+1\n-1", "s", "@")}
    assert {cell.data_type for cell in sheet[2]} == {"s", "n"}


def test_a_spreadsheet_runs_nothing_of_a_csv_file() -> None:
    record = a_record(title="=1+1", summary="\tx", organisation="@cmd", lat=-1.5, lon=-2.0)

    rows = list(csv.DictReader(io.StringIO(as_csv([record]).decode(), newline="")))

    assert [rows[0][name] for name in ("title", "summary", "organisation", "lat", "lon")] == [
        "'=1+1",
        "'\tx",
        "'@cmd",
        "-1.5",
        "-2.0",
    ]


def test_csv_is_what_rfc_4180_says() -> None:
    content = as_csv([a_record(summary='Said "no",\nthen yes.', challenge=["loneliness", "depopulation"])])

    assert content.startswith(",".join(FIELDS).encode() + b"\r\n")
    assert b'"Said ""no"",\nthen yes."' in content
    assert b'"loneliness\ndepopulation"' in content
    assert content.endswith(b"\r\n")


HEAD = "id,title,country,summary,source_url"
HEAD_NAMES = ("id", "title", "country", "summary", "source_url")
ROW = "a,A,LV,Words.,https://example.org/"


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ([HEAD + ",colour", ROW + ",amber"], ["line 1: colour: expected one of id, title,"]),
        ([HEAD + ",title", ROW + ",B"], ["line 1: title: expected each column once, got 2 of them"]),
        (
            ["id,title,country,summary", "a,A,LV,Words."],
            ["line 1: source_url: expected a column of this name, got none"],
        ),
        (
            [HEAD.replace(",", ";"), ROW],
            [f"line 1: {name}: expected " for name in (HEAD.replace(",", ";"), *HEAD_NAMES)],
        ),
        ([], ["line 1: expected the columns id, title"]),
        ([HEAD, ROW, ROW], ["line 3: id: expected each id once, got 'a', which stands on line 2 too"]),
        ([HEAD, "a,A,LV"], ["line 2: expected 5 cells, as the first row has, got 3"]),
        ([HEAD + ",lat,lon", ROW + ',"57,9",25'], ["line 2: lat: expected degrees from -90 to 90, got '57,9'"]),
        ([HEAD + ",start_year", ROW + ",soon"], ["line 2: start_year: expected a year from 1000 to 2200, got 'soon'"]),
        ([HEAD + ",challenge", ROW + ',"loneliness\nno-such"'], ["line 2: challenge: expected concepts of the vocab"]),
        ([HEAD, 'a,"A\nB",LV,Words.,https://e.org/', "b,,LV,W.,https://e.org/"], ["line 4: title: expected a text"]),
        ([HEAD, 'a,"A"x,LV,Words.,https://e.org/'], ["line 2: expected comma-separated values (RFC 4180), got"]),
        ([HEAD, 'a,"A,LV,Words.,https://e.org/'], ["line 2: expected comma-separated values (RFC 4180), got"]),
    ],
)
def test_what_is_wrong_with_a_csv_file_is_named_with_line_and_column(lines: list[str], faults: list[str]) -> None:
    found = [str(fault) for fault in from_csv("\r\n".join(lines).encode()).faults]

    assert len(found) == len(faults), found
    assert [line for line, wanted in zip(found, faults, strict=True) if not line.startswith(wanted)] == []


def test_bytes_that_are_no_text_are_named_with_their_line() -> None:
    found = from_csv(f"{HEAD}\n{ROW}\nb,\xff".encode("latin-1"))

    assert [str(fault) for fault in found.faults] == ["line 3: expected UTF-8 text, got the byte 0xff"]


def test_columns_in_any_order_with_a_mark_at_the_head_are_read() -> None:
    found = from_csv(b"\xef\xbb\xbfsummary,source_url,id,country,title\n\nWords.,https://e.org/,a,LV,A\n")

    assert found.faults == []
    assert [(record.id, record.title, record.challenge) for record in found.records] == [("a", "A", ())]


def workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


COLUMNS = HEAD.split(",")
CELLS = ROW.split(",")


def test_a_workbook_that_somebody_typed_is_read() -> None:
    """Years as numbers, a title that the spreadsheet took for a number, an empty row."""
    typed = workbook([*COLUMNS, "start_year", "lat", "lon"], [*CELLS, 2023.0, 57, 25.5], [], ["b", 1984, *CELLS[2:]])

    found = from_xlsx(typed)

    assert found.faults == []
    shown = [(one.id, one.title, one.start_year, one.lat) for one in found.records]
    assert shown == [("a", "A", 2023, 57.0), ("b", "1984", None, None)]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([[*COLUMNS, "colour"]], "row 1: colour: expected one of id"),
        ([COLUMNS, ["a", "=1+1", *CELLS[2:]]], "row 2: title: expected a text or a number, got a formula, '=1+1'"),
        ([COLUMNS, [*CELLS, "more"]], "row 2: expected 5 cells, as the first row has columns, got 6"),
        (
            [COLUMNS, CELLS, [], ["b", None, *CELLS[2:]]],
            "row 4: title: expected a text of 1 to 300 characters, got nothing",
        ),
        ([COLUMNS, [*CELLS[:2], True, *CELLS[3:]]], "row 2: country: expected two capital letters"),
    ],
)
def test_what_is_wrong_with_a_workbook_is_named_with_row_and_column(rows: list[list[Any]], fault: str) -> None:
    found = [str(one) for one in from_xlsx(workbook(*rows)).faults]

    assert len(found) == 1, found
    assert found[0].startswith(fault)


def packed(**parts: bytes) -> bytes:
    """Our own workbook with other parts in it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx([a_record()]))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.pop(name, old.read(name)))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


BOMB = '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("content", "got"),
    [
        (b"", "a file that cannot be opened"),
        (b"PK\x03\x04 and no more", "a file that cannot be opened"),
        (b"id,title\n", "a file that cannot be opened"),
        (as_xlsx([a_record()])[:-900], "a file that cannot be opened"),
        (packed(**{"xl/media/zeros.bin": bytes(60_000_000)}), "one that swells"),
        (packed(**{"xl/vbaProject.bin": b"x"}), "one with macros"),
        (packed(**{"xl/worksheets/sheet1.xml": BOMB.encode()}), "a file that cannot be opened"),
        (packed(**{"xl/worksheets/sheet1.xml": BOMB.encode("utf-16")}), "a file that cannot be opened"),
        (packed(**{"xl/worksheets/sheet1.xml": b"<broken"}), "a file that cannot be opened"),
    ],
    ids=["empty", "torn", "no-workbook", "cut", "swells", "macros", "entities", "entities-utf-16", "no-xml"],
)
def test_a_workbook_that_does_harm_is_not_opened(content: bytes, got: str) -> None:
    found = from_xlsx(content)

    assert found.records == []
    assert [(fault.line, fault.problem.got) for fault in found.faults] == [(0, got)]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_workbook_that_libreoffice_saved_holds_the_same_practices(tmp_path: Path) -> None:
    records = [
        a_record(steps=["=1+1", "two\nlines"], title="_x0041_ and =B2", outcomes=["'x"]),
        *shipped_records()[:20],
    ]
    ours = tmp_path / "ours.xlsx"
    ours.write_bytes(as_xlsx(records))

    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", "--headless", home, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(tmp_path / "theirs"), str(ours)], check=True, capture_output=True, timeout=120)

    again = from_xlsx((tmp_path / "theirs" / "ours.xlsx").read_bytes())
    assert (again.faults, again.records) == ([], records)
