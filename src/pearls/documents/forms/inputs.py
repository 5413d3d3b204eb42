"""Reading a posted section; the names of its inputs are the same with and without JavaScript.

q-<question>                  one value (a list: one entry a line; choices: several of the name)
q-<question>-<column>         a part of a record, whose question is its list's and its own name
q-<question>-<row>-<column>   a cell of a table, rows counted from 0; rows-<question> says how many were shown
q-<question>-<part>           a part of a contact or place
keep-<question>               the references of files to keep; new ones come as files under q-<question>
base-<question>               the revision the page was showing
writer, sequence              the open page, and how often it has sent something
"""

from typing import Any

from django.http import QueryDict

from pearls.documents.rules import Column, Kind, Question
from pearls.documents.rules.answers import CONTACT_PARTS, MAX_ITEMS

LARGEST_REVISION = 2**31 - 1


def is_posted(question: Question, data: QueryDict) -> bool:
    """Whether the page showed the question at all; one that was not shown is not emptied."""
    return f"base-{question.id}" in data


def base_revision(question: Question, data: QueryDict) -> int:
    """The revision that the page was showing; a number that makes no sense is larger than any."""
    given = data.get(f"base-{question.id}", "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else LARGEST_REVISION


def writer_of(data: QueryDict) -> str:
    """The name of the open page."""
    return "".join(char for char in data.get("writer", "") if char.isascii() and char.isalnum())[:32]


def sequence_of(data: QueryDict) -> int:
    """How often the page has sent something; 0 where it does not count (no JavaScript)."""
    given = data.get("sequence", "")
    return min(int(given), LARGEST_REVISION) if given.isascii() and given.isdigit() and len(given) < 11 else 0


def raw_answer(question: Question, data: QueryDict) -> Any:
    """What was typed, for `rules.clean_answer`; files are the service's business."""
    name = f"q-{question.id}"
    if question.kind == Kind.CHOICES:
        return data.getlist(name)
    if question.kind in (Kind.RECORD, Kind.TRANSLATION):
        return {column.id: _part(column, f"{name}-{column.id}", data) for column in question.columns}
    if question.kind == Kind.TABLE:
        return _rows(question, data)
    if question.kind == Kind.CONTACT:
        return {part: data.get(f"{name}-{part}", "") for part in CONTACT_PARTS}
    if question.kind == Kind.PLACE:
        return {"name": data.get(f"{name}-name", ""), "key": data.get(f"{name}-key", "")}
    return data.get(name, "")


def _part(column: Column, name: str, data: QueryDict) -> Any:
    return data.getlist(name) if column.kind == Kind.LINKS else data.get(name, "")


def kept_files(question: Question, data: QueryDict) -> list[str]:
    """The references of the files that were not taken away."""
    return data.getlist(f"keep-{question.id}")


def _rows(question: Question, data: QueryDict) -> list[dict[str, str]]:
    given = data.get(f"rows-{question.id}", "")
    count = int(given) if given.isascii() and given.isdigit() and len(given) < 4 else 0
    return [
        {column.id: data.get(f"q-{question.id}-{row}-{column.id}", "") for column in question.columns}
        for row in range(min(count, MAX_ITEMS))
    ]
