"""The words of a Word file: what a reader sees, what is hidden, and which fields are still blank."""

from collections.abc import Iterator
from functools import cache

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from pearls.kernel.languages import LANGUAGES
from pearls.plans.papers.docx_parts import NOTHING, PLACEHOLDER_STYLE
from pearls.plans.papers.words import blank_words
from pearls.web.spreadsheets import codes_joined

W = {name: qn(f"w:{name}") for name in ("p", "r", "rPr", "t", "vanish", "sdt", "sdtPr", "sdtContent", "tbl", "trPr")}
SIGNS = {
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:tab"): "\t",
    qn("w:noBreakHyphen"): "\u2011",
    qn("w:softHyphen"): "\u00ad",
}
# What nobody reads: taken out by tracked changes, the older half of a drawing, properties.
SKIPPED = {qn(f"w:{name}") for name in ("del", "moveFrom", "rPr", "pPr", "sdtPr", "tcPr", "trPr", "tblPr")}
SKIPPED.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
PICKED = [qn(f"w:{name}") for name in ("dropDownList", "comboBox")]


def text_of(element: Element) -> tuple[str, bool]:
    """What a reader sees in a cell or field, paragraphs as lines; and whether there is a field at all."""
    controls = list(element.iter(W["sdt"]))
    blank = {control for control in controls if is_blank(control)}
    paragraphs = list(element.iter(W["p"])) or [element]
    inside = {paragraph for outer in paragraphs for paragraph in outer.iterdescendants(W["p"])}
    lines = ["".join(_pieces(paragraph, blank)) for paragraph in paragraphs if paragraph not in inside]
    return codes_joined("\n".join(lines).strip()), bool(controls)


def _pieces(node: Element, blank: set[Element]) -> Iterator[str]:
    for child in node:
        if child.tag in SKIPPED or child in blank or (child.tag == W["r"] and _is_hidden(child)):
            continue
        if child.tag == W["t"]:
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        else:
            yield from _pieces(child, blank)


def hidden_text(element: Element) -> str:
    """The hidden words of a cell or paragraph: our marks."""
    runs = (run for run in element.iter(W["r"]) if _is_hidden(run))
    return "".join(text.text or "" for run in runs for text in run.iter(W["t"]))


def _is_hidden(run: Element) -> bool:
    hidden = run.find(f"{W['rPr']}/{W['vanish']}")
    return hidden is not None and hidden.get(qn("w:val"), "true") not in ("0", "false", "off")


def is_blank(control: Element) -> bool:
    """Whether a field still shows what is to be written over: our words in the looks of a blank, or Word's own."""
    looks, content = control.find(W["sdtPr"]), control.find(W["sdtContent"])
    if looks is None or content is None:
        return False
    text = "".join(_pieces(content, set())).strip()
    is_flagged = looks.find(qn("w:showingPlcHdr")) is not None
    if is_flagged and looks.find(qn("w:placeholder")) is not None:
        return True
    if text == NOTHING and any(looks.find(kind) is not None for kind in PICKED):
        return True
    return text in _blanks() and (is_flagged or _is_styled_blank(content))


def _is_styled_blank(content: Element) -> bool:
    styles = [
        style.get(qn("w:val")) if style is not None else ""
        for run in content.iter(W["r"])
        if any(text.text for text in run.iter(W["t"]))
        for style in [run.find(f"{W['rPr']}/{qn('w:rStyle')}")]
    ]
    return bool(styles) and all(style == PLACEHOLDER_STYLE for style in styles)


def is_deleted(row: Element) -> bool:
    """Whether a tracked change takes this row out."""
    return row.find(f"{W['trPr']}/{qn('w:del')}") is not None


def owned(element: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, without those of tables inside; controls may stand between."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (W["sdt"], W["sdtContent"]):
            yield from owned(child, tag)


@cache
def _blanks() -> frozenset[str]:
    return blank_words(LANGUAGES) | {NOTHING}
