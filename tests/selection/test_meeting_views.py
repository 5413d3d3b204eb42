"""The pages of a panel's meeting: who sees what, and what the chair and the members do there."""

import html
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pypdf import PdfReader

from pearls.selection import queries, services
from pearls.selection.models import Draw, Meeting, ScoreChange, Vote
from pearls.selection.rules.meeting import About, Choice
from tests.cast import Cast
from tests.selection.meet import LATER, change, lead, member, met
from tests.selection.room import NOW, OFFICE, Room, a_room, sign_both


@pytest.fixture
def room(cast: Cast) -> Room:
    return met(cast, conflict="delta")


class Walker:
    """Somebody who goes through the pages of one panel."""

    def __init__(self, room: Room, who: str) -> None:
        self.room, self.client = room, Client()
        self.client.force_login(room.cast[who])

    def address(self, name: str, *more: str) -> str:
        return reverse(f"selection:{name}", args=[self.room.panel.ref, *more])

    def page(self, name: str, *more: str) -> str:
        return html.unescape(self.client.get(self.address(name, *more)).content.decode())

    def status(self, name: str, *more: str) -> int:
        return self.client.get(self.address(name, *more)).status_code

    def post(self, name: str, data: dict[str, object], *more: str) -> str:
        answer = self.client.post(self.address(name, *more), data, follow=True)
        return html.unescape(answer.content.decode())

    def lead(self, act: str, town: str = "", **data: object) -> str:
        of = {"dossier": self.room.dossiers[town].ref} if town else {}
        return self.post("meeting-lead", {"act": act, **of, **data})


def test_members_chair_and_office_come_to_the_meeting_once_the_scores_are_in(cast: Cast) -> None:
    room = a_room(cast, {"alfa": "LV"})
    assert Walker(room, "chair").status("meeting") == 404

    services.close_scoring(actor=OFFICE, panel=room.panel, reason="Done.", now=NOW)

    for who in ("chair", "juror1", "coordinator"):
        assert Walker(room, who).status("meeting") == 200
    for who in ("town", "mentor", "juror4"):
        assert Walker(room, who).status("meeting") == 404


def test_who_steps_out_meets_neither_name_nor_scores_nor_notes(room: Room) -> None:
    delta = room.dossiers["delta"]
    services.write_note(**member(room, "juror1", "delta"), text="A secret remark.", base_revision=0)
    services.discuss(**lead(room), dossier=delta)
    services.open_vote(**lead(room), dossier=delta, question="Is it hopeless?", about=About.ITEM)
    inside, outside = Walker(room, "juror1"), Walker(room, "juror3")

    assert "A secret remark." in inside.page("meeting-item", delta.ref)
    assert "Is it hopeless?" in inside.page("meeting-item", delta.ref)
    for page in (
        outside.page("meeting"),
        outside.page("meeting-now"),
        outside.page("meeting-item", delta.ref),
        outside.page("meeting-item", room.dossiers["alfa"].ref),
    ):
        assert not any(words in page for words in ("Delta", "secret", "hopeless"))
    assert "You step out for this item." in outside.page("meeting")
    assert "You step out for this item." in outside.page("meeting-item", delta.ref)


def test_the_chair_leads_and_the_members_follow(cast: Cast) -> None:
    room = met(cast, begin=False)
    chair, juror = Walker(room, "chair"), Walker(room, "juror1")
    assert "Begin the meeting" in chair.page("meeting")
    assert "Begin the meeting" not in juror.page("meeting")

    chair.lead("begin")
    chair.lead("present", member=[seat.ref for seat in room.seats.values()], present=[room.seats["juror1"].ref])
    chair.lead("discuss", "gama")

    assert "Discussed now:" in juror.page("meeting-now") and "Gama" in juror.page("meeting-now")
    page = juror.page("meeting-item", room.dossiers["gama"].ref)
    assert "Change a score of mine" in page and "This item is done" not in page
    assert "Only the chair of the panel may do this." in juror.lead("end", "gama")
    chair.lead("end", "gama")
    chair.lead("move", "gama", place=5)
    assert Meeting.objects.get().current is None
    assert [item.dossier.key for item in queries.agenda_items(room.panel)][4] == "gama"


def test_a_note_typed_on_an_old_page_goes_beside_the_newer_words(room: Room) -> None:
    ref = room.dossiers["alfa"].ref
    one, other = Walker(room, "juror1"), Walker(room, "juror2")

    one.post("meeting-note", {"note": "Good on young people.", "revision": 0}, ref)
    answer = other.post("meeting-note", {"note": "Thin on money.", "revision": 0}, ref)

    assert "Somebody wrote at the same spot: both stand there now." in answer
    assert "Good on young people." in answer and "Thin on money." in answer


def test_a_changed_score_shows_both_values_and_the_reason(room: Room) -> None:
    gama = room.dossiers["gama"]
    services.discuss(**lead(room), dossier=gama)
    criterion = room.panel.stage_rules.criteria[0].id
    juror = Walker(room, "juror1")
    sent = {"criterion": criterion, "score": "8", "reason": "I had misread the budget."}

    wrong = juror.post("meeting-score", sent | {"score": "eight"}, gama.ref)
    page = juror.post("meeting-score", sent, gama.ref)

    assert "Write a number." in wrong
    assert ScoreChange.objects.count() == 1
    assert "I had misread the budget." in page and "6 → 8" in page
    assert "6 → 8" in Walker(room, "juror2").page("meeting-item", gama.ref)


def test_a_vote_shows_who_voted_how_once_it_is_closed(room: Room) -> None:
    chair, juror, other = (Walker(room, who) for who in ("chair", "juror1", "juror2"))
    chair.lead("open-vote", about="extra-place", question="Do we use the extra place?")
    vote = Vote.objects.get()
    juror.post("meeting-vote", {"choice": "no"}, vote.ref)
    voted = juror.post("meeting-vote", {"choice": "yes"}, vote.ref)
    assert "You have voted: Yes." in voted
    name = str(room.cast["juror1"])
    assert f"({name})" not in other.page("meeting")

    chair.lead("close-vote", vote=vote.ref)

    assert f"({name})" in other.page("meeting")
    assert "The quorum was not reached." in other.page("meeting")
    assert juror.client.post(juror.address("meeting-vote", vote.ref), {"choice": "maybe"}).status_code == 404


def test_sources_are_public_at_once_and_the_plans_with_the_result(room: Room) -> None:
    chair = Walker(room, "chair")
    chair.lead("sources", sources="Eurojackpot, first draw of 2090", wall="2090-01-02T20:00")
    draw = Draw.objects.get()
    public = Client().get(reverse("selection:sealed", args=[room.panel.ref])).content.decode()
    assert "Eurojackpot, first draw of 2090" in public and draw.sha256[:16] in public
    assert "gama" not in public
    early = chair.lead("draw", draw=draw.ref, value="5, 9")
    assert "The sources are not known yet." in early

    Draw.objects.update(known_at=timezone.now() - timedelta(minutes=1))
    page = chair.lead("draw", draw=draw.ref, value="5, 9")
    sign_both(room.cast, room.panel, at=LATER)
    services.publish_result(actor=OFFICE, panel=room.fresh(), now=LATER)

    command = "pearls draw epsi gama --source '5, 9'"
    assert command in page
    public = html.unescape(Client().get(reverse("selection:sealed", args=[room.panel.ref])).content.decode())
    assert command in public


def test_the_second_signs_what_the_page_showed(room: Room) -> None:
    services.settle_tie(**lead(room), chosen={"gama"}, reason="The older theatre.")
    chair, juror = Walker(room, "chair"), Walker(room, "juror1")
    chair.post("sign", {"reason": ""})
    signed = queries.signature_that_stands(room.panel)
    assert signed is not None
    assert "Give the second signature" not in chair.page("meeting")
    page = juror.page("meeting")
    assert "Give the second signature" in page and f'value="{signed.sha256}"' in page

    juror.post("countersign", {"sha256": signed.sha256})

    assert room.fresh().state == "signed"
    assert str(room.cast["juror1"]) in chair.page("minutes")


def test_the_minutes_tell_the_meeting_in_the_working_language(room: Room) -> None:
    present = {room.seats[key].ref: True for key in ("juror1", "juror3")}
    services.note_attendance(**lead(room), present=present)
    for town in ("delta", "gama"):
        services.discuss(**lead(room), dossier=room.dossiers[town])
    services.write_note(**member(room, "juror1", "gama"), text="We talked long of its theatre.", base_revision=0)
    change(room, "juror1", "gama", 8)
    vote = services.open_vote(**lead(room), question="Is that all?", about=About.OTHER)
    services.cast_vote(**member(room, "juror1"), vote=vote, choice=Choice.YES)
    services.close_vote(**lead(room), vote=vote)
    sign_both(room.cast, room.panel, at=LATER)
    chair = Walker(room, "chair")

    page = chair.page("minutes")
    files = {
        code: chair.client.get(chair.address("minutes-pdf") + f"?language={code}").content for code in ("en", "lv")
    }
    default = chair.client.get(chair.address("minutes-pdf")).content

    stepped_out = f"Stepped out: {room.cast['juror3']}"
    for words in (
        stepped_out,
        "We talked long of its theatre.",
        "6 before, 8 now.",
        "I had misread the budget.",
        "Is that",
    ):
        assert words in page
    text = " ".join("".join(part.extract_text() for part in PdfReader(BytesIO(files["en"])).pages).split())
    assert "We talked long of its theatre." in text and "Is that all?" in text
    assert default == files["en"] != files["lv"]
    assert chair.client.get(chair.address("minutes-pdf") + "?language=xx").status_code == 404


@pytest.mark.parametrize("name", ["meeting", "meeting-item", "minutes", "meeting-now"])
def test_the_pages_of_a_meeting_cost_few_queries(room: Room, name: str, django_assert_max_num_queries: object) -> None:
    gama = room.dossiers["gama"]
    services.discuss(**lead(room), dossier=gama)
    change(room, "juror1", "gama", 8)
    for number in range(6):
        vote = services.open_vote(**lead(room), question=f"Question {number}?", about=About.OTHER)
        services.cast_vote(**member(room, "juror1"), vote=vote, choice=Choice.YES)
        services.close_vote(**lead(room), vote=vote)
    if name == "minutes":
        sign_both(room.cast, room.panel, at=LATER)
    chair = Walker(room, "chair")
    address = chair.address(name, *([gama.ref] if name == "meeting-item" else []))

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert chair.client.get(address).status_code == 200


def test_a_latvian_meets_latvian(room: Room) -> None:
    with translation.override("lv"):
        page = Walker(room, "chair").page("meeting")

    assert "Darba kārtība" in page
