"""The applicant's pages, as each member of the cast meets them. The clock of the pages stands at `OPENS`."""

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from pearls.calls import services
from pearls.calls.models import Application, Comment, Member, Submission
from pearls.calls.rules import Right, State
from pearls.documents.models import DocumentField, Rival
from pearls.files.services import store_file
from pearls.kernel.actor import Actor
from pearls.people.models import Person
from pearls.places import services as place_services
from pearls.places.models import Place
from pearls.programme.models import Edition
from tests.calls.conftest import CLOSES, OPENS, Town, let_speak, make_place
from tests.cast import Cast

CLOCKS = ("pearls.calls.views.town.utc_now", "pearls.calls.views.sections.utc_now", "pearls.calls.views.team.utc_now")


class Clock:
    """The clock that the pages read; a test may set it."""

    now = OPENS


@pytest.fixture(autouse=True)
def clock() -> Iterator[Clock]:
    clock = Clock()
    patches = [mock.patch(name, lambda: clock.now) for name in CLOCKS]
    for patch in patches:
        patch.start()
    yield clock
    for patch in patches:
        patch.stop()


def as_(cast: Cast, key: str) -> Client:
    client = Client()
    client.force_login(cast[key])
    return client


def writing(client: Client, address: str) -> dict[str, str]:
    """The hidden fields of a section's form, as a browser would send them back."""
    page = client.get(address).content.decode()
    return dict(re.findall(r'<input type="hidden" name="([^"]+)"[^>]*? value="([^"]*)"', page))


def test_a_town_finds_its_place_begins_writes_sends_and_reads_its_receipt(
    cast: Cast, edition: Edition, place: Place, clock: Clock
) -> None:
    let_speak(cast.town, place)
    client = as_(cast, "town")
    assert "Smiltene" in client.get("/en/applications/begin/demo-open/").content.decode()
    assert client.get("/en/applications/begin/demo-open/?place=smiltene-lv").status_code == 200

    client.post("/en/applications/begin/demo-open/", {"place": "smiltene-lv"})
    base = f"/en/applications/{Application.objects.get().ref}/"
    assert "Why?" in client.get(base).content.decode()
    page = f"{base}write/content/"
    answer = {**writing(client, page), "q-motivation": "Because culture heals.", "then": "next"}
    assert client.post(page, answer)["Location"] == f"{base}write/people/"
    sent = client.post(f"{base}send/", follow=True)

    receipt = sent.content.decode()
    submission = Submission.objects.get()
    assert submission.snapshot.sha256 in receipt
    assert submission.snapshot.answers == {"motivation": "Because culture heals."}
    pdf = client.get(f"/en/applications/receipts/{submission.ref}.pdf").content
    assert "Smiltene" in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert "Because culture heals." in client.get(f"/en/applications/sent/{submission.ref}/").content.decode()


# What each member of the cast is told at each page of the town's application.
PAGES = ("", "write/content/", "preview/", "send/", "people/", "partners/", "withdraw/", "history/motivation/")


@pytest.mark.parametrize("path", PAGES)
def test_an_application_is_there_for_its_people_alone(town: Town, path: str) -> None:
    address = f"/en/applications/{town.application.ref}/{path}"
    seen = {key: as_(town.cast, key).get(address).status_code for key in town.cast.people}

    assert {key for key, status in seen.items() if status == 200} == {"town"}
    assert {status for key, status in seen.items() if key != "town"} == {404}
    assert Client().get(address).status_code == 302


POSTS = ("autosave/", "presence/", "send/", "withdraw/", "people/", "partners/", "remarks/content/", "rivals/x/")


@pytest.mark.parametrize("path", POSTS)
def test_forged_posts_of_strangers_change_nothing(town: Town, path: str) -> None:
    town.answer("Because.")
    address = f"/en/applications/{town.application.ref}/{path}"
    forged = {"question": "motivation", "q-motivation": "Graffiti", "text": "Graffiti", "email": "x@demo.test"}

    for key in ("othertown", "colleague", "juror1", "mentor", "coordinator"):
        assert as_(town.cast, key).post(address, forged).status_code == 404

    assert DocumentField.objects.get().value == "Because."
    assert town.reload().state == State.DRAFT
    assert (Comment.objects.count(), Member.objects.count(), Submission.objects.count()) == (0, 1, 0)


def test_a_receipt_is_for_the_people_of_the_place_and_the_office(town: Town) -> None:
    town.answer("Because.")
    address = f"/en/applications/receipts/{town.send().ref}/"
    seen = {key: as_(town.cast, key).get(address).status_code for key in town.cast.people}

    assert {key for key, status in seen.items() if status == 200} == {"town", "coordinator", "admin"}


@pytest.mark.parametrize(
    ("right", "may_comment", "may_write"), [("view", False, False), ("comment", True, False), ("edit", True, True)]
)
def test_a_colleague_does_what_the_right_allows(town: Town, right: str, may_comment: bool, may_write: bool) -> None:
    town_page, colleague = as_(town.cast, "town"), as_(town.cast, "colleague")
    base = f"/en/applications/{town.application.ref}/"
    town_page.post(f"{base}people/", {"email": "colleague@demo.test", "right": right})
    token = Member.objects.get(person=None).token
    colleague.post(f"/en/applications/invitations/{token}/")

    colleague.post(f"{base}remarks/content/", {"text": "A remark."})
    saved = colleague.post(
        f"{base}autosave/", {"question": "motivation", "q-motivation": "Mine.", "r-motivation": "0", "writer": "tab"}
    )

    assert Comment.objects.exists() == may_comment
    assert (saved.status_code == 200) == may_write


def test_autosave_stops_at_the_deadline_and_says_so(town: Town, clock: Clock) -> None:
    client, address = as_(town.cast, "town"), f"/en/applications/{town.application.ref}/autosave/"
    form = {"question": "motivation", "q-motivation": "In time.", "r-motivation": "0", "writer": "tab"}
    clock.now = CLOSES
    assert client.post(address, form).json()["state"] == "saved"

    clock.now = datetime.fromisoformat("2026-12-18T23:00:00+00:00")
    late = client.post(address, {**form, "q-motivation": "Late."})

    assert (late.status_code, late.json()["sentence"]) == (403, "The call has closed.")
    assert DocumentField.objects.get().value == "In time."


def test_two_tabs_that_change_the_same_words_both_keep_their_text(town: Town) -> None:
    client, address = as_(town.cast, "town"), f"/en/applications/{town.application.ref}/autosave/"
    form = {"question": "motivation", "r-motivation": "0"}
    client.post(address, {**form, "q-motivation": "One text.", "writer": "tab-one"})

    answer = client.post(address, {**form, "q-motivation": "Another text.", "writer": "tab-two"})

    assert answer.status_code == 409
    assert Rival.objects.get().value == "Another text."
    assert DocumentField.objects.get().value == "One text."


def test_the_preview_hides_private_answers_which_the_town_itself_reads(town: Town) -> None:
    town.answer("Because.")
    services.save_answer(
        actor=town.cast.actor("town"),
        application=town.application,
        question_id="phone",
        raw="+371 2000",
        base_revision=0,
        writer="tab",
        now=OPENS,
    )
    base = f"/en/applications/{town.application.ref}/"
    client = as_(town.cast, "town")

    assert "+371 2000" in client.get(f"{base}write/people/").content.decode()
    preview = client.get(f"{base}preview/").content.decode()
    assert "Because." in preview
    assert "+371 2000" not in preview


def test_a_file_of_another_application_is_not_to_be_had(town: Town) -> None:
    address = f"/en/applications/{town.application.ref}/files/abcdefghjkmnpqrs/"

    assert as_(town.cast, "town").get(address).status_code == 404


def test_a_late_link_is_opened_by_whoever_holds_its_secret(town: Town, after_close: datetime, clock: Clock) -> None:
    link = services.give_late_link(
        actor=town.cast.actor("coordinator"),
        edition=town.edition,
        place=town.application.place,
        until=CLOSES.replace(day=30),
        reason="The power was cut.",
        now=after_close,
    )
    clock.now = after_close
    client = as_(town.cast, "town")

    assert "The power was cut." in client.get(f"/en/applications/late/{link.secret}/").content.decode()
    opened = client.post(f"/en/applications/late/{link.secret}/")

    assert opened["Location"] == f"/en/applications/{town.application.ref}/"
    assert client.get("/en/applications/late/abcdefgh/").status_code == 404


def test_the_form_is_read_and_printed_before_anybody_signs_up(edition: Edition) -> None:
    page = Client().get("/en/forms/demo-open/")

    assert page.status_code == 200
    assert "Why?" in page.content.decode()
    assert Client().get("/en/forms/demo-open/plan/").status_code == 200
    assert Client().get("/en/forms/no-such/").status_code == 404


def test_a_team_is_named_on_its_page(town: Town) -> None:
    make_place("cesis-lv", "Cēsis")
    client, address = as_(town.cast, "town"), f"/en/applications/{town.application.ref}/partners/"

    client.post(address, {"place": "cesis-lv", "act": "add"})
    assert "Cēsis" in client.get(address).content.decode()
    client.post(address, {"place": "cesis-lv", "act": "remove"})

    assert not town.reload().is_team


def test_a_colleague_is_given_another_right_and_taken_off(town: Town) -> None:
    member = services.invite_member(
        actor=town.cast.actor("town"), application=town.application, email="x@demo.test", right=Right.VIEW, now=OPENS
    )
    client = as_(town.cast, "town")
    address = f"/en/applications/{town.application.ref}/people/{member.ref}/"

    client.post(address, {"right": "edit"})
    assert Member.objects.get(pk=member.pk).right == Right.EDIT
    client.post(address, {"right": "remove"})

    assert Member.objects.get(pk=member.pk).ended_at is not None
    assert client.post(address, {"right": "owner"}).status_code == 404


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_the_list_of_applications_costs_the_same_for_one_and_for_many(town: Town) -> None:
    client = as_(town.cast, "town")
    one = cost(client, "/en/applications/")
    for number in range(12):
        place = make_place(f"town-{number}", f"Town {number}")
        let_speak(town.cast.town, place)
        services.begin_application(actor=town.cast.actor("town"), edition=town.edition, place=place, now=OPENS)

    assert cost(client, "/en/applications/") == one <= 12


def test_an_application_with_many_colleagues_and_remarks_costs_the_same(town: Town) -> None:
    client, base = as_(town.cast, "town"), f"/en/applications/{town.application.ref}/"
    pages = [base, f"{base}write/content/", f"{base}people/"]
    for page in pages:
        client.get(page)  # the first visit notes that somebody is here
    before = [cost(client, page) for page in pages]
    for number in range(15):
        person = Person.objects.create_user(f"p{number}@demo.test", name=f"Person {number}")
        Member.objects.create(
            application=town.application, person=person, email=person.email, right=Right.EDIT, invited_at=OPENS
        )
        Comment.objects.create(
            application=town.application,
            document=town.application.document,
            section="content",
            text="Hm.",
            author=person,
            written_at=OPENS,
        )

    assert [cost(client, page) for page in pages] == before
    assert before[0] <= 12


def test_a_question_of_the_office_is_answered_on_the_sending_page(town: Town, clock: Clock) -> None:
    town.answer("Because.")
    town.send()
    clock.now = CLOSES.replace(day=20)
    services.return_for_clarification(
        actor=town.cast.actor("coordinator"),
        application=town.application,
        question="Who answers for it?",
        due_at=CLOSES.replace(day=30),
        now=clock.now,
    )
    client, base = as_(town.cast, "town"), f"/en/applications/{town.application.ref}/"
    assert "Who answers for it?" in client.get(base).content.decode()

    client.post(f"{base}send/", {"answer": ""})
    assert town.reload().state == State.RETURNED
    client.post(f"{base}send/", {"answer": "The municipality."})

    assert town.reload().state == State.SUBMITTED
    assert town.application.clarifications.get().answer == "The municipality."


def test_a_file_that_was_sent_is_read_by_the_office_and_one_in_the_draft_is_not(town: Town) -> None:
    client, base = as_(town.cast, "town"), f"/en/applications/{town.application.ref}/"
    page = f"{base}write/content/"
    letter = SimpleUploadedFile("letter.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    client.post(page, {**writing(client, page), "q-motivation": "Because.", "q-letter": letter, "then": "stay"})
    submission = town.send()
    (sent,) = submission.snapshot.answers["letter"]
    draft = SimpleUploadedFile("later.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    later = store_file(
        actor=town.cast.actor("town"),
        upload=draft,
        owner=town.application.document.file_owner,
        allowed=frozenset({"pdf"}),
        now=OPENS,
    )
    address = f"/en/applications/sent/{submission.ref}/files/"

    seen = {}
    for key in town.cast.people:
        answer = as_(town.cast, key).get(f"{address}{sent['ref']}/")
        seen[key] = answer.status_code
        b"".join(answer.streaming_content if answer.streaming else ())  # closes the file, and not the database too

    assert {key for key, status in seen.items() if status == 200} == {"town", "coordinator", "admin"}
    assert as_(town.cast, "coordinator").get(f"{address}{later.ref}/").status_code == 404


def test_invented_places_are_found_in_a_rehearsal_alone(town: Town, office: Actor) -> None:
    place_services.load_demonstration_places(actor=office, now=OPENS)
    client, begin = as_(town.cast, "town"), "/en/applications/begin/demo-open/?q=vejupe"
    partners = f"/en/applications/{town.application.ref}/partners/?q=vejupe"

    for is_rehearsal in (True, False):
        Edition.objects.filter(key="demo-open").update(is_demonstration=is_rehearsal)
        assert ["vejupe-lv" in client.get(page).content.decode() for page in (begin, partners)] == [is_rehearsal] * 2
