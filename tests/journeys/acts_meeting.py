"""A jury meets: the agenda, a score changed with a reason, a vote, a draw by lot, two signatures."""

from playwright.sync_api import Page, expect

from tests.journeys.stage import Play, press, says

PLAN = "Alfa"
NOTE = "The bus after the year is not paid for yet.\nAsk the town before the title is public."
REASON = "I had read the bus as a hope; it is agreed."
QUESTION = "Do we let the lot decide between the two plans that tie?"
SOURCES = (
    "Air temperature at Visby airport at noon, in tenths of a degree",
    "Air pressure there at noon, in hectopascal",
)


def chair_begins(page: Page, meeting: str) -> None:
    """The agenda is fixed, and everybody is there."""
    page.goto(meeting)
    says(page, "The meeting has not begun.")
    press(page, "Begin the meeting")
    says(page, "The agenda is fixed; you can move items.")
    for box in page.get_by_role("group", name="Present").get_by_role("checkbox").all():
        box.check()
    press(page, "Note who is present")
    says(page, "It is noted who is present.")


def chair_opens_a_plan(play: Play, page: Page) -> None:
    """It is discussed now; what is said of it goes into one note."""
    page.get_by_role("main").get_by_role("link", name=PLAN, exact=True).click()
    press(page, "Discuss it now")
    says(page, "This plan is discussed now.")
    page.locator("[name=note]").fill(NOTE)
    press(page, "Keep the note")
    expect(page.locator("[name=note]")).to_have_value(NOTE)
    play.picture(page, "meeting-item", height=1200)


def juror_changes_a_score(play: Play, email: str, meeting: str) -> None:
    """The old score, the new one and the reason stay to be seen."""
    with play.window(email) as page:
        page.goto(meeting)
        page.locator(".meeting-now").get_by_role("link", name=PLAN).click()
        page.get_by_text("Change a score of mine", exact=True).click()
        page.get_by_label("Criterion").select_option(index=0)
        page.get_by_label("New score").fill("8,5")
        press(page, "Change the score")
        says(page, "Write the reason.")
        page.locator("[name=reason]").fill(REASON)
        press(page, "Change the score")
        says(page, "Changed at the meeting")
        says(page, REASON)


def chair_puts_it_to_the_vote(page: Page, meeting: str) -> None:
    press(page, "This item is done")
    says(page, "This item is done.")
    page.goto(meeting)
    page.get_by_text("Put a question to the vote", exact=True).click()
    page.get_by_label("What it is about").select_option("tie")
    page.locator("[name=question]").fill(QUESTION)
    press(page, "Open the vote")
    says(page, "The vote is open.")


def votes(play: Play, email: str, meeting: str, choice: str) -> None:
    with play.window(email, width=390) as page:
        page.goto(meeting)
        page.get_by_label(choice, exact=True).check()
        press(page, "Vote")
        says(page, f"You have voted: {choice}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        play.picture(page, "meeting-vote-phone", of=page.get_by_role("heading", name=QUESTION), height=700)


def chair_closes_the_vote(page: Page, meeting: str) -> None:
    page.goto(meeting)
    press(page, "Close the vote")
    says(page, "Carried: more yes than no.")


def chair_names_sources(page: Page, known: str) -> None:
    """Nobody can know yet what they will come to."""
    page.get_by_text("Name the sources of a draw", exact=True).click()
    page.locator("#sources-sources").fill("\n".join(SOURCES))
    page.locator("#sources-wall").fill(known)
    press(page, "Name the sources")
    says(page, "The sources are named.")


def chair_draws(play: Play, page: Page, meeting: str) -> None:
    page.goto(meeting)
    page.get_by_text("Enter what the sources came to", exact=True).click()
    for source, value in zip(SOURCES, ("74", "1013"), strict=True):
        page.get_by_label(source).fill(value)
    press(page, "Draw")
    says(page, "The lots are drawn, and the tie is settled by them.")
    says(page, "pearls draw")
    play.picture(page, "meeting-draw", of=page.get_by_role("heading", name="Draw by lot"), height=700)


def chair_signs(page: Page) -> None:
    page.get_by_role("link", name="Settle ties, use the extra place and sign on the ranking's page").click()
    press(page, "Sign the result")
    says(page, "second person")


def another_signs(play: Play, email: str, meeting: str) -> None:
    """Whoever signs second signs the same hash, and the minutes can be printed."""
    with play.window(email) as page:
        page.goto(meeting)
        press(page, "Give the second signature")
        says(page, "member of the panel")
        play.picture(page, "meeting-signed", of=page.get_by_role("heading", name="Signatures"), height=420)
