"""Others read a town's plan: its mentor speaks about it, a juror judges it."""

from playwright.sync_api import Page, expect

from pearls.plans import queries
from tests.journeys.acts_judging import convene, invite
from tests.journeys.acts_planning import EVENINGS, VISION
from tests.journeys.acts_tools import ALONE
from tests.journeys.stage import Play, press, says
from tests.plans.conftest import Candidate

PASSAGE = "nobody remembers who invited whom"
SUGGESTED = VISION.replace(PASSAGE, "whoever comes has brought somebody along")
RECTS = """words => {
    const walk = document.createTreeWalker(document.querySelector(".answer"), NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const at = node.data.indexOf(words);
        if (at < 0) continue;
        range.setStart(node, at);
        range.setEnd(node, at + words.length);
        const rects = [...range.getClientRects()], first = rects[0], last = rects.at(-1);
        return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
    }
}"""


def mentor_speaks(play: Play, candidate: Candidate) -> None:
    """A remark on a few words, and another wording."""
    with play.window("mentor@demo.test") as page:
        page.goto("/en/mentoring/")
        page.get_by_role("link", name="Smiltene", exact=True).click()
        page.get_by_role("link", name="Vision for the title year").click()
        selects(page, PASSAGE)
        page.get_by_text("Make a remark").click()
        expect(page.get_by_label("Words from the text")).to_have_value(PASSAGE)
        page.get_by_label("Your remark").fill(
            "A juror will ask how you would notice. What would one see on such a Tuesday?"
        )
        press(page, "Make the remark")
        says(page, "Your remark is saved.")
        suggests(page, SUGGESTED)
        page.goto(f"{candidate.base}write/vision/")
        play.picture(page, "mentor-remark", of=page.locator("#section-title"), height=1020)
        page.goto("/en/mentoring/")
        says(page, "2 remarks and suggestions")
        play.picture(page, "mentor-towns")


def selects(page: Page, words: str) -> None:
    """Draw the mouse over some words of an answer."""
    left, top, right, bottom = page.evaluate(RECTS, words)
    page.mouse.move(left + 1, top)
    page.mouse.down()
    page.mouse.move(right - 1, bottom, steps=8)
    page.mouse.up()


def suggests(page: Page, wording: str) -> None:
    page.get_by_text("Suggest another wording", exact=True).click()
    press(page, "Write the wording")
    page.get_by_label("Your wording").fill(wording)
    page.get_by_label("Why").fill("One can see it.")
    press(page, "Make the suggestion")
    says(page, "Your suggestion is made.")


def town_takes_it_over(page: Page, candidate: Candidate) -> None:
    page.goto(f"{candidate.base}remarks/")
    says(page, PASSAGE)
    page.goto(f"{candidate.base}write/vision/")
    press(page, "Take it over")
    says(page, "The suggestion is now in the text.")
    press(page, "Settled")
    says(page, "It is kept among the settled remarks.")
    assert queries.content_of(candidate.reload())["vision"] == SUGGESTED


def jury_is_called(play: Play, candidate: Candidate) -> None:
    with play.window("coordinator@demo.test") as page:
        convene(page, "final", candidate.edition.key)
        press(page, "Hand them to the panel")
        says(page, "The texts have been handed to the panel.")
        invite(page, "juror1@demo.test", "SE", "assessor")


def juror_reads(play: Play, vision: str) -> None:
    """Accept, declare that there is no conflict, and read the plan in pictures and words."""
    with play.window("juror1@demo.test") as page:
        page.goto("/en/assess/")
        press(page, "Accept")
        page.get_by_role("link", name="Smiltene", exact=True).click()
        page.get_by_label("No, I can judge freely").check()
        press(page, "Declare and go on")
        says(page, vision)
        page.get_by_role("link", name="The plan in pictures and words").click()
        for words in ("From challenge to indicator", ALONE, EVENINGS, "Harbour company", "The loft is sold"):
            says(page, words)
        play.picture(page, "assessor-plan", height=1000)
