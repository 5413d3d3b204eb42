"""Pages looked at by a machine, in Chromium: no axe violation, no console error, nothing wider than the screen.

A test takes the fixture `reader` and wears the marks `browser` and `slow`:

    @pytest.mark.slow
    @pytest.mark.browser
    def test_the_home_page_is_open_to_everybody(reader: Reader) -> None:
        reader.checks("/en/")                       # in English and Latvian, wide and narrow, light and dark

`reader.signs_in(cast.town)` goes on as somebody. Without Chromium these tests are left out and say so.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-GB",
]
LANGUAGES = ("en", "lv")
# width, color scheme
VIEWS = ((1280, "light"), (390, "light"), (1280, "dark"))
NARROWEST = 320
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
}


class Reader:
    """Somebody with a browser."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.cookies: list[dict[str, str]] = []

    def signs_in(self, person: Any) -> None:
        """From here on the pages are this person's."""
        client = Client()
        client.force_login(person)
        self.cookies = [
            {"name": name, "value": morsel.value, "url": self.address} for name, morsel in client.cookies.items()
        ]

    def context(self, **options: Any) -> BrowserContext:
        """A fresh browser window, signed in if the reader is; the caller closes it."""
        context = self.browser.new_context(base_url=self.address, **options)
        context.add_cookies(self.cookies)  # type: ignore[arg-type]
        return context

    def checks(self, path: str, *, languages: tuple[str, ...] = LANGUAGES, status: int = 200) -> None:
        """Open the page in each language and view and assert that nothing is wrong with it."""
        found: list[str] = []
        rest = path.lstrip("/").partition("/")[2]
        for width, scheme in VIEWS:
            context = self.context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            for language in languages:
                found += self._look(context, f"/{language}/{rest}", f"{width} {scheme}", status)
            context.close()
        assert found == []

    def _look(self, context: BrowserContext, path: str, view: str, status: int) -> list[str]:
        found: list[str] = []
        page = context.new_page()
        page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: found.append(str(error)))
        response = page.goto(path)
        if response is None or response.status != status:
            found.append(f"answered {response.status if response else 'nothing'}, expected {status}")
        elif status >= 400:
            found.clear()  # Chromium reports the status itself as an error
        found += axe_problems(page)
        found += too_wide(page)
        page.close()
        return [f"{path} {view}: {problem}" for problem in found]


def axe_problems(page: Page) -> list[str]:
    """What axe-core finds, one line for each place."""
    violations = Axe().run(page, options=AXE).response["violations"]
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
        for violation in violations
        for node in violation["nodes"][:3]
    ]


def too_wide(page: Page) -> list[str]:
    """Whether anything sticks out, at the width of the page and at the narrowest."""
    wide = []
    for width in (page.viewport_size["width"], NARROWEST):  # type: ignore[index]
        page.set_viewport_size({"width": width, "height": 900})
        measured = page.evaluate("document.documentElement.scrollWidth")
        if measured > width:
            wide.append(f"{measured} px wide on a screen of {width}")
    return wide


@contextmanager
def database_in(file: Path) -> Iterator[None]:
    """On SQLite a file, in which every thread has its own connection; the usual one in memory has one for all."""
    memory, name = connection.connection, connection.settings_dict["NAME"]
    # The one in memory lives as long as its connection does, so that one is only laid aside.
    connection.connection, connection.settings_dict["NAME"] = None, str(file)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright for Python."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium was not found: the browser tests are left out")
    # Playwright's own loop runs in this thread, and Django would refuse the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def reader(chromium: Browser, live_server: Any) -> Reader:
    """A reader without an account, at a server of this test's own."""
    assert settings.ALLOWED_HOSTS
    return Reader(chromium, live_server.url)
