"""A draw for plans that tie: its sources are named first, and only later can anybody know what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from shlex import quote

from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.kernel.verdict import YES, Verdict, no
from pearls.selection.rules.draw import Source, drawn, key_of

MOST_SOURCES = 8
VALUE_LENGTH = 200


@dataclass(frozen=True)
class Order:
    """A draw, step by step: the key, and for each turn the plan that was drawn of those still in the pool."""

    key: str
    order: tuple[str, ...]


def pool_of(plans: Sequence[str]) -> list[str]:
    """The plans in the order in which they are numbered: by their ids, as `pearls draw` does."""
    return sorted(plans)


def source_of(value: str) -> Source | None:
    """What a source came to: a number, several with commas, or words; None where nothing of it would count."""
    parts = [part.strip() for part in value.split(",")]
    if all(part.isascii() and part.isdigit() for part in parts):
        numbers = [int(part) for part in parts]
        return numbers[0] if len(numbers) == 1 else numbers
    return value if any(character.isascii() and character.isalnum() for character in value) else None


def drawn_order(plans: Sequence[str], values: Sequence[str]) -> Order:
    """The plans in the order drawn, the first before all others. Raises: ValueError for a value that counts nothing."""
    sources = [source_of(value) for value in values]
    if any(source is None for source in sources) or not sources:
        raise ValueError(f"expected numbers or words with letters from A to Z or figures, got {list(values)}")
    key, pool = key_of([source for source in sources if source is not None]), pool_of(plans)
    return Order(key, tuple(pool[number - 1] for number in drawn(pool=len(pool), count=len(pool), key=key)))


def command(plans: Sequence[str], values: Sequence[str]) -> str:
    """What anybody can type to draw again."""
    return " ".join(["pearls draw", *pool_of(plans), *(f"--source {quote(value)}" for value in values)])


def naming_sha256(panel: str, plans: Sequence[str], sources: Sequence[str], known_at: str) -> str:
    """The hash of what was named beforehand: it is public at once, the plans only with the result."""
    named = {"panel": panel, "pool": pool_of(plans), "sources": list(sources), "known_at": known_at}
    return sha256_hex(canonical_json(named))


def may_name_sources(*, sources: Sequence[str], plans: Sequence[str], known_at: datetime, now: datetime) -> Verdict:
    """Whether these may be the sources: plans tie, each source has words of its own, and nobody can know it yet."""
    if len(plans) < 2:
        return no("nothing-tied")
    if not 0 < len(sources) <= MOST_SOURCES or len(set(sources)) != len(sources):
        return no("sources-wanted", most=MOST_SOURCES)
    return YES if known_at > now else no("sources-known-already")


def may_rename_sources(*, is_drawn: bool, known_at: datetime, now: datetime, reason: str) -> Verdict:
    """Whether other sources may take their place: before the first ones are known, and with a reason that is kept."""
    if is_drawn:
        return no("drawn-already")
    if now >= known_at:
        return no("sources-known-already")
    return YES if reason.strip() else no("reason-missing")


def may_settle(*, pool: Sequence[str], tied: Sequence[str]) -> Verdict:
    """Whether the draw is still about the plans that tie: a plan may have left, a score may have changed."""
    return YES if pool_of(tied) == list(pool) else no("nothing-tied")


def may_enter_values(
    *, is_drawn: bool, known_at: datetime, now: datetime, sources: Sequence[str], values: Sequence[str]
) -> Verdict:
    """Whether what the sources came to may be entered: once, after their instant, one value for each."""
    if is_drawn:
        return no("drawn-already")
    if now < known_at:
        return no("sources-not-known-yet")
    if len(values) != len(sources) or any(source_of(value) is None for value in values):
        return no("values-missing")
    return YES
