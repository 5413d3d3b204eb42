"""Search with real trouble; the same answers on every database."""

from pearls.places import queries
from pearls.places.rules import PlaceFacts
from pearls.places.services.saving import Saved


def test_facts_carry_the_legal_parent(facts: Saved) -> None:
    place = queries.place_for("rujiena-lv")

    assert place is not None
    assert queries.facts_of(place) == PlaceFacts(
        key="rujiena-lv",
        country="LV",
        nuts1="LV0",
        nuts2="LV00",
        nuts3="LV008",
        kind="town",
        name="Rūjiena",
        legal_parent=PlaceFacts(
            key="valmiera-lv",
            country="LV",
            nuts1="LV0",
            nuts2="LV00",
            nuts3="LV008",
            kind="municipality",
            name="Valmieras novads",
        ),
    )
