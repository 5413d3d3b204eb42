"""Every page of the demonstration, looked at and walked through as those who may see it.

In English on a wide screen with a keyboard, in Latvian on a phone in the dark: no axe violation, no error in the
console (what the content security policy stops is one), nothing wider than 320 px, which is 1280 px at 400 %.
"""

import pytest
from django.http import HttpResponse
from playwright.sync_api import Browser, Page

from tests.access.conftest import Stage
from tests.access.keyboard import keyboard_problems
from tests.access.visits import Visit
from tests.browser import axe_problems, too_wide
from tests.walk.doors import doors
from tests.walk.world import WALKERS

pytestmark = [pytest.mark.slow, pytest.mark.browser]

# Doors to something else than a page: data, a list for a script, files.
DATA = (
    *("api-v1:", "doors:", "nothing", "programme:place-suggestions", "plans:section-checks", "open-data:"),
    *("news-feeds:", "calendar-feeds:", "credential_files:", "selection:sealed-commitments", "selection:sealed-full"),
    "seed_money:overview",  # leads on, as long as there is one edition
    "exchange:office-export",
    "selection:decided-overview",  # leads on
    "selection:meeting-now",  # a piece of the meeting's page
)
FILES = (
    "-file",
    ":file",
    "-pdf",
    "-export",
    ":export",
    "-download",
    ":score-sheet",
    "-photo",
    "worksheet",
    ":feed",
    "news:photo",
    "-proof",
    "press-map",
    "ledger-csv",
    "ledger-xlsx",
    "seed_money:agreement",
    "seed_money:proof",
    "press-zip",
    "visit-paper",
    "outcome-letter",
    "complain-blank",
    "complaints:receipt",
    ":complain",  # leads to the complaint that there is
)
PAPERS = ("plans:paper", "plans:step-paper", "plans:session-sheet", "plans:session-codes")
PHONE = 390
VIEWS = {"en": (1280, "light"), "lv": (PHONE, "dark")}


def test_every_door_with_a_page_is_gone_through(visits: dict[Visit, str]) -> None:
    opened = {door for visit, door in visits.items() if visit.sent is None}
    there = {door.name for door in doors() if door.get}

    pages = {name for name in there if not name.startswith(DATA) and not name.endswith((*FILES, *PAPERS))}
    pages |= {"practices:practices-file"}  # a page to choose a file
    assert opened == pages


@pytest.mark.parametrize("language", VIEWS)
@pytest.mark.parametrize("walker", WALKERS)
def test_nothing_is_wrong_with_a_page(
    stage: Stage, visits: dict[Visit, str], chromium: Browser, walker: str, language: str
) -> None:
    (width, scheme), client = VIEWS[language], stage.world.client(walker)
    context = stage.reader(chromium, walker).context(color_scheme=scheme, reduced_motion="reduce")
    eye = Eye(context.new_page(), width)

    wrong = []
    for visit in visits:
        if visit.walker == walker:
            answer = visit.answer(client, language) if visit.sent is not None else None
            wrong += [f"{visit} {language}: {problem}" for problem in eye.looks(visit.path_in(language), answer)]
    context.close()

    assert not wrong, "\n" + "\n".join(wrong)


class Eye:
    """One window through which all pages of a walker are seen."""

    def __init__(self, page: Page, width: int) -> None:
        self.page, self.width, self.errors = page, width, list[str]()
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def looks(self, path: str, answer: HttpResponse | None) -> list[str]:
        """What is wrong with a page, or with what a form is answered when it is sent there."""
        page = self.page
        page.set_viewport_size({"width": self.width, "height": 900})
        self.errors.clear()
        if answer is not None:
            headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
            page.route(f"**{path}", lambda route: route.fulfill(body=answer.content, headers=headers), times=1)
        response = page.goto(path)
        assert response is not None
        if response.status >= 400:  # which Chromium reports as an error too
            self.errors = [error for error in self.errors if f"status of {response.status}" not in error]
        # Before the keys: the last Tab leaves the page, and Chromium gives the skip link the focus whenever it likes.
        seen = axe_problems(page)
        keys = keyboard_problems(page) if self.width > PHONE else []
        return keys + seen + too_wide(page) + self.errors
