"""The first visit of the home page is light: the page, one style sheet, one script."""

import re

import brotli
import pytest
from django.test import Client

from pearls.web.assets import build_bundles
from tests.site.real import real_record  # noqa: F401

MOST_BYTES = 60_000
MOST_REQUESTS = 6


@pytest.mark.usefixtures("real_record")
@pytest.mark.parametrize("language", ["en", "lv"])
def test_the_first_visit_of_the_home_page_is_light(client: Client, language: str) -> None:
    page = client.get(f"/{language}/").content
    folder = build_bundles() / "web"

    sent = sum(len(brotli.compress(part)) for part in (page, *(path.read_bytes() for path in folder.iterdir())))
    asked = re.findall(rb'<(?:link rel="(?:stylesheet|icon|preload)"|script src=|img src=)', page)

    assert sent <= MOST_BYTES
    assert len(asked) + 1 <= MOST_REQUESTS
    assert page.count(b'rel="stylesheet"') == 1
    assert page.count(b"<script") == 1
