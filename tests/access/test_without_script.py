"""On an old machine without JavaScript: a town applies, a juror scores, the office decides."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.access.conftest import Stage
from tests.journeys.answers import Writer, answers_for, fill, form_of, sections_of
from tests.journeys.samples import LETTER_PDF
from tests.journeys.stage import press, says, show

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PLACE, NAME = "rekuva-lt", "Rėkuva"
STEFFEN = Writer("Steffen Stranger", "stranger@demo.test")
ROWS = '.question[data-question="core_team"] .question__row'


@contextmanager
def window(stage: Stage, chromium: Browser, walker: str) -> Iterator[Page]:
    context = stage.reader(chromium, walker).context(java_script_enabled=False)
    context.set_default_timeout(10_000)
    page = context.new_page()
    try:
        yield page
    except BaseException:
        show(page)
        raise
    finally:
        context.close()


def test_a_town_applies_and_the_office_decides(stage: Stage, chromium: Browser) -> None:
    with window(stage, chromium, "stranger") as town, window(stage, chromium, "coordinator") as office:
        speaks_for_a_place(town, office)
        application = begins(town)
        answers(town, application)
        adds_and_removes_a_row(town, application)
        uploads(town, application)
        invites(town, application)
        sends(town, application)
        decides(office)
        releases_the_letter(office)


def speaks_for_a_place(town: Page, office: Page) -> None:
    town.goto("/en/account/places/add/")
    town.get_by_label("Name of the place").fill("rekuva")
    press(town, "Find the place")
    town.get_by_role("link", name=NAME).click()
    town.get_by_label("Your work there").fill("Culture officer")
    press(town, "I speak for this place")
    says(town, "Noted.")
    office.goto("/en/office/people/")
    row = office.get_by_role("row").filter(has_text=STEFFEN.name)
    row.get_by_role("button", name="Confirm").click()
    expect(row).to_contain_text("Confirmed")


def begins(town: Page) -> str:
    """Begin a draft; gives its address."""
    town.goto(f"/en/eligibility/?place={PLACE}")
    town.get_by_role("link", name="Begin an application").first.click()
    press(town, "Begin the draft")
    says(town, "The draft is begun.")
    return town.url


def answers(town: Page, application: str) -> None:
    for section, fields in sections_of(form_of("application"), answers_for("application", PLACE, STEFFEN)):
        town.goto(f"{application}write/{section}/")
        fill(town, fields)
        press(town, "Save")
        says(town, "Saved.")


def adds_and_removes_a_row(town: Page, application: str) -> None:
    town.goto(f"{application}write/team/")
    before, rows = names_in(town), town.locator(ROWS)
    room = rows.count() - len(before)

    for new in range(len(before), rows.count()):  # all that there is room for
        rows.nth(new).get_by_label("Name or function").fill(f"Keeper {new}")
        rows.nth(new).get_by_label("Sector").select_option(index=1)
    press(town, "Save")
    added = names_in(town)
    assert len(added) == len(before) + room
    assert rows.count() > len(added)

    for box in rows.first.get_by_role("textbox").all():
        box.fill("")
    rows.first.get_by_label("Sector").select_option("")
    press(town, "Save")
    assert names_in(town) == added[1:]


def names_in(town: Page) -> list[str]:
    """Who stands in the table of the team."""
    boxes = town.locator(ROWS).get_by_label("Name or function").all()
    return [name for box in boxes if (name := box.input_value())]


def uploads(town: Page, application: str) -> None:
    town.goto(f"{application}write/team/")
    town.locator('input[type="file"]').set_input_files(
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": LETTER_PDF}
    )
    press(town, "Save")
    says(town, "letter.pdf")


def invites(town: Page, application: str) -> None:
    town.goto(application)
    town.get_by_role("link", name="Invite colleagues").click()
    town.get_by_label("E-mail address of your colleague").fill("colleague@demo.test")
    press(town, "Send the invitation")
    says(town, "is on its way")


def sends(town: Page, application: str) -> None:
    town.goto(application)
    town.get_by_role("link", name="Look it over and send it").click()
    press(town, "Send the application")
    says(town, "The application has arrived.")
    with town.expect_download() as download:
        town.get_by_role("link", name="Receipt as PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def decides(office: Page) -> None:
    office.goto("/en/office/demo-open/applications/")
    office.get_by_role("link", name=NAME).click()
    office.get_by_label("Eligible", exact=True).check()
    press(office, "Write down the decision")
    says(office, "eligible")


def releases_the_letter(office: Page) -> None:
    office.goto("/en/office/mail/?state=held")
    letter = office.get_by_role("row").filter(has_text=STEFFEN.email).filter(has_text="is eligible")
    letter.get_by_role("checkbox").check()
    press(office, "See what would happen")
    press(office, "Do it")
    says(office, "done.")
    office.goto("/en/office/mail/?state=held")
    expect(letter).to_have_count(0)


def test_a_juror_declares_scores_and_hands_in(stage: Stage, chromium: Browser) -> None:
    with window(stage, chromium, "juror3") as juror:
        juror.goto("/en/assess/")
        juror.get_by_role("link", name="Read and score").first.click()
        juror.locator("tbody th a").first.click()
        juror.get_by_label("No, I can judge freely").check()
        press(juror, "Declare and go on")
        for points in juror.locator(".score-sheet__points").all():
            points.fill("7")
        press(juror, "Save")
        says(juror, "Saved.")
        press(juror, "Hand the scores in")
        says(juror, "Your scores are in.")
