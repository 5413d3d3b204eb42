"""The pages of a panel, each for those it is for, and not there for anybody else."""

import pytest
from django.test import Client
from django.urls import reverse

from pearls.audit.models import Entry
from pearls.selection import services
from pearls.selection.models import Declaration, Score, Seat
from pearls.selection.rules.panels import AssessmentState
from tests.selection.room import NOW, OFFICE, a_room, sign_both

TOWNS = {"alfa": "LV", "beta": "FI", "gama": "PL", "delta": "LV"}


@pytest.fixture
def room(cast):
    return a_room(cast, TOWNS)


@pytest.fixture
def visit(cast):
    """Ask for a page as a member of the cast."""

    def ask(who, name, *arguments, post=None, **headers):
        client = Client()
        if who:
            client.force_login(cast[who])
        address = reverse(f"selection:{name}", args=arguments)
        return client.post(address, post, headers=headers) if post is not None else client.get(address)

    return ask


def all_scored(room):
    for town, value in {"alfa": 9, "delta": 8, "beta": 7, "gama": 6}.items():
        for juror in ("juror1", "juror2", "juror3"):
            room.score(juror, town, *[value] * 5)


def test_strangers_are_led_to_the_door_and_others_find_nothing(room, visit):
    dossier, panel, seat = room.dossiers["alfa"].ref, room.panel.ref, room.seats["juror1"].ref

    assert visit(None, "seat-list").status_code == 302
    assert visit("town", "dossier", dossier).status_code == 404
    assert visit("town", "panel", panel).status_code == 404
    assert visit("juror2", "seat", seat).status_code == 404
    assert visit("juror1", "panel", panel).status_code == 404
    assert visit("juror1", "ranking", panel).status_code == 404
    assert visit("juror1", "score-sheet", panel).status_code == 404
    assert visit("juror1", "close", panel, post={}).status_code == 404
    assert visit("chair", "invite", panel, post={"email": "x@demo.test"}).status_code == 404
    assert visit("juror5", "dossier", dossier).status_code == 404


def test_an_assessor_sees_how_much_is_done(room, visit):
    room.score("juror1", "alfa", 5, 5, 5, 5, 5)

    text = visit("juror1", "seat", room.seats["juror1"].ref).content.decode()

    assert "1 of 4 done" in text
    assert "Declare first" in text


def test_the_text_is_shown_only_after_the_declaration(room, visit):
    ref = room.dossiers["alfa"].ref

    before = visit("juror1", "dossier", ref).content.decode()
    visit("juror1", "declare", ref, post={"conflict": "no"})
    after = visit("juror1", "dossier", ref).content.decode()

    assert "Before you read" in before
    assert "score-desk__text" not in before
    assert "score-desk__text" in after
    assert Declaration.objects.filter(conflict="none").count() == 1


def test_a_conflict_shuts_the_page(room, visit):
    ref = room.dossiers["alfa"].ref

    visit("juror1", "declare", ref, post={"conflict": "yes", "note": "My sister works there"})

    text = visit("juror1", "dossier", ref).content.decode()
    assert "You declared a conflict of interest; this text is closed to you." in text
    assert "score-desk__text" not in text
    assert visit("juror1", "score", ref, post={"score-effect": "9"}).status_code == 422
    assert Score.objects.count() == 0


def test_scores_are_saved_by_the_button_and_as_they_are_typed(room, visit):
    ref = room.dossiers["alfa"].ref
    visit("juror1", "declare", ref, post={"conflict": "no"})

    typed = visit("juror1", "score", ref, post={"score-effect": "7,5"}, **{"HX-Request": "true"})
    sent = visit("juror1", "score", ref, post={"score-effect": "8", "comment-effect": "Clear", "act": "save"})

    assert "Saved" in typed.content.decode()
    assert sent.status_code == 302
    score = Score.objects.get()
    assert (str(score.value), score.comment) == ("8.0000", "Clear")
    assert Entry.objects.filter(act="score-recorded").count() == 2


def test_what_cannot_be_a_score_is_told_beside_its_criterion_and_the_rest_is_kept(room, visit):
    ref = room.dossiers["alfa"].ref
    visit("juror1", "declare", ref, post={"conflict": "no"})

    answer = visit("juror1", "score", ref, post={"score-effect": "lots", "score-capacity": "11", "score-realism": "3"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Write a number, such as 7 or 7.5." in text
    assert "The scale goes from 0 to 10." in text
    assert 'value="lots"' in text
    assert list(Score.objects.values_list("criterion", flat=True)) == ["realism"]


def test_others_scores_are_not_there_until_ones_own_are_in(room, visit):
    room.score("juror2", "alfa", "4.5", "4.5", "4.5", "4.5", "4.5")
    ref, other = room.dossiers["alfa"].ref, str(room.seats["juror2"].person)
    visit("juror1", "declare", ref, post={"conflict": "no"})

    before = visit("juror1", "dossier", ref).content.decode()
    everything = {f"score-{criterion.id}": "6" for criterion in room.panel.stage_rules.criteria}
    visit("juror1", "score", ref, post={**everything, "act": "finish"})
    after = visit("juror1", "dossier", ref).content.decode()

    assert (other in before, "4.5" in before) == (False, False)
    assert (other in after, "4.5" in after) == (True, True)


def test_stepping_aside_and_taking_up_again_need_a_reason(room, visit):
    ref = room.dossiers["alfa"].ref
    visit("juror1", "declare", ref, post={"conflict": "no"})

    visit("juror1", "cannot-judge", ref, post={"reason": ""})
    none = list(room.dossiers["alfa"].assessments.values_list("state", flat=True))
    visit("juror1", "cannot-judge", ref, post={"reason": "I do not know the field"})
    assessment = room.dossiers["alfa"].assessments.get()
    visit("juror1", "reopen", assessment.ref, post={"reason": "I have read up on it"})

    assert none == []
    assert assessment.state == AssessmentState.CANNOT_JUDGE
    assert room.dossiers["alfa"].assessments.get().state == AssessmentState.OPEN


def test_the_office_invites_and_sees_who_is_late(room, visit):
    sent = visit(
        "coordinator", "invite", room.panel.ref, post={"email": "juror4@demo.test", "country": "de", "role": "assessor"}
    )
    wrong = visit("coordinator", "invite", room.panel.ref, post={"email": "nobody@demo.test", "role": "assessor"})

    assert sent.status_code == 302
    assert Seat.objects.get(person=room.cast["juror4"]).country == "DE"
    assert wrong.status_code == 422
    assert "Nobody has an account with this address." in wrong.content.decode()
    assert "0 of 12 assessments done" in visit("coordinator", "panel", room.panel.ref).content.decode()


def test_the_chair_decides_and_signs_and_the_minutes_say_so(room, visit):
    all_scored(room)
    visit("coordinator", "close", room.panel.ref, post={"reason": ""})
    ranking = visit("chair", "ranking", room.panel.ref).content.decode()
    office = visit("coordinator", "ranking", room.panel.ref).content.decode()

    visit("chair", "decide", room.panel.ref, post={"act": "extra", "dossier": "delta", "reason": "Every juror agreed."})
    visit("chair", "sign", room.panel.ref, post={"reason": "A long evening."})
    minutes = visit("chair", "minutes", room.panel.ref).content.decode()
    pdf = visit("chair", "minutes-pdf", room.panel.ref)

    assert "Passed over: Latvia has as many titles as a country may have, through Alfa." in ranking
    assert ("Give the extra place" in ranking, "Give the extra place" in office) == (True, False)
    assert "Extra place of the jury: Every juror agreed." in minutes
    assert "A long evening." in minutes
    assert pdf.content.startswith(b"%PDF-")
    assert pdf["Content-Type"] == "application/pdf"


def test_the_office_sets_the_time_of_publication(room, visit):
    all_scored(room)
    services.close_scoring(actor=OFFICE, panel=room.panel, now=NOW)
    sign_both(room.cast, room.panel)

    visit("coordinator", "publish", room.panel.ref, post={"wall": "2099-11-24T12:00"})
    later = room.fresh()
    visit("coordinator", "publish", room.panel.ref, post={"wall": "2020-03-29T02:30"})  # skipped by the clocks
    skipped = room.fresh()
    visit("coordinator", "publish", room.panel.ref, post={"wall": "2020-11-24T12:00"})

    assert later.publish_at.isoformat() == "2099-11-24T11:00:00+00:00"
    assert skipped.publish_at == later.publish_at
    assert room.fresh().state == "published"


@pytest.mark.parametrize(("who", "name"), [("coordinator", "panel"), ("chair", "panel"), ("chair", "ranking")])
def test_a_list_costs_the_same_queries_however_long(cast, django_assert_max_num_queries, who, name):
    room = a_room(cast, {f"town-{number}": "LV" for number in range(12)})
    client = Client()
    client.force_login(cast[who])
    address = reverse(f"selection:{name}", args=[room.panel.ref])

    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
