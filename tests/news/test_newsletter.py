"""The newsletter: asked for, written, sent once to everybody who wants it, and let go."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from pearls.audit.models import Entry
from pearls.kernel.actor import ANONYMOUS, Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail import queries as mail_queries
from pearls.mail import services as mail
from pearls.mail.models import Message, Subscription
from pearls.news import labels, queries, rules, services
from pearls.news.models import IssueLetter, NewsletterIssue, NewsletterReader
from pearls.news.rules import IssueState
from pearls.people import services as people
from pearls.people.models import Person
from pearls.today import queries as today_queries
from tests.news.conftest import Newsroom

SYSTEM = Actor.system("newsletter")
WORDS = {"subject": {"en": "Hello"}, "opening": {"en": "Good day."}}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"is_office": False}, "not-the-office"),
        ({"state": IssueState.SENDING}, "issue-sent"),
        ({"state": IssueState.SENT}, "issue-sent"),
        ({"subject": {"lv": "Labdien"}}, "issue-unworded"),
        ({"opening": {}}, "issue-unworded"),
        ({"stories": 0}, "issue-empty"),
        ({"readers": 0}, "nobody-reads"),
    ],
)
def test_an_issue_goes_with_words_a_story_and_a_reader(changes: dict[str, object], reason: str) -> None:
    given_ = {"is_office": True, "state": IssueState.DRAFT, "stories": 1, "readers": 1} | WORDS

    assert rules.may_send_issue(**(given_ | changes)).reason == reason  # type: ignore[arg-type]


@given(some.lists(some.integers(0, 9), unique=True), some.integers(0, 9), some.sampled_from([-1, 1]))
def test_moving_a_story_loses_none_and_moves_no_further_than_one(order: list[int], which: int, step: int) -> None:
    refs = [str(one) for one in order]

    moved = rules.moved(refs, str(which), step)

    assert sorted(moved) == sorted(refs)
    assert all(abs(moved.index(one) - refs.index(one)) <= 1 for one in refs)
    assert rules.moved(moved, str(which), -step) == refs or refs[0 if step < 0 else -1] == str(which)


def asking(room: Newsroom, *keys: str, language: str = "en") -> None:
    for key in keys:
        Person.objects.filter(pk=room.cast[key].pk).update(language=language)
        actor = room.cast.actor(key)
        mail.subscribe(actor=actor, kind=labels.NEWSLETTER, to=room.cast[key].subject, now=room.now)


def asked(room: Newsroom, address: str, language: str = "lv") -> NewsletterReader:
    return services.ask_for_newsletter(
        actor=ANONYMOUS, address=address, language=language, sender="192.0.2.1", now=room.now
    )


def confirmed(room: Newsroom, address: str, language: str = "lv") -> NewsletterReader:
    reader = asked(room, address, language)
    services.confirm_reader(actor=ANONYMOUS, reader=reader, language=language, now=room.now)
    return reader


def an_issue(room: Newsroom, *titles: str) -> NewsletterIssue:
    issue = services.begin_issue(actor=room.office, now=room.now)
    stories = [room.public(title) for title in titles or ("A lake",)]
    services.word_issue(
        actor=room.office, issue=issue, language="en", subject="Our autumn", opening="Good day.", now=room.now
    )
    return services.arrange_stories(actor=room.office, issue=issue, refs=[one.ref for one in stories], now=room.now)


def sent(room: Newsroom, issue: NewsletterIssue, *, most: int = 200) -> int:
    """The issue released and its letters queued to the end; how many steps it took."""
    services.send_issue(actor=room.office, issue=issue, now=room.now)
    steps = 0
    while services.queue_letters(actor=SYSTEM, issue=issue, now=room.now, most=most):
        steps += 1
    return steps


def letters() -> list[Message]:
    return list(Message.objects.filter(kind=labels.NEWSLETTER).order_by("to"))


def test_each_reader_gets_an_issue_in_their_language_or_is_told_that_it_is_in_english(room: Newsroom) -> None:
    asking(room, "town")
    asking(room, "mentor", language="lv")
    issue = an_issue(room)

    sent(room, issue)

    by_address = {letter.to: letter for letter in letters()}
    english, latvian = by_address[room.cast.town.email], by_address[room.cast.mentor.email]
    assert set(by_address) == {room.cast.town.email, room.cast.mentor.email}
    assert (english.subject, english.language) == ("Our autumn", "en")
    assert english.body.startswith("Good day.\n\nA lake\nWe walked around it.\n")
    assert "/en/news/a-lake-" in english.body and "/en/letters/stop/" in english.body
    assert latvian.body.startswith(queries.reading_of(issue, "lv", now=room.now).note)
    assert "/lv/news/a-lake-" in latvian.body and latvian.unsubscribe_url in latvian.body
    issue.refresh_from_db()
    assert (issue.state, issue.sent_at) == (IssueState.SENT, room.now)
    acts = set(Entry.objects.filter(subject=issue.subject).values_list("act", flat=True))
    assert {"issue-begun", "issue-worded", "issue-arranged", "issue-released", "issue-sent"} <= acts


def test_a_reader_gets_the_telling_and_the_words_of_their_own_language(room: Newsroom) -> None:
    asking(room, "town", language="lv")
    issue = an_issue(room)
    original = issue.entries.get().story
    other = services.begin_story(actor=room.office, telling=_latvian(), translation_of=original, now=room.now)
    services.send_story(actor=room.town, story=other, now=room.now)
    services.publish_story(actor=room.office, story=other, now=room.now)
    services.word_issue(
        actor=room.office, issue=issue, language="lv", subject="Mūsu rudens", opening="Labdien.", now=room.now
    )

    sent(room, issue)

    (letter,) = letters()
    assert letter.subject == "Mūsu rudens"
    assert letter.body.startswith("Labdien.\n\nEzers\nApgājām apkārt.\n")


def _latvian() -> rules.Telling:
    return rules.Telling("lv", "Ezers", "Apgājām apkārt.", "Viss.")


def test_stories_stand_in_the_order_of_the_office_and_a_withdrawn_one_is_gone(room: Newsroom) -> None:
    asking(room, "town")
    issue = an_issue(room, "One", "Two", "Three")
    refs = [one.ref for one in queries.reading_of(issue, "en", now=room.now).stories]
    services.arrange_stories(actor=room.office, issue=issue, refs=rules.moved(refs, refs[2], -1), now=room.now)
    first = issue.entries.all()[0].story
    services.withdraw_story(actor=room.office, story=first, because="Not so", now=room.now)

    titles = [one.title for one in queries.reading_of(issue, "en", now=room.now).stories]

    assert titles == ["Three", "Two"]


def test_an_issue_holds_no_draft_and_changes_no_more_once_it_is_sent(room: Newsroom) -> None:
    asking(room, "town")
    issue, draft = an_issue(room), room.story("Draft")

    with pytest.raises(NotAllowed) as hidden:
        services.arrange_stories(actor=room.office, issue=issue, refs=[draft.ref], now=room.now)
    with pytest.raises(NotAllowed) as half:
        services.word_issue(actor=room.office, issue=issue, language="lv", subject="A", opening="", now=room.now)
    sent(room, issue)
    with pytest.raises(NotAllowed) as late:
        services.word_issue(actor=room.office, issue=issue, language="en", subject="", opening="", now=room.now)
    with pytest.raises(NotAllowed) as twice:
        services.send_issue(actor=room.office, issue=issue, now=room.now)

    reasons = [one.value.verdict.reason for one in (hidden, half, late, twice)]
    assert reasons == ["unknown-story", "half-worded", "issue-sent", "issue-sent"]


class Crash(Exception):
    """The worker died."""


KEYS = ("town", "othertown", "mentor", "juror1", "juror2", "juror3", "editor")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    most=some.integers(1, 4),
    crashes=some.lists(some.integers(0, 6), max_size=4),
    stops=some.sets(some.sampled_from(KEYS), max_size=3),
)
def test_whenever_the_worker_dies_every_reader_gets_the_issue_once(
    room: Newsroom, most: int, crashes: list[int], stops: set[str]
) -> None:
    with transaction.atomic():
        asking(room, *KEYS)
        issue = an_issue(room)
        services.send_issue(actor=room.office, issue=issue, now=room.now)

        for step in range(30):
            try:
                with transaction.atomic():
                    taken = services.queue_letters(actor=SYSTEM, issue=issue, now=room.now, most=most)
                    if step in crashes:
                        raise Crash
            except Crash:
                continue
            if step == 1:
                for key in stops:
                    _stop(room, room.cast[key].subject)
                    asking(room, key)
            if not taken:
                break

        addresses = sorted(letter.to for letter in letters())
        assert addresses == sorted(room.cast[key].email for key in KEYS)
        issue.refresh_from_db()
        assert issue.state == IssueState.SENT
        assert services.queue_letters(actor=SYSTEM, issue=issue, now=room.now) == 0
        transaction.set_rollback(True)


def _stop(room: Newsroom, to: str) -> None:
    subscription = Subscription.objects.get(to=to, kind=labels.NEWSLETTER)
    mail.unsubscribe(actor=ANONYMOUS, subscription=subscription, now=room.now)


def test_who_stopped_while_it_is_sent_gets_nothing(room: Newsroom) -> None:
    asking(room, "town", "mentor")
    issue = an_issue(room)
    services.send_issue(actor=room.office, issue=issue, now=room.now)
    services.queue_letters(actor=SYSTEM, issue=issue, now=room.now, most=1)

    _stop(room, room.cast.mentor.subject)
    while services.queue_letters(actor=SYSTEM, issue=issue, now=room.now, most=1):
        pass

    assert [letter.to for letter in letters()] == [room.cast.town.email]


def test_an_address_gets_nothing_before_it_says_yes(room: Newsroom) -> None:
    asking(room, "town")
    reader = asked(room, "Reader@Example.org")
    again = asked(room, "reader@example.org")

    sent(room, an_issue(room))

    asks = Message.objects.get(kind="newsletter-confirm")
    assert (asks.to, asks.language, asks.is_private) == ("reader@example.org", "lv", True)
    assert "/lv/newsletter/confirm/" in asks.body and again.pk == reader.pk
    assert [letter.to for letter in letters()] == [room.cast.town.email]


def test_an_address_that_said_yes_is_written_to_in_its_language(room: Newsroom) -> None:
    confirmed(room, "reader@example.org", "lv")

    sent(room, an_issue(room))

    (letter,) = letters()
    assert (letter.to, letter.language) == ("reader@example.org", "lv")
    assert "example.org" not in str(list(Entry.objects.values_list("data", "subject")))


def test_the_address_of_an_account_makes_the_account_a_reader(room: Newsroom) -> None:
    confirmed(room, room.cast.town.email)

    assert mail_queries.is_subscribed(labels.NEWSLETTER, room.cast.town.subject)
    assert not NewsletterReader.objects.exists()


def test_one_address_gets_one_letter_though_an_account_came_later(room: Newsroom) -> None:
    reader = confirmed(room, "later@example.org")
    Person.objects.filter(pk=room.cast.town.pk).update(email="later@example.org")
    asking(room, "town")

    sent(room, issue := an_issue(room))

    assert [letter.to for letter in letters()] == ["later@example.org"]
    assert not IssueLetter.objects.get(issue=issue, to=reader.subject).is_written


def test_from_one_place_only_so_many_addresses_are_given_in_an_hour(room: Newsroom) -> None:
    for number in range(rules.MOST_WISHES):
        asked(room, f"reader{number}@example.org")

    with pytest.raises(NotAllowed) as refused:
        asked(room, "one-more@example.org")

    assert refused.value.verdict.reason == "too-many-wishes"


def test_an_address_without_a_yes_is_forgotten_after_a_week_and_one_that_stopped_after_a_month(
    room: Newsroom,
) -> None:
    asked(room, "silent@example.org")
    stopped, stays = confirmed(room, "stopped@example.org"), confirmed(room, "stays@example.org")
    sent(room, an_issue(room))
    _stop(room, stopped.subject)
    counts = []

    for days in (6, 8, 29, 31):
        now = room.now + timedelta(days=days)
        counts.append(services.forget_readers(actor=SYSTEM, now=now))

    assert counts == [0, 1, 0, 1]
    assert list(NewsletterReader.objects.values_list("address", flat=True)) == [stays.address]
    kept = set(Message.objects.exclude(to="").values_list("to", flat=True))
    assert not kept & {"silent@example.org", "stopped@example.org"} and stays.address in kept
    assert not Subscription.objects.filter(to=stopped.subject).exists()
    assert not IssueLetter.objects.filter(to=stopped.subject).exists()
    assert IssueLetter.objects.count() == 2


def test_an_erased_person_leaves_a_count_and_no_name(room: Newsroom) -> None:
    asking(room, "town")
    sent(room, issue := an_issue(room))
    person = room.cast.town
    data = people.export_person(actor=room.town, now=room.now)

    people.erase_person(actor=room.town, person=person, now=room.now)

    assert data["newsletter"] == {"issues_sent": [issue.number], "without_account": []}
    assert data["letters"][labels.NEWSLETTER] == "wanted"
    assert not IssueLetter.objects.filter(to=person.subject).exists()
    assert queries.letters_written(issue) == 1 and queries.reader_count() == 0


def on_the_office_day(room: Newsroom) -> list[tuple[str, str, dict[str, int]]]:
    """What of the newsletter stands on a coordinator's day."""
    lines = today_queries.lines_for(room.cast.actor("coordinator"), places=[], now=room.now)
    return [(line.code, line.who, line.params) for line in lines if line.code == "issue-waits"]


def test_an_issue_waits_on_the_office_day_once_it_lacks_nothing_and_until_it_is_sent(room: Newsroom) -> None:
    office = room.cast.actor("coordinator")
    asking(room, "town")
    issue = services.begin_issue(actor=office, now=room.now)
    services.word_issue(actor=office, issue=issue, language="en", subject="Hello", opening="Good day.", now=room.now)
    assert on_the_office_day(room) == []

    refs = [room.public().ref]
    services.arrange_stories(actor=office, issue=issue, refs=refs, now=room.now)
    assert on_the_office_day(room) == [("issue-waits", "Hello", {"number": issue.number})]

    services.arrange_stories(actor=office, issue=issue, refs=[], now=room.now)
    assert on_the_office_day(room) == []

    services.arrange_stories(actor=office, issue=issue, refs=refs, now=room.now)
    services.send_issue(actor=office, issue=issue, now=room.now)
    assert on_the_office_day(room) == []


def test_a_draft_is_thrown_away_and_an_issue_that_went_is_not(room: Newsroom) -> None:
    asking(room, "town")
    draft, gone = an_issue(room), an_issue(room, "Two")
    sent(room, gone)

    services.discard_issue(actor=room.office, issue=draft, now=room.now)
    with pytest.raises(NotAllowed) as refused:
        services.discard_issue(actor=room.office, issue=gone, now=room.now)

    assert refused.value.verdict.reason == "issue-sent"
    assert list(NewsletterIssue.objects.all()) == [gone]
