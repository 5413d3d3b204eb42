"""The map as an SVG: outlines once read and kept, pins drawn for each page. Colours come from the style sheet."""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pearls.web.maps.pins import SEA_NAME_SPOTS, Level, Pin, PlacedPin, placed
from pearls.web.maps.projection import HEIGHT, WIDTH, is_on_map, on_map

CREDIT = gettext_lazy("Borders: Natural Earth. Places: GeoNames, CC BY 4.0.")
TOKENS = Path(__file__).resolve().parent.parent / "css" / "tokens.css"
ALONE = (
    ".map__sea{fill:$sea}.map__shallows{fill:none;opacity:.28;stroke:$page;stroke-linejoin:round;stroke-width:26}"
    ".map__shallows--wide{opacity:.22;stroke-width:60}.map__land{fill:$quiet}"
    ".map__ours{fill:$land;stroke:$coast;stroke-linejoin:round;stroke-width:2.5}"
    ".map__borders{fill:none;stroke:$coast;stroke-dasharray:1 9;stroke-linecap:round;stroke-width:4}"
    ".map__shine{stop-color:$pearl}.map__shine--inner{stop-color:$pearl-glow}.map__shine--outer{stop-color:$pearl-deep}"
    ".map-pin__halo{fill:$pearl-glow;opacity:.55}.map-pin__body{stroke:$pearl-deep;stroke-width:3}"
    ".map__credit{fill:$text-soft;font-family:sans-serif;font-size:30px}"
)
OUTLINES = Path(__file__).resolve().parent / "data" / "outlines.json"


def baltic_map(pins: Iterable[Pin], *, title: str = "", description: str = "", prefix: str = "map") -> SafeString:
    """The region with its pins as links; the page puts the same places into a list or table beside it.

    `prefix` keeps the ids apart where a page has two maps.
    """
    return format_html(
        '<figure class="map"><svg class="map__drawing" viewBox="0 0 {width} {height}" role="group" '
        'aria-labelledby="{prefix}-title {prefix}-desc" xmlns="http://www.w3.org/2000/svg">'
        '<title id="{prefix}-title">{title}</title><desc id="{prefix}-desc">{description}</desc>'
        "{shine}{ground}{seas}{pins}</svg>"
        '<figcaption class="map__credit">{credit}</figcaption></figure>',
        width=WIDTH,
        height=HEIGHT,
        prefix=prefix,
        title=title or _("Map of the Baltic Sea region"),
        description=description or _("Every place on the map is a link, and stands in the list beside it too."),
        shine=_shine(prefix),
        ground=_ground("large", prefix),
        seas=_sea_names(),
        pins=format_html_join("", "{}", ((_pin(spot, prefix),) for spot in placed(pins))),
        credit=CREDIT,
    )


def locator_map(lat: float | None, lon: float | None, *, name: str, prefix: str = "locator") -> SafeString:
    """Where in the region a place lies: a small picture with one dot; nothing where it is not known or off the map."""
    if lat is None or lon is None or not is_on_map(*on_map(lat, lon)):
        return SafeString("")
    x, y = on_map(lat, lon)
    return format_html(
        '<figure class="map map--locator"><svg class="map__drawing" viewBox="0 0 {width} {height}" role="img" '
        'aria-labelledby="{prefix}-title" xmlns="http://www.w3.org/2000/svg">'
        '<title id="{prefix}-title">{title}</title>{shine}{ground}'
        '<circle class="map-pin__halo" cx="{x}" cy="{y}" r="130"/>'
        '<circle class="map-pin__body" cx="{x}" cy="{y}" r="56" fill="url(#{prefix}-pearl)"/></svg>'
        '<figcaption class="map__credit">{credit}</figcaption></figure>',
        width=WIDTH,
        height=HEIGHT,
        prefix=prefix,
        title=_("Where %(name)s lies by the Baltic Sea") % {"name": name},
        shine=_shine(prefix),
        ground=_ground("small", prefix),
        x=round(x),
        y=round(y),
        credit=CREDIT,
    )


def locator_svg(lat: float | None, lon: float | None, *, name: str) -> str:
    """The same picture as a file of its own, for whoever prints it: its colours stand in it, and the credit."""
    drawn = locator_map(lat, lon, name=name)
    if not drawn:
        return ""
    inside = drawn[drawn.index("<svg") : drawn.index("</svg>")]
    head, rest = inside.split(">", 1)
    credit = format_html(
        '<text class="map__credit" x="{}" y="{}" text-anchor="end">{}</text>', WIDTH - 24, HEIGHT - 24, CREDIT
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}><style>{_style()}</style>{rest}{credit}</svg>\n'


@cache
def _style() -> str:
    """The style of a map that stands alone, with the light colours of our own style sheet."""
    colors: dict[str, str] = {}
    for name, value in re.findall(r"--color-([\w-]+): (#[0-9a-f]{6});", TOKENS.read_text(encoding="utf-8")):
        colors.setdefault(name, value)
    return re.sub(r"\$([a-z-]+)", lambda match: colors[match.group(1)], ALONE)


@cache
def _outlines() -> dict[str, dict[str, str]]:
    outlines: dict[str, dict[str, str]] = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return outlines


@cache
def _ground(level: str, prefix: str) -> SafeString:
    """Sea, the shallows along the coast, land, our nine countries and their borders; the same on every page."""
    paths = _outlines()[level]
    return format_html(
        '<defs><path id="{prefix}-land" d="{land}"/></defs><rect class="map__sea" width="{width}" height="{height}"/>'
        '<use class="map__shallows map__shallows--wide" href="#{prefix}-land"/>'
        '<use class="map__shallows" href="#{prefix}-land"/><use class="map__land" href="#{prefix}-land"/>'
        '<path class="map__ours" d="{ours}"/>'
        '<path class="map__borders" d="{borders}"/>',
        width=WIDTH,
        height=HEIGHT,
        prefix=prefix,
        land=mark_safe(paths["land"]),  # noqa: S308 - our own file, numbers and letters of paths
        ours=mark_safe(paths["ours"]),  # noqa: S308 - as above
        borders=mark_safe(paths["borders"]),  # noqa: S308 - as above
    )


@cache
def _shine(prefix: str) -> SafeString:
    """The soft light inside a pearl, up and to the left as a window gives it."""
    return format_html(
        '<defs><radialGradient id="{prefix}-pearl" cx="0.38" cy="0.32" r="0.75">'
        '<stop class="map__shine map__shine--inner" offset="0"/><stop class="map__shine" offset="0.45"/>'
        '<stop class="map__shine map__shine--outer" offset="1"/></radialGradient></defs>',
        prefix=prefix,
    )


def _sea_names() -> SafeString:
    names = (_("Baltic Sea"), _("North Sea"))
    return format_html_join(
        "",
        '<text class="map__sea-name" x="{}" y="{}" aria-hidden="true">{}</text>',
        ((round(x), round(y), name) for (x, y), name in zip(SEA_NAME_SPOTS, names, strict=True)),
    )


def _pin(spot: PlacedPin, prefix: str) -> SafeString:
    inner = format_html("{}{}", _mark(spot, prefix), _label(spot))
    level = f"map-pin map-pin--{spot.pin.level}"
    if not spot.pin.href:
        return format_html('<g class="{}" role="img" aria-label="{}">{}</g>', level, spot.pin.spoken, inner)
    return format_html('<a class="{}" href="{}" aria-label="{}">{}</a>', level, spot.pin.href, spot.pin.spoken, inner)


def _mark(spot: PlacedPin, prefix: str) -> SafeString:
    fill = format_html(' fill="url(#{}-pearl)"', prefix) if spot.pin.level == Level.PEARL else ""
    return format_html(
        '<title>{title}</title><circle class="map-pin__reach" cx="{x}" cy="{y}" r="40"/>'
        '<circle class="map-pin__halo" cx="{x}" cy="{y}" r="{halo}"/>'
        '<circle class="map-pin__body" cx="{x}" cy="{y}" r="{r}"{fill}/>',
        title=spot.pin.spoken,
        x=round(spot.x),
        y=round(spot.y),
        r=round(spot.pin.radius),
        halo=round(spot.pin.radius * 1.7),
        fill=fill,
    )


def _label(spot: PlacedPin) -> SafeString:
    label = spot.label
    if label is None:
        return SafeString("")
    lines = format_html_join(
        "",
        '<tspan x="{}" dy="{}">{}</tspan>',
        ((round(label.x), 0 if i == 0 else 44, line) for i, line in enumerate(label.lines)),
    )
    return format_html(
        '<text class="map-pin__name" x="{}" y="{}" text-anchor="{}">{}</text>',
        round(label.x),
        round(label.y),
        label.anchor,
        lines,
    )
