"""The newsletter's pages: asked for, confirmed and read by everybody, written and sent by the office."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.mail import queries as mail_queries
from pearls.mail.models import Message, Subscription
from pearls.news import jobs, labels, queries, services
from pearls.news.models import NewsletterIssue, NewsletterReader
from tests.news.conftest import Newsroom
from tests.news.test_newsletter import an_issue, asking, confirmed, letters, sent
from tests.news.test_views import signed_in

FRONT = "/en/newsletter/"
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _today(now: datetime) -> object:
    with time_machine.travel(now + timedelta(minutes=1), tick=False):
        yield


def desk(issue: NewsletterIssue, rest: str = "") -> str:
    return f"/en/office/newsletter/{issue.ref}/{rest}"


def test_people_with_an_account_ask_and_stop_with_one_click(room: Newsroom) -> None:
    client, town = signed_in(room, "town"), room.cast.town.subject

    before = client.get(FRONT).content.decode()
    client.post(f"{FRONT}mine/", {"act": "ask"})
    wanted = mail_queries.is_subscribed(labels.NEWSLETTER, town)
    after = client.get(FRONT).content.decode()
    client.post(f"{FRONT}mine/", {"act": "stop"})

    assert "Send me the newsletter" in before and "Without an account" not in before
    assert wanted and "Send me no more" in after
    assert not mail_queries.is_subscribed(labels.NEWSLETTER, town)


def test_an_address_says_yes_by_post_alone_and_an_old_link_does_not_hold(room: Newsroom, now: datetime) -> None:
    client = Client()

    answer = client.post(FRONT, {"email": "Reader@example.org", "language": "lv", "website": ""}, follow=True)
    body = Message.objects.get(kind="newsletter-confirm").body
    link = next(line for line in body.splitlines() if "/confirm/" in line).partition("//")[2]
    path = link[link.index("/") :]
    looked = client.get(path)
    after_look = queries.reader_count()
    client.post(path)
    after_yes = queries.reader_count()
    with time_machine.travel(now + timedelta(days=8), tick=False):
        late = client.get(path)

    assert "We have written to this address." in answer.content.decode()
    assert looked.status_code == 200 and late.status_code == 404
    assert (after_look, after_yes) == (0, 1)
    assert NewsletterReader.objects.get().language == "lv"


def test_a_robot_and_a_word_that_is_no_address_are_refused(room: Newsroom) -> None:
    client = Client()

    answers = [
        client.post(FRONT, {"email": "a@example.org", "language": "lv", "website": "x"}),
        client.post(FRONT, {"email": "nothing", "language": "lv", "website": ""}),
    ]

    assert [one.status_code for one in answers] == [422, 422]
    assert not NewsletterReader.objects.exists()


def test_the_form_says_the_same_whether_an_address_reads_already_or_not(room: Newsroom) -> None:
    confirmed(room, "reader@example.org")
    client = Client()

    texts = [
        client.post(FRONT, {"email": address, "language": "en", "website": ""}, follow=True).content.decode()
        for address in ("reader@example.org", "new@example.org", room.cast.town.email)
    ]

    assert all("We have written to this address." in text for text in texts)


def test_the_office_writes_an_issue_looks_at_it_and_sends_it(room: Newsroom) -> None:
    asking(room, "town")
    client, story = signed_in(room, "coordinator"), room.public("A lake")
    client.post("/en/office/newsletter/begin/")
    issue = NewsletterIssue.objects.get()

    empty = client.get(desk(issue)).content.decode()
    client.post(desk(issue, "stories/"), {"add": story.ref})
    client.post(desk(issue, "words/en/"), {"subject": "Our autumn", "opening": "Good day."})
    preview = client.get(desk(issue, "preview/lv/")).content.decode()
    ready = client.get(desk(issue)).content.decode()
    confirm = client.get(desk(issue, "send/")).content.decode()
    nothing_yet = not letters()
    client.post(desk(issue, "send/"))
    jobs.send_newsletters.call()
    done = client.get(desk(issue)).content.decode()

    assert "An issue needs a subject" in empty and "Send it to 1 reader" in ready
    assert "Our autumn" in preview and "angļu" in preview and "/lv/news/a-lake" in preview
    assert "Send it to 1 reader" in confirm and nothing_yet
    assert [letter.to for letter in letters()] == [room.cast.town.email]
    assert "1 letter was put in the outbox." in done and "Move up" not in done


def test_half_a_language_is_refused_beside_its_field(room: Newsroom) -> None:
    client, issue = signed_in(room, "coordinator"), an_issue(room)

    answer = client.post(desk(issue, "words/lv/"), {"subject": "Rudens", "opening": ""})

    assert answer.status_code == 422
    assert "A language needs both" in answer.content.decode()


def test_stories_are_moved_and_taken_out_by_buttons(room: Newsroom) -> None:
    client, issue = signed_in(room, "coordinator"), an_issue(room, "One", "Two", "Three")
    refs = {one.title: one.ref for one in queries.reading_of(issue, "en", now=room.now).stories}

    client.post(desk(issue, "stories/"), {"up": refs["Three"]})
    client.post(desk(issue, "stories/"), {"down": refs["One"]})
    client.post(desk(issue, "stories/"), {"remove": refs["Two"]})

    assert [one.title for one in queries.reading_of(issue, "en", now=room.now).stories] == ["Three", "One"]


def test_everybody_reads_an_issue_that_went_and_nobody_a_draft(room: Newsroom) -> None:
    asking(room, "town")
    gone, draft = an_issue(room), an_issue(room, "Two")
    sent(room, gone)
    client = Client()

    page = client.get(f"{FRONT}issues/{gone.ref}/")
    latvian = client.get(f"/lv/newsletter/issues/{gone.ref}/").content.decode()
    front = client.get(FRONT).content.decode()

    assert "Good day." in page.content.decode() and "A lake" in page.content.decode()
    assert "šajā valodā: angļu" in latvian
    assert gone.ref in front and draft.ref not in front
    assert client.get(f"{FRONT}issues/{draft.ref}/").status_code == 404
    assert 'href="/en/newsletter/"' in client.get("/en/news/").content.decode()


def test_only_the_office_finds_the_desk(room: Newsroom) -> None:
    issue = an_issue(room)

    answers = {
        key: [
            signed_in(room, key).get(desk(issue, rest)).status_code
            for rest in ("", "words/en/", "preview/en/", "send/")
        ]
        for key in ("town", "juror1", "mentor", "coordinator")
    }

    assert answers == {"town": [404] * 4, "juror1": [404] * 4, "mentor": [404] * 4, "coordinator": [200] * 4}


def test_the_link_in_a_letter_stops_it_and_turns_it_on_again(room: Newsroom) -> None:
    reader = confirmed(room, "reader@example.org", "en")
    sent(room, an_issue(room))
    (letter,) = letters()
    path = "/en/letters/stop/" + letter.unsubscribe_url.split("/letters/stop/")[1]

    answer = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert Subscription.objects.get(to=reader.subject).state == "stopped"


def test_what_is_typed_is_text_on_every_page(room: Newsroom) -> None:
    asking(room, "town")
    client, issue = signed_in(room, "coordinator"), an_issue(room, "<b>Bold</b>")
    bad = "<script>alert(1)</script>"
    services.word_issue(actor=room.office, issue=issue, language="en", subject=bad, opening=bad, now=room.now)
    sent(room, issue)

    pages = [
        client.get(address).content.decode()
        for address in (
            desk(issue),
            desk(issue, "preview/en/"),
            "/en/office/newsletter/",
            FRONT,
            f"{FRONT}issues/{issue.ref}/",
        )
    ]

    assert all("<script>alert" not in page and "<b>Bold" not in page for page in pages)


def test_the_pages_ask_as_often_for_many_issues_as_for_one(room: Newsroom) -> None:
    asking(room, "town", "mentor")
    client = signed_in(room, "coordinator")
    sent(room, an_issue(room))
    draft = an_issue(room, "Two")
    addresses = ("/en/office/newsletter/", FRONT, desk(draft))

    counts = []
    for extra in (0, 6):
        for number in range(extra):
            sent(room, an_issue(room, f"More {number}"))
        refs = [one.ref for one in queries.public_stories(now=room.now)[:extra]]
        if refs:
            services.arrange_stories(actor=room.office, issue=draft, refs=refs, now=room.now)
        counts.append([_queries(client, address) for address in addresses])

    assert counts[0] == counts[1]
    assert max(counts[0]) <= MOST_QUERIES


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(address)
    return len(asked)
