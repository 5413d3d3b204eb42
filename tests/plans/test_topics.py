"""What plans are about reaches the panel that shares them among a jury."""

from datetime import timedelta

import pytest

from pearls.documents import services as documents
from pearls.plans import jobs
from pearls.plans.queries import topics as topic_queries
from pearls.practices import services as practice_services
from pearls.selection import queries as selection_queries
from pearls.selection import services as selection
from pearls.selection.models import Topic
from tests.cast import Cast
from tests.selection.room import NOW, OFFICE, Room, a_room, handed_in

LONELY = [{"id": "c1", "challenge": "Loneliness of older people"}]


@pytest.fixture
def room(cast: Cast) -> Room:
    """A panel that has a plan which names a challenge, and one that says nothing."""
    practice_services.load_vocabulary(actor=OFFICE, now=NOW)
    room = a_room(cast, {"alfa": "LV", "beta": "FI"}, jurors=1)
    snapshot = room.dossiers["alfa"].snapshot
    documents.fill_answers(actor=OFFICE, document=snapshot.document, answers={"challenges": LONELY}, now=NOW)
    newer = documents.take_snapshot(actor=OFFICE, document=snapshot.document, now=NOW + timedelta(hours=1))
    room.dossiers["alfa"].snapshot = newer
    room.dossiers["alfa"].save(update_fields=["snapshot"])
    return room


def test_the_topics_of_the_text_that_is_judged_are_told_to_its_panel_once(room: Room) -> None:
    assert topic_queries.panels_without_topics() == [room.panel.ref]

    jobs.name_topics.call()

    topics = {one.key: one.topics or [] for one in room.panel.dossiers.all()}
    assert topics["beta"] == []
    assert "challenge:loneliness" in topics["alfa"]
    names = selection_queries.topics_of(room.panel, "lv")
    assert set(topics["alfa"]) <= set(names) == set(topic_queries.topics_offered())
    assert Topic.objects.get(panel=room.panel, code="challenge:loneliness").name["lv"] == names["challenge:loneliness"]
    assert topic_queries.panels_without_topics() == []


def test_a_text_that_comes_later_is_read_too(room: Room) -> None:
    jobs.name_topics.call()

    selection.receive_dossiers(
        actor=OFFICE, panel=room.fresh(), dossiers=[handed_in(room.panel.edition, "gama", "PL")], now=NOW
    )

    assert topic_queries.panels_without_topics() == [room.panel.ref]
    jobs.name_topics.call()
    assert room.panel.dossiers.get(key="gama").topics == []
