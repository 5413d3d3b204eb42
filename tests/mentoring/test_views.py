"""The pages of mentoring, once for each of the cast; and the wall around notes at every door."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from pearls.kernel.actor import Role
from pearls.mail.models import Message
from pearls.mentoring import services
from pearls.mentoring.models import Agreement, HandOver, MatchRun, Meeting, MentorProfile, Note, Pair
from pearls.mentoring.rules.walls import Side, Visibility
from pearls.mentoring.rules.working import Mode
from pearls.people.models import Mentorship
from pearls.programme.models import RoleGrant
from tests.mentoring.conftest import NOW, Room

READS = {
    "mentor": {"pair", "mentors", "office"},
    "town": {"pair"},
    "coordinator": {"office"},
    "admin": {"office"},
}
SHUT = ("othertown", "juror1", "chair", "committee", "finance", "editor", "partner", "other", "third")


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def words_of(agreed: Agreement, text: str) -> str:
    """The words of a paper, which must bear the mark of what was agreed."""
    assert agreed.sha256 in "".join(text.split())
    return " ".join(text.split())


def seen(html: str) -> set[str]:
    return {code.value for code in Visibility if f"{code.value} secret" in html}


@pytest.mark.parametrize("who", [*READS, *SHUT])
def test_each_of_the_cast_sees_the_notes_that_are_for_them(room: Room, who: str) -> None:
    for visibility in Visibility:
        room.note(visibility)

    answer = room.client(who).get(f"/en/mentoring/pairs/{room.pair.ref}/")

    assert answer.status_code == (200 if who in READS else 404)
    assert seen(answer.content.decode()) == READS.get(who, set())


def test_a_mentor_of_another_town_reads_what_is_for_mentors_and_a_juror_opens_no_door(room: Room) -> None:
    for visibility in Visibility:
        room.note(visibility)

    assert seen(room.client("other").get("/en/mentoring/notes/").content.decode()) == {"mentors"}
    for judge in ("juror1", "chair", "committee"):
        client = room.client(judge)
        for address in ("notes/", "pairs/", "hours/", f"pairs/{room.pair.ref}/", f"pairs/{room.pair.ref}/agreement/"):
            assert seen(client.get(f"/en/mentoring/{address}").content.decode()) == set()
        for address in ("/en/assess/", "/en/panels/", "/en/today/"):
            assert seen(client.get(address).content.decode()) == set()


def test_a_mentor_who_judges_reads_no_note_of_other_towns(room: Room) -> None:
    room.note(Visibility.MENTORS)
    RoleGrant.objects.create(person=room.other, role=Role.JURY, given_at=NOW, given_by="system:tests")

    assert seen(room.client("other").get("/en/mentoring/notes/").content.decode()) == set()


def test_a_mentor_works_on_the_page_of_a_town(room: Room) -> None:
    client, base = room.client("mentor"), f"/en/mentoring/pairs/{room.pair.ref}/"

    client.post(f"{base}agreement/", {"goals": "Kilns", "rhythm": "Weekly"})
    client.post(f"{base}act/", {"act": "meeting", "starts_at": f"{NOW:%Y-%m-%dT%H:%M}", "mode": "online"})
    client.post(f"{base}act/", {"act": "promise", "what": "Call", "side": "town", "due_on": "2027-12-01"})
    client.post(f"{base}act/", {"act": "note", "text": "Fine", "visibility": "office"})
    page = client.get(base).content.decode()

    assert all(words in page for words in ("Waits for one side", "Call", "Fine"))
    assert (Meeting.objects.count(), Note.objects.count()) == (1, 1)


def test_what_is_typed_wrong_is_said_and_nothing_is_kept(room: Room) -> None:
    client, base = room.client("mentor"), f"/en/mentoring/pairs/{room.pair.ref}/"

    assert client.post(f"{base}act/", {"act": "note", "text": "", "visibility": "pair"}).status_code == 422
    assert client.post(f"{base}act/", {"act": "promise", "what": "x", "side": "moon"}).status_code == 422
    assert client.post(f"{base}act/", {"act": "dance"}).status_code == 404
    assert client.post(f"{base}agreement/", {"goals": ""}).status_code == 422
    assert Note.objects.count() == 0


def test_a_mentor_hands_a_town_over_on_the_pages(room: Room) -> None:
    mentor, other, town = room.client("mentor"), room.client("other"), room.client("town")
    room.note(Visibility.PAIR)
    begin = f"/en/mentoring/pairs/{room.pair.ref}/hand-over/"
    assert mentor.post(begin, {"mentor": room.other.ref, "note": "Call them."}).status_code == 302
    offer = f"/en/mentoring/hand-overs/{HandOver.objects.get().ref}/"
    assert "Call them." in other.get(offer).content.decode()
    assert "Call them." not in town.get(offer).content.decode()
    town.post(offer, {"act": "agree"})

    other.post(offer, {"act": "accept"})

    assert Mentorship.objects.get(ended_at=None).person == room.other
    assert mentor.get(f"/en/mentoring/pairs/{room.pair.ref}/").status_code == 404
    assert mentor.post(f"/en/mentoring/pairs/{room.pair.ref}/act/", {"act": "note", "text": "x"}).status_code == 404
    assert seen(other.get(f"/en/mentoring/pairs/{room.pair.ref}/").content.decode()) == {"pair"}


def test_the_office_proposes_and_appoints(room: Room) -> None:
    office = room.client("coordinator")
    Mentorship.objects.update(ended_at=NOW)
    room.describe(room.other)

    office.post(f"/en/office/mentoring/matching/{room.pair.edition_key}/", {"per_town": "1"})
    page = f"/en/office/mentoring/proposals/{MatchRun.objects.get().ref}/"
    text = office.get(page).content.decode()
    assert "Speaks a language of the town’s country: Latvian" in text
    office.post(page, {"act": "apply"})

    assert Mentorship.objects.get(ended_at=None).person == room.other


def test_hours_are_a_table_and_a_file(room: Room) -> None:
    made = services.plan_meeting(
        actor=room.actor("mentor"), pair=room.pair, starts_at=NOW, zone="UTC", mode=Mode.ONLINE, agenda="", now=NOW
    )
    services.hold_meeting(actor=room.actor("mentor"), meeting=made, minutes=95, attended="", summary="", now=NOW)
    office = room.client("coordinator")

    assert "1 h 35 min" in office.get(f"/en/office/mentoring/hours/?year={NOW.year}").content.decode()
    assert b",95," in office.get(f"/en/office/mentoring/hours.csv?year={NOW.year}").content
    assert office.get(f"/en/office/mentoring/hours.xlsx?year={NOW.year}").content[:2] == b"PK"
    assert office.get("/en/office/mentoring/hours.pdf").status_code == 404


def test_a_contact_point_is_named_only_where_they_wish_it_and_without_address(room: Room) -> None:
    room.describe(room.other, contact_from=NOW.date(), is_listed=True)
    room.describe(room.third, contact_from=NOW.date(), is_listed=False)

    text = room.client("town").get("/en/mentoring/contact-points/").content.decode()

    assert "Other Mentor" in text
    assert "Third Mentor" not in text
    assert "@demo.test" not in text.partition("<main")[2].partition("</main>")[0]


def test_a_contact_point_gets_itself_what_is_written_to_it(room: Room) -> None:
    room.describe(room.other, contact_from=NOW.date(), is_listed=True)
    profile = MentorProfile.objects.get(person=room.other)
    typed = {"name": "Anna", "email": "anna@paper.example", "text": "Whom do I ask?", "website": ""}

    answer = Client().post(f"/en/mentoring/contact-points/{profile.ref}/", typed)

    assert answer.status_code == 302
    (letter,) = Message.objects.filter(kind="message-handed-on")
    assert (letter.to, letter.reply_to) == (room.other.email, "anna@paper.example")


def test_the_agreement_on_paper_names_both_and_what_was_agreed_and_is_the_same_for_both(room: Room) -> None:
    base = f"/en/mentoring/pairs/{room.pair.ref}/"
    assert room.client("mentor").get(f"{base}agreement.pdf").status_code == 404
    until = (NOW + timedelta(days=200)).date()
    agreed = services.write_agreement(
        actor=room.actor("mentor"), pair=room.pair, goals="Light every kiln", rhythm="Weekly", until=until, now=NOW
    )
    waiting = text_of(room.client("mentor").get(f"{base}agreement.pdf").content)
    services.confirm_agreement(actor=room.actor("town"), agreement=agreed, sha256=agreed.sha256, now=NOW)

    papers = {who: room.client(who).get(f"{base}agreement.pdf") for who in ("mentor", "town", "coordinator")}

    assert "Vēl nav vienošanās" in words_of(agreed, waiting)  # the mentor wrote it in Latvian
    content = papers["mentor"].content
    assert {who: paper.content == content for who, paper in papers.items()} == dict.fromkeys(papers, True)
    said = words_of(agreed, text_of(content))
    for words in (str(room.cast["mentor"]), str(room.cast["town"]), "Smiltene", "Light every kiln", "Weekly"):
        assert words in said
    assert "Vēl nav vienošanās" not in said
    for who in ("other", "juror1", "committee", "othertown"):
        assert room.client(who).get(f"{base}agreement.pdf").status_code == 404, who
    assert "agreement.pdf" in room.client("town").get(f"{base}agreement/").content.decode()


def cost(room: Room, who: str, address: str) -> int:
    client = room.client(who)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize("who", ["mentor", "town", "coordinator"])
def test_the_page_of_a_pair_asks_as_much_for_one_row_as_for_many(room: Room, who: str) -> None:
    address = f"/en/mentoring/pairs/{room.pair.ref}/"
    room.note(Visibility.PAIR)
    few = cost(room, who, address)

    for _turn in range(30):
        room.note(Visibility.PAIR)
        room.note(Visibility.OFFICE)

    assert cost(room, who, address) == few <= 12


def test_all_notes_meetings_and_promises_are_read_page_by_page(room: Room) -> None:
    base, day = f"/en/mentoring/pairs/{room.pair.ref}/", (NOW + timedelta(days=3)).date()
    mentor = {"actor": room.actor("mentor"), "pair": room.pair, "now": NOW}
    assert "/all/" not in room.client("mentor").get(base).content.decode()
    for number in range(25):
        room.note(Visibility.OFFICE, text=f"Noted {number:02}", at=NOW + timedelta(minutes=number))
        services.make_promise(what=f"Promised {number:02}", side=Side.TOWN, due_on=day, **mentor)
        services.plan_meeting(
            starts_at=NOW + timedelta(hours=number), zone="UTC", mode=Mode.ONLINE, agenda=f"Met {number:02}", **mentor
        )

    latest = room.client("mentor").get(base).content.decode()
    first, second = (room.client("mentor").get(f"{base}all/notes/?page={number}").content.decode() for number in (1, 2))

    assert [latest.count(words) for words in ("Noted ", "Promised ", "Met ")] == [20, 20, 20]
    assert all(f"{base}all/{what}/" in latest for what in ("notes", "promises", "meetings"))
    assert [page.count("Noted ") for page in (first, second)] == [20, 5]
    for what, words in (("promises", "Promised "), ("meetings", "Met ")):
        pages = [room.client("town").get(f"{base}all/{what}/?page={number}").content.decode() for number in (1, 2)]
        assert [page.count(words) for page in pages] == [20, 5]
    assert "Noted" not in room.client("town").get(f"{base}all/notes/").content.decode()
    assert room.client("mentor").get(f"{base}all/secrets/").status_code == 404
    assert room.client("other").get(f"{base}all/notes/").status_code == 404
    assert cost(room, "mentor", f"{base}all/promises/") <= 12


def test_twins_and_sessions_have_pages_each_of_its_own(room: Room) -> None:
    office = room.actor("coordinator")
    for number in range(60):
        services.note_supervision(
            actor=office,
            held_on=NOW.date(),
            expert="X",
            topic=f"Topic {number:02}.",
            minutes=60,
            attended=[room.other],
            now=NOW,
        )
    address = "/en/office/mentoring/twins/"

    first = room.client("coordinator").get(address).content.decode()
    second = room.client("coordinator").get(f"{address}?sessions=2").content.decode()

    assert [page.count("Topic ") for page in (first, second)] == [50, 10]
    assert 'href="?sessions=2#sessions"' in first
    assert 'aria-label="Pages of this list: Sessions with an expert"' in first
    assert cost(room, "coordinator", address) <= 12


@pytest.mark.parametrize("address", ["/en/mentoring/pairs/", "/en/office/mentoring/quiet/"])
def test_lists_ask_as_much_for_one_pair_as_for_many(room: Room, address: str) -> None:
    few = cost(room, "coordinator", address)

    for number in range(20):
        Pair.objects.create(kind="town", place=room.pair.place, edition_key=f"e{number}", opened_at=NOW)

    assert cost(room, "coordinator", address) == few <= 12


def test_the_room_of_judging_knows_no_note() -> None:
    root = Path(__file__).resolve().parents[2] / "src" / "pearls"
    for room in ("selection", "titles", "calls"):
        for path in (root / room).rglob("*.py"):
            assert "pearls.mentoring" not in path.read_text(), path
