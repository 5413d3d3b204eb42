"""The meeting of a panel once its scores are in: the agenda, who leaves for what, notes, changed scores, votes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pearls.documents import rules as document_rules
from pearls.kernel.verdict import YES, Verdict, no
from pearls.selection.rules.evidence import Evidence
from pearls.selection.rules.panels import DECIDING, PanelState, SeatState
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import Ranked, Ranking

GOOD = (Outcome.TITLE, Outcome.ADMITTED)
NOTE_LENGTH = 20_000


class Zone(StrEnum):
    """Where a plan stands when the meeting begins, and so when it is talked about."""

    EDGE = "edge"
    CLEAR = "clear"
    REST = "rest"


class About(StrEnum):
    """What a vote is about."""

    ITEM = "item"
    EXTRA_PLACE = "extra-place"
    TIE = "tie"
    LINE = "line"
    OTHER = "other"


class Choice(StrEnum):
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


def agenda(ranking: Ranking, evidence: Evidence | None) -> list[tuple[str, Zone]]:
    """The plans in the order in which they are discussed: on the edge, then with a clear place, then the rest.

    On the edge are the plans of the grey zone, those that the rule leaves undecided, and the two on either side of a
    line that is tight; the more open the place, the earlier: nearest to one half first. All else goes by rank.
    """
    zones = {plan.candidate: _zone(plan, evidence) for plan in ranking.candidates}
    order = {plan.candidate: number for number, plan in enumerate(ranking.candidates)}

    def place(key: str) -> tuple[int, float, int]:
        zone = zones[key]
        openness = _from_the_middle(key, evidence) if zone is Zone.EDGE else 0.0
        return (list(Zone).index(zone), openness, order[key])

    return [(key, zones[key]) for key in sorted(zones, key=place)]


def _zone(plan: Ranked, evidence: Evidence | None) -> Zone:
    found = evidence.candidates.get(plan.candidate) if evidence else None
    tight = evidence.tight if evidence else None
    at_the_line = tight is not None and tight.is_tight and plan.candidate in (tight.above, tight.below)
    if plan.outcome == Outcome.UNDECIDED or at_the_line or (found is not None and found.is_grey):
        return Zone.EDGE
    return Zone.CLEAR if plan.outcome in GOOD else Zone.REST


def _from_the_middle(key: str, evidence: Evidence | None) -> float:
    found = evidence.candidates.get(key) if evidence else None
    chance = found.probability_of_title if found else None
    return 0.0 if chance is None else abs(chance - 0.5)


def moved(order: Sequence[str], key: str, place: int) -> list[str]:
    """The agenda with one item at another place, from 1; beyond the ends is at the end."""
    rest = [item for item in order if item != key]
    at = min(max(place, 1), len(order)) - 1
    return [*rest[:at], key, *rest[at:]]


@dataclass(frozen=True)
class Presiding:
    """Who wants to lead the meeting at this item; where the chair has a conflict, the office leads in their place."""

    is_chair: bool
    is_office: bool
    is_shut_to_chair: bool = False


def may_preside(who: Presiding, *, panel: PanelState, has_begun: bool = True) -> Verdict:
    """Whether somebody may open, move and end items, open votes and say who is present."""
    if not who.is_chair and not (who.is_office and who.is_shut_to_chair):
        return no("not-the-chair")
    if who.is_chair and who.is_shut_to_chair:
        return no("step-out")
    if panel == PanelState.SCORING:
        return no("scoring-open")
    if panel not in DECIDING:
        return no("already-signed")
    return YES if has_begun else no("meeting-not-begun")


@dataclass(frozen=True)
class Sitting:
    """A person at the meeting and one item of it; without an item, the panel as a whole."""

    is_own_seat: bool
    seat: SeatState | None
    panel: PanelState
    has_begun: bool
    is_shut: bool = False  # a conflict of interest with the item
    is_open: bool = False  # the item is discussed now
    is_office: bool = False


def may_take_part(sitting: Sitting) -> Verdict:
    """Whether somebody takes part in what is discussed; with a conflict they have left for it."""
    if not (sitting.is_own_seat and sitting.seat == SeatState.ACCEPTED):
        return no("not-your-seat")
    if sitting.is_shut:
        return no("step-out")
    if sitting.panel not in DECIDING:
        return no("scoring-open" if sitting.panel == PanelState.SCORING else "already-signed")
    return YES if sitting.has_begun else no("meeting-not-begun")


def may_write_note(sitting: Sitting, *, length: int) -> Verdict:
    """Whether the shared note may be written: by those who take part, and by the office, which keeps the minutes."""
    if not (sitting.is_office and not sitting.is_own_seat):
        if not (allowed := may_take_part(sitting)):
            return allowed
    elif sitting.panel not in DECIDING:
        return no("scoring-open" if sitting.panel == PanelState.SCORING else "already-signed")
    elif not sitting.has_begun:
        return no("meeting-not-begun")
    return YES if length <= NOTE_LENGTH else no("note-too-long", most=NOTE_LENGTH)


def may_change_score(
    sitting: Sitting, *, is_own_finished: bool, before: Decimal | None, after: Decimal | None, reason: str
) -> Verdict:
    """Whether an assessor may change a score of their own: while the item is open, with a reason, to another value."""
    if not (allowed := may_take_part(sitting)):
        return allowed
    if not is_own_finished:
        return no("no-score-of-yours")
    if not sitting.is_open:
        return no("item-not-open")
    if after is None:
        return no("score-needed")
    if before == after:
        return no("score-unchanged")
    return YES if reason.strip() else no("reason-missing")


def may_vote(sitting: Sitting, *, is_closed: bool) -> Verdict:
    """Whether a vote may be given, or another in its place: until the chair closes it."""
    if is_closed:
        return no("vote-closed")
    return may_take_part(sitting)


@dataclass(frozen=True)
class Tally:
    """How a vote stands. Quorum is more than half of those who may vote on it; who abstains is there."""

    counts: Mapping[Choice, int]
    entitled: int

    @property
    def cast(self) -> int:
        return sum(self.counts.values())

    @property
    def quorum(self) -> int:
        return self.entitled // 2 + 1

    @property
    def has_quorum(self) -> bool:
        return self.cast >= self.quorum

    @property
    def is_carried(self) -> bool:
        """More yes than no, and enough took part; as many of each carries nothing."""
        return self.has_quorum and self.counts[Choice.YES] > self.counts[Choice.NO]


def tally(ballots: Iterable[tuple[str, Choice]], *, entitled: Iterable[str]) -> Tally:
    """Count the votes: one for each person, the last one given, and of those alone who may vote."""
    may = set(entitled)
    last = {who: choice for who, choice in ballots if who in may}
    counted = Counter(last.values())
    return Tally({choice: counted[choice] for choice in Choice}, len(may))


def merged_note(base: str, current: str, typed: str) -> tuple[str, bool]:
    """What becomes of a note that somebody typed upon `base` while it became `current`; whether a person should look.

    Changes that do not touch are put together. Where they touch, both stay: the lines that are not there yet go below.
    """
    is_merged, value = document_rules.merge_values(document_rules.Kind.LONG_TEXT, base, current, typed)
    if is_merged:
        return value or "", False
    there = set(current.splitlines())
    more = [line for line in typed.splitlines() if line not in there]
    return "\n".join([current.rstrip(), "", *more]), True
