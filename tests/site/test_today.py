"""The page Today: what is due, waiting or new for each of the cast."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.calls import services as calls
from pearls.calls.models import Application, Member
from pearls.calls.rules import Right, State
from pearls.kernel.clock import utc_now
from pearls.people import services as people
from pearls.people.models import Person
from pearls.people.services.demonstration import DEMO_PEOPLE
from pearls.plans import services
from pearls.selection import services as selection
from pearls.site import due
from pearls.site.due import Group
from pearls.today import services as today
from tests.calls.conftest import CLOSES, OPENS, PLAN_DUE, Town, edition, let_speak, make_place, place, town  # noqa: F401
from tests.cast import Cast
from tests.plans.conftest import WRITING, Candidate, candidate  # noqa: F401
from tests.plans.test_sessions import begun, let_in
from tests.selection.room import NOW as INVITED
from tests.selection.room import OFFICE, a_room


def signed_in(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def lines(cast: Cast, who: str, now: datetime) -> list[tuple[str, str]]:
    found = due.lines_for(cast.actor(who), now)
    return [(group.value, line.what) for group in Group for line in found[group]]


def test_a_stranger_is_led_to_the_sign_in_page_and_back(client: Client, db: None) -> None:
    assert client.get("/en/today/")["Location"] == "/en/sign-in/?next=/en/today/"


def test_who_has_nothing_to_do_is_told_so(client: Client, cast: Cast) -> None:
    page = signed_in(client, cast.editor).get("/en/today/").content.decode()

    assert "Nothing is due, and nothing waits for you" in page


def test_a_town_sees_its_draft_with_its_deadline(town: Town) -> None:  # noqa: F811
    assert lines(town.cast, "town", OPENS) == [("waiting", "Finish the application and send it.")]
    assert lines(town.cast, "town", CLOSES) == [("due", "Finish the application and send it.")]
    assert lines(town.cast, "othertown", CLOSES) == []


def test_the_line_opens_the_exact_spot(client: Client, town: Town) -> None:  # noqa: F811
    [line] = [line for group in due.lines_for(town.cast.actor("town"), OPENS).values() for line in group]

    response = signed_in(client, town.cast.town).get(line.address)

    assert response.status_code == 200
    assert town.application.ref in line.address


def test_a_juror_sees_how_many_texts_wait_and_nobody_elses(cast: Cast) -> None:
    a_room(cast, {"alfa": "LT", "beta": "PL", "gamma": "DK"}, jurors=2)

    assert [what for _group, what in lines(cast, "juror1", utc_now())] == ["3 texts to read and score."]
    assert lines(cast, "juror5", utc_now()) == []


def test_the_office_hears_of_an_invitation_once_its_day_is_over_without_an_answer(cast: Cast) -> None:
    panel = a_room(cast, {"alfa": "LV"}).panel
    selection.invite(actor=OFFICE, panel=panel, person=cast["juror4"], answer_on=INVITED.date(), now=INVITED)

    def told(now: datetime) -> list[str]:
        return [what for _group, what in lines(cast, "coordinator", now) if "invited to a panel" in what]

    assert told(INVITED) == []
    assert told(INVITED + timedelta(days=1)) == ["1 person invited to a panel has not answered in time."]


def test_a_town_sees_what_residents_wrote_until_it_is_decided_and_as_long_as_it_can_be(candidate: Candidate) -> None:  # noqa: F811
    cast, title = candidate.cast, "waits to be let pass: An evening."
    session = let_in(candidate, begun(candidate, "asset-map"))
    mills = [
        services.name_item(session=session, lane_id="places", text=text, now=WRITING) for text in ("A mill", "A pond")
    ]

    def told(who: str, now: datetime = WRITING) -> list[str]:
        return [what for _group, what in lines(cast, who, now) if "of residents" in what]

    two = {who: told(who) for who in ("town", "colleague", "mentor", "othertown", "coordinator")}
    services.decide_item(actor=candidate.actor(), session=session, item=mills[0], passes=False, now=WRITING)
    one, late = told("town"), told("town", PLAN_DUE + timedelta(seconds=1))
    Member.objects.update(right=Right.COMMENT)
    reader = told("colleague")
    services.decide_item(actor=candidate.actor(), session=session, item=mills[1], passes=True, now=WRITING)

    both = ["2 items of residents wait to be let pass: An evening."]
    assert two == {"town": both, "colleague": both, "mentor": [], "othertown": [], "coordinator": []}
    assert (one, late, reader, told("town")) == ([f"1 item of residents {title}"], [], [], [])


def test_the_line_about_residents_opens_the_list_of_what_waits(client: Client, candidate: Candidate) -> None:  # noqa: F811
    session = let_in(candidate, begun(candidate, "asset-map"))
    services.name_item(session=session, lane_id="places", text="A mill", now=WRITING)
    found = due.lines_for(candidate.actor(), WRITING)
    [line] = [line for group in found.values() for line in group if "of residents" in line.what]

    page = signed_in(client, candidate.cast.town).get(line.address).content.decode()

    address, _hash, spot = line.address.partition("#")
    assert address == f"{candidate.base}tools/{session.ref}/residents/"
    assert f'id="{spot}"' in page and "A mill" in page


def test_a_day_costs_the_same_for_one_session_and_many_and_less_without_a_plan(candidate: Candidate) -> None:  # noqa: F811
    def cost(who: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            due.lines_for(candidate.actor(who), WRITING)
        return len(seen)

    def waiting() -> None:
        session = let_in(candidate, begun(candidate, "asset-map"))
        services.name_item(session=session, lane_id="places", text="A mill", now=WRITING)

    waiting()
    few = cost("town")
    for _ in range(5):
        waiting()

    assert cost("town") == few <= 12
    with CaptureQueriesContext(connection) as seen:
        due.lines_for(candidate.actor("editor"), WRITING)
    assert not [query for query in seen if "waiting_count" in query["sql"]]


@pytest.mark.parametrize("who", [person.key for person in DEMO_PEOPLE])
def test_the_page_asks_eleven_times_at_most(client: Client, town: Town, who: str) -> None:  # noqa: F811
    a_room(town.cast, {f"town-{number}": "LT" for number in range(12)}, jurors=2)
    signed_in(client, town.cast[who]).get("/en/today/")

    with CaptureQueriesContext(connection) as seen:
        assert client.get("/en/today/").status_code == 200

    assert len(seen) <= 11


def test_the_day_of_an_office_with_two_hundred_towns_asks_no_more_than_with_one(client: Client, town: Town) -> None:  # noqa: F811
    def towns(numbers: range) -> None:
        for number in numbers:
            place = make_place(f"town-{number}-lv", f"Town {number}")  # noqa: F811
            let_speak(town.cast.town, place)
            calls.begin_application(actor=town.cast.actor("town"), edition=town.edition, place=place, now=OPENS)
            today.put_line(
                subject=f"story:{number}",
                code="story-back",
                who=place.name,
                role="coordinator",
                page="site:today",
                params={"title": "A lake"},
                now=CLOSES,
            )
            people.claim_place(actor=town.cast.actor("othertown"), place=place, function="Culture", now=CLOSES)
        Application.objects.update(state=State.SUBMITTED)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            due.lines_for(town.cast.actor("coordinator"), CLOSES + timedelta(days=1))
        return len(seen)

    towns(range(1))
    asked()
    one = asked()
    towns(range(1, 199))

    assert asked() == one
    found = due.lines_for(town.cast.actor("coordinator"), CLOSES + timedelta(days=1))[Group.WAITING]
    assert "200 applications wait for a decision on eligibility." in [line.what for line in found]
    page = signed_in(client, town.cast.coordinator).get("/en/today/").content.decode()
    assert page.count("today__line") <= 2 * due.MOST_LINES + 10
