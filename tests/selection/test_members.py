"""What members of a panel see once scoring has closed: everything, or nothing at all of the plans shut to them."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from pearls.kernel.verdict import YES
from pearls.selection import queries, services
from pearls.selection.models import Declaration
from pearls.selection.queries import evidence as kept
from pearls.selection.rules.panels import Conflict, PanelState, SeatState, may_see_result
from tests.selection.room import NOW, OFFICE, a_room

TOWNS = {"alfa": "LV", "beta": "FI", "gama": "PL", "delta": "LV", "zeta": "SE"}
POINTS = {"alfa": (9, 8, 9), "zeta": (0, 8, 9), "delta": (8, 8, 7), "beta": (7, 5, 6), "gama": (3, 4, 2)}


@pytest.fixture
def room(cast):
    """Juror 1 is from Sweden, so that Zeta is shut to them by the rules."""
    room = a_room(cast, TOWNS)
    for town, points in POINTS.items():
        for juror, value in zip(("juror1", "juror2", "juror3"), points, strict=True):
            if (town, juror) != ("zeta", "juror1"):
                room.score(juror, town, *[value, value, value, max(value - 1, 0), value])
    return room


@pytest.fixture(autouse=True)
def _nothing_kept(db):
    kept._kept.clear()
    cache.clear()


def close(room):
    services.close_scoring(actor=OFFICE, panel=room.fresh(), reason="Enough", now=NOW)


def visit(room, cast, who, name, language="en"):
    client = Client()
    client.force_login(cast[who])
    return client.get(reverse(f"selection:{name}", args=[room.panel.ref]).replace("/en/", f"/{language}/"))


def test_the_result_is_for_members_with_a_seat_once_scoring_has_closed():
    for panel in PanelState:
        closed = may_see_result(seat=SeatState.ACCEPTED, panel=panel)
        assert bool(closed) == (panel != PanelState.SCORING)
        for seat in (None, SeatState.INVITED, SeatState.DECLINED, SeatState.ENDED):
            assert may_see_result(seat=seat, panel=panel).reason == "seat-not-accepted"
    assert may_see_result(seat=SeatState.ACCEPTED, panel=PanelState.SCORING).reason == "scoring-open"
    assert may_see_result(seat=SeatState.ACCEPTED, panel=PanelState.CLOSED) == YES


def test_before_scoring_has_closed_members_find_nothing_and_afterwards_only_they_do(room, cast):
    pages = ("ranking", "evidence")
    before = [visit(room, cast, "juror2", page).status_code for page in pages]
    close(room)

    assert before == [404, 404]
    assert [visit(room, cast, "juror2", page).status_code for page in pages] == [200, 200]
    assert [visit(room, cast, "juror5", page).status_code for page in pages] == [404, 404]
    assert [visit(room, cast, "juror2", page).status_code for page in ("panel", "score-sheet")] == [404, 404]


def test_a_member_without_conflict_sees_the_whole_order_and_may_decide_nothing(room, cast):
    close(room)
    text = visit(room, cast, "juror2", "ranking").content.decode()

    assert [row["name"] for row in visit(room, cast, "juror2", "ranking").context["rows"]] == [
        *("Alfa", "Zeta", "Delta", "Beta", "Gama")
    ]
    assert "Passed over: Latvia has as many titles as a country may have, through Alfa." in text
    assert "not shown to you" not in text
    assert "<form" not in text.split("<main")[1].split("</main>")[0]


def test_of_a_plan_that_is_shut_a_member_sees_no_name_figure_or_place(room, cast):
    close(room)
    pages = {page: visit(room, cast, "juror1", page) for page in ("ranking", "evidence")}
    rows = pages["ranking"].context["rows"]

    assert [row["name"] for row in rows] == ["Alfa", "Delta", "Beta", "Gama"]
    for answer in pages.values():
        main = answer.content.decode().split("<main")[1].split("</main>")[0]
        assert "1 plan is not shown to you, because it is from your own country." in main
        assert "Zeta" not in main
        assert not re.search(r'data-label="(Rank|Outcome|Why|Chance of a place|Grey zone)"', main)
        assert "tight" not in main.lower()


def test_what_is_left_does_not_change_with_the_scores_of_a_plan_that_is_shut(room, cast):
    """Nothing can be told by difference: with other scores for the shut plan the pages are the same, to the byte."""
    close(room)
    first = {page: body(visit(room, cast, "juror1", page)) for page in ("ranking", "evidence")}
    full = body(visit(room, cast, "juror2", "evidence"))
    for score in queries.assessments_seen(room.seats["juror2"], room.dossiers["zeta"], with_others=True)[
        0
    ].scores.all():
        score.value = 1
        score.save(update_fields=["value"])
    kept._kept.clear()

    assert {page: body(visit(room, cast, "juror1", page)) for page in first} == first
    assert body(visit(room, cast, "juror2", "evidence")) != full


def body(answer):
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def test_several_plans_are_counted_by_what_shuts_them(room, cast):
    for town in ("beta", "gama"):
        Declaration.objects.filter(seat=room.seats["juror1"], dossier=room.dossiers[town]).update(
            conflict=Conflict.DECLARED
        )
    close(room)

    text = body(visit(room, cast, "juror1", "ranking"))
    latvian = body(visit(room, cast, "juror1", "ranking", "lv"))

    assert "2 plans are not shown to you, because you declared a conflict of interest." in text
    assert "1 plan is not shown to you, because it is from your own country." in text
    assert "2 plāni jums netiek rādīti, jo pieteicāt interešu konfliktu." in latvian


def test_the_desk_of_a_member_leads_there_once_scoring_has_closed(room, cast):
    client = Client()
    client.force_login(cast["juror2"])
    address = reverse("selection:seat", args=[room.seats["juror2"].ref])
    there = reverse("selection:evidence", args=[room.panel.ref])

    before = client.get(address).content.decode()
    close(room)

    assert there not in before
    assert there in client.get(address).content.decode()


def test_many_scores_of_a_part_are_worked_out_in_the_background_too(room, cast, monkeypatch):
    monkeypatch.setattr(kept, "LIGHT", 5)
    close(room)

    assert "look again in two minutes" in body(visit(room, cast, "juror1", "evidence"))
    queries.work_out_wanted()

    assert "How sure is the order?" in body(visit(room, cast, "juror1", "evidence"))
    assert "look again in two minutes" in body(visit(room, cast, "juror2", "evidence"))
