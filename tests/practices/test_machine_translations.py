"""Translations that come with the software: what a machine wrote stands only where nobody has, and readers are told."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.practices import queries, services
from pearls.practices.models import Practice, Translation
from pearls.practices.queries import shipped
from pearls.practices.rules import translations as told
from pearls.practices.rules.translations import Kept, Words
from pearls.practices.services.machine import put_machine_translations
from tests.cast import NOW, Cast
from tests.practices.samples import a_record

TITLE, SUMMARY = "A village theatre", "Neighbours played in a barn."
PAGE, TRANSLATE = "/lv/practices/village-theatre/", "/lv/practices/village-theatre/translate/lv/"
SAID = "Šis ir mašīntulkojums, un neviens to vēl nav pārbaudījis."


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[Kept]]:
    """What ships, which a test may change."""
    kept = {
        "village-theatre": [
            Kept("lv", "title", "Ciema teātris", told.mark_of(TITLE)),
            Kept("lv", "summary", "Kaimiņi spēlēja aplokā.", told.mark_of(SUMMARY)),
        ]
    }
    monkeypatch.setattr(queries, "shipped_translations", lambda: kept)
    return kept


@pytest.fixture
def practice(vocabulary: None, office: Actor, now: datetime, machine: object) -> Practice:
    records = [a_record(), a_record(id="choir", title="A choir", summary="They sang.")]
    services.import_practices(actor=office, records=records, now=now)
    put_machine_translations(now)
    return Practice.objects.get(key="village-theatre")


def words() -> dict[str, tuple[str, bool]]:
    return {
        field: (value, by)
        for field, value, by in Translation.objects.filter(state="public").values_list(
            "field", "value", "is_by_machine"
        )
    }


def save(actor: Actor, practice: Practice, text: str) -> None:
    there = Translation.objects.filter(practice=practice, field="title").get()
    services.save_translation(
        actor=actor,
        practice=practice,
        words=Words("lv", "title", text),
        row=there.ref,
        seen=there.version,
        now=NOW,
    )


def test_all_that_ships_is_of_the_words_that_ship_and_whole() -> None:
    records = {record.id: record for record in queries.shipped_records()}
    translations = shipped.shipped_translations()

    assert translations.keys() == records.keys()
    languages = {one.language for one in translations["rujiena-meet-your-neighbour"]}
    assert {"lv", "de"} <= languages
    for key, kept in translations.items():
        assert {(one.language, one.field) for one in kept} == {(code, name) for code in languages for name in FIELDS}
        assert not [one for one in kept if told.is_older(getattr(records[key], one.field), one.of)], key


FIELDS = ("title", "summary")


def test_a_machine_s_words_are_put_once_and_found(practice: Practice, now: datetime) -> None:
    assert words() == {"title": ("Ciema teātris", True), "summary": ("Kaimiņi spēlēja aplokā.", True)}
    assert [hit.practice for hit in queries.search("aplokā", "lv").hits] == [practice.pk]
    assert put_machine_translations(now) == 0


def test_other_words_that_ship_take_the_place_of_a_machine_s(
    practice: Practice, machine: dict[str, list[Kept]], now: datetime
) -> None:
    machine["village-theatre"][0] = Kept("lv", "title", "Ciema skatuve", told.mark_of(TITLE))

    assert put_machine_translations(now) == 1
    assert words()["title"] == ("Ciema skatuve", True)
    assert queries.search("teātris", "lv").hits[0].words == ()


def test_words_of_people_and_what_they_found_right_stay(
    practice: Practice, machine: dict[str, list[Kept]], cast: Cast, now: datetime
) -> None:
    save(cast.actor("editor"), practice, "Sādžas teātris")
    summary = Translation.objects.get(practice=practice, field="summary")
    mark = told.mark_of(SUMMARY)
    services.confirm_translation(actor=cast.actor("editor"), translation=summary, seen=mark, now=NOW)
    machine["village-theatre"] = [
        Kept("lv", "title", "Cits", told.mark_of(TITLE)),
        Kept("lv", "summary", "Cits.", told.mark_of(SUMMARY)),
    ]

    assert put_machine_translations(now) == 0
    assert words() == {"title": ("Sādžas teātris", False), "summary": ("Kaimiņi spēlēja aplokā.", True)}


def test_a_machine_s_words_go_when_the_original_says_something_else(
    practice: Practice, office: Actor, now: datetime
) -> None:
    services.import_practices(actor=office, records=[a_record(title="A barn theatre")], now=now + timedelta(days=1))

    assert put_machine_translations(now) == 1
    assert words() == {"summary": ("Kaimiņi spēlēja aplokā.", True)}


def test_files_carry_what_people_wrote_or_found_right(practice: Practice, cast: Cast, office: Actor) -> None:
    def carried() -> list[str]:
        records = {record.id: record for record in queries.records()}
        return [one.field for one in records["village-theatre"].translations]

    assert carried() == []
    save(cast.actor("editor"), practice, "Sādžas teātris")
    assert carried() == ["title"]
    files = [record for record in queries.records() if record.id == "village-theatre"]
    services.import_practices(actor=office, records=files, now=NOW)
    assert words() == {"title": ("Sādžas teātris", False), "summary": ("Kaimiņi spēlēja aplokā.", True)}


def test_a_file_takes_the_place_of_a_machine_even_with_the_same_words(practice: Practice, office: Actor) -> None:
    told_in_file = {"lv": {"title": {"text": "Ciema teātris", "of": told.mark_of(TITLE)}}}
    services.import_practices(actor=office, records=[a_record(translations=told_in_file)], now=NOW)

    assert words()["title"] == ("Ciema teātris", False)


def test_readers_are_told_until_somebody_has_checked(client: Client, practice: Practice, cast: Cast) -> None:
    assert SAID in client.get(PAGE).content.decode()
    assert "Daļa tekstu ir mašīntulkojumi" in client.get("/lv/practices/").content.decode()
    assert SAID not in client.get(PAGE + "?words=original").content.decode()
    assert "machine" not in client.get("/en/practices/village-theatre/").content.decode()

    client.force_login(cast.editor)
    page = client.get(TRANSLATE).content.decode()
    assert page.count("Mašīntulkojums, nav pārbaudīts") == 2
    for one in Translation.objects.filter(practice=practice):
        act = f"/lv/practices/village-theatre/translations/{one.ref}/act/"
        mark = told.mark_of(getattr(practice, one.field))
        assert client.post(act, {"act": "confirm", "seen": mark}).status_code == 302

    assert SAID not in client.get(PAGE).content.decode()
    assert "Mašīntulkojums" not in client.get(TRANSLATE).content.decode()


def test_only_who_publishes_says_that_a_machine_is_right(client: Client, practice: Practice, cast: Cast) -> None:
    one = Translation.objects.get(practice=practice, field="title")
    with pytest.raises(NotAllowed):
        services.confirm_translation(actor=cast.actor("mentor"), translation=one, seen=told.mark_of(TITLE), now=NOW)
    client.force_login(cast.mentor)
    page = client.get(TRANSLATE).content.decode()
    assert "Mašīntulkojums, nav pārbaudīts" in page
    assert 'value="confirm"' not in page
