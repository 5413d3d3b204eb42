"""A plan from the empty page to the juror: colleagues, tools, residents, a mentor and Word have their part in it."""

from pathlib import Path

import pytest
import time_machine

from tests.browser import Reader
from tests.journeys import acts_planning as town
from tests.journeys import acts_reading as others
from tests.journeys import acts_tools as tools
from tests.journeys.stage import Play
from tests.plans.conftest import WRITING, Candidate, candidate, edition, place

__all__ = ["candidate", "edition", "place"]  # the fixtures of the room's own tests

IN_WORD = ("full on a Tuesday", "full on every Tuesday")


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_plan_is_written_by_many_hands_and_a_juror_reads_it(
    reader: Reader, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with time_machine.travel(WRITING, tick=True) as clock:
        plan: Candidate = request.getfixturevalue("candidate")  # once the server has its database
        play = Play(reader, clock)

        with play.window("town@demo.test") as one, play.window("colleague@demo.test") as other:
            town.opens_the_empty_plan(play, one, plan)
            tools.works_with_tools(play, one, plan)
            tools.asks_residents(play, one, plan)
            town.both_write_one_activity(play, one, other, plan)
            town.finishes_what_residents_proposed(other, plan, tools.CHOIR)
            town.writes_the_rest(other, plan)
            others.mentor_speaks(play, plan)
            others.town_takes_it_over(one, plan)
            town.works_in_word(play, other, plan, tmp_path, IN_WORD)
            town.sends(one, plan)

        others.jury_is_called(play, plan)
        others.juror_reads(play, others.SUGGESTED.replace(*IN_WORD))
