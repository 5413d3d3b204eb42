"""A request on its way from an activity to a closed ledger, and what is refused on the way."""

from datetime import timedelta

import pytest
from django.db import connection

from pearls.audit.models import Entry as JournalEntry
from pearls.db.triggers import guarded_tables
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.people.models import Mentorship, Speaker
from pearls.people.rules import SpeakerState
from pearls.seed_money import queries, services
from pearls.seed_money.models import Entry, Payment, Proof, Request, Transfer
from pearls.seed_money.rules.document import DocumentError
from pearls.today.models import Line
from tests.seed_money.conftest import DAY, Desk, a_pdf, asked, facts, rules_text


def balances(desk: Desk) -> dict[str, int]:
    return {str(account): cents for account, cents in queries.balances_of(desk.edition).items() if cents}


def lines() -> list[tuple[str, str, str]]:
    found = Line.objects.order_by("code").values_list("code", "role", "place__key")
    return [(code, role, place or "") for code, role, place in found]


def refused(act: object) -> str:
    with pytest.raises(NotAllowed) as refusal:
        act()  # type: ignore[operator]
    return refusal.value.verdict.reason


def test_a_request_goes_from_its_activity_to_a_closed_ledger(desk: Desk) -> None:
    request = desk.paid()
    assert balances(desk) == {"budget": -1_000_000, "available": 600_000, "committed": 120_000, "advance": 280_000}
    desk.prove(request, 300_000, 1)
    proof = desk.prove(request, 120_000, 2)
    services.send_report(actor=desk.town, request=request, what_happened="We sang.", now=desk.now)
    for one in Proof.objects.filter(request=request):
        services.judge_proof(actor=desk.finance, proof=one, accepted=one.cents, now=desk.now)
    services.judge_proof(actor=desk.finance, proof=proof, accepted=100_000, because="No invoice.", now=desk.now)

    services.settle_report(actor=desk.finance, request=request, now=desk.now)

    # 4,000 euros accepted, a tenth of it the town's own: 3,600, of which 2,800 are paid.
    assert (request.state, request.due_cents) == ("settled", 360_000)
    assert desk.payment(request, "last").cents == 80_000
    desk.pay(request, "last")
    request.refresh_from_db()
    assert request.state == "closed"
    assert balances(desk) == {"budget": -1_000_000, "available": 640_000, "spent": 360_000}
    assert queries.faults_in(desk.edition) == []
    assert lines() == []


def test_money_that_was_not_used_comes_back_and_closes_the_request(desk: Desk) -> None:
    request = desk.settled(100_000)
    assert balances(desk)["receivable"] == 190_000
    assert lines() == [("seed-await-money", "finance", ""), ("seed-pay-back", "", "ezeri")]

    services.receive_back(actor=desk.finance, request=request, cents=90_000, now=desk.now)
    assert request.state == "settled"
    services.receive_back(actor=desk.finance, request=request, cents=100_000, now=desk.now)

    assert request.state == "closed"
    assert balances(desk) == {"budget": -1_000_000, "available": 910_000, "spent": 90_000}
    assert queries.faults_in(desk.edition) == []


def test_a_report_without_costs_gives_everything_back(desk: Desk) -> None:
    request = desk.settled(0)

    services.receive_back(actor=desk.finance, request=request, cents=280_000, now=desk.now)

    assert balances(desk) == {"budget": -1_000_000, "available": 1_000_000}


def test_a_request_writes_the_journal_the_outbox_and_a_line(desk: Desk) -> None:
    request = desk.sent()

    assert lines() == [("seed-check", "finance", "")]
    assert list(JournalEntry.objects.filter(subject=request.subject).values_list("act", flat=True)) == [
        "seed-request-begun",
        "seed-request-changed",
        "seed-request-sent",
    ]
    assert sorted(Message.objects.filter(kind="seed-sent").values_list("to", flat=True)) == [
        "finance2@demo.test",
        "finance@demo.test",
    ]
    journal = str(list(JournalEntry.objects.values_list("data", flat=True)))
    assert "LV80" not in journal
    assert "Vilnis" not in journal


def test_the_same_activity_begins_one_request(desk: Desk) -> None:
    first = desk.draft()

    again = services.begin_request(
        actor=desk.town, place=desk.pearl, edition=desk.edition, activity=facts(), now=desk.now
    )

    assert again == first


def test_who_may_begin(desk: Desk) -> None:
    def begin(who: str, days: int = 0) -> None:
        services.begin_request(
            actor=desk.actor(who),
            place=desk.pearl,
            edition=desk.edition,
            activity=facts(),
            now=desk.now + timedelta(days=days),
        )

    assert refused(lambda: begin("othertown")) == "not-your-town"
    assert refused(lambda: begin("coordinator")) == "not-your-town"
    assert refused(lambda: begin("town", days=200)) == "not-open"


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"title": " "}, "unfinished"),
        ({"iban": "LV80BANK0000435195002"}, "iban-wrong"),
        ({"asked_cents": 500_001, "own_cents": 0}, "over-request-limit"),
        ({"own_cents": 99_999}, "sums-differ"),
        ({"asked_cents": 460_000, "own_cents": 40_000}, "own-share-too-small"),
        ({"purpose": "party"}, "unknown-purpose"),
        ({"ends_on": DAY - timedelta(days=1)}, "days-wrong"),
    ],
)
def test_an_incomplete_request_is_not_sent(desk: Desk, given: dict[str, object], reason: str) -> None:
    request = desk.draft(**given)  # type: ignore[arg-type]

    assert refused(lambda: services.send_request(actor=desk.town, request=request, now=desk.now)) == reason
    assert request.state == "draft"


def test_the_limit_of_a_title_counts_what_is_approved(desk: Desk) -> None:
    desk.approved(1)
    second = desk.draft(2)

    assert refused(lambda: services.send_request(actor=desk.town, request=second, now=desk.now)) == "over-title-limit"


def test_one_person_says_yes_once_and_two_agree_on_the_amount(desk: Desk) -> None:
    request = desk.checked()
    assert refused(lambda: desk.once(request, 300_000)) == "needs-reason"
    desk.once(request, 300_000, because="The boat is cheaper.")

    assert refused(lambda: desk.once(request, 300_000)) == "decided-already"
    assert refused(lambda: desk.once(request, 400_000, who="finance2")) == "amounts-differ"
    assert refused(lambda: desk.once(request, 300_000, who="town")) == "not-finance"
    desk.once(request, 300_000, who="finance2")

    assert (request.state, request.granted_cents) == ("approved", 300_000)
    assert balances(desk)["reserved"] == 300_000
    assert len(request.agreement_sha256) == 64
    assert "LV80" not in str(request.agreement)


def test_nobody_decides_for_a_town_they_speak_for_or_mentor(desk: Desk) -> None:
    request = desk.checked()
    Speaker.objects.create(
        person=desk.cast.finance, place=desk.pearl, state=SpeakerState.CONFIRMED, claimed_at=desk.now
    )
    Mentorship.objects.create(
        person=desk.cast.finance2, place=desk.pearl, edition_key=desk.edition.key, began_at=desk.now
    )

    assert refused(lambda: desk.once(request)) == "own-town"
    assert refused(lambda: desk.once(request, who="finance2")) == "own-town"


def test_a_request_given_back_loses_its_first_yes(desk: Desk) -> None:
    request = desk.checked()
    desk.once(request)

    services.return_request(actor=desk.finance2, request=request, because="Which boat?", now=desk.now)
    services.send_request(actor=desk.town, request=request, now=desk.now)
    services.check_request(actor=desk.finance, request=request, now=desk.now)

    assert queries.approvals_of(request) == []
    assert Message.objects.filter(kind="seed-returned", to="town@demo.test").count() == 1


def test_one_no_refuses(desk: Desk) -> None:
    request = desk.checked()
    desk.once(request)

    assert refused(lambda: services.refuse_request(actor=desk.finance2, request=request, because=" ", now=desk.now))
    services.refuse_request(actor=desk.finance2, request=request, because="No pilot.", now=desk.now)

    assert request.state == "refused"
    assert balances(desk) == {"budget": -1_000_000, "available": 1_000_000}


def test_who_orders_a_payment_does_not_confirm_it(desk: Desk) -> None:
    payment = desk.payment(desk.agreed())
    services.order_payment(actor=desk.finance, payment=payment, now=desk.now)

    def confirm(who: str) -> None:
        services.confirm_payment(actor=desk.actor(who), payment=payment, paid_on=DAY, now=desk.now)

    assert refused(lambda: confirm("finance")) == "same-person"
    assert refused(lambda: confirm("town")) == "not-finance"
    confirm("finance2")
    assert refused(lambda: confirm("finance2")) == "payment-not-so-far"


def test_a_correction_reverses_the_entry_and_keeps_it(desk: Desk) -> None:
    request = desk.paid()
    before = Entry.objects.count()

    services.correct_payment(actor=desk.finance, payment=desk.payment(request), because="Wrong day.", now=desk.now)

    assert Entry.objects.count() == before + 1
    last = Entry.objects.order_by("-pk")[0]
    assert last.reverses is not None
    assert (last.kind, last.reverses.kind) == ("corrected", "paid")
    assert balances(desk) == {"budget": -1_000_000, "available": 600_000, "committed": 400_000}
    assert desk.payment(request).state == "ordered"
    assert queries.faults_in(desk.edition) == []


def test_a_last_payment_that_comes_back_opens_the_request_again(desk: Desk) -> None:
    request = desk.settled()
    desk.pay(request, "last")

    services.return_payment(
        actor=desk.finance, payment=desk.payment(request, "last"), because="Account closed.", now=desk.now
    )

    request.refresh_from_db()
    assert request.state == "settled"
    assert lines() == [("seed-order", "finance", "")]
    desk.pay(request, "last")
    request.refresh_from_db()
    assert request.state == "closed"
    assert queries.faults_in(desk.edition) == []


def test_a_proof_counts_once_in_all_requests(desk: Desk) -> None:
    request = desk.paid()
    desk.prove(request, 10_000, 1)

    assert refused(lambda: desk.prove(request, 10_000, 1, invoice="V-2")) == "file-claimed"
    assert refused(lambda: desk.prove(request, 10_000, 2, invoice="v 1", supplier="VILNIS")) == "invoice-claimed"
    assert Proof.objects.count() == 1


def test_a_proof_taken_out_may_be_added_again(desk: Desk) -> None:
    request = desk.paid()
    services.remove_proof(actor=desk.town, proof=desk.prove(request, 10_000, 1), now=desk.now)

    desk.prove(request, 10_000, 1)

    assert Proof.objects.count() == 1


def test_a_cut_has_a_reason_and_all_costs_are_looked_at_before_settling(desk: Desk) -> None:
    request = desk.reported()
    proof = Proof.objects.select_related("request__place", "request__edition").get()

    def judge(cents: int, because: str = "") -> None:
        services.judge_proof(actor=desk.finance, proof=proof, accepted=cents, because=because, now=desk.now)

    assert refused(lambda: services.settle_report(actor=desk.finance, request=request, now=desk.now)) == "costs-open"
    assert refused(lambda: judge(1)) == "needs-reason"
    assert refused(lambda: judge(500_001)) == "over-claimed"


def test_an_agreement_that_nothing_was_paid_for_may_be_ended(desk: Desk) -> None:
    request = desk.agreed()

    services.end_request(actor=desk.finance, request=request, because="The group left.", now=desk.now)

    assert balances(desk) == {"budget": -1_000_000, "available": 1_000_000}
    assert set(Payment.objects.values_list("state", flat=True)) == {"dropped"}
    assert queries.faults_in(desk.edition) == []


def test_an_agreement_with_money_out_is_not_ended(desk: Desk) -> None:
    request = desk.paid()

    assert (
        refused(lambda: services.end_request(actor=desk.finance, request=request, because="-", now=desk.now))
        == "money-out"
    )


def test_a_town_withdraws_until_the_agreement_holds(desk: Desk) -> None:
    request = desk.approved()

    services.withdraw_request(actor=desk.town, request=request, now=desk.now)

    assert balances(desk) == {"budget": -1_000_000, "available": 1_000_000}
    assert Message.objects.filter(kind="seed-withdrawn").count() == 2


def test_rules_are_amended_with_a_reason_and_never_below_what_was_granted(desk: Desk) -> None:
    desk.approved()
    sha256 = queries.rules_text_of(desk.edition).sha256  # type: ignore[union-attr]

    def amend(budget: int, reason: str = "Less money.", base: str = sha256) -> None:
        services.save_seed_rules(
            actor=desk.office,
            edition=desk.edition,
            text=rules_text(budget=budget),
            reason=reason,
            base_sha256=base,
            now=desk.now,
        )

    assert refused(lambda: amend(500_000, reason="")) == "needs-reason"
    assert refused(lambda: amend(500_000, base="")) == "rules-changed-meanwhile"
    assert refused(lambda: amend(399_999)) == "budget-too-small"
    amend(500_000)
    assert balances(desk) == {"budget": -500_000, "available": 100_000, "reserved": 400_000}
    assert queries.faults_in(desk.edition) == []


def test_broken_rules_say_where(desk: Desk) -> None:
    with pytest.raises(DocumentError) as problem:
        services.save_seed_rules(
            actor=desk.office, edition=desk.edition, text=rules_text().replace("[70, 30]", "[70, 20]"), now=desk.now
        )

    assert problem.value.key == "instalments_percent"


def test_the_ledger_only_grows(desk: Desk) -> None:
    assert {Entry._meta.db_table, Transfer._meta.db_table} <= set(guarded_tables(connection))


def test_bank_accounts_are_forgotten_after_the_years_of_the_rules(desk: Desk) -> None:
    request = desk.checked()
    services.refuse_request(actor=desk.finance, request=request, because="No.", now=desk.now)
    office = desk.actor("coordinator")

    early = services.forget_bank_details(actor=office, now=desk.now + timedelta(days=3000))
    late = services.forget_bank_details(actor=office, now=desk.now + timedelta(days=3660))

    request.refresh_from_db()
    assert (early, late, request.iban, request.payee) == (0, 1, "", "")


def test_the_agreement_is_the_same_paper_each_time(desk: Desk) -> None:
    request = desk.approved()

    first, second = (services.agreement_pdf(request=request) for _ in range(2))

    assert first == second
    assert first.startswith(b"%PDF")


def test_a_draft_may_be_unfinished(desk: Desk) -> None:
    request = desk.draft(costs=(), iban="", asked_cents=0)

    assert Request.objects.get(pk=request.pk).asked_cents == 0
    assert asked().total_cents == 500_000
    assert a_pdf().name == "invoice.pdf"
