"""Practices are brought in once, changed where their record changed, and the journal says so."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from pearls.audit.models import Entry
from pearls.kernel.actor import ANONYMOUS, Actor
from pearls.kernel.verdict import NotAllowed
from pearls.places import services as places
from pearls.practices import queries, services
from pearls.practices.models import Concept, Naming, Practice
from pearls.practices.services import Saved
from tests.practices.samples import a_record

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("act", flat=True))


def test_all_that_ships_is_brought_in_once(office: Actor, now: datetime) -> None:
    first = services.load_practices(actor=office, now=now)
    rows = list(Practice.objects.order_by("key").values())
    again = services.load_practices(actor=office, now=now + timedelta(days=1))

    assert (first, again) == (Saved(created=201), Saved(unchanged=201))
    assert list(Practice.objects.order_by("key").values()) == rows
    assert acts() == ["vocabulary-loaded", "practices-loaded"]
    assert sorted(queries.records(), key=lambda record: record.id) == sorted(
        queries.shipped_records(), key=lambda record: record.id
    )


def test_the_same_id_is_an_update_of_that_practice_alone(vocabulary: None, office: Actor, now: datetime) -> None:
    later, one, other = now + timedelta(days=1), a_record(id="one"), a_record(id="other")
    services.import_practices(actor=office, records=[one, other], now=now)
    changed = replace(one, title="Another title", cultural_field=("heritage", "theatre"), challenge=())

    saved = services.import_practices(actor=office, records=[changed, other, a_record(id="new")], now=later)

    assert saved == Saved(created=1, updated=1, unchanged=1)
    assert dict(Practice.objects.values_list("key", "changed_at")) == {"one": later, "other": now, "new": later}
    assert dict(Practice.objects.values_list("key", "made_at")) == {"one": now, "other": now, "new": later}
    assert list(queries.records()) == [a_record(id="new"), changed, other]
    assert Entry.objects.get(act="practices-loaded", at=later).data == {"created": 1, "updated": 1}


@pytest.mark.parametrize("change", [{"challenge": ("loneliness",)}, {"challenge": ("depopulation", "loneliness")}])
def test_other_concepts_or_another_order_of_them_is_a_change(
    vocabulary: None, office: Actor, now: datetime, change: dict[str, tuple[str, ...]]
) -> None:
    services.import_practices(actor=office, records=[a_record()], now=now)
    later = now + timedelta(hours=1)

    saved = services.import_practices(actor=office, records=[replace(a_record(), **change)], now=later)

    assert saved == Saved(updated=1)
    assert Practice.objects.get().changed_at == later
    assert Naming.objects.filter(concept__scheme="challenge").count() == len(change["challenge"])


def test_nothing_new_leaves_no_trace(vocabulary: None, office: Actor, now: datetime) -> None:
    services.import_practices(actor=office, records=[a_record()], now=now)
    before = acts()

    services.import_practices(actor=office, records=[a_record()], now=now + timedelta(days=1))
    services.import_practices(actor=office, records=[], now=now + timedelta(days=1))

    assert acts() == before
    assert Practice.objects.get().changed_at == now


def test_only_the_office_brings_practices_in(now: datetime) -> None:
    for load in (services.load_practices, services.load_vocabulary):
        with pytest.raises(NotAllowed) as refused:
            load(actor=ANONYMOUS, now=now)
        assert refused.value.verdict.reason == "office-only"
    with pytest.raises(NotAllowed):
        services.import_practices(actor=ANONYMOUS, records=[a_record()], now=now)

    assert (Practice.objects.count(), Concept.objects.count(), acts()) == (0, 0, [])


def test_a_concept_that_moves_under_another_counts_as_changed(vocabulary: None, office: Actor, now: datetime) -> None:
    Concept.objects.filter(broader__isnull=False).update(broader=None)
    moved = sum(bool(concept.broader) for concept in queries.shipped_vocabulary())

    assert services.load_vocabulary(actor=office, now=now).updated == moved > 0


def test_a_practice_knows_its_place_by_name_and_country(office: Actor, now: datetime) -> None:
    places.load_places(actor=office, now=now)

    services.load_practices(actor=office, now=now)

    found = dict(Practice.objects.filter(place__isnull=False).values_list("key", "place__key"))
    assert found["rujiena-meet-your-neighbour"] == "rujiena-lv"
    assert {"Jakobstad", "Kaskinen"} <= set(Practice.objects.filter(key__in=found).values_list("place_name", flat=True))
    assert not Practice.objects.filter(place__isnull=False, place_name="").exists()
    pairs = Practice.objects.filter(place__isnull=False).values_list("country", "place__country")
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


def test_what_a_practice_tells_in_full_comes_in_and_goes_out_again(
    vocabulary: None, office: Actor, now: datetime
) -> None:
    record = a_record(
        language="lv",
        participants="Forty neighbours",
        steps=["They met", "They played"],
        hours=120,
        evidence="A count at the door",
        evidence_strength="counted",
        why_it_worked="Coffee",
        what_failed="The roof",
        for_smaller_towns="Ask the choir",
    )

    services.import_practices(actor=office, records=[record], now=now)

    assert list(queries.records()) == [record]
