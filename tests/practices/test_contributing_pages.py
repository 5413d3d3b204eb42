"""The pages of contributing, as an officer, an editor, a stranger and a visitor meet them."""

from datetime import datetime
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from pearls.kernel.actor import Actor
from pearls.practices import queries, services
from pearls.practices.models import Contribution, Practice
from tests.cast import Cast
from tests.house.test_lists import copies
from tests.practices.samples import a_record
from tests.practices.telling import SUMMARY, a_contribution, a_draft, a_picture, a_town, published, sent

pytestmark = pytest.mark.django_db


def client_of(cast: Cast, who: str) -> Client:
    client = Client()
    client.force_login(cast[who])
    return client


def typed(**changes: object) -> dict[str, object]:
    """The form as a browser sends it."""
    return {
        "title": "Soup in the old dairy",
        "language": "en",
        "summary": SUMMARY,
        "country": "LV",
        "place": "Vējupe",
        "steps": "They asked the shop\r\n\r\nThey cooked",
        "challenge": ["loneliness"],
        "speaks_for": "",
        **changes,
    }


def status(client: Client, address: str) -> int:
    """What is answered, read to its end."""
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)  # type: ignore[arg-type]
    return answer.status_code


def body(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.content.decode()


def test_an_officer_tells_of_a_practice_and_sends_it(vocabulary: None, cast: Cast) -> None:
    a_town(cast, "town")
    client = client_of(cast, "town")
    assert 'value="Vējupe"' in body(client, "/en/contributions/new/")

    answer = client.post("/en/contributions/new/", typed(speaks_for="vejupe-lv"))

    found = Contribution.objects.get()
    address = f"/en/contributions/{found.ref}/"
    assert answer.headers["Location"] == address
    assert (found.place.key, found.draft["steps"]) == ("vejupe-lv", ["They asked the shop", "They cooked"])  # type: ignore[union-attr]
    shown = body(client, address)
    assert "You do not say how you know what came of it." in shown
    assert "Neither euros nor hours are given." in shown
    client.post(address + "act/", {"act": "send"})
    found.refresh_from_db()
    assert found.state == "sent"
    assert "Sent: waits for the first check" in body(client, "/en/contributions/")


def test_a_form_with_an_error_keeps_what_was_typed(vocabulary: None, cast: Cast, now: datetime) -> None:
    found = a_contribution(cast, now)
    client = client_of(cast, "town")

    answer = client.post(
        f"/en/contributions/{found.ref}/write/",
        typed(version=1, start_year="soon", what_failed="<b>The oven</b>", end_year="2020"),
    )

    shown = answer.content.decode()
    assert "&lt;b&gt;The oven&lt;/b&gt;" in shown
    assert 'value="soon"' in shown
    found.refresh_from_db()
    assert found.version == 1


def test_a_colleague_who_comes_late_sees_both_texts(vocabulary: None, cast: Cast, now: datetime) -> None:
    place = a_town(cast, "town", "colleague")
    found = a_contribution(cast, now, place=place)
    address = f"/en/contributions/{found.ref}/write/"
    client_of(cast, "town").post(address, typed(version=1, speaks_for=place.key, title="What Ilze typed"))
    late = client_of(cast, "colleague")

    answer = late.post(address, typed(version=1, speaks_for=place.key, title="What Jānis typed"))

    shown = answer.content.decode()
    found.refresh_from_db()
    assert found.title == "What Ilze typed"
    assert "What Ilze typed" in shown
    assert 'value="What Jānis typed"' in shown
    assert '<input type="hidden" name="version" value="2"' in shown
    assert late.post(address, typed(version=2, speaks_for=place.key, title="Both")).status_code == 302
    found.refresh_from_db()
    assert found.title == "Both"


def test_everybody_else_finds_nothing(vocabulary: None, cast: Cast, now: datetime) -> None:
    place = a_town(cast, "town", "colleague")
    found = a_contribution(cast, now, place=place)
    address = f"/en/contributions/{found.ref}/"
    photo = services.add_photo(
        actor=cast.actor("town"), contribution=found, upload=a_picture(), alt="", licence="", credit="", now=now
    )

    for who in ("town", "colleague", "editor", "coordinator"):
        assert client_of(cast, who).get(address).status_code == 200, who
        assert status(client_of(cast, who), f"/en/practices/photos/{photo.ref}/small/") == 200, who
    for who in ("othertown", "mentor", "juror1", "partner"):
        client = client_of(cast, who)
        for spot in ("", "write/", "photos/"):
            assert client.get(address + spot).status_code == 404, (who, spot)
        assert client.post(address + "act/", {"act": "take-back"}).status_code == 404
        assert client.get(f"/en/practices/photos/{photo.ref}/small/").status_code == 404
        assert client.get("/en/contributions/review/").status_code == 404
    assert Client().get(address).status_code == 302
    assert Client().get(f"/en/practices/photos/{photo.ref}/small/").status_code == 404


def test_an_editor_sends_it_back_and_a_second_person_makes_it_public(
    vocabulary: None, cast: Cast, now: datetime
) -> None:
    found = sent(cast, a_contribution(cast, now), now)
    address, editor = f"/en/contributions/{found.ref}/", client_of(cast, "editor")
    assert found.title in body(editor, "/en/contributions/review/")
    assert f"A practice waits for its first check: {found.title}." in body(editor, "/en/today/")
    refused = editor.post(address + "act/", {"act": "return", "text": " ", "field": ""})
    assert (refused.status_code, "Say why" in refused.content.decode()) == (409, True)

    editor.post(address + "act/", {"act": "return", "text": "Which shop?", "field": "steps"})
    shown = body(client_of(cast, "town"), address)
    assert "Which shop?" in shown
    assert f"Your practice is back with you: {found.title}." in body(client_of(cast, "town"), "/en/today/")
    assert "What was done, step by step" in shown
    sent(cast, Contribution.objects.get(), now)
    editor.post(address + "act/", {"act": "check"})
    assert "You made the first check. A second person decides." in body(editor, address)
    assert found.title not in body(editor, "/en/today/")
    assert f"A practice waits for your decision: {found.title}." in body(client_of(cast, "coordinator"), "/en/today/")
    client_of(cast, "coordinator").post(address + "act/", {"act": "accept"})

    practice = Practice.objects.get()
    page = body(Client(), f"/en/practices/{practice.key}/")
    assert "Told here by those who did it, and checked by editors." in page
    assert "Told in our own words" not in page
    assert "Which shop?" not in page


def test_a_public_photo_has_words_and_a_licence_and_carries_nothing_of_the_camera(
    vocabulary: None, cast: Cast, now: datetime
) -> None:
    found, town = a_contribution(cast, now), client_of(cast, "town")
    address = f"/en/contributions/{found.ref}/photos/"
    exif = Image.Exif()
    exif[0x010F] = "Camera of Ilze"
    content = BytesIO()
    Image.new("RGB", (900, 600), "teal").save(content, format="JPEG", exif=exif)
    upload = SimpleUploadedFile("pot.jpg", content.getvalue())
    town.post(address, {"photo": upload, "alt": 'A "pot"', "licence": "CC-BY-4.0", "credit": "Ilze O."})
    photo = queries.photos_of(found)[0]

    practice = published(cast, found, now)

    shown = body(Client(), f"/en/practices/{practice.key}/")
    assert 'alt="A &quot;pot&quot;"' in shown
    assert "Photo: Ilze O." in shown
    assert ">CC BY 4.0</a>" in shown
    answer = Client().get(f"/en/practices/photos/{photo.ref}/small/")
    seen = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    assert (answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == ("image/jpeg", "inline")
    assert (Image.open(BytesIO(seen)).size, b"Camera of Ilze" in seen) == ((640, 427), False)
    services.withdraw_practice(actor=cast.actor("admin"), practice=practice, reason="Asked.", now=now)
    assert Client().get(f"/en/practices/photos/{photo.ref}/small/").status_code == 404


def test_a_withdrawn_practice_says_that_it_is_gone_when_and_why(vocabulary: None, cast: Cast, now: datetime) -> None:
    practice = published(cast, a_contribution(cast, now), now)
    address, town = f"/en/practices/{practice.key}/", client_of(cast, "town")
    assert "Withdraw this practice" in body(town, address)
    assert "Withdraw this practice" not in body(client_of(cast, "othertown"), address)
    assert client_of(cast, "othertown").post(address + "withdraw/", {"reason": "x"}).status_code == 404

    town.post(address + "withdraw/", {"reason": "The dairy <burnt> down."})

    for spot in ("", "history/"):
        shown = body(Client(), address + spot, status=410)
        assert "Soup in the old dairy" in shown
        assert "The dairy &lt;burnt&gt; down." in shown
        assert "24 November 2026" in shown or "November" in shown
        assert "They cooked" not in shown
    assert town.post(address + "improve/").status_code == 404


def test_the_history_shows_what_changed_field_by_field(
    vocabulary: None, cast: Cast, office: Actor, now: datetime
) -> None:
    services.import_practices(actor=office, records=[a_record(id="one", challenge=["loneliness"])], now=now)
    changed = a_record(id="one", challenge=["depopulation"], summary="Neighbours danced in a barn.", budget_eur=1500)
    services.import_practices(actor=office, records=[changed], now=now)

    shown = body(Client(), "/en/practices/one/history/")

    assert "Neighbours <del>played</del><ins>danced</ins> in a barn." in shown
    assert "<ins>1,500</ins>" in shown
    assert "From version 1 to version 2" in shown
    assert "There is no difference." in body(Client(), "/en/practices/one/history/?from=2&to=2")
    assert "From version 1 to version 2" in body(Client(), "/en/practices/one/history/?from=9&to=x")


def test_improving_begins_one_contribution_for_all_colleagues(vocabulary: None, cast: Cast, now: datetime) -> None:
    place = a_town(cast, "town", "colleague")
    practice = published(cast, a_contribution(cast, now, place=place), now)
    address = f"/en/practices/{practice.key}/improve/"

    first = client_of(cast, "town").post(address)
    second = client_of(cast, "colleague").post(address)

    change = Contribution.objects.get(state="draft")
    assert first.headers["Location"] == f"/en/contributions/{change.ref}/write/"
    assert second.headers["Location"] == f"/en/contributions/{change.ref}/"
    assert client_of(cast, "othertown").post(address).status_code == 404


def test_the_office_brings_a_file_in_or_learns_every_fault_by_its_line(vocabulary: None, cast: Cast) -> None:
    office, address = client_of(cast, "coordinator"), "/en/office/practices/file/"
    line = b'{"id": "one", "title": "One", "country": "LV", "summary": "S", "source_url": "https://a.test/"}\n'
    broken = line + b'{"id": "Two"}\nnothing\n'

    answer = office.post(address, {"file": SimpleUploadedFile("p.jsonl", broken)})

    shown = answer.content.decode()
    assert (answer.status_code, Practice.objects.count()) == (422, 0)
    assert "Line 2:" in shown
    assert "Line 3:" in shown
    assert office.post(address, {"file": SimpleUploadedFile("p.jsonl", line)}).status_code == 302
    assert Practice.objects.get().key == "one"
    assert client_of(cast, "town").get(address).status_code == 404


def test_somebody_else_s_draft_is_pointed_out_without_its_words(vocabulary: None, cast: Cast, now: datetime) -> None:
    a_contribution(cast, now, who="othertown", title="Soup in the old dairy of ours")
    found = a_contribution(cast, now)

    shown = body(client_of(cast, "town"), f"/en/contributions/{found.ref}/")

    assert "somebody else is writing about it now" in shown
    assert "dairy of ours" not in shown
    assert "dairy of ours" in body(client_of(cast, "editor"), f"/en/contributions/{found.ref}/")


@pytest.mark.parametrize(
    ("who", "address"),
    [("town", "/en/contributions/"), ("editor", "/en/contributions/review/"), ("town", "/en/contributions/{ref}/")],
)
def test_a_list_costs_the_same_for_one_row_and_for_hundreds(
    vocabulary: None, cast: Cast, now: datetime, who: str, address: str
) -> None:
    place = a_town(cast, "town")
    found = sent(cast, a_contribution(cast, now, place=place), now)
    services.comment_on_contribution(actor=cast.actor("editor"), contribution=found, text="Good.", field="", now=now)
    client, page = client_of(cast, who), address.format(ref=found.ref)

    def cost() -> int:
        client.get(page)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(page).status_code == 200
        return len(seen)

    few = cost()
    copies(found, 300)
    copies(found.comments.get(), 300)

    assert cost() == few <= 12


def test_the_public_page_costs_no_more_with_many_photos(vocabulary: None, cast: Cast, now: datetime) -> None:
    found = a_contribution(cast, now)
    add = {
        "actor": cast.actor("town"),
        "contribution": found,
        "alt": "A",
        "licence": "CC0-1.0",
        "credit": "",
        "now": now,
    }
    services.add_photo(upload=a_picture(), **add)
    practice = published(cast, found, now)
    page = f"/en/practices/{practice.key}/"
    Client().get(page)
    with CaptureQueriesContext(connection) as few:
        body(Client(), page)
    copies(queries.public_photos(practice)[0], 50)

    with CaptureQueriesContext(connection) as many:
        assert body(Client(), page).count("<figure") == 51

    assert len(many) == len(few) <= 12


def test_the_draft_of_a_practice_with_other_fields_survives_the_form(
    vocabulary: None, cast: Cast, now: datetime
) -> None:
    found = a_contribution(cast, now, title_original="Zupa", title_original_lang="lv", lat=56.5, lon=25.1)
    client = client_of(cast, "town")

    client.post(f"/en/contributions/{found.ref}/write/", typed(version=1))

    kept = Contribution.objects.get().draft
    assert (kept["title_original"], kept["lat"], kept["place"]) == ("Zupa", 56.5, "Vējupe")
    assert "evidence" not in kept
    assert a_draft()["evidence"] == "A list at the door"
