"""Pictures as pages and papers have them: well-formed, named, with the same figures behind, styled by classes alone."""

from typing import Any
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given, settings

from pearls.plans.papers.pictures import kinds, svg_of, table_of
from pearls.plans.rules.pictures import PictureKind
from pearls.plans.views.pictures import pictures_context
from tests.browser import Reader
from tests.plans.contents import FORM, YEAR, contents
from tests.plans.samples import large, sound
from tests.plans.test_check_pages import Page, url_of

SVG = "{http://www.w3.org/2000/svg}"


def shown(plan: dict[str, Any], language: str = "en") -> str:
    with translation.override(language):
        return render_to_string("plans/_pictures.html", pictures_context(FORM, plan, language, url_of, year=YEAR))


def drawings(html: str) -> list[ElementTree.Element]:
    parts = html.split('<svg class="picture__drawing"')[1:]
    return [ElementTree.fromstring("<svg" + part.split("</svg>")[0] + "</svg>") for part in parts]


def test_each_picture_is_an_image_with_a_name_and_a_description() -> None:
    html = shown(sound())
    made = drawings(html)

    Page(html)
    assert len(made) == len(PictureKind)
    for svg in made:
        assert svg.get("role") == "img"
        names = str(svg.get("aria-labelledby")).split()
        assert [
            element.get("id") for element in (svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")) if element is not None
        ] == names
        assert all(element.text for element in (svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")) if element is not None)


def test_a_picture_scrolls_in_a_frame_that_the_keyboard_reaches() -> None:
    html = shown(sound())

    assert html.count('class="picture__frame" role="group"') == len(PictureKind)
    assert html.count('tabindex="0"') == 2 * len(PictureKind)  # the frame, and the table's own


@given(contents(loose=True, most_records=3))
@settings(max_examples=25)
def test_every_plan_is_drawn_well_formed_and_styled_by_classes(plan: dict[str, Any]) -> None:
    html = shown(plan, "lv")

    Page(html)
    for svg in drawings(html):
        for element in svg.iter():
            assert {"style", "fill", "stroke", "font-size"}.isdisjoint(element.attrib)
            if element.tag in (f"{SVG}text", f"{SVG}rect", f"{SVG}path", f"{SVG}circle", f"{SVG}line"):
                assert element.get("class")


def test_the_same_figures_stand_in_the_table_behind() -> None:
    html = shown(sound())
    caption, header, rows = table_of("budget-sources", FORM, sound(), "en", year=YEAR)

    assert (caption, header) == ("Who pays the costs", ("Source", "Kind", "How certain", "Gives", "Is to pay"))
    assert rows == [
        ("Own budget", "Own money", "Agreed", "€3,000.01", "€3,000.01"),
        ("Seed money", "", "", "€2,000.00", "€2,000.00"),
        ("Total", "", "", "€5,000.01", "€5,000.01"),
    ]
    assert all(cell in html for row in rows for cell in row)


def test_an_empty_plan_says_what_to_write_first_and_leads_there() -> None:
    html = shown({})

    assert "<svg" not in html
    assert Page(html).links == [
        url_of(name, "")
        for name in ("challenges", "activities", "cost_lines", "sources", "cost_lines", "stakeholders", "target_groups")
    ]
    assert "Nothing to draw yet. Begin with “Challenges, most important first”." in html


def test_what_somebody_typed_is_text_in_the_drawing() -> None:
    plan = sound()
    plan["goals"][0]["goal"] = '<script>alert("x")</script> & more'

    html = shown(plan)

    assert "<script" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("kind", list(PictureKind))
def test_a_paper_has_the_same_drawing_with_its_styles_as_attributes(kind: PictureKind) -> None:
    root = ElementTree.fromstring(svg_of(kind, FORM, large(), "lv", year=YEAR))

    assert root.tag == f"{SVG}svg"
    assert not any("class" in element.attrib for element in root.iter())
    assert "var(" not in ElementTree.tostring(root, encoding="unicode")
    for element in root.iter():
        if element.tag == f"{SVG}text":
            assert element.get("fill", "").startswith("#")
            assert element.get("font-family") == "Inter, sans-serif"
        if element.tag in (f"{SVG}rect", f"{SVG}line", f"{SVG}circle"):
            assert {"fill", "stroke"} & set(element.attrib)


def test_there_is_no_paper_picture_while_there_is_nothing_to_draw() -> None:
    assert [svg_of(kind, FORM, {}, "en") for kind in kinds(FORM)] == [""] * len(PictureKind)


def test_the_words_of_a_paper_are_in_its_language_whoever_asks() -> None:
    with translation.override("en"):
        caption, header, _rows = table_of("calendar", FORM, sound(), "lv")
        svg = svg_of("calendar", FORM, sound(), "lv")

    assert (caption, header) == ("Gads pa mēnešiem", ("Kas", "Veids", "No", "Līdz"))
    assert "Atskaites punkti" in svg
    assert "janv." in svg


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_words_in_a_drawing_are_no_wider_than_we_think(reader: Reader) -> None:
    context = reader.context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/en/design/#picture")
    page.evaluate("() => document.fonts.ready")

    wide = page.evaluate(
        """() => [...document.querySelectorAll('.logic-map__node')].filter(node => {
            const box = node.querySelector('rect').getBBox();
            return [...node.querySelectorAll('text')].some(text => text.getBBox().width > box.width - 16);
        }).map(node => node.textContent)"""
    )
    context.close()

    assert wide == []
