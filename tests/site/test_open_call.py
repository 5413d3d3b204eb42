"""An open call on the public pages."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template.loader import render_to_string

from pearls.programme.queries import rules_of
from pearls.site.calls import OpenCall
from tests.selection.room import an_edition

CLOSES = datetime(2027, 9, 30, 21, 59, 59, tzinfo=UTC)


@pytest.mark.django_db
def test_an_open_call_says_how_long_it_is_still_open_and_then_that_it_is_not() -> None:
    edition = an_edition()
    rules = rules_of(edition)
    assert rules is not None

    def shown(now: datetime) -> str:
        call = OpenCall(edition=edition, closes_at=CLOSES, zone="Europe/Brussels", now=now, rules=rules)
        return render_to_string("site/_open_call.html", {"call": call})

    assert "12 days, 4 hours" in shown(CLOSES - timedelta(days=12, hours=4))
    assert "1 minute" in shown(CLOSES - timedelta(minutes=1))
    assert "The call is closed" in shown(CLOSES)
