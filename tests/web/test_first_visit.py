"""The first visit to the home page is light: one style sheet, one script, two typefaces, a mark."""

import gzip
from urllib.parse import urlsplit

import brotli
import pytest
from django.test import Client

from pearls.web import assets
from tests.browser import Reader
from tests.site.real import real_record

__all__ = ["real_record"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "lv"])
def test_the_home_page_with_style_and_script_weighs_at_most_60_kb(real_record: None, language: str) -> None:
    response = Client(headers={"accept-encoding": "gzip"}).get(f"/{language}/")
    bundles = assets.build_bundles() / "web"
    parts = [len(brotli.compress((bundles / name).read_bytes())) for name in ("pearls.css", "pearls.js")]

    assert response.headers["Content-Encoding"] == "gzip"
    assert b"<svg" in gzip.decompress(response.content)
    assert len(response.content) + sum(parts) < 60_000


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["en", "lv"])
def test_the_home_page_needs_at_most_six_requests(reader: Reader, real_record: None, language: str) -> None:
    asked: list[str] = []
    page = reader.context(viewport={"width": 1280, "height": 900}).new_page()
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))

    page.goto(f"/{language}/", wait_until="networkidle")
    page.context.close()

    assert len(asked) <= 6, asked
    assert len([path for path in asked if path.endswith(".css")]) == 1
    assert len([path for path in asked if path.endswith(".js")]) == 1
