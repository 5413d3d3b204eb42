"""Editing a Word file as a person does in Word: fields, rows, cells."""

import copy
import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from pearls.plans.papers.docx_parts import node, run

Element = Any


def edited_docx(data: bytes, edit: Callable[[Element], None]) -> bytes:
    """The file with its text edited."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = source.read(entry)
            if entry.filename == "word/document.xml":
                document = etree.fromstring(part)
                edit(document)
                part = etree.tostring(document)
            target.writestr(entry.filename, part)
    return out.getvalue()


def field(document: Element, tag: str) -> Element:
    """The field with this tag."""
    (found,) = (
        control for control in document.iter(qn("w:sdt")) if control.find(f".//{qn('w:tag')}").get(qn("w:val")) == tag
    )
    return found


def fill(document: Element, tag: str, *runs: Element) -> None:
    """Write into a field; what stood there, or was to be written over, is gone."""
    control = field(document, tag)
    looks = control.find(qn("w:sdtPr"))
    for flag in looks.findall(qn("w:showingPlcHdr")):
        looks.remove(flag)
    content = control.find(qn("w:sdtContent"))
    content[:] = list(runs)


def typed(tag: str, text: str) -> Callable[[Element], None]:
    return lambda document: fill(document, tag, run(text))


def around(document: Element, tag: str, name: str) -> Element:
    """The cell (tc), line (tr), table (tbl) or paragraph (p) around a field."""
    return next(field(document, tag).iterancestors(qn(f"w:{name}")))


def remove(element: Element) -> None:
    element.getparent().remove(element)


def copy_below(element: Element) -> Element:
    twin = copy.deepcopy(element)
    element.addnext(twin)
    return twin


def bare_row(*texts: str) -> Element:
    """A line as Word adds one: cells without fields."""
    return node("tr", *(node("tc", node("p", run(text))) for text in texts))
