"""Typing in Chromium: what the page confirmed is in the database, what it could not confirm comes back."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from pearls.documents import queries, services
from pearls.documents.models import Document
from pearls.kernel.actor import Actor
from tests.browser import Reader

pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("pages"),
]
SAVED = re.compile("^Saved")


def open_section(context: BrowserContext, document: Document, section: str = "about", who: str = "Anna") -> Page:
    page = context.new_page()
    page.goto(f"/en/d/{document.ref}/{section}/?as={who}")
    return page


def story(document: Document) -> object:
    return queries.answers_of(document).get("story")


def test_what_the_page_calls_saved_is_in_the_database(reader: Reader, document: Document) -> None:
    context = reader.context()
    page = open_section(context, document)

    page.get_by_label("Your story").press_sequentially("Our town")
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)

    assert story(document) == "Our town"
    expect(page.locator("[data-words-of=id_q-story]")).to_have_text("2 of 50 words")
    context.close()


def test_a_lost_line_loses_nothing_and_the_text_goes_when_it_is_back(reader: Reader, document: Document) -> None:
    context = reader.context()
    page = open_section(context, document)

    context.set_offline(True)
    page.get_by_label("Your story").press_sequentially("Typed in the train")
    expect(page.locator("[data-save-state]")).to_have_text(re.compile("^No connection"))
    assert story(document) is None
    context.set_offline(False)

    expect(page.locator("[data-save-state]")).to_have_text(SAVED)
    assert story(document) == "Typed in the train"
    context.close()


def test_a_browser_that_dies_without_a_line_finds_its_text_again(reader: Reader, document: Document) -> None:
    context = reader.context()
    page = open_section(context, document)
    page.get_by_label("Your story").fill("First words")
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)
    context.set_offline(True)
    page.get_by_label("Your story").press_sequentially(" and more")
    expect(page.locator("[data-save-state]")).to_have_text(re.compile("^No connection"))

    page.close()
    context.set_offline(False)
    again = open_section(context, document)

    expect(again.locator("#question-story [data-state]")).to_have_text(re.compile("put back"), timeout=15_000)
    expect(again.locator("[data-save-state]")).to_have_text(SAVED)
    assert story(document) == "First words and more"
    context.close()


def test_two_tabs_lose_no_word(reader: Reader, document: Document, now: datetime) -> None:
    services.save_answer(
        actor=Actor.system("tests"),
        document=document,
        question_id="story",
        raw="one two three four",
        base_revision=0,
        now=now,
    )
    context = reader.context()
    first, second = open_section(context, document), open_section(context, document)

    first.get_by_label("Your story").fill("zero one two three four")
    expect(first.locator("[data-save-state]")).to_have_text(SAVED)
    second.get_by_label("Your story").fill("one two three four five")
    expect(second.locator("[data-save-state]")).to_have_text(SAVED)

    expect(second.get_by_label("Your story")).to_have_value("zero one two three four five")
    assert story(document) == "zero one two three four five"
    context.close()


def test_a_conflict_is_shown_in_place_and_chosen(reader: Reader, document: Document) -> None:
    here, there = reader.context(), reader.context()
    anna, ilze = open_section(here, document), open_section(there, document, who="Ilze")
    anna.get_by_label("Your story").fill("We want courage")
    expect(anna.locator("[data-save-state]")).to_have_text(SAVED)

    ilze.get_by_label("Your story").fill("We want culture")
    chooser = ilze.locator("#rival-story")
    expect(chooser).to_contain_text("We want courage")
    expect(chooser).to_contain_text("We want culture")
    assert story(document) == "We want courage"
    chooser.get_by_text("Or write one text out of both").click()
    chooser.get_by_label("One text out of both", exact=True).fill("We want courage and culture")
    chooser.get_by_role("button", name="Keep this text").click()

    expect(ilze.get_by_label("Your story")).to_have_value("We want courage and culture")
    assert queries.open_rivals(document) == []
    assert story(document) == "We want courage and culture"
    here.close()
    there.close()


def test_leaving_with_text_that_is_not_saved_is_warned_about(reader: Reader, document: Document) -> None:
    context = reader.context()
    page = open_section(context, document)
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.type), dialog.accept()))
    context.set_offline(True)
    page.get_by_label("Your story").press_sequentially("Not yet saved")

    page.close(run_before_unload=True)
    page.wait_for_event("close")

    assert warned == ["beforeunload"]
    context.close()


def test_a_question_under_a_condition_appears_with_its_answer(reader: Reader, document: Document) -> None:
    context = reader.context()
    page = open_section(context, document, "group")
    expect(page.get_by_label("Members")).to_be_hidden()

    page.locator("#question-in_group").get_by_label("yes").check()

    expect(page.get_by_label("Members")).to_be_visible()
    expect(page.locator("[data-save-state]")).to_have_text(SAVED)
    context.close()


def test_the_pages_of_a_document_are_accessible(reader: Reader, document: Document, now: datetime) -> None:
    for tab, words in (("a", "We want courage"), ("b", "We want culture")):
        services.save_answer(
            actor=Actor.system(tab),
            document=document,
            question_id="story",
            raw=words,
            base_revision=0,
            now=now,
            writer=tab,
        )

    reader.checks(f"/en/d/{document.ref}/about/")
    reader.checks(f"/en/d/{document.ref}/group/")
    reader.checks(f"/en/d/{document.ref}/blank/")
    reader.checks(f"/en/d/{document.ref}/history/story/")
