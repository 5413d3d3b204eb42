"""A sharing compared with trying everything, on small cases; and what it promises on bigger ones."""

import itertools
import random
from collections import Counter
from collections.abc import Collection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pearls.kernel import sharing
from pearls.kernel.sharing import Pair, Task, Worth, impossible_items, serve, share
from pearls.kernel.sharing.program import FINEST


@some.composite
def tasks(draw: some.DrawFn) -> Task:
    items = [f"i{number}" for number in range(draw(some.integers(1, 4)))]
    takers = [f"t{number}" for number in range(draw(some.integers(1, 4)))]
    out_of = {item: draw(some.integers(1, 6)) for item in items}
    points = {
        (item, taker): draw(some.integers(0, out_of[item]))
        for item in items
        for taker in takers
        if draw(some.booleans())
    }
    capacities = {taker: draw(some.integers(0, 3)) for taker in takers}
    return Task(items, capacities, points, draw(some.integers(1, 3)), out_of)


def only(task: Task, items: Collection[str]) -> Task:
    """The same task with these items alone."""
    points = {pair: value for pair, value in task.points.items() if pair[0] in items}
    return Task(list(items), task.capacities, points, task.per_item, task.out_of)


def all_sharings(task: Task) -> list[tuple[Pair, ...]]:
    choices = [list(itertools.combinations(task.takers_of[item], task.per_item)) for item in task.items]
    sharings = []
    for chosen in itertools.product(*choices):
        pairs = tuple((item, one) for item, several in zip(task.items, chosen, strict=True) for one in several)
        loads = Counter(taker for _item, taker in pairs)
        if all(count <= task.capacities[taker] for taker, count in loads.items()):
            sharings.append(pairs)
    return sharings


def best_by_trying(task: Task) -> Worth | None:
    return max((task.worth(pairs) for pairs in all_sharings(task)), key=lambda worth: worth.key, default=None)


@settings(max_examples=200, deadline=None)
@given(tasks())
def test_a_sharing_is_as_good_as_the_best_of_all(task: Task) -> None:
    found, best = share(task), best_by_trying(task)

    assert (task.worth(found.pairs) if found.pairs else None) == best
    assert (found.is_optimal, found.bound) == (best is not None, None)


@settings(max_examples=200, deadline=None)
@given(tasks())
def test_nobody_takes_more_than_they_may_and_each_item_gets_its_number(task: Task) -> None:
    for pairs in (share(task).pairs, serve(task)):
        assert not pairs or task.is_kept_by(pairs, task.capacities)


@settings(max_examples=300, deadline=None)
@given(tasks())
def test_of_items_that_cannot_be_served_none_can_be_left_out(task: Task) -> None:
    named = impossible_items(task)

    def possible(items: tuple[str, ...]) -> bool:
        return bool(all_sharings(only(task, items)))

    if not named:
        assert all_sharings(task)
        return
    assert not possible(named)
    assert all(possible(tuple(other for other in named if other != item)) for item in named)
    room = sum(
        min(task.capacities[taker], sum((item, taker) in task.points for item in named)) for taker in task.capacities
    )
    assert room < task.per_item * len(named)


@settings(max_examples=50, deadline=None)
@given(tasks(), some.randoms(use_true_random=False))
def test_the_order_in_which_a_task_is_told_does_not_matter(task: Task, chance: random.Random) -> None:
    items, pairs, takers = list(task.items), list(task.points), list(task.capacities)
    for told in (items, pairs, takers):
        chance.shuffle(told)
    same = Task(
        items,
        {taker: task.capacities[taker] for taker in takers},
        {pair: task.points[pair] for pair in pairs},
        task.per_item,
        task.out_of,
    )

    assert share(same) == share(task)


def many(items: int, takers: int, per_item: int, seed: int = 1) -> Task:
    """Texts with one to five of twelve topics; nine of ten pairs are allowed."""
    chance = random.Random(seed)
    topics = range(12)
    wanted = {f"i{number:04}": chance.sample(topics, chance.randint(1, 5)) for number in range(items)}
    known = {f"t{number:03}": chance.sample(topics, chance.randint(1, 5)) for number in range(takers)}
    points = {
        (item, taker): len({*wanted[item]} & {*known[taker]})
        for item in wanted
        for taker in known
        if chance.random() < 0.9
    }
    room = dict.fromkeys(known, -(-items * per_item * 5 // (takers * 4)))
    return Task(list(wanted), room, points, per_item, {item: len(topics) for item, topics in wanted.items()})


def test_a_hundred_and_twenty_items_among_forty_takers_are_proven() -> None:
    task = many(120, 40, 3)

    found = share(task)

    assert found.is_optimal
    assert task.is_kept_by(found.pairs, task.capacities)


def test_without_time_there_is_a_sharing_all_the_same_and_what_it_may_fall_short_of() -> None:
    task = many(30, 10, 3)

    found, best = share(task, seconds=0), task.worth(share(task).pairs)

    assert (found.is_optimal, task.is_kept_by(found.pairs, task.capacities)) == (False, True)
    assert found.bound is not None
    assert found.bound.worst >= best.worst
    assert found.bound.total >= best.total
    assert found.bound.largest <= best.largest


def test_fractions_too_fine_to_tell_apart_are_never_called_proven() -> None:
    parts = {f"i{number}": prime for number, prime in enumerate((11, 13, 17, 19, 23))}
    points = {(item, taker): index for item in parts for index, taker in enumerate("abc")}
    task = Task(list(parts), dict.fromkeys("abc", 2), points, 1, parts)
    assert FINEST < 11 * 13 * 17 * 19 * 23

    found = share(task)

    assert (found.is_optimal, task.is_kept_by(found.pairs, task.capacities)) == (False, True)


def test_nothing_to_share_is_shared_at_once() -> None:
    assert share(Task([], {"a": 1}, {})) == sharing.Sharing()


@pytest.mark.slow
def test_a_thousand_items_among_two_hundred_takers_are_shared() -> None:
    task = many(1_000, 200, 3)

    found = share(task)

    assert task.is_kept_by(found.pairs, task.capacities)
    assert found.is_optimal or found.bound is not None
    scarce = Task(task.items, dict.fromkeys(task.capacities, 14), task.points, 3, task.out_of)
    named = impossible_items(scarce)
    assert named
    assert serve(only(scarce, named[1:]))
