"""The toolkit as data: general methods, examples from Pearls, and the programme's own material, read strictly.

A file for each phase, named after it, holds `[[tools]]`; `phases.toml` names the phases in their order.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import TypeVar

from pearls.plans.rules.worksheets import Worksheet, number_list, read_worksheet, text_list
from pearls.programme.rules.errors import RulesError, shown
from pearls.programme.rules.reading import Table, Text, read_toml

T = TypeVar("T")

PHASES_FILE = "phases.toml"
UNKNOWN = "unknown"  # asked for in a filter: what is not published


class ToolKind(StrEnum):
    """Where a tool comes from."""

    GENERAL = "general"  # a widely known method, not taken from the programme
    EXAMPLE = "example"  # used by a Pearl or at an event of the programme
    PROGRAMME = "programme"  # the programme's own material: named and linked, never copied


class TimeBand(StrEnum):
    """How long a tool takes, preparation left aside."""

    HOUR = "hour"
    HALF_DAY = "half-day"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


class PeopleBand(StrEnum):
    """How many take part."""

    FEW = "few"
    GROUP = "group"
    MANY = "many"


# The least and the most of each band; the last has no end.
PEOPLE_BANDS: Mapping[PeopleBand, tuple[int, int | None]] = {
    PeopleBand.FEW: (1, 12),
    PeopleBand.GROUP: (13, 40),
    PeopleBand.MANY: (41, None),
}


class ToolkitError(Exception):
    """A file of the toolkit cannot be read: which file, which key, what was expected and what was got."""

    def __init__(self, file: str, problem: RulesError) -> None:
        super().__init__(f"{file}: {problem}")


@dataclass(frozen=True)
class Phase:
    """When in the work on a plan a tool is used."""

    id: str
    name: Text
    about: Text


@dataclass(frozen=True)
class Tool:
    """One tool. An empty text, an empty list or None is "not published"; of an example only `known` is published
    word for word, and materials, steps, pitfalls and `our_time` are our own suggestion."""

    id: str
    kind: ToolKind
    phase: str
    name: Text
    purpose: Text
    when: Text
    who: Text
    sources: tuple[str, ...]
    time: Text = field(default_factory=dict)
    our_time: Text = field(default_factory=dict)
    times: tuple[TimeBand, ...] = ()
    people: tuple[int, int | None] | None = None  # least and most; no most where it is open
    sections: tuple[str, ...] = ()  # of the plan that it feeds
    known: tuple[Text, ...] = ()
    materials: tuple[Text, ...] = ()
    steps: tuple[Text, ...] = ()
    outcome: tuple[Text, ...] = ()
    pitfalls: tuple[Text, ...] = ()
    note: Text = field(default_factory=dict)
    licence: str = ""
    worksheet: Worksheet | None = None

    @property
    def choice_id(self) -> str:
        """What a plan calls it: the choice of the question on methods."""
        return self.id.replace("-", "_")

    @property
    def is_programme(self) -> bool:
        return self.kind == ToolKind.PROGRAMME

    @property
    def is_example(self) -> bool:
        return self.kind == ToolKind.EXAMPLE


@dataclass(frozen=True)
class Toolkit:
    """All of it, in the order of the phases; `updated_on` is the day of its last change."""

    updated_on: date
    phases: tuple[Phase, ...]
    tools: tuple[Tool, ...]


@dataclass(frozen=True)
class Wish:
    """What somebody looks for; an empty text is any."""

    phase: str = ""
    section: str = ""
    time: str = ""
    people: str = ""
    kind: str = ""


def is_wanted(tool: Tool, wish: Wish) -> bool:
    """Whether a tool is what is looked for. A number that is not published is in no band but `unknown`."""
    return (
        wish.phase in ("", tool.phase)
        and wish.kind in ("", tool.kind)
        and (not wish.section or wish.section in tool.sections)
        and (not wish.time or (wish.time in tool.times if tool.times else wish.time == UNKNOWN))
        and (not wish.people or _has_people(tool, wish.people))
    )


def _has_people(tool: Tool, band: str) -> bool:
    if tool.people is None or band == UNKNOWN:
        return tool.people is None and band == UNKNOWN
    (least, most), (band_least, band_most) = tool.people, PEOPLE_BANDS[PeopleBand(band)]
    return (band_most is None or least <= band_most) and (most is None or most >= band_least)


def parse_toolkit(files: Mapping[str, str]) -> Toolkit:
    """The toolkit from its files, each by its name.

    Raises: ToolkitError, naming the file and the first key in it that is wrong.
    """
    updated_on, phases = _in_file(files, PHASES_FILE, _phases)
    tools: list[Tool] = []
    for phase in phases:
        taken = {tool.id for tool in tools}
        tools += _in_file(files, f"{phase.id}.toml", partial(_tools, phase=phase.id, taken=taken))
    stray = sorted(set(files) - {PHASES_FILE, *(f"{phase.id}.toml" for phase in phases)})
    if stray:
        raise ToolkitError(stray[0], RulesError("file", f"a file named for a phase of {PHASES_FILE}", stray[0]))
    return Toolkit(updated_on, phases, tuple(tools))


def _in_file(files: Mapping[str, str], name: str, read: Callable[[Table], T]) -> T:
    try:
        if name not in files:
            raise RulesError("file", f"a file {name}", "nothing")
        return read(read_toml(files[name]))
    except RulesError as problem:
        raise ToolkitError(name, problem) from problem


def _phases(table: Table) -> tuple[date, tuple[Phase, ...]]:
    table.only("schema", "updated_on", "phases")
    updated_on = table.moment_or_none("updated_on")
    if updated_on is None or isinstance(updated_on, datetime):
        raise table.error("updated_on", "a day such as 2027-01-31", shown(updated_on))
    found = []
    for item in table.tables("phases"):
        item.only("id", "name", "about")
        name, about = (item.translated(key, is_required=True) for key in ("name", "about"))
        found.append(Phase(item.identifier("id"), name, about))
    return updated_on, tuple(found)


def _tools(table: Table, *, phase: str, taken: set[str]) -> list[Tool]:
    table.only("schema", "tools")
    found: list[Tool] = []
    for item in table.tables("tools"):
        tool = _tool(item, phase)
        if tool.id in taken:
            raise item.error("id", "every id once", f'"{tool.id}" twice')
        taken.add(tool.id)
        found.append(tool)
    return found


_HEAD = ("id", "kind", "name", "purpose", "when", "who", "sources", "time", "sections")
# What is asked of a tool of each kind, beside its head, and what it may say.
_LISTS = {
    ToolKind.GENERAL: ("materials", "steps", "outcome", "pitfalls"),
    ToolKind.EXAMPLE: ("known", "materials", "steps", "outcome", "pitfalls"),
    ToolKind.PROGRAMME: (),
}
_MORE = {
    ToolKind.GENERAL: ("times", "people", "worksheet"),
    ToolKind.EXAMPLE: ("times", "people", "our_time", "worksheet"),
    ToolKind.PROGRAMME: ("note", "licence"),
}


def _tool(table: Table, phase: str) -> Tool:
    kind = ToolKind(table.choice("kind", list(ToolKind)))
    table.only(*_HEAD, *_LISTS[kind], *_MORE[kind])
    if not table.texts("sources"):
        raise table.missing("sources", "at least one address")
    sections = table.texts("sections")
    if kind != ToolKind.PROGRAMME and not sections:
        raise table.missing("sections", "at least one section of the plan")
    lists = {key: text_list(table, key, is_required=True) for key in _LISTS[kind]}
    return Tool(
        id=table.identifier("id"),
        kind=kind,
        phase=phase,
        name=table.translated("name", is_required=True),
        purpose=table.translated("purpose", is_required=True),
        when=table.translated("when", is_required=True),
        who=table.translated("who", is_required=True),
        sources=table.texts("sources"),
        time=table.translated("time", is_required=kind == ToolKind.GENERAL),
        our_time=table.translated("our_time"),
        times=tuple(TimeBand(text) for text in _members(table, "times", list(TimeBand))),
        people=_people(table),
        sections=sections,
        known=lists.get("known", ()),
        materials=lists.get("materials", ()),
        steps=lists.get("steps", ()),
        outcome=lists.get("outcome", ()),
        pitfalls=lists.get("pitfalls", ()),
        note=table.translated("note"),
        licence=table.text("licence", default=""),
        worksheet=None if kind == ToolKind.PROGRAMME else read_worksheet(table.table("worksheet")),
    )


def _members(table: Table, key: str, values: Collection[str]) -> tuple[str, ...]:
    found = table.texts(key)
    for text in found:
        if text not in values:
            raise table.error(key, "some of " + ", ".join(values), f'"{text}"')
    return found


def _people(table: Table) -> tuple[int, int | None] | None:
    """`[5, 20]`, or `[12]` where the number is open above."""
    if not table.has("people"):
        return None
    numbers = number_list(table, "people")
    if len(numbers) > 2 or numbers != sorted(numbers):
        raise table.error("people", "the least and the most, such as [5, 20]", str(numbers))
    return numbers[0], numbers[1] if len(numbers) == 2 else None
