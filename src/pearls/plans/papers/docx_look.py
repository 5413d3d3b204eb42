"""How our Word files look: A4, typefaces, colours, headings, the foot of the page, and pictures with their words."""

import io
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from pearls.plans.papers.docx_parts import PLACEHOLDER_STYLE, node, run

INK, SOFT, SEA, LINE, QUIET = "12323F", "4A626C", "1F6B7A", "D9D5CB", "EEF3F2"
WORK_FACE, TITLE_FACE = "Calibri", "Georgia"
GRID, BOX, SMALL, CELL = "PlanGrid", "PlanBox", "PlanSmall", "PlanCell"  # names without spaces are ids too
SHORT_SIDE, LONG_SIDE, MARGIN = 210, 297, 20  # millimetres of A4
# Word knows a language with a country: for its spelling and its hyphens.
REGIONS = {
    "en": "GB",
    "lv": "LV",
    "lt": "LT",
    "et": "EE",
    "fi": "FI",
    "sv": "SE",
    "da": "DK",
    "pl": "PL",
    "de": "DE",
    "nb": "NO",
}
TWIPS = 1440 / 25.4
PORTRAIT, LANDSCAPE = int((SHORT_SIDE - 2 * MARGIN) * TWIPS), int((LONG_SIDE - 2 * MARGIN) * TWIPS)
WIDEST_PICTURE, HIGHEST_PICTURE = SHORT_SIDE - 2 * MARGIN, 200


def new_document(language: str) -> WordDocument:
    """An empty document in our looks, marked as being in this language."""
    document = Document()
    styles: Any = document.styles
    defaults = styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(node("lang", val=f"{language}-{REGIONS[language]}"))
    _typeface(styles["Normal"], WORK_FACE, 10.5, INK)
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for name, face, size, color in (
        ("Title", TITLE_FACE, 30, INK),
        ("Subtitle", TITLE_FACE, 15, SOFT),
        ("Heading 1", TITLE_FACE, 20, INK),
        ("Heading 2", WORK_FACE, 13, SEA),
        ("Heading 3", WORK_FACE, 11, INK),
        ("Caption", WORK_FACE, 9, SOFT),
    ):
        _typeface(styles[name], face, size, color)
    styles["Heading 1"].paragraph_format.space_before = Pt(24)
    styles["Heading 1"].paragraph_format.page_break_before = False
    for name, color, after in ((SMALL, SOFT, 3), (CELL, INK, 0)):
        small = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _typeface(small, WORK_FACE, 9.5 if name == CELL else 9, color)
        small.paragraph_format.space_after = Pt(after)
    blank = styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
    blank.element.set(qn("w:styleId"), PLACEHOLDER_STYLE)
    blank.font.color.rgb = RGBColor.from_string("808080")
    for name, sides in ((GRID, ("top", "bottom", "insideH")), (BOX, ("top", "bottom", "left", "right", "insideH"))):
        _table_style(styles, name, sides)
    return document


def _typeface(style: ParagraphStyle, face: str, size: float, color: str) -> None:
    style.font.name, style.font.size, style.font.color.rgb = face, Pt(size), RGBColor.from_string(color)
    style.font.italic = False
    for spacing in style.element.get_or_add_rPr().findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    fonts: Any = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:hAnsi"), face)
    border = style.element.pPr.find(qn("w:pBdr")) if style.element.pPr is not None else None
    if border is not None:
        style.element.pPr.remove(border)


def _table_style(styles: Any, name: str, sides: tuple[str, ...]) -> None:
    """Thin lines, room around the text, and a head in bold."""
    style = styles.add_style(name, WD_STYLE_TYPE.TABLE)
    lines = [
        node(side, val="single", sz=4, space=0, color=LINE)
        for side in ("top", "left", "bottom", "right", "insideH")
        if side in sides
    ]
    margins = [
        node(side, w=width, type="dxa") for side, width in (("top", 50), ("left", 90), ("bottom", 50), ("right", 90))
    ]
    style.element.append(node("pPr", node("spacing", before=0, after=0)))
    style.element.append(node("tblPr", node("tblBorders", *lines), node("tblCellMar", *margins)))
    head = node("tblStylePr", node("rPr", node("b"), node("color", val=INK)), type="firstRow")
    head.append(node("tcPr", node("shd", val="clear", color="auto", fill=QUIET)))
    style.element.append(head)


def lay_out(document: WordDocument, foot: str, page_words: str) -> None:
    """A4 with margins, and at the foot of every page `foot` and the page's number in words with {n} and {all}."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(SHORT_SIDE), Mm(LONG_SIDE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    line = section.footer.paragraphs[0]
    line.style = document.styles[SMALL]
    line.paragraph_format.tab_stops.add_tab_stop(Mm(SHORT_SIDE - 2 * MARGIN), WD_TAB_ALIGNMENT.RIGHT)
    before, _n, rest = page_words.partition("{n}")
    between, _all, after = rest.partition("{all}")
    for part in (f"{foot}\t{before}", "PAGE", between, "NUMPAGES", after):
        if part.isupper():
            line._p.append(node("fldSimple", run("1"), instr=part))
        else:
            line._p.append(run(part))


def turn(document: WordDocument, *, landscape: bool) -> None:
    """Go on with a page in this orientation, where the last is in another."""
    is_landscape = document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    if is_landscape == landscape:
        return
    section = document.add_section(WD_SECTION.NEW_PAGE)
    sides = (Mm(LONG_SIDE), Mm(SHORT_SIDE)) if landscape else (Mm(SHORT_SIDE), Mm(LONG_SIDE))
    section.page_width, section.page_height = sides
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT


def add_picture(document: WordDocument, png: bytes, *, title: str, alt: str) -> None:
    """A picture as wide as the text, or as high as a page; with its title for all and its words for those who hear."""
    shape = document.add_picture(io.BytesIO(png))
    ratio = min(Mm(WIDEST_PICTURE) / shape.width, Mm(HIGHEST_PICTURE) / shape.height)
    shape.width, shape.height = int(shape.width * ratio), int(shape.height * ratio)
    words: Any = shape._inline.docPr
    words.set("descr", alt)
    words.set("title", title)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.add_paragraph(title, style="Caption")
