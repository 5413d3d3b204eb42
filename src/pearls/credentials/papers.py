"""The badge: a drawing of a pearl with the words of its credential, and the credential itself in it."""

from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from pearls.credentials.rules import baking
from pearls.web.pdf import svg_as_png

_DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 480" width="480" height="480" role="img">\
<title>{name}</title>
<defs><radialGradient id="pearl" cx="0.38" cy="0.34" r="0.75"><stop offset="0" stop-color="#ffffff"/>\
<stop offset="0.55" stop-color="#eef3f2"/><stop offset="1" stop-color="#9fb9bb"/></radialGradient></defs>
<rect width="480" height="480" rx="24" fill="#faf7f2"/>
<rect x="14" y="14" width="452" height="452" rx="16" fill="none" stroke="#c9791a" stroke-width="2"/>
<circle cx="240" cy="176" r="104" fill="url(#pearl)" stroke="#c9791a" stroke-width="3"/>
<g font-family="Inter, sans-serif" text-anchor="middle" fill="#12323f">
{lines}
</g></svg>"""
_WIDEST = 34  # letters that fit on a line
_SIZES = ((26, 336), (22, 372), (18, 412), (18, 438))


def badge_svg(document: Mapping[str, Any]) -> str:
    """The badge as a drawing that carries its credential."""
    return baking.baked_svg(_drawing(document), document)


def badge_png(document: Mapping[str, Any]) -> bytes:
    """The badge as pixels that carry their credential."""
    return baking.baked_png(svg_as_png(_drawing(document)), document)


def _drawing(document: Mapping[str, Any]) -> str:
    name = str(document["name"])
    what, colon, whose = name.partition(": ")
    named = [*_lines(what, 1), *_lines(whose, 1)] if colon else _lines(name, 2)
    words = [*named, *_lines(str(document["issuer"]["name"]), 2)]
    lines = "\n".join(
        f'<text x="240" y="{place}" font-size="{size}">{escape(line)}</text>'
        for line, (size, place) in zip(words, _SIZES, strict=False)
    )
    return _DRAWING.format(name=escape(name), lines=lines)


def _lines(text: str, most: int) -> list[str]:
    """The text broken at its spaces; what does not fit on the last line is cut and says so."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= _WIDEST or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    kept = [line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…" for line in lines[:most]]
    return kept if len(lines) <= most else [*kept[:-1], f"{kept[-1][: _WIDEST - 1]}…"]
