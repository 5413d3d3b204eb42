"""Drawings for papers take their styles from the style sheet, and from nowhere else."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pearls.web.drawings import paper_drawing

CSS = Path(__file__).resolve().parents[2] / "src" / "pearls" / "web" / "css"
SVG = "http://www.w3.org/2000/svg"


def drawn(inside: str) -> ElementTree.Element:
    return ElementTree.fromstring(paper_drawing(f'<svg xmlns="{SVG}">{inside}</svg>'))[0]


def light(token: str) -> str:
    found = re.search(rf"{token}: ([^;]+);", (CSS / "tokens.css").read_text(encoding="utf-8"))
    assert found
    return found[1]


def test_a_class_becomes_what_the_style_sheet_says_of_it() -> None:
    line = drawn('<path class="calendar__today" d="M0 0"/>')

    assert line.attrib == {"d": "M0 0", "stroke": light("--color-accent"), "stroke-width": "1.5"}


def test_a_later_rule_wins_over_an_earlier_one_whatever_the_order_of_the_classes() -> None:
    words = drawn('<text class="picture__words--soft picture__words">x</text>')

    assert words.attrib == {
        "fill": light("--color-text-soft"),
        "font-family": "Inter, sans-serif",
        "font-size": "14px",
    }


def test_what_is_for_the_screen_alone_is_passed_over() -> None:
    link = drawn('<g class="logic-map__bundle"><path class="logic-map__link" d="M0 0"/></g>')[0]

    assert link.get("stroke-opacity") == "0.55"
    assert link.get("stroke-width") == "1.25"


def test_a_drawing_that_is_no_xml_is_refused() -> None:
    with pytest.raises(ElementTree.ParseError):
        paper_drawing("<svg><br></svg>")
