"""A plan from the empty page to the juror: two colleagues write, one of them in Word, and the town sends it."""

import io
import zipfile
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Page, expect

from pearls.calls.rules import State
from pearls.plans import queries
from pearls.selection.models import Dossier, Panel
from pearls.selection.rules.panels import Conflict
from tests.browser import Reader
from tests.calls.conftest import PLAN_DUE
from tests.journeys.stage import Play, press, says
from tests.plans.conftest import WRITING, Candidate, candidate, edition, place

__all__ = ["candidate", "edition", "place"]  # the fixtures of the room's own tests

VISION = "In December the net loft is full on a Tuesday, and nobody remembers who invited whom."
FROM_WORD = "In December the net loft is full on every Tuesday, and nobody remembers who invited whom."
TEXTS = {
    "place": {"profile": "A river town behind the dunes with two schools and a culture house."},
    "participation": {"participation_made": "Three open evenings; 64 residents came and changed the plan twice."},
    "after": {"continue": "The loft keeps its timetable, paid from the ordinary budget."},
    "summary": {
        "summary_challenges": "Older people talk to nobody",
        "summary_goals": "Residents lead evenings",
        "summary_activities": "Evenings in the net loft",
    },
}


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_colleagues_write_a_plan_and_a_juror_reads_it(
    reader: Reader, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    with time_machine.travel(WRITING, tick=True) as clock:
        written: Candidate = request.getfixturevalue("candidate")  # once the server has its database
        play = Play(reader, clock)

        with play.window("town@demo.test") as town, play.window("colleague@demo.test") as colleague:
            town.goto(written.base)
            says(town, "Ten evenings")
            play.picture(town, "town-plan")
            writes_what_hangs_together(town, written)
            both_write_one_activity(town, colleague, written)
            play.picture(town, "town-plan-activities")
            writes_the_rest(town, written)
            works_in_word(colleague, written, tmp_path)
            sends(town, written)

        with play.window("juror1@demo.test") as juror:
            juror_reads(juror, written, dossier_of(written))
            play.picture(juror, "juror-plan")


def add(page: Page, candidate: Candidate, section: str, question: str, words: str) -> None:
    """Begin an entry with its first words; its page opens."""
    page.goto(f"{candidate.base}write/{section}/")
    page.locator(f'[name="new-{question}"]').fill(words)
    page.locator(f'button[name="add"][value="{question}"]').click()
    expect(page.locator("[data-base]")).to_be_attached()


def picks(page: Page, words: str) -> None:
    page.locator(".section-form").get_by_label(words, exact=True).check()


def writes_what_hangs_together(page: Page, candidate: Candidate) -> None:
    """A challenge, whom it hits, the goal that answers it: picked, not typed again."""
    add(page, candidate, "targets", "target_groups", "People over 65 who live alone")
    press(page, "Save and back to the list")
    add(page, candidate, "challenges", "challenges", "Older people talk to nobody on most days")
    picks(page, "People over 65 who live alone")
    press(page, "Save and back to the list")
    add(page, candidate, "goals", "goals", "Twelve residents lead an evening without us")
    says(page, "answers no challenge")  # what this step still asks for stands beside it
    picks(page, "Older people talk to nobody on most days")
    press(page, "Save and back to the list")
    add(page, candidate, "participation", "methods", "Open evening")
    press(page, "Save and back to the list")
    page.goto(f"{candidate.base}write/vision/")
    page.locator('[name="q-vision"]').fill(VISION)
    expect(page.locator("[data-save-state]")).to_contain_text("Saved", timeout=15_000)


def both_write_one_activity(town: Page, colleague: Page, candidate: Candidate) -> None:
    """Two people in one entry at once; both keep their words."""
    add(town, candidate, "activities", "activities", "Evenings in the net loft")
    picks(town, "Twelve residents lead an evening without us")
    town.locator('textarea[name$="-what"]').fill("Four evenings a month, each led by somebody who lives here.")
    press(town, "Save and back to the list")
    town.get_by_role("link", name="Evenings in the net loft", exact=True).click()
    colleague.goto(town.url)
    town.locator('[name$="-where"]').fill("The net loft")
    colleague.locator('[name$="-participants"]').fill("240")
    for page in (town, colleague):
        press(page, "Save and back to the list")
    row = queries.content_of(candidate.reload())["activities"][0]
    assert (row["where"], row["participants"]) == ("The net loft", 240)


def writes_the_rest(page: Page, candidate: Candidate) -> None:
    for section, texts in TEXTS.items():
        page.goto(f"{candidate.base}write/{section}/")
        for question, words in texts.items():
            page.locator(f'[name="q-{question}"]').fill(words)
        page.locator('button[name="then"]').first.click()
        says(page, "Saved.")


def works_in_word(page: Page, candidate: Candidate, folder: Path) -> None:
    """The colleague takes the plan away as a Word file, edits it on the train, and brings it back."""
    page.goto(f"{candidate.base}papers/")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="To write in (Word)").click()
    file = folder / "plan.docx"
    waiting.value.save_as(file)
    file.write_bytes(with_words(file.read_bytes(), VISION, FROM_WORD))
    page.locator('input[type="file"]').set_input_files(file)
    press(page, "Show what it would change")
    says(page, "Vision in a few sentences")
    press(page, "Take over what is ticked")
    says(page, "1 answer was taken over.")
    assert queries.content_of(candidate.reload())["vision"] == FROM_WORD


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
    page.goto(candidate.base)
    page.get_by_role("link", name="Look it over and send it").click()
    press(page, "Send the plan")
    says(page, "The plan has arrived.")
    assert candidate.reload().application.state == State.PLAN_SUBMITTED


def dossier_of(candidate: Candidate) -> Dossier:
    """The plan handed to a jury; its first juror has declared no conflict."""
    application = candidate.plan.application
    panel = Panel.objects.create(
        edition=candidate.edition,
        stage="final",
        rules_version=candidate.edition.rules_version,
        convened_at=PLAN_DUE,
        state="scoring",
    )
    dossier = Dossier.objects.create(
        panel=panel,
        key="smiltene-lv",
        name="Smiltene",
        country="LV",
        place=application.place,
        application_ref=application.ref,
        snapshot=application.submissions.get(kind="plan").snapshot,
        received_at=PLAN_DUE,
    )
    seat = panel.seats.create(person=candidate.cast.juror1, country="SE", state="accepted", invited_at=PLAN_DUE)
    seat.declarations.create(dossier=dossier, conflict=Conflict.NONE, declared_at=PLAN_DUE)
    return dossier


def juror_reads(page: Page, candidate: Candidate, dossier: Dossier) -> None:
    page.goto(f"/en/assess/text/{dossier.ref}/")
    says(page, FROM_WORD)
    page.get_by_role("link", name="The plan in pictures and words").click()
    says(page, "From challenge to indicator")
    says(page, "Evenings in the net loft")
