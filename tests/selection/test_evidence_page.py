"""The evidence beside the ranking, as the chair and the assessors see it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pearls.selection import jobs, queries, services
from pearls.selection.models import Declaration, Score
from pearls.selection.queries import evidence as kept
from pearls.selection.rules.panels import Conflict
from pearls.selection.views import evidence as view
from tests.selection.room import NOW, OFFICE, a_room

TOWNS = {"alfa": "LV", "beta": "FI", "gama": "PL", "delta": "LV"}
POINTS = {"alfa": (9, 8, 9), "delta": (8, 8, 7), "beta": (7, 5, 6), "gama": (3, 4, 2)}


@pytest.fixture
def room(cast):
    return a_room(cast, TOWNS)


@pytest.fixture(autouse=True)
def _nothing_kept(db):
    kept._kept.clear()
    cache.clear()


@pytest.fixture
def visit(cast, room):
    def ask(who, language="en"):
        client = Client()
        client.force_login(cast[who])
        return client.get(reverse("selection:evidence", args=[room.panel.ref]).replace("/en/", f"/{language}/"))

    return ask


def score_all(room, jurors=("juror1", "juror2", "juror3")):
    for town, points in POINTS.items():
        for juror, value in zip(jurors, points, strict=False):
            room.score(juror, town, *[value] * 5)


def close(room):
    services.close_scoring(actor=OFFICE, panel=room.fresh(), reason="Enough", now=NOW)


def test_the_chair_sees_how_sure_the_order_is_and_how_strict_each_assessor_is(room, visit, cast):
    score_all(room)
    close(room)

    answer = visit("chair")
    text = answer.content.decode()

    assert answer.status_code == 200
    assert text.count('<svg class="picture__drawing"') == 2
    assert "The same as a table" not in text
    assert [plan.name for plan in answer.context["plans"]] == ["Alfa", "Delta", "Beta", "Gama"]
    assert "In the grey zone" in text
    assert {person.name for person in answer.context["people"]} == {str(cast[f"juror{at}"]) for at in (1, 2, 3)}
    assert "Krippendorff" in text


def test_latvian_readers_read_it_in_latvian_with_decimal_commas(room, visit):
    score_all(room)
    close(room)

    text = visit("chair", "lv").content.decode()

    assert "Cik droša ir secība?" in text
    assert "Cik stingrs ir katrs vērtētājs?" in text
    assert "Krippendorff" not in text
    assert 'cx="' in text
    assert not any("," in part.split('"')[0] for part in text.split('cx="')[1:])


def test_what_is_closed_to_the_chair_keeps_its_place_and_shows_no_figures(room, visit, cast):
    score_all(room)
    close(room)
    before = visit("chair").context
    Declaration.objects.create(
        seat=room.seats["chair"], dossier=room.dossiers["beta"], conflict="declared", declared_at=NOW
    )

    answer = visit("chair")
    text = answer.content.decode()

    assert before["plans"][2].found is not None
    assert (answer.context["plans"][2].name, answer.context["plans"][2].found) == ("Beta", None)
    assert len(answer.context["plan_picture"][1]) == 3
    assert "Closed to you" in text


def test_strangers_assessors_and_those_who_may_not_see_the_ranking_find_nothing(room, visit):
    for who in ("town", "juror1", "juror5"):
        assert visit(who).status_code == 404
    assert visit("coordinator").status_code == 200


def test_where_the_scores_tell_nothing_the_page_says_why(room, visit):
    room.score("juror1", "alfa", 5, 5, 5, 5, 5)
    close(room)

    text = visit("chair").content.decode()

    assert "No evidence beside the ranking: it takes complete assessments of at least three plans." in text
    assert '<svg class="picture__drawing"' not in text


def test_the_page_asks_eleven_questions_the_first_time_and_eight_afterwards(room, cast):
    score_all(room)
    close(room)

    client, address = Client(), reverse("selection:evidence", args=[room.panel.ref])
    client.force_login(cast["chair"])
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counts.append(len(asked))

    assert counts == [11, 8]


def test_many_scores_are_worked_out_in_the_background(room, visit, monkeypatch):
    monkeypatch.setattr(kept, "LIGHT", 5)
    score_all(room)
    close(room)

    assert not queries.is_evidence_wanted()
    assert "look again in two minutes" in visit("chair").content.decode()
    assert queries.is_evidence_wanted()

    jobs.work_out_evidence.call()

    assert not queries.is_evidence_wanted()
    assert "How sure is the order?" in visit("chair").content.decode()


def test_of_many_plans_the_figures_behind_the_ruler_are_shown_to_who_asks(room, visit, cast, monkeypatch):
    for number, town in enumerate(TOWNS):
        for juror in ("juror1", "juror2", "juror3"):
            room.score(juror, town, *[7 + (number + at + len(juror)) % 2 for at in range(4)], 7 + number % 2)
    close(room)
    assert "Fair average" in visit("chair").content.decode()

    monkeypatch.setattr(view, "MOST_FIGURES", 3)
    page = visit("chair").content.decode()
    client = Client()
    client.force_login(cast["chair"])
    asked = client.get(reverse("selection:evidence", args=[room.panel.ref]), {"figures": "ruler"}).content.decode()

    assert 'href="?figures=ruler#figures"' in page
    assert "Fair average" not in page
    assert "Fair average" in asked
    assert '<details class="disclosure" open>' in asked


def test_the_page_says_the_smallest_change_and_not_where_a_plan_is_shut(room, visit):
    score_all(room)
    close(room)
    assert "No change of a single score would alter the list." in visit("juror1").content.decode()

    Score.objects.filter(assessment__dossier=room.dossiers["delta"]).update(
        value=9, changed_at=NOW + timedelta(hours=1)
    )
    page = visit("juror1").content.decode()
    assert "The smallest change of a single score that would alter the list: Delta" in page

    own = Declaration.objects.filter(seat=room.seats["juror1"], dossier=room.dossiers["alfa"])
    own.update(conflict=Conflict.DECLARED)
    page = visit("juror1").content.decode()
    assert "change of a single score" not in page
