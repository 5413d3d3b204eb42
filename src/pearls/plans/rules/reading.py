"""A plan's content read through its form: entries, links that lead somewhere, days, and what the form asks at all."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pearls.documents.rules import Form, Kind, record_title

Row = Mapping[str, Any]
TEXTS = (Kind.SHORT_TEXT, Kind.LONG_TEXT)


class Reading:
    """One plan, read. A question that the form does not ask has no entries and no answer, whatever the content says."""

    def __init__(self, form: Form, content: Mapping[str, Any]) -> None:
        self.form = form
        self._questions = {question.id: question for question in form.questions}
        self._parts = {question.id: {column.id: column for column in question.columns} for question in form.questions}
        self._rows: dict[str, list[Row]] = {
            question.id: list(content.get(question.id) or ())
            for question in form.questions
            if question.kind == Kind.RECORDS
        }
        self._by_id = {name: {row["id"]: row for row in rows} for name, rows in self._rows.items()}
        self._numbers = {
            name: {row["id"]: number for number, row in enumerate(rows, start=1)} for name, rows in self._rows.items()
        }
        self._sections = {question.id: section.id for section in form.sections for question in section.questions}
        self._pickers: dict[tuple[str, str], dict[str, list[Row]]] = {}
        self._answers = {name: content[name] for name in self._questions if content.get(name) is not None}

    def asks(self, name: str) -> bool:
        """Whether the form asks "activities", or has the column "activities.goals"."""
        question, _dot, column = name.partition(".")
        return column in self._parts.get(question, ()) if column else question in self._questions

    def answer(self, question_id: str) -> Any:
        """What was answered; None where nothing was, or where the form does not ask."""
        return self._answers.get(question_id)

    def rows(self, question_id: str) -> list[Row]:
        """The entries of a list, in their order."""
        return self._rows.get(question_id, [])

    def row(self, question_id: str, record_id: Any) -> Row | None:
        """The entry of that name; None where there is none."""
        return self._by_id.get(question_id, {}).get(record_id)

    def picked(self, question_id: str, row: Row, column_id: str) -> list[str]:
        """The names of entries that a column picks and that are there, each once."""
        value = row.get(column_id)
        column = self._parts.get(question_id, {}).get(column_id) if value else None
        if column is None:
            return []
        there = self._by_id.get(column.of, {})
        given = value if isinstance(value, list) else [value]
        return [name for name in dict.fromkeys(given) if name in there]

    def pickers(self, question_id: str, column_id: str) -> Mapping[str, list[Row]]:
        """For each entry that is picked in this column, the entries that pick it; found once."""
        found = self._pickers.get((question_id, column_id))
        if found is None:
            found = self._pickers[question_id, column_id] = {}
            for row in self.rows(question_id):
                for name in self.picked(question_id, row, column_id):
                    found.setdefault(name, []).append(row)
        return found

    def title(self, question_id: str, row: Row) -> str:
        """What an entry is called; empty while it has no text."""
        return record_title(self._questions[question_id], row)

    def number(self, question_id: str, record_id: str) -> int:
        """The place of an entry in its list, from 1."""
        return self._numbers[question_id][record_id]

    def texts(self, question_id: str, row: Row) -> str:
        """All that somebody wrote in an entry, without what was picked or counted."""
        columns = self._parts[question_id].values()
        return " ".join(str(row[column.id]) for column in columns if column.kind in TEXTS and row.get(column.id))

    def section_id(self, question_id: str) -> str:
        """The section that asks the question."""
        return self._sections[question_id]


def day(value: Any) -> date | None:
    """A day as it is kept in a content; None for no day and for what is none."""
    try:
        return date.fromisoformat(value) if value else None
    except (TypeError, ValueError):
        return None


def span(row: Row) -> tuple[date, date] | None:
    """From when until when an entry with `starts_on` and `ends_on` lasts; one day where only one is given.

    An entry that ends before it starts lasts from the earlier day to the later one.
    """
    days = sorted(found for found in (day(row.get("starts_on")), day(row.get("ends_on"))) if found)
    return (days[0], days[-1]) if days else None


def month_number(on: date) -> int:
    """Months counted through the years, so that they can be compared and stepped through."""
    return on.year * 12 + on.month - 1


def month_of(number: int) -> date:
    """The first day of a month by its number."""
    return date(number // 12, number % 12 + 1, 1)


def total_cents(rows: Iterable[Row]) -> int:
    """The amounts of these entries together, in cents."""
    return sum(row.get("amount") or 0 for row in rows)
