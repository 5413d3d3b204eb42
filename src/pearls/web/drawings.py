"""Drawings for papers: the SVG of a page with its classes turned into attributes, for readers that know no style sheet.

The style sheet stays the one source: its rules for one class alone (`.map__land { … }`) are read, with the colours of
the light theme. Rules for anything else (hover, media, children) are for the screen and are passed over.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from xml.etree import ElementTree

from pearls.web.assets import css_sources

SVG = "http://www.w3.org/2000/svg"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")
ONE_CLASS = re.compile(r"\.([a-z0-9_-]+)")
VARIABLE = re.compile(r"var\((--[\w-]+)\)")
# What may stand in an SVG as an attribute, and means something on paper.
ATTRIBUTES = frozenset(
    {
        *("fill", "fill-opacity", "font-family", "font-size", "font-style", "font-weight", "letter-spacing", "opacity"),
        *("stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-width"),
        *("stop-color", "text-anchor"),
    }
)
# On paper our fonts have the names that they were given by whoever drew them.
PAPER_FONTS = {"--font-work": "Inter, sans-serif", "--font-title": "Newsreader, serif"}


def paper_drawing(svg: str) -> str:
    """The drawing as an SVG of its own: the same shapes and words, every style an attribute.

    Raises: ElementTree.ParseError, when the drawing is no well-formed XML.
    """
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own templates drew it
    for element in root.iter():
        names = set(element.attrib.pop("class", "").split())
        for name, declarations in _rules():
            if name in names:
                element.attrib.update(declarations)
    return ElementTree.tostring(root, encoding="unicode")


@cache
def _rules() -> list[tuple[str, Mapping[str, str]]]:
    """The rules for one class alone, in the order of the style sheet."""
    tokens: dict[str, str] = {}
    rules = []
    for path in css_sources():
        css = COMMENT.sub("", path.read_text(encoding="utf-8"))
        if path.name == "tokens.css":
            light = next(body for selector, body in _blocks(css) if selector == ":root")
            tokens = dict(TOKEN.findall(light)) | PAPER_FONTS
            continue
        for selector, body in _blocks(css):
            found = ONE_CLASS.fullmatch(selector)
            if found:
                rules.append((found[1], dict(_attributes(body, tokens))))
    return [(name, attributes) for name, attributes in rules if attributes]


def _blocks(css: str) -> Iterator[tuple[str, str]]:
    """Every innermost block that stands in a layer and in nothing else, with its selector."""
    depth, start, stack = 0, 0, []
    for at, char in enumerate(css):
        if char == "{":
            stack.append(css[start:at].strip())
            depth, start = depth + 1, at + 1
        elif char == "}":
            selector = stack.pop()
            if depth == 2 and stack[0].startswith("@layer"):
                yield selector, css[start:at]
            depth, start = depth - 1, at + 1
        elif char == ";" and not any(part and not part.startswith("@") for part in stack):
            start = at + 1  # a statement between blocks, such as the order of the layers


def _attributes(body: str, tokens: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for declaration in body.split(";"):
        name, colon, value = declaration.partition(":")
        if colon and name.strip() in ATTRIBUTES:
            yield name.strip(), VARIABLE.sub(lambda found: tokens[found[1]], value.strip())
