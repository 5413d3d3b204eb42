"""The plan in ten evenings, what to think of beside a question, and what comes next. Read from our data files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Text = Mapping[str, str]


class GuideError(Exception):
    """A data file of the workshop cannot be used: which key is wrong, what was expected, what was got."""

    def __init__(self, key: str, expected: str, got: object) -> None:
        super().__init__(f"{key}: expected {expected}, got {got!r}")


@dataclass(frozen=True)
class Evening:
    """Some steps of the plan that are written in one go; `minutes` is an estimate."""

    id: str
    title: Text
    what: Text
    minutes: int
    sections: tuple[str, ...]
    tools: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """How far one section of the plan is."""

    section: str
    is_begun: bool
    problems_count: int

    @property
    def is_done(self) -> bool:
        return self.is_begun and not self.problems_count


def parse_evenings(data: Mapping[str, Any]) -> tuple[Evening, ...]:
    """Read the evenings. Raises: GuideError."""
    _expect(data.get("schema") == 1, "schema", "the number 1", data.get("schema"))
    found, seen = [], set[str]()
    for index, item in enumerate(data.get("evenings") or ()):
        path = f"evenings.{index}"
        evening = Evening(
            id=_text(item, "id", path),
            title=_words(item, "title", path),
            what=_words(item, "what", path),
            minutes=item.get("minutes", 0),
            sections=tuple(item.get("sections") or ()),
            tools=tuple(item.get("tools") or ()),
        )
        _expect(isinstance(evening.minutes, int) and evening.minutes > 0, f"{path}.minutes", "minutes", evening.minutes)
        twice = seen & set(evening.sections)
        _expect(bool(evening.sections) and not twice, f"{path}.sections", "each section once", sorted(twice))
        seen |= set(evening.sections)
        found.append(evening)
    return tuple(found)


def parse_guidance(data: Mapping[str, Any]) -> dict[str, Text]:
    """Read what to think of, by question. Raises: GuideError."""
    _expect(data.get("schema") == 1, "schema", "the number 1", data.get("schema"))
    return {key: _words(data, key, "") for key in data if key != "schema"}


def evening_of(evenings: Sequence[Evening], section: str) -> tuple[int, Evening] | None:
    """The number and the evening that a section belongs to; None for a section of another form."""
    return next(((n, item) for n, item in enumerate(evenings, start=1) if section in item.sections), None)


def next_step(evenings: Sequence[Evening], steps: Sequence[Step]) -> str:
    """The section to write next: the first, in the order of the evenings, that still lacks something or is empty.

    Empty when all is done. A section that no evening names comes last.
    """
    by_section = {step.section: step for step in steps}
    order = [name for evening in evenings for name in evening.sections if name in by_section]
    order += [step.section for step in steps if step.section not in order]
    lacking = [name for name in order if by_section[name].problems_count]
    empty = [name for name in order if not by_section[name].is_begun]
    return next((name for name in order if name in lacking or name in empty), "")


def _text(data: Mapping[str, Any], key: str, path: str) -> str:
    value = data.get(key)
    _expect(isinstance(value, str) and bool(value), f"{path}.{key}", "a text", value)
    return str(value)


def _words(data: Mapping[str, Any], key: str, path: str) -> dict[str, str]:
    value = data.get(key)
    is_complete = isinstance(value, Mapping) and {"en", "lv"} <= set(value) and all(value.values())
    _expect(is_complete, f"{path}.{key}".strip("."), "a text in English and Latvian", value)
    return dict(value or {})


def _expect(is_right: bool, key: str, expected: str, got: object) -> None:
    if not is_right:
        raise GuideError(key, expected, got)
