"""A webinar is planned, somebody registers and attends, and the certificate is confirmed."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.stage import Play, press, says

TITLE = "Counting what cannot be counted"
ACCESS = "Do you need anything to take part, such as captions?"
ANSWER = "Captions, please"


def office_plans_a_webinar(play: Play, email: str) -> None:
    """Two places, a link for the registered alone, and a question whose answers only the organisers see."""
    with play.window(email) as page:
        page.goto("/en/events/new/")
        page.locator("#id_title").fill(TITLE)
        page.get_by_label("What it is about, and for whom").fill("How small towns measure trust.\n\nFor candidates.")
        page.get_by_label("Kind").select_option("webinar")
        page.get_by_label("Who may come").select_option("public")
        page.get_by_label("Begins").fill("2026-12-03T10:00")
        page.get_by_label("Ends").fill("2026-12-03T11:30")
        page.get_by_label("On site or online").select_option("online")
        page.get_by_label("Link for joining online").fill("https://meet.example.org/counting")
        page.locator("#id_capacity").fill("2")
        press(page, "Save as a draft")
        page.get_by_text("Ask a question").click()
        asking = page.get_by_role("region", name="Questions to whoever registers")
        asking.get_by_label("Question", exact=True).fill(ACCESS)
        asking.get_by_role("button", name="Add", exact=True).click()
        says(page, ACCESS)
        press(page, "Publish it")
        play.picture(page, "event-desk", height=1000)


def candidate_registers(play: Play, email: str) -> None:
    """On a phone, from the list of events; the joining link shows once there is a place."""
    with play.window(email, width=390) as page:
        opens_the_event(page)
        expect(page.get_by_text("meet.example.org")).to_have_count(0)
        page.get_by_role("link", name="Register", exact=True).click()
        page.get_by_label(ACCESS).fill(ANSWER)
        play.picture(page, "event-register-phone", height=900)
        press(page, "Register")
        opens_the_event(page)
        expect(page.get_by_role("link", name="Join here")).to_have_attribute("href", re.compile("meet.example.org"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def opens_the_event(page: Page) -> None:
    page.goto("/en/events/")
    page.get_by_role("link", name=TITLE).click()


def guest_registers(play: Play, name: str, email: str) -> None:
    """Somebody without an account takes the second place, by a link in a letter."""
    with play.window() as page:
        opens_the_event(page)
        page.get_by_role("link", name="Register", exact=True).click()
        page.get_by_label("Your name").fill(name)
        page.get_by_label("Your e-mail address").fill(email)
        press(page, "Register")
        page.goto(play.letter(page, email, "Please confirm"))
        page.get_by_role("main").get_by_role("button").first.click()
        says(page, TITLE)


def office_marks_who_was_there(play: Play, email: str, name: str) -> None:
    with play.window(email) as page:
        page.goto("/en/events/organise/")
        page.get_by_role("link", name=TITLE).first.click()
        page.get_by_role("link", name="Who comes, and attendance").click()
        says(page, ANSWER)
        page.get_by_label(f"{name} was there").check()
        play.picture(page, "event-attendance")
        press(page, "Save attendance")


def candidate_gets_the_certificate(play: Play, email: str) -> str:
    """From the page of one's own learning; gives the code on it."""
    with play.window(email) as page:
        page.goto("/en/learning/mine/")
        page.get_by_role("link", name="Get a certificate of attendance").click()
        press(page, "Issue my certificate")
        says(page, TITLE)
        code = page.locator(".certificate-code").inner_text()
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Download the certificate (PDF)").click()
        assert waiting.value.path().read_bytes().startswith(b"%PDF")
        return code


def site_confirms(play: Play, code: str, name: str) -> None:
    """Whoever is shown a certificate types its code, or a wrong one, and reads what the site knows."""
    with play.window() as page:
        page.goto("/en/certificates/")
        page.get_by_label("Code").fill(code.lower())
        press(page, "Look it up")
        says(page, name)
        says(page, TITLE)
        play.picture(page, "certificate-confirmed")
        page.goto("/en/certificates/")
        page.get_by_label("Code").fill(code[:-1] + ("2" if code[-1] != "2" else "3"))
        press(page, "Look it up")
        expect(page.get_by_text(name)).to_have_count(0)
