"""What a file holds of a plan beside its answers, what reading one gives, and why one cannot be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pearls.documents.rules import IN_LANGUAGE, Form, Kind
from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.plans.rules.changes import tidy

SCHEMA_NAME = "pearls-plan"
SCHEMA_NUMBER = 1


@dataclass(frozen=True)
class PlanFacts:
    """What every file says of its plan. `place`, `programme` and `edition` are words for the reader, the place's names
    in their own spelling; `revisions` are those that the answers had, as `documents.queries.revisions_of` gives them.
    """

    ref: str
    place: str
    programme: str
    edition: str
    form_key: str
    form_number: int
    form_sha256: str
    revisions: Mapping[str, int] = field(default_factory=dict)
    partners: tuple[str, ...] = ()  # the other places of a joint plan
    demonstration: str = ""


class Picture(NamedTuple):
    """A picture of the plan for a file: its title, itself as SVG, and what it shows in words."""

    title: str
    svg: str
    alt: str


class Spot(NamedTuple):
    """A place in a plan: a question; a record of it; a column of that record, or of all of them."""

    question: str
    record: str = ""
    column: str = ""


class Where(NamedTuple):
    """A field of a file as a reader finds it: in whose answer, which entry (from 1; 0 for none), which column."""

    question: str
    number: int = 0
    column: str = ""


@dataclass(frozen=True)
class Remark:
    """Something to tell about a file that was read, or what is wrong in one cell; `labels` word it."""

    code: str
    detail: Mapping[str, Any] = field(default_factory=dict)


class PaperError(Exception):
    """A file is not taken: the code and what its sentence needs; `cells` are the cells nobody can understand."""

    def __init__(self, code: str, *, cells: tuple[Remark, ...] = (), **detail: Any) -> None:
        self.code, self.cells, self.detail = code, cells, detail
        super().__init__(f"{code}: {detail or len(cells)}")


@dataclass(frozen=True)
class Paper:
    """A file that was read. `content` is what it says; `absent` is what it does not speak of, and so leaves alone.

    `revisions` are those that the answers had when the file was written. `translations` by their names (`vision--en`);
    None where the file does not speak of any.
    """

    content: Mapping[str, Any]
    revisions: Mapping[str, int]
    absent: frozenset[Spot] = frozenset()
    remarks: tuple[Remark, ...] = ()
    translations: Mapping[str, Mapping[str, str]] | None = None


def completed(form: Form, paper: Paper, base: Mapping[str, Any]) -> dict[str, Any]:
    """The plan as whoever edited the file saw it: what the file does not speak of is as in `base`, the plan it left."""
    content: dict[str, Any] = {}
    for question in form.questions:
        value = paper.content.get(question.id)
        if Spot(question.id) in paper.absent:
            value = base.get(question.id)
        elif question.kind == Kind.RECORDS:
            old = {row["id"]: row for row in base.get(question.id) or ()}
            value = [_completed_row(question.id, row, old.get(row["id"], {}), paper.absent) for row in value or ()]
        content[question.id] = value
    kept = {name: value for name, value in base.items() if IN_LANGUAGE in name}
    content |= kept if paper.translations is None else paper.translations
    return tidy(form, content)


def _completed_row(
    question: str, row: Mapping[str, Any], old: Mapping[str, Any], absent: frozenset[Spot]
) -> dict[str, Any]:
    kept = {
        column: value
        for column, value in old.items()
        if Spot(question, row["id"], column) in absent or Spot(question, "", column) in absent
    }
    return {**row, **kept}


def new_name(ref: str, question: str, typed: Any, occurrence: int) -> str:
    """The name of a record that somebody added on paper, from its words: reading a file twice adds it once."""
    return f"n{sha256_hex(canonical_json([ref, question, typed, occurrence]))[:12]}"
