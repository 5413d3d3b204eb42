"""A team works with tools and brings what they found into its plan; residents vote by a link, on their phones."""

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page

from pearls.plans import queries
from tests.journeys.acts_planning import EVENINGS, LEAD, RESIDENTS_OVER_65
from tests.journeys.stage import Play, path_of, press, says
from tests.plans.conftest import Candidate

PHONE = 390
ALONE = "Older people talk to nobody on most days"
CHOIR = "A choir of the school and the pensioners"
RUDE = "Shut the culture house at last"


def begins(page: Page, candidate: Candidate, tool: str, about: str) -> None:
    page.goto(f"{candidate.base}tools/")
    page.get_by_label("Tool", exact=True).select_option(tool)
    page.get_by_label("What it is about").fill(about)
    press(page, "Begin to work with it")
    says(page, about)


def puts_down(page: Page, lane: str, text: str, values: Mapping[str, Any] | None = None) -> None:
    """One item into a lane; its form stays open for the next."""
    section = page.locator(f'section[aria-labelledby="lane-{lane}"]')
    if not section.locator("details[open]").count():
        section.locator("summary").click()
    section.locator(f'[name="{lane}-text"]').fill(text)
    for name, value in (values or {}).items():
        field = section.locator(f'[name="{lane}-{name}"]')
        kind = field.first.evaluate("element => element.type")
        if kind == "checkbox":
            section.get_by_label(value, exact=True).check()
        elif kind == "select-one":
            field.select_option(label=value)
        else:
            field.fill(value)
    section.get_by_role("button", name="Put it down", exact=True).click()
    says(page, text)


def brings(page: Page, count: int) -> None:
    """All of it into the plan, in one step."""
    page.get_by_role("link", name="Bring it into the plan").click()
    press(page, "Write the chosen ones into the plan")
    says(page, f"{count} entr")
    says(page, "The plan says all of this already.")


def works_with_tools(play: Play, page: Page, candidate: Candidate) -> None:
    """Four tools; challenges, goals, stakeholders and risks of the plan come from them."""
    looks_at_both_sides(page, candidate)
    grows_a_problem_tree(page, candidate)
    sorts_stakeholders(play, page, candidate)
    weighs_risks(page, candidate)
    content = queries.content_of(candidate.reload())
    (challenge,), (goal,) = content["challenges"], content["goals"]
    assert "The last bus leaves at six" in challenge["evidence"]
    assert challenge["groups"] == [content["target_groups"][0]["id"]]
    assert goal["challenges"] == [challenge["id"]]
    assert [row["who"] for row in content["stakeholders"]] == ["Harbour company", "Pensioners’ club", "Bus company"]
    assert [row["side"] for row in content["swot"]] == ["strength", "weakness", "opportunity", "threat"]
    assert [row["likelihood"] for row in content["risks"]] == ["medium", "low"]


def looks_at_both_sides(page: Page, candidate: Candidate) -> None:
    begins(page, candidate, "swot", "Evening with associations")
    puts_down(page, "strengths", "A culture house with four halls")
    puts_down(page, "weaknesses", "Three quarters of the evenings are led by two people")
    puts_down(page, "opportunities", "The net loft by the harbour stands empty")
    puts_down(page, "threats", "Young families move away")
    brings(page, 4)


def grows_a_problem_tree(page: Page, candidate: Candidate) -> None:
    begins(page, candidate, "problem-tree", "Why people are alone")
    puts_down(page, "trunk", ALONE, {"value_groups": RESIDENTS_OVER_65})
    puts_down(page, "roots", "The last bus leaves at six", {"parent": ALONE})
    puts_down(page, "branches", "The doctor is the only visit of the week", {"parent": ALONE})
    puts_down(page, "goals", LEAD, {"value_capacity": "Participation", "parent": ALONE})
    brings(page, 2)


def sorts_stakeholders(play: Play, page: Page, candidate: Candidate) -> None:
    begins(page, candidate, "stakeholder-grid", "Who has to be with us")
    for who, influence, interest, sector in (
        ("Harbour company", "High", "Medium", "Economy and tourism"),
        ("Pensioners’ club", "Medium", "High", "Associations"),
        ("Bus company", "High", "Low", "Economy and tourism"),
    ):
        given = {"value_influence": influence, "value_interest": interest, "value_sector": sector}
        puts_down(page, "stakeholders", who, given)
    play.picture(page, "town-plan-tool", height=900)
    brings(page, 3)


def weighs_risks(page: Page, candidate: Candidate) -> None:
    begins(page, candidate, "risk-matrix", "What may go wrong")
    likely = {"value_likelihood": "Medium", "value_effect": "High", "value_answer": "Two more people learn the key"}
    puts_down(page, "risks", "The only caretaker falls ill", likely)
    puts_down(page, "risks", "The loft is sold", {"value_likelihood": "Low", "value_effect": "High"})
    brings(page, 2)


def asks_residents(play: Play, page: Page, candidate: Candidate) -> None:
    """A vote by link: one resident has an idea, the town lets it pass, another votes for it."""
    begins(page, candidate, "dotmocracy", "What shall we do in winter?")
    puts_down(page, "ideas", EVENINGS, {"value_what": "Four evenings a month, each led by somebody who lives here."})
    puts_down(page, "ideas", "A fair on the ice")
    board = page.url.partition("?")[0].partition("#")[0]
    link = opens_to_residents(page)
    with play.window(width=PHONE) as resident:
        resident.goto(link)
        play.picture(resident, "town-plan-residents", height=1000)
        gives_dots(resident, {EVENINGS: 2, "A fair on the ice": 1})
        hands_in(resident, CHOIR)
    decides(page, board, CHOIR, "Let it pass")
    with play.window(width=PHONE) as resident:
        resident.goto(link)
        hands_in(resident, RUDE)
        gives_dots(resident, {EVENINGS: 1, CHOIR: 2})
    decides(page, board, RUDE, "Refuse it")
    counts_and_brings(page, board, candidate)


def opens_to_residents(page: Page) -> str:
    page.get_by_role("link", name="Let residents take part").click()
    page.get_by_label("Dots for each").fill("3")
    press(page, "Make a link")
    return path_of(page.locator(".session-link a").get_attribute("href") or "")


def gives_dots(page: Page, dots: Mapping[str, int]) -> None:
    for idea, count in dots.items():
        page.get_by_label(idea, exact=True).fill(str(count))
    press(page, "Give the dots")
    says(page, "Your dots are counted.")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE


def hands_in(page: Page, idea: str) -> None:
    page.get_by_label("In a few words").fill(idea)
    press(page, "Hand it in")
    says(page, "Others see it once the team has read it.")


def decides(page: Page, board: str, idea: str, button: str) -> None:
    page.goto(board)
    page.get_by_role("link", name="Let residents take part").click()
    waiting = page.locator(".session-item", has_text=idea)
    waiting.get_by_role("button", name=button, exact=True).click()
    page.get_by_text("Waits for you").wait_for(state="detached")


def counts_and_brings(page: Page, board: str, candidate: Candidate) -> None:
    """The count is seen by all; what got no dot to speak of is not brought in."""
    says(page, "2 open votes, without a code")
    page.goto(board)
    press(page, "End it")
    page.get_by_role("link", name="Bring it into the plan").click()
    page.get_by_label("A fair on the ice").uncheck()
    press(page, "Write the chosen ones into the plan")
    says(page, "2 entries of the plan were written.")
    rows = queries.content_of(candidate.reload())["activities"]
    assert [row["name"] for row in rows] == [EVENINGS, CHOIR]
