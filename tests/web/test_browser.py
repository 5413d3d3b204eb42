"""The machine that looks at pages sees what is wrong with one."""

import pytest
from playwright.sync_api import Browser

from tests.browser import axe_problems, too_wide

BROKEN = """<!doctype html><html lang="en"><title>Broken</title><body><main><h1>Broken</h1>
<img src="data:,"><p style="color: #bbb; background: #fff">Pale</p><div style="width: 500px">Wide</div></main>"""


@pytest.mark.slow
@pytest.mark.browser
def test_missing_words_pale_text_and_wide_boxes_are_found(chromium: Browser) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.set_content(BROKEN)

    problems = axe_problems(page)
    wide = too_wide(page)
    page.close()

    assert {problem.split(":")[0] for problem in problems} == {"image-alt", "color-contrast"}
    assert wide == ["508 px wide on a screen of 320"]
