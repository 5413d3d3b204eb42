"""The page Today as a letter on Monday morning."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from pearls.kernel.actor import Actor
from pearls.mail import queries as mail_queries
from pearls.mail import services as mail
from pearls.mail.models import Message
from pearls.people.models import Person
from pearls.site import jobs, labels, queries, services
from pearls.site.day import week_to_write
from pearls.today import services as today
from tests.cast import NOW, Cast

MONDAY = datetime(2026, 11, 30, 5, 0, tzinfo=UTC)  # seven in Riga
SYSTEM = Actor.system("weekly")


@pytest.mark.parametrize(
    ("hours", "zone", "week"),
    [
        (0, "Europe/Riga", "2026-W49"),
        (-1, "Europe/Riga", ""),
        (0, "Europe/Berlin", ""),
        (1, "Europe/Berlin", "2026-W49"),
        (16, "Europe/Riga", "2026-W49"),
        (17, "Europe/Riga", ""),
    ],
)
def test_a_week_is_written_on_monday_from_seven_where_the_reader_is(hours: int, zone: str, week: str) -> None:
    assert week_to_write(MONDAY + timedelta(hours=hours), zone) == week


def asking(cast: Cast, *, language: str = "lv", something: bool = True) -> None:
    Person.objects.filter(pk=cast.town.pk).update(language=language, zone="Europe/Riga")
    mail.subscribe(actor=cast.actor("town"), kind=labels.WEEKLY, to=cast.town.subject, now=NOW)
    if something:
        today.put_line(
            subject="story:abc",
            code="story-back",
            person=cast.town,
            who="Ezeri",
            params={"title": "Ezers"},
            page="news:story-edit",
            page_args={"ref": "abc"},
            now=NOW,
        )


def written(now: datetime) -> int:
    pairs = list(queries.weeks_to_write(now))
    return sum(services.write_week(actor=SYSTEM, subscription=one, person=who, now=now) for one, who in pairs)


def test_the_week_is_written_once_in_the_language_of_the_reader_with_an_address_a_line(cast: Cast) -> None:
    asking(cast)

    counts = [written(MONDAY + timedelta(hours=hours)) for hours in (-2, 0, 1)]

    message = Message.objects.get(kind=labels.WEEKLY)
    assert counts == [0, 1, 0]
    assert (message.to, message.language) == (cast.town.email, "lv")
    assert "Birojs jums atgrieza stāstu: Ezers." in message.body and "/lv/stories/abc/" in message.body
    assert message.unsubscribe_url in message.body and "/lv/letters/stop/" in message.unsubscribe_url
    assert written(MONDAY + timedelta(days=7)) == 1


def test_nothing_is_written_where_nothing_waits_and_the_week_counts_as_done(cast: Cast) -> None:
    asking(cast, something=False)

    assert written(MONDAY) == 0
    assert list(queries.weeks_to_write(MONDAY)) == []
    assert not Message.objects.filter(kind=labels.WEEKLY).exists()


def test_two_who_write_at_once_write_one_letter(cast: Cast) -> None:
    asking(cast)
    [(subscription, person)] = queries.weeks_to_write(MONDAY)

    both = [services.write_week(actor=SYSTEM, subscription=subscription, person=person, now=MONDAY) for _ in range(2)]

    assert both == [True, False]
    assert Message.objects.filter(kind=labels.WEEKLY).count() == 1


def test_a_crash_before_the_letter_is_kept_leaves_the_week_to_be_written(cast: Cast) -> None:
    asking(cast)

    with pytest.raises(RuntimeError), transaction.atomic():
        written(MONDAY)
        raise RuntimeError("power cut")

    assert written(MONDAY) == 1
    assert Message.objects.filter(kind=labels.WEEKLY).count() == 1


def test_who_stopped_the_letter_or_never_asked_gets_none(cast: Cast) -> None:
    asking(cast)
    subscription = mail_queries.Subscription.objects.get()
    mail.unsubscribe(actor=cast.actor("town"), subscription=subscription, now=NOW)

    assert written(MONDAY) == 0


def test_the_job_has_nothing_to_do_at_other_times(cast: Cast) -> None:
    asking(cast)
    Person.objects.update(zone="UTC")

    assert jobs.write_weeks.call() in (0, 1)


@pytest.mark.parametrize("now", [NOW, MONDAY, MONDAY + timedelta(days=6, hours=18)])
def test_who_tries_the_demonstration_finds_last_mondays_letter_once(cast: Cast, now: datetime) -> None:
    asking(cast)
    Person.objects.filter(pk=cast.town.pk).update(is_demonstration=True)

    counts = [services.write_invented_weeks(actor=SYSTEM, now=now) for _ in range(2)]

    assert counts == [1, 0]
    letter = Message.objects.get(kind=labels.WEEKLY)
    assert (letter.to, letter.queued_at.weekday()) == (cast.town.email, 0)
    assert now - timedelta(days=7) < letter.queued_at <= now


def test_no_such_letter_is_written_to_real_people(cast: Cast) -> None:
    asking(cast)
    Person.objects.filter(pk=cast.town.pk).update(is_demonstration=False)

    assert services.write_invented_weeks(actor=SYSTEM, now=NOW) == 0
