"""What a new text of the rules changes, and how the rules of the next edition begin."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from pearls.kernel.clock import local_instant
from pearls.programme.rules.document import Dates, EditionRules, Moment, Step, moment_of_day
from pearls.programme.rules.parsing import parse_edition_rules
from pearls.programme.rules.reading import Text
from pearls.programme.rules.stages import Aggregate
from pearls.programme.rules.writing import as_data, write_edition_rules

# Lists whose items have a name of their own: a change is said of the item, not of its number.
_NAMES = {"criteria": "id", "countries": "code", "excluded": "place"}


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Change:
    """One rule that differs: its key as in the file, such as `final.criteria[effect].weight_percent`."""

    key: str
    kind: ChangeKind
    before: Any = None
    after: Any = None


def changes_between(old: EditionRules, new: EditionRules) -> tuple[Change, ...]:
    """What the new rules say otherwise, in the order of the file; a file laid out otherwise is no change."""
    before, after = dict(_flat(as_data(old), "")), dict(_flat(as_data(new), ""))
    changes = []
    for key in [*after, *(key for key in before if key not in after)]:
        if key not in before:
            changes.append(Change(key, ChangeKind.ADDED, after=after[key]))
        elif key not in after:
            changes.append(Change(key, ChangeKind.REMOVED, before=before[key]))
        elif before[key] != after[key]:
            changes.append(Change(key, ChangeKind.CHANGED, before[key], after[key]))
    return tuple(changes)


def _flat(data: Mapping[str, Any], path: str) -> Iterator[tuple[str, Any]]:
    for key, item in data.items():
        name = f"{path}.{key}" if path else key
        if isinstance(item, dict):
            yield from _flat(item, name)
        elif isinstance(item, list) and item and isinstance(item[0], dict):
            for number, part in enumerate(item, start=1):
                yield from _flat(part, f"{name}[{part.get(_NAMES.get(key, ''), number)}]")
        else:
            yield name, item


def copy_for_next_edition(old_text: str, *, key: str, name: Text, title_year: int) -> str:
    """The rules that a new edition starts from: the last edition's, its dates moved by whole years, `mean` for `sum`.

    A sum punishes the country whose juror steps aside. Raises: RulesError, where the old text is wrong.
    """
    old = parse_edition_rules(old_text)
    years = title_year - old.title_year if old.title_year else 1
    preselection = replace(old.preselection, aggregate=Aggregate.MEAN) if old.preselection else None
    copy = replace(
        old,
        key=key,
        name=name,
        title_year=title_year,
        dates=_moved(old.dates, years),
        preselection=preselection,
        final=replace(old.final, aggregate=Aggregate.MEAN),
        note={},
        sources=(),
    )
    return write_edition_rules(copy)


def _moved(dates: Dates, years: int) -> Dates:
    steps = {step: _moved_moment(step, moment, years, dates.zone) for step, moment in dates.steps.items()}
    return Dates(zone=dates.zone, steps=steps)


def _moved_moment(step: Step, moment: Moment, years: int, zone: str) -> Moment:
    day = _moved_day(moment.day, years)
    if moment.wall is None:
        return moment_of_day(step, day, zone)
    wall = datetime.combine(day, moment.wall.time())
    try:
        instant = local_instant(wall, zone)
    except ValueError:
        # The clocks skip that hour in the new year: the same stretch after the skip.
        instant = wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        wall = instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return Moment(day=wall.date(), wall=wall, instant=instant)


def _moved_day(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
