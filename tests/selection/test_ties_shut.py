"""Whoever is tied to a text meets nothing of it anywhere: not its words, scores, comments, readers or reasons."""

import pytest
from django.test import Client
from django.urls import reverse

from pearls.documents import services as documents
from pearls.places.models import Place
from pearls.plans import urls as plan_urls
from pearls.selection import queries, services
from pearls.selection import urls as selection_urls
from pearls.selection.models import Assessment, Declaration, Score
from pearls.selection.rules.ties import EdgeKind
from tests.selection.room import NOW, OFFICE, Room, a_room, sign_both

TOWNS = {"alfa": "LV", "beta": "FI", "gama": "PL", "delta": "NO", "epsi": "IS"}
TEXT, COMMENT, REASON = "Lanterns along the quay", "Whispered to nobody", "Every juror saw the lanterns"
POINTS = {"alfa": "7.125", "beta": "9", "gama": "8", "delta": "7.5", "epsi": "6"}
ROOMS = {"selection": selection_urls.urlpatterns, "plans": plan_urls.urlpatterns}


@pytest.fixture
def room(cast):
    """Three jurors have read everything; the first and the chair turn out to have business with Alfa."""
    room = a_room(cast, TOWNS)
    alfa = room.dossiers["alfa"]
    document = alfa.snapshot.document
    saved = documents.save_answer(
        actor=OFFICE, document=document, question_id="vision", raw=TEXT, base_revision=0, now=NOW
    )
    assert not saved.problem
    alfa.snapshot = documents.take_snapshot(actor=OFFICE, document=document, now=NOW)
    alfa.save(update_fields=["snapshot"])
    for town, points in POINTS.items():
        for juror in ("juror1", "juror2", "juror3"):
            room.score(juror, town, *[points] * len(room.panel.stage_rules.criteria))
    Score.objects.filter(assessment__dossier=alfa).update(comment=COMMENT)
    return room


def tied(room: Room, *people: str) -> None:
    for who in people:
        place = Place.objects.get(key="alfa")
        services.say_connection(actor=room.cast.actor(who), kind=EdgeKind.BUSINESS, place=place, now=NOW)


def reads(room: Room, who: str, name: str, ref: str) -> dict[str, str]:
    """One page, as somebody gets it."""
    client = Client()
    client.force_login(room.cast[who])
    return {name: client.get(reverse(name, args=[ref])).content.decode()}


def everywhere(room: Room, who: str) -> dict[str, str]:
    """What every address of the selection and of plans answers about this panel, this text and one's own seat."""
    client = Client()
    client.force_login(room.cast[who])
    alfa, mine = room.dossiers["alfa"], Assessment.objects.filter(seat=room.seats[who], dossier=room.dossiers["alfa"])
    refs = {
        "selection": [room.panel.ref, alfa.ref, room.seats[who].ref, *mine.values_list("ref", flat=True)],
        "plans": [alfa.ref, alfa.application_ref],
    }
    given = {"number": 1, "file_ref": "file", "dossier_ref": alfa.ref}
    found = {}
    for space, patterns in ROOMS.items():
        for pattern in patterns:
            names = set(pattern.pattern.converters)
            if "ref" in names and names <= {"ref", *given}:
                for ref in refs[space]:
                    values = {name: (given | {"ref": ref})[name] for name in names}
                    address = reverse(f"{space}:{pattern.name}", kwargs=values)
                    answer = client.get(address)
                    if answer.status_code == 200:
                        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                        found[address] = body.decode(errors="replace")
    return found


def meets(pages: dict[str, str], *words: str) -> set[str]:
    return {word for word in words for text in pages.values() if word in text}


def total_of_alfa(room: Room) -> str:
    """Its total as the ranking writes it, which no other plan has."""
    rows = {row.dossier.key: row.ranked.total for row in queries.result_of(room.fresh()).rows}
    total = rows["alfa"]
    assert total is not None
    assert list(rows.values()).count(total) == 1
    return f"{float(total):.3f}".rstrip("0").rstrip(".")


def test_while_scores_are_given(room: Room) -> None:
    total = total_of_alfa(room)
    before = meets(reads(room, "juror1", "selection:dossier", room.dossiers["alfa"].ref), TEXT, COMMENT)
    ranked = meets(reads(room, "chair", "selection:ranking", room.panel.ref), total)

    tied(room, "juror1", "chair")

    assert (before, ranked) == ({TEXT, COMMENT}, {total})
    for who in ("juror1", "chair"):
        pages = everywhere(room, who)
        assert len(pages) >= 3
        assert meets(pages, TEXT, COMMENT, total, POINTS["alfa"]) == set()


def test_the_order_that_a_chair_sees_while_scores_are_given_has_no_gap(room: Room) -> None:
    tied(room, "chair")
    client = Client()
    client.force_login(room.cast["chair"])

    ranking = client.get(reverse("selection:ranking", args=[room.panel.ref]))
    evidence = client.get(reverse("selection:evidence", args=[room.panel.ref]))

    assert [row["name"] for row in ranking.context["rows"]] == ["Beta", "Gama", "Delta", "Epsi"]
    assert [row["rank"] for row in ranking.context["rows"]] == [1, 2, 3, 4]
    assert [one.name for one in ranking.context["left_out"]] == ["Alfa"]
    assert [plan.name for plan in evidence.context["plans"]] == ["Beta", "Gama", "Delta", "Epsi"]


def test_after_the_scoring_and_after_the_signature(room: Room) -> None:
    chair = room.cast.actor("chair")
    tied(room, "chair")
    services.close_scoring(actor=OFFICE, panel=room.panel, now=NOW)
    services.use_extra_place(actor=chair, panel=room.fresh(), dossier=room.dossiers["alfa"], reason=REASON, now=NOW)
    sign_both(room.cast, room.fresh())
    total = total_of_alfa(room)

    pages = everywhere(room, "chair")

    assert reverse("selection:minutes", args=[room.panel.ref]) in pages
    assert meets(pages, TEXT, COMMENT, REASON, total) == set()
    minutes = reads(room, "coordinator", "selection:minutes", room.panel.ref)
    assert meets(minutes, REASON, total) == {REASON, total}
    assert {address for address in pages if address.endswith((".csv", "sealed-scores.json"))} == set()


def test_who_reads_a_text_is_not_told_to_a_chair_to_whom_it_is_shut(room: Room) -> None:
    services.describe_assessors(actor=OFFICE, panel=room.panel, described={}, now=NOW)
    Assessment.objects.all().delete()
    services.propose_assignment(actor=OFFICE, panel=room.panel, per_text=2, now=NOW)
    address = reverse("selection:readers", args=[room.panel.ref])
    client = Client()
    client.force_login(room.cast["chair"])

    before = {row["dossier"].key: len(row["readers"]) for row in client.get(address).context["texts"]}
    tied(room, "chair")
    after = {row["dossier"].key: len(row["readers"]) for row in client.get(address).context["texts"]}

    assert before == dict.fromkeys(TOWNS, 2)
    assert after == before | {"alfa": 0}


def test_a_text_of_the_own_country_shows_a_chair_no_figures_either(room: Room) -> None:
    seat = room.seats["chair"]
    seat.country = "LV"
    seat.save(update_fields=["country"])
    services.close_scoring(actor=OFFICE, panel=room.panel, now=NOW)

    pages = everywhere(room, "chair")

    assert not Declaration.objects.filter(seat=seat).exists()
    assert meets(pages, total_of_alfa(room), COMMENT, TEXT) == set()
    assert reverse("selection:score-sheet", args=[room.panel.ref]) not in pages
