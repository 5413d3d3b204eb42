"""Pages of the board, of a visit's file and of the office, for each who may come."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.exchange import services
from pearls.exchange.models import Offer, Visit
from pearls.exchange.rules import EntryState, Part, Side
from pearls.exchange.services import Added
from pearls.programme.models import Partner, Programme
from tests.exchange.conftest import FIRST, Board

pytestmark = pytest.mark.django_db


def signed_in(board: Board, who: str) -> Client:
    client = Client()
    client.force_login(board.cast[who])
    return client


def test_the_board_shows_the_public_what_chose_so_and_the_network_everything(board: Board) -> None:
    board.offer(text="Open to all", is_public=True)
    board.offer(text="For the network")

    public = Client().get("/en/exchange/").content.decode()
    network = signed_in(board, "mentor").get("/en/exchange/").content.decode()

    assert "Open to all" in public
    assert "For the network" not in public
    assert "For the network" in network


def test_the_board_is_narrowed_by_topic_language_and_country(board: Board) -> None:
    board.offer(text="A choir of ours")
    client = signed_in(board, "othertown")

    def finds(query: str) -> bool:
        return "A choir of ours" in client.get(f"/en/exchange/?{query}").content.decode()

    assert finds("concept=cultural_field:theatre&language=en&country=LV")
    assert not finds("language=pl")
    assert not finds("country=DE")


def test_what_people_need_is_on_no_page_but_that_there_is_something(board: Board) -> None:
    board.offer()
    board.need(access=["hearing-loop"])

    shown = signed_in(board, "town").get("/en/exchange/?show=needs").content.decode()
    fits = signed_in(board, "town").get("/en/exchange/fits/").content.decode()

    for page in (shown, fits):
        assert "We have access needs." in page
        assert "Hearing loop" not in page


def test_who_fits_us_says_why(board: Board) -> None:
    offer, need = board.offer(), board.need()

    page = signed_in(board, "othertown").get("/en/exchange/fits/").content.decode()

    assert "You both speak: English" in page
    assert "Seats left on the offer: 4, enough" in page
    assert "Your dates meet: 1 May 2027 – 30 June 2027" in page
    assert f"/en/exchange/offers/{offer.ref}/ask/?need={need.ref}" in page


def test_an_offer_is_made_asked_for_and_agreed_by_forms(board: Board) -> None:
    host, guest = signed_in(board, "town"), signed_in(board, "othertown")
    typed = {
        "holder": f"place:{board.host.key}",
        "text": "A hall",
        "cultural_field": ["cultural_field:theatre"],
        "languages": ["en"],
        "seats": "3",
        "first_1": "2027-05-01",
        "last_1": "2027-05-31",
    }
    assert host.post("/en/exchange/offers/new/", typed).status_code == 302
    offer = Offer.objects.get()
    asked = {
        "holder": f"place:{board.guest.key}",
        "question": "How?",
        "seats": "2",
        "first_day": "2027-05-02",
        "last_day": "2027-05-03",
    }
    assert guest.post(f"/en/exchange/offers/{offer.ref}/ask/", asked).status_code == 302
    visit = Visit.objects.get()
    assert host.post(f"/en/exchange/visits/{visit.ref}/act/", {"act": "accept"}).status_code == 302

    offer.refresh_from_db()
    assert offer.seats_taken == 2
    assert guest.get(f"/en/exchange/visits/{visit.ref}/").status_code == 200


def test_a_form_that_is_wrong_says_so_and_changes_nothing(board: Board) -> None:
    visit = board.agreed()
    client = signed_in(board, "othertown")

    wrong = client.post(f"/en/exchange/visits/{visit.ref}/add/leg/", {"mode": "train"})
    report = client.post(f"/en/exchange/visits/{visit.ref}/report/", {"side": "guest", "saw": "x", "take_home": "y"})

    assert wrong.status_code == report.status_code == 422
    assert visit.legs.count() == visit.reports.count() == 0


def test_every_part_of_the_file_is_filled_in_and_taken_out_by_forms(board: Board) -> None:
    visit = board.agreed()
    client = signed_in(board, "othertown")
    typed = {
        "agenda": {"day": FIRST.isoformat(), "starts": "10:00", "what": "The hall"},
        "people": {"side": "guest", "name": "Jonas", "has_consent": "on"},
        "leg": {"mode": "train", "from_name": "A", "to_name": "B", "persons": "2", "vehicles": "1"},
        "cost": {"kind": "travel", "payer": "guest", "euros": "12.34"},
        "promise": {"what": "Send songs", "side": "host"},
    }
    for part, values in typed.items():
        assert client.post(f"/en/exchange/visits/{visit.ref}/add/{part}/", values).status_code == 302

    assert visit.costs.get().cents == 1234
    line = visit.agenda.get()
    client.post(f"/en/exchange/visits/{visit.ref}/add/agenda/", {"remove": line.ref})
    assert visit.agenda.count() == 0


def test_strangers_find_no_visit_and_the_office_reads_it(board: Board) -> None:
    visit = board.agreed()
    address = f"/en/exchange/visits/{visit.ref}/"

    assert signed_in(board, "colleague").get(address).status_code == 404
    assert signed_in(board, "colleague").get(f"{address}report.pdf").status_code == 404
    page = signed_in(board, "coordinator").get(address)
    assert page.status_code == 200
    assert "wheelchair" not in page.content.decode()


def test_the_host_reads_what_people_need_once_it_is_agreed(board: Board) -> None:
    visit = board.asked()
    client = signed_in(board, "town")
    before = client.get(f"/en/exchange/visits/{visit.ref}/").content.decode()

    services.accept_visit(actor=board.hosting, visit=visit, now=board.now)

    assert "wheelchair" not in before
    assert "wheelchair" in client.get(f"/en/exchange/visits/{visit.ref}/").content.decode()


def test_addresses_are_seen_once_both_sides_have_chosen_so(board: Board) -> None:
    visit = board.agreed()
    host, guest = signed_in(board, "town"), signed_in(board, "othertown")
    address = f"/en/exchange/visits/{visit.ref}/"

    host.post(f"{address}act/", {"act": "share"})
    alone = guest.get(address).content.decode()
    guest.post(f"{address}act/", {"act": "share"})
    both = guest.get(address).content.decode()
    host.post(f"{address}act/", {"act": "hide"})
    hidden = guest.get(address).content.decode()

    mail = board.cast["town"].email
    assert [mail in page for page in (alone, both, hidden)] == [False, True, False]


def test_a_page_asks_as_much_for_one_row_as_for_many_and_at_most_twelve_times(board: Board) -> None:
    def counts() -> list[int]:
        found = []
        for who, address in (
            ("othertown", "/en/exchange/"),
            ("othertown", "/en/exchange/?show=needs"),
            ("othertown", "/en/exchange/fits/"),
            ("othertown", "/en/exchange/visits/"),
            ("coordinator", "/en/exchange/office/"),
            ("coordinator", "/en/exchange/office/visits.csv"),
        ):
            client = signed_in(board, who)
            client.get(address)
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found.append(len(asked))
        return found

    board.need()
    board.agreed()
    few = counts()
    for _number in range(12):
        board.need()
        board.agreed()

    assert counts() == few
    assert max(few) <= 12, few


def test_the_office_takes_exact_numbers_away_and_no_names(board: Board) -> None:
    visit = board.agreed()
    values = {"mode": "train", "km": 100, "from_name": "A", "to_name": "B", "persons": 3, "vehicles": 1}
    services.add_line(actor=board.visiting, visit=visit, added=Added(Part.LEG, values), now=board.now)
    values = {"side": Side.GUEST, "name": "Jonas", "function": "", "keeps_name": False, "has_consent": True}
    services.add_line(actor=board.visiting, visit=visit, added=Added(Part.PEOPLE, values), now=board.now)
    client = signed_in(board, "coordinator")

    text = client.get("/en/exchange/office/visits.csv").content.decode("utf-8-sig")
    told = json.loads(client.get("/en/exchange/office/visits.json").content)["visits"][0]

    row = next(csv.DictReader(io.StringIO(text)))
    assert (row["co2e_grams"], told["co2e_grams"]) == ("10500", 10500)
    assert told["person_km"] == 300
    assert told["participants_guest"] == 1
    assert "Jonas" not in text
    assert signed_in(board, "town").get("/en/exchange/office/visits.csv").status_code in (403, 404)


def test_a_visit_is_a_page_of_pdf(board: Board) -> None:
    visit = board.held()

    answer = signed_in(board, "town").get(f"/lv/exchange/visits/{visit.ref}/report.pdf")

    assert answer.content.startswith(b"%PDF")


def test_an_offer_is_paused_by_its_page(board: Board) -> None:
    offer = board.offer()
    signed_in(board, "town").post(f"/en/exchange/offers/{offer.ref}/edit/", {"state": "paused"})

    offer.refresh_from_db()
    assert offer.state == EntryState.PAUSED


def test_a_partner_offers_a_visit_too(board: Board) -> None:
    Partner.objects.create(
        programme=Programme.objects.get(), key="npo", number=1, name={"en": "Our partner"}, role="partner", country="PL"
    )
    client = signed_in(board, "partner")
    typed = {"holder": "partner:npo", "text": "Our house", "languages": ["en"], "seats": "3"}
    answer = client.post("/en/exchange/offers/new/", {**typed, "first_1": "2027-05-01", "last_1": "2027-05-31"})

    assert answer.status_code == 302
    assert "Our partner" in client.get("/en/exchange/").content.decode()
    assert client.get("/en/exchange/fits/").status_code == 200
