"""One edition from the coordinator's first click to the public result, through the pages alone.

Services load what a fresh installation has (places, invented places, the programme's past, forms); everything else
is clicked, typed or posted. With PEARLS_SCREENSHOTS=1 the journey leaves its pictures in docs/guides/images.
"""

from datetime import UTC, datetime

import pytest
import time_machine

from pearls.documents import services as documents
from pearls.kernel.actor import Actor
from pearls.places import services as places
from pearls.programme import services as programme
from tests.browser import Reader
from tests.cast import make_cast
from tests.journeys import acts_applying as first
from tests.journeys import acts_judging as then
from tests.journeys.stage import Play

BEGIN = datetime(2027, 1, 4, 9, 0, tzinfo=UTC)


def load_what_an_installation_has() -> None:
    actor = Actor.system("journey")
    places.load_places(actor=actor, now=BEGIN)
    places.load_demonstration_places(actor=actor, now=BEGIN)
    programme.load_programme(actor=actor, now=BEGIN)
    documents.publish_shipped_forms(actor=actor, now=BEGIN)
    make_cast()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_one_edition_runs_from_the_open_call_to_published_titles(reader: Reader) -> None:
    with time_machine.travel(BEGIN, tick=True) as clock:
        load_what_an_installation_has()
        play = Play(reader, clock)

        first.office_opens_a_call(play)
        first.town_makes_an_account(play)
        first.town_writes(play)
        first.two_write_at_once(play)
        applications = first.others_apply(play)
        first.town_sends_twice(play)
        first.the_call_closes(play, applications)
        first.office_asks_back(play, applications)
        first.office_decides_who_is_eligible(play)

        panel = then.committee_is_called(play)
        then.committee_reads(play, panel)
        then.line_is_drawn(play, panel)
        then.candidates_write_their_plans(play, applications)
        jury = then.jury_reads(play)
        then.jury_decides(play, jury)
        then.titles_are_published(play, jury)
        then.the_journal_is_whole(play)
