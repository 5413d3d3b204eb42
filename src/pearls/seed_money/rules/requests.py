"""What may become of a request for seed money, by whom, and what it lacks. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pearls.kernel.verdict import YES, Verdict, no
from pearls.seed_money.rules.document import SeedRules
from pearls.seed_money.rules.iban import is_iban

MOST_LINES = 12
MOST_PROOFS = 60


class State(StrEnum):
    """How far a request has come."""

    DRAFT = "draft"
    SENT = "sent"
    BACK = "back"
    CHECKED = "checked"
    APPROVED = "approved"
    AGREED = "agreed"
    REPORTED = "reported"
    SETTLED = "settled"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


WRITABLE = frozenset({State.DRAFT, State.BACK})
OVER = frozenset({State.CLOSED, State.REFUSED, State.WITHDRAWN, State.ENDED})
GRANTED = frozenset({State.APPROVED, State.AGREED, State.REPORTED, State.SETTLED, State.CLOSED})
ASKING = frozenset({State.SENT, State.CHECKED})


class PaymentState(StrEnum):
    """How far a payment has come; one that came back may be ordered again."""

    PLANNED = "planned"
    ORDERED = "ordered"
    PAID = "paid"
    RETURNED = "returned"
    DROPPED = "dropped"


class PaymentKind(StrEnum):
    """The first is an advance; the last follows the report."""

    ADVANCE = "advance"
    LAST = "last"


@dataclass(frozen=True)
class Reader:
    """What somebody is to a request."""

    ref: str
    is_finance: bool = False
    is_office: bool = False
    speaks_for_place: bool = False
    is_mentor: bool = False
    is_system: bool = False

    @property
    def is_desk(self) -> bool:
        """Whether they work on requests for the programme at all."""
        return self.is_finance or self.is_office

    @property
    def is_biased(self) -> bool:
        return self.speaks_for_place or self.is_mentor


@dataclass(frozen=True)
class Cost:
    """One line of the costs planned."""

    kind: str
    what: str
    cents: int


@dataclass(frozen=True)
class Asked:
    """What the town writes; amounts in cents."""

    title: str
    purpose: str
    carried_by: str
    what: str
    starts_on: date | None
    ends_on: date | None
    asked_cents: int
    own_cents: int
    other_cents: int
    other_from: str
    payee: str
    iban: str
    costs: tuple[Cost, ...]

    @property
    def total_cents(self) -> int:
        return sum(cost.cents for cost in self.costs)


@dataclass(frozen=True)
class Room:
    """What the limits leave: of the edition's budget, and of what one title may get."""

    available_cents: int
    title_used_cents: int


@dataclass(frozen=True)
class Approval:
    """One yes of the two that a grant needs."""

    by: str
    cents: int


def may_begin(reader: Reader, *, has_title: bool, rules: SeedRules | None, today: date) -> Verdict:
    """Whether a request may be begun. Reasons: not-your-town, not-a-pearl, no-rules, not-open."""
    if not reader.speaks_for_place:
        return no("not-your-town")
    if not has_title:
        return no("not-a-pearl")
    if rules is None:
        return no("no-rules")
    return YES if rules.is_open(today) else no("not-open")


def may_change(reader: Reader, *, state: State) -> Verdict:
    """Whether the town may write. Reasons: not-your-town, already-sent."""
    if not reader.speaks_for_place:
        return no("not-your-town")
    return YES if state in WRITABLE else no("already-sent")


def is_complete(asked: Asked, *, rules: SeedRules) -> Verdict:
    """Whether a request has all it needs and keeps the edition's limits.

    Reasons: unfinished, unknown-purpose, unknown-cost, days-wrong, over-request-limit, sums-differ,
    own-share-too-small, iban-wrong.
    """
    written = (asked.title, asked.carried_by, asked.what, asked.payee, asked.iban)
    if not all(text.strip() for text in written) or not asked.costs or asked.asked_cents <= 0:
        return no("unfinished")
    if asked.purpose not in rules.purpose_codes:
        return no("unknown-purpose")
    if any(cost.kind not in rules.cost_codes or cost.cents <= 0 or not cost.what.strip() for cost in asked.costs):
        return no("unknown-cost")
    if asked.starts_on is None or asked.ends_on is None or asked.ends_on < asked.starts_on:
        return no("days-wrong")
    if not is_iban(asked.iban):
        return no("iban-wrong")
    return _sums(asked, rules)


def _sums(asked: Asked, rules: SeedRules) -> Verdict:
    if asked.asked_cents > rules.max_per_request_cents:
        return no("over-request-limit", limit=rules.max_per_request_cents)
    if asked.asked_cents + asked.own_cents + asked.other_cents != asked.total_cents:
        return no("sums-differ")
    least = -(-asked.total_cents * rules.own_share_percent // 100)
    return YES if asked.own_cents >= least else no("own-share-too-small", percent=rules.own_share_percent, least=least)


def keeps_limits(cents: int, *, rules: SeedRules, room: Room) -> Verdict:
    """Whether an amount fits into what is left. Reasons: over-request-limit, over-title-limit, budget-too-small."""
    if cents > rules.max_per_request_cents:
        return no("over-request-limit", limit=rules.max_per_request_cents)
    if room.title_used_cents + cents > rules.max_per_title_cents:
        return no("over-title-limit", limit=rules.max_per_title_cents, used=room.title_used_cents)
    return YES if cents <= room.available_cents else no("budget-too-small")


def may_send(
    reader: Reader, *, state: State, has_title: bool, complete: Verdict, limits: Verdict, rules: SeedRules, today: date
) -> Verdict:
    """Whether the town may send its request. Reasons: those of `may_change`, `is_complete`, `keeps_limits`; not-open.

    One that came back may be sent again after the last day.
    """
    if not (writes := may_change(reader, state=state)):
        return writes
    if not has_title:
        return no("not-a-pearl")
    if state == State.DRAFT and not rules.is_open(today):
        return no("not-open")
    return complete if not complete else limits


def may_work(reader: Reader, *, state: State, wanted: Sequence[State]) -> Verdict:
    """Whether somebody may act for the programme in this state. Reasons: not-finance, own-town, wrong-state."""
    if not reader.is_desk:
        return no("not-finance")
    if reader.is_biased:
        return no("own-town")
    return YES if state in wanted else no("wrong-state")


def may_return(reader: Reader, *, state: State, because: str) -> Verdict:
    """Whether a request may go back to its town. Reasons: those of `may_work`, needs-reason."""
    works = may_work(reader, state=state, wanted=(State.SENT, State.CHECKED))
    return _with_reason(works, because)


def may_approve(
    reader: Reader,
    *,
    state: State,
    earlier: Sequence[Approval],
    cents: int,
    asked_cents: int,
    because: str,
    limits: Verdict,
) -> Verdict:
    """Whether somebody may say yes to an amount: two different people, to the same one.

    Reasons: those of `may_work` and `keeps_limits`; decided-already, amounts-differ, over-asked, no-amount,
    needs-reason.
    """
    if not (works := may_work(reader, state=state, wanted=(State.CHECKED,))):
        return works
    if any(one.by == reader.ref for one in earlier):
        return no("decided-already")
    if cents <= 0:
        return no("no-amount")
    if cents > asked_cents:
        return no("over-asked")
    if any(one.cents != cents for one in earlier):
        return no("amounts-differ", cents=earlier[0].cents)
    if cents < asked_cents and not earlier and not because.strip():
        return no("needs-reason")
    return limits


def may_refuse(reader: Reader, *, state: State, because: str) -> Verdict:
    """Whether somebody may say no. Reasons: those of `may_work`, needs-reason."""
    return _with_reason(may_work(reader, state=state, wanted=(State.SENT, State.CHECKED)), because)


def may_confirm_agreement(reader: Reader, *, state: State, is_confirmed: bool) -> Verdict:
    """Whether the town may say yes to the agreement. Reasons: not-your-town, wrong-state, confirmed-already."""
    if not reader.speaks_for_place:
        return no("not-your-town")
    if state != State.APPROVED:
        return no("wrong-state")
    return no("confirmed-already") if is_confirmed else YES


def may_sign_agreement(reader: Reader, *, state: State, is_signed: bool) -> Verdict:
    """Whether the office may sign it. Reasons: not-the-office, own-town, wrong-state, confirmed-already."""
    if not reader.is_office or reader.is_system:
        return no("not-the-office")
    if reader.is_biased:
        return no("own-town")
    if state != State.APPROVED:
        return no("wrong-state")
    return no("confirmed-already") if is_signed else YES


def may_order(reader: Reader, *, state: State, kind: PaymentKind, payment: PaymentState) -> Verdict:
    """Whether a payment may be ordered: the advance once all agreed, the last one once the report is settled."""
    wanted = (State.AGREED,) if kind == PaymentKind.ADVANCE else (State.SETTLED,)
    works = may_work(reader, state=state, wanted=wanted)
    if not works:
        return works
    return YES if payment in (PaymentState.PLANNED, PaymentState.RETURNED) else no("payment-not-so-far")


def may_confirm_payment(reader: Reader, *, payment: PaymentState, ordered_by: str) -> Verdict:
    """Whether somebody may confirm that the bank has paid: never who ordered it.

    Reasons: not-finance, own-town, payment-not-so-far, same-person.
    """
    if not (works := may_work(reader, state=State.AGREED, wanted=(State.AGREED,))):
        return works
    if payment != PaymentState.ORDERED:
        return no("payment-not-so-far")
    return no("same-person") if reader.ref == ordered_by else YES


def may_undo_payment(
    reader: Reader, *, state: State, kind: PaymentKind, payment: PaymentState, because: str, wanted: PaymentState
) -> Verdict:
    """Whether a payment came back from the bank (ordered or paid), or was written down by mistake (paid).

    Reasons: those of `may_order`, needs-reason.
    """
    states = (State.AGREED,) if kind == PaymentKind.ADVANCE else (State.SETTLED, State.CLOSED)
    if not (works := may_work(reader, state=state, wanted=states)):
        return works
    fits = {
        PaymentState.RETURNED: (PaymentState.ORDERED, PaymentState.PAID),
        PaymentState.ORDERED: (PaymentState.PAID,),
    }
    return _with_reason(YES if payment in fits[wanted] else no("payment-not-so-far"), because)


def may_prove(reader: Reader, *, state: State, count: int, is_paid: bool) -> Verdict:
    """Whether the town may add or take out proof of a cost. Reasons: not-your-town, wrong-state, too-many-proofs."""
    if not reader.speaks_for_place:
        return no("not-your-town")
    if state != State.AGREED or not is_paid:
        return no("wrong-state")
    return YES if count < MOST_PROOFS else no("too-many-proofs", limit=MOST_PROOFS)


def may_report(reader: Reader, *, state: State, is_paid: bool, what_happened: str) -> Verdict:
    """Whether the town may send its report; one without costs gives all money back.

    Reasons: not-your-town, wrong-state, report-empty.
    """
    if not (proves := may_prove(reader, state=state, count=0, is_paid=is_paid)):
        return proves
    return YES if what_happened.strip() else no("report-empty")


def may_judge(reader: Reader, *, state: State, claimed_cents: int, accepted_cents: int, because: str) -> Verdict:
    """Whether a cost may be accepted with this amount; less than claimed has its reason.

    Reasons: those of `may_work`; over-claimed, needs-reason.
    """
    if not (works := may_work(reader, state=state, wanted=(State.REPORTED,))):
        return works
    if not 0 <= accepted_cents <= claimed_cents:
        return no("over-claimed")
    return YES if accepted_cents == claimed_cents or because.strip() else no("needs-reason")


def may_settle(reader: Reader, *, state: State, unjudged_count: int) -> Verdict:
    """Whether the report may be settled. Reasons: those of `may_work`; costs-open."""
    if not (works := may_work(reader, state=state, wanted=(State.REPORTED,))):
        return works
    return no("costs-open", count=unjudged_count) if unjudged_count else YES


def may_receive(reader: Reader, *, state: State, cents: int, receivable_cents: int) -> Verdict:
    """Whether money that came back may be written down. Reasons: those of `may_work`; no-amount, more-than-owed."""
    if not (works := may_work(reader, state=state, wanted=(State.SETTLED,))):
        return works
    if cents <= 0:
        return no("no-amount")
    return YES if cents <= receivable_cents else no("more-than-owed", owed=receivable_cents)


def may_withdraw(reader: Reader, *, state: State) -> Verdict:
    """Whether the town may take its request back: until the agreement holds. Reasons: not-your-town, wrong-state."""
    if not reader.speaks_for_place:
        return no("not-your-town")
    early = WRITABLE | {State.SENT, State.CHECKED, State.APPROVED}
    return YES if state in early else no("wrong-state")


def may_end(reader: Reader, *, state: State, has_money_out: bool, because: str) -> Verdict:
    """Whether the programme may end a request that nothing was paid for.

    Reasons: those of `may_work`; money-out, needs-reason.
    """
    works = may_work(reader, state=state, wanted=(State.APPROVED, State.AGREED))
    if works and has_money_out:
        return no("money-out")
    return _with_reason(works, because)


def _with_reason(verdict: Verdict, because: str) -> Verdict:
    return verdict if not verdict or because.strip() else no("needs-reason")
