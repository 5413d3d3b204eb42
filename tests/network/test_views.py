"""The network as people meet it: who sees what, for everybody of the cast; the directory; towns like one's own."""

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.kernel.refs import new_ref
from pearls.network import services
from pearls.network.models import Group, Member, Post, Seat
from pearls.network.rules import Profile
from pearls.people.models import Person
from pearls.people.services.demonstration import DEMO_PEOPLE
from pearls.places.models import Place
from pearls.programme.models import Edition, Entry
from pearls.programme.rules.office import Outcome
from tests.network.conftest import INSIDE, Net, told

OFFICE = ("coordinator", "admin")
EVERYBODY = ("", *(person.key for person in DEMO_PEOPLE))
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _today(net: Net) -> object:
    with time_machine.travel(net.now, tick=False):
        yield


def matrix(net: Net) -> dict[str, tuple[str, ...]]:
    """Each page, and who of the cast sees it; the group is by invitation, with the town and the mentor in it."""
    group = net.group("invited")
    services.invite(actor=net.actor("town"), group=group, person=net.cast["mentor"], now=net.now)
    services.join_group(actor=net.actor("mentor"), group=group, now=net.now)
    note = services.send_note(
        actor=net.actor("othertown"), member=net.members["town"], text="Hi", shows_address=False, now=net.now
    )
    hidden = services.join_network(
        actor=net.actor("colleague"), place=net.kalni, profile=Profile(visibility="nobody"), now=net.now
    )
    inside = (*INSIDE, "colleague")
    board, post = net.post(), net.post(group=group)
    report = services.report(actor=net.actor("othertown"), post=board, because="x", now=net.now)
    in_group = ("town", "mentor", *OFFICE)
    return {
        "/en/network/": EVERYBODY,
        "/en/network/directory/": EVERYBODY,
        "/en/network/like/ezeri/": EVERYBODY,
        f"/en/network/members/{net.members['town'].ref}/": EVERYBODY,
        f"/en/network/members/{net.members['othertown'].ref}/": inside,
        f"/en/network/members/{net.members['mentor'].ref}/": inside,
        f"/en/network/members/{hidden.ref}/": ("colleague", *OFFICE),
        f"/en/network/members/{net.members['town'].ref}/edit/": ("town",),
        "/en/network/board/": inside,
        "/en/network/board/new/": inside,
        f"/en/network/board/new/?group={group.ref}": in_group,
        f"/en/network/posts/{board.ref}/": inside,
        f"/en/network/posts/{board.ref}/edit/": ("town",),
        f"/en/network/posts/{post.ref}/": in_group,
        "/en/network/groups/": inside,
        "/en/network/groups/new/": inside,
        f"/en/network/groups/{group.ref}/": in_group,
        f"/en/network/groups/{group.ref}/edit/": ("town", *OFFICE),
        "/en/network/letters/": inside,
        f"/en/network/messages/{note.ref}/": ("town", "othertown"),
        "/en/office/network/contact-points/": OFFICE,
        "/en/office/network/reports/": OFFICE,
        f"/en/office/network/reports/{report.ref}/": OFFICE,
    }


def test_everybody_of_the_cast_sees_exactly_what_is_theirs(net: Net) -> None:
    pages = matrix(net)
    wrong = []
    for who in EVERYBODY:
        client = net.client(who)
        for address, seen_by in pages.items():
            status = client.get(address).status_code
            is_public = re.search(r"/members/\w+/$", address)  # where a visitor is not led to the sign-in page
            expected = 200 if who in seen_by else 404 if who or is_public else 302
            if status != expected:
                wrong.append(f"{who or 'a visitor'} at {address}: {status}, expected {expected}")

    assert not wrong, "\n" + "\n".join(wrong)


def test_no_page_shows_an_address_of_anybody(net: Net) -> None:
    services.list_contact(actor=net.actor("town"), member=net.members["town"], function="Clerk", now=net.now)
    pages = matrix(net)
    shown = []
    for who in ("", "town", "othertown", "mentor", "coordinator"):
        client = net.client(who)
        own = net.cast[who].email if who else "-"
        for address in pages:
            text = client.get(address).content.decode().replace(own, "")
            shown += [f"{who} at {address}: {found}" for found in re.findall(r"[\w.]+@demo\.test", text)]

    assert shown == []


def names(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/en/network/directory/{query}").content.decode()
    return re.findall(r'<h2 class="news-list__title">(?:<a [^>]*>)?([^<]*)', page)


def test_the_directory_shows_the_record_to_all_and_people_to_the_network_alone(net: Net) -> None:
    assert names(net.client("")) == ["Ezeri", "Upes", "Kalni"]
    assert names(net.client("juror1")) == ["Ezeri", "Upes", "Kalni"]
    assert names(net.client("town"), "?demonstration=1") == ["Ezeri", "Upes", "Kalni", "Līga Bērziņa"]


def test_the_directory_is_narrowed_by_country_year_and_kind(net: Net) -> None:
    client = net.client("")

    assert names(client, "?country=LT") == ["Upes"]
    assert names(client, "?kind=candidate") == ["Kalni"]
    assert names(client, "?kind=alumni") == ["Ezeri", "Upes"]
    assert names(client, "?year=2024&country=LV") == ["Ezeri", "Kalni"]
    assert names(client, "?year=1999") == ["Ezeri", "Upes", "Kalni"]  # a year of which there is nothing is no choice


def test_the_directory_is_sorted_by_the_readers_alphabet(net: Net) -> None:
    edition = Edition.objects.get()
    for name in ("Zala", "Čakste", "Cukurs"):
        place = Place.objects.create(key=new_ref(), name=name, official_names=[name], country="LV", source="facts")
        Entry.objects.create(edition=edition, place=place, name=name, country="LV", outcome=Outcome.PEARL)

    page = net.client("").get("/lv/network/directory/?country=LV").content.decode()

    found = re.findall(r'<h2 class="news-list__title"><a [^>]*>([^<]*)', page)
    assert found == ["Cukurs", "Čakste", "Ezeri", "Zala", "Kalni"]


def test_a_candidate_that_was_not_published_is_not_there(net: Net) -> None:
    Entry.objects.filter(place=net.kalni).update(outcome=Outcome.APPLIED)

    assert names(net.client("coordinator")) == ["Ezeri", "Upes"]


def test_towns_like_ones_own_come_with_their_reasons(net: Net) -> None:
    page = net.client("").get("/en/network/like/ezeri/").content.decode()

    assert re.findall(r'<h2 class="news-list__title"><a [^>]*>([^<]*)', page) == ["Kalni", "Upes"]
    assert "both have 5,000 to 20,000 inhabitants" in page
    assert "a common language: Latvian" in page
    assert "a neighbouring country: Lithuania" in page


def test_what_a_profile_tells_the_network_alone_makes_no_town_alike_in_public(net: Net) -> None:
    for key, visibility in (("town", "public"), ("othertown", "network")):
        Member.objects.filter(pk=net.members[key].pk).update(languages=["nb"], visibility=visibility)

    assert "Norwegian" not in net.client("").get("/en/network/like/ezeri/").content.decode()


def test_a_visitor_who_posts_to_a_public_profile_does_nothing(net: Net, client: Client) -> None:
    address = f"/en/network/members/{net.members['town'].ref}/"

    assert client.post(address, {"text": "Buy"}).status_code == 404
    assert net.client("juror1").post(address, {"text": "Buy"}).status_code == 404


def test_a_removed_text_is_seen_by_nobody_and_says_why(net: Net) -> None:
    post = net.post(text="Buy my lamps")
    services.remove_post(actor=net.actor("admin"), post=post, because="An advertisement", now=net.now)

    page = net.client("othertown").get(f"/en/network/posts/{post.ref}/").content.decode()

    assert "Buy my lamps" not in page
    assert "This text was removed: An advertisement" in page


def test_a_town_joins_puts_something_up_and_leaves_by_pages_alone(net: Net) -> None:
    client = net.client("colleague")
    profile = {"language": "en", "languages": ["en"], "visibility": "network", "about": "Hills"}
    client.post("/en/network/join/?place=kalni", profile)
    member = Member.objects.get(place=net.kalni)
    typed = {"kind": "offer", "title": "Tents", "text": "<b>Two</b>", "language": "en", "link": "https://example.org"}
    page = client.post("/en/network/board/new/", typed, follow=True).content.decode()
    assert "&lt;b&gt;Two&lt;/b&gt;" in page

    client.post(f"/en/network/members/{member.ref}/act/", {"act": "leave"})

    assert client.get("/en/network/board/").status_code == 404


def test_each_list_asks_as_much_for_one_row_as_for_many(net: Net) -> None:
    group = net.group()
    post = net.post(group=group)
    net.post()
    services.reply_to(actor=net.actor("town"), post=post, told=told(), now=net.now)
    pages = [
        "/en/network/",
        "/en/network/directory/",
        "/en/network/like/ezeri/",
        "/en/network/board/",
        "/en/network/groups/",
        f"/en/network/groups/{group.ref}/",
        f"/en/network/posts/{post.ref}/",
        "/en/network/letters/",
        "/en/network/messages/",
    ]
    few = {page: asked(net, page) for page in pages}

    _make_many(net, group, post)
    many = {page: asked(net, page) for page in pages}

    assert many == few
    assert {page: count for page, count in many.items() if count > MOST_QUERIES} == {}


def asked(net: Net, page: str) -> int:
    client = net.client("town")
    client.get(page)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(page).status_code == 200
    return len(seen)


def _make_many(net: Net, group: Group, post: Post) -> None:
    edition, count = Edition.objects.get(), range(60)
    places = Place.objects.bulk_create(
        Place(key=f"p{n}", name=f"P{n}", official_names=[f"P{n}"], country="EE", population=9000, source="facts")
        for n in count
    )
    Entry.objects.bulk_create(
        Entry(edition=edition, place=place, name=place.name, country="EE", outcome=Outcome.PEARL) for place in places
    )
    Member.objects.bulk_create(Member(kind="pearl", place=place, joined_at=net.now) for place in places)
    people = Person.objects.bulk_create(Person(email=f"p{n}@demo.test", name=f"P {n}") for n in count)
    Seat.objects.bulk_create(Seat(group=group, person=one, state="in", began_at=net.now) for one in people)
    words = {"text": "x", "language": "en", "made_at": net.now}
    Post.objects.bulk_create(Post(author=one, title="T", **words) for one in people)
    Post.objects.bulk_create(Post(author=one, title="T", group=group, **words) for one in people)
    Post.objects.bulk_create(Post(author=one, answers=post, group=group, **words) for one in people)
    Group.objects.bulk_create(
        Group(name=f"G{n}", purpose="x", joining="network", made_at=net.now, made_by="x") for n in count
    )
