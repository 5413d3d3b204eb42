"""All writes of places."""

from pearls.places.services.by_hand import confirm_place, enter_place_by_hand, refuse_place
from pearls.places.services.loading import (
    load_demonstration_places,
    load_gazetteer,
    load_places,
    load_regions,
)

__all__ = [
    "confirm_place",
    "enter_place_by_hand",
    "load_demonstration_places",
    "load_gazetteer",
    "load_places",
    "load_regions",
    "refuse_place",
]
