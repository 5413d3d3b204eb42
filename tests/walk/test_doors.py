"""Every address, tried by everybody: who sees a page, whose form does something, and who finds nothing there."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.walk.doors import EVERYBODY, Door, doors, spelled
from tests.walk.world import NOBODY, PARAMETERS, WALKERS, World, acts_count, taken_back

pytestmark = pytest.mark.django_db

DOORS = doors()
# For what is the same to all: without an account, with one and nothing else, with a town, with the whole office.
FEW = (NOBODY, "stranger", "town", "coordinator")
# Names that allauth gives our own pages.
SECOND_NAMES = "account_"


def is_tried(door: Door, walker: str) -> bool:
    """What is open to everybody is tried by a few; all else by everybody."""
    return walker in FEW or door.sees != EVERYBODY


def names(resolver: URLResolver, above: tuple[str, ...] = ()) -> Iterator[str]:
    """The name of every address there is."""
    for item in resolver.url_patterns:
        if isinstance(item, URLPattern):
            yield ":".join((*above, item.name or str(item.pattern)))
        else:
            yield from names(item, (*above, item.namespace) if item.namespace else above)


def address(door: Door, world: World) -> str:
    return reverse(door.name, kwargs=spelled(world, door.at)) + door.query


def read(answer: Any) -> HttpResponse:
    """The answer, read to its end, so that a file in it is closed."""
    if answer.streaming:
        answer.body = b"".join(answer.streaming_content)
    return answer


def opened(door: Door, world: World, client: Client, walker: str) -> HttpResponse:
    """What the walker is answered at the door. Asked once for all walks that only look: all of it is taken back."""
    page = address(door, world)
    if (page, walker) not in world.answers:
        with taken_back():
            answer = read(client.get(page))
        # Without the request and the contexts of all its templates, which would be kept too.
        body = getattr(answer, "body", b"") if answer.streaming else answer.content
        world.answers[page, walker] = HttpResponse(body, status=answer.status_code, headers=dict(answer.headers))
    return world.answers[page, walker]


def is_sign_in(answer: HttpResponse) -> bool:
    return answer.status_code == 302 and "/sign-in/" in answer.headers["Location"]


def test_every_address_has_its_line_and_every_line_its_address() -> None:
    there = {name for name in names(get_resolver()) if not name.startswith(SECOND_NAMES)}

    assert there == {door.name for door in DOORS}


@pytest.mark.parametrize("walker", PARAMETERS)
def test_who_may_see_a_page_sees_it_and_others_find_nothing(world: World, walker: str) -> None:
    client = world.client(walker)

    wrong = [found for door in DOORS if is_tried(door, walker) and (found := look(door, world, client, walker))]

    assert not wrong, "\n" + "\n".join(wrong)


def look(door: Door, world: World, client: Client, walker: str) -> str:
    answer = opened(door, world, client, walker)
    status, may = answer.status_code, walker in door.sees.split()
    if walker == NOBODY and not may:
        as_it_should = is_sign_in(answer)
    elif door.get:
        as_it_should = status in (door.found if may else (404,))
    else:
        as_it_should = status in ((405,) if may else (404, 405))
    return "" if as_it_should else f"GET {address(door, world)} {door.name}: {walker} was answered {status}"


@pytest.mark.parametrize("walker", PARAMETERS)
def test_who_may_act_acts_and_others_change_nothing(world: World, walker: str) -> None:
    client = world.client(walker)

    doors = [door for door in DOORS if door.acts is not None or walker in FEW]
    wrong = [found for door in doors if is_tried(door, walker) and (found := act(door, world, client, walker))]

    assert not wrong, "\n" + "\n".join(wrong)


def act(door: Door, world: World, client: Client, walker: str) -> str:
    may_see, may_act = walker in door.sees.split(), walker in (door.acts or "").split()
    before, signed_in = acts_count(), deepcopy(client.cookies)
    with taken_back():
        answer = client.post(address(door, world), spelled(world, door.body))
        has_acted = acts_count() > before
    client.cookies = signed_in
    status = answer.status_code
    if walker == NOBODY and not may_see:
        as_it_should = is_sign_in(answer) and not has_acted
    elif not may_see:
        as_it_should = status in (404, 405) and not has_acted
    elif door.acts is None:
        as_it_should = status < 500 and not has_acted
    elif may_act:
        as_it_should = (status < 400 and (has_acted or not door.is_noted)) or status in door.found
    else:
        as_it_should = status < 500 and not has_acted
    said = "did something" if has_acted else "did nothing"
    return "" if as_it_should else f"POST {address(door, world)} {door.name}: {walker} was answered {status}, {said}"


def test_the_walk_is_a_long_one() -> None:
    assert len(DOORS) * len(WALKERS) > 3000
