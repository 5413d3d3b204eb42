"""A practice from the first search to the town that tries it: a visitor, an officer, two who review, another town."""

from pathlib import Path

import pytest
import time_machine

from pearls.kernel.actor import Actor
from pearls.people.models import Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.places.services import load_places
from pearls.practices import services
from pearls.practices.models import Adoption, Practice
from tests.browser import Reader
from tests.cast import NOW, Cast
from tests.journeys import acts_practices as acts
from tests.journeys.stage import Play


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_practice_is_found_told_reviewed_and_tried(
    reader: Reader, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with time_machine.travel(NOW, tick=True) as clock:
        cast: Cast = request.getfixturevalue("cast")  # once the server has its database
        office = Actor.system("tests")
        load_places(actor=office, now=NOW)
        services.load_practices(actor=office, now=NOW)
        speaks(cast, "town", "smiltene-lv")
        speaks(cast, "othertown", "kaskinen-fi")
        play = Play(reader, clock)

        acts.visitor_finds(play, "yksinäisiä vanhuksia", "Tanska syö yhdessä")
        with play.window("town@demo.test") as page:
            acts.officer_tells(play, page, tmp_path)
            acts.editor_sends_back(play, "editor@demo.test")
            acts.officer_mends(page)
        acts.two_people_let_it_through(play, "editor@demo.test", "coordinator@demo.test")
        acts.another_town_tries_it(play, "othertown@demo.test")
        acts.everybody_reads_both(play)

        assert Practice.objects.get(title=acts.TITLE).place == Place.objects.get(key="smiltene-lv")
        assert Adoption.objects.get().outcome == "partly"


def speaks(cast: Cast, who: str, place: str) -> None:
    """Somebody is confirmed to speak for a town."""
    Speaker.objects.create(
        person=cast[who], place=Place.objects.get(key=place), state=SpeakerState.CONFIRMED, claimed_at=NOW
    )
