"""The demonstration: played through the real services, alive today, and never real."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from pearls.audit import queries as journal
from pearls.calendar.models import Event
from pearls.calls import queries as call_queries
from pearls.calls.models import Application
from pearls.calls.rules import State
from pearls.cli import demonstration
from pearls.cli.demonstration import editions, meeting, plan_writing, refreshing, title_year
from pearls.documents import queries as document_queries
from pearls.documents import rules as document_rules
from pearls.documents.services import publish_shipped_forms
from pearls.exchange.models import Visit
from pearls.kernel.actor import Actor
from pearls.learning.models import Enrolment
from pearls.mentoring.models import Meeting, Promise
from pearls.network.models import Post
from pearls.news import queries as news
from pearls.news.models import Story
from pearls.people.models import Person
from pearls.places import services as places
from pearls.plans import queries as plan_queries
from pearls.plans.models import IndicatorValue, LogEntry, Plan, PlanChange
from pearls.plans.queries import title_year as title_year_queries
from pearls.plans.rules import checks
from pearls.practices import queries as practice_queries
from pearls.practices import services as practices
from pearls.programme import queries as programme
from pearls.programme import services as programme_services
from pearls.seed_money import queries as seed_money
from pearls.seed_money.models import Request
from pearls.selection import queries as selection_queries
from pearls.selection.models import Assessment, Panel, ScoreChange, Seat, StepOut
from pearls.selection.rules.places import Outcome
from pearls.titles.models import Title
from pearls.today.models import Line

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LEAP = datetime(2028, 2, 29, 9, 0, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("now", [NOW, LEAP])
def test_the_demonstration_is_alive_on_any_day_and_loads_once(now: datetime, client: Client) -> None:
    actor = Actor.system("demo")
    places.load_places(actor=actor, now=now)
    places.load_demonstration_places(actor=actor, now=now)
    programme_services.load_programme(actor=actor, now=now)
    publish_shipped_forms(actor=actor, now=now)

    first = demonstration.load_demonstration(actor=actor, now=now)
    again = demonstration.load_demonstration(actor=actor, now=now)

    assert (first, again) == (True, False)
    _look_at_the_open_call(now)
    _look_at_the_jury()
    _look_at_the_meeting()
    _look_at_the_plans(now)
    _look_at_our_own_plan()
    _look_at_the_title_year(now)
    _look_at_the_saved_search(actor, now)
    _look_from_outside(client)
    later = now + timedelta(days=200)
    loaded, real = _standing(now), _real_days()
    _refresh(actor, later)
    assert _standing(later) == loaded
    assert 0 not in loaded.values()
    assert _real_days() == real
    assert refreshing.move_title_year(before=later.date(), now=later) == 0
    assert journal.verify_journal().holds


def _look_at_the_saved_search(actor: Actor, now: datetime) -> None:
    practices.load_practices(actor=actor, now=now)
    search = practice_queries.due_searches(now=now).get()

    assert search.person.email == "town@demo.test"
    assert practices.tell_of_new(actor=actor, search=search, now=now) > 0


def _look_at_the_open_call(now: datetime) -> None:
    edition = programme.edition_by_key(editions.OPEN)
    states = set(Application.objects.filter(edition=edition).values_list("state", flat=True))

    assert edition.call_closes_at is not None
    assert edition.call_closes_at - now >= timedelta(days=60)
    assert edition.is_demonstration
    assert states == {
        State.DRAFT,
        State.SUBMITTED,
        State.RETURNED,
        State.ELIGIBLE,
        State.INELIGIBLE,
        State.WITHDRAWN,
    }


def _look_at_the_jury() -> None:
    applications = Application.objects.filter(edition__key=editions.JURY)
    finished = Assessment.objects.filter(dossier__panel__edition__key=editions.JURY, state="finished")
    invited = Seat.objects.filter(panel__stage="final", state="invited").count()

    assert applications.filter(state=State.PLAN_SUBMITTED).count() == 7
    assert applications.filter(state=State.DROPPED_OUT).count() == 1
    assert finished.filter(dossier__panel__stage="final").count() == 9
    assert invited == 2
    assert not Application.objects.filter(place__is_demonstration=False).exists()


def _look_at_the_meeting() -> None:
    """Two plans tie for the last title, one was passed over for its country; a plan is on the table, a vote is open."""
    panel = Panel.objects.get(edition__key=editions.MEETING, stage="final")
    outcomes = {plan.candidate: plan.outcome for plan in selection_queries.ranking_of(panel).candidates}

    assert {key for key, outcome in outcomes.items() if outcome == Outcome.UNDECIDED} == set(meeting.TIED)
    assert [key for key, outcome in outcomes.items() if outcome == Outcome.TITLE] == [
        meeting.FIRST,
        meeting.STEPPED_OUT,
    ]
    assert panel.meeting.current.key == meeting.NOW
    assert panel.votes.get(closed_at=None).dossier.key == meeting.SAME_COUNTRY
    assert panel.draws.get().drawn_at is None
    assert StepOut.objects.get().item.dossier.key == meeting.STEPPED_OUT
    assert ScoreChange.objects.count() == 1


def _plan(edition: str, place: str) -> Plan:
    return Plan.objects.select_related("application__edition", "document__form_version").get(
        application__edition__key=edition, application__place__key=place
    )


def _look_at_the_plans(now: datetime) -> None:
    """Each check that teaches finds something somewhere, and nobody has written in the quiet plan for weeks."""
    edition = programme.edition_by_key(editions.PLANS)
    due_at = call_queries.plan_due_at(edition)
    found = set()
    for key in (plan_writing.OWN, *plan_writing.WRITTEN):
        plan = _plan(editions.PLANS, key)
        content = plan_queries.content_of(plan)
        found |= {finding.code for finding in checks.findings(plan.document.form, content, year=edition.title_year)}
    written = _plan(editions.PLANS, plan_writing.QUIET).document.fields.values_list("changed_at", flat=True)

    assert due_at is not None
    assert timedelta(days=55) < due_at - now < timedelta(days=65)
    assert found == {check.code for check in checks.CHECKS} | {"activity-outside-year"}
    assert all(at is None or now - at > timedelta(days=28) for at in written)


def _look_at_our_own_plan() -> None:
    """It could be sent as it stands, two people wrote it, and one of its translations is older than its text."""
    document = _plan(editions.PLANS, plan_writing.OWN).document
    fields = document_queries.fields_of(document)
    older = [
        name
        for name, question, value in document_rules.translatable(document.form, document_queries.answers_of(document))
        if (kept := fields.get(document_rules.translation_name(name, "en")))
        and document_rules.is_older(document_rules.original_texts(question, value), kept.value)
    ]
    writers = set(document.fields.values_list("changed_by", flat=True))

    assert document_rules.missing(document.form, document_queries.answers_of(document)) == []
    assert older == ["vision"]
    assert writers == {Person.objects.get(email=f"{key}@demo.test").ref for key in ("town", "colleague")}


def _look_at_the_title_year(now: datetime) -> None:
    titles = Title.objects.filter(edition__key=editions.TITLES)
    plan = _plan(editions.TITLES, title_year.OWN)
    own = title_year_queries.practices_made_of(plan).get()

    assert programme.edition_by_key(editions.TITLES).title_year == now.year
    assert {title.place.key for title in titles} == {title_year.OWN, title_year.OTHER}
    assert LogEntry.objects.filter(plan=plan, happened_on__year=now.year, happened_on__lte=now).count() == 4
    assert IndicatorValue.objects.filter(plan=plan).count() == 3
    assert PlanChange.objects.get(plan=plan).ended_at is not None
    assert own.draft["participants"].endswith("310")


def _look_from_outside(client: Client) -> None:
    """Nothing of it is in the lists that everybody reads."""
    addresses = ("/api/v1/pearls", "/en/pearls/", "/en/places/", "/en/editions/")
    for address in addresses:
        words = client.get(address).content.decode()
        assert not [key for key in (*editions.KEYS, title_year.OWN, title_year.OTHER) if key in words], address


def _standing(now: datetime) -> dict[str, object]:
    """What of the title year is ahead and what is behind, as somebody sees it on this day."""
    seed = seed_money.rules_of(programme.edition_by_key(editions.TITLES))
    awaiting = Request.objects.get(over_at=None, payments__confirmed_at__isnull=False)
    visits = Visit.objects.filter(is_demonstration=True).order_by("pk")
    enrolments = Enrolment.objects.filter(person__is_demonstration=True)
    shown = news.public_stories(now=now, with_demonstration=True).filter(is_demonstration=True)
    month = (now - timedelta(days=30), now)
    assert seed is not None
    assert awaiting.report_due_on is not None
    return {
        "events to come": Event.objects.filter(is_demonstration=True, starts_at__gt=now).count(),
        "events of the last month": Event.objects.filter(is_demonstration=True, starts_at__range=month).count(),
        "courses begun this month": enrolments.filter(enrolled_at__range=month).count(),
        "fund closes in": seed.closes_on - now.date(),
        "report due in": awaiting.report_due_on - now.date(),
        "promises to keep": Promise.objects.filter(due_on__gte=now.date()).count(),
        "meetings to come": Meeting.objects.filter(starts_at__gt=now).count(),
        "visits": tuple(visit.first_day - now.date() for visit in visits),
        "posts of this month": Post.objects.filter(made_at__range=month).count(),
        "stories": shown.count(),
        "stories under embargo": Story.objects.filter(is_demonstration=True, public_at__gt=now).count(),
        "lines with a day to come": Line.objects.filter(until__gt=now).count(),
    }


def _real_days() -> list[object]:
    """The days of what is not invented."""
    return list(Event.objects.filter(is_demonstration=False).order_by("pk").values_list("starts_at", "first_on"))


def _refresh(actor: Actor, later: datetime) -> None:
    demonstration.refresh_demonstration(actor=actor, now=later)

    edition = programme.edition_by_key(editions.OPEN)
    due_at = call_queries.plan_due_at(programme.edition_by_key(editions.PLANS))
    assert edition.call_closes_at is not None
    assert edition.call_closes_at - later >= timedelta(days=60)
    assert due_at is not None
    assert due_at > later
    assert programme.edition_by_key(editions.TITLES).title_year == later.year
