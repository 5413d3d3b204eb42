"""Numbers beside links: a room says how many wait behind an address of its own, and rooms below it link there."""

from collections.abc import Callable

from pearls.kernel.actor import Actor

Counter = Callable[..., int]
_COUNTERS: dict[str, Counter] = {}


def count_behind(name: str, counter: Counter) -> None:
    """Say who counts what waits behind the address of that name: for an actor and what the address holds."""
    _COUNTERS[name] = counter


def waiting_behind(name: str, actor: Actor, *arguments: str) -> int:
    """How many wait there for the actor; 0 where nobody counts."""
    counter = _COUNTERS.get(name)
    return counter(actor, *arguments) if counter else 0
