"""The time that mentors gave, by mentor and month, for the report of their partner."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from pearls.kernel.actor import Actor
from pearls.mentoring.models import Attendance, Meeting, MentorProfile
from pearls.mentoring.rules.walls import PairKind
from pearls.mentoring.rules.working import MeetingState
from pearls.people.models import Person


@dataclass
class MonthOfMentor:
    """What one mentor gave in one month, in whole minutes."""

    person: Person
    month: date
    organisation: str = ""
    country: str = ""
    town_minutes: int = 0
    twin_minutes: int = 0
    supervision_minutes: int = 0
    meeting_count: int = 0

    @property
    def minutes(self) -> int:
        return self.town_minutes + self.twin_minutes + self.supervision_minutes


def hours_of(actor: Actor, *, year: int) -> list[MonthOfMentor]:
    """The actor's own months, those of towns handed over among them; three queries."""
    return _months(
        Meeting.objects.filter(mentor=actor.person_id or 0),
        Attendance.objects.filter(person=actor.person_id or 0),
        year,
    )


def hours_seen_by_office(actor: Actor, *, year: int, country: str = "") -> list[MonthOfMentor]:
    """Every mentor's months of a year, for the office of all editions; of one edition's office its own towns."""
    if not actor.is_office():
        return []
    meetings, attended = Meeting.objects.all(), Attendance.objects.all()
    editions = actor.office_editions()
    if editions is not None:
        meetings, attended = meetings.filter(pair__edition_key__in=editions), attended.none()
    found = _months(meetings, attended, year)
    return [row for row in found if not country or row.country == country]


def _months(meetings: QuerySet[Meeting], attended: QuerySet[Attendance], year: int) -> list[MonthOfMentor]:
    rows: dict[tuple[int, date], MonthOfMentor] = {}
    held = meetings.filter(state=MeetingState.HELD, starts_at__year=year, mentor__isnull=False)
    for meeting in held.select_related("mentor", "pair").only(
        "starts_at", "minutes", "pair__kind", *(f"mentor__{name}" for name in ("name", "email", "ref", "erased_at"))
    ):
        if meeting.mentor is None:
            continue
        row = _row(rows, meeting.mentor, meeting.starts_at.date())
        row.meeting_count += 1
        if meeting.pair.kind == PairKind.TWIN:
            row.twin_minutes += meeting.minutes or 0
        else:
            row.town_minutes += meeting.minutes or 0
    for one in attended.filter(supervision__held_on__year=year).select_related("person", "supervision"):
        _row(rows, one.person, one.supervision.held_on).supervision_minutes += one.supervision.minutes
    _name_partners(rows)
    return sorted(rows.values(), key=lambda row: (row.month, row.country, str(row.person), row.person.pk))


def _row(rows: dict[tuple[int, date], MonthOfMentor], person: Person, day: date) -> MonthOfMentor:
    month = day.replace(day=1)
    return rows.setdefault((person.pk, month), MonthOfMentor(person, month))


def _name_partners(rows: dict[tuple[int, date], MonthOfMentor]) -> None:
    by_person: dict[int, list[MonthOfMentor]] = defaultdict(list)
    for (person, _month), row in rows.items():
        by_person[person].append(row)
    for profile in MentorProfile.objects.filter(person__in=by_person):
        for row in by_person[profile.person_id]:
            row.organisation, row.country = profile.organisation, profile.country


def total_minutes(rows: Sequence[MonthOfMentor]) -> int:
    return sum(row.minutes for row in rows)
