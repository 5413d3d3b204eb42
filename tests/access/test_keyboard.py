"""The machine that walks by keyboard stumbles where people would; the menu of a phone opens and closes by keyboard."""

import pytest
from playwright.sync_api import Browser, expect

from tests.access.conftest import Stage
from tests.access.keyboard import keyboard_problems
from tests.access.test_pages import PHONE
from tests.walk.world import NOBODY

pytestmark = [pytest.mark.slow, pytest.mark.browser]

BROKEN = """<!doctype html><html lang="en"><title>Broken</title>
<style>:focus { outline: 3px solid #000 } .bare { outline: none } .pale:focus { outline-color: #ddd }
.bar { position: fixed; inset: auto 0 0; height: 90px; background: #eee }</style>
<body><a class="skip-link" href="#nowhere">Skip</a><a href="#a" class="bare">Bare</a><a href="#b" class="pale">Pale</a>
<main id="main"><a href="#c">Behind</a><button>Trap</button><a href="#d">Locked in</a>
<a href="#e" style="position: fixed; bottom: 9px">Covered</a></main><div class="bar"></div>"""
EARLY = "document.querySelector('main a').tabIndex = 1"
TRAP = """document.querySelector("button").addEventListener("keydown", (event) => event.preventDefault())"""


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("", ["the skip link", "focus is pale", "covered", "looks the same"]),
        (TRAP, ["the skip link", "focus is pale", "looks the same", "never reached", "never reached"]),
        (EARLY, ["the first stop", "focus is pale", "covered", "looks the same", "out of order"]),
    ],
)
def test_what_stops_a_keyboard_is_found(chromium: Browser, script: str, expected: list[str]) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 400})
    page.set_content(BROKEN)
    page.evaluate(script)

    found = keyboard_problems(page)
    page.close()

    assert len(found) == len(expected)
    assert all(problem.startswith(words) for problem, words in zip(found, expected, strict=True)), found


def test_the_menu_of_a_phone_opens_and_closes_by_keyboard(stage: Stage, chromium: Browser) -> None:
    page = stage.reader(chromium, NOBODY).context(viewport={"width": PHONE, "height": 900}).new_page()
    page.goto("/en/")
    menu, first = page.get_by_role("button", name="Menu"), page.locator("#site-nav a").first

    menu.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")

    expect(first).to_be_hidden()
    expect(menu).to_be_focused()
    page.context.close()
