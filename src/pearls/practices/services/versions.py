"""Keep each state in which a practice was public; part of whatever changes one."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from pearls.db.bulk import insert_many
from pearls.practices import queries, rules
from pearls.practices.models import Practice, PracticeVersion
from pearls.practices.rules import Record
from pearls.practices.rules.versions import Act

COLUMNS = ("practice_id", "number", "act", "at", "record")


def keep_versions(*, new: Mapping[int, Record], changed: Collection[int], act: Act, now: datetime) -> None:
    """A first version of each new practice (by its row), a further one of each that changed."""
    rows: list[tuple[Any, ...]] = [(pk, 1, act, now, rules.written(record)) for pk, record in new.items()]
    if changed:
        numbers = queries.last_numbers(changed)
        records = queries.version_records(list(Practice.objects.filter(pk__in=changed).order_by("pk")))
        rows += [(pk, numbers.get(pk, 0) + 1, act, now, record) for pk, record in records.items()]
    insert_many(PracticeVersion, COLUMNS, [_codes(row) for row in rows])


def keep_first_versions(practices: Sequence[Practice]) -> None:
    """What practices from before versions were kept are now, before they change."""
    numbers = queries.last_numbers([practice.pk for practice in practices])
    bare = [practice for practice in practices if practice.pk not in numbers]
    if bare:
        records = queries.version_records(bare)
        rows = [(one.pk, 1, Act.LOADED, one.changed_at, records[one.pk]) for one in bare]
        insert_many(PracticeVersion, COLUMNS, [_codes(row) for row in rows])


def _codes(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row with its act as a plain code: it goes to the database as it is."""
    return (*row[:2], str(row[2]), *row[3:])
