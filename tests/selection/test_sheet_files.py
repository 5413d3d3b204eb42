"""Filled sheets as people send them: read to the letter, or every cell that is wrong named."""

import datetime
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from pearls.selection.labels import fault_words
from pearls.selection.papers import MOST_BYTES, read_sheet
from pearls.selection.rules.sheet_wording import ROW_REFUSALS, SHEET_FAULTS
from pearls.selection.rules.sheets import Fault, Given, letter_of, packed, plain_lines, unpacked
from tests.selection.sheets import (
    KNOWN,
    STAGE,
    TEXTS,
    as_csv,
    as_file,
    as_xlsx,
    blank,
    filled_csv,
    filled_xlsx,
    points,
    rows_of,
    saved,
)

FULL = {("alfa", "conflict"): "no", ("alfa", "score:impact"): "7,5", ("alfa", "score:capacity"): "-2"}


def wrong(data):
    """What is wrong with a file: code, line, column, what was got."""
    return [(fault.code, fault.line, fault.column, fault.got) for fault in read_sheet(data, KNOWN).faults]


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NUMBERS = st.decimals(0, 5, places=2) | st.none()
GIVENS = st.builds(
    Given,
    st.sampled_from(["", "no"]),
    st.fixed_dictionaries({criterion.id: NUMBERS for criterion in STAGE.criteria}),
    st.fixed_dictionaries({criterion.id: WORDS for criterion in STAGE.criteria}),
)


@given(st.dictionaries(st.sampled_from([("ann", text) for text in TEXTS]), GIVENS), st.sampled_from([as_csv, as_xlsx]))
def test_what_was_filled_in_comes_back_to_the_letter(filled, write):
    read = read_sheet(write(blank("ann", given=filled)), KNOWN)

    meant = {
        text: Given(one.conflict, dict(one.scores), {key: plain_lines(words) for key, words in one.comments.items()})
        for (_who, text), one in filled.items()
    }
    nothing = Given("", points(), dict.fromkeys(points(), ""))
    assert read.faults == []
    assert {row.candidate: row.given for row in read.rows} == {text: meant.get(text, nothing) for text in TEXTS}
    assert unpacked(packed(read.rows)) == read.rows


@pytest.mark.parametrize("language", ["en", "lv", "pl"])
@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_an_empty_sheet_says_nothing_in_whatever_language_it_is(write, language):
    read = read_sheet(write(blank("ann", "bo"), language), KNOWN)

    assert read.faults == []
    assert [row.is_empty for row in read.rows] == [True] * 6


@pytest.mark.parametrize("said", ["no", "NO ", "nē", "Nē"])
def test_commas_for_points_and_spaces_around_are_read_as_they_were_meant(said):
    cells = {("alfa", "conflict"): said, ("alfa", "score:impact"): " 7,5\xa0", ("alfa", "why:impact"): " Labi "}

    row = read_sheet(filled_csv(cells), KNOWN).rows[0]

    assert row.given == Given("no", points(impact="7.5"), {"impact": "Labi", "capacity": ""})


@pytest.mark.parametrize(
    "saved_as",
    [
        lambda rows: as_file(rows, delimiter=";"),
        lambda rows: b"\xef\xbb\xbf" + as_file(rows, delimiter=";"),
        lambda rows: b"sep=;\r\n" + as_file(rows, delimiter=";"),
        lambda rows: as_file(rows, delimiter="\t").decode().encode("utf-16"),
        lambda rows: as_file(rows, lineterminator="\n"),
    ],
)
def test_whatever_sign_and_encoding_a_spreadsheet_saves_with_is_understood(saved_as):
    rows = rows_of(filled_csv(FULL | {("alfa", "why:impact"): "Ļoti; labi, jā"}))

    read = read_sheet(saved_as(rows), KNOWN)

    assert read.faults == []
    assert read.rows[0].given.scores == points(impact="7.5", capacity=-2)
    assert read.rows[0].given.comments["impact"] == "Ļoti; labi, jā"


def test_columns_may_stand_in_another_order_and_comments_may_be_left_out():
    rows = [row[:8] for row in rows_of(filled_csv(FULL))]

    read = read_sheet(as_file([row[::-1] for row in rows if row[0] != "#"]), KNOWN)

    assert read.faults == []
    assert read.rows[0].given == Given("no", points(impact="7.5", capacity=-2), {})


@pytest.mark.parametrize(
    ("cell", "value", "code", "got"),
    [
        ("score:impact", "11", "off-scale", "11"),
        ("score:capacity", "-5,1", "off-scale", "-5,1"),
        ("score:impact", "seven", "not-a-number", "seven"),
        ("score:impact", "1e1", "not-a-number", "1e1"),
        ("score:impact", "7.00001", "too-many-decimals", "7.00001"),
        ("conflict", "perhaps", "conflict-unclear", "perhaps"),
        ("conflict", "yes", "conflict-and-scores", "yes"),
        ("candidate", "omega", "candidate-unknown", "omega"),
        ("assessor", "zoe", "assessor-unknown", "zoe"),
        ("sheet", "pearls-sheet-1:final:0000", "other-sheet", "pearls-sheet-1:final:0000"),
        ("why:impact", "w" * 4001, "words-too-long", "4001"),
    ],
)
def test_a_cell_that_cannot_be_is_named_with_line_and_column(cell, value, code, got):
    assert wrong(filled_csv(FULL | {("alfa", cell): value})) == [(code, 3, cell, got)]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("=SUM(1,2)", "cell-formula"),
        (datetime.date(2027, 5, 7), "cell-date"),
        (True, "cell-truth"),
        ("#DIV/0!", "cell-error"),
    ],
)
def test_what_a_spreadsheet_makes_of_a_cell_is_never_worked_out(value, code):
    [(found, line, column, _got)] = wrong(filled_xlsx({("beta", "score:impact"): value}))

    assert (found, line, column) == (code, 4, "score:impact")


def test_a_number_in_per_cent_and_a_merged_cell_are_named():
    book = load_workbook(io.BytesIO(filled_xlsx({("alfa", "score:impact"): 0.07})))
    book.worksheets[0]["G3"].number_format = "0%"
    book.worksheets[0].merge_cells("G4:G5")

    found = wrong(saved(book))

    assert found == [
        ("cell-percent", 3, "score:impact", "7 %"),
        ("cell-merged", 4, "score:impact", "G4:G5"),
        ("cell-merged", 5, "score:impact", "G4:G5"),
    ]


def test_every_fault_of_a_file_is_named_at_once():
    cells = FULL | {("alfa", "score:impact"): "11", ("beta", "score:impact"): "x", ("gama", "conflict"): "?"}

    assert [(code, line) for code, line, *_where in wrong(filled_csv(cells))] == [
        ("off-scale", 3),
        ("not-a-number", 4),
        ("conflict-unclear", 5),
    ]


def test_a_row_that_stands_twice_is_named():
    rows = rows_of(filled_csv(FULL))

    assert wrong(as_file([*rows, rows[2]])) == [("row-twice", 6, "candidate", "ann, alfa")]


def test_columns_that_are_strange_missing_or_there_twice_are_named_and_nothing_else():
    rows = rows_of(filled_csv(FULL))
    strange, twice = [*rows[0], "remarks"], [*rows[0], "score:impact"]

    assert wrong(as_file([strange])) == [("column-unknown", 1, "remarks", "remarks")]
    assert wrong(as_file([twice])) == [("column-twice", 1, "score:impact", "2")]
    assert wrong(as_file([[name for name in rows[0] if name != "score:impact"]])) == [
        ("column-missing", 1, "score:impact", "")
    ]
    assert wrong(as_file([*rows, [*rows[2], "", "left over"]]))[0][:2] == ("too-many-cells", 6)


def test_whole_files_that_cannot_be_read_are_refused_by_name():
    latvian = as_csv(blank("ann")).replace(b"Alfa", "Alfā".encode("cp1257"))

    assert wrong(b"") == [("file-empty", 0, "", "")]
    assert wrong(b"  \n\n") == [("file-empty", 0, "", "")]
    assert wrong(b"x" * (MOST_BYTES + 1)) == [("file-too-large", 0, "", "")]
    assert wrong(b"%PDF-1.7\n%\xe2\xe3") == [("file-kind", 0, "", "")]
    assert wrong(b"PK\x03\x04 and then nothing") == [("file-broken", 0, "", "")]
    assert wrong(latvian) == [("not-utf-8", 3, "", "0xe2")]
    assert wrong(as_csv(blank("ann")) + b'"open')[0][0] == "not-csv"
    assert wrong(saved(Workbook())) == [("file-empty", 0, "", "")]
    assert wrong(as_file(rows_of(as_csv(blank("ann")))[:2])) == [("no-rows", 0, "", "")]


def test_only_what_is_to_be_filled_can_be_written_in_and_the_scale_is_offered():
    sheet = load_workbook(io.BytesIO(as_xlsx(blank("ann")))).worksheets[0]

    offers = {
        str(offer.sqref): (offer.type, offer.formula1, offer.formula2)
        for offer in sheet.data_validations.dataValidation
    }
    assert sheet.protection.sheet
    assert [cell.protection.locked for cell in sheet[3]] == [True] * 5 + [False] * 5
    assert offers == {
        "F3:F5": ("list", '"no,yes"', None),
        "G3:G5": ("decimal", "0", "10"),
        "H3:H5": ("decimal", "-5", "5"),
    }
    assert "10: all of the town." in sheet["G2"].comment.text


def test_every_fault_has_words_that_say_where_and_what_to_do():
    detail = {"limit": 5, "columns": "a", "count": 1, "mark": "m", "line": 2, "low": 0, "high": 10, "most": 4}

    told = [fault_words(Fault(code, 3, "score:impact", "x", detail, "G")) for code in {**SHEET_FAULTS, **ROW_REFUSALS}]

    assert all(words.startswith("Line 3, column G (score:impact): got “x”. ") for words in told)
    assert fault_words(Fault("file-empty")) == "The file: Nothing is in it. Choose the sheet that was filled."
    assert [letter_of(at) for at in (0, 25, 26, 51, 52, 702)] == ["A", "Z", "AA", "AZ", "BA", "AAA"]
