"""What waits for a signed-in person, gathered from the rooms; each line says who, what, until when, and where."""

from collections.abc import Callable, Iterable
from datetime import datetime

from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.site.day import GROUP_WORDS as GROUP_WORDS
from pearls.site.day import Group as Group
from pearls.site.day import Line
from pearls.site.due import applying, judging, office, sharing
from pearls.site.due.reader import MOST_LINES, Reader

Source = Callable[[Reader], Iterable[Line]]
SOURCES: tuple[Source, ...] = (
    sharing.put_down,
    applying.applications,
    judging.seats,
    applying.mentoring,
    applying.calls_to_plans,
    applying.residents,
    sharing.contributions,
    office.claims,
    sharing.practices,
    office.office_work,
)


def lines_for(actor: Actor, now: datetime) -> dict[Group, list[Line]]:
    """Everything that waits for the actor, by group; what ends first leads. A constant number of queries."""
    reader = Reader(actor, now, frozenset(people_queries.place_ids_spoken_for(actor)))
    found = [line for source in SOURCES for line in source(reader) if line.address]
    far = datetime.max.replace(tzinfo=now.tzinfo)
    found.sort(key=lambda line: (line.until or far, line.who))
    return {group: [line for line in found if line.group == group][:MOST_LINES] for group in Group}
