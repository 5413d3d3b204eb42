"""Two towns find each other on the board, one visits the other, and a practice is made of what was seen."""

from playwright.sync_api import Locator, Page, expect

from pearls.exchange.jobs import look_after_visits
from tests.journeys.stage import Play, press, says

HOST, GUEST = "Ezeri", "Upes"
OFFER = "Our kitchen on wheels and the people who drive it, four villages in two days."
QUESTION = "How do you bring people together who eat alone?"
NEEDS = "One of us uses a wheelchair; a ramp at the door is enough."
SAW = "On Thursday the trailer stopped at four schools; at every one somebody waited who cooks, and somebody who eats."
TAKE_HOME = "Begin with the driver, not with the kitchen."
PROMISE = "Send the list of the recipes"


def host_offers(play: Play, email: str) -> None:
    with play.window(email) as page:
        page.goto("/en/exchange/")
        page.get_by_role("link", name="Offer a visit").click()
        page.get_by_label("In the name of").select_option(label=HOST)
        page.get_by_label("What you can show").fill(OFFER)
        says_what_about(page, "2027-05-01", "2027-06-30", "4")
        access = page.get_by_role("group", name="Access at your place")
        access.get_by_label("Step-free").check()
        page.get_by_label("Show it to everybody").check()
        press(page, "Put it on the board")
        says(page, "It is on the board.")
        says(page, "Nobody on the board looks for this yet.")


def says_what_about(page: Page, first: str, last: str, seats: str) -> None:
    page.get_by_label("loneliness", exact=True).check()
    page.locator("#id_seats").fill(seats)
    page.locator("#id_first_1").fill(first)
    page.locator("#id_last_1").fill(last)


def guest_finds(play: Play, email: str) -> None:
    """The need is written down; the match says of which facts it is made, and leads to the question."""
    with play.window(email) as page:
        page.goto("/en/exchange/")
        says(page, "Our kitchen on wheels")
        page.get_by_role("link", name="Say what you want to learn").click()
        page.get_by_label("In the name of").select_option(label=GUEST)
        page.locator("#id_text").fill(QUESTION)
        says_what_about(page, "2027-05-10", "2027-05-31", "2")
        page.get_by_role("group", name="What your people need").get_by_label("Step-free").check()
        press(page, "Put it on the board")
        for reason in (
            "You share: loneliness",
            "You both speak: English",
            "222 km apart",
            "What your people need is there",
        ):
            says(page, reason)
        play.picture(page, "exchange-who-fits", height=900)
        page.get_by_role("link", name=f"Ask {HOST} for a visit").click()
        expect(page.get_by_label("What you want to learn")).to_have_value(QUESTION)
        page.get_by_label("First day").fill("2027-05-13")
        page.get_by_label("Last day").fill("2027-05-14")
        page.get_by_label("What your people need on the spot").fill(NEEDS)
        press(page, "Send the question")
        says(page, "The host has your question")


def host_agrees(play: Play, email: str) -> None:
    """What people need is told to the host once the visit is agreed, not before."""
    with play.window(email) as page:
        page.goto("/en/today/")
        page.get_by_role("main").get_by_role("link", name="Answer a question for a visit").click()
        says(page, QUESTION)
        expect(page.get_by_text(NEEDS)).to_have_count(0)
        press(page, "Agree to the visit")
        says(page, NEEDS)
        adds(page, "Agenda", "Add to the agenda", {"starts": "09:00", "what": "Along with the trailer"})
        adds(page, "Who takes part", "Add the person", {"side": "host", "is_me": True, "has_consent": True})


def guest_plans(play: Play, email: str) -> None:
    """From the letter to the file: who comes, how they travel and what that emits, what it costs."""
    with play.window(email) as page:
        page.goto(play.letter(page, email, f"Agreed: {GUEST} visits {HOST}").replace("/fi/", "/en/"))
        says(page, "Along with the trailer")
        person = {"side": "guest", "name": "Austė Upienė", "function": "Librarian"}
        adds(page, "Who takes part", "Add the person", person)
        says(page, "Ask the person first, and tick that they agree.")
        fills(page.get_by_role("region", name="Who takes part"), "Add the person", {"has_consent": True})
        way = "The way there and back"
        adds(page, way, "Add the leg", {"mode": "coach"})
        says(page, "289 km, persons: 2 (straight line and detour)")
        adds(page, way, "Add the leg", {"mode": "train", "km": "240", "from_name": HOST, "to_name": GUEST})
        says(page, "Together: 1,058 km of all persons, 32,406 g CO2e.")
        adds(page, "Cost", "Add the cost", {"kind": "travel", "payer": "guest", "euros": "96.40"})
        promise = {"what": PROMISE, "side": "host", "due_on": "2027-06-30"}
        adds(page, "Promises", "Add the promise", promise)
        play.picture(page, "exchange-visit", height=1200)


def adds(page: Page, part: str, button: str, values: dict[str, str | bool]) -> None:
    region = page.get_by_role("region", name=part, exact=True)
    region.get_by_text("Add a line", exact=True).click()
    fills(region, button, values)


def fills(region: Locator, button: str, values: dict[str, str | bool]) -> None:
    for name, value in values.items():
        field = region.locator(f'[name="{name}"]')
        if isinstance(value, bool):
            field.set_checked(value)
        elif field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    region.get_by_role("button", name=button, exact=True).click()


def guest_reports(play: Play, email: str) -> None:
    """After the last day both sides are asked; the guest's report becomes the draft of a practice."""
    look_after_visits.call()
    with play.window(email) as page:
        page.goto("/en/today/")
        page.get_by_role("main").get_by_role("link", name="Report on the visit").click()
        reports = page.get_by_role("region", name="Reports")
        reports.get_by_label("What you saw").fill(SAW)
        reports.get_by_label("What you take home").fill(TAKE_HOME)
        reports.get_by_label("How many people you met").fill("38")
        press(page, "Save the report")
        says(page, "The report is in the file.")
        says(page, "People met: 38")
        press(page, "Make a practice of it")
        says(page, "The draft is begun.")
        says(page, f"Told in the name of {GUEST}")
        for words in (QUESTION, SAW, TAKE_HOME):
            says(page, words)


def both_say_what_became_of_it(play: Play, host: str, guest: str) -> None:
    """Half a year later: the promise was kept, and the file is closed."""
    look_after_visits.call()
    with play.window(host) as page:
        page.goto("/en/today/")
        page.get_by_role("main").get_by_role("link", name="Say what became of the promises").click()
        promises = page.get_by_role("region", name="Promises")
        promises.get_by_text("What became of it").first.click()
        promises.get_by_label("What became of it").select_option("kept")
        press(page, "Save what became of it")
        says(page, "Kept")
        press(page, "Close the file")
        says(page, "Closed")
    with play.window(guest) as page:
        page.goto("/en/exchange/visits/")
        page.get_by_role("link", name=f"{GUEST} at {HOST}").click()
        page.get_by_role("link", name="The draft of a practice made of this visit").click()
        says(page, TAKE_HOME)
