"""A plan as a Word file: well set, each answer in a field that can be edited, and read back by its tag or mark."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from lxml.etree import _Element as Element

from pearls.documents.labels import CONTACT_PARTS, limit_sentences, only_if
from pearls.documents.rules import Column, Form, Kind, Question, Section, record_title
from pearls.kernel.languages import pick
from pearls.plans.labels.papers import partner_words
from pearls.plans.papers import docx_parts as parts
from pearls.plans.papers.docx_look import (
    BOX,
    CELL,
    GRID,
    LANDSCAPE,
    PORTRAIT,
    QUIET,
    SMALL,
    SOFT,
    add_picture,
    lay_out,
    new_document,
    turn,
)
from pearls.plans.papers.docx_parts import Fields, cell, mark, node, paragraph, row, run, shared, table, tag_of
from pearls.plans.papers.envelope import sealed
from pearls.plans.papers.reading import CELL_LISTS
from pearls.plans.papers.words import Asked, blank_word, link_words, paper_words, shortened
from pearls.plans.rules.papers import Picture, PlanFacts
from pearls.web.pdf import svg_as_png

BOXED = frozenset({Kind.LONG_TEXT, Kind.LIST})
WEIGHTS = {
    Kind.LONG_TEXT: 4.0,
    Kind.SHORT_TEXT: 3.0,
    Kind.LINKS: 2.6,
    Kind.LINK: 2.2,
    Kind.CHOICE: 1.9,
    Kind.MONEY: 1.6,
}
WEIGHTS |= {Kind.DATE: 1.6, Kind.NUMBER: 1.2, Kind.DECIMAL: 1.2, Kind.YES_NO: 1.1}
MOST_ACROSS, MOST_UPRIGHT = 8, 6  # columns of a table on a page turned, and on one upright; more become cards
OTHER_WEIGHT = 1.5
NUMBER_WIDTH = 620
SPARE_ROWS, SPARE_CARDS = 3, 1


def to_docx(
    form: Form, content: Mapping[str, Any], facts: PlanFacts, language: str, pictures: Sequence[Picture] = ()
) -> bytes:
    """The whole plan as a Word file in this language; `from_docx` gives the same plan back."""
    with override(language):
        return _Writing(form, content, facts, language).saved(pictures)


class _Writing:
    def __init__(self, form: Form, content: Mapping[str, Any], facts: PlanFacts, language: str) -> None:
        self.form, self.content, self.facts, self.language = form, content, facts, language
        self.links = link_words(form, content)
        self.fields = Fields(language, self.links)
        self.document = new_document(language)

    def saved(self, pictures: Sequence[Picture]) -> bytes:
        facts, document = self.facts, self.document
        title = pick(self.form.title, self.language)[0]
        lay_out(document, f"{facts.place} · {facts.edition}", _("Page {n} of {all}"))
        core = document.core_properties
        core.title, core.subject = title[:255], f"{facts.place} · {facts.edition}"[:255]
        core.author, core.language, core.comments = facts.programme[:255], self.language, ""
        self._front(title)
        if pictures:
            document.add_heading(_("The plan at a glance"), 1)
            for picture in pictures:
                add_picture(document, svg_as_png(picture.svg), title=picture.title, alt=picture.alt)
        for number, section in enumerate(self.form.sections, start=1):
            self._section(number, section)
        turn(document, landscape=False)
        envelope = sealed(self.form, self.content, facts, self.language)
        self._add(paragraph(run(envelope, hidden=True), style=SMALL))
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    def _add(self, *elements: Element) -> None:
        """Put these at the end of the text, before the description of its last pages."""
        body: Any = self.document.element.body
        for element in elements:
            body.insert_element_before(element, "w:sectPr")

    def _front(self, title: str) -> None:
        facts, document = self.facts, self.document
        document.add_paragraph(f"{facts.programme} · {facts.edition}", style=SMALL)
        document.add_paragraph(facts.place, style="Title")
        document.add_paragraph(title, style="Subtitle")
        for line in filter(None, (partner_words(facts, self.language), facts.demonstration)):
            document.add_paragraph(line)
        for sentence in (
            _(
                "Write in the fields and tables, and bring the file back: open the plan, choose the import, and you are"
                " shown every change before anything is taken over."
            ),
            _(
                "New entries go into the empty lines at the end of a list; delete a line to take its entry out."
                " Entries of another list are picked by their title; several are parted by semicolons."
            ),
        ):
            document.add_paragraph(sentence, style=SMALL)
        document.add_paragraph(_("Contents"), style="Heading 2")
        for number, section in enumerate(self.form.sections, start=1):
            words = run(f"{number}  {pick(section.title, self.language)[0]}", color="1F6B7A")
            self._add(paragraph(node("hyperlink", words, anchor=_anchor(section)), style=SMALL))
        self._add(paragraph(node("r", node("br", type="page"))))

    def _section(self, number: int, section: Section) -> None:
        is_first_wide = self._is_across(section.questions[0])
        turn(self.document, landscape=is_first_wide)
        heading = self.document.add_heading(f"{number}  {pick(section.title, self.language)[0]}", 1)
        start = node("bookmarkStart", id=number, name=_anchor(section))
        heading._p.insert(1, start)
        heading._p.append(node("bookmarkEnd", id=number))
        if section.help:
            self.document.add_paragraph(pick(section.help, self.language)[0], style=SMALL)
        short: list[Question] = []
        for question in section.questions:
            if question.kind not in CELL_LISTS and question.kind not in BOXED:
                short.append(question)
                continue
            self._short_answers(short)
            short = []
            turn(self.document, landscape=self._is_across(question))
            if question.kind in BOXED:
                self._box(question)
            else:
                self._list(question)
        self._short_answers(short)

    def _is_across(self, question: Question) -> bool:
        return question.kind in CELL_LISTS and len(question.columns) > MOST_UPRIGHT and not self._is_carded(question)

    def _is_carded(self, question: Question) -> bool:
        """Whether each record has a table of its own: too many columns for one line."""
        return question.kind == Kind.RECORDS and len(question.columns) > MOST_ACROSS

    def _notes(self, question: Question) -> list[Element]:
        """What to know about a question, in small letters."""
        notes = [pick(question.help, self.language)[0], *limit_sentences(question, self.language)]
        notes.append(only_if(self.form, question, self.language))
        if question.kind == Kind.LIST:
            notes.append(_("One entry on each line."))
        if question.kind == Kind.FILE:
            notes.append(_("Files are added on the page, not here."))
        words = " ".join(note for note in notes if note)
        return [paragraph(run(words), style=SMALL, keep=True)] if words else []

    def _field(self, asked: Asked, value: Any, tag: str, label: str, blank: str, *, is_locked: bool = False) -> Element:
        text = paper_words(asked, value, self.language, self.links)
        field = self.fields.field(asked, text, tag=tag, label=label, blank=blank, is_locked=is_locked)
        in_grid = blank == parts.NOTHING
        return paragraph(field, style=CELL if in_grid else "", right=in_grid and asked.kind in parts.FIGURES)

    def _box(self, question: Question) -> None:
        """A long answer: its question as a heading, the answer in a box below."""
        label = pick(question.label, self.language)[0]
        self.document.add_heading(label, 2)
        self._add(*self._notes(question))
        answer = self._field(
            question, self.content.get(question.id), tag_of(question.id), label, blank_word(), is_locked=True
        )
        head = cell(PORTRAIT, paragraph(mark(parts.ANSWER, question.id), run(_("Answer")), keep=True))
        rows = [row(head, is_head=True), row(cell(PORTRAIT, answer), is_whole=False)]
        self._add(table([PORTRAIT], rows, style=BOX, title=label), paragraph(style=SMALL))

    def _short_answers(self, questions: Iterable[Question]) -> None:
        """Short answers in one table: question, answer."""
        widths = shared(PORTRAIT, (2, 3))
        rows = [
            row(
                cell(widths[0], paragraph(mark(parts.ANSWER, name), run(label)), *self._notes(question)),
                cell(widths[1], self._field(asked, value, tag_of(name), label, blank_word(), is_locked=True)),
            )
            for question in questions
            for name, label, asked, value in self._answers(question)
        ]
        if not rows:
            return
        turn(self.document, landscape=False)
        head = row(
            cell(widths[0], paragraph(run(_("Question")))), cell(widths[1], paragraph(run(_("Answer")))), is_head=True
        )
        self._add(table(widths, [head, *rows], style=GRID, title=_("Questions and answers")), paragraph(style=SMALL))

    def _answers(self, question: Question) -> list[tuple[str, str, Asked, Any]]:
        """The fields of a question: name, label, what is asked, what stands there. A file is named, not asked for."""
        label, value = pick(question.label, self.language)[0], self.content.get(question.id)
        text = Question(question.id, Kind.SHORT_TEXT, question.label)
        if question.kind == Kind.CONTACT:
            return [
                (f"{question.id}.{part}", f"{label} · {words}", text, (value or {}).get(part))
                for part, words in CONTACT_PARTS.items()
            ]
        if question.kind == Kind.FILE:
            return [(question.id, label, text, ", ".join(item["name"] for item in value or ()) or None)]
        return [(question.id, label, question, value)]

    def _list(self, question: Question) -> None:
        self.document.add_heading(pick(question.label, self.language)[0], 2)
        self._add(*self._notes(question))
        rows = list(self.content.get(question.id) or ())
        if self._is_carded(question):
            self._cards(question, rows)
        else:
            self._grid(question, rows)

    def _grid(self, question: Question, rows: list[Mapping[str, Any]]) -> None:
        """A list as one table, a line for each record."""
        total = LANDSCAPE if self._is_across(question) else PORTRAIT
        labels = [pick(column.label, self.language)[0] for column in question.columns]
        weights = [WEIGHTS.get(column.kind, OTHER_WEIGHT) for column in question.columns]
        widths = [NUMBER_WIDTH, *shared(total - NUMBER_WIDTH, weights, labels)]
        # Translators: head of a column with the numbers of entries.
        heads = [paragraph(mark(parts.TABLE, question.id), run(pgettext("column", "No.")), style=CELL)]
        heads += [
            paragraph(mark(parts.COLUMN, column.id), run(label), style=CELL, right=column.kind in parts.FIGURES)
            for column, label in zip(question.columns, labels, strict=True)
        ]
        lines = [row(*map(cell, widths, heads), is_head=True)]
        is_whole = not any(column.kind == Kind.LONG_TEXT for column in question.columns)
        for number, record in enumerate([*rows, *self._blanks(question, len(rows), SPARE_ROWS)], start=1):
            lines.append(row(*map(cell, widths, self._line(question, record, number)), is_whole=is_whole))
        label = pick(question.label, self.language)[0]
        self._add(table(widths, lines, style=GRID, title=label), paragraph(style=SMALL))

    def _line(self, question: Question, record: Mapping[str, Any], number: int) -> Iterator[Element]:
        """The cells of one record: which entry it is, with the mark by which it can be picked; then its fields."""
        name = record.get("id", f"{parts.NEW}{number}")
        shown = [] if name.startswith(parts.NEW) else [run(str(number)), run(f"\n{name}", size=12, color=SOFT)]
        yield paragraph(mark(parts.ROW, name), *shown, style=CELL)
        for column in question.columns:
            label, tag = pick(column.label, self.language)[0], tag_of(question.id, name, column.id)
            yield self._field(column, record.get(column.id), tag, label, parts.NOTHING)

    def _blanks(self, question: Question, there: int, usual: int) -> list[Mapping[str, Any]]:
        """Empty lines for new records, as many as the form leaves room for."""
        room = max(0, min(usual, question.max_rows - there))
        return [{"id": f"{parts.NEW}{there + number}"} for number in range(1, room + 1)]

    def _cards(self, question: Question, rows: list[Mapping[str, Any]]) -> None:
        """A list of records with many parts: a table for each."""
        widths = shared(PORTRAIT, (1, 2.4))
        for number, record in enumerate([*rows, *self._blanks(question, len(rows), SPARE_CARDS)], start=1):
            name = record["id"]
            is_new = name.startswith(parts.NEW)
            title = _("New entry") if is_new else f"{number}  {shortened(record_title(question, record)) or name}"
            head = [mark(parts.CARD, f"{question.id}:{name}"), run(title)]
            head += [] if is_new else [run(f"   {name}", size=14, color=SOFT)]
            lines = [row(cell(PORTRAIT, paragraph(*head, keep=True), span=2), is_head=True)]
            lines += [self._part(question, column, record, widths) for column in question.columns]
            self._add(table(widths, lines, style=GRID, title=title), paragraph(style=SMALL))

    def _part(self, question: Question, column: Column, record: Mapping[str, Any], widths: list[int]) -> Element:
        label = pick(column.label, self.language)[0]
        tag = tag_of(question.id, record["id"], column.id)
        field = self._field(column, record.get(column.id), tag, label, blank_word())
        return row(
            cell(widths[0], paragraph(mark(parts.COLUMN, column.id), run(label)), shade=QUIET),
            cell(widths[1], field),
            is_whole=column.kind != Kind.LONG_TEXT,
        )


def _anchor(section: Section) -> str:
    """The name by which the contents lead to a section; Word takes up to forty letters."""
    return f"section_{section.id}"[:40]
