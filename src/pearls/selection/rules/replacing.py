"""One assessor in the place of another: whether, which texts go over, and who could take the rest. Pure."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from pearls.kernel.sharing import Pair
from pearls.kernel.verdict import YES, Verdict, no
from pearls.selection.rules.assigning import Assessor, Question
from pearls.selection.rules.panels import PanelState, SeatState


def may_replace(
    *,
    is_office: bool,
    panel: PanelState,
    seat: SeatState,
    is_assessor: bool,
    held_count: int,
    is_seated: bool,
    reason: str,
) -> Verdict:
    """Whether somebody new may take this seat's place; `is_seated` says that they sit on the panel already.

    A seat that has ended or was declined is replaced while it still holds texts that nobody scores.
    """
    if not is_office:
        return no("not-the-office")
    if panel != PanelState.SCORING:
        return no("scoring-closed")
    if not is_assessor:
        return no("scores-nothing")
    if seat == SeatState.ENDED and not held_count:
        return no("seat-ended")
    if is_seated:
        return no("already-on-the-panel")
    return YES if reason.strip() else no("reason-missing")


@dataclass(frozen=True)
class Handover:
    """The texts that go over, by key, and those that stay behind, each with what is against it."""

    moved: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()


def unfinished(pairs: Collection[Pair], done: Collection[Pair], who: str) -> list[str]:
    """The texts that somebody holds and has not finished; finished ones count as they are."""
    return sorted({name for name, holder in pairs if holder == who and (name, holder) not in done})


def hand_over(
    question: Question, pairs: Collection[Pair], done: Collection[Pair], aside: Collection[Pair], *, old: str, new: str
) -> Handover:
    """Which texts of `old` go to `new`: held to the same rule as every pair, and never more than `new` takes."""
    successor = question.by_assessor[new]
    held = {name for name, who in pairs if who == new}
    room = successor.capacity - _loads(pairs, aside)[new]
    moved: list[str] = []
    left: list[tuple[str, str]] = []
    for name in unfinished(pairs, done, old):
        application = question.by_application.get(name)
        against = question.misfits(application, successor) if application else []
        if application is None or name in held:
            left.append((name, "not-there" if application is None else "reads-it-already"))
        elif against:
            left.append((name, f"pair-{against[0]}"))
        elif len(moved) >= room:
            left.append((name, "assessor-is-full"))
        else:
            moved.append(name)
    return Handover(tuple(moved), tuple(left))


def takers_for(
    question: Question, pairs: Collection[Pair], aside: Collection[Pair], name: str
) -> list[tuple[Assessor, int]]:
    """Who else could take a text, with how many they have: whoever may and has room, the freest first."""
    application = question.by_application[name]
    loads, readers = _loads(pairs, aside), {who for text, who in pairs if text == name}
    able = [
        (one, loads[one.id])
        for one in question.assessors
        if one.id not in readers and loads[one.id] < one.capacity and not question.misfits(application, one)
    ]
    return sorted(able, key=lambda found: (found[1], -question.task.points[name, found[0].id], found[0].id))


def _loads(pairs: Collection[Pair], aside: Collection[Pair]) -> Counter[str]:
    """How much everybody has to do; where somebody has said that they cannot judge, nothing is left to do."""
    return Counter(who for _name, who in set(pairs) - set(aside))
