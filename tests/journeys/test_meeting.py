"""A jury meets, from the agenda to the minutes, as those at the table see it."""

import pytest
import time_machine

from pearls.selection.models import ScoreChange
from pearls.selection.rules.panels import PanelState
from tests.browser import Reader
from tests.cast import Cast
from tests.journeys import acts_meeting as acts
from tests.journeys.stage import Play
from tests.selection.meet import LATER, met


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_jury_meets_votes_draws_lots_and_signs(reader: Reader, request: pytest.FixtureRequest) -> None:
    with time_machine.travel(LATER, tick=True) as clock:
        cast: Cast = request.getfixturevalue("cast")  # once the server has its database
        room = met(cast, begin=False)
        meeting = f"/en/panels/{room.panel.ref}/meeting/"
        play = Play(reader, clock)

        with play.window("chair@demo.test") as page:
            acts.chair_begins(page, meeting)
            acts.chair_opens_a_plan(play, page)
            acts.juror_changes_a_score(play, "juror2@demo.test", meeting)
            acts.chair_puts_it_to_the_vote(page, meeting)
            acts.votes(play, "juror1@demo.test", meeting, "Yes")
            acts.votes(play, "juror2@demo.test", meeting, "Yes")
            acts.votes(play, "juror3@demo.test", meeting, "Abstain")
            acts.chair_closes_the_vote(page, meeting)
            acts.chair_names_sources(page, "2027-11-01T12:30")
            play.picture(page, "meeting-agenda", height=1100)
        play.at("2027-11-01T12:40")
        with play.window("chair@demo.test") as page:
            acts.chair_draws(play, page, meeting)
            acts.chair_signs(page)
        acts.another_signs(play, "juror1@demo.test", meeting)

        assert room.fresh().state == PanelState.SIGNED
        assert ScoreChange.objects.get().reason == acts.REASON
