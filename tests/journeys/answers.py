"""What the invented towns answer, as the fields of a section's page."""

from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Page

from pearls.cli.demonstration.texts import application_answers, plan_answers
from pearls.documents import queries as document_queries
from pearls.documents.rules import Form, Kind, Question
from pearls.places import queries as place_queries

YEAR = 2028


class Writer:
    """Who writes for a town, as its form asks."""

    def __init__(self, name: str, email: str) -> None:
        self.name, self.email = name, email


def form_of(key: str) -> Form:
    version = document_queries.form_version(key)
    assert version is not None
    return version.form


def answers_for(kind: str, place_key: str, writer: Writer) -> dict[str, Any]:
    """The town's answers by question: to the form, or to the plan."""
    place = place_queries.place_for(place_key)
    assert place is not None
    return application_answers(place, writer) if kind == "application" else plan_answers(place, year=YEAR)


def sections_of(form: Form, answers: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each section with the fields that its page would send."""
    for section in form.sections:
        fields: dict[str, Any] = {}
        for question in section.questions:
            if question.id in answers and question.kind != Kind.RECORDS:
                fields |= fields_of(question, answers[question.id])
                fields[f"base-{question.id}"] = "0"
        yield section.id, fields


def fields_of(question: Question, value: Any) -> dict[str, Any]:
    """One answer as the inputs of its question."""
    name = f"q-{question.id}"
    if question.kind == Kind.TABLE:
        cells = {
            f"{name}-{row}-{column.id}": typed(column.kind, given[column.id])
            for row, given in enumerate(value)
            for column in question.columns
            if column.id in given
        }
        return {f"rows-{question.id}": str(len(value)), **cells}
    if question.kind == Kind.CONTACT:
        return {f"{name}-{part}": text for part, text in value.items()}
    return {name: typed(question.kind, value)}


def typed(kind: str, value: Any) -> Any:
    """A value as one types it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if kind == Kind.MONEY:
        return f"{value / 100:.2f}"
    if kind == Kind.LIST:
        return "\n".join(value)
    return value if isinstance(value, list) else str(value)


def fill(page: Page, fields: Mapping[str, Any]) -> None:
    """Put the answers into the page, each in its own kind of input; rows for which there is no room are left out."""
    for name, value in fields.items():
        inputs = page.locator(f'.section-form [name="{name}"]')
        if name.startswith(("base-", "rows-")) or not inputs.count():
            continue
        first = inputs.first
        kind = first.evaluate("element => element.type")
        if kind in ("radio", "checkbox"):
            page.locator(f'.section-form [name="{name}"][value="{value}"]').check()
        elif kind == "select-one":
            first.select_option(value)
        else:
            first.fill(str(value))
