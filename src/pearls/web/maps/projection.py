"""Where a place lies on our map: Lambert's azimuthal equal-area projection, centred at 60° N 19° E, in kilometres."""

import math

CENTRE_LAT, CENTRE_LON = 60.0, 19.0
EARTH_RADIUS_KM = 6371.0
WEST, NORTH = -885.0, 745.0  # the map's upper left corner, kilometres from the centre
WIDTH, HEIGHT = 1600, 1950


def on_map(lat: float, lon: float) -> tuple[float, float]:
    """The spot of a coordinate (degrees) on the map, from its upper left corner; one unit is one kilometre."""
    phi, centre = math.radians(lat), math.radians(CENTRE_LAT)
    turn = math.radians(lon - CENTRE_LON)
    nearness = math.sin(centre) * math.sin(phi) + math.cos(centre) * math.cos(phi) * math.cos(turn)
    scale = EARTH_RADIUS_KM * math.sqrt(2 / max(1 + nearness, 1e-9))
    east = scale * math.cos(phi) * math.sin(turn)
    north = scale * (math.cos(centre) * math.sin(phi) - math.sin(centre) * math.cos(phi) * math.cos(turn))
    return east - WEST, NORTH - north


def is_on_map(x: float, y: float) -> bool:
    """Whether a spot lies within the frame."""
    return 0 <= x <= WIDTH and 0 <= y <= HEIGHT
