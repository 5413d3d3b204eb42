"""Any order of acts through the real services, and two finance officers at once: money is neither made nor lost."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.seed_money import queries, services
from pearls.seed_money.models import Balance, Entry, Payment, Proof, Request, Transfer
from pearls.seed_money.rules.ledger import OPEN, Account
from tests.cast import make_cast
from tests.seed_money.conftest import DAY, Desk, a_desk, facts, rules_text

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ACTS = [
    *("begin", "send", "withdraw", "check", "return", "approve", "approve", "approve2", "approve2", "refuse"),
    *("agree", "agree", "sign", "sign", "end", "order", "order", "confirm", "confirm", "bank-return", "correct"),
    *("prove", "prove", "report", "report", "judge", "judge", "settle", "settle", "receive", "receive", "budget"),
]
STEP = st.tuples(st.sampled_from(ACTS), st.integers(0, 3), st.integers(1, 500_000))


class Players:
    """Whoever may act, told an act and a number to choose by; a refusal changes nothing."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.count, self.budget = desk, 0, 1_000_000

    def play(self, act: str, number: int, cents: int) -> None:
        try:
            with transaction.atomic():
                self.act(act, number, cents)
        except NotAllowed:
            pass

    def act(self, act: str, number: int, cents: int) -> None:
        desk, now = self.desk, self.desk.now
        if act == "begin":
            self.count += 1
            asked = min(cents, 500_000)
            desk.sent(self.count, asked_cents=asked, own_cents=500_000 - asked)
            return
        if act == "budget":
            self.amend(cents * 4)
            return
        found = list(Request.objects.select_related("place", "edition").order_by("pk"))
        if not found:
            return
        request = found[number % len(found)]
        on_request: dict[str, Callable[[], Any]] = {
            "send": lambda: services.send_request(actor=desk.town, request=request, now=now),
            "withdraw": lambda: services.withdraw_request(actor=desk.town, request=request, now=now),
            "check": lambda: services.check_request(actor=desk.finance, request=request, now=now),
            "return": lambda: services.return_request(actor=desk.finance, request=request, because="-", now=now),
            "approve": lambda: desk.once(request, because="-"),
            "approve2": lambda: desk.once(request, who="finance2", because="-"),
            "refuse": lambda: services.refuse_request(actor=desk.finance, request=request, because="-", now=now),
            "agree": lambda: services.confirm_agreement(actor=desk.town, request=request, now=now),
            "sign": lambda: services.sign_agreement(actor=desk.office, request=request, now=now),
            "end": lambda: services.end_request(actor=desk.finance, request=request, because="-", now=now),
            "prove": lambda: desk.prove(request, cents, Proof.objects.count()),
            "report": lambda: services.send_report(actor=desk.town, request=request, what_happened="-", now=now),
            "settle": lambda: services.settle_report(actor=desk.finance, request=request, now=now),
            "receive": lambda: services.receive_back(actor=desk.finance, request=request, cents=cents, now=now),
        }
        if act in on_request:
            on_request[act]()
        elif act == "judge":
            self.judge(request, cents)
        else:
            self.pay(act, request, number)

    def judge(self, request: Request, cents: int) -> None:
        for proof in Proof.objects.filter(request=request).select_related("request__place", "request__edition"):
            services.judge_proof(
                actor=self.desk.finance,
                proof=proof,
                accepted=min(cents, proof.cents),
                because="-",
                now=self.desk.now,
            )

    def pay(self, act: str, request: Request, number: int) -> None:
        found = list(Payment.objects.filter(request=request).select_related("request__place", "request__edition"))
        if not found:
            return
        desk, payment = self.desk, found[number % len(found)]
        known: dict[str, Any] = {"payment": payment, "now": desk.now}
        if act == "order":
            services.order_payment(actor=desk.finance, **known)
        elif act == "confirm":
            services.confirm_payment(actor=desk.finance2, paid_on=DAY, **known)
        elif act == "bank-return":
            services.return_payment(actor=desk.finance, because="-", **known)
        else:
            services.correct_payment(actor=desk.finance, because="-", **known)

    def amend(self, budget: int) -> None:
        before = queries.rules_text_of(self.desk.edition)
        services.save_seed_rules(
            actor=self.desk.office,
            edition=self.desk.edition,
            text=rules_text(budget=budget, title=500_000),
            reason="-",
            base_sha256=before.sha256 if before else "",
            now=self.desk.now,
        )
        self.budget = budget


def assert_money_is_whole(desk: Desk) -> None:
    balances = queries.balances_of(desk.edition)
    assert queries.faults_in(desk.edition) == []
    assert sum(balances.values()) == 0
    assert min(cents for account, cents in balances.items() if account != Account.BUDGET) >= 0
    for request in Request.objects.filter(state="closed"):
        own = queries.request_balances(request)
        assert [own[account] for account in OPEN] == [0, 0, 0, 0]
        assert own[Account.SPENT] == request.due_cents


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(STEP, min_size=10, max_size=60))
def test_no_order_of_acts_makes_or_loses_money(desk: Desk, steps: list[tuple[str, int, int]]) -> None:
    point = transaction.savepoint()
    players = Players(desk)
    players.play("begin", 0, 250_000)
    players.play("begin", 1, 100_000)

    for act, number, cents in steps:
        players.play(act, number, cents)
        assert sum(queries.balances_of(desk.edition).values()) == 0

    assert_money_is_whole(desk)
    assert queries.balances_of(desk.edition)[Account.BUDGET] == -players.budget
    transaction.savepoint_rollback(point)


def test_the_database_itself_lets_no_account_go_below_nought(desk: Desk) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Balance.objects.filter(edition=desk.edition, account=Account.AVAILABLE).update(cents=-1)


def test_the_database_itself_keeps_entries_as_they_are(desk: Desk) -> None:
    for change in (
        lambda: Transfer.objects.update(cents=1),
        lambda: Entry.objects.all().delete(),
        lambda: Transfer.objects.create(
            entry=Entry.objects.get(), source=Account.AVAILABLE, target=Account.AVAILABLE, cents=5
        ),
        lambda: Transfer.objects.create(
            entry=Entry.objects.get(), source=Account.AVAILABLE, target=Account.SPENT, cents=0
        ),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def both_at_once(*acts: Callable[[], object]) -> list[str]:
    """What each of the acts that begin together comes to: "done", or the reason of a refusal."""
    results: list[str] = []
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            start.wait(10)
            act()
            results.append("done")
        except NotAllowed as refused:
            results.append(refused.verdict.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(results)


@pytest.fixture
def real_desk(transactional_db: None) -> Iterator[Desk]:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    yield a_desk(make_cast(), NOW, budget=500_000)


def test_two_officers_at_once_do_not_spend_the_last_euro_twice(real_desk: Desk) -> None:
    desk = real_desk
    first = desk.checked(1)
    services.begin_request(
        actor=desk.actor("othertown"), place=desk.other, edition=desk.edition, activity=facts(2), now=desk.now
    )
    second = desk.checked(2, place=desk.other, who="othertown")
    for request in (first, second):
        desk.once(request)

    def approve(pk: int, who: str) -> Callable[[], object]:
        own = Request.objects.select_related("place", "edition").get(pk=pk)
        actor: Actor = desk.actor(who)
        return lambda: services.approve_request(actor=actor, request=own, cents=own.asked_cents, now=desk.now)

    results = both_at_once(approve(first.pk, "finance2"), approve(second.pk, "coordinator"))

    assert results == ["budget-too-small", "done"]
    assert queries.balances_of(desk.edition)[Account.RESERVED] == 400_000
    assert queries.faults_in(desk.edition) == []


def test_two_officers_at_once_confirm_a_payment_once(real_desk: Desk) -> None:
    desk = real_desk
    request = desk.agreed()
    payment = desk.payment(request)
    services.order_payment(actor=desk.office, payment=payment, now=desk.now)

    def confirm(who: str) -> Callable[[], object]:
        own, actor = desk.payment(request), desk.actor(who)
        return lambda: services.confirm_payment(actor=actor, payment=own, paid_on=DAY, now=desk.now)

    results = both_at_once(confirm("finance"), confirm("finance2"))

    assert results == ["done", "payment-not-so-far"]
    assert Entry.objects.filter(kind="paid").count() == 1
    assert queries.faults_in(desk.edition) == []


def test_the_same_officer_twice_at_once_says_yes_once(real_desk: Desk) -> None:
    desk = real_desk
    request = desk.checked()

    def approve() -> Callable[[], object]:
        own = Request.objects.select_related("place", "edition").get(pk=request.pk)
        return lambda: services.approve_request(actor=desk.finance, request=own, cents=400_000, now=desk.now)

    assert both_at_once(approve(), approve()) == ["decided-already", "done"]
