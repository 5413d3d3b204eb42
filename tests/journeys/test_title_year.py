"""The title year: what is learned, who stands by a town, what is paid, who visits whom."""

from pathlib import Path

import pytest
import time_machine
from allauth.account.models import EmailAddress

from pearls.calls.models import Application
from pearls.calls.rules import State
from pearls.exchange.models import Visit
from pearls.mentoring.models import Note
from pearls.people.models import Mentorship, Person
from pearls.plans import services as plans
from pearls.practices.models import Contribution
from pearls.seed_money.models import Request
from pearls.titles.models import Title
from tests.browser import Reader
from tests.calls.conftest import PLAN_DUE
from tests.cast import NOW, PASSWORD, Cast
from tests.exchange.conftest import Board, board
from tests.journeys import acts_exchange, acts_learning, acts_mentoring, acts_network, acts_seed_money
from tests.journeys.stage import Play
from tests.mentoring.conftest import a_mentor
from tests.plans.conftest import WRITING, Candidate, candidate, edition, place
from tests.plans.test_services import whole_plan

__all__ = ["board", "candidate", "edition", "place"]  # the fixtures of the rooms' own tests
pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]


def test_a_candidate_attends_a_webinar_and_the_site_confirms_the_certificate(
    reader: Reader, request: pytest.FixtureRequest
) -> None:
    with time_machine.travel(NOW, tick=True) as clock:
        cast: Cast = request.getfixturevalue("cast")  # once the server has its database
        play = Play(reader, clock)

        acts_learning.office_plans_a_webinar(play, "coordinator@demo.test")
        acts_learning.candidate_registers(play, "town@demo.test")
        acts_learning.guest_registers(play, "Anna Guest", "anna@example.org")
        play.at("2026-12-03T12:30")
        acts_learning.office_marks_who_was_there(play, "coordinator@demo.test", cast.town.name)
        code = acts_learning.candidate_gets_the_certificate(play, "town@demo.test")
        acts_learning.site_confirms(play, code, cast.town.name)


def test_a_mentor_hands_a_town_over_and_nothing_is_lost(reader: Reader, request: pytest.FixtureRequest) -> None:
    with time_machine.travel(WRITING, tick=True) as clock:
        town: Candidate = request.getfixturevalue("candidate")  # once the server has its database
        other = lets_in(a_mentor("ona@example.org", "Ona Petrauskienė"))
        before = town.cast.mentor
        play = Play(reader, clock)

        with play.window("mentor@demo.test") as page, play.window("mentor@demo.test") as left_open:
            acts_mentoring.mentor_works(page)
            acts_mentoring.opens_the_town(left_open)
            acts_mentoring.mentor_offers_the_town(play, page, other.name)
            acts_mentoring.town_hands_its_notes_on(play, "town@demo.test")
            acts_mentoring.new_mentor_takes_it_over(play, other.email, before.name)
            acts_mentoring.mentor_of_before_writes_no_more(play, left_open, before.email, other.name)
        acts_mentoring.town_sees_its_mentor(play, "town@demo.test", other.name, before.name)

        assert Mentorship.objects.get(ended_at=None).person == other
        assert [note.text for note in Note.objects.all()] == [acts_mentoring.NOTE]


def test_seed_money_goes_from_a_plan_to_a_closed_ledger(
    reader: Reader, request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with time_machine.travel(WRITING, tick=True) as clock:
        town: Candidate = wins_the_title(request.getfixturevalue("candidate"))  # once the server has its database
        play = Play(reader, clock)
        play.at("2027-04-20T09:00")

        acts_seed_money.office_gives_rules(play, "coordinator@demo.test")
        address = acts_seed_money.town_asks(play, "town@demo.test", town.base)
        acts_seed_money.finance_checks_and_says_yes(play, "finance@demo.test")
        acts_seed_money.second_person_says_yes(play, "finance2@demo.test")
        acts_seed_money.both_agree(play, "town@demo.test", "coordinator@demo.test")
        acts_seed_money.one_orders_another_confirms(play, "finance@demo.test", "finance2@demo.test", address)
        play.at("2027-08-02T10:00")
        acts_seed_money.town_reports(play, "town@demo.test", address, tmp_path)
        acts_seed_money.finance_settles(play, "finance@demo.test")
        acts_seed_money.town_pays_back(play, "town@demo.test", "finance2@demo.test")
        acts_seed_money.ledger_balances(play, "finance@demo.test", capsys)

        assert (Request.objects.get().state, Request.objects.get().due_cents) == ("closed", 225_000)


def test_two_towns_find_each_other_and_a_practice_is_made_of_the_visit(
    reader: Reader, request: pytest.FixtureRequest
) -> None:
    with time_machine.travel(NOW, tick=True) as clock:
        towns: Board = request.getfixturevalue("board")  # once the server has its database
        host, guest = towns.cast.town.email, towns.cast.othertown.email
        play = Play(reader, clock)

        acts_network.both_join(play, host, guest)
        acts_network.guest_writes_to_host(play, guest)
        acts_network.host_asks_everybody(play, host, guest)
        office, reader = towns.cast.actor("coordinator"), towns.cast.actor("town")
        acts_network.office_writes_the_newsletter(play, office, "coordinator@demo.test", reader, NOW)
        acts_exchange.host_offers(play, host)
        acts_exchange.guest_finds(play, guest)
        acts_exchange.host_agrees(play, host)
        acts_exchange.guest_plans(play, guest)
        play.at("2027-05-15T10:00")
        acts_exchange.guest_reports(play, guest)
        play.at("2027-11-15T10:00")
        acts_exchange.both_say_what_became_of_it(play, host, guest)

        visit = Visit.objects.get()
        assert visit.state == "closed"
        assert Contribution.objects.get().made_from == f"{visit.subject}/guest"


def wins_the_title(town: Candidate) -> Candidate:
    """The plan is sent, and the jury has chosen it."""
    town.fill(**whole_plan())
    plans.submit_plan(actor=town.actor(), plan=town.plan, now=PLAN_DUE)
    Application.objects.update(state=State.AWARDED)
    plan = town.reload()
    application = plan.application
    Title.objects.create(
        edition=application.edition,
        place=application.place,
        application=application,
        kind="by-rank",
        awarded_at=PLAN_DUE,
    )
    return town


def lets_in(person: Person) -> Person:
    """Somebody beyond the cast may sign in."""
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person
