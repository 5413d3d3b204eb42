"""States of offers, needs and visits, and who may do what with them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pearls.exchange.rules.windows import Window, may_be_windows
from pearls.files.rules import FREE, Licence
from pearls.kernel.verdict import YES, Verdict, no

FOLLOW_UP_MONTHS = 6
FORGET_MONTHS = 12  # after which names and needs of persons are erased


class EntryState(StrEnum):
    """Of an offer or a need: seen by others only while it is open."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class VisitState(StrEnum):
    ASKED = "asked"
    PROPOSED = "proposed"  # the host has proposed other dates
    AGREED = "agreed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    HELD = "held"
    CLOSED = "closed"  # what became of each promise is known


class Side(StrEnum):
    HOST = "host"
    GUEST = "guest"


class Access(StrEnum):
    STEP_FREE = "step-free"
    HEARING_LOOP = "hearing-loop"
    QUIET_ROOM = "quiet-room"
    DIET = "diet"
    CHILDREN = "children"
    PLAIN_LANGUAGE = "plain-language"


class CostKind(StrEnum):
    TRAVEL = "travel"
    STAY = "stay"
    MEALS = "meals"
    WORDS = "words"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    PARTLY = "partly"
    NOT = "not"


class Part(StrEnum):
    """What is added to the file of a visit, line by line."""

    AGENDA = "agenda"
    PEOPLE = "people"
    LEG = "leg"
    COST = "cost"
    PROMISE = "promise"


ACCESS, COST_KINDS = tuple(Access), tuple(CostKind)
TAKES_SEATS = frozenset({VisitState.AGREED, VisitState.HELD, VisitState.CLOSED})
LIVING = frozenset({VisitState.ASKED, VisitState.PROPOSED, VisitState.AGREED})
LICENCES = (*FREE, Licence.OWN)  # of photos; the last one is for the visit alone
HAPPENS = frozenset({VisitState.AGREED, VisitState.HELD})


@dataclass(frozen=True)
class Told:
    """What an offer or a need says. `access` of a need and its budget are private."""

    text: str
    concepts: Collection[str]
    languages: Collection[str]
    seats: int
    windows: Sequence[Window]
    access: Collection[str] = ()
    is_public: bool = False
    guest_pays: str = ""
    budget_cents: int | None = None


def may_put_down(*, is_theirs: bool, is_in_network: bool) -> Verdict:
    """Whether somebody may offer or look for a visit. Reasons: not-your-side, not-in-network."""
    if not is_theirs:
        return no("not-your-side")
    return YES if is_in_network else no("not-in-network")


def may_change_entry(*, is_theirs: bool, state: EntryState) -> Verdict:
    """Whether an offer or a need may be changed; a closed one stays as it was. Reasons: not-your-side, entry-closed."""
    if not is_theirs:
        return no("not-your-side")
    return no("entry-closed") if state == EntryState.CLOSED else YES


def may_describe(*, text: str, windows: Sequence[Window], seats: int, taken: int = 0) -> Verdict:
    """Whether an offer or a need is sound. Reasons: needs-words, needs-seats, seats-promised; as `may_be_windows`."""
    if not text.strip():
        return no("needs-words")
    if not (are_windows := may_be_windows(windows)):
        return are_windows
    if seats < 1:
        return no("needs-seats")
    return YES if seats >= taken else no("seats-promised", count=taken)


def may_ask(*, is_theirs: bool, is_same: bool, is_open: bool, question: str, seats: int, seats_left: int) -> Verdict:
    """Whether a guest may ask a host. Reasons: not-your-side, own-offer, offer-not-open, needs-question, needs-seats,
    too-few-seats.
    """
    if not is_theirs:
        return no("not-your-side")
    if is_same:
        return no("own-offer")
    if not is_open:
        return no("offer-not-open")
    if not question.strip():
        return no("needs-question")
    if seats < 1:
        return no("needs-seats")
    return YES if seats <= seats_left else no("too-few-seats", count=seats_left)


def may_answer(*, sides: frozenset[Side], state: VisitState) -> Verdict:
    """Whether it is this one's turn to say yes, no or another time. Reasons: not-your-side, not-your-turn."""
    if not sides:
        return no("not-your-side")
    turn = {VisitState.ASKED: Side.HOST, VisitState.PROPOSED: Side.GUEST}.get(state)
    return YES if turn in sides else no("not-your-turn")


def may_cancel(*, sides: frozenset[Side], state: VisitState, because: str) -> Verdict:
    """Whether a visit may be called off. Reasons: not-your-side, visit-over, needs-reason."""
    if not sides:
        return no("not-your-side")
    if state not in LIVING:
        return no("visit-over")
    return YES if because.strip() else no("needs-reason")


def may_add(*, sides: frozenset[Side], state: VisitState) -> Verdict:
    """Whether lines may be written into the file of a visit. Reasons: not-your-side, not-agreed."""
    if not sides:
        return no("not-your-side")
    return YES if state in HAPPENS else no("not-agreed")


def may_share(*, sides: frozenset[Side], state: VisitState) -> Verdict:
    """Whether somebody may show the other side an address, or hide it again. Reasons: not-your-side, not-agreed."""
    if not sides:
        return no("not-your-side")
    return YES if state in TAKES_SEATS else no("not-agreed")


def may_report(*, is_on_side: bool, state: VisitState, last_day: date, today: date) -> Verdict:
    """Whether a side may report. Reasons: not-your-side, not-agreed, not-over-yet."""
    if not is_on_side:
        return no("not-your-side")
    if state not in HAPPENS:
        return no("not-agreed")
    return YES if last_day <= today else no("not-over-yet")


def may_show(*, is_on_side: bool, has_report: bool, state: VisitState, has_consent: bool) -> Verdict:
    """Whether a side may put a photo beside its report. Reasons: not-your-side, needs-report, visit-closed,
    needs-consent.
    """
    if not is_on_side:
        return no("not-your-side")
    if not has_report:
        return no("needs-report")
    if state not in HAPPENS:
        return no("visit-closed")
    return YES if has_consent else no("needs-consent")


def may_say_outcome(*, sides: frozenset[Side], state: VisitState, outcome: str, why: str) -> Verdict:
    """Whether somebody may say what became of a promise. Reasons: not-your-side, not-held, unknown-outcome,
    needs-why.
    """
    if not sides:
        return no("not-your-side")
    if state != VisitState.HELD:
        return no("not-held")
    if outcome not in set(Outcome):
        return no("unknown-outcome")
    return YES if outcome == Outcome.KEPT or why.strip() else no("needs-why")


def may_close(*, sides: frozenset[Side], state: VisitState, has_report: bool, open_promises: int) -> Verdict:
    """Whether a visit's file may be closed. Reasons: not-your-side, not-held, needs-report, promises-open."""
    if not sides:
        return no("not-your-side")
    if state != VisitState.HELD:
        return no("not-held")
    if not has_report:
        return no("needs-report")
    return YES if open_promises == 0 else no("promises-open", count=open_promises)


def follow_up_day(last_day: date, months: int = FOLLOW_UP_MONTHS) -> date:
    """The same day some months later; the last of a shorter month."""
    year, month = divmod(last_day.year * 12 + last_day.month - 1 + months, 12)
    for day in range(last_day.day, 27, -1):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    return date(year, month + 1, min(last_day.day, 28))
