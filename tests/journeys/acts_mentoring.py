"""A town goes from one mentor to another: offered with a note, taken over, and closed to the mentor of before."""

from playwright.sync_api import Page, expect

from tests.journeys.stage import Play, press, says

TOWN = "Smiltene"
PROMISE = "Ask the county for the key of the boathouse"
NOTE = "The choir and the fire brigade do not talk to each other yet."
ADVICE = "Call Ilze on Mondays; she decides over coffee.\n\nThe council votes on the stage in March."
TOO_LATE = "One more word from before."


def mentor_works(page: Page) -> None:
    """The mentor promises something and notes something for the town."""
    opens_the_town(page)
    page.get_by_text("Note a promise", exact=True).click()
    page.get_by_label("What is promised").fill(PROMISE)
    page.get_by_label("Who promises it").select_option("mentor")
    page.get_by_label("Until", exact=True).fill("2027-04-15")
    press(page, "Note the promise")
    says(page, "The promise stands.")
    writes_a_note(page, NOTE)
    says(page, "The note is kept.")


def opens_the_town(page: Page) -> None:
    page.goto("/en/mentoring/pairs/")
    page.get_by_role("main").get_by_role("link", name=TOWN, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TOWN)


def writes_a_note(page: Page, text: str) -> None:
    page.get_by_text("Write a note", exact=True).click()
    page.get_by_label("Note", exact=True).fill(text)
    page.get_by_label("Who reads it").select_option("pair")
    press(page, "Keep the note")


def mentor_offers_the_town(play: Play, page: Page, to: str) -> None:
    opens_the_town(page)
    play.picture(page, "mentor-pair", height=1100)
    page.get_by_role("link", name="Hand the town over").click()
    page.get_by_label("New mentor", exact=True).select_option(label=to)
    page.get_by_label("What the new mentor should know").fill(ADVICE)
    press(page, "Offer the town")
    says(page, "Until the other mentor accepts, all stays as it is.")


def town_hands_its_notes_on(play: Play, email: str) -> None:
    """The town decides about the notes, and does not read what one mentor writes to the other."""
    with play.window(email) as page:
        page.goto("/en/today/")
        page.get_by_role("main").get_by_role("link", name="Your town gets another mentor").click()
        expect(page.get_by_text("she decides over coffee")).to_have_count(0)
        press(page, "Hand our notes on to the new mentor")
        says(page, "The town hands on what it and its mentor noted for each other.")


def new_mentor_takes_it_over(play: Play, email: str, before: str) -> None:
    """From the letter to the offer, and on to the town."""
    with play.window(email) as page:
        page.goto(play.letter(page, email, f"Would you take over the mentoring of {TOWN}?"))
        says(page, f"From {before}")
        says(page, "she decides over coffee")
        says(page, PROMISE)
        expect(page.get_by_text(NOTE)).to_have_count(0)
        play.picture(page, "mentor-hand-over-offer", height=800)
        press(page, "Take the town over")
        says(page, "The town is yours from now on.")
        says(page, NOTE)
        says(page, PROMISE)
        page.goto("/en/today/")
        says(page, f"You promised: {PROMISE}")


def mentor_of_before_writes_no_more(play: Play, page: Page, email: str, now: str) -> None:
    """The page was still open; what is typed there goes nowhere, and no list leads to the town."""
    writes_a_note(page, TOO_LATE)
    says(page, "There is no page here")
    page.goto("/en/mentoring/pairs/")
    expect(page.get_by_role("main").get_by_role("link", name=TOWN, exact=True)).to_have_count(0)
    page.goto("/en/today/")
    expect(page.get_by_text(PROMISE)).to_have_count(0)
    play.letter(page, email, f"Turpmāk {TOWN} mentors ir {now}")


def town_sees_its_mentor(play: Play, email: str, now: str, before: str) -> None:
    with play.window(email) as page:
        opens_the_town(page)
        aside = page.get_by_role("complementary")
        expect(aside).to_contain_text(now)
        expect(aside).not_to_contain_text(before)
        says(page, PROMISE)
        expect(page.get_by_text(TOO_LATE)).to_have_count(0)
