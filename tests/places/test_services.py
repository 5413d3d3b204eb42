"""Loading, entering by hand, and deciding."""

from datetime import datetime

import pytest

from pearls.audit.models import Entry
from pearls.kernel.actor import Actor, ActorKind
from pearls.kernel.verdict import NotAllowed
from pearls.places import queries, services
from pearls.places.models import Place, PlaceName
from pearls.places.rules import PlaceState
from pearls.places.services.loading import gazetteer_rows
from pearls.places.services.saving import Saved

TOWN = Actor(kind=ActorKind.PERSON, ref="town-ref", person_id=1, language="lv")


def test_the_fact_base_comes_with_parents_codes_and_notes(facts: Saved) -> None:
    rujiena = Place.objects.get(key="rujiena-lv")

    assert Place.objects.count() == 55
    assert rujiena.legal_parent is not None
    assert rujiena.legal_parent.display_name == "Valmieras novads"
    assert (rujiena.nuts1, rujiena.nuts2, rujiena.nuts3, rujiena.nuts_version) == ("LV0", "LV00", "LV008", "2021")
    assert rujiena.population_note == {"en": "GeoNames, town", "lv": "GeoNames, pilsēta"}


def test_names_are_in_their_own_spelling_and_official_ones_stand_side_by_side(facts: Saved) -> None:
    shown = {place.key: place.display_name for place in Place.objects.all()}

    assert shown["jakobstad-fi"] == "Jakobstad · Pietarsaari"
    assert shown["kaskinen-fi"] == "Kaskinen · Kaskö"
    assert shown["riga-lv"] == "Rīga"
    assert shown["copenhagen-dk"] == "København"
    assert Place.objects.get(key="riga-lv").name_in("en") == "Riga"
    assert Place.objects.get(key="kaskinen-fi").name_in("de") == "Kaskinen · Kaskö"


def test_alytus_city_is_not_alytus_district(facts: Saved) -> None:
    city, district = queries.place_for("alytus-city-lt"), queries.place_for("alytus-district-lt")

    assert city is not None
    assert district is not None
    assert (city.display_name, city.kind, city.population) == ("Alytus", "municipality", 49195)
    assert (district.display_name, district.kind, district.population) == (
        "Alytaus rajonas",
        "district-municipality",
        None,
    )


def test_loading_again_mends_what_was_changed(facts: Saved, office: Actor, now: datetime) -> None:
    Place.objects.filter(key="rujiena-lv").update(nuts3="XX", legal_parent=None)
    PlaceName.objects.filter(place__key="kaskinen-fi", folded="kasko").delete()
    PlaceName.objects.create(place=Place.objects.get(key="kiel-de"), text="Bad Name", folded="bad name", kind="alias")

    saved = services.load_places(actor=office, now=now)

    assert saved == Saved(created=0, updated=2, names=2)
    assert Place.objects.get(key="rujiena-lv").nuts3 == "LV008"
    assert [place.key for place in queries.find_places("kasko")] == ["kaskinen-fi"]
    assert queries.find_places("bad name") == []


def test_what_the_gazetteer_says_of_regions_agrees_with_the_fact_base(facts: Saved) -> None:
    by_id = {row["geonames_id"]: row for row in gazetteer_rows()}
    both = [
        (place, by_id[str(place.geonames_id)])
        for place in Place.objects.filter(geonames_id__isnull=False)
        if str(place.geonames_id) in by_id
    ]

    assert len(both) > 35
    assert [(place.key, row["nuts2"]) for place, row in both if row["nuts2"] not in ("", place.nuts2)] == []


def test_only_the_office_loads(db: None, now: datetime) -> None:
    with pytest.raises(NotAllowed, match="office-only"):
        services.load_places(actor=TOWN, now=now)


def test_invented_towns_say_so_and_stay_out_of_search(facts: Saved, office: Actor, now: datetime) -> None:
    services.load_demonstration_places(actor=office, now=now)

    assert services.load_demonstration_places(actor=office, now=now) == Saved()
    assert queries.find_places("Vejupe") == []
    assert [place.is_demonstration for place in queries.find_places("Vejupe", include_demonstration=True)] == [True]
    assert Place.objects.get(key="lumisalmi-fi").display_name == "Lumisalmi · Snösund"


def test_a_place_entered_by_hand_waits_and_nobody_else_finds_it(facts: Saved, office: Actor, now: datetime) -> None:
    place = services.enter_place_by_hand(actor=TOWN, name=" Vecpiebalga ", country="LV", note="Pagasts", now=now)

    assert (place.state, place.display_name, place.note) == (
        PlaceState.ENTERED_BY_HAND,
        "Vecpiebalga",
        {"lv": "Pagasts"},
    )
    assert queries.find_places("Vecpiebalga") == []
    assert queries.place_for(place.key) is None
    assert list(queries.places_waiting()) == [place]
    assert not queries.facts_of(place).is_confirmed
    assert Entry.objects.latest("seq").act == "place-entered"


def test_the_office_confirms_a_place_with_its_region_and_parent(facts: Saved, office: Actor, now: datetime) -> None:
    place = services.enter_place_by_hand(actor=TOWN, name="Naukšēni", country="LV", now=now)
    parent = Place.objects.get(key="valmiera-lv")

    services.confirm_place(
        actor=office, place=place, nuts2="LV00", nuts3="LV008", kind="parish", legal_parent=parent, now=now
    )

    found = queries.find_places("nauksen")
    assert [(p.key, p.nuts1, p.legal_parent) for p in found] == [(place.key, "LV0", parent)]
    assert Entry.objects.latest("seq").act == "place-confirmed"
    with pytest.raises(NotAllowed, match="already-decided"):
        services.confirm_place(actor=office, place=place, nuts2="LV00", now=now)


def test_two_of_the_office_do_not_decide_the_same_place_twice(facts: Saved, office: Actor, now: datetime) -> None:
    place = services.enter_place_by_hand(actor=TOWN, name="Naukšēni", country="LV", now=now)
    seen_by_another = Place.objects.get(pk=place.pk)
    services.refuse_place(actor=office, place=place, reason="It is in the list as Naukšēnu pagasts.", now=now)

    with pytest.raises(NotAllowed, match="already-decided"):
        services.confirm_place(actor=office, place=seen_by_another, nuts2="LV00", now=now)

    assert Place.objects.get(pk=place.pk).state == PlaceState.REFUSED


def test_a_refusal_needs_a_reason_and_a_town_decides_nothing(facts: Saved, office: Actor, now: datetime) -> None:
    place = services.enter_place_by_hand(actor=TOWN, name="Naukšēni", country="LV", now=now)

    with pytest.raises(NotAllowed, match="reason-missing"):
        services.refuse_place(actor=office, place=place, reason="  ", now=now)
    with pytest.raises(NotAllowed, match="office-only"):
        services.confirm_place(actor=TOWN, place=place, nuts2="LV00", now=now)
