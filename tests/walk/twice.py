"""Looking at a door twice: what a walker is sent there, and what the database was asked for it, made comparable."""

import re
from copy import deepcopy
from dataclasses import dataclass

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.walk.door import Door
from tests.walk.doors import spelled
from tests.walk.test_doors import address, read
from tests.walk.world import World, taken_back

# New in each answer: the key of a form and who types in it, what the process itself has used, the frames that
# `taken_back` puts around a statement, and the salt of sums in the cache, drawn anew where none is kept.
FORM_KEY = re.compile(rb'\b[A-Za-z0-9]{64}\b|(?<=name="writer" value=")\w+')
OWN_USE = re.compile(rb"(?m)^pearls_process_.*$")
FRAMES = ("SAVEPOINT", "RELEASE", "ROLLBACK")
SALT = re.compile(r"(?<=certificate-)[0-9a-f]{64}|'gA[A-Za-z0-9+/=]*'")


@dataclass(frozen=True)
class Seen:
    """An answer, and the questions that it took, word for word with their values: they stand for the time it took."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    asked: tuple[str, ...]


def seen(world: World, client: Client, door: Door, *, posts: bool = False) -> Seen:
    """What the door answers; whatever it does is taken back."""
    page, signed_in = address(door, world), deepcopy(client.cookies)
    with taken_back(), CaptureQueriesContext(connection) as queries:
        answer = read(client.post(page, spelled(world, door.body)) if posts else client.get(page))
    client.cookies = signed_in
    body = getattr(answer, "body", b"") if answer.streaming else answer.content
    asked = (query["sql"] for query in queries.captured_queries)
    return Seen(
        answer.status_code,
        tuple(sorted(answer.headers.items())),
        OWN_USE.sub(b"", FORM_KEY.sub(b"", body)),
        tuple(SALT.sub("''", sql) for sql in asked if not sql.startswith(FRAMES)),
    )


def difference(one: Seen, other: Seen) -> str:
    """Where two looks differ first; empty where they do not."""
    if one.status != other.status:
        return f"answered {one.status} and {other.status}"
    if one.headers != other.headers:
        return f"headers {sorted(set(one.headers) ^ set(other.headers))}"
    if one.body != other.body:
        return "said {!r} and {!r}".format(*_around(one.body, other.body))
    if one.asked != other.asked:
        first = next((pair for pair in zip(one.asked, other.asked, strict=False) if pair[0] != pair[1]), ("", ""))
        return f"asked {len(one.asked)} and {len(other.asked)} times: {first[0][:300]!r}, {first[1][:300]!r}"
    return ""


def _around(one: bytes, other: bytes) -> tuple[bytes, bytes]:
    place = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    return one[max(place - 80, 0) : place + 80], other[max(place - 80, 0) : place + 80]
