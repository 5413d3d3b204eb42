"""A plan as a workbook to be edited in a spreadsheet and brought back: one sheet for the single answers, one for each
list, sums, and hidden marks by which everything is known again."""

import io
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pearls.documents.labels import CONTACT_PARTS, limit_sentences, only_if
from pearls.documents.rules import Form, Kind, Question
from pearls.kernel.languages import pick
from pearls.plans.labels.papers import partner_words
from pearls.plans.papers import sheets
from pearls.plans.papers.envelope import sealed
from pearls.plans.papers.reading import CELL_LISTS
from pearls.plans.papers.words import Asked, link_words, yes_no_words
from pearls.plans.papers.xlsx_cells import (
    BODY,
    HEAD,
    LABEL,
    MARK,
    NOTE,
    TEXT,
    TITLE,
    Lists,
    add_styles,
    cells_formula,
    fit_row,
    lay_out_print,
    native,
    put,
    style_of,
    validation,
)
from pearls.plans.papers.xlsx_sums import write_sums
from pearls.plans.rules.papers import PlanFacts

WIDTHS = {
    Kind.LONG_TEXT: 56,
    Kind.SHORT_TEXT: 34,
    Kind.LINKS: 32,
    Kind.LINK: 26,
    Kind.CHOICE: 20,
    Kind.MONEY: 15,
}
OTHER_WIDTH = 13
SPARE_ROWS = (10, 20)  # at least and at most so many empty rows are laid out
CHUNK = 30_000
WIDEST_PAGE = 230  # of column widths, so that the print can still be read


def to_xlsx(form: Form, content: Mapping[str, Any], facts: PlanFacts, language: str) -> bytes:
    """The whole plan as a workbook in this language; `from_xlsx` gives the same plan back."""
    with override(language):
        return _Book(form, content, facts, language).saved()


class _Book:
    def __init__(self, form: Form, content: Mapping[str, Any], facts: PlanFacts, language: str) -> None:
        self.form, self.content, self.facts, self.language = form, content, facts, language
        self.links = link_words(form, content)
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        add_styles(self.book, language)
        self.taken: set[str] = set()
        self.questions = [question for question in form.questions if question.kind in CELL_LISTS]
        self.readme = self._sheet(_("Read me"), sheets.README)
        self.answers = self._sheet(_("Answers"), sheets.ANSWERS)
        self.lists_of = {
            question.id: self._sheet(pick(question.label, language)[0], f"{sheets.ROWS}:{question.id}")
            for question in self.questions
        }
        self.sums = self._sheet(_("Sums"), sheets.SUMS)
        self.long = self._sheet(_("Long texts"), sheets.LONG)
        self.lists = Lists(self._sheet("Lists", sheets.LISTS))
        self.titles = {question.id: self._titles(question) for question in self.questions}
        self.long_count = 0

    def saved(self) -> bytes:
        self._write_readme()
        self._write_answers()
        for question in self.questions:
            self._write_list(question, self.lists_of[question.id])
        write_sums(self.sums, self.form, self.content, self.lists_of, self.links, self.language)
        self._finish(self.sums, landscape=False)
        self._write_about()
        if not self.long_count:
            self.book.remove(self.long)
        self.lists.sheet.sheet_state = "hidden"
        place, title = self.facts.place, pick(self.form.title, self.language)[0]
        self.book.properties.title, self.book.properties.subject = title, f"{place} · {self.facts.edition}"
        self.book.properties.language, self.book.properties.creator = self.language, self.facts.programme
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def _sheet(self, label: str, mark: str) -> Worksheet:
        sheet: Worksheet = self.book.create_sheet(sheets.sheet_title(label, self.taken))
        put(sheet, 1, 1, f"{sheets.SHEET_MARK}{mark}", MARK)
        sheet.row_dimensions[1].hidden = True
        sheet.sheet_view.showGridLines = False
        return sheet

    def _finish(self, sheet: Worksheet, *, landscape: bool = True) -> None:
        """How the sheet is printed: A4, the columns of a wide list on two pages, head and first column on each."""
        width = sum(sheet.column_dimensions[get_column_letter(at)].width for at in range(2, sheet.max_column + 1))
        pages = 1 + int(width) // WIDEST_PAGE
        foot = f"{self.facts.place} · {self.facts.edition}"
        lay_out_print(sheet, landscape=landscape, pages_wide=pages, foot=foot)

    def _head(self, sheet: Worksheet, title: str, note: str, names: list[tuple[str, str, int]]) -> None:
        """Title, note, and the head of the table: pairs of a column's mark and its name, with its width."""
        put(sheet, sheets.TITLE_ROW, 2, title, TITLE)
        sheet.row_dimensions[sheets.TITLE_ROW].height = 30
        if note:
            put(sheet, sheets.NOTE_ROW, 2, note, NOTE)
            sheet.merge_cells(start_row=3, end_row=3, start_column=2, end_column=max(3, min(len(names) + 1, 6)))
            width = sum(width for _mark, _name, width in names[:5])
            sheet.row_dimensions[sheets.NOTE_ROW].height = 15 * (1 + int(len(note) / max(width, 40)))
        put(sheet, sheets.HEAD_ROW, 1, sheets.HEAD_MARK, MARK)
        for at, (mark, name, width) in enumerate(names, start=2):
            put(sheet, 1, at, mark, MARK)
            put(sheet, sheets.HEAD_ROW, at, name, HEAD)
            sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.column_dimensions["A"].hidden = True
        fit_row(sheet, sheets.HEAD_ROW)
        sheet.print_title_rows = f"{sheets.HEAD_ROW}:{sheets.HEAD_ROW}"
        sheet.print_title_cols = "A:B"

    def _value(self, sheet: Worksheet, row: int, column: int, asked: Asked, value: Any) -> None:
        found = native(asked, value, self.language, self.links)
        if isinstance(found, str) and sheets.is_long(found):
            found = self._as_long(found)
        put(sheet, row, column, found, style_of(asked))

    def _as_long(self, text: str) -> str:
        """Put a text that no cell holds on a sheet of its own; gives what stands in its place."""
        row = sheets.FIRST_ROW + self.long_count
        self.long_count += 1
        put(self.long, row, 1, str(self.long_count), MARK)
        for at in range(0, len(text), sheets.PIECE):
            put(self.long, row, 2 + at // sheets.PIECE, text[at : at + sheets.PIECE], TEXT)
        return f"[[{self.long_count}]] {text[:60]}…"

    def _write_answers(self) -> None:
        names = [
            ("", _("Section"), 28),
            ("", _("Question"), 44),
            (sheets.ANSWER_COLUMN, _("Answer"), 80),
            ("", _("What to know"), 44),
        ]
        self._head(self.answers, self.answers.title, _("Write in the column “Answer” alone."), names)
        row = sheets.FIRST_ROW
        for section in self.form.sections:
            for question in section.questions:
                if question.kind in CELL_LISTS:
                    continue
                for mark, label, asked, value in self._parts(question):
                    put(self.answers, row, 1, mark, MARK)
                    put(self.answers, row, 2, pick(section.title, self.language)[0], LABEL)
                    put(self.answers, row, 3, label, LABEL)
                    self._value(self.answers, row, 4, asked, value)
                    put(self.answers, row, 5, self._notes(question), NOTE)
                    self._offer(self.answers, asked, 4, row, row)
                    fit_row(self.answers, row)
                    row += 1
        self.answers.freeze_panes = f"D{sheets.FIRST_ROW}"
        self._finish(self.answers)

    def _parts(self, question: Question) -> list[tuple[str, str, Asked, Any]]:
        """The rows of a question: its mark, its name, what is asked, and the answer."""
        label, value = pick(question.label, self.language)[0], self.content.get(question.id)
        if question.kind == Kind.CONTACT:
            text = Question(question.id, Kind.SHORT_TEXT, question.label)
            return [
                (f"{question.id}.{part}", f"{label} · {words}", text, (value or {}).get(part))
                for part, words in CONTACT_PARTS.items()
            ]
        if question.kind == Kind.FILE:
            text = Question(question.id, Kind.LONG_TEXT, question.label)
            return [("", label, text, "\n".join(item["name"] for item in value or ()) or None)]
        return [(question.id, label, question, value)]

    def _notes(self, question: Question) -> str:
        notes = [pick(question.help, self.language)[0], *limit_sentences(question, self.language)]
        notes.append(only_if(self.form, question, self.language))
        if question.kind == Kind.LIST:
            notes.append(_("One entry on each line."))
        if question.kind == Kind.FILE:
            notes.append(_("Files are added on the page, not here."))
        return " ".join(note for note in notes if note)

    def _offer(self, sheet: Worksheet, asked: Asked, column: int, first: int, last: int) -> None:
        offered = validation(asked, self.language, self.lists, self.titles)
        if offered is not None:
            letter = get_column_letter(column)
            offered.add(f"{letter}{first}:{letter}{last}")
            sheet.add_data_validation(offered)

    def _last_row(self, question: Question) -> int:
        """The last row that is laid out for records."""
        there = len(self.content.get(question.id) or ())
        room = min(max(question.max_rows - there, SPARE_ROWS[0]), SPARE_ROWS[1])
        return sheets.FIRST_ROW + there + room - 1

    def _titles(self, question: Question) -> str:
        """Where the titles of a question's records stand, to be picked elsewhere; empty where none have any."""
        texts = (Kind.SHORT_TEXT, Kind.LONG_TEXT)
        at = next((at for at, column in enumerate(question.columns, start=2) if column.kind in texts), 0)
        title = self.lists_of[question.id].title
        return cells_formula(title, at, sheets.FIRST_ROW, self._last_row(question)) if at else ""

    def _write_list(self, question: Question, sheet: Worksheet) -> None:
        label = pick(question.label, self.language)[0]
        names = [
            (column.id, pick(column.label, self.language)[0], WIDTHS.get(column.kind, OTHER_WIDTH))
            for column in question.columns
        ]
        self._head(sheet, label, self._notes(question), names)
        rows, last = self.content.get(question.id) or (), self._last_row(question)
        for at, record in enumerate(rows, start=sheets.FIRST_ROW):
            if "id" in record:
                put(sheet, at, 1, record["id"], MARK)
        for number, column in enumerate(question.columns, start=2):
            for at in range(sheets.FIRST_ROW, last + 1):
                there = at - sheets.FIRST_ROW
                self._value(sheet, at, number, column, rows[there].get(column.id) if there < len(rows) else None)
            self._offer(sheet, column, number, sheets.FIRST_ROW, last)
        for at in range(sheets.FIRST_ROW, sheets.FIRST_ROW + len(rows)):
            fit_row(sheet, at)
        sheet.auto_filter.ref = f"A{sheets.HEAD_ROW}:{get_column_letter(len(names) + 1)}{last}"
        sheet.freeze_panes = f"C{sheets.FIRST_ROW}"
        self._finish(sheet, landscape=len(names) > 3)

    def _write_readme(self) -> None:
        sheet, facts = self.readme, self.facts
        sheet.column_dimensions["A"].hidden = True
        sheet.column_dimensions["B"].width = 88
        put(sheet, 2, 2, pick(self.form.title, self.language)[0], TITLE)
        lines = [
            facts.place,
            partner_words(facts, self.language),
            f"{facts.programme} · {facts.edition}",
            facts.demonstration,
            "",
            _(
                "This workbook holds the whole plan. Change it here and bring it back: open the plan, choose the"
                " import, and you are shown every change before anything is taken over."
            ),
            _("Single answers stand on the sheet “%(sheet)s”, each list on a sheet of its own.")
            % {"sheet": self.answers.title},
            _(
                "A new line of a list goes into the next empty row. To take an entry out, delete its row. The order of"
                " rows is the order of the plan."
            ),
            _(
                "Where something is picked from another list, write its title as it stands there. Several are parted by"
                " semicolons."
            ),
            _("Amounts are in euros. Yes and no are written as “%(yes)s” and “%(no)s”.") % self._yes_no(),
            _(
                "Sheets and columns that you add are left aside. Row 1 and column A are hidden: by them the plan knows"
                " its entries again, so please leave them."
            ),
            _("The sheet “%(sheet)s” is worked out from the others and is not read back.") % {"sheet": self.sums.title},
            _(
                "A text that begins with a sign such as = has an apostrophe in front, so that it is not run as a"
                " formula; the plan takes it away again."
            ),
        ]
        for row, line in enumerate(filter(None, lines), start=3):
            put(sheet, row, 2, line, BODY)
            fit_row(sheet, row)
        self._finish(sheet, landscape=False)

    def _yes_no(self) -> dict[str, str]:
        words = yes_no_words(self.language)
        return {"yes": words[True], "no": words[False]}

    def _write_about(self) -> None:
        """The envelope, out of sight."""
        about = self._sheet("About", sheets.ABOUT)
        text = sealed(self.form, self.content, self.facts, self.language)
        for at in range(0, len(text), CHUNK):
            put(about, 2 + at // CHUNK, 1, text[at : at + CHUNK], MARK)
        about.sheet_state = "veryHidden"
