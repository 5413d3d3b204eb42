"""The ledger, the settlement, bank accounts and the document, without a database."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pearls.seed_money.queries import default_text
from pearls.seed_money.rules import ledger
from pearls.seed_money.rules.document import DocumentError, parse
from pearls.seed_money.rules.iban import grouped, is_iban
from pearls.seed_money.rules.ledger import Account, Move

CENTS = st.integers(0, 10_000_00)
TEXT = default_text(opens_on=date(2026, 1, 1), closes_on=date(2026, 12, 1))


@given(accepted=CENTS, granted=CENTS, paid_percent=st.integers(0, 100), share=st.integers(0, 99))
def test_a_settlement_accounts_for_every_cent(accepted: int, granted: int, paid_percent: int, share: int) -> None:
    paid = granted * paid_percent // 100

    found = ledger.settle(accepted_cents=accepted, granted_cents=granted, paid_cents=paid, own_share_percent=share)

    assert found.spent_cents + found.back_cents == paid
    assert found.last_cents + found.release_cents == granted - paid
    assert found.spent_cents + found.last_cents == found.due_cents <= granted
    assert min(vars(found).values()) >= 0


@given(granted=CENTS, first=st.integers(1, 99))
def test_instalments_add_up_to_the_grant(granted: int, first: int) -> None:
    parts = ledger.instalments(granted, (first, 100 - first))

    assert sum(parts) == granted
    assert min(parts) >= 0


@given(
    st.lists(
        st.builds(Move, st.sampled_from(Account), st.sampled_from(Account), st.integers(-5, 500)).filter(
            lambda move: move.source != move.target
        ),
        max_size=30,
    )
)
def test_no_movement_that_is_allowed_makes_money_or_leaves_an_account_below_nought(moves: list[Move]) -> None:
    balances = ledger.posted(ledger.empty(), [Move(Account.BUDGET, Account.AVAILABLE, 1_000)])

    for move in moves:
        if ledger.may_post(balances, [move]):
            balances = ledger.posted(balances, [move])

    assert ledger.faults_of(balances) == []


@given(st.lists(st.tuples(st.sampled_from(Account), st.sampled_from(Account), st.integers(1, 500)), max_size=10))
def test_an_entry_and_its_reversal_leave_nothing(rows: list[tuple[Account, Account, int]]) -> None:
    moves = [Move(*row) for row in rows]

    after = ledger.posted(ledger.posted(ledger.empty(), moves), ledger.reversed_moves(moves))

    assert after == ledger.empty()


class LedgerOfOneEdition(RuleBasedStateMachine):
    """Requests, payments, corrections and repayments in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.budget = 3_000
        self.all = ledger.posted(ledger.empty(), ledger.set_budget(before=0, after=self.budget))
        self.requests: list[dict[str, Any]] = []

    def post(self, request: dict[str, Any], *moves: Move) -> bool:
        own = {account: request["own"].get(account, 0) for account in Account} | {Account.AVAILABLE: 10**9}
        if not ledger.may_post(self.all, moves) or not ledger.may_post(own, moves):
            return False
        self.all = ledger.posted(self.all, moves)
        request["own"] = ledger.posted(request["own"], moves)
        return True

    def pick(self, number: int, *states: str) -> dict[str, Any] | None:
        fitting = [one for one in self.requests if one["state"] in states]
        return fitting[number % len(fitting)] if fitting else None

    @rule(cents=st.integers(1, 1_200))
    def approve(self, cents: int) -> None:
        request: dict[str, Any] = {"own": ledger.empty(), "state": "approved", "granted": cents, "moves": ()}
        if self.post(request, Move(Account.AVAILABLE, Account.RESERVED, cents)):
            self.requests.append(request)

    @precondition(lambda self: self.requests)
    @rule(number=st.integers(0, 9))
    def agree(self, number: int) -> None:
        if request := self.pick(number, "approved"):
            assert self.post(request, Move(Account.RESERVED, Account.COMMITTED, request["granted"]))
            request["state"] = "agreed"

    @precondition(lambda self: self.requests)
    @rule(number=st.integers(0, 9), percent=st.integers(1, 100))
    def pay(self, number: int, percent: int) -> None:
        cents = ((request := self.pick(number, "agreed")) or {"granted": 0})["granted"] * percent // 100
        if request and cents:
            request["moves"] = (Move(Account.COMMITTED, Account.ADVANCE, cents),)
            assert self.post(request, *request["moves"])
            request["state"] = "paid"

    @precondition(lambda self: self.requests)
    @rule(number=st.integers(0, 9))
    def correct(self, number: int) -> None:
        if request := self.pick(number, "paid"):
            assert self.post(request, *ledger.reversed_moves(request["moves"]))
            request["state"] = "agreed"

    @precondition(lambda self: self.requests)
    @rule(number=st.integers(0, 9), accepted=st.integers(0, 2_000), share=st.integers(0, 50))
    def settle(self, number: int, accepted: int, share: int) -> None:
        if request := self.pick(number, "paid"):
            found = ledger.settle(
                accepted_cents=accepted,
                granted_cents=request["granted"],
                paid_cents=request["own"][Account.ADVANCE],
                own_share_percent=share,
            )
            for move in ledger.settlement_moves(found).values():
                assert self.post(request, move)
            request |= {"state": "settled", "last": found.last_cents}

    @precondition(lambda self: self.requests)
    @rule(number=st.integers(0, 9), percent=st.integers(1, 100))
    def finish(self, number: int, percent: int) -> None:
        request = self.pick(number, "settled")
        if request is None:
            return
        owed = request["own"][Account.RECEIVABLE]
        if part := owed * percent // 100:
            assert self.post(request, Move(Account.RECEIVABLE, Account.AVAILABLE, part))
        if request["last"]:
            assert self.post(request, Move(Account.COMMITTED, Account.SPENT, request["last"]))
            request["last"] = 0
        if not any(request["own"][account] for account in ledger.OPEN):
            request["state"] = "closed"

    @rule(budget=st.integers(0, 5_000))
    def amend(self, budget: int) -> None:
        moves = ledger.set_budget(before=self.budget, after=budget)
        if moves and ledger.may_post(self.all, moves):
            self.all, self.budget = ledger.posted(self.all, moves), budget

    @invariant()
    def money_is_neither_made_nor_lost(self) -> None:
        closed = [one["own"] for one in self.requests if one["state"] == "closed"]
        assert ledger.faults_of(self.all, closed=closed) == []
        assert self.all[Account.BUDGET] == -self.budget
        for account in ledger.OF_REQUESTS:
            assert self.all[account] == sum(one["own"][account] for one in self.requests)


TestLedgerOfOneEdition = LedgerOfOneEdition.TestCase


@pytest.mark.parametrize(
    "number",
    ["LV80BANK0000435195001", "lv80 bank 0000 4351 9500 1", "LT121000011101001000", "DE89370400440532013000"],
)
def test_a_bank_account_number_is_known_by_its_check_digits(number: str) -> None:
    assert is_iban(number)


@pytest.mark.parametrize(
    "number",
    ["", "LV80", "LV81BANK0000435195001", "LV80BANK000043519500", "<script>", "GB82WEST1234569876543210000000"],
)
def test_what_is_no_bank_account_number_is_refused(number: str) -> None:
    assert not is_iban(number)


@given(st.integers(4, 20), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_found(place: int, digit: str) -> None:
    number = "LV80BANK0000435195001"

    changed = number[:place] + digit + number[place + 1 :]

    assert is_iban(changed) == (changed == number)


def test_a_bank_account_number_is_printed_in_groups() -> None:
    assert grouped("LV80BANK0000435195001") == "LV80 BANK 0000 4351 9500 1"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("max_per_request_cents = 500000", "max_per_request_cents = 4.5", "max_per_request_cents"),
        ("max_per_title_cents = 500000", "max_per_title_cents = 1", "limits.max_per_title_cents"),
        ("[70, 30]", "[70, 40]", "instalments_percent"),
        ("opens_on = 2026-01-01", "opens_on = 2027-01-01", "dates.closes_on"),
        ('code = "fees"', 'code = "travel"', "cost_kinds.code"),
        ('published = ["max_per_request_cents"]', 'published = ["colour"]', "confirmed.published"),
        ("[limits]", "[limits]\nspeed = 1", "limits"),
        ("[limits]", "[limits", "document"),
    ],
)
def test_a_document_that_is_wrong_says_where(old: str, new: str, key: str) -> None:
    assert old in TEXT

    with pytest.raises(DocumentError) as problem:
        parse(TEXT.replace(old, new))

    assert problem.value.key == key
