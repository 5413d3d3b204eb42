"""The acts: reasons reach their place, complaints go from the receipt to an outcome, and nobody hears of them early."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from pearls.audit.models import Entry, PersonalDetail
from pearls.calls import queries as call_queries
from pearls.complaints import queries, services
from pearls.complaints.models import Complaint, Feedback
from pearls.complaints.services.filing import hash_of
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.people import services as people
from pearls.people.queries import actor_of
from pearls.programme import services as programme
from pearls.selection.models import Score
from pearls.today.models import Line
from tests.cast import Cast
from tests.complaints.case import NOW, OFFICE, WORDS, filed, panel_of, proposed, published, taken_on, text
from tests.selection.room import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(cast: Cast) -> Room:
    return published(cast)


def refused(call: Callable[..., object], **arguments: Any) -> str:
    with pytest.raises(NotAllowed) as problem:
        call(**arguments)
    return problem.value.verdict.reason


def all_reasons(room: Room, words: str = "Clear goals.") -> dict[str, str]:
    return {criterion.id: words for criterion in room.panel.stage_rules.criteria}


def letters() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for message in Message.objects.order_by("to"):
        found.setdefault(message.kind, []).append(message.to.partition("@")[0])
    return found


def lines() -> set[tuple[str, str]]:
    return {(line.code, line.role or str(line.person or line.place)) for line in Line.objects.all()}


def test_reasons_are_a_draft_until_all_are_written_and_sent(room: Room) -> None:
    office, dossier = room.cast.actor("coordinator"), text(room)
    first = room.panel.stage_rules.criteria[0].id
    given = {"actor": office, "dossier": dossier, "now": NOW}
    services.word_reasons(**given, reasons={first: " Clear goals. ", "unknown": "x"}, language="en")

    assert refused(services.send_reasons, **given) == "reasons-missing"
    [before] = queries.texts_of(room_application(room))
    assert before.feedback is None

    services.word_reasons(**given, reasons=all_reasons(room), language="lv")
    services.send_reasons(**given)

    [after] = queries.texts_of(room_application(room))
    assert after.feedback is not None and after.feedback.language == "lv"
    assert queries.reasons_of([after.feedback]) == {after.feedback.pk: all_reasons(room)}
    assert letters() == {"reasons-ready": ["town"]}
    assert ("reasons-ready", "Delta") in lines()
    assert refused(services.word_reasons, **given, reasons={}, language="en") == "reasons-sent"
    assert refused(services.send_reasons, **given) == "reasons-sent"


def room_application(room: Room, town: str = "delta") -> Any:
    return call_queries.application_by_ref(text(room, town).application_ref)


def test_points_are_the_means_that_the_ranking_counted(room: Room) -> None:
    [shown] = queries.texts_of(room_application(room))

    assert shown.assessments == 3
    assert set(shown.points.values()) == {8}
    assert shown.signed_reason["code"] == "country-limit"


def test_remarks_are_gathered_without_names(room: Room) -> None:
    first = room.panel.stage_rules.criteria[0].id
    scores = Score.objects.filter(assessment__dossier=text(room), criterion=first)
    for number, score in enumerate(scores.order_by("pk")):
        score.comment = f"Remark {number % 2}"
        score.save()

    assert queries.comments_on(text(room)) == {first: ["Remark 0", "Remark 0", "Remark 1"]}


def test_a_complaint_has_a_number_a_hash_a_clock_and_is_known_to_its_town_and_the_office(room: Room) -> None:
    complaint = filed(room)

    assert complaint.sha256 == hash_of(salt=complaint.salt, grounds=["conflict"], text=WORDS)
    assert complaint.answer_by.isoformat() == "2027-11-29T22:59:59+00:00"  # 20 working days later, in Brussels
    assert letters() == {"complaint-received": ["town"], "complaint-came": ["admin", "coordinator"]}
    assert {who for code, who in lines() if code == "complaint-waits"} == {"coordinator", "admin"}
    entry = Entry.objects.get(act="complaint-filed")
    assert WORDS not in str(entry.data)
    assert PersonalDetail.objects.get(entry=entry).details == {"text": WORDS}


def test_whoever_may_not_complain_is_refused(room: Room) -> None:
    given = {"grounds": ["facts"], "text": "x", "language": "en"}
    town, late = room.cast.actor("town"), NOW + timedelta(days=29)

    def complain(**other: Any) -> str:
        return refused(services.file_complaint, **({"actor": town, "dossier": text(room), "now": NOW} | given | other))

    assert complain(actor=room.cast.actor("colleague")) == "not-speaker"
    assert complain(actor=room.cast.actor("coordinator")) == "not-speaker"
    assert complain(actor=room.cast.actor("othertown"), dossier=text(room, "alfa")) == "has-place"
    assert complain(now=late) == "too-late"
    assert complain(grounds=[]) == "needs-ground"
    filed(room)
    assert complain() == "complaint-there"


def test_the_office_enters_what_came_on_paper_as_of_the_day_it_came(room: Room) -> None:
    given = {"dossier": text(room), "grounds": ["facts"], "text": "Our budget was read as zero.", "language": "en"}
    came, now = NOW + timedelta(days=2), NOW + timedelta(days=40)

    assert refused(services.file_complaint, actor=room.cast.actor("town"), received_at=came, now=now, **given) == (
        "not-the-office"
    )
    office = room.cast.actor("coordinator")
    assert refused(services.file_complaint, actor=office, received_at=now, now=came, **given) == "day-to-come"
    complaint = services.file_complaint(actor=office, received_at=came, now=now, **given)

    assert (complaint.filed_at, complaint.came_on_paper) == (came, True)
    assert queries.involved(complaint).get(room.cast["coordinator"].pk) is None


def test_one_taken_back_makes_room_for_another(room: Room) -> None:
    complaint = filed(room)
    services.withdraw_complaint(actor=room.cast.actor("town"), complaint=complaint, now=NOW)

    assert not lines() & {("complaint-waits", "coordinator")}
    assert filed(room).ref != complaint.ref
    assert queries.public_complaints(room.panel.edition) == []


def test_only_people_without_a_part_are_offered_and_taken_as_second_reader(room: Room) -> None:
    cast, office = room.cast, room.cast.actor("coordinator")
    edition = room.panel.edition
    people.begin_mentorship(
        actor=OFFICE, person=cast["mentor"], place=text(room).place, edition_key=edition.key, now=NOW
    )
    programme.grant_role(actor=OFFICE, person=cast["town"], role="partner", edition=edition, now=NOW)  # type: ignore[arg-type]
    services.word_reasons(actor=cast.actor("admin"), dossier=text(room), reasons={}, language="en", now=NOW)
    complaint = filed(room)
    services.check_complaint(actor=office, complaint=complaint, admits=True, reason="", now=NOW)

    offered = {person.email.partition("@")[0] for person in queries.readers_offered(complaint)}

    assert offered == {"coordinator", "committee", "editor", "finance", "finance2", "partner", "juror4", "juror5"}
    for who in ("juror1", "chair", "mentor", "town", "admin"):
        given = {"actor": office, "complaint": complaint, "person": cast[who], "now": NOW}
        assert refused(services.name_reader, **given) == "reader-involved", who
    given = {"actor": office, "complaint": complaint, "person": cast["colleague"], "now": NOW}
    assert refused(services.name_reader, **given) == "not-of-the-programme"


def test_a_complaint_goes_from_the_reader_to_a_decision_by_somebody_else(room: Room) -> None:
    cast, complaint = room.cast, taken_on(room)
    Message.objects.all().delete()
    assert ("complaint-to-read", str(cast["editor"])) in lines()

    given = {"result": "partly-upheld", "text": "She is.", "now": NOW}
    assert refused(services.propose, actor=cast.actor("partner"), complaint=complaint, **given) == "not-the-reader"
    services.propose(actor=cast.actor("editor"), complaint=complaint, **given)
    assert {code for code, _who in lines() if code.startswith("complaint")} == {"complaint-to-decide"}

    services.decide_complaint(actor=cast.actor("coordinator"), complaint=complaint, measure="body-looks-again", **given)

    complaint.refresh_from_db()
    assert (complaint.state, complaint.result) == ("decided", "partly-upheld")
    assert letters() == {"complaint-answered": ["town"]}
    assert {code for code, _who in lines()} >= {"complaint-answered", "complaint-body-looks-again"}
    assert not {code for code, _who in lines()} & {"complaint-waits", "complaint-to-decide", "complaint-to-read"}
    [told] = queries.public_complaints(room.panel.edition)
    assert (told.grounds, told.result) == (["conflict"], "partly-upheld")
    assert text(room).decision.outcome == "not-awarded"  # no complaint changes a result


def test_an_office_that_read_or_judged_does_not_decide(room: Room) -> None:
    cast, complaint = room.cast, filed(room)
    office, admin = cast.actor("coordinator"), cast.actor("admin")
    services.check_complaint(actor=office, complaint=complaint, admits=True, reason="", now=NOW)
    services.name_reader(actor=office, complaint=complaint, person=cast["admin"], now=NOW)
    given = {"complaint": complaint, "result": "upheld", "text": "Yes.", "now": NOW}
    services.propose(actor=admin, **given)

    assert refused(services.decide_complaint, actor=admin, measure="none", **given) == "reader-does-not-decide"
    assert refused(services.decide_complaint, actor=cast.actor("juror1"), measure="none", **given) == "not-the-office"


def test_upheld_the_reasons_become_a_draft_again(room: Room) -> None:
    office = room.cast.actor("coordinator")
    services.word_reasons(actor=office, dossier=text(room), reasons=all_reasons(room), language="en", now=NOW)
    services.send_reasons(actor=office, dossier=text(room), now=NOW)
    complaint = proposed(room)

    services.decide_complaint(
        actor=room.cast.actor("admin"),
        complaint=complaint,
        result="upheld",
        measure="reasons-anew",
        text="The reasons mix two plans.",
        now=NOW,
    )

    assert Feedback.objects.get(dossier=text(room)).sent_at is None
    services.word_reasons(actor=office, dossier=text(room), reasons=all_reasons(room, "New."), language="en", now=NOW)


def test_one_that_is_not_admissible_ends_with_its_reason(room: Room) -> None:
    complaint, office = filed(room, grounds=("facts",)), room.cast.actor("coordinator")

    assert refused(services.check_complaint, actor=office, complaint=complaint, admits=False, reason=" ", now=NOW) == (
        "needs-reason"
    )
    services.check_complaint(actor=office, complaint=complaint, admits=False, reason="About taste.", now=NOW)

    assert [one.state for one in queries.public_complaints(room.panel.edition)] == ["inadmissible"]
    assert letters()["complaint-answered"] == ["town"]


def test_of_two_who_act_one_wins(room: Room) -> None:
    complaint, office = filed(room), room.cast.actor("coordinator")
    stale = Complaint.objects.select_related("dossier__panel__edition").get(pk=complaint.pk)
    services.withdraw_complaint(actor=room.cast.actor("town"), complaint=complaint, now=NOW)

    given = {"actor": office, "complaint": stale, "admits": True, "reason": "", "now": NOW}
    assert refused(services.check_complaint, **given) == "somebody-was-faster"


def test_office_and_reader_are_reminded_once_five_working_days_before(room: Room) -> None:
    complaint = taken_on(room)
    Message.objects.all().delete()
    early, due = complaint.answer_by - timedelta(days=8), complaint.answer_by - timedelta(days=7)

    assert services.warn_of_complaints(actor=OFFICE, now=early) == 0
    assert services.warn_of_complaints(actor=OFFICE, now=due) == 1
    assert services.warn_of_complaints(actor=OFFICE, now=due) == 0
    assert letters() == {"complaint-due": ["admin", "coordinator", "editor"]}


def test_an_erased_person_takes_the_words_along_and_the_receipt_stays(room: Room) -> None:
    complaint = proposed(room)
    before = complaint.sha256
    town = room.cast["town"]
    assert queries.written_by(town.ref)[0]["text"] == WORDS

    people.erase_person(actor=actor_of(town), person=town, now=NOW)
    people.erase_person(actor=actor_of(room.cast["editor"]), person=room.cast["editor"], now=NOW)

    complaint.refresh_from_db()
    assert (complaint.text, complaint.salt, complaint.proposal_text) == ("", "", "")
    assert (complaint.sha256, complaint.grounds, complaint.proposal) == (before, ["conflict"], "partly-upheld")
    assert WORDS not in str(list(PersonalDetail.objects.values_list("details", flat=True)))
    assert panel_of(room).state == "published"
