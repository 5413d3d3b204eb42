"""The answers of a plan as blocks to print: prose, short facts, lists, tables and cards."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pearls.documents.forms import AnswerSheet, SectionSheet
from pearls.documents.rules import Column, Kind, Question
from pearls.web.formats import day_figures, euros, joined, quoted, sentence_language

PROSE = frozenset({Kind.LONG_TEXT})
FIGURES = frozenset({Kind.MONEY, Kind.NUMBER, Kind.DECIMAL})
WEIGHTS = {
    Kind.LONG_TEXT: 3.6,
    Kind.SHORT_TEXT: 2.6,
    Kind.LINKS: 2.4,
    Kind.LINK: 2.2,
    Kind.CHOICE: 1.5,
    Kind.MONEY: 1.4,
}
OTHER_WEIGHT = 1.2
MOST_COLUMNS, MOST_WITH_PROSE = 8, 5  # of a table; more become cards
SMALL_FROM = 6  # columns from which on letters are smaller
LONGEST_PIECE = 24
Block = dict[str, Any]


def blocks_of(sheet: SectionSheet, content: Mapping[str, Any], language: str) -> list[Block]:
    """A section's answers in the form's order; what has none is named at its end."""
    blocks: list[Block] = []
    waiting: list[str] = []
    for answer in sheet.answers:
        if not answer.is_answered:
            waiting.append(answer.label)
            continue
        block = _block(answer, content.get(answer.question.id), language)
        if block["kind"] == "facts" and blocks and blocks[-1]["kind"] == "facts":
            blocks[-1]["rows"] += block["rows"]
        else:
            blocks.append(block)
    if waiting:
        spoken = sentence_language(language)
        names = joined([quoted(label, spoken) for label in waiting], spoken)
        blocks.append({"kind": "waiting", "text": _("Not answered yet: %(questions)s.") % {"questions": names}})
    return blocks


def _block(answer: AnswerSheet, value: Any, language: str) -> Block:
    if answer.columns:
        return _table(answer, value, language)
    if answer.question.kind in PROSE:
        return {"kind": "prose", "label": answer.label, "text": breakable(answer.text)}
    if answer.items:
        return {"kind": "list", "label": answer.label, "items": [breakable(item) for item in answer.items]}
    text = answer.text or "\n".join(name for name, _url in answer.files)
    return {"kind": "facts", "rows": [[answer.label, breakable(text)]]}


def _table(answer: AnswerSheet, value: Any, language: str) -> Block:
    """A list as a table, without the columns that nobody filled; or as cards where it has too many."""
    cells = [_row_cells(answer, row, at, value, language) for at, row in enumerate(answer.table)]
    used = [at for at in range(len(answer.columns)) if any(row[at] for row in answer.table)]
    columns = [answer.question.columns[at] for at in used]
    most = MOST_WITH_PROSE if any(column.kind in PROSE for column in columns) else MOST_COLUMNS
    if len(columns) > most:
        return {"kind": "cards", "label": answer.label, "cards": list(_cards(answer))}
    return {
        "kind": "table",
        "label": answer.label,
        "head": [answer.columns[at] for at in used],
        "weights": [WEIGHTS.get(column.kind, OTHER_WEIGHT) for column in columns],
        "figures": [column.kind in FIGURES for column in columns],
        "rows": [[breakable(row[at]) for at in used] for row in cells],
        "total": _total(columns, value, language),
        "is_small": len(columns) >= SMALL_FROM,
    }


def _row_cells(answer: AnswerSheet, row: Sequence[str], number: int, value: Any, language: str) -> list[str]:
    """The cells of a line, with days in figures: a table has no room for their names."""
    given = [value[number].get(column.id) for column in answer.question.columns]
    return [
        day_figures(date.fromisoformat(kept), language) if kept and column.kind == Kind.DATE else cell
        for cell, kept, column in zip(row, given, answer.question.columns, strict=True)
    ]


def _total(columns: list[Column], value: Any, language: str) -> list[str] | None:
    """The last line of a list with amounts: each of them added up."""
    if not any(column.kind == Kind.MONEY for column in columns) or columns[0].kind == Kind.MONEY:
        return None
    sums = [
        euros(sum(row.get(column.id, 0) for row in value), language) if column.kind == Kind.MONEY else ""
        for column in columns
    ]
    return [_("Altogether"), *sums[1:]]


def _cards(answer: AnswerSheet) -> Iterator[Block]:
    """One for each record: its title, then what else is known of it."""
    first = next((at for at, column in enumerate(answer.question.columns) if column.kind == Kind.SHORT_TEXT), -1)
    for number, row in enumerate(answer.table, start=1):
        title = row[first] if first >= 0 else ""
        yield {
            "title": breakable(title) or _("Entry %(number)s") % {"number": number},
            "rows": [
                [name, breakable(cell)]
                for at, (name, cell) in enumerate(zip(answer.columns, row, strict=True))
                if cell and at != first
            ],
        }


def blank_of(question: Question) -> str:
    """How a question is answered with a pen: on lines, by a cross, or in a table."""
    if question.kind in (Kind.TABLE, Kind.RECORDS):
        return "table"
    if question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO, Kind.CONSENT):
        return "crosses"
    return "lines"


def breakable(text: str) -> str:
    """The text with places to break within what has no spaces for long, such as an address: none runs over its cell."""
    return re.sub(rf"\S{{{LONGEST_PIECE + 16},}}", lambda found: _broken(found[0]), text)


def _broken(word: str) -> str:
    return "\u200b".join(word[at : at + LONGEST_PIECE] for at in range(0, len(word), LONGEST_PIECE))
