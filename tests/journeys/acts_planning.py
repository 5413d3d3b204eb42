"""A town writes its plan: step by step, two at once, in Word, and sends it."""

import io
import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from pearls.calls.rules import State
from pearls.plans import queries
from tests.journeys.stage import Play, press, says
from tests.plans.conftest import Candidate

RESIDENTS_OVER_65 = "People over 65 who live alone"
LEAD = "Twelve residents lead an evening without us"
EVENINGS = "Evenings in the net loft"
VISION = "In December the net loft is full on a Tuesday, and nobody remembers who invited whom."
TEXTS = {
    "place": {"profile": "A river town behind the dunes with two schools and a culture house."},
    "participation": {"participation_made": "Three open evenings; 64 residents came and changed the plan twice."},
    "after": {"continue": "The loft keeps its timetable, paid from the ordinary budget."},
    "summary": {
        "summary_challenges": "Older people talk to nobody",
        "summary_goals": "Residents lead evenings",
        "summary_activities": EVENINGS,
    },
}


def opens_the_empty_plan(play: Play, page: Page, candidate: Candidate) -> None:
    page.goto(candidate.base)
    says(page, "Ten evenings")
    add(page, candidate, "targets", "target_groups", RESIDENTS_OVER_65)
    press(page, "Save and back to the list")
    add(page, candidate, "participation", "methods", "Open evening")
    press(page, "Save and back to the list")
    page.goto(f"{candidate.base}write/vision/")
    page.locator('[name="q-vision"]').fill(VISION)
    expect(page.locator("[data-save-state]")).to_contain_text("Saved", timeout=15_000)
    page.goto(candidate.base)
    play.picture(page, "town-plan")


def add(page: Page, candidate: Candidate, section: str, question: str, words: str) -> None:
    """Begin an entry with its first words; its page opens."""
    page.goto(f"{candidate.base}write/{section}/")
    page.locator(f'[name="new-{question}"]').fill(words)
    page.locator(f'button[name="add"][value="{question}"]').click()
    expect(page.locator("[data-base]")).to_be_attached()


def both_write_one_activity(play: Play, town: Page, colleague: Page, candidate: Candidate) -> None:
    """Two people in one entry at once, an idea that residents voted for; both keep their words."""
    town.goto(f"{candidate.base}write/activities/")
    town.get_by_role("link", name=EVENINGS, exact=True).click()
    town.locator(".section-form").get_by_label(LEAD, exact=True).check()
    press(town, "Save and back to the list")
    town.get_by_role("link", name=EVENINGS, exact=True).click()
    colleague.goto(town.url)
    town.locator('[name$="-where"]').fill("The net loft")
    colleague.locator('[name$="-participants"]').fill("240")
    for page in (town, colleague):
        press(page, "Save and back to the list")
    row = queries.content_of(candidate.reload())["activities"][0]
    assert (row["name"], row["where"], row["participants"]) == (EVENINGS, "The net loft", 240)
    town.get_by_role("link", name=EVENINGS, exact=True).click()
    play.picture(town, "town-plan-activities", height=900)


def finishes_what_residents_proposed(page: Page, candidate: Candidate, idea: str) -> None:
    """A vote brought in only its name: the plan still asks what it is."""
    page.goto(f"{candidate.base}write/activities/")
    page.get_by_role("link", name=idea, exact=True).click()
    page.locator('[name$="-what"]').fill("Two generations rehearse on Thursdays and sing at the fair.")
    page.locator(".section-form").get_by_label(LEAD, exact=True).check()
    press(page, "Save and back to the list")


def writes_the_rest(page: Page, candidate: Candidate) -> None:
    for section, texts in TEXTS.items():
        page.goto(f"{candidate.base}write/{section}/")
        for question, words in texts.items():
            page.locator(f'[name="q-{question}"]').fill(words)
        page.locator('button[name="then"]').first.click()
        says(page, "Saved.")


def works_in_word(play: Play, page: Page, candidate: Candidate, folder: Path, words: tuple[str, str]) -> None:
    """The plan goes away as a Word file, some words are changed on the train, and it comes back."""
    old, new = words
    page.goto(f"{candidate.base}papers/")
    play.picture(page, "town-plan-papers")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="To write in (Word)").click()
    file = folder / "plan.docx"
    waiting.value.save_as(file)
    file.write_bytes(with_words(file.read_bytes(), old, new))
    page.locator('input[type="file"]').set_input_files(file)
    press(page, "Show what it would change")
    says(page, "Vision in a few sentences")
    press(page, "Take over what is ticked")
    says(page, "1 answer was taken over.")
    assert new in queries.content_of(candidate.reload())["vision"]


def with_words(docx: bytes, old: str, new: str) -> bytes:
    """The file with one text changed, as an editor would leave it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as read, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for item in read.infolist():
            data = read.read(item.filename)
            if item.filename == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            written.writestr(item, data)
    return out.getvalue()


def sends(page: Page, candidate: Candidate) -> None:
    """A look at what jurors will read, and off it goes."""
    page.goto(candidate.base)
    page.get_by_role("link", name="See it as jurors will").click()
    says(page, EVENINGS)
    page.get_by_role("link", name="Look it over and send it").click()
    press(page, "Send the plan")
    says(page, "The plan has arrived.")
    assert candidate.reload().application.state == State.PLAN_SUBMITTED
