"""What a journey is played on: a clock that jumps, windows of people, letters from the mail page, pictures."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

import time_machine
from django.test import Client
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser import Reader
from tests.cast import PASSWORD

ZONE = ZoneInfo("Europe/Brussels")
IMAGES = Path(__file__).resolve().parents[2] / "docs" / "guides" / "images"
IS_PICTURED = os.environ.get("PEARLS_SCREENSHOTS") == "1"
WIDTH, HEIGHT = 1280, 760
COLOURS = 96


class Play:
    """One journey: who does what, when."""

    def __init__(self, reader: Reader, clock: time_machine.Traveller) -> None:
        self.reader, self.clock = reader, clock

    def at(self, wall: str) -> None:
        """Jump to this time on the clocks of the programme; from there time goes on."""
        self.clock.move_to(datetime.fromisoformat(wall).replace(tzinfo=ZONE))

    @contextmanager
    def window(self, email: str = "", *, script: bool = True, width: int = WIDTH) -> Iterator[Page]:
        """A browser window of its own, signed in by the page where an address is given."""
        context = self.reader.browser.new_context(
            base_url=self.reader.address,
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=script,
            locale="en-GB",
            timezone_id="Europe/Riga",
            reduced_motion="reduce",
        )
        context.set_default_timeout(30_000)
        context.clock.set_fixed_time(datetime.now(UTC))  # what the page says is left to a deadline
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        try:
            if email:
                sign_in(page, email)
            yield page
        except BaseException:
            show(page)
            raise
        finally:
            context.close()
        assert wrong == []

    def letter(self, page: Page, to: str, subject: str) -> str:
        """Open the newest letter to somebody whose subject begins so, on the demo's mail page; gives the link in it."""
        page.goto(f"/en/demo/mail/?to={quote(to)}")
        page.get_by_role("link", name=re.compile(f"^{re.escape(subject)}")).first.click()
        link = page.locator(".letter a")
        return path_of(link.first.get_attribute("href") or "") if link.count() else ""

    def picture(self, page: Page, name: str, *, of: Locator | None = None, height: int = HEIGHT) -> None:
        """Keep what the page shows, from `of` on, in so many pixels' height; only when pictures are asked for."""
        if not IS_PICTURED:
            return
        top = 0.0
        width = (page.viewport_size or {"width": WIDTH})["width"]
        page.set_viewport_size({"width": width, "height": max(height, HEIGHT)})  # columns are as high as the window
        page.evaluate("window.scrollTo(0, 0)")
        if of is not None:
            of.scroll_into_view_if_needed()
            box = of.bounding_box()
            top = max(0.0, (box["y"] if box else 0) + page.evaluate("window.scrollY") - 24)
        whole = page.evaluate("document.documentElement.scrollHeight")
        clip = {"x": 0, "y": top, "width": width, "height": min(height, whole - top)}
        shot = page.screenshot(full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": HEIGHT})
        IMAGES.mkdir(parents=True, exist_ok=True)
        keep(shot, name)


def keep(png: bytes, name: str) -> None:
    """The picture with few colours, which is a quarter of the bytes."""
    picture = Image.open(BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    picture.save(IMAGES / f"{name}.png", optimize=True)


def show(page: Page) -> None:
    """Print the page at which a journey stopped."""
    sys.stdout.write(f"{page.url}\n{page.locator('body').inner_text()[:4000]}\n")


def sign_in(page: Page, email: str) -> None:
    page.goto("/en/sign-in/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("link", name="My account")).to_be_visible()


def press(page: Page, name: str) -> None:
    """Press the button, or follow the link that looks like one."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def says(page: Page, words: str) -> None:
    expect(page.locator("body")).to_contain_text(words)


def path_of(address: str) -> str:
    """A link's path: letters name the platform's own address, the test's server has another."""
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


class Folk:
    """Somebody without pictures: the same pages, asked for over HTTP."""

    def __init__(self, email: str) -> None:
        self.email, self.client = email, Client()

    def signs_in(self) -> "Folk":
        """Anew after each jump of the clock: sessions end."""
        self.client = Client()
        answer = self.client.post("/en/sign-in/", {"email": self.email, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return self

    def reads(self, address: str) -> str:
        answer = self.client.get(path_of(address))
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content.decode()

    def sends(self, address: str, data: dict[str, object] | None = None) -> str:
        """Post a form that leads on; gives where to."""
        answer = self.client.post(path_of(address), data or {})
        assert answer.status_code == 302, (address, answer.status_code, answer.content.decode()[:3000])
        return str(answer.headers["Location"])

    def finds(self, address: str, pattern: str) -> str:
        """What the page holds at the pattern's one group."""
        found = re.search(pattern, self.reads(address))
        assert found, f"{pattern} not found at {address}"
        return found[1]

    def letter(self, subject: str) -> str:
        """The text of the newest letter to this person whose subject begins so."""
        ref = self.finds(f"/en/demo/mail/?to={quote(self.email)}", rf'href="(/en/demo/mail/[^"]+)"[^>]*>{subject}')
        return self.reads(ref)

    def signs_up(self, name: str) -> "Folk":
        self.sends("/en/sign-up/", {"name": name, "email": self.email, "password1": PASSWORD})
        link = re.search(r'href="([^"]+/sign-up/confirm/[^"]+)"', self.letter("Confirm your address"))
        assert link
        self.sends(link[1])
        return self.signs_in()
