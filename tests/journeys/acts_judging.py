"""The second half of an edition: pre-selection, plans, the jury, the titles."""

import re
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page, expect

from pearls.cli import commands
from pearls.kernel.clock import utc_now
from pearls.people import queries as people_queries
from pearls.plans import queries as plan_queries
from pearls.plans import services as plans
from pearls.programme import queries as programme_queries
from pearls.selection import jobs as selection_jobs
from tests.journeys.acts_applying import COORDINATOR, EDITION, MARA, OTHERS, open_application, release_letters
from tests.journeys.answers import answers_for, fill, form_of, sections_of, typed
from tests.journeys.stage import Folk, Play, press, says

COMMITTEE = {"committee@demo.test": "PL", "partner@demo.test": "SE"}
CHAIR = "chair@demo.test"
JURORS = {"juror1@demo.test": "SE", "juror2@demo.test": "DK", "juror3@demo.test": "LT"}
JURORS |= {"juror4@demo.test": "DE", "juror5@demo.test": "EE"}
# Whole points for every criterion; each assessor leans a little.
FIRST_POINTS = {
    "Dzintarciems": 9,
    "Saarepuu": 8,
    "Sandkrog": 7,
    "Rėkuva": 7,
    "Złota Mierzeja": 8,
    "Kurjenlahti · Tranvik": 4,
}
LAST_POINTS = {"Dzintarciems": 8, "Saarepuu": 9, "Sandkrog": 7, "Rėkuva": 5, "Złota Mierzeja": 6}


def committee_is_called(play: Play) -> str:
    """The panel of the pre-selection; gives its address."""
    play.at("2027-03-30 09:00")
    with play.window(COORDINATOR) as page:
        panel = convene(page, "preselection")
        press(page, "Hand them to the panel")
        says(page, "The texts have been handed to the panel.")
        for email, country in COMMITTEE.items():
            invite(page, email, country, "assessor")
        invite(page, CHAIR, "DK", "both")
        play.picture(page, "coordinator-panel")
    return panel


def convene(page: Page, stage: str, edition: str = EDITION) -> str:
    page.goto("/en/panels/")
    page.get_by_label("Edition").select_option(edition)
    page.get_by_label("Stage").select_option(stage)
    press(page, "Convene the panel")
    says(page, "Nobody has been invited yet.")
    return page.url


def invite(page: Page, email: str, country: str, task: str) -> None:
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label(re.compile("^Country")).fill(country)
    page.get_by_label("Task").select_option(task)
    press(page, "Send the invitation")
    says(page, "The invitation is on its way.")


def committee_reads(play: Play, panel: str) -> None:
    play.at("2027-04-06 19:00")
    assessor_by_keyboard(play, "committee@demo.test", FIRST_POINTS)
    for email in ("partner@demo.test", CHAIR):
        reads_and_scores(Folk(email).signs_in(), FIRST_POINTS, lean=-1 if email == CHAIR else 0)


def assessor_by_keyboard(play: Play, email: str, points: Mapping[str, int]) -> None:
    """One assessor in a browser, hands on the keys."""
    with play.window(email) as page:
        page.goto("/en/assess/")
        says(page, "You are invited to read and score.")
        play.picture(page, "assessor-invitation", height=520)
        press(page, "Accept")
        says(page, "Declare first")
        play.picture(page, "assessor-list", height=640)
        texts = page.locator("tbody th a")
        for number, name in enumerate(texts.all_inner_texts()):
            page.get_by_role("link", name=name, exact=True).click()
            if number == 0:
                play.picture(page, "assessor-declaration", height=640)
            page.get_by_label("No, I can judge freely").check()
            press(page, "Declare and go on")
            type_scores(page, points[name])
            if number == 0:
                expect(page.locator("#score-saved")).to_contain_text("Saved")
                play.picture(page, "assessor-score-sheet")
            press(page, "Hand the scores in")
            says(page, "Your scores are in.")


def type_scores(page: Page, points: int) -> None:
    fields = page.locator(".score-sheet__points")
    fields.first.focus()
    for number in range(fields.count()):
        expect(fields.nth(number)).to_be_focused()
        page.keyboard.type(str(points))
        page.keyboard.press("Enter")
    expect(fields.last).to_have_value(str(points))


def accepts(folk: Folk) -> str:
    """The invitation is accepted; gives the address of the reading list."""
    return folk.sends(folk.finds("/en/assess/", r'action="(/en/assess/[^"]+/answer/)"'), {"answer": "accept"})


def reads_and_scores(folk: Folk, points: Mapping[str, int], *, lean: int = 0, conflict: str = "") -> None:
    """Accept, declare each text, score it and hand the scores in; step aside where there is a conflict."""
    seat = accepts(folk)
    listed = re.findall(r'href="(/en/assess/text/[^"]+/)">([^<]+)</a>', folk.reads(seat))
    assert listed
    for address, name in listed:
        if name == conflict:
            folk.sends(f"{address}declare/", {"conflict": "yes", "note": "I advised them on their plan."})
            assert "Your scores" not in folk.reads(address)
            continue
        folk.sends(f"{address}declare/", {"conflict": "no"})
        criteria = re.findall(r'name="score-([^"]+)"', folk.reads(address))
        scores = {f"score-{criterion}": str(points[name] + lean) for criterion in criteria}
        folk.sends(f"{address}score/", {**scores, "act": "finish"})


def line_is_drawn(play: Play, panel: str) -> None:
    play.at("2027-04-19 10:00")
    close_scoring(play, panel)
    with play.window(CHAIR) as page:
        page.goto(f"{panel}ranking/")
        page.get_by_label("The last rank that is admitted").select_option("5")
        page.locator('form:has(#last_rank) textarea[name="reason"]').fill(
            "Five answer the questions and can be supported by a mentor; the sixth names no need."
        )
        play.picture(page, "chair-line", of=page.get_by_role("heading", name="Draw the line"), height=520)
        press(page, "Draw the line")
        says(page, "The decision is written down.")
        press(page, "Sign the result")
        says(page, "You have signed.")
    signs_second("committee@demo.test", panel)
    play.at("2027-04-23 11:00")
    publish(play, panel, "2027-04-23T12:00")
    play.at("2027-04-23 12:00:30")
    selection_jobs.publish_due_results.call()
    with play.window(COORDINATOR) as page:
        page.goto(panel)
        says(page, "Published:")
        release_letters(play, page)
        play.letter(page, MARA.email, "Dzintarciems is a candidate")
        play.letter(page, OTHERS["kurjenlahti-fi"].email, "Kurjenlahti · Tranvik was not admitted")


def signs_second(email: str, panel: str) -> None:
    """A member signs beside the chair what the meeting's page shows."""
    member = Folk(email).signs_in()
    sha256 = member.finds(f"{panel}meeting/", r'name="sha256" value="([0-9a-f]{64})"')
    member.sends(f"{panel}sign/second/", {"sha256": sha256})
    assert "The result is signed by two." in member.reads(f"{panel}meeting/")


def close_scoring(play: Play, panel: str) -> None:
    with play.window(COORDINATOR) as page:
        page.goto(panel)
        press(page, "Close the scoring")
        says(page, "Scoring is closed.")


def publish(play: Play, panel: str, wall: str, picture: str = "") -> None:
    with play.window(COORDINATOR) as page:
        page.goto(panel)
        page.get_by_label("Publish on").fill(wall)
        if picture:
            play.picture(page, picture, of=page.get_by_role("heading", name="Publish the result"), height=420)
        press(page, "Set the time")
        says(page, "The time of publication is set.")


def candidates_write_their_plans(play: Play, applications: Mapping[str, str]) -> None:
    play.at("2027-09-20 09:00")
    form, answers = form_of("plan"), answers_for("plan", "dzintarciems-lv", MARA)
    with play.window(MARA.email) as page:
        open_application(page)
        page.get_by_role("link", name="Your plan").click()
        plan = page.url
        for section, fields in sections_of(form, answers):
            if not fields:
                continue
            page.goto(f"{plan}write/{section}/")
            fill(page, fields)
            page.locator('button[name="then"]').first.click()
            says(page, "Saved.")
        for question in ("challenges", "target_groups", "goals", "methods", "activities"):
            write_entry(page, plan, question, answers[question][0])
        page.goto(f"{plan}send/")
        press(page, "Send the plan")
        says(page, "The plan has arrived.")
    for key, writer in OTHERS.items():
        town = Folk(writer.email).signs_in()
        plan = applications[key].replace("/applications/", "/plans/")
        if key == "kurjenlahti-fi":  # was not admitted: has no plan
            assert town.client.get(plan).status_code == 404
            continue
        plans.fill_plan(
            actor=programme_queries.actor_for(people_queries.person_by_email(writer.email)),
            plan=plan_queries.plan_by_ref(plan.rstrip("/").split("/")[-1]),
            answers=answers_for("plan", key, writer),
            now=utc_now(),
        )
        assert "The plan has arrived." in town.reads(town.sends(f"{plan}send/"))


def write_entry(page: Page, plan: str, question: str, row: Mapping[str, Any]) -> None:
    """Add one entry to a list of the plan; what it links to is picked by its words, so whatever there is, the first."""
    asked = form_of("plan").question(question)
    assert asked is not None
    page.goto(f"{plan}write/{form_of('plan').section_of(question).id}/")
    first = asked.columns[0]
    page.locator(f'[name="new-{question}"]').fill(str(row[first.id]))
    page.locator(f'button[name="add"][value="{question}"]').click()
    prefix = page.locator("[data-base]").get_attribute("name").removeprefix("base-")  # type: ignore[union-attr]
    texts = {column.id: row[column.id] for column in asked.columns if column.id in row and not column.of}
    fill(page, {f"q-{prefix}-{name}": typed(asked.kind, value) for name, value in texts.items()})
    for column in asked.columns:
        if column.of and page.locator(f'.section-form input[name="q-{prefix}-{column.id}"]').count():
            page.locator(f'.section-form input[name="q-{prefix}-{column.id}"]').first.check()
    press(page, "Save and back to the list")
    says(page, str(row[first.id])[:40])


def jury_reads(play: Play) -> str:
    play.at("2027-10-01 09:00")
    with play.window(COORDINATOR) as page:
        panel = convene(page, "final")
        press(page, "Hand them to the panel")
        for email, country in JURORS.items():
            invite(page, email, country, "assessor")
        invite(page, CHAIR, "", "chair")
    play.at("2027-10-08 19:00")
    accepts(Folk(CHAIR).signs_in())
    conflicts = {"juror4@demo.test": "Dzintarciems"}
    for lean, email in enumerate(JURORS, start=-2):
        juror = Folk(email).signs_in()
        reads_and_scores(juror, LAST_POINTS, lean=lean // 2, conflict=conflicts.get(email, ""))
    juror = Folk("juror2@demo.test").signs_in()  # from Denmark: Sandkrog stays closed
    seat = juror.finds("/en/assess/", r'href="(/en/assess/[^"/]+/)"')
    assert ">Sandkrog</a>" not in juror.reads(seat)
    return panel


def jury_decides(play: Play, panel: str) -> None:
    play.at("2027-10-20 10:00")
    with play.window(COORDINATOR) as page:
        page.goto(panel)
        says(page, "Conflicts of interest")
        play.picture(page, "chair-panel")
    close_scoring(play, panel)
    with play.window(CHAIR) as page:
        page.goto(f"{panel}ranking/")
        play.picture(page, "chair-ranking")
        page.get_by_label(re.compile("Złota Mierzeja")).check()
        page.locator('form:has(input[value="extra"]) textarea[name="reason"]').fill(
            "The plan convinced all of us: it keeps the volunteers together whatever happens to the budget."
        )
        extra = page.get_by_role("heading", name="The extra place")
        play.picture(page, "chair-extra-place", of=extra, height=520)
        press(page, "Give the extra place")
        says(page, "keeps the volunteers together")
        page.get_by_label("Remarks for the minutes").fill("The jury met once; nobody asked to be heard again.")
        press(page, "Sign the result")
        says(page, "You have signed.")
        play.picture(page, "chair-minutes")
        with page.expect_download() as download:
            page.get_by_role("link", name=re.compile("PDF")).first.click()
        assert download.value.path().read_bytes().startswith(b"%PDF")
    signs_second("juror1@demo.test", panel)
    publish(play, panel, "2027-10-29T12:00", picture="coordinator-publish")


def the_journal_is_whole(play: Play) -> None:
    with play.window(COORDINATOR) as page:
        page.goto("/en/office/journal/")
        page.get_by_role("main").get_by_role("button").first.click()
        page.wait_for_load_state()
        play.picture(page, "coordinator-journal")
    assert commands.main(["journal", "verify"]) == 0


def titles_are_published(play: Play, panel: str) -> None:
    play.at("2027-10-29 11:59:00")
    selection_jobs.publish_due_results.call()
    visitor = Folk("")
    assert "Pearl of 2028" not in visitor.reads("/en/places/dzintarciems-lv/")
    play.at("2027-10-29 12:00:01")
    selection_jobs.publish_due_results.call()
    with play.window() as page:
        page.goto(f"/en/editions/{EDITION}/")
        says(page, "Złota Mierzeja")
        play.picture(page, "visitor-edition")
        page.goto("/en/pearls/dzintarciems-lv/")
        says(page, "Pearl of 2028")
        says(page, "Neighbours of both languages tell their story in one place")
        play.picture(page, "visitor-pearl")
        page.get_by_role("link", name="The title and its certificate").click()
        play.picture(page, "visitor-title", height=640)
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the certificate (PDF)").click()
        assert download.value.path().read_bytes().startswith(b"%PDF")
        page.goto("/en/pearls/?demonstration=1")
        play.picture(page, "visitor-pearls")
    with play.window(COORDINATOR) as page:
        release_letters(play, page)
        play.letter(page, OTHERS["zlota-mierzeja-pl"].email, "Złota Mierzeja is a Pearl")
        play.letter(page, OTHERS["rekuva-lt"].email, "The jury's decision")
