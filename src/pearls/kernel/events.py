"""How a lower room is heard by an upper one: it publishes what happened, whoever subscribed answers at once.

An event is a frozen dataclass in the past tense, in its room's `events.py`. The upper room's `handlers.py` subscribes
when the house starts; handlers run in the publisher's transaction, so an event and its answers stand or fall together.
Keep these few: they hide the far end.
"""

from collections.abc import Callable
from typing import Any, TypeVar

E = TypeVar("E")

_HANDLERS: dict[type[Any], list[Callable[[Any], None]]] = {}


def subscribe(kind: type[E], handler: Callable[[E], None]) -> None:
    """Call the handler for every event of this kind; twice is once."""
    handlers = _HANDLERS.setdefault(kind, [])
    if handler not in handlers:
        handlers.append(handler)


def publish(event: object) -> None:
    """Tell everybody who subscribed, in the order in which they did."""
    for handler in _HANDLERS.get(type(event), []):
        handler(event)
