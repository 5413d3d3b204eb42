"""Two invented issues of the newsletter: one that went to its readers, and a draft that waits for the office."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pearls.kernel.actor import ANONYMOUS, Actor
from pearls.mail import services as mail
from pearls.mail.services import bounces
from pearls.news import labels, queries
from pearls.news import services as news
from pearls.people import queries as people_queries
from pearls.programme import queries as programme_queries

FILE = Path(__file__).resolve().parent / "newsletters.toml"
READERS = ("town", "othertown", "mentor", "editor")
STRANGER, GONE = "reader@demo.test", "moved-away@demo.test"


def play_newsletters(cast: dict[str, people_queries.Person], now: datetime) -> None:
    """People ask for the newsletter, two of them without an account; one issue goes to them, another waits to be sent.

    Of one address a server says that nobody is there any more: its letter waits for the office.
    """
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    office = programme_queries.actor_for(cast["coordinator"])
    at = now - timedelta(days=told["sent"]["days_ago"])
    for key in READERS:
        person = cast[key]
        actor = people_queries.actor_of(person)
        mail.subscribe(actor=actor, kind=labels.NEWSLETTER, to=person.subject, now=at)
    for address, language in ((STRANGER, "lv"), (GONE, "en")):
        reader = news.ask_for_newsletter(
            actor=ANONYMOUS, address=address, language=language, sender="", now=at - timedelta(days=1)
        )
        news.confirm_reader(actor=ANONYMOUS, reader=reader, language=language, now=at - timedelta(hours=20))
    refused = "550 5.1.1 The mailbox does not exist. Invented for the demonstration."
    bounces.mark_unreachable(address=GONE, detail=refused, now=at - timedelta(hours=5))
    issue = _issue(office, told["sent"], at)
    news.send_issue(actor=office, issue=issue, now=at)
    while news.queue_letters(actor=Actor.system("newsletter"), issue=issue, now=at):
        pass
    _issue(office, told["draft"], now)


def _issue(office: Actor, told: dict[str, Any], now: datetime) -> queries.NewsletterIssue:
    issue = news.begin_issue(actor=office, is_demonstration=True, now=now)
    for language in ("en", "lv"):
        if words := told.get(language):
            news.word_issue(
                actor=office,
                issue=issue,
                language=language,
                subject=words["subject"],
                opening=words["opening"],
                now=now,
            )
    public = queries.one_of_each(queries.public_stories(now=now, with_demonstration=True), "en")
    refs = [story.ref for story in queries.listed(public)[: told["stories"]]]
    return news.arrange_stories(actor=office, issue=issue, refs=refs, now=now)
