"""The pages: what the town sees, what the office and the second reader do, and what stays shut to everybody else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from pearls.calls.models import Application
from pearls.complaints import services
from pearls.complaints.models import Complaint
from pearls.programme.models import Entry
from pearls.selection.models import Panel, Score
from pearls.web.formats import day_words, tied
from tests.cast import Cast
from tests.complaints.case import OFFICE, WORDS, filed, published, text
from tests.selection.room import Room

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

REMARK = "Naive, says juror three"


@pytest.fixture
def room(cast: Cast) -> Room:
    """Public since this morning, by the clock that the pages read."""
    found = published(cast)
    Panel.objects.update(published_at=datetime.now(UTC) - timedelta(hours=1))
    Score.objects.filter(assessment__dossier=text(found)).update(comment=REMARK)
    return found


def as_(cast: Cast, who: str) -> Client:
    client = Client()
    if who:
        client.force_login(cast[who])
    return client


def seen(client: Client, name: str, *arguments: object) -> str:
    return client.get(reverse(f"complaints:{name}", args=arguments)).content.decode()


def codes(cast: Cast, whom: list[str], name: str, *arguments: object) -> dict[str, int]:
    return {who: as_(cast, who).get(reverse(f"complaints:{name}", args=arguments)).status_code for who in whom}


def application(town: str = "delta") -> Application:
    return Application.objects.get(place__key=town)


def test_a_town_reads_its_outcome_each_criterion_and_no_word_of_an_assessor(room: Room) -> None:
    cast, ref = room.cast, application().ref
    others = ["othertown", "juror1", "mentor", "coordinator", ""]

    first = seen(as_(cast, "town"), "outcome", ref)

    assert "Passed over: Latvia has as many titles as a country may have, through Alfa." in first
    assert "The mean of 3 assessments." in first
    assert 'class="number">8<' in first
    assert "The reasons in words follow." in first
    assert REMARK not in first
    assert codes(cast, others, "outcome", ref) == dict.fromkeys(others[:-1], 404) | {"": 302}


def test_the_office_begins_with_the_remarks_and_the_town_reads_what_it_sent(room: Room) -> None:
    cast, dossier = room.cast, text(room)
    office = as_(cast, "coordinator")
    assert REMARK in seen(office, "reasons", dossier.ref)
    body = {f"reason-{item.id}": "Bells that ring for all." for item in room.panel.stage_rules.criteria}

    saved = office.post(reverse("complaints:reasons", args=[dossier.ref]), body | {"language": "en", "act": "save"})
    assert saved.status_code == 302
    assert "Bells" not in seen(as_(cast, "town"), "outcome", application().ref)
    office.post(reverse("complaints:reasons", args=[dossier.ref]), body | {"language": "en", "act": "send"})

    assert "Bells that ring for all." in seen(as_(cast, "town"), "outcome", application().ref)
    letter = as_(cast, "town").get(reverse("complaints:outcome-letter", args=[application().ref, dossier.ref]))
    assert (letter["Content-Type"], letter.content[:5]) == ("application/pdf", b"%PDF-")
    assert "1 of 5 sent" in seen(office, "reasons-list", room.panel.ref)
    whom = ["coordinator", "chair", "juror1", "town"]
    assert codes(cast, whom, "reasons-list", room.panel.ref) == dict(zip(whom, [200, 200, 404, 404], strict=True))


def test_a_town_is_told_the_day_by_which_reasons_follow(room: Room) -> None:
    day = datetime.now(UTC) + timedelta(days=9)
    office = as_(room.cast, "coordinator")

    office.post(reverse("complaints:reasons-day", args=[room.panel.ref]), {"due_on": f"{day:%Y-%m-%d}"})

    assert tied(day_words(day.date(), "en")) in seen(as_(room.cast, "town"), "outcome", application().ref)


def test_a_complaint_is_written_read_and_answered_on_pages(room: Room) -> None:
    cast, dossier, ref = room.cast, text(room), application().ref
    town, office = as_(cast, "town"), as_(cast, "coordinator")
    address = reverse("complaints:complain", args=[ref, dossier.ref])
    assert town.post(address, {"text": ""}).status_code == 422

    sent = town.post(address, {"grounds": ["conflict", "procedure"], "text": WORDS}, follow=True).content.decode()

    complaint = Complaint.objects.get()
    assert complaint.ref in sent and complaint.sha256 in sent and "20 working days left" in sent
    mine = reverse("complaints:office-complaint", args=[complaint.ref])
    office.post(mine, {"act": "admit", "reason": ""})
    office.post(mine, {"act": "reader", "reader": cast["editor"].ref})
    read = as_(cast, "editor").get(reverse("complaints:read", args=[complaint.ref])).content.decode()
    assert WORDS.replace("'", "&#x27;") in read and "Assessor 3" in read and cast["juror1"].name in read
    as_(cast, "editor").post(
        reverse("complaints:read", args=[complaint.ref]), {"result": "upheld", "text": "The rule was not kept."}
    )
    assert "The rule was not kept." not in seen(town, "complaint", complaint.ref)
    body = {"act": "decide", "result": "upheld", "text": "You are right.", "measure": "none"}
    assert office.post(mine, body).status_code == 302

    assert "You are right." in seen(town, "complaint", complaint.ref)
    assert as_(cast, "editor").get(reverse("complaints:read", args=[complaint.ref])).status_code == 404


def test_names_are_shown_to_the_reader_only_where_the_complaint_is_about_a_conflict(room: Room) -> None:
    complaint = filed(room, at=datetime.now(UTC), grounds=("facts",), words="Our budget was read as zero.")
    office, now = room.cast.actor("coordinator"), datetime.now(UTC)
    services.check_complaint(actor=office, complaint=complaint, admits=True, reason="", now=now)
    services.name_reader(actor=office, complaint=complaint, person=room.cast["editor"], now=now)

    read = seen(as_(room.cast, "editor"), "read", complaint.ref)

    assert "Assessor 1" in read
    assert not [name for name in ("juror1", "juror2", "juror3", "chair") if room.cast[name].name in read]


def test_nobody_else_learns_of_a_complaint_before_its_outcome_and_then_nothing_of_whose_it_was(room: Room) -> None:
    cast, complaint = room.cast, filed(room, at=datetime.now(UTC))
    edition = reverse("site:edition", args=[room.panel.edition.key])
    others = ["othertown", "juror1", "chair", "mentor", "editor", "partner", "finance", "committee"]
    doors = [reverse(f"complaints:{name}", args=[complaint.ref]) for name in ("complaint", "receipt", "read")]
    doors += [reverse("complaints:office-complaint", args=[complaint.ref])]

    for who in others:
        client = as_(cast, who)
        assert [client.get(door).status_code for door in doors] == [404] * 4, who
        assert "omplaint" not in client.get(reverse("site:today")).content.decode(), who
    for who in ("", "juror1", "coordinator"):
        assert "omplaint" not in as_(cast, who).get(edition).content.decode(), who

    now = datetime.now(UTC)
    office = cast.actor("coordinator")
    services.check_complaint(actor=office, complaint=complaint, admits=False, reason="About taste.", now=now)

    public = as_(cast, "").get(edition).content.decode()
    assert "Not admissible" in public and "Somebody with a conflict of interest took part" in public
    assert not [word for word in ("taste", "Gunta", complaint.ref) if word in public]


def record_candidate(room: Room) -> None:
    """The public record names delta a candidate, as the pre-selection writes it."""
    place = text(room).place
    Entry.objects.update_or_create(
        edition=room.panel.edition, place=place, defaults={"outcome": "candidate", "name": "Delta", "country": "LV"}
    )


def test_a_title_has_nothing_to_complain_of_and_a_town_joins_the_network_with_one_click(room: Room) -> None:
    cast, alfa = room.cast, application("alfa")
    page = seen(as_(cast, "othertown"), "outcome", alfa.ref)
    assert "You may complain" not in page
    assert codes(cast, ["othertown"], "complain", alfa.ref, text(room, "alfa").ref) == {"othertown": 404}

    record_candidate(room)
    assert "Join as Delta" in seen(as_(cast, "town"), "outcome", application().ref)
    body = {"visibility": "network", "language": "en", "languages": "en"}
    as_(cast, "town").post(f"{reverse('network:join')}?place=delta", body)
    assert "Delta is in the network." in seen(as_(cast, "town"), "outcome", application().ref)


def test_papers_and_the_office_that_enters_one(room: Room) -> None:
    cast, dossier, ref = room.cast, text(room), application().ref
    blank = as_(cast, "town").get(reverse("complaints:complain-blank", args=[ref, dossier.ref]))
    assert blank.content[:5] == b"%PDF-"
    body = {"received_on": f"{datetime.now(UTC):%Y-%m-%d}", "grounds": "facts", "text": "Zero is not our budget."}

    as_(cast, "coordinator").post(reverse("complaints:office-enter", args=[dossier.ref]), body)

    complaint = Complaint.objects.get()
    receipt = as_(cast, "town").get(reverse("complaints:receipt", args=[complaint.ref]))
    assert complaint.came_on_paper and receipt.content[:5] == b"%PDF-"
    as_(cast, "town").post(reverse("complaints:withdraw", args=[complaint.ref]))
    assert Complaint.objects.get().state == "withdrawn"


def test_pages_cost_the_same_few_queries(room: Room, django_assert_max_num_queries: object) -> None:
    complaint = filed(room, at=datetime.now(UTC))
    services.check_complaint(actor=OFFICE, complaint=complaint, admits=True, reason="", now=datetime.now(UTC))
    services.name_reader(actor=OFFICE, complaint=complaint, person=room.cast["editor"], now=datetime.now(UTC))
    town, office, editor = (as_(room.cast, who) for who in ("town", "coordinator", "editor"))
    for client, name, ref in (
        (town, "outcome", application().ref),
        (town, "complaint", complaint.ref),
        (office, "office-list", None),
        (office, "office-complaint", complaint.ref),
        (office, "reasons-list", room.panel.ref),
        (office, "reasons", text(room).ref),
        (editor, "read", complaint.ref),
    ):
        with django_assert_max_num_queries(12, info=name):  # type: ignore[operator]
            client.get(reverse(f"complaints:{name}", args=[ref] if ref else []))
