"""The whole gazetteer, loaded once for all tests of this file: search with real trouble, and loading it again.

The same answers on every database.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pearls.audit.models import Entry
from pearls.kernel.actor import Actor
from pearls.places import queries, services
from pearls.places.models import Place, PlaceName
from pearls.places.rules import DISTRICTS
from pearls.places.services.saving import Saved
from tests.cast import NOW

pytestmark = pytest.mark.django_db

TROUBLE = {
    "Rīga": "riga-lv",
    "Riga": "riga-lv",
    "RYGA": "riga-lv",
    "Rujiena": "rujiena-lv",
    "rūjiena": "rujiena-lv",
    "Rujena": "rujiena-lv",
    "Stāmariena": "stameriena-lv",
    "Kaskö": "kaskinen-fi",
    "kasko": "kaskinen-fi",
    "Kaskinen Kaskö": "kaskinen-fi",
    "Łódź": "lodz-pl",
    "Lodz": "lodz-pl",
    "Jākobštate": "jakobstad-fi",
    "Jakobštate": "jakobstad-fi",
    "Pietarsaari": "jakobstad-fi",
    "Pietarsaari / Jakobstad": "jakobstad-fi",
    "Lüneburg": "luneburg-de",
    "Lueneburg": "luneburg-de",
    "Luneburg": "luneburg-de",
    "Rotenburg": "rotenburg-wumme-de",
    "rotenburg (wümme)": "rotenburg-wumme-de",
    "Wümme": "rotenburg-wumme-de",
    "Alytus": "alytus-city-lt",
    "Alytus District": "alytus-district-lt",
    "Alītas rajons": "alytus-district-lt",
    "Aarhus": "aarhus-dk",
    "Århus": "aarhus-dk",
    "Göteborg": "goteborg-se",
    "Gothenburg": "goteborg-se",
    "Kopenhagen": "copenhagen-dk",
    "Warschau": "warsaw-pl",
    "Gluecksburg": "glucksburg-de",
    "Valmieras novads": "valmiera-lv",
    "Kobylinca": "kobylnica-pl",
    "Gmina Kobylnica": "kobylnica-pl",
    "Aarhus Kommune": "aarhus-dk",
    "Hansestadt Lüneburg": "luneburg-de",
    "Gdansk": "gdansk-pl",
    "Alytus city": "alytus-city-lt",
    "Sant Petersburg": "nothing",
    # Larger than a town.
    "Landkreis Harburg": "landkreis-harburg-de",
    "Kreis Harburg": "landkreis-harburg-de",
    "Heidekreis": "landkreis-heidekreis-de",
    "Luechow-Dannenberg": "landkreis-luchow-dannenberg-de",
    "Ostholstein": "kreis-ostholstein-de",
    "Schleswig-Holstein": "land-schleswig-holstein-de",
    "Land Berlin": "berlin-de",
    "Viljandimaa": "viljandi-maakond-ee",
    "Viljandi vald": "viljandi-vald-ee",
    "Pohjanmaa": "osterbotten-fi",
    "Kauno rajonas": "kauno-rajonas-lt",
    "Telšių apskritis": "telsiu-apskritis-lt",
    "Kuldīgas novads": "kuldigas-novads-lv",
    "Cēsu novads": "cesis-lv",
    "Vidzeme": "vidzemes-planosanas-regions-lv",
    "pomorskie": "wojewodztwo-pomorskie-pl",
    "Skåne län": "skane-lan-se",
    "Syddanmark": "region-syddanmark-dk",
    "Vestland": "vestland-fylke-no",
}


@pytest.fixture(scope="module")
def gazetteer(kept_rows: AbstractContextManager[None]) -> Iterator[Saved]:
    """The fact base and the sixteen thousand places beside it."""
    with kept_rows:
        services.load_places(actor=Actor.system("tests"), now=NOW)
        services.load_regions(actor=Actor.system("tests"), now=NOW)
        yield services.load_gazetteer(actor=Actor.system("tests"), now=NOW)


def test_real_trouble_with_names_leads_to_the_right_place(gazetteer: Saved) -> None:
    found = {text: next((place.key for place in queries.find_places(text)), "nothing") for text in TROUBLE}

    assert found == TROUBLE


def test_exact_names_come_before_beginnings_and_these_by_size(gazetteer: Saved) -> None:
    names = [place.name for place in queries.find_places("Rotenburg")]

    assert names[:2] == ["Rotenburg (Wümme)", "Rotenburg an der Fulda"]
    assert [place.key for place in queries.find_places("Alytus")][:2] == ["alytus-city-lt", "alytus-district-lt"]


def test_a_place_says_under_which_name_it_was_found(gazetteer: Saved) -> None:
    [place] = queries.find_places("Kaskö")

    assert (place.display_name, place.found_as) == ("Kaskinen · Kaskö", "Kaskö")


@pytest.mark.parametrize("text", ["", "  ", "?", "qqqqqq", "%", "_", "a" * 5_000, "\x00", "' or 1=1 --"])
def test_nonsense_finds_nothing_and_breaks_nothing(facts: Saved, text: str) -> None:
    assert queries.find_places(text) == []


def test_search_asks_the_same_few_questions_however_much_there_is(gazetteer: Saved) -> None:
    for text, most in (("Riga", 2), ("sa", 2), ("Wümme", 3), ("Rujena", 5), ("qqqqqq", 3)):
        with CaptureQueriesContext(connection) as asked:
            queries.find_places(text)

        assert len(asked) <= most, text


def test_a_town_comes_before_the_district_of_its_name(gazetteer: Saved) -> None:
    assert [(place.key, place.lies_in) for place in queries.find_places("Harburg")] == [
        ("harburg-de", "Bayern"),
        ("landkreis-harburg-de", ""),
    ]
    assert [place.key for place in queries.find_places("Celle")] == ["celle-de", "landkreis-celle-de"]


def test_each_district_that_can_be_chosen_can_be_found_as_an_applicant(gazetteer: Saved) -> None:
    towns = {"Braunschweig", "Delmenhorst", "Emden", "Salzgitter", "Wilhelmshaven", "Wolfsburg"}
    districts = [district for district in DISTRICTS["DE9"] if district.name not in towns]

    found = {
        district.name: [p.nuts2 for p in queries.find_places(district.name) if p.kind == "region"]
        for district in districts
    }

    assert found == {district.name: [district.nuts2] for district in districts}


def test_search_keeps_to_a_country_and_a_limit(gazetteer: Saved) -> None:
    found = queries.find_places("sa", country="EE", limit=5)

    assert len(found) == 5
    assert {place.country for place in found} == {"EE"}


def test_the_gazetteer_knows_land_and_region(gazetteer: Saved) -> None:
    known = {
        "luneburg-de": ("DE9", "DE93"),
        "gottingen-de": ("DE9", "DE91"),
        "buxtehude-de": ("DE9", ""),
        "hamburg-de": ("DE6", "DE60"),
        "munchen-de": ("DE2", ""),
        "schwerin-de": ("DE8", "DE80"),
        "oslo-no": ("", ""),
        "daugavpils-lv": ("LV0", "LV00"),
    }

    assert {place.key: (place.nuts1, place.nuts2) for place in Place.objects.filter(key__in=known)} == known


def test_every_figure_says_what_it_counts(gazetteer: Saved) -> None:
    assert Place.objects.filter(population__isnull=False).count() > 16_000
    assert not Place.objects.filter(population__isnull=False, population_note={}).exists()


def test_loading_again_changes_nothing_and_writes_nothing(gazetteer: Saved, office: Actor, now: datetime) -> None:
    before = (Place.objects.count(), PlaceName.objects.count(), Entry.objects.count())

    loaders = (services.load_places, services.load_gazetteer, services.load_regions)

    again = [load(actor=office, now=now) for load in loaders]

    assert again == [Saved(), Saved(), Saved()]
    assert (Place.objects.count(), PlaceName.objects.count(), Entry.objects.count()) == before


def test_the_gazetteer_adds_no_second_row_for_a_place_of_the_fact_base(gazetteer: Saved) -> None:
    assert gazetteer.created > 16_000
    assert Place.objects.filter(country="FI", name="Pargas").count() == 1
    assert Place.objects.get(geonames_id=456172).source == "facts"
    assert not Place.objects.filter(name__in=("Lasnamäe", "Mokotów", "Kreuzberg", "Södermalm")).exists()
