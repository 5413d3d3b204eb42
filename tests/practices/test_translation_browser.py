"""Translating, confirming, asking and editing the vocabulary, in Chromium."""

from datetime import datetime

import pytest

from pearls.kernel.actor import Actor
from pearls.people.models import Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.practices import services
from pearls.practices.models import Practice, Translation
from pearls.practices.rules.translations import Words
from tests.browser import Reader
from tests.cast import NOW, Cast
from tests.practices.samples import a_record

pytestmark = [pytest.mark.slow, pytest.mark.browser]
STEPS = ["Ask who wants to act.", "Find a barn."]


@pytest.fixture
def practice(transactional_db: None, cast: Cast, now: datetime) -> Practice:
    office = Actor.system("tests")
    services.load_vocabulary(actor=office, now=now)
    services.import_practices(actor=office, records=[a_record(steps=STEPS, outcomes=["Nine came."])], now=now)
    place = Place.objects.create(name="Rūjiena", key="rujiena-lv", country="LV", source="facts")
    Speaker.objects.create(person=cast.town, place=place, state=SpeakerState.CONFIRMED, claimed_at=NOW)
    Practice.objects.update(place=place)
    found = Practice.objects.get()
    for field, value, of in (("title", "Ciema teātris", ""), ("summary", "Kaimiņi spēlēja šķūnī.", "0" * 12)):
        words = Words("lv", field, value, of)
        services.save_translation(actor=cast.actor("town"), practice=found, words=words, row="", seen=0, now=NOW)
    proposal = Words("lv", "steps", ["Pajautā, kas grib spēlēt."])
    services.save_translation(actor=cast.actor("mentor"), practice=found, words=proposal, row="", seen=0, now=NOW)
    return found


def test_what_is_typed_is_kept_when_the_field_is_left(reader: Reader, practice: Practice, cast: Cast) -> None:
    reader.signs_in(cast.town)
    context = reader.context()
    page = context.new_page()
    page.goto("/lv/practices/village-theatre/translate/lv/")

    page.fill("#outcomes-text-0", "Atnāca deviņi.")
    page.press("#outcomes-text-0", "Tab")
    page.wait_for_selector("#kept-outcomes .saved-note")
    page.fill("#outcomes-text-0", "Atnāca deviņi cilvēki.")
    with page.expect_response("**/translate/lv/"):
        page.press("#outcomes-text-0", "Tab")

    context.close()
    (kept,) = Translation.objects.filter(field="outcomes")
    assert kept.value == ["Atnāca deviņi cilvēki."]
