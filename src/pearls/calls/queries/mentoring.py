"""Who mentors whom: what a mentor reads, and what the office needs to appoint one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from pearls.calls import rules
from pearls.calls.models import Application, Member
from pearls.calls.queries.applications import listed
from pearls.calls.queries.office import applications_seen_by_office
from pearls.calls.rules import State
from pearls.kernel.actor import Actor, Role
from pearls.people import queries as people_queries
from pearls.people.models import Mentorship as Mentorship
from pearls.people.models import Person as Person
from pearls.programme import queries as programme_queries
from pearls.programme.models import Edition


def applications_mentored_by(actor: Actor, *, since: datetime | None = None) -> QuerySet[Application]:
    """What the actor reads as a mentor: applications that were sent, of the places they stand by. The newest first.

    With `since`, only of places they were asked to stand by after that.
    """
    if not actor.has_role(Role.MENTOR):
        return Application.objects.none()
    mine = people_queries.own_mentorship(actor, "place__mentorships", "edition__key")
    stood_by = Application.objects.annotate(_mentor=mine).filter(_mentor__isnull=False)
    if since is not None:
        stood_by = stood_by.filter(_mentor__began_at__gt=since)
    sent = stood_by.exclude(state__in=(State.DRAFT, State.WITHDRAWN))
    return listed(sent).order_by("-began_at", "-id")


def mentors_to_choose(edition: Edition) -> QuerySet[Person]:
    """Everybody who holds the role of a mentor in this edition or in all, by name."""
    return programme_queries.people_with_role(Role.MENTOR, edition=edition)


def mentors_of(application: Application) -> QuerySet[Mentorship]:
    """Who mentors the application's place in its edition."""
    return people_queries.mentors_of(application.place, application.edition.key)


def mentorships_by_place(edition: Edition) -> Mapping[int, Sequence[Mentorship]]:
    """The mentors of every place of the edition, by the place's row, in one query."""
    found: dict[int, list[Mentorship]] = defaultdict(list)
    for mentorship in people_queries.mentorships_in(edition.key):
        found[mentorship.place_id].append(mentorship)
    return found


def applications_to_mentor(actor: Actor, edition: Edition, *, without: bool = False) -> QuerySet[Application]:
    """The applications whose places may have a mentor, for the office; only those that have none, where asked."""
    found = applications_seen_by_office(actor, edition).filter(state__in=sorted(rules.MENTORED))
    if without:
        found = found.exclude(place__in=people_queries.mentorships_in(edition.key).values("place"))
    return found.order_by("place__country", "place__name", "id")


def unmentored_count(actor: Actor, edition: Edition) -> int:
    """How many candidates have no mentor, where the edition has mentors at all."""
    waiting = applications_to_mentor(actor, edition, without=True).filter(state=State.CANDIDATE).count()
    return waiting if waiting and mentors_to_choose(edition).exists() else 0


def appointment_of(actor: Actor, application: Application, mentor: Person) -> rules.Appointment:
    """What the rule asks before the person becomes the mentor of the application's place."""
    works = Member.objects.filter(application=application, person=mentor, ended_at=None).exists()
    speaks = people_queries.confirmed_speakers(application.place).filter(person=mentor).exists()
    return rules.Appointment(
        is_office=actor.is_office(application.edition.key),
        state=State(application.state),
        holds_role=mentors_to_choose(application.edition).filter(pk=mentor.pk).exists(),
        works_on_it=works or speaks,
        is_mentor=mentors_of(application).filter(person=mentor).exists(),
    )
