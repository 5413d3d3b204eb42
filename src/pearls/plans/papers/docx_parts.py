"""The parts of our Word files: runs, fields, cells, tables; and the hidden marks by which they are known again.

A field is a content control with a tag. Word keeps tags; LibreOffice 7 drops them when it saves. So each field's cell
also has a neighbour with a mark in hidden text, which both keep.
"""

import re
from collections.abc import Iterable, Sequence

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element as Element

from pearls.documents.rules import Column, Kind
from pearls.plans.papers.words import (
    Asked,
    LinkWords,
    agreed_word,
    choice_words,
    day_pattern,
    yes_no_words,
)
from pearls.web.spreadsheets import codes_parted

LETTER, MARGINS = 108, 200  # widths in twentieths of a point, of a letter in bold and of a cell's margins
LONGEST_TAG = 64  # Word refuses a file with a longer one
NOTHING = "…"  # the blank of a cell, and the entry of a list that picks nothing
PLACEHOLDER_STYLE = "PlaceholderText"
MARK = re.compile(r"⟦([a-z]):([^⟦⟧]*)⟧")
# What a mark says of its cell: the next one answers a question; a table's list; a column; a record's row; a card.
ANSWER, TABLE, COLUMN, ROW, CARD = "a", "t", "c", "r", "k"
NEW = "+"  # the record of a row that waits for one
FIGURES = frozenset({Kind.MONEY, Kind.NUMBER, Kind.DECIMAL})


def node(name: str, /, *children: Element | None, **attributes: str | int) -> Element:
    """One element of WordprocessingML; attributes are in its namespace too."""
    element: Element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), str(value))
    element.extend([child for child in children if child is not None])
    return element


def run(
    text: str, *, style: str = "", hidden: bool = False, size: int = 0, color: str = "", bold: bool = False
) -> Element:
    """A run of text; line breaks and tabs as Word knows them; `size` in half points."""
    looks = [
        node("rStyle", val=style) if style else None,
        node("b") if bold else None,
        node("noProof") if hidden else None,
        node("vanish") if hidden else None,
        node("color", val=color) if color else None,
        node("sz", val=size) if size else None,
    ]
    element = node("r", node("rPr", *looks) if any(look is not None for look in looks) else None)
    for piece in re.split(r"([\n\t])", text):
        if piece in ("\n", "\t"):
            element.append(node("br" if piece == "\n" else "tab"))
        elif piece:
            words = node("t")
            words.text = piece
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            element.append(words)
    return element


def mark(kind: str, name: str) -> Element:
    """A hidden mark."""
    return run(f"⟦{kind}:{name}⟧", hidden=True)


def paragraph(*runs: Element, style: str = "", right: bool = False, keep: bool = False) -> Element:
    looks = [
        node("pStyle", val=style) if style else None,
        node("keepNext") if keep else None,
        node("jc", val="right") if right else None,
    ]
    return node("p", node("pPr", *looks) if any(look is not None for look in looks) else None, *runs)


def cell(width: int, *paragraphs: Element, shade: str = "", span: int = 1) -> Element:
    looks = [
        node("tcW", w=width, type="dxa"),
        node("gridSpan", val=span) if span > 1 else None,
        node("shd", val="clear", color="auto", fill=shade) if shade else None,
    ]
    return node("tc", node("tcPr", *looks), *(paragraphs or (paragraph(),)))


def row(*cells: Element, is_head: bool = False, is_whole: bool = True) -> Element:
    """A row of a table; a head is repeated on each page, a whole row is not broken across pages."""
    looks = node("trPr", node("cantSplit") if is_whole else None, node("tblHeader") if is_head else None)
    return node("tr", looks, *cells)


def table(widths: Sequence[int], rows: Iterable[Element], *, style: str, title: str) -> Element:
    """A table of fixed widths, in twentieths of a point; `title` is for those who hear it."""
    looks = node(
        "tblPr",
        node("tblStyle", val=style),
        node("tblW", w=sum(widths), type="dxa"),
        node("tblLayout", type="fixed"),
        node("tblLook", val="0420", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=0, noVBand=1),
        node("tblCaption", val=title[:250]),
    )
    return node("tbl", looks, node("tblGrid", *(node("gridCol", w=width) for width in widths)), *rows)


class Fields:
    """Makes the fields of one file: content controls, each with a number of its own."""

    def __init__(self, language: str, links: LinkWords) -> None:
        self.language, self.links, self.count = language, links, 0

    def field(self, asked: Asked, text: str, *, tag: str, label: str, blank: str, is_locked: bool = False) -> Element:
        """One field with the text in it, or `blank` to be written over; a locked one can be filled but not deleted."""
        self.count += 1
        looks = [
            node("alias", val=label[:LONGEST_TAG]),
            node("tag", val=tag) if len(tag) <= LONGEST_TAG else None,
            node("id", val=self.count),
            node("lock", val="sdtLocked") if is_locked else None,
            None if text else node("showingPlcHdr"),
            self._kind(asked, text),
        ]
        words = run(codes_parted(text)) if text else run(blank, style=PLACEHOLDER_STYLE)
        return node("sdt", node("sdtPr", *looks), node("sdtContent", words))

    def _kind(self, asked: Asked, text: str) -> Element | None:
        """What kind of control it is. Texts are rich ones: LibreOffice 7 loses the line breaks of plain ones."""
        if asked.kind == Kind.DATE:
            return node(
                "date",
                node("dateFormat", val=day_pattern(self.language)),
                node("lid", val=self.language),
                node("storeMappedDataAs", val="dateTime"),
                node("calendar", val="gregorian"),
            )
        words = self._words(asked)
        if not words:
            return None
        kind = "comboBox" if asked.kind == Kind.LINK else "dropDownList"
        items = (NOTHING, *words, *([text] if text and text not in words else ()))
        return node(kind, *(node("listItem", displayText=item, value=item) for item in items))

    def _words(self, asked: Asked) -> list[str]:
        if asked.kind == Kind.LINK and isinstance(asked, Column):
            return list(self.links.get(asked.of, {}).values())
        if asked.kind == Kind.CHOICE:
            return list(choice_words(asked, self.language).values())
        if asked.kind == Kind.YES_NO:
            return list(yes_no_words(self.language).values())
        return [agreed_word()] if asked.kind == Kind.CONSENT else []


def tag_of(question: str, record: str = "", column: str = "") -> str:
    """The tag of a field: "vision", "goals:z1:goal"."""
    return ":".join(part for part in (question, record, column) if part)


def shared(total: int, weights: Sequence[float], heads: Sequence[str] = ()) -> list[int]:
    """The width shared among columns by their weights, to the last twentieth of a point; the longest word of a head
    has room where all of them can have it."""
    least = [LETTER * max(map(len, head.split()), default=0) + MARGINS for head in heads]
    if sum(least) > total or not least:
        least = [0] * len(weights)
    rest = total - sum(least)
    widths = [room + int(rest * weight / sum(weights)) for room, weight in zip(least, weights, strict=True)]
    widths[-1] += total - sum(widths)
    return widths
