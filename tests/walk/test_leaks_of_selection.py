"""Whoever may not know a name, a score, a count or a time of the selection cannot tell it by anything they are sent.

The same eyes look at the world twice, and in between all that they may not know is made another. Every door must answer
the same bytes and ask the database the same: so nothing is told by how long an answer took either.
"""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse

from pearls.selection.models import Assessment, Score
from pearls.selection.rules.panels import AssessmentState
from tests.walk.door import EVERYBODY, Door
from tests.walk.doors import doors
from tests.walk.hidden import FACTS, UNSEEN, Fact, change_all
from tests.walk.twice import Seen, difference, seen
from tests.walk.world import NOBODY, World, taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.pages, pytest.mark.once]

# In conflict with one plan; early, with no score given yet; a mentor; two towns with rivals, before the jury and in the
# call.
EYES = (NOBODY, "juror2", "juror3", "mentor", "pearltown", "othertown")
Look = tuple[Door, bool]  # whether it is a post
# What the rules make public of a result, its points among it; tests/selection/test_decided.py says what of it.
MADE_PUBLIC = ("selection:decided", "selection:decided-file", "api-v1:decided")


@pytest.fixture(autouse=True)
def _the_clock_stands(world: World) -> Iterator[None]:
    with time_machine.travel(world.now, tick=False):
        yield


def looks(walker: str, *, public: bool) -> Iterator[tuple[int, Look]]:
    """The doors that are open to everybody, or all others, and every post there that would be refused."""
    for number, door in enumerate(doors()):
        if (door.sees == EVERYBODY) != public or door.name in MADE_PUBLIC:
            continue
        if door.get:
            yield number, (door, False)
        if (door.acts is not None or not door.get) and walker not in (door.acts or "").split():
            yield -1 - number, (door, True)


# Of those who may see something behind a door, the one in conflict may see most of what others may not; the slow suite
# takes all the others, and sees to it that what is open to everybody says to an account hardly more than to none.
ROUNDS = [
    pytest.param(walker, public, id=f"{walker}-{'public' if public else 'own'}", marks=[pytest.mark.slow] * is_slow)
    for walker in EYES
    for public in (False, True)
    for is_slow in (walker != (NOBODY if public else "juror2"),)
]


@pytest.mark.parametrize(("walker", "public"), ROUNDS)
def test_nothing_that_is_hidden_shows_in_any_answer(world: World, walker: str, public: bool) -> None:
    client, tried = world.client(walker), dict(looks(walker, public=public))

    def all_seen(those: dict[int, Look]) -> dict[int, Seen]:
        return {key: seen(world, client, door, posts=posts) for key, (door, posts) in those.items()}

    def compared(those: dict[int, Look]) -> dict[int, str]:
        before = all_seen(those)
        with taken_back():
            change_all(world, walker)
            after = all_seen(those)
        return {key: found for key in those if (found := difference(before[key], after[key]))}

    # Some things are read once in a process: what differs is looked at once more.
    first = compared(tried)
    leaks = compared({key: tried[key] for key in first})

    assert len(tried) > 60
    assert not leaks, "\n" + "\n".join(f"{tried[key][0].name} to {walker}: {found}" for key, found in leaks.items())


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_what_must_be_hidden_is_shown_to_those_who_may_know(world: World, fact: Fact) -> None:
    client = world.client(fact.seen_by)
    seen(world, client, fact.door)

    before = seen(world, client, fact.door)
    with taken_back():
        fact.change(world, NOBODY)
        after = seen(world, client, fact.door)

    assert (before.status, after.status) == (200, 200)
    assert before.body != after.body


def test_every_fact_is_changed_for_every_walker(world: World) -> None:
    """Nothing is left as it was by mistake: each change meets rows, for each walker."""
    missed = []
    for walker in EYES:
        for change in [*UNSEEN, *(fact.change for fact in FACTS)]:
            with taken_back():
                if not change(world, walker):
                    missed.append(f"{change.__name__} changes nothing for {walker}")

    assert not missed, "\n" + "\n".join(missed)


Next = Callable[[HttpRequest], HttpResponse]


def telling(answers: Next) -> Next:
    """A leak in what is said: a header tells how many assessments are in."""

    def answered(request: HttpRequest) -> HttpResponse:
        response = answers(request)
        response.headers["X-Done"] = str(Assessment.objects.filter(state=AssessmentState.FINISHED).count())
        return response

    return answered


def slow(answers: Next) -> Next:
    """A leak in how long it takes: each score of ten is looked at once more."""

    def answered(request: HttpRequest) -> HttpResponse:
        for score in Score.objects.filter(value__lt=5):
            score.refresh_from_db()
        return answers(request)

    return answered


@pytest.mark.parametrize("leak", ["telling", "slow"])
def test_a_leak_is_found(world: World, settings: LazySettings, leak: str) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.{leak}"]
    client, door = world.client("mentor"), Door("site:today", "mentor")
    seen(world, client, door)

    before = seen(world, client, door)
    with taken_back():
        change_all(world, "mentor")
        after = seen(world, client, door)

    assert before == seen(world, client, door)
    assert difference(before, after)
