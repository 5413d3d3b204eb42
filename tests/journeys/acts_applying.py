"""The first half of an edition: rules, call, applications, eligibility, the list of applicants."""

import re

from playwright.sync_api import Page, expect

from pearls.programme import jobs as programme_jobs
from tests.cast import PASSWORD
from tests.journeys.answers import Writer, answers_for, fill, form_of, sections_of
from tests.journeys.samples import LETTER_PDF, rules_text
from tests.journeys.stage import Folk, Play, press, says

EDITION = "rehearsal"
COORDINATOR = "coordinator@demo.test"
COLLEAGUE = "colleague@demo.test"
MARA = Writer("Māra Liepa", "mara@dzintarciems.demo.test")
TOWN = "dzintarciems-lv"
OTHERS = {
    "saarepuu-ee": Writer("Tõnu Saar", "tonu@saarepuu.demo.test"),
    "sandkrog-dk": Writer("Mette Kjær", "mette@sandkrog.demo.test"),
    "rekuva-lt": Writer("Aušra Šimkutė", "ausra@rekuva.demo.test"),
    "zlota-mierzeja-pl": Writer("Łukasz Wróbel", "lukasz@zlota-mierzeja.demo.test"),
    "kurjenlahti-fi": Writer("Päivi Ranta", "paivi@kurjenlahti.demo.test"),
}
SAVED = re.compile("^Saved")


def office_opens_a_call(play: Play) -> None:
    play.at("2027-01-11 09:00")
    with play.window(COORDINATOR) as page:
        page.goto("/en/office/editions/")
        page.get_by_role("link", name="Set up a new edition").click()
        page.get_by_label("Begin with the rules of").select_option("2026")
        page.get_by_label("Key").fill(EDITION)
        page.get_by_label("Name in English").fill("Rehearsal Pearls 2028")
        page.get_by_label("Name in Latvian").fill("Mēģinājuma pērles 2028")
        page.get_by_label("Title year").fill("2028")
        page.get_by_label("A rehearsal with invented places").check()
        play.picture(page, "coordinator-new-edition")
        press(page, "Set up the edition")
        says(page, "Before it can be published")

        page.get_by_role("link", name="All rules as text").click()
        page.get_by_label("Rules, in TOML").fill(rules_text().replace('zone = "Europe/Brussels"', 'zone = "Europe"'))
        press(page, "Look at what changes")
        says(page, "dates.zone")  # the wrong key is named
        page.get_by_label("Rules, in TOML").fill(rules_text())
        play.picture(page, "coordinator-rules-text")
        press(page, "Look at what changes")
        says(page, "Nothing is saved yet.")
        play.picture(page, "coordinator-rules-preview")
        press(page, "Save the rules")
        says(page, "The rules are complete.")
        play.picture(page, "coordinator-edition-desk")
        press(page, "Publish the edition")
        says(page, "The edition, its rules and its guide are public.")

    play.at("2027-01-12 10:05")
    assert programme_jobs.freeze_opened_rules.call() == 1
    with play.window() as page:
        page.goto("/en/call/")
        says(page, "Rehearsal Pearls 2028")
        play.picture(page, "visitor-open-call")
        page.goto(f"/en/guide/{EDITION}/")
        says(page, "Clear and convincing motivation")
        play.picture(page, "town-guide")
        page.goto(f"/en/forms/{EDITION}/")
        says(page, "The place that applies")


def town_makes_an_account(play: Play) -> None:
    play.at("2027-01-20 09:30")
    with play.window() as page:
        page.goto("/en/eligibility/")
        page.get_by_label("Name of the place").fill("Rīga")
        press(page, "See whether it may apply")
        says(page, "capitals do not apply")
        page.get_by_label("Name of the place").fill("dzintarciems")
        press(page, "See whether it may apply")
        says(page, "Yes: Dzintarciems may apply.")
        play.picture(page, "town-eligibility")

        page.goto("/en/sign-up/")
        page.get_by_label("Your name").fill(MARA.name)
        page.get_by_label("E-mail address").fill(MARA.email)
        page.get_by_label("Password").fill(PASSWORD)
        play.picture(page, "town-sign-up", height=640)
        press(page, "Make the account")
        link = play.letter(page, MARA.email, "Confirm your address")
        play.picture(page, "town-letter", height=480)
        page.goto(link)
        press(page, "Confirm the address")
        says(page, "Your address is confirmed.")

    with play.window(MARA.email) as page:
        page.goto("/en/account/places/add/")
        page.get_by_label("Name of the place").fill("dzintarciems")
        press(page, "Find the place")
        page.get_by_role("link", name="Dzintarciems").click()
        page.get_by_label("Your work there").fill("Culture officer")
        press(page, "I speak for this place")
        says(page, "Noted.")

        page.goto("/en/eligibility/?place=" + TOWN)
        page.get_by_role("link", name="Begin an application").click()
        press(page, "Begin the draft")
        says(page, "The draft is begun.")
        play.picture(page, "town-overview")

    with play.window(COORDINATOR) as page:
        page.goto("/en/office/people/")
        play.picture(page, "coordinator-people", height=480)
        press(page, "Confirm")
        says(page, "Dzintarciems")


def town_writes(play: Play) -> None:
    form, answers = form_of("application"), answers_for("application", TOWN, MARA)
    answers["political_support"] = True
    with play.window(MARA.email) as page:
        application = open_application(page)
        for section, fields in sections_of(form, answers):
            page.goto(f"{application}write/{section}/")
            if section == "content":
                type_with_autosave(play, page, fields)
                break
            fill(page, fields)
            if section == "team":
                page.locator('input[type="file"]').set_input_files(
                    {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": LETTER_PDF}
                )
            press(page, "Save and go on")
            says(page, "Saved.")

    with play.window(MARA.email, script=False) as page:  # the rest as on an old machine
        open_application(page)
        for section, fields in list(sections_of(form, answers))[2:]:
            page.goto(f"{application}write/{section}/")
            fill(page, fields)
            page.get_by_role("button", name="Save", exact=True).click()
            says(page, "Saved.")
        page.goto(f"{application}write/team/")
        says(page, "letter.pdf")


def open_application(page: Page) -> str:
    page.goto("/en/applications/")
    page.get_by_role("link", name="Dzintarciems").first.click()
    return page.url


def type_with_autosave(play: Play, page: Page, fields: dict[str, object]) -> None:
    page.locator('[name="q-motivation"]').press_sequentially("We want the title because ")
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)
    page.locator('[name="q-motivation"]').fill(str(fields["q-motivation"]))
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)
    play.picture(page, "town-section")
    page.reload()
    expect(page.locator('[name="q-motivation"]')).to_have_value(str(fields["q-motivation"]))


def two_write_at_once(play: Play) -> None:
    with play.window(MARA.email) as mara:
        application = open_application(mara)
        mara.get_by_role("link", name="Invite colleagues").click()
        mara.get_by_label("E-mail address of your colleague").fill(COLLEAGUE)
        mara.get_by_label("What they may do").select_option("edit")
        press(mara, "Send the invitation")
        says(mara, "is on its way")

    with play.window(COLLEAGUE) as colleague:
        link = play.letter(colleague, COLLEAGUE, "Māra Liepa")
        colleague.goto(link)
        colleague.get_by_role("main").get_by_role("button").first.click()
        says(colleague, "You now work on this application.")
        colleague.goto(f"{application}write/capacity/")
        theirs = colleague.locator('[name="q-exchange"]')
        with play.window(MARA.email) as mara:
            mara.goto(f"{application}write/capacity/")
            mara.locator('[name="q-exchange"]').fill("We speak three languages and would host twelve visitors in May.")
            expect(mara.locator("[data-save-state]")).to_have_text(SAVED)
        theirs.fill("One of us speaks Livonian; we would rather travel than host.")
        expect(colleague.locator(".rival")).to_be_visible()
        colleague.reload()
        says(colleague, "Two people changed this answer at the same time.")
        play.picture(colleague, "town-two-texts", of=colleague.locator(".rival"), height=560)
        colleague.get_by_text("Or write one text out of both").click()
        both = "We speak three languages and Livonian. We would host twelve visitors in May and like to travel."
        colleague.locator("[data-rival-both]").first.fill(both)
        press(colleague, "Keep this text")
        says(colleague, "Your choice is saved.")
        expect(colleague.locator('[name="q-exchange"]')).to_have_value(both)


def town_sends_twice(play: Play) -> None:
    with play.window(MARA.email) as page:
        application = open_application(page)
        page.get_by_role("link", name="See it as assessors will").click()
        says(page, "Livonian")
        play.picture(page, "town-preview")
        page.goto(f"{application}send/")
        press(page, "Send the application")
        says(page, "The application has arrived.")
        play.picture(page, "town-receipt", height=620)
        sha256 = page.locator("code.hash").inner_text()
        with page.expect_download() as download:
            page.get_by_role("link", name="Receipt as PDF").click()
        assert download.value.path().read_bytes().startswith(b"%PDF")
        play.letter(page, MARA.email, "The application of Dzintarciems has arrived")
        says(page, sha256)

    play.at("2027-03-12 23:58:30")  # the last minute
    with play.window(MARA.email) as page:
        open_application(page)
        page.goto(f"{application}write/content/")
        page.locator('[name="q-impact"]').press_sequentially(" It stays.")
        expect(page.locator("[data-save-state]")).to_have_text(SAVED)
        page.goto(f"{application}send/")
        press(page, "Send the application")
        says(page, "The application has arrived.")
        assert page.locator("code.hash").inner_text() != sha256


def others_apply(play: Play) -> dict[str, str]:
    """The other towns; gives each one's application."""
    play.at("2027-02-15 10:00")
    office, form, applications = Folk(COORDINATOR).signs_in(), form_of("application"), {}
    for key, writer in OTHERS.items():
        town = Folk(writer.email).signs_up(writer.name)
        town.sends(f"/en/account/places/add/?place={key}", {"place": key, "function": "Culture officer"})
        claim = office.finds("/en/office/people/", r'action="([^"]+/decide/)"')
        office.sends(claim, {"act": "confirm", "from": "office"})
        applications[key] = town.sends(f"/en/applications/begin/{EDITION}/", {"place": key})
        for section, fields in sections_of(form, answers_for("application", key, writer)):
            town.sends(f"{applications[key]}write/{section}/", fields)
        receipt = town.sends(f"{applications[key]}send/")
        assert "The application has arrived." in town.reads(receipt)
    return applications


def the_call_closes(play: Play, applications: dict[str, str]) -> None:
    play.at("2027-03-13 00:00:00")
    late = Folk(MARA.email).signs_in()
    where = late.finds("/en/applications/", r'href="(/en/applications/[^"/]+/)"')
    assert "The call has closed." in late.client.post(f"{where}send/", follow=True).content.decode()
    refused = late.client.post(f"{where}autosave/", {"question": "impact", "q-impact": "Too late", "base-impact": "2"})
    assert refused.status_code == 403
    assert "Too late" not in late.reads(f"{where}preview/")


def office_asks_back(play: Play, applications: dict[str, str]) -> None:
    play.at("2027-03-15 09:00")
    with play.window(COORDINATOR) as page:
        page.goto(f"/en/office/{EDITION}/")
        says(page, "Waiting for you")
        play.picture(page, "coordinator-control-room")
        page.get_by_role("link", name="All applications").first.click()
        page.get_by_role("link", name="Rėkuva").click()
        page.get_by_label("Your question").fill("Which of the two schools takes part?")
        page.get_by_label("To be answered by").fill("2027-03-19")
        play.picture(page, "coordinator-application")
        press(page, "Return with this question")
        says(page, "Returned.")

    play.at("2027-03-16 09:00")
    town = Folk(OTHERS["rekuva-lt"].email).signs_in()
    assert "Which of the two schools" in town.letter("The office has a question")
    assert "Which of the two schools" in town.reads(applications["rekuva-lt"])
    town.sends(f"{applications['rekuva-lt']}send/", {"answer": "The lower school; the other comes to the evenings."})


def office_decides_who_is_eligible(play: Play) -> None:
    play.at("2027-03-17 09:00")
    with play.window(COORDINATOR) as page:
        page.goto(f"/en/office/{EDITION}/applications/?state=submitted")
        for box in page.locator('input[name="ref"]').all():
            box.check()
        page.get_by_label("What", exact=True).select_option("eligible")
        play.picture(page, "coordinator-list")
        press(page, "See what would happen")
        play.picture(page, "coordinator-bulk-preview", height=600)
        press(page, "Do it for 6 applications")
        says(page, "Done for 6 applications.")
        release_letters(play, page, "coordinator-outbox")

    with play.window(MARA.email) as page:
        play.letter(page, MARA.email, "The application of Dzintarciems is eligible")
    play.at("2027-03-26 12:00")
    with play.window(COORDINATOR) as page:
        page.goto(f"/en/office/{EDITION}/publish-applicants/")
        press(page, "Publish these names")
        says(page, "New names in the public record: 6.")
    with play.window() as page:
        page.goto(f"/en/editions/{EDITION}/")
        says(page, "Złota Mierzeja")


def release_letters(play: Play, page: Page, picture: str = "") -> None:
    """The office reads what waits in the outbox and lets it go."""
    page.goto("/en/office/mail/?state=held")
    for box in page.locator('input[name="ref"]').all():
        box.check()
    if picture:
        play.picture(page, picture)
    press(page, "See what would happen")
    press(page, "Do it")
    says(page, "done.")
