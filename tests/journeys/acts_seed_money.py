"""Seed money from an activity of the plan to a closed ledger: asked, checked, decided, paid, proved, paid back."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from pearls.cli import commands
from tests.journeys.stage import Play, press, says

ACTIVITY = "Keys for twelve empty rooms"
EDITION = "demo-open"
IBAN = "LV80 BANK 0000 4351 95001"
CUT_GRANT = "The rent of the second room is not new."
CUT_COST = "The travel to Riga was for another project."
HAPPENED = "Twelve rooms were open for eight weeks.\n\nForty people have a key now."


def office_gives_rules(play: Play, email: str) -> None:
    with play.window(email) as page:
        page.goto(f"/en/seed-money/{EDITION}/rules/")
        press(page, "Save these rules")
        says(page, "These rules are saved.")


def town_asks(play: Play, email: str, plan: str) -> str:
    """From the plan's activity; a mistyped bank account is noticed before anything is sent. Gives the address."""
    with play.window(email) as page:
        page.goto(f"{plan}year/")
        page.get_by_role("main").get_by_role("link", name=ACTIVITY).first.click()
        press(page, "Ask for seed money")
        page.get_by_label("Purpose").select_option("pilot")
        page.get_by_label("Who carries it out").fill("Association “Twelve keys”")
        for number, (kind, what, euros) in enumerate((("fees", "Two guides", "3000"), ("rent", "Rooms", "2000")), 1):
            page.locator(f"#id_kind_{number}").select_option(kind)
            page.locator(f"#id_what_{number}").fill(what)
            page.locator(f"#id_cost_{number}").fill(euros)
        page.get_by_label("Amount asked for, in euros").fill("4000")
        page.get_by_label("Own share of the town, in euros").fill("1000")
        page.get_by_label("Who receives the money").fill("Smiltene municipality")
        page.get_by_label("Bank account (IBAN)").fill(IBAN.replace("5001", "5010"))
        play.picture(page, "seed-money-request-form", height=900)
        press(page, "Save the request")
        press(page, "Send the request")
        says(page, "This is not a bank account number (IBAN).")
        page.get_by_role("link", name="Write the request").click()
        page.get_by_label("Bank account (IBAN)").fill(IBAN)
        press(page, "Save the request")
        address = page.url
        press(page, "Send the request")
        says(page, "Sent")
        return address


def finance_checks_and_says_yes(play: Play, email: str) -> None:
    """In order, and yes to less than was asked; the second yes is somebody else's."""
    with play.window(email) as page:
        page.goto("/en/seed-money/desk/")
        page.get_by_role("link", name=ACTIVITY).click()
        press(page, "It is in order: pass it on for decision")
        page.get_by_label("Amount, in euros").fill("3600")
        press(page, "Say yes to this amount")
        says(page, "Please say why: others read it.")
        page.get_by_label("Reason, where it is less than was asked for").fill(CUT_GRANT)
        press(page, "Say yes to this amount")
        says(page, "The second yes is somebody else's.")


def second_person_says_yes(play: Play, email: str) -> None:
    with play.window(email) as page:
        page.goto("/en/today/")
        page.get_by_role("main").get_by_role("link", name="Say the second yes or no").click()
        says(page, CUT_GRANT)
        expect(page.get_by_label("Amount, in euros")).to_have_value("3600.00")
        play.picture(page, "seed-money-second-yes", height=900)
        press(page, "Say yes to this amount")
        says(page, "Approved, to be agreed")


def both_agree(play: Play, town: str, office: str) -> None:
    """The town by the link in its letter, with the agreement to read; the office from its day."""
    with play.window(town) as page:
        page.goto(play.letter(page, town, "Sākuma finansējums piešķirts").replace("/lv/", "/en/"))
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Read the agreement (PDF)").click()
        assert waiting.value.path().read_bytes().startswith(b"%PDF")
        press(page, "Confirm the agreement for the town")
        says(page, "The office has not signed it yet.")
    with play.window(office) as page:
        page.goto("/en/today/")
        page.get_by_role("main").get_by_role("link", name="Sign the agreement on seed money").click()
        press(page, "Sign the agreement for the office")
        says(page, "The office has signed it on")


def one_orders_another_confirms(play: Play, one: str, other: str, address: str) -> None:
    """70 of 100 in advance."""
    with play.window(one) as page:
        page.goto(address)
        says(page, "In advance: €2,520.00")
        press(page, "Order this payment")
        says(page, "You have ordered this payment. Somebody else confirms it.")
    with play.window(other) as page:
        page.goto("/en/today/")
        page.get_by_role("main").get_by_role("link", name="Confirm that the bank has paid").click()
        press(page, "Confirm that the bank has paid")
        says(page, "Paid")
        expect(page.get_by_role("button", name="Confirm that the bank has paid")).to_have_count(0)


def town_reports(play: Play, email: str, address: str, folder: Path) -> None:
    """Two costs with their proof; one proof counts once."""
    with play.window(email) as page:
        page.goto(address)
        guides, travel = a_proof(folder, "V-17"), a_proof(folder, "T-4")
        adds_a_cost(page, "Two guides", "V-17", "2500", guides)
        adds_a_cost(page, "Bus to Riga", "T-4", "500", guides)
        says(page, "This file proves another cost already.")
        adds_a_cost(page, "Bus to Riga", "T-4", "500", travel)
        says(page, "Claimed together: €3,000.00")
        expect(page.get_by_text("accepted: €")).to_have_count(0)  # nobody has looked yet
        play.picture(page, "seed-money-report", of=page.locator("#report"), height=900)
        page.get_by_label("What happened").fill(HAPPENED)
        press(page, "Send the report")
        says(page, "Reported")


def a_proof(folder: Path, number: str) -> Path:
    file = folder / f"{number}.pdf"
    file.write_bytes(b"%PDF-1.7\n% " + number.encode() + b"\n%%EOF")
    return file


def adds_a_cost(page: Page, what: str, invoice: str, euros: str, proof: Path) -> None:
    form = page.locator("form", has=page.get_by_role("button", name="Add the cost"))
    form.get_by_label("Kind").select_option("fees")
    form.get_by_label("For what").fill(what)
    form.get_by_label("Who was paid").fill("Vilnis")
    form.get_by_label("Number of the invoice or receipt").fill(invoice)
    form.get_by_label("Paid on").fill("2027-07-20")
    form.get_by_label("Euros").fill(euros)
    form.locator("input[type=file]").set_input_files(proof)
    form.get_by_role("button", name="Add the cost").click()


def finance_settles(play: Play, email: str) -> None:
    """One cost is accepted, the other cut with a reason; what was paid too much is to come back."""
    with play.window(email) as page:
        page.goto("/en/today/")
        page.get_by_role("main").get_by_role("link", name="Look at the costs reported").click()
        judges(page, "Two guides", "2500")
        judges(page, "Bus to Riga", "0", CUT_COST)
        says(page, "Claimed together: €3,000.00; accepted: €2,500.00")
        play.picture(page, "seed-money-costs", of=page.locator("#report"), height=800)
        press(page, "Settle the report")
        says(page, "To come back: €270.00")


def judges(page: Page, what: str, euros: str, because: str = "") -> None:
    row: Locator = page.locator("article", has=page.get_by_role("heading", name=what))
    row.get_by_label("Accepted, in euros").fill(euros)
    row.get_by_label("Reason, where it is less").fill(because)
    row.get_by_role("button", name="Keep this").click()
    expect(row).to_contain_text("Accepted: ")


def town_pays_back(play: Play, town: str, finance: str) -> None:
    with play.window(town) as page:
        page.goto(play.letter(page, town, "Daļa sākuma finansējuma jāatmaksā").replace("/lv/", "/en/"))
        says(page, CUT_COST)
        says(page, "To come back: €270.00")
    with play.window(finance) as page:
        page.goto("/en/today/")
        page.get_by_role("main").get_by_role("link", name="Write down the seed money").click()
        press(page, "Write down what came back")
        says(page, "Closed")
        says(page, "€2,250.00")


def ledger_balances(play: Play, email: str, capsys: pytest.CaptureFixture[str]) -> None:
    """On the page, and on the command line."""
    with play.window(email) as page:
        page.goto("/en/seed-money/desk/")
        page.get_by_role("link", name="The ledger").click()
        says(page, "The ledger balances to the cent")
        says(page, "Money received back")
        says(page, "€17,750.00")
        play.picture(page, "seed-money-ledger", height=1100)
        expect(page.get_by_role("table").last.locator("tbody tr")).to_have_count(8)
    capsys.readouterr()
    assert commands.main(["ledger", "--edition", EDITION]) == 0
    said = capsys.readouterr().out
    assert "balances to the cent" in said
    assert "17750.00" in said
