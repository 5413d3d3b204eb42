"""Maps of the Baltic Sea region, drawn on the server: they need no script and no tiles."""

from pearls.web.maps.drawing import CREDIT, baltic_map, locator_map, locator_svg
from pearls.web.maps.pins import Level, Pin

__all__ = ["CREDIT", "Level", "Pin", "baltic_map", "locator_map", "locator_svg"]
