"""Pages of translations: what readers meet, how translators write, how it is said that something still holds."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pearls.kernel.actor import Actor
from pearls.people.models import Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.practices import services
from pearls.practices.models import Confirmation, Practice, Translation
from pearls.practices.rules import translations as told
from pearls.practices.rules.translations import Words
from pearls.site import due
from tests.cast import NOW, Cast
from tests.house.test_lists import copies
from tests.practices.samples import a_record

TITLE_LV = "Ciema teātris"
STEPS = ["Ask who wants to act.", "Find a barn."]
PAGE = "/lv/practices/village-theatre/"


@pytest.fixture
def practice(vocabulary: None, office: Actor, now: datetime) -> Practice:
    services.import_practices(actor=office, records=[a_record(steps=STEPS, outcomes=["Nine came."])], now=now)
    return Practice.objects.get()


@pytest.fixture
def town(practice: Practice, cast: Cast, now: datetime) -> Actor:
    """Somebody who speaks for the town of the practice."""
    place = Place.objects.create(name="Rūjiena", key="rujiena-lv", country="LV", source="facts")
    Speaker.objects.create(person=cast.town, place=place, state=SpeakerState.CONFIRMED, claimed_at=now)
    Practice.objects.filter(pk=practice.pk).update(place=place)
    practice.refresh_from_db()
    return cast.actor("town")


def save(actor: Actor, practice: Practice, value: Any = TITLE_LV, field: str = "title", **more: Any) -> Any:
    options = {"row": "", "seen": 0, "now": NOW, **more}
    return services.save_translation(actor=actor, practice=practice, words=Words("lv", field, value), **options)


def states() -> list[tuple[str, Any, str]]:
    return list(Translation.objects.order_by("pk").values_list("field", "value", "state"))


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_readers_meet_the_practice_in_their_language_each_field_marked(
    client: Client, town: Actor, practice: Practice
) -> None:
    save(town, practice)
    page, listed = shown(client, PAGE), shown(client, "/lv/practices/")

    assert f'<span lang="lv">{TITLE_LV}</span>' in page
    assert '<div class="told" lang="en"><p>Neighbours played in a barn.</p></div>' in page
    assert f'lang="lv">{TITLE_LV}</a>' in listed
    assert 'href="?words=original"' in page
    assert '<span lang="en">A village theatre</span>' in shown(client, PAGE + "?words=original")
    assert '<span lang="en">A village theatre</span>' in shown(client, "/en/practices/village-theatre/")


def test_a_stale_field_bears_a_flag(client: Client, town: Actor, practice: Practice) -> None:
    save(town, practice, "Kaimiņi.", "summary")
    flag = "Oriģināls kopš tā laika ir mainījies"
    assert flag not in shown(client, PAGE)

    Practice.objects.update(summary="Neighbours play in a mill.")

    assert flag in shown(client, PAGE)


def test_a_translator_saves_field_by_field_and_the_page_stays(client: Client, practice: Practice, cast: Cast) -> None:
    client.force_login(cast.mentor)
    address = PAGE + "translate/lv/"
    assert "Find a barn." in shown(client, address)
    mark = told.mark_of(STEPS)

    typed = {"field": "steps", "of": mark, "row": "", "seen": "0", "text-0": "Pajautā.", "text-1": ""}
    answer = client.post(address, typed, headers={"HX-Request": "true"})

    one = Translation.objects.get()
    assert one.value == ["Pajautā."]
    assert f'name="row" value="{one.ref}"' in answer.content.decode()
    assert client.post(address, {**typed, "row": one.ref, "seen": "1", "text-1": "Atrodi."}).status_code == 302
    assert Translation.objects.get().value == ["Pajautā.", "Atrodi."]


def test_an_editor_takes_a_proposal_over_on_the_page(client: Client, practice: Practice, cast: Cast) -> None:
    one = save(cast.actor("mentor"), practice).translation
    client.force_login(cast.mentor)
    act = f"{PAGE}translations/{one.ref}/act/"
    client.post(act, {"act": "accept", "seen": "1"})
    assert states() == [("title", TITLE_LV, "proposed")]
    client.force_login(cast.editor)

    assert TITLE_LV in shown(client, PAGE + "translate/lv/")
    client.post(act, {"act": "accept", "seen": "1"})

    assert states() == [("title", TITLE_LV, "public")]


def test_markup_in_a_translation_is_text(client: Client, town: Actor, practice: Practice, cast: Cast) -> None:
    save(town, practice, "<script>alert(1)</script>")
    client.force_login(cast.town)

    for address in (PAGE, "/lv/practices/", PAGE + "translate/lv/"):
        page = shown(client, address)
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_still_right_takes_two_clicks(client: Client, town: Actor, practice: Practice, cast: Cast) -> None:
    client.force_login(cast.town)
    address, seen = "/en/practices/village-theatre/still-right/", practice.changed_at.isoformat()

    first = client.post(address, {"what": "practice", "seen": seen, "step": "look"}).content.decode()
    assert not Confirmation.objects.exists()
    assert "Yes, it is still right" in first
    client.post(address, {"what": "practice", "seen": seen, "step": "confirm"})

    assert Confirmation.objects.get().confirmed_at is not None
    assert "still holds" in shown(client, "/en/practices/village-theatre/")


def test_still_right_is_for_its_town_editors_and_the_office(client: Client, town: Actor, cast: Cast) -> None:
    for name, status in (("town", 200), ("editor", 200), ("coordinator", 200), ("othertown", 404)):
        client.force_login(cast[name])
        assert client.get("/en/practices/village-theatre/still-right/").status_code == status


def test_there_is_no_translation_into_its_own_or_an_unknown_language(
    client: Client, practice: Practice, cast: Cast
) -> None:
    client.force_login(cast.editor)

    assert client.get(PAGE + "translate/en/").status_code == 404
    assert client.get(PAGE + "translate/fr/").status_code == 404


def test_what_waits_stands_on_the_day_of_who_decides(town: Actor, practice: Practice, cast: Cast) -> None:
    save(cast.actor("mentor"), practice)
    later = practice.made_at + timedelta(days=366)

    def addresses(name: str) -> list[str]:
        lines = due.lines_for(cast.actor(name), later)
        return [line.address for group in lines.values() for line in group if "/practices/" in line.address]

    waits, yearly = "/en/practices/village-theatre/translate/lv/", "/en/practices/village-theatre/still-right/"
    assert addresses("town") == [waits, yearly]
    assert addresses("editor") == [waits]
    assert addresses("othertown") == []


def test_pages_cost_the_same_for_one_translation_and_for_many(
    client: Client, town: Actor, practice: Practice, cast: Cast
) -> None:
    one = save(town, practice).translation
    client.force_login(cast.town)
    pages = (PAGE, "/lv/practices/", PAGE + "translate/lv/", PAGE + "still-right/")

    def costs() -> list[int]:
        found = []
        for address in pages:
            with CaptureQueriesContext(connection) as caught:
                shown(client, address)
            found.append(len(caught))
        return found

    Translation.objects.update(of="0" * 12)
    costs()  # what is kept from then on is read
    few = costs()
    copies(one, 30, state=["proposed"] * 30)
    copies(practice, 15, key=[f"crowded-{number}" for number in range(15)])
    many = costs()

    assert few == many
    assert max(many) <= 13
