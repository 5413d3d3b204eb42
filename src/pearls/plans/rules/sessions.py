"""Working with a tool: which tools are interactive, what may be put down, and how that becomes records of the plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pearls.documents.rules import Form, Question, field_name
from pearls.kernel.languages import pick
from pearls.kernel.verdict import YES, Verdict, no
from pearls.plans.rules.pictures import PictureKind
from pearls.programme.rules.reading import Table, Text, read_toml

TEXT_LETTERS = 300  # of what an item says
MOST_ITEMS = 300  # in one session; what waits for the team counts too
MOST_SESSIONS = 100  # of one plan


class SessionState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Origin(StrEnum):
    """Who put an item down."""

    TEAM = "team"
    RESIDENTS = "residents"


class ItemState(StrEnum):
    """Whether others see an item. What the team puts down has passed; what residents write waits for the team."""

    PASSED = "passed"
    WAITING = "waiting"
    REFUSED = "refused"


class Drawing(StrEnum):
    """How a session is drawn where it is none of the pictures of a plan."""

    LANES = "lanes"
    GRID = "grid"
    MAP = "map"
    DOTS = "dots"


@dataclass(frozen=True)
class Lane:
    """One list of a tool; see data/sessions.toml for what each key means."""

    id: str
    title: Text
    question: str = ""
    text: str = ""
    fields: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    parent: str = ""
    link: str = ""
    into: str = ""
    residents: bool = False

    @property
    def asks_text(self) -> bool:
        return bool(self.text or self.into)


@dataclass(frozen=True)
class SessionTool:
    """One interactive tool."""

    id: str
    picture: Drawing | PictureKind
    lanes: tuple[Lane, ...]
    across: str = ""
    up: str = ""
    votes: bool = False

    def lane(self, id: str) -> Lane | None:
        return next((lane for lane in self.lanes if lane.id == id), None)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions of the plan that it feeds."""
        return tuple(dict.fromkeys(lane.question for lane in self.lanes if lane.question))

    @property
    def is_for_residents(self) -> bool:
        return self.votes or any(lane.residents for lane in self.lanes)


@dataclass(frozen=True)
class Words:
    """What is put down: the text, values by column of the plan, and the ref of the item that it hangs on."""

    text: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    parent: str = ""


@dataclass(frozen=True)
class Item:
    """Something put down in a session. `record` is the record of the plan it was brought into; empty before."""

    ref: str
    lane: str
    text: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    parent: str = ""
    record: str = ""
    dots: int = 0


class ProposalKind(StrEnum):
    ADD = "add"
    RENEW = "renew"
    SAME = "same"


@dataclass(frozen=True)
class Proposal:
    """What an item does to the plan: a new record, or new values for one that is there. `before`: what these
    values were."""

    item: Item
    question: str
    record: str
    values: Mapping[str, Any]
    kind: ProposalKind
    before: Mapping[str, Any] = field(default_factory=dict)


def parse_session_tools(text: str) -> tuple[SessionTool, ...]:
    """The interactive tools from their file. Raises: RulesError."""
    table = read_toml(text)
    table.only("schema", "tools")
    return tuple(_tool(item) for item in table.tables("tools"))


def _tool(table: Table) -> SessionTool:
    table.only("id", "picture", "across", "up", "votes", "lanes")
    drawings: dict[str, Drawing | PictureKind] = {str(one): one for one in (*Drawing, *PictureKind)}
    lanes = tuple(_lane(item) for item in table.tables("lanes"))
    known = {lane.id for lane in lanes}
    strays = [lane.parent for lane in lanes if lane.parent and lane.parent not in known]
    if strays or len(known) != len(lanes):
        raise table.error("lanes", "each lane once, hanging on one of them", str(strays))
    return SessionTool(
        id=table.identifier("id"),
        picture=drawings[table.choice("picture", list(drawings))],
        lanes=lanes,
        across=table.text("across", default=""),
        up=table.text("up", default=""),
        votes=bool(table.flag_or_none("votes")),
    )


def _lane(table: Table) -> Lane:
    table.only("id", "title", "question", "text", "fields", "fixed", "parent", "link", "into", "residents")
    fixed = table.table_or_none("fixed")
    return Lane(
        id=table.identifier("id"),
        title=table.translated("title", is_required=True),
        question=table.text("question", default=""),
        text=table.text("text", default=""),
        fields=table.texts("fields"),
        fixed={key: fixed.text(key) for key in fixed.data} if fixed else {},
        parent=table.text("parent", default=""),
        link=table.text("link", default=""),
        into=table.text("into", default=""),
        residents=bool(table.flag_or_none("residents")),
    )


def tool_in(tool: SessionTool, form: Form) -> SessionTool | None:
    """The tool with the lanes that this form has questions and columns for; None where none is left."""
    kept: list[Lane] = []
    for lane in tool.lanes:
        parent = next((other for other in kept if other.id == lane.parent), None)
        question = form.question(lane.question or (parent.question if parent else ""))
        columns = {column.id for column in question.columns} if question else set[str]()
        needed = {lane.text, lane.into, lane.link, *lane.fixed} - {""}
        if question is None or needed - columns or (lane.parent and parent is None):
            continue
        fields = tuple(name for name in lane.fields if name in columns)
        kept.append(Lane(**{**vars(lane), "fields": fields}))
    return SessionTool(**{**vars(tool), "lanes": tuple(kept)}) if kept else None


def may_put_down(*, state: SessionState, lane: Lane | None, words: Words, items_count: int) -> Verdict:
    """Whether something may be put down in a session."""
    if state != SessionState.OPEN:
        return no("session-closed")
    if lane is None:
        return no("unknown-lane")
    if items_count >= MOST_ITEMS:
        return no("session-full", limit=MOST_ITEMS)
    if not (words.text if lane.asks_text else words.values):
        return no("item-empty")
    return no("item-too-long", limit=TEXT_LETTERS) if len(words.text) > TEXT_LETTERS else YES


def proposals(
    tool: SessionTool, items: Sequence[Item], form: Form, content: Mapping[str, Any], language: str
) -> list[Proposal]:
    """What the items do to the plan, in the order of the lanes; in a vote, most dots first.

    An item that was brought in before, or that says what a record says already, changes that record.
    """
    found: list[Proposal] = []
    taken: dict[tuple[str, str], str] = {}
    records: dict[str, str] = {}
    for lane in tool.lanes:
        own = [item for item in items if item.lane == lane.id]
        for item in sorted(own, key=lambda item: -item.dots) if tool.votes else own:
            question = form.question(lane.question) if lane.question else None
            if question is None:
                continue
            values = _values(tool, lane, item, items, records, language)
            rows = content.get(question.id) or ()
            row = _row_of(question, lane, item, values, rows)
            record = row["id"] if row else item.record or item.ref
            if (question.id, record) in taken:
                continue
            taken[question.id, record] = records[item.ref] = record
            values = _joined(question, row, values)
            before = {key: row.get(key) for key in values} if row else {}
            kind = ProposalKind.ADD if row is None else ProposalKind.SAME if before == values else ProposalKind.RENEW
            found.append(Proposal(item, question.id, record, values, kind, before))
    return found


def _values(
    tool: SessionTool, lane: Lane, item: Item, items: Sequence[Item], records: Mapping[str, str], language: str
) -> dict[str, Any]:
    values: dict[str, Any] = {**lane.fixed, **{key: item.values[key] for key in lane.fields if key in item.values}}
    if lane.text:
        values[lane.text] = item.text
    if lane.link and item.parent in records:
        values[lane.link] = [records[item.parent]]
    for other in tool.lanes:
        if other.into and other.parent == lane.id:
            said = [child.text for child in items if child.lane == other.id and child.parent == item.ref]
            if said:
                line = f"{pick(other.title, language)[0]}: {'; '.join(said)}"
                values[other.into] = "\n".join(filter(None, [values.get(other.into), line]))
    return values


def _row_of(
    question: Question, lane: Lane, item: Item, values: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]
) -> Mapping[str, Any] | None:
    """The record that an item is about already: its own, one that says the same, or one with the very same values."""
    rows = list(rows)
    own = next((row for row in rows if row["id"] in (item.record, item.ref)), None)
    if own is not None:
        return own
    if lane.text:
        wanted = " ".join(item.text.split()).casefold()
        same = (row for row in rows if " ".join(str(row.get(lane.text, "")).split()).casefold() == wanted)
        return next(
            (row for row in same if all(row.get(key, value) == value for key, value in lane.fixed.items())), None
        )
    return next((row for row in rows if all(row.get(key) == value for key, value in values.items())), None)


def _joined(question: Question, row: Mapping[str, Any] | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values in the order of the columns; links join those that are there."""
    found: dict[str, Any] = {}
    for column in question.columns:
        if column.id not in values:
            continue
        value = values[column.id]
        if isinstance(value, list) and row:
            value = list(dict.fromkeys([*(row.get(column.id) or ()), *value]))
        found[column.id] = value
    return found


def answers_with(
    tool: SessionTool, content: Mapping[str, Any], made: Sequence[Proposal], chosen: Iterable[str]
) -> dict[str, Any]:
    """The lists of the plan that change when the chosen items (their refs) are brought in."""
    wanted = set(chosen)
    answers: dict[str, Any] = {}
    for question in dict.fromkeys(proposal.question for proposal in made):
        before = [dict(row) for row in content.get(question) or ()]
        rows = {row["id"]: dict(row) for row in before}
        for proposal in made:
            if proposal.question == question and proposal.item.ref in wanted and proposal.kind != ProposalKind.SAME:
                rows[proposal.record] = {"id": proposal.record, **rows.get(proposal.record, {}), **proposal.values}
        after = list(rows.values())
        if tool.votes:
            after = _by_dots(after, [p.record for p in made if p.question == question and p.record in rows])
        if after != before:
            answers[question] = after
    return answers


def _by_dots(rows: list[dict[str, Any]], order: Sequence[str]) -> list[dict[str, Any]]:
    """The rows that were voted on in this order, on the places that they hold among the others."""
    by_id = {row["id"]: row for row in rows}
    coming = iter(order)
    return [by_id[next(coming)] if row["id"] in order else row for row in rows]


def record_name(proposal: Proposal) -> str:
    """Under which name the documents room keeps the record of a proposal."""
    return field_name(proposal.question, proposal.record)
