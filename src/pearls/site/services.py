"""What the site writes by itself: the page Today as a letter, once a week."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.mail import queries as mail_queries
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.programme import queries as programme_queries
from pearls.site import due, labels, queries
from pearls.site.day import GROUP_WORDS, Group, Line, week_to_write
from pearls.web import formats


@transaction.atomic
def write_week(
    *, actor: Actor, subscription: mail_queries.Subscription, person: people_queries.Person, now: datetime
) -> bool:
    """Write what stands on somebody's day, in their language; says whether there was something to write.

    The week is claimed in the same transaction, so a letter is written once whatever happens. Safe to run twice.
    """
    audit.take_turn()
    week = week_to_write(now, person.zone)
    if not week or not mail.claim(subscription=subscription, written_for=week):
        return False
    with translation.override(person.language):
        found = due.lines_for(programme_queries.actor_for(person), now)
        lines = _in_words(found, person)
        link = settings.BASE_URL + reverse("site:today")
    if lines:
        stop = mail_queries.stop_address(subscription, person.language)
        mail.queue_letter(
            actor=actor,
            letter=labels.LETTERS[labels.WEEKLY],
            to=person.email,
            language=person.language,
            values={"name": person.name, "lines": lines, "link": link, "stop": stop},
            about=person.subject,
            unsubscribe_url=stop,
            now=now,
        )
    audit.record(actor=actor, act="week-written", subject=person.subject, now=now, data={"week": week})
    return bool(lines)


def write_invented_weeks(*, actor: Actor, now: datetime) -> int:
    """Write last Monday's letter to the people of the demonstration, who would wait a week for it otherwise.

    Gives the number of letters. Safe to run again: a week that is written is claimed.
    """
    monday = (now - timedelta(days=now.weekday())).replace(hour=12, minute=0, second=0, microsecond=0)
    if monday > now:
        monday -= timedelta(days=7)
    pairs = [pair for pair in queries.weeks_to_write(monday) if pair[1].is_demonstration]
    return sum(write_week(actor=actor, subscription=asked, person=person, now=monday) for asked, person in pairs)


def _in_words(found: dict[Group, list[Line]], person: people_queries.Person) -> str:
    """The lines by group, each with its address; "" where there are none."""
    groups = (
        "\n\n".join([str(GROUP_WORDS[group]), *(_line(line, person) for line in lines)])
        for group, lines in found.items()
        if lines
    )
    return "\n\n".join(groups)


def _line(line: Line, person: people_queries.Person) -> str:
    until = formats.instant_words(line.until, line.zone, person.language, person.zone) if line.until else ""
    return "\n".join(part for part in (line.who, line.what, until, settings.BASE_URL + line.address) if part)
