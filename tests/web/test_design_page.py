"""The page that shows every component is right in both languages, on every width, in light and dark."""

import re

import pytest
from django.test import Client

from pearls.web.components import COMPONENTS
from tests.browser import Reader


@pytest.mark.django_db
def test_the_page_shows_every_component(client: Client) -> None:
    html = client.get("/en/design/").content.decode()

    missing = [noun for noun in COMPONENTS if f'class="{noun}' not in html and f"class='{noun}" not in html]
    # Two components are drawn by another one's class.
    assert set(missing) <= {"link-button", "file-field"}
    assert re.search(r'class="field file-field', html)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_component_is_accessible(reader: Reader) -> None:
    reader.checks("/en/design/")


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_missing_page_is_accessible(reader: Reader) -> None:
    reader.checks("/en/not-there/", status=404)
