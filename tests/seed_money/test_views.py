"""The pages of seed money, as each of the cast meets them."""

import csv
import io
import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from pearls.kernel.refs import new_ref
from pearls.seed_money import queries, services
from pearls.seed_money.models import Entry, Payment, Proof, Request, Transfer
from tests.seed_money.conftest import DAY, IBAN, Desk, a_pdf, asked

MOST_QUERIES = 12
DESK_PEOPLE = {"finance", "finance2", "coordinator", "admin"}


@pytest.fixture(autouse=True)
def _today(desk: Desk) -> object:
    with time_machine.travel(desk.now + timedelta(minutes=1), tick=False):
        yield


def client_of(desk: Desk, key: str) -> Client:
    client = Client()
    client.force_login(desk.cast[key])
    return client


def page(desk: Desk, key: str, address: str) -> str:
    return client_of(desk, key).get(address).content.decode()


def typed(**given: object) -> dict[str, object]:
    form = {
        "title": "Boat",
        "purpose": "pilot",
        "carried_by": "Group Vilnis",
        "what": "We sing.",
        "starts_on": "2026-11-24",
        "ends_on": "2026-12-24",
        "asked": "1234.56",
        "own": "200.00",
        "other": "",
        "payee": "Ezeri",
        "iban": "LV80 BANK 0000 4351 9500 1",
        "kind_1": "fees",
        "what_1": "Singers",
        "cost_1": "1434.56",
    }
    return form | given


def test_a_town_writes_and_sends_its_request(desk: Desk) -> None:
    request, town = desk.draft(), client_of(desk, "town")

    written = town.post(f"/en/seed-money/requests/{request.ref}/edit/", typed())
    sent = town.post(f"/en/seed-money/requests/{request.ref}/act/", {"act": "send"})

    assert (written.status_code, sent.status_code) == (302, 302)
    request.refresh_from_db()
    assert (request.state, request.asked_cents, request.iban) == ("sent", 123_456, IBAN)
    assert [(cost.kind, cost.cents) for cost in queries.costs_of(request)] == [("fees", 143_456)]


def test_what_a_town_typed_comes_back_in_the_form(desk: Desk) -> None:
    request = desk.draft()

    shown = page(desk, "town", f"/en/seed-money/requests/{request.ref}/edit/")

    assert 'value="4000.00"' in shown
    assert 'value="Singers"' in shown
    assert 'value="LV80BANK0000435195001"' in shown


def test_a_refusal_is_said_on_the_page_and_nothing_changes(desk: Desk) -> None:
    request = desk.draft(iban="")

    answer = client_of(desk, "town").post(f"/en/seed-money/requests/{request.ref}/act/", {"act": "send"})

    assert answer.status_code == 422
    assert "Something is missing" in answer.content.decode()
    request.refresh_from_db()
    assert request.state == "draft"


def test_who_sees_a_request_and_who_its_bank_account(desk: Desk) -> None:
    draft, sent = desk.draft(1), desk.sent(2, title="Choir", asked_cents=100_000, own_cents=400_000)
    address = f"/en/seed-money/requests/{sent.ref}/"

    seen = {key for key in desk.cast.people if client_of(desk, key).get(address).status_code == 200}
    bank = {key for key in seen if "LV80 BANK" in page(desk, key, address)}

    assert seen == DESK_PEOPLE | {"town"}
    assert bank == {"finance", "finance2", "town"}
    assert Client().get(address).status_code == 302
    assert client_of(desk, "finance").get(f"/en/seed-money/requests/{draft.ref}/").status_code == 404


def test_a_request_goes_through_its_pages_to_a_closed_ledger(desk: Desk) -> None:
    request = desk.sent()
    town, finance, second, office = (client_of(desk, key) for key in ("town", "finance", "finance2", "coordinator"))
    act = f"/en/seed-money/requests/{request.ref}/act/"

    def does(client: Client, code: str, **given: object) -> None:
        answer = client.post(act, {"act": code, **given})
        assert answer.status_code == 302, answer.content.decode()

    does(finance, "check")
    does(finance, "approve", amount="4000.00")
    does(second, "approve", amount="4000.00")
    assert town.get(f"/en/seed-money/requests/{request.ref}/agreement.pdf").content.startswith(b"%PDF")
    does(town, "agree")
    does(office, "sign")
    advance = Payment.objects.get(request=request, kind="advance")
    does(finance, "order", target=advance.ref)
    does(second, "paid", target=advance.ref, paid_on="2026-11-24")
    cost = {
        "kind": "fees",
        "what": "Singers",
        "supplier": "Vilnis",
        "invoice": "1",
        "paid_on": "2026-11-24",
        "amount": "4000.00",
        "proof": a_pdf(),
    }
    assert town.post(f"/en/seed-money/requests/{request.ref}/costs/", cost).status_code == 302
    does(town, "report", what_happened="We sang.")
    proof = Proof.objects.get()
    file = f"/en/seed-money/requests/{request.ref}/costs/{proof.ref}/"
    answer = finance.get(file)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[arg-type]
    assert client_of(desk, "othertown").get(file).status_code == 404
    does(finance, "judge", target=proof.ref, amount="4000.00")
    does(finance, "settle")
    last = Payment.objects.get(request=request, kind="last")
    does(second, "order", target=last.ref)
    does(finance, "paid", target=last.ref, paid_on="2026-11-24")

    request.refresh_from_db()
    assert (request.state, request.due_cents) == ("closed", 360_000)
    shown = page(desk, "finance", "/en/seed-money/2027/ledger/")
    assert "The ledger balances to the cent" in shown
    assert "€3,600.00" in shown


def test_the_page_offers_an_act_only_to_whoever_may(desk: Desk) -> None:
    request = desk.checked()
    desk.once(request)
    address = f"/en/seed-money/requests/{request.ref}/"

    assert "You have said yes already." in page(desk, "finance", address)
    assert 'value="approve"' not in page(desk, "finance", address)
    assert 'value="approve"' in page(desk, "finance2", address)
    assert 'value="approve"' not in page(desk, "town", address)


def test_what_is_typed_wrong_stays_in_its_form(desk: Desk) -> None:
    request = desk.checked()

    answer = client_of(desk, "finance").post(
        f"/en/seed-money/requests/{request.ref}/act/", {"act": "approve", "amount": "3000.00"}
    )

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Please say why: others read it." in shown
    assert 'value="3000.00"' in shown


def test_texts_of_people_are_text(desk: Desk) -> None:
    request = desk.sent(what="<script>alert(1)</script>", title="<b>Boat</b>")

    shown = page(desk, "finance", f"/en/seed-money/requests/{request.ref}/")

    assert "&lt;script&gt;alert(1)" in shown
    assert "<b>Boat" not in shown


def test_the_export_holds_every_movement_with_amounts_as_numbers(desk: Desk) -> None:
    desk.paid()
    finance = client_of(desk, "finance")

    rows = list(csv.reader(io.StringIO(finance.get("/en/seed-money/2027/ledger.csv").content.decode("utf-8-sig"))))
    book = load_workbook(io.BytesIO(finance.get("/en/seed-money/2027/ledger.xlsx").content))

    assert [(row[2], row[5]) for row in rows[1:]] == [
        ("Budget set", "10000"),
        ("Request approved", "4000"),
        ("Agreement made", "4000"),
        ("Paid", "2800"),
    ]
    assert [row[5] for row in book.active.iter_rows(min_row=2, values_only=True)] == [10000, 4000, 4000, 2800]  # type: ignore[union-attr]


def test_who_opens_the_desk_and_the_ledger(desk: Desk) -> None:
    for address in ("/en/seed-money/2027/desk/", "/en/seed-money/2027/ledger/", "/en/seed-money/2027/ledger.csv"):
        assert {key for key in desk.cast.people if client_of(desk, key).get(address).status_code == 200} == DESK_PEOPLE


def test_everybody_reads_the_rules_in_words(desk: Desk, client: Client) -> None:
    shown = client.get("/en/seed-money/", follow=True).content.decode()

    assert "€5,000.00" in shown
    assert "70% once both sides have agreed, 30% after the report" in shown
    # What was published says so by having no remark; the own share is a default of ours.
    limit, share = (
        re.search(rf"<dt>{name}</dt><dd>(.*?)</dd>", shown) for name in ("At most for one request", "Own.*?")
    )
    assert limit is not None
    assert share is not None
    assert "not published" not in limit[1]
    assert "not published" in share[1]


def test_the_office_amends_the_rules_and_the_guide_says_why(desk: Desk, client: Client) -> None:
    office = client_of(desk, "coordinator")
    before = queries.rules_text_of(desk.edition)
    assert before is not None
    form = {
        "text": before.text.replace("own_share_percent = 10", "own_share_percent = 20"),
        "base_sha256": before.sha256,
    }

    without = office.post("/en/seed-money/2027/rules/", form)
    saved = office.post("/en/seed-money/2027/rules/", form | {"reason": "More of their own."})
    broken = office.post("/en/seed-money/2027/rules/", form | {"text": "[limits]", "reason": "-"})

    assert (without.status_code, saved.status_code, broken.status_code) == (422, 302, 422)
    assert "More of their own." in client.get("/en/seed-money/2027/").content.decode()
    assert client_of(desk, "finance").get("/en/seed-money/2027/rules/").status_code == 404


def queries_for(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_lists_ask_the_same_for_one_row_and_for_many(desk: Desk) -> None:
    request = desk.sent()
    places = {
        "finance": ["/en/seed-money/2027/desk/", "/en/seed-money/2027/ledger/"],
        "town": ["/en/seed-money/mine/"],
    }
    clients = {key: client_of(desk, key) for key in places}
    few = {(key, one): queries_for(clients[key], one) for key in places for one in places[key]}
    values = {field.attname: getattr(request, field.attname) for field in Request._meta.concrete_fields}
    Request.objects.bulk_create(Request(**values | {"id": None, "ref": new_ref()}) for _ in range(1000))
    entry = Entry.objects.get()
    entries = Entry.objects.bulk_create(
        Entry(edition=desk.edition, kind=entry.kind, at=desk.now, by=entry.by, booked_on=DAY) for _ in range(1000)
    )
    Transfer.objects.bulk_create(Transfer(entry=one, source="budget", target="available", cents=1) for one in entries)

    many = {(key, one): queries_for(clients[key], one) for key in places for one in places[key]}

    assert many == few
    assert {one: count for one, count in many.items() if count > MOST_QUERIES} == {}


def test_the_page_of_a_request_asks_little(desk: Desk) -> None:
    cache.clear()
    request = desk.reported()
    for number in range(2, 12):
        Proof.objects.create(
            request=request,
            kind="fees",
            what="-",
            supplier="-",
            invoice="-",
            paid_on=DAY,
            cents=1,
            file="-",
            sha256=str(number),
            supplier_folded="-",
            invoice_folded=str(number),
            added_at=desk.now,
        )

    assert queries_for(client_of(desk, "finance"), f"/en/seed-money/requests/{request.ref}/") <= 16


def test_an_act_that_is_not_known_is_not_there(desk: Desk) -> None:
    request = desk.sent()
    finance = client_of(desk, "finance")

    assert finance.post(f"/en/seed-money/requests/{request.ref}/act/", {"act": "print"}).status_code == 404
    assert services.check_request(actor=desk.finance, request=request, now=desk.now).state == "checked"
    assert asked().asked_cents == 400_000
