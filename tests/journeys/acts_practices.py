"""A practice is found, told, reviewed, and tried by another town."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.stage import Play, press, says

TITLE = "A soup kitchen on wheels"
SUMMARY = (
    "A kitchen on a trailer stops on Thursdays in four villages of the parish. Neighbours cook together, older people"
    " who live alone are fetched, and whoever comes takes a recipe home and brings another the next time."
)
STEPS = "Borrow a trailer\nAsk one cook in each village\nFetch those who cannot come by themselves"
FAILED = "In the first month we cooked for them, not with them, and few came back."
WHAT_TO_MEND = "How do you know that fewer people are lonely? A count or a few answers are enough."
EVIDENCE = "We counted who came on twelve Thursdays and asked the forty who came most."
TAKEN = "The trailer and the fetching; we cook fish."


def visitor_finds(play: Play, words: str, title: str) -> None:
    """Somebody types Finnish on a phone and reads what the first hits are about."""
    with play.window(width=390) as page:
        page.goto("/fi/practices/")
        box = page.locator("#id_q")
        expect(box).to_be_visible()
        box.fill(words)
        box.press("Enter")
        page.wait_for_url("**q=**")
        hits = page.locator(".practice-list__item")
        assert hits.count() > 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        play.picture(page, "practice-search-phone", height=900)
        page.get_by_role("link", name=title).first.click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)


def officer_tells(play: Play, page: Page, folder: Path) -> None:
    """The officer writes in two sittings, adds a photo, and learns from the page what is missing."""
    page.goto("/en/practices/")
    page.get_by_role("link", name="Tell of a practice of your own").click()
    page.locator("#id_title").fill(TITLE)
    press(page, "Keep the draft")
    says(page, "Your draft is kept.")
    page.get_by_role("link", name="Go on writing").click()
    page.get_by_label("In short").fill(SUMMARY)
    page.get_by_label("Who took part").fill("Older people of four villages, about sixty")
    page.get_by_label("What was done, step by step").fill(STEPS)
    page.locator("#id_outcomes").fill("Twelve Thursdays, sixty people")
    page.locator("#id_what_failed").fill(FAILED)
    page.get_by_label("Told in the name of").select_option(label="Smiltene")
    page.locator("#id_place").fill("Smiltene")
    page.locator("#id_country").select_option("LV")
    page.get_by_label("Cost in euros").fill("2400")
    page.get_by_text("Challenge: choose").click()
    page.get_by_label("loneliness", exact=True).check()
    play.picture(page, "contribution-form", height=900)
    press(page, "Keep the draft")
    says(page, "You do not say how you know what came of it.")
    page.get_by_role("link", name="Add or change photos").click()
    adds_a_photo(page, folder)
    page.get_by_role("link", name=TITLE).click()
    play.picture(page, "contribution-before-sending", height=1100)
    press(page, "Send it to the editors")
    says(page, "It is sent.")


def adds_a_photo(page: Page, folder: Path) -> None:
    picture = folder / "trailer.png"
    Image.new("RGB", (640, 480), "#1e6f7c").save(picture)
    page.locator("input[type=file]").set_input_files(picture)
    new = page.get_by_role("region", name="Add a photo")
    new.get_by_label("What the photo shows, in words").fill("A trailer with a steaming pot in front of a church")
    new.get_by_label("What others may do with it").select_option("CC-BY-4.0")
    press(page, "Keep the photo")
    says(page, "The photo is kept.")


def editor_sends_back(play: Play, email: str) -> None:
    """The editor follows the line on Today and asks for what is missing."""
    with play.window(email) as page:
        page.goto("/en/contributions/review/")
        play.picture(page, "review-list")
        page.get_by_role("link", name=TITLE).click()
        page.get_by_label("Your words").fill(WHAT_TO_MEND)
        play.picture(page, "contribution-review", of=page.locator("#say"))
        press(page, "Send it back with these words")
        says(page, "It is back with its author.")


def officer_mends(page: Page) -> None:
    page.goto("/en/today/")
    page.get_by_role("link", name=f"Your practice is back with you: {TITLE}").click()
    says(page, WHAT_TO_MEND)
    page.get_by_role("link", name="Go on writing").click()
    page.get_by_label("How you know it").fill(EVIDENCE)
    page.get_by_label("How sure that is").select_option("asked")
    press(page, "Keep the draft")
    press(page, "Send it to the editors")
    says(page, "It is sent.")


def two_people_let_it_through(play: Play, editor: str, office: str) -> None:
    """The editor checks, somebody else decides; the editor cannot do both."""
    with play.window(editor) as page:
        page.goto("/en/contributions/review/")
        page.get_by_role("link", name=TITLE).click()
        press(page, "Pass it on to the decision")
        says(page, "waits for the decision of a second person")
        expect(page.get_by_role("button", name="Accept and make it public")).to_have_count(0)
    with play.window(office) as page:
        page.goto("/en/contributions/review/")
        page.get_by_role("link", name=TITLE).click()
        press(page, "Accept and make it public")
        says(page, "It is public.")


def another_town_tries_it(play: Play, email: str) -> None:
    """Another town tells that it tried it, and that it worked in part."""
    with play.window(email) as page:
        page.goto("/en/practices/?q=soup+kitchen+wheels")
        page.get_by_role("link", name=TITLE).first.click()
        expect(page.get_by_role("img", name="A trailer with a steaming pot")).to_be_visible()
        page.get_by_role("link", name="We tried it: tell how it went").click()
        page.get_by_label("It works in part").check()
        page.get_by_label("What you took from it").fill(TAKEN)
        page.get_by_label("What came of it").fill("Thirty people came on six evenings.")
        play.picture(page, "we-tried-it", height=900)
        press(page, "Publish it")


def everybody_reads_both(play: Play) -> None:
    """A visitor without script reads the practice, the town that told it, and the town that tried it."""
    with play.window(script=False, width=390) as page:
        page.goto("/lv/practices/?q=zupas+virtuve")
        page.get_by_role("link", name=TITLE).first.click()
        says(page, FAILED)
        says(page, EVIDENCE)
        says(page, TAKEN)
        play.picture(page, "practice-tried", of=page.locator("#tried"))
