"""News and stories as people meet them: reading, writing, the feed, and the press kit."""

import io
import re
import zipfile
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.kernel.refs import new_ref
from pearls.mail.models import Message
from pearls.news import services
from pearls.news.models import Photo, Story
from pearls.news.rules import State
from tests.news.conftest import Newsroom, a_photo, telling

WEEK = timedelta(days=7)
ATOM = "{http://www.w3.org/2005/Atom}"
MOST_QUERIES = 12


@pytest.fixture(autouse=True)
def _today(now: datetime) -> object:
    with time_machine.travel(now + timedelta(minutes=1), tick=False):
        yield


def signed_in(room: Newsroom, key: str) -> Client:
    client = Client()
    client.force_login(room.cast[key])
    return client


def titles_in(client: Client, address: str) -> list[str]:
    return re.findall(r'<h2 class="news-list__title"><a [^>]*>([^<]*)</a>', client.get(address).content.decode())


def test_everybody_reads_a_story_with_its_language_photo_and_tags(room: Newsroom, client: Client) -> None:
    story = room.story("Ezers <b>kaimiņiem</b>", language="lv", body="Viens.\n\n<script>alert(1)</script>")
    photo = services.add_photo(
        actor=room.town, story=story, upload=a_photo(), alt="Ezers", licence="CC-BY-4.0", credit="Anna", now=room.now
    )
    services.send_story(actor=room.town, story=story, now=room.now)
    services.publish_story(actor=room.office, story=story, now=room.now)

    page = client.get(f"/en/news/{story.slug}/").content.decode()

    assert "This text is in Latvian." in page
    assert '<span lang="lv">Ezers &lt;b&gt;kaimiņiem&lt;/b&gt;</span>' in page
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in page
    assert f'<meta property="og:image" content="http://127.0.0.1:8000/en/news/photos/{photo.ref}/small/">' in page
    assert 'alt="Ezers"' in page
    assert "Photo: Anna" in page
    small = client.get(f"/en/news/photos/{photo.ref}/small/")
    b"".join(small.streaming_content)  # type: ignore[attr-defined]
    assert (small.status_code, small["Content-Type"], small["Cache-Control"]) == (
        200,
        "image/jpeg",
        "public, max-age=600",
    )


def doors_of(story: Story, photo: Photo) -> list[str]:
    return [
        f"/en/news/{story.slug}/",
        f"/en/news/photos/{photo.ref}/",
        f"/en/news/photos/{photo.ref}/small/",
    ]


def shown_in(client: Client, story: Story) -> list[str]:
    """The public places that name a story."""
    places = ("/en/", "/en/news/", "/feeds/news.xml", "/sitemap.xml", "/en/pearls/ezeri/", "/en/pearls/ezeri/press/")
    named = []
    for address in places:
        text = client.get(address).content.decode()
        if story.title in text or story.slug in text or any(photo.ref in text for photo in story.photos.all()):
            named.append(address)
    return named


def test_under_embargo_nobody_meets_a_story_anywhere_and_then_everywhere(room: Newsroom, client: Client) -> None:
    story = room.story("A secret lake", public_at=room.now + WEEK)
    photo = services.add_photo(
        actor=room.town, story=story, upload=a_photo(), alt="A lake", licence="press", credit="Anna", now=room.now
    )
    services.send_story(actor=room.town, story=story, now=room.now)
    services.publish_story(actor=room.office, story=story, now=room.now)
    archive = "/en/pearls/ezeri/press/kit.zip"

    assert shown_in(client, story) == []
    assert {status(reader, door) for door in doors_of(story, photo) for reader in outsiders(room)} == {404}
    assert zipped(client, archive).keys() == {"facts.txt", "map.svg"}
    mine = signed_in(room, "town").get(doors_of(story, photo)[0])
    assert (mine.status_code, mine["Cache-Control"]) == (200, "private, no-store")
    assert "Under embargo" in mine.content.decode()

    with time_machine.travel(room.now + WEEK, tick=False):
        assert shown_in(client, story) == [
            "/en/",
            "/en/news/",
            "/feeds/news.xml",
            "/sitemap.xml",
            "/en/pearls/ezeri/",
            "/en/pearls/ezeri/press/",
        ]
        assert {status(client, door) for door in doors_of(story, photo)} == {200}
        assert "photos/01.jpg" in zipped(client, archive)


def status(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:  # a photo is an open file until it is read
        b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return answer.status_code


def outsiders(room: Newsroom) -> list[Client]:
    return [Client(), *(signed_in(room, key) for key in ("othertown", "colleague", "juror1"))]


def zipped(client: Client, address: str) -> dict[str, str]:
    answer = client.get(address)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_a_reader_meets_a_story_once_and_in_their_own_language(room: Newsroom, client: Client) -> None:
    story = room.public("A lake")
    latvian = services.begin_story(
        actor=room.town, telling=telling("Ezers", language="lv"), translation_of=story, now=room.now
    )
    services.send_story(actor=room.town, story=latvian, now=room.now)
    services.publish_story(actor=room.office, story=latvian, now=room.now)

    assert titles_in(client, "/en/news/") == ["A lake"]
    assert titles_in(client, "/lv/news/") == ["Ezers"]
    assert titles_in(client, "/fi/news/") == ["A lake"]
    assert titles_in(client, "/en/news/?language=lv") == ["Ezers"]
    assert 'hreflang="lv" lang="lv">latviešu</a>' in client.get(f"/en/news/{story.slug}/").content.decode()


def test_the_list_is_narrowed_by_pearl(room: Newsroom, client: Client) -> None:
    room.public("A lake")
    room.public("A call opens", place=None)

    assert titles_in(client, "/en/news/") == ["A call opens", "A lake"]
    assert titles_in(client, "/en/news/?place=ezeri") == ["A lake"]
    assert titles_in(client, "/en/news/?place=nowhere") == ["A call opens", "A lake"]


def test_the_feed_holds_what_is_public_and_says_in_which_language(room: Newsroom, client: Client) -> None:
    room.public("A lake")
    room.public("Ziņa", place=None, language="lv")
    Story.objects.filter(pk=room.public("An invented lake").pk).update(is_demonstration=True)

    def entries(address: str) -> list[tuple[str | None, str | None]]:
        answer = client.get(address)
        assert answer["Content-Type"].startswith("application/atom+xml")
        found = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")
        lang = "{http://www.w3.org/XML/1998/namespace}lang"
        return [(entry.findtext(f"{ATOM}title"), entry.get(lang)) for entry in found]

    assert entries("/feeds/news.xml") == [("Ziņa", "lv"), ("A lake", "en")]
    assert entries("/feeds/news.xml?lang=lv") == [("Ziņa", "lv")]
    assert entries("/feeds/news.xml?demonstration=1") == [("An invented lake", "en"), ("Ziņa", "lv"), ("A lake", "en")]
    assert 'href="/feeds/news.xml"' in client.get("/en/news/").content.decode()


def test_a_town_writes_and_sends_and_the_office_gives_back_and_publishes(room: Newsroom) -> None:
    town, office = signed_in(room, "town"), signed_in(room, "coordinator")
    typed = {"language": "lv", "title": "Ezers", "lead": "Gājām.", "body": "Viens.", "public_at": ""}

    begun = town.post("/en/stories/begin/?place=ezeri", typed)
    story = Story.objects.get()
    assert begun["Location"] == f"/en/stories/{story.ref}/"
    page = f"/en/stories/{story.ref}/"
    photo = {"photo": a_photo(), "alt": "Ezers", "credit": "Anna", "licence": "CC-BY-4.0"}
    town.post(f"{page}photos/", photo)
    assert Photo.objects.count() == 1
    town.post(f"{page}act/", {"act": "send"})
    assert "1 story of a Pearl waits to be read and published." in office.get("/en/today/").content.decode()
    office.post(f"{page}act/", {"act": "return", "because": "Kad?"})
    assert "The office gave a story back to you: Ezers." in town.get("/en/today/").content.decode()
    assert "Kad?" in town.get(page).content.decode()
    town.post(page, {**typed, "title": "Ezers maijā"})
    town.post(f"{page}act/", {"act": "send"})
    office.post(f"{page}act/", {"act": "publish"})

    story.refresh_from_db()
    assert (story.title, story.state) == ("Ezers maijā", State.PUBLIC)
    assert "Ezers maijā" in office.get("/en/office/news/?state=public").content.decode()
    assert "Ezers maijā" not in office.get("/en/office/news/?state=draft").content.decode()
    assert "Ezers maijā" in town.get("/en/stories/").content.decode()


def test_what_is_missing_is_said_and_nothing_is_lost(room: Newsroom) -> None:
    town = signed_in(room, "town")
    answer = town.post("/en/stories/begin/?place=ezeri", {"language": "lv", "title": "", "lead": "Gājām."})
    assert (answer.status_code, "Gājām." in answer.content.decode()) == (422, True)
    story = room.story(lead="")

    assert (
        "A story needs a headline, a lead and a text before it can go on."
        in town.get(f"/en/stories/{story.ref}/").content.decode()
    )
    wrong = town.post(
        f"/en/stories/{story.ref}/photos/", {"photo": a_photo(), "alt": " ", "credit": "A", "licence": "press"}
    )
    assert (wrong.status_code, Photo.objects.exists()) == (422, False)


def test_what_is_not_yours_is_not_there(room: Newsroom) -> None:
    story = room.story()
    news = room.story("News", place=None)
    addresses = [
        f"/en/stories/{story.ref}/",
        f"/en/stories/begin/?of={story.ref}",
        f"/en/stories/{news.ref}/",
        "/en/stories/begin/",
        "/en/stories/begin/?place=ezeri",
        "/en/office/news/",
        "/en/stories/nothing/",
        f"/en/news/{story.slug}/",
    ]

    stranger = signed_in(room, "othertown")
    assert {address: stranger.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 404)
    assert stranger.post(f"/en/stories/{story.ref}/act/", {"act": "withdraw"}).status_code == 404
    assert signed_in(room, "town").get(f"/en/stories/{story.ref}/").status_code == 200


def test_the_press_kit_says_what_is_known_and_what_is_not(room: Newsroom, client: Client) -> None:
    page = client.get("/en/pearls/ezeri/press/").content.decode()
    kit = zipped(client, "/en/pearls/ezeri/press/kit.zip")

    assert "Two shores" in page
    assert "This Pearl has published no pictures here yet." in page
    assert "Inhabitants: not published\n" in kit["facts.txt"]
    assert "The challenge: Two shores\n" in kit["facts.txt"]
    assert "What the plan is about: not published\n" in kit["facts.txt"]
    assert "It is not the programme's own site." in kit["facts.txt"]
    assert "https://example.org/pearl" in kit["facts.txt"]
    drawing = ElementTree.fromstring(kit["map.svg"])
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in kit["map.svg"]
    assert client.get("/en/pearls/kalni/press/").status_code == 404


def test_the_archive_names_the_licence_of_each_photo(room: Newsroom, client: Client) -> None:
    story = room.story()
    services.add_photo(
        actor=room.town, story=story, upload=a_photo(), alt="A lake", licence="CC-BY-4.0", credit="Anna", now=room.now
    )
    services.send_story(actor=room.town, story=story, now=room.now)
    services.publish_story(actor=room.office, story=story, now=room.now)

    licences = zipped(client, "/en/pearls/ezeri/press/kit.zip")["photos/LICENCES.txt"]

    assert "01.jpg\n  What it shows: A lake\n  Credit: Anna\n  Licence: CC BY 4.0 https://creative" in licences


LETTER = {"name": "Bo Writer", "email": "bo@paper.example", "text": "When is the festival?", "website": ""}


def test_a_stranger_writes_to_a_pearl_and_no_page_shows_an_address(room: Newsroom, client: Client) -> None:
    address = "/en/pearls/ezeri/press/contact/"
    assert "@" not in re.sub(r'type="email"[^>]*', "", client.get(address).content.decode())

    answer = client.post(address, LETTER, follow=True)

    letter = Message.objects.get()
    assert (letter.to, letter.reply_to) == ("town@demo.test", "bo@paper.example")
    assert "Your message is on its way" in answer.content.decode()
    assert "@" not in answer.content.decode()


def test_robots_and_floods_are_turned_away_with_a_sentence(room: Newsroom, client: Client) -> None:
    address = "/en/pearls/ezeri/press/contact/"
    robot = client.post(address, {**LETTER, "website": "https://cheap.example"})
    assert (robot.status_code, Message.objects.count()) == (422, 0)
    cache.clear()

    answers = [client.post(address, LETTER).status_code for _ in range(11)]

    assert answers == [302] * 10 + [422]
    assert "try again in an hour" in client.post(address, LETTER).content.decode()
    assert Message.objects.count() == 10


def many(room: Newsroom, count: int) -> None:
    """So many stories like the one there is, each with a photo."""
    story, photo = Story.objects.get(translation_of=None, kind="story"), Photo.objects.first()
    assert photo is not None
    values = {field.attname: getattr(story, field.attname) for field in Story._meta.concrete_fields}
    rows = [
        Story(**(values | {"id": None, "ref": (ref := new_ref()), "slug": ref, "title": f"Lake {number}"}))
        for number in range(count)
    ]
    made = Story.objects.bulk_create(rows)
    shots = {field.attname: getattr(photo, field.attname) for field in Photo._meta.concrete_fields}
    Photo.objects.bulk_create(Photo(**(shots | {"id": None, "ref": new_ref(), "story_id": one.pk})) for one in made)


def test_every_page_asks_as_much_for_one_story_as_for_a_thousand(room: Newsroom) -> None:
    story = room.story()
    services.add_photo(
        actor=room.town, story=story, upload=a_photo(), alt="A lake", licence="press", credit="Anna", now=room.now
    )
    services.send_story(actor=room.town, story=story, now=room.now)
    services.publish_story(actor=room.office, story=story, now=room.now)
    reader, town, office = Client(), signed_in(room, "town"), signed_in(room, "coordinator")
    pages = [
        *((reader, page) for page in ("/en/", "/en/news/", "/en/news/?place=ezeri&language=en", "/feeds/news.xml")),
        *((reader, page) for page in (f"/en/news/{story.slug}/", "/en/pearls/ezeri/", "/en/pearls/ezeri/press/")),
        *((town, page) for page in ("/en/stories/", f"/en/stories/{story.ref}/", "/en/today/")),
        *((office, page) for page in ("/en/office/news/", f"/en/stories/{story.ref}/", "/en/today/")),
    ]
    asked(pages)

    few = asked(pages)
    many(room, 1000)

    assert asked(pages) == few
    assert max(few) <= MOST_QUERIES


def asked(pages: list[tuple[Client, str]]) -> list[int]:
    counts = []
    for client, address in pages:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200, address
        counts.append(len(seen))
    return counts
