"""The deadline on the second, on days that clocks and calendars make difficult: through rules, service and page."""

from datetime import datetime, timedelta

import pytest

from pearls.calls.models import Submission
from pearls.documents.models import DocumentField
from pearls.kernel.clock import local_instant
from pearls.programme.models import Edition, RulesVersion
from tests.calls.conftest import RULES, Town
from tests.calls.test_views import Clock, as_, clock

__all__ = ["clock"]

# Wall time in the rules' zone, and the instant it is.
DEADLINES = (
    ("Europe/Brussels", "2027-03-28T23:59:59", "2027-03-28T21:59:59+00:00"),  # the day of 23 hours
    ("Europe/Brussels", "2027-03-28T03:00:00", "2027-03-28T01:00:00+00:00"),  # the first second of summer time
    ("Europe/Brussels", "2027-10-31T23:59:59", "2027-10-31T22:59:59+00:00"),  # the day of 25 hours
    ("Europe/Brussels", "2027-10-31T02:30:00", "2027-10-31T00:30:00+00:00"),  # there twice: the first one holds
    ("Europe/Riga", "2028-02-29T23:59:59", "2028-02-29T21:59:59+00:00"),  # a leap day
    ("Europe/Riga", "2027-12-31T23:59:59", "2027-12-31T21:59:59+00:00"),  # the last second of a year
)


@pytest.fixture(params=DEADLINES, ids=lambda given: given[1])
def closes_at(request: pytest.FixtureRequest, town: Town) -> datetime:
    """The town's call closes at this instant, as its rules say in wall time."""
    zone, wall, instant = request.param
    closes: datetime = local_instant(datetime.fromisoformat(wall), zone)
    text = RULES.replace("Europe/Brussels", zone).replace("2026-12-18T23:59:59", wall)
    later = text.replace("plan_due = 2027-03-31", "plan_due = 2028-06-30")
    RulesVersion.objects.filter(edition=town.edition).update(text=later)
    Edition.objects.filter(pk=town.edition.pk).update(call_closes_at=closes)
    town.reload()
    assert closes.isoformat() == instant
    return closes


def test_what_is_typed_and_sent_within_the_last_second_is_in_time(
    town: Town, clock: Clock, closes_at: datetime
) -> None:
    client, base = as_(town.cast, "town"), f"/en/applications/{town.application.ref}/"
    typed = {"question": "motivation", "q-motivation": "In time.", "base-motivation": "0", "writer": "tab"}
    clock.now = closes_at + timedelta(microseconds=999_999)

    saved = client.post(f"{base}autosave/", typed)
    sent = client.post(f"{base}send/")

    assert saved.json()["state"] == "saved"
    assert "/receipts/" in sent["Location"]
    assert Submission.objects.get().submitted_at == clock.now
    assert not Submission.objects.get().is_late


def test_one_second_later_nothing_is_taken_and_nothing_lost(town: Town, clock: Clock, closes_at: datetime) -> None:
    town.answer("In time.", now=closes_at)
    client, base = as_(town.cast, "town"), f"/en/applications/{town.application.ref}/"
    clock.now = closes_at + timedelta(seconds=1)

    late = client.post(f"{base}autosave/", {"question": "motivation", "q-motivation": "Late.", "writer": "tab"})
    refused = client.post(f"{base}send/")

    assert (late.status_code, late.json()["sentence"]) == (403, "The call has closed.")
    assert "The call has closed." in refused.content.decode()
    assert not Submission.objects.exists()
    assert DocumentField.objects.get(question="motivation").value == "In time."


def test_the_page_names_the_deadline_in_the_zone_of_the_rules(town: Town, clock: Clock, closes_at: datetime) -> None:
    clock.now = closes_at - timedelta(hours=1)

    page = as_(town.cast, "town").get(f"/en/applications/{town.application.ref}/").content.decode()

    assert f'datetime="{closes_at:%Y-%m-%dT%H:%M:%S}' in page
