"""Every page asks the database at most twelve times, whatever there is behind it.

Lists of a thousand rows are counted in tests/house/test_lists.py; here it is every address, with a crowd behind it.
"""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pearls.selection.queries.evidence import is_evidence_wanted, work_out_wanted
from tests.walk.crowd import Crowd
from tests.walk.doors import EVERYBODY, OFFICE, WHOLE_OFFICE, Door, doors
from tests.walk.test_doors import address, read
from tests.walk.world import NOBODY, World, taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.pages, pytest.mark.once]

MOST_QUERIES = 12
# The frame that `taken_back` and a service's own transaction put around a statement, not a question.
FRAMES = ("SAVEPOINT", "RELEASE", "ROLLBACK")
# Further things of the same kind, in other states.
MORE = [
    *(
        Door("calls:office-application", WHOLE_OFFICE, at={"key": "=demo-open", "ref": ref})
        for ref in ("sent", "other")
    ),
    Door("calls:office-application", WHOLE_OFFICE, at={"key": "=demo-jury", "ref": "pearl"}),
    *(Door(f"calls:application{page}", "othertown", at={"ref": "other"}) for page in ("", "-send", "-preview")),
    Door("selection:seat", "juror1", at={"ref": "seat_juror1"}),
    Door("selection:panel", WHOLE_OFFICE, at={"ref": "past"}),
    Door("selection:ranking", WHOLE_OFFICE, at={"ref": "past"}),
    Door("selection:evidence", WHOLE_OFFICE, at={"ref": "past"}),
]
# Where the crowd shows: pages that say more of many than of a few, or else nothing would be counted here.
GROWS = {
    *("calls:application", "calls:application-edit", "calls:application-history", "calls:member-list"),
    *("calls:partner-list", "plans:plan", "plans:history", "calls:office-application"),
    *("calls:application-list", "calls:office-application-list", "calls:office-edition", "calls:office-late-links"),
    *("calls:office-mentor-list", "calls:control-room", "selection:seat", "selection:seat-list", "selection:dossier"),
    *("selection:panel", "selection:panel-list", "selection:ranking", "selection:minutes", "programme:edition-list"),
    *("programme:edition-desk", "programme:edition-roles", "programme:roles", "programme:guide", "mail:message-list"),
    *("people:profile", "people:claim-list", "people:office-list", "places:office-list", "site:today", "site:edition"),
    *(
        "practices:practice-list",
        "practices:search-list",
        "site:pearl",
        "site:pearl-list",
        "site:edition-list",
        "site:ceremony-list",
    ),
}


def walkers(door: Door) -> list[str]:
    """One of the office and one of the others who see it; what is open to all is tried with an account."""
    sees = [walker for walker in door.sees.split() if walker != NOBODY]
    if door.sees == EVERYBODY:
        return ["town"]
    office, others = (
        [walker for walker in sees if (walker in OFFICE.split()) is of_office] for of_office in (True, False)
    )
    return [*office[:1], *others[:1]]


@dataclass(frozen=True)
class Cost:
    """How often a page asked, and how long it was."""

    queries: int
    size: int


Page = tuple[str, str, str]


def costs(world: World) -> dict[Page, Cost]:
    return {
        (door.name, address(door, world), walker): cost(world, door, walker)
        for door in [*doors(), *MORE]
        if door.get
        for walker in walkers(door)
    }


def cost(world: World, door: Door, walker: str) -> Cost:
    client = world.client(walker)
    with taken_back():
        read(client.get(address(door, world)))  # what is read once in a process, or noted at the first visit
        if is_evidence_wanted():  # worked out beside the page, as a worker would
            work_out_wanted()
            read(client.get(address(door, world)))
        with CaptureQueriesContext(connection) as seen:
            answer = read(client.get(address(door, world)))
    assert answer.status_code in door.found, f"{address(door, world)}: {walker} was answered {answer.status_code}"
    asked = sum(not query["sql"].startswith(FRAMES) for query in seen.captured_queries)
    return Cost(asked, len(getattr(answer, "body", answer.content if not answer.streaming else b"")))


def test_every_page_asks_as_much_for_a_few_rows_as_for_many_and_at_most_twelve_times(world: World) -> None:
    Crowd(world, range(1000, 1001)).comes()
    few = costs(world)

    Crowd(world, range(2000, 2040)).comes()
    many = costs(world)

    assert {page: (few[page], cost) for page, cost in many.items() if cost.queries != few[page].queries} == {}
    assert {page: cost.queries for page, cost in many.items() if cost.queries > MOST_QUERIES} == {}
    grown = {name for (name, *where), cost in many.items() if cost.size > few[name, *where].size}
    assert GROWS - grown == set(), "the crowd is not seen there"
