"""What goes with the acts on a visit: the journal's entry, letters to a side, lines on its day, the calendar."""

from datetime import datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.calendar import queries as calendar_queries
from pearls.calendar import services as calendar
from pearls.calendar.rules import Audience, Kind, Mode
from pearls.exchange import labels, queries
from pearls.exchange.models import Visit
from pearls.exchange.rules import Side, VisitState
from pearls.kernel.actor import Actor
from pearls.kernel.clock import local_instant
from pearls.kernel.verdict import YES, no, require
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.today import services as today

DAY_BEGINS, DAY_ENDS = time(9), time(17)


def record_act(actor: Actor, act: str, visit: Visit, now: datetime, **data: object) -> None:
    """One act on a visit, in the journal."""
    audit.record(actor=actor, act=act, subject=visit.subject, data={"state": visit.state} | data, now=now)


def claim(visit: Visit, **changes: object) -> None:
    """Change the row only while it is in the state we saw, so that of two who act one wins and the other is told."""
    changed = Visit.objects.filter(pk=visit.pk, state=visit.state).update(**changes)
    require(YES if changed == 1 else no("somebody-was-faster"))
    visit.refresh_from_db()


def people_of(visit: Visit, side: Side) -> list[queries.Person]:
    """Whom letters to a side go to."""
    place = visit.offer.place if side == Side.HOST else visit.guest_place
    if place is not None:
        return [speaker.person for speaker in people_queries.confirmed_speakers(place)]
    return [visit.offer.person if side == Side.HOST else visit.guest_person]


def write_to(actor: Actor, letter: mail.Letter, visit: Visit, *sides: Side, now: datetime, reason: str = "") -> None:
    """A letter to everybody who speaks for these sides, each in their language."""
    people = {person.pk: person for side in sides for person in people_of(visit, side)}
    for person in people.values():
        if not person.email or not person.is_active:
            continue
        with translation.override(person.language):
            link = settings.BASE_URL + reverse("exchange:visit", args=[visit.ref])
        mail.queue_letter(
            actor=actor,
            letter=letter,
            to=person.email,
            language=person.language,
            values={
                "name": str(person),
                "host": labels.holder_name(visit.offer.place, visit.offer.partner, person.language),
                "guest": labels.holder_name(visit.guest_place, visit.guest_partner, person.language),
                "reason": reason,
                "link": link,
            },
            about=visit.subject,
            now=now,
        )


def put_on_day(visit: Visit, code: str, *sides: Side, now: datetime, until: datetime | None = None) -> None:
    """A line on the day of those who are awaited."""
    for side in sides:
        is_host = side == Side.HOST
        place = visit.offer.place if is_host else visit.guest_place
        other = (visit.guest_place, visit.guest_partner) if is_host else (visit.offer.place, visit.offer.partner)
        person = None if place else visit.offer.person if is_host else visit.guest_person
        today.put_line(
            subject=visit.subject,
            code=code,
            who=labels.holder_name(*other, "en"),
            page="exchange:visit",
            page_args={"ref": visit.ref},
            place=place,
            person=person,
            until=until,
            now=now,
        )


def keep_in_calendar(actor: Actor, visit: Visit, now: datetime) -> None:
    """An agreed visit is an event of those who are invited; one that is called off is called off there too."""
    source = f"exchange.visit:{visit.ref}"
    event = calendar_queries.event_by_source(source)
    if visit.state == VisitState.CANCELLED:
        if event is not None:
            calendar.cancel_event(actor=actor, event=event, reason=visit.answer, now=now)
        return
    zone = visit.offer.person.zone
    titles = {}
    for language in ("en", "lv"):
        names = {
            "guest": labels.holder_name(visit.guest_place, visit.guest_partner, language),
            "host": labels.holder_name(visit.offer.place, visit.offer.partner, language),
        }
        with translation.override(language):
            titles[language] = str(labels.EVENT_TITLE) % names
    calendar.put_event(
        actor=actor,
        source=source,
        kind=Kind.VISIT,
        title=titles,
        summary={},
        starts_at=local_instant(datetime.combine(visit.first_day, DAY_BEGINS), zone),
        ends_at=local_instant(datetime.combine(visit.last_day, DAY_ENDS), zone),
        zone=zone,
        mode=Mode.ON_SITE,
        audience=Audience.INVITED,
        place=visit.offer.place,
        venue="" if visit.offer.place else labels.holder_name(None, visit.offer.partner, "en"),
        organisers={person.pk: person for side in Side for person in people_of(visit, side)}.values(),
        is_demonstration=visit.is_demonstration,
        now=now,
    )
