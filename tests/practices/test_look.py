"""The pages of practices looked at in Chromium: wide and narrow, light and dark, in English and Latvian."""

from datetime import datetime

import pytest

from pearls.practices import services
from pearls.practices.models import Practice
from tests.browser import Reader
from tests.cast import Cast

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_the_pages_of_practices_are_open_to_everybody(reader: Reader, shipped: None, cast: Cast, now: datetime) -> None:
    key = Practice.objects.order_by("key")[0].key
    asked = {"q": "theatre", "country": "LV"}
    services.save_search(actor=cast.actor("town"), name="Stages", asked=asked, language="en", letters="weekly", now=now)

    reader.checks("/en/practices/?q=theatre&country=LV")
    reader.checks("/en/practices/?q=qwxz")
    reader.checks(f"/en/practices/{key}/")
    reader.checks("/en/practices/for-your-town/")
    reader.checks("/en/practices/for-your-town/?need=8000+people,+5000+euros,+lonely+people")
    reader.signs_in(cast.town)
    reader.checks("/en/practices/searches/")
    reader.checks("/en/practices/?country=LV")
