"""Searches that people keep: saved, renamed, deleted, heard of by letter, read as a feed, forgotten with the person."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client

from pearls.audit.models import Entry
from pearls.kernel.actor import ANONYMOUS, Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail.models import Message
from pearls.mail.services import sending
from pearls.people import services as people
from pearls.practices import queries, rules, services
from pearls.practices.jobs import tell_of_new_practices
from pearls.practices.models import Practice, SavedSearch
from pearls.practices.rules import Letters
from tests.cast import Cast
from tests.postbox import Postbox, one_click
from tests.practices.samples import a_record

ON_DATABASE = pytest.mark.django_db
LIST, SEARCHES, FEED = "/en/practices/", "/en/practices/searches/", "/en/practices/feed.xml"
ATOM = "{http://www.w3.org/2005/Atom}"
WEEK = timedelta(days=7)


@pytest.fixture
def two(vocabulary: None, office: Actor, now: datetime) -> None:
    records = [
        a_record(id="theatre", title="A barn theatre"),
        a_record(id="harbour", title="A harbour choir", country="EE", challenge=[], cultural_field=["music"]),
    ]
    services.import_practices(actor=office, records=records, now=now)


@pytest.fixture
def kept(two: None, cast: Cast, now: datetime) -> SavedSearch:
    """The town keeps a search and wants to hear of it once a week."""
    asked = {"q": "theatre", "country": "LV", "cost": ""}
    return services.save_search(
        actor=cast.actor("town"), name=" Stages ", asked=asked, language="en", letters="weekly", now=now
    )


def arrives(office: Actor, now: datetime, **changes: object) -> None:
    record = a_record(**{"id": "new", "title": "A new theatre", **changes})
    services.import_practices(actor=office, records=[record], now=now)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"is_signed_in": False}, "sign-in-to-save"),
        ({"is_empty": True}, "nothing-asked"),
        ({"name": "  "}, "search-needs-name"),
        ({"saved_count": rules.MOST_SAVED}, "too-many-searches"),
        ({}, ""),
    ],
)
def test_a_search_is_kept_by_whoever_asks_something_and_names_it(changes: dict[str, object], reason: str) -> None:
    usual = {"is_signed_in": True, "name": "Mine", "is_empty": False, "saved_count": 0}

    assert rules.may_save(**{**usual, **changes}).reason == reason  # type: ignore[arg-type]


def test_letters_come_once_a_day_or_a_week_or_never(now: datetime) -> None:
    assert rules.next_look(Letters.DAILY, now) == now + timedelta(days=1)
    assert rules.next_look(Letters.WEEKLY, now) == now + WEEK
    assert rules.next_look(Letters.NEVER, now) is None


@ON_DATABASE
def test_a_saved_search_keeps_what_was_asked_and_leaves_an_entry_without_its_words(kept: SavedSearch) -> None:
    assert (kept.name, kept.asked) == ("Stages", {"q": "theatre", "country": "LV"})
    entry = Entry.objects.get(act="search-saved")
    assert entry.subject == f"search:{kept.ref}"
    assert entry.data == {"letters": "weekly"}


@ON_DATABASE
def test_nobody_without_an_account_keeps_a_search(two: None, now: datetime) -> None:
    with pytest.raises(NotAllowed, match="sign-in-to-save"):
        services.save_search(actor=ANONYMOUS, name="x", asked={"q": "x"}, language="en", letters="", now=now)


@ON_DATABASE
def test_a_letter_tells_what_is_new_since_the_last_one_and_nothing_twice(
    kept: SavedSearch, office: Actor, now: datetime
) -> None:
    arrives(office, now + timedelta(days=1))
    arrives(office, now + timedelta(days=1), id="elsewhere", title="An Estonian theatre", country="EE")

    told = [
        services.tell_of_new(actor=office, search=one, now=now + WEEK) for one in queries.due_searches(now=now + WEEK)
    ]
    again = list(queries.due_searches(now=now + WEEK))
    later = now + 2 * WEEK
    next_week = [services.tell_of_new(actor=office, search=one, now=later) for one in queries.due_searches(now=later)]

    assert (told, again, next_week) == ([1], [], [0])
    letter = Message.objects.get(kind="saved-search-news")
    assert letter.subject == "New practices: Stages"
    assert "A new theatre\n" in letter.body
    assert "/en/practices/new/" in letter.body
    assert "/en/practices/?q=theatre&country=LV" in letter.body
    assert "A barn theatre" not in letter.body
    assert "Estonian" not in letter.body
    assert Entry.objects.get(act="search-told").data == {"count": 1}


@ON_DATABASE
def test_a_search_told_of_by_two_workers_is_told_once(kept: SavedSearch, office: Actor, now: datetime) -> None:
    arrives(office, now + timedelta(days=1))
    first, second = (queries.due_searches(now=now + WEEK).get() for _worker in range(2))

    told = [services.tell_of_new(actor=office, search=one, now=now + WEEK) for one in (first, second)]

    assert told == [1, 0]
    assert Message.objects.filter(kind="saved-search-news").count() == 1


@ON_DATABASE
def test_what_was_withdrawn_or_invented_is_no_news(kept: SavedSearch, office: Actor, now: datetime) -> None:
    arrives(office, now + timedelta(days=1), id="gone")
    arrives(office, now + timedelta(days=1), id="invented")
    Practice.objects.filter(key="gone").update(withdrawn_at=now)
    Practice.objects.filter(key="invented").update(is_demonstration=True)

    assert services.tell_of_new(actor=office, search=queries.due_searches(now=now + WEEK).get(), now=now + WEEK) == 0
    assert not Message.objects.exists()


@ON_DATABASE
def test_the_job_writes_to_whoever_is_due(kept: SavedSearch, office: Actor, now: datetime) -> None:
    arrives(office, now + timedelta(days=1))
    SavedSearch.objects.update(next_at=now)

    assert tell_of_new_practices.call() == 1
    assert tell_of_new_practices.call() == 0


@ON_DATABASE
def test_the_link_of_a_letter_ends_the_letters_without_signing_in(
    client: Client, kept: SavedSearch, office: Actor, now: datetime
) -> None:
    arrives(office, now + timedelta(days=1))
    services.tell_of_new(actor=office, search=queries.due_searches(now=now + WEEK).get(), now=now + WEEK)
    found = re.search(r"http://[^/]+(/en/practices/searches/stop/\S+)", Message.objects.get().body)
    assert found

    asked = client.get(found[1])
    wanted_after_looking = SavedSearch.objects.get().letters
    done = client.post(found[1])

    assert "Write no more" in asked.content.decode()
    assert wanted_after_looking == "weekly"
    assert "We write no more" in done.content.decode()
    assert (SavedSearch.objects.get().letters, SavedSearch.objects.get().next_at) == ("", None)
    assert Entry.objects.filter(act="search-letters-stopped").count() == 1
    assert client.get(found[1][:-2] + "x/").status_code == 404


@ON_DATABASE
def test_a_mail_program_ends_the_letters_by_one_click(
    kept: SavedSearch, office: Actor, now: datetime, postbox: Postbox
) -> None:
    arrives(office, now + timedelta(days=1))
    services.tell_of_new(actor=office, search=queries.due_searches(now=now + WEEK).get(), now=now + WEEK)
    assert sending.send_due(now=now + WEEK) == 1

    ((_from, _to, content),) = postbox.mails
    assert one_click(content).status_code == 200

    assert SavedSearch.objects.get().letters == ""
    assert Message.objects.get().unsubscribe_url == ""


@ON_DATABASE
def test_a_visitor_is_asked_to_sign_in_and_a_member_saves(client: Client, two: None, cast: Cast) -> None:
    assert "Sign in to save this search" in client.get(LIST + "?q=theatre").content.decode()
    assert "Save this search" not in client.get(LIST).content.decode()
    client.force_login(cast.town)

    shown = client.get(LIST + "?q=theatre&country=LV").content.decode()
    answer = client.post(
        SEARCHES + "save/", {"q": "theatre", "country": "LV", "name": "Stages", "letters": "daily"}, follow=True
    ).content.decode()

    assert '<input type="hidden" name="country" value="LV">' in shown
    assert "The search is saved." in answer
    assert '<a href="/en/practices/?q=theatre&amp;country=LV">Stages</a>' in answer
    assert SavedSearch.objects.get().letters == "daily"


@ON_DATABASE
@pytest.mark.parametrize(
    "given", [{"name": "x"}, {"name": "", "q": "theatre"}, {"name": "x", "q": "a", "letters": "hourly"}]
)
def test_what_cannot_be_saved_is_said(client: Client, two: None, cast: Cast, given: dict[str, str]) -> None:
    client.force_login(cast.town)

    shown = client.post(SEARCHES + "save/", given, follow=True).content.decode()

    assert "message--error" in shown
    assert not SavedSearch.objects.exists()


@ON_DATABASE
def test_a_search_is_renamed_silenced_and_deleted_by_its_owner_alone(
    client: Client, kept: SavedSearch, cast: Cast
) -> None:
    address = f"{SEARCHES}{kept.ref}/"
    client.force_login(cast.othertown)
    assert client.post(address, {"act": "delete"}).status_code == 404
    client.force_login(cast.town)

    client.post(address, {"name": "Barns", "letters": ""})
    renamed = SavedSearch.objects.get()
    client.post(address, {"act": "delete"})

    assert (renamed.name, renamed.letters, renamed.next_at) == ("Barns", "", None)
    assert not SavedSearch.objects.exists()
    assert set(Entry.objects.filter(subject=kept.subject).values_list("act", flat=True)) == {
        "search-saved",
        "search-changed",
        "search-deleted",
    }


@ON_DATABASE
def test_a_search_goes_with_its_person_and_stands_in_their_own_data(
    kept: SavedSearch, cast: Cast, now: datetime
) -> None:
    data = people.export_person(actor=cast.actor("town"), now=now)
    others = people.export_person(actor=cast.actor("othertown"), now=now)
    people.erase_person(actor=cast.actor("town"), person=cast.town, now=now)

    assert [search["name"] for search in data["saved_searches"]] == ["Stages"]
    assert others["saved_searches"] == []
    assert not SavedSearch.objects.exists()
    assert Entry.objects.get(act="searches-forgotten").data == {"count": 1}


def read(client: Client, address: str) -> ElementTree.Element:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


@ON_DATABASE
def test_a_search_is_a_feed_what_changed_last_first(client: Client, two: None, office: Actor, now: datetime) -> None:
    arrives(office, now + timedelta(days=1), title="New & <b>bold</b>")

    feed = read(client, FEED + "?country=LV")

    assert feed.findtext(f"{ATOM}title") == "Practices: Latvia"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "New & <b>bold</b>",
        "A barn theatre",
    ]
    first = next(feed.iter(f"{ATOM}entry"))
    link = first.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href", "").endswith("/en/practices/new/")
    assert first.findtext(f"{ATOM}updated") == (now + timedelta(days=1)).isoformat()
    for name in ("id", "updated", "title"):
        assert feed.findtext(f"{ATOM}{name}")
        assert first.findtext(f"{ATOM}{name}")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None


@ON_DATABASE
def test_a_feed_answers_words_in_the_readers_language(client: Client, two: None) -> None:
    feed = read(client, "/lv/practices/feed.xml?q=teātris")

    assert feed.findtext(f"{ATOM}title") == "Labās prakses: teātris"
    links = [link.get("href", "") for link in feed.iter(f"{ATOM}link")]
    assert links
    assert all("/lv/practices/" in link for link in links)
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["A barn theatre"]


@ON_DATABASE
def test_the_list_names_its_feed(client: Client, two: None) -> None:
    shown = client.get(LIST + "?q=theatre&country=LV").content.decode()

    assert 'type="application/atom+xml" href="/en/practices/feed.xml?q=theatre&amp;country=LV"' in shown
