"""A plan as a workbook: out, edited, and in."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from pearls.documents.rules import Kind
from pearls.kernel.languages import LANGUAGES
from pearls.plans.labels.papers import paper_error_lines, remark_line
from pearls.plans.papers import from_xlsx, to_xlsx
from pearls.plans.rules.changes import compare
from pearls.plans.rules.papers import Paper, PaperError, Spot, completed
from tests.plans.contents import FORM, contents
from tests.plans.papers import (
    ALL_KINDS,
    EVERY_KIND,
    FACTS,
    NASTY,
    VERY_LONG,
    column_of,
    edited_xlsx,
    kept,
    nasty_contents,
    resaved,
    sheet_of,
    without,
)

FEW = max(5, settings.default.max_examples // 10)  # a workbook takes a third of a second


@settings(max_examples=FEW)
@given(contents(), st.sampled_from(LANGUAGES))
def test_every_plan_comes_back_as_it_went_out(content: dict[str, Any], language: str) -> None:
    paper = from_xlsx(to_xlsx(FORM, content, FACTS, language), FORM, FACTS)

    assert (paper.content, paper.absent, paper.remarks) == (content, frozenset(), ())
    assert paper.revisions == FACTS.revisions


@settings(max_examples=FEW)
@given(nasty_contents(), st.sampled_from(LANGUAGES))
def test_no_text_is_changed_on_the_way(content: dict[str, Any], language: str) -> None:
    assert from_xlsx(to_xlsx(FORM, content, FACTS, language), FORM, FACTS).content == content


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_answer_comes_back(language: str) -> None:
    paper = from_xlsx(to_xlsx(ALL_KINDS, EVERY_KIND, FACTS, language), ALL_KINDS, FACTS)

    assert paper.content == without(EVERY_KIND, "file_q")
    assert paper.absent == {Spot("file_q")}
    assert completed(ALL_KINDS, paper, EVERY_KIND) == EVERY_KIND


@pytest.mark.parametrize("text", VERY_LONG)
def test_a_text_that_no_cell_holds_comes_back(text: str) -> None:
    content = {"long_text_q": text, "records_q": [{"id": "a1", "short_text_q": text, "links_q": ["a1"]}]}

    assert from_xlsx(to_xlsx(ALL_KINDS, content, FACTS, "lv"), ALL_KINDS, FACTS).content == content


SECTIONS = {"vision", "stakeholders", "goals", "targets", "activities", "budget", "monitoring", "summary"}
SHORT = replace(FORM, sections=tuple(section for section in FORM.sections if section.id in SECTIONS))
CONTENT: dict[str, Any] = {
    "vision": "A town that talks.",
    "agreed": True,
    "seed_money": 450050,
    "summary_goals": ["Talk", "Meet"],
    "target_groups": [{"id": "g1", "group": "Young; old"}, {"id": "g2", "group": "Newcomers"}],
    "goals": [{"id": "z1", "goal": "People talk"}, {"id": "z2", "goal": "People talk"}],
    "activities": [
        {"id": "a1", "name": "Kitchen table", "what": "Talk.", "goals": ["z1", "z2"], "starts_on": "2027-02-01"},
        {"id": "a2", "name": "Walk", "what": "Walk.", "groups": ["g1", "g2"]},
        {"id": "a3", "name": "Song", "what": "Sing."},
    ],
    "sources": [{"id": "q1", "name": "=Own", "kind": "own", "amount": 1234567}],
    "cost_lines": [
        {"id": "k1", "what": "Fees", "activity": "a1", "amount": 120000, "source": "q1", "is_seed": False},
        {"id": "k2", "what": "Rent", "activity": "a2", "amount": 10},
    ],
    "indicators": [{"id": "i1", "name": "Asked", "baseline": "3.7"}],
}


@cache
def written(language: str) -> bytes:
    return to_xlsx(SHORT, CONTENT, FACTS, language)


def read(edit: Callable[[Workbook], None], language: str = "en") -> Paper:
    return from_xlsx(edited_xlsx(written(language), edit), SHORT, FACTS)


def changes(edit: Callable[[Workbook], None], language: str = "en") -> dict[str, Any]:
    """What an edit changes, by the keys of the changes."""
    paper = read(edit, language)
    return {change.key: change.after for change in compare(SHORT, CONTENT, completed(SHORT, paper, CONTENT))}


def refused(edit: Callable[[Workbook], None]) -> list[str]:
    with pytest.raises(PaperError) as caught:
        read(edit)
    return paper_error_lines(caught.value, SHORT, "en")


def write(question: str, row: int, **cells: Any) -> Callable[[Workbook], None]:
    """Type into the row of a list that is the so-manieth."""

    def edit(book: Workbook) -> None:
        sheet = sheet_of(book, question)
        for column, value in cells.items():
            sheet.cell(4 + row, column_of(sheet, column)).value = value

    return edit


def test_amounts_and_days_are_numbers_and_days() -> None:
    book = load_workbook(io.BytesIO(written("lv")))
    costs, activities = sheet_of(book, "cost_lines"), sheet_of(book, "activities")

    amount = costs.cell(5, column_of(costs, "amount"))
    day = activities.cell(5, column_of(activities, "starts_on"))

    assert (amount.value, amount.number_format, day.value) == (1200, "#,##0.00", datetime(2027, 2, 1))  # noqa: DTZ001
    assert (costs.freeze_panes, costs.column_dimensions["A"].hidden, costs.row_dimensions[1].hidden) == (
        "C5",
        True,
        True,
    )
    assert [cell.value for cell in costs[4]][1:4] == ["Par ko maksā", "Aktivitāte", "Izmaksu veids"]


def test_no_text_is_a_formula_and_sums_are() -> None:
    book = load_workbook(io.BytesIO(written("en")))
    formulas = {sheet.title for sheet in book.worksheets for row in sheet for cell in row if cell.data_type == "f"}
    source = sheet_of(book, "sources")

    assert formulas == {"Sums"}
    assert source.cell(5, column_of(source, "name")).value == "'=Own"


def test_choices_and_links_are_offered_by_their_words() -> None:
    book = load_workbook(io.BytesIO(written("en")))
    costs = sheet_of(book, "cost_lines")
    offered = {
        str(rule.sqref)[0]: rule.formula1 for rule in costs.data_validations.dataValidation if rule.type == "list"
    }

    assert offered["C"] == f"'Activities'!$B$5:$B${5 + 3 + 20 - 1}"
    kinds = offered["D"].removeprefix("'Lists'!").replace("$", "")
    assert [row[0].value for row in book["Lists"][kinds]][:2] == ["Fees", "Staff"]


def test_a_cell_that_was_changed_is_the_change() -> None:
    assert changes(write("cost_lines", 1, what="Honoraria", amount=99.9)) == {
        "cost_lines-k1.what": "Honoraria",
        "cost_lines-k1.amount": 9990,
    }


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("1 234,50", 123450), ("1.234,50 €", 123450), ("1,234.5", 123450), ("12", 1200), (12, 1200), ("12,30", 1230)],
)
def test_an_amount_may_be_typed_as_text(typed: Any, cents: int) -> None:
    assert changes(write("cost_lines", 2, amount=typed)) == {"cost_lines-k2.amount": cents}


@pytest.mark.parametrize("typed", ["1.3.2027", "01.03.2027.", "2027-03-01", "01/03/2027", date(2027, 3, 1), 46447])
def test_a_day_may_be_typed_as_text(typed: Any) -> None:
    assert changes(write("activities", 3, starts_on=typed)) == {"activities-a3.starts_on": "2027-03-01"}


@pytest.mark.parametrize(("typed", "flag"), [("jā", True), ("Yes", True), (True, True), ("no", False), (0, False)])
def test_yes_and_no_are_understood_in_the_language_and_as_a_spreadsheet_says_them(typed: Any, flag: bool) -> None:
    assert changes(write("cost_lines", 2, is_seed=typed), "lv") == {"cost_lines-k2.is_seed": flag}


@pytest.mark.parametrize("typed", ["fees", "FEES ", "Honorāri", "Honorare [fees]"])
def test_a_choice_is_understood_by_its_label_in_any_language_and_by_its_mark(typed: str) -> None:
    assert changes(write("cost_lines", 2, kind=typed)) == {"cost_lines-k2.kind": "fees"}


@pytest.mark.parametrize("typed", ["Song", " song ", "a3", "Something [a3]"])
def test_a_link_is_understood_by_title_and_by_mark(typed: str) -> None:
    assert changes(write("cost_lines", 1, activity=typed)) == {"cost_lines-k1.activity": "a3"}


@pytest.mark.parametrize(
    "typed", ["Newcomers; Young; old", "Newcomers;Young, old [g1]", "g2; g1", "Newcomers\nYoung; old"]
)
def test_several_links_are_parted_by_semicolons_even_where_a_title_holds_one(typed: str) -> None:
    assert changes(write("activities", 3, groups=typed)) == {"activities-a3.groups": ["g2", "g1"]}


def test_a_link_still_leads_to_a_record_that_was_given_another_title() -> None:
    assert changes(write("activities", 1, name="Kitchen table, again")) == {
        "activities-a1.name": "Kitchen table, again"
    }


def test_a_new_row_is_a_new_record_that_can_be_picked_at_once() -> None:
    def edit(book: Workbook) -> None:
        write("activities", 6, name="Fair", what="A fair.")(book)
        write("cost_lines", 2, activity="Fair")(book)

    found = changes(edit)

    (name,) = [key.removeprefix("activities-") for key in found if key.startswith("activities-")]
    assert found == {f"activities-{name}": {"name": "Fair", "what": "A fair."}, "cost_lines-k2.activity": name}
    assert changes(edit) == found  # the same file, read twice, adds it once


def test_a_deleted_row_and_an_emptied_row_are_removed_records() -> None:
    def empty(book: Workbook) -> None:
        sheet = sheet_of(book, "activities")
        for cell in sheet[6][1:]:
            cell.value = None

    lost = {"activities-a2": None, "cost_lines-k2.activity": None}
    assert changes(lambda book: sheet_of(book, "activities").delete_rows(6)) == lost
    assert changes(empty) == lost


def test_rows_in_another_order_are_the_new_order() -> None:
    def edit(book: Workbook) -> None:
        sheet = sheet_of(book, "activities")
        first, third = ([cell.value for cell in sheet[row]] for row in (5, 7))
        for column, (one, other) in enumerate(zip(first, third, strict=True), start=1):
            sheet.cell(7, column).value, sheet.cell(5, column).value = one, other

    assert changes(edit) == {"activities": ["a3", "a2", "a1"]}


def test_a_copied_row_is_a_new_record_and_said_to_be_one() -> None:
    def edit(book: Workbook) -> None:
        sheet = sheet_of(book, "activities")
        for cell in sheet[5]:
            sheet.cell(8, cell.column or 1).value = cell.value

    (added,) = changes(edit).values()

    assert added == without(CONTENT["activities"][0], "id")
    assert [remark_line(remark, SHORT, "en") for remark in read(edit).remarks] == [
        "Activities!8 is a copy of another entry and is taken for a new one."
    ]


def test_a_formula_counts_by_its_result_and_is_named_where_it_has_none() -> None:
    assert refused(write("cost_lines", 1, amount="=SUM(1,2)")) == [
        "Some cells cannot be understood (1). Nothing was changed. Please mend them:",
        "Cost lines per activity!E5: There is a formula whose result is not in the file. Please write the value, or"
        " open and save the file in a spreadsheet.",
    ]


def test_every_cell_that_cannot_be_understood_is_named() -> None:
    def edit(book: Workbook) -> None:
        write("cost_lines", 1, amount="12o", activity="Dance")(book)
        write("cost_lines", 2, kind="Bribes", source=True)(book)
        write("activities", 3, starts_on="31.02.2027", goals="People talk")(book)

    assert [line.split(":")[0] for line in refused(edit)[1:]] == [
        "Activities!D7",
        "Activities!K7",
        "Cost lines per activity!C5",
        "Cost lines per activity!E5",
        "Cost lines per activity!D6",
        "Cost lines per activity!F6",
    ]
    assert "“People talk” is the title of several entries" in refused(edit)[1]


def test_what_was_added_is_left_aside_and_said() -> None:
    def edit(book: Workbook) -> None:
        book.create_sheet("Sketches")["B2"] = "mine"
        book.copy_worksheet(sheet_of(book, "goals"))
        sheet = sheet_of(book, "activities")
        sheet.insert_cols(3)
        sheet["C4"], sheet["C5"] = "Notes", "think again"
        sheet.title = "What we do"

    assert changes(edit) == {}
    assert [remark_line(remark, SHORT, "en") for remark in read(edit).remarks] == [
        "The sheet “Sketches” is not part of the plan and was left aside.",
        "The sheet “Goals Copy” is a copy of another and was left aside.",
        "The column “Notes” on the sheet “What we do” is not part of the plan and was left aside.",
    ]


def test_what_was_taken_out_of_the_file_stays_in_the_plan_and_is_said() -> None:
    def edit(book: Workbook) -> None:
        book.remove(sheet_of(book, "goals"))
        sheet = sheet_of(book, "activities")
        sheet.delete_cols(column_of(sheet, "starts_on"))
        book.remove(book["Sums"])

    assert changes(edit) == {}
    assert [remark_line(remark, SHORT, "en") for remark in read(edit).remarks] == [
        "The file has no sheet for “Goals” any more; what the plan says there stays.",
        "The sheet “Activities” has no column “From” any more; what the plan says there stays.",
    ]


def test_an_amount_beyond_cents_is_rounded_and_said() -> None:
    edit = write("cost_lines", 2, amount=33.335)

    assert changes(edit) == {"cost_lines-k2.amount": 3334}
    assert [remark_line(remark, SHORT, "en") for remark in read(edit).remarks] == [
        "Cost lines per activity!E6: 33.335 was rounded."
    ]


def test_single_answers_are_read_by_their_mark() -> None:
    def edit(book: Workbook) -> None:
        sheet = book["Answers"]
        rows = {row[0].value: row[3] for row in sheet.iter_rows(min_row=5)}
        rows["vision"].value, rows["seed_money"].value, rows["agreed"].value = "A town that sings.", 5000, None
        rows["summary_goals"].value = "Talk\n\n=Dance"

    assert changes(edit) == {
        "vision": "A town that sings.",
        "agreed": None,
        "seed_money": 500000,
        "summary_goals": ["Talk", "=Dance"],
    }


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "lv"])
def test_libreoffice_saves_the_workbook_and_the_plan_is_the_same(tmp_path: Path, language: str) -> None:
    rows = [
        {"id": f"r{number}", "short_text_q": kept(Kind.SHORT_TEXT, text), "long_text_q": kept(Kind.LONG_TEXT, text)}
        for number, text in enumerate(NASTY)
    ]
    content = {**EVERY_KIND, "long_text_q": VERY_LONG[0], "records_q": [*EVERY_KIND["records_q"], *rows]}

    data = resaved(to_xlsx(ALL_KINDS, content, FACTS, language), "xlsx", tmp_path)

    assert from_xlsx(data, ALL_KINDS, FACTS).content == without(content, "file_q")


@pytest.mark.slow
def test_libreoffice_works_out_a_formula_that_a_person_wrote(tmp_path: Path) -> None:
    data = edited_xlsx(written("en"), write("cost_lines", 1, amount="=3*4.5"))

    paper = from_xlsx(resaved(data, "xlsx", tmp_path), SHORT, FACTS)

    assert paper.content["cost_lines"][0]["amount"] == 1350
