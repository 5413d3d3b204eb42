"""Two towns meet in the network, and the office tells of it in the newsletter."""

from datetime import datetime

from playwright.sync_api import Page, expect

from pearls.kernel.actor import Actor
from pearls.mail import services as mail
from pearls.news import labels
from pearls.news import services as news
from pearls.news.rules import Telling
from tests.journeys.acts_exchange import GUEST, HOST
from tests.journeys.stage import Play, press, says

ABOUT = "A town of lakes and long tables. We cook for four villages, and lend what we cook with."
LOOKS_FOR = "Somebody to take our tables over in winter"
HELLO = "Good day. Two of us would like to see your kitchen on wheels."
STORY, SUBJECT = "Four villages, one kitchen", "What two towns found in each other"


def both_join(play: Play, host: str, guest: str) -> None:
    for email, place in ((host, HOST), (guest, GUEST)):
        with play.window(email) as page:
            page.goto("/en/network/join/")
            page.get_by_label("About you").fill(ABOUT)
            page.get_by_label("What you are good at").select_option(label="loneliness")
            page.get_by_label("Everybody", exact=True).check()
            press(page, f"Join as {place}")
            says(page, "You are in the network.")
            if place == HOST:
                play.picture(page, "network-profile", height=900)


def guest_writes_to_host(play: Play, email: str) -> None:
    """From the directory to the profile, and a message that shows nobody's address."""
    with play.window(email) as page:
        page.goto("/en/network/directory/")
        page.get_by_role("link", name=f"{HOST} in the network").click()
        says(page, ABOUT)
        page.get_by_label("Your message").fill(HELLO)
        play.picture(page, "network-message", height=900)
        press(page, "Send the message")
        says(page, "Your message is on its way.")


def host_asks_everybody(play: Play, host: str, guest: str) -> None:
    with play.window(host) as page:
        page.goto("/en/network/board/new/")
        page.get_by_label("Headline").fill(LOOKS_FOR)
        page.get_by_label("Text", exact=True).fill("Sixteen of them, and a van that brings them.")
        press(page, "Put it up")
        says(page, LOOKS_FOR)
    with play.window(guest) as page:
        page.goto("/en/network/board/")
        says(page, LOOKS_FOR)
        play.picture(page, "network-board")


def office_writes_the_newsletter(play: Play, office: Actor, email: str, reader: Actor, now: datetime) -> None:
    """A story and some words make an issue; until it is sent it waits on the day of the office."""
    telling = Telling("en", STORY, "Upes has been to see.", "They stayed for two days.", None)
    news.publish_story(actor=office, story=news.begin_story(actor=office, telling=telling, now=now), now=now)
    mail.subscribe(actor=reader, kind=labels.NEWSLETTER, to=f"person:{reader.ref}", now=now)
    with play.window(email) as page:
        page.goto("/en/office/newsletter/")
        press(page, "Begin the next issue")
        page.get_by_label("A public story").select_option(label=STORY)
        press(page, "Take it into the issue")
        page.get_by_role("link", name="Write the words in English").click()
        page.locator("#id_subject").fill(SUBJECT)
        page.locator("#id_opening").fill("Good day from the programme office.")
        press(page, "Save the words")
        says(page, SUBJECT)
        play.picture(page, "newsletter-issue", height=900)
        _waits_on_the_day(page)
        press(page, "Send it to 1 reader")
        says(page, "The issue is on its way.")
        page.goto("/en/today/")
        expect(page.locator("main")).not_to_contain_text("waits to be sent")


def _waits_on_the_day(page: Page) -> None:
    page.goto("/en/today/")
    says(page, SUBJECT)
    page.get_by_role("link", name="Issue 1 of the newsletter is written and waits to be sent.").click()
