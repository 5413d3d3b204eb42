"""XML that we give out: no text can break it, since what XML cannot hold is left out and the rest is escaped."""

import re
from typing import Any

from lxml import etree

XML = "http://www.w3.org/XML/1998/namespace"
SCHEMA_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
UNSPEAKABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LANGUAGE = re.compile(r"[a-z]{2,3}")


def element(namespace: str, name: str, prefixes: dict[str | None, str], schema: str = "") -> Any:
    """The outermost element of a document, with where its schema stands."""
    found = etree.Element(f"{{{namespace}}}{name}", nsmap={**prefixes, "xsi": SCHEMA_INSTANCE})
    if schema:
        found.set(f"{{{SCHEMA_INSTANCE}}}schemaLocation", f"{namespace} {schema}")
    return found


def child(parent: Any, name: str, text: str = "", *, lang: str = "", namespace: str = "", **attributes: str) -> Any:
    """One more element inside, in the namespace of the outer one unless another is named."""
    within = namespace or etree.QName(parent).namespace
    found = etree.SubElement(parent, f"{{{within}}}{name}")
    if LANGUAGE.fullmatch(lang):
        found.set(f"{{{XML}}}lang", lang)
    for key, value in attributes.items():
        found.set(key, plain(value))
    found.text = plain(text) or None
    return found


def plain(text: str) -> str:
    """The text without what XML cannot hold."""
    return UNSPEAKABLE.sub("", text)


def document(root: Any) -> bytes:
    """The whole document, in UTF-8."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))


def fragment(root: Any) -> str:
    """An element to stand inside a document that is written piece by piece."""
    return str(etree.tostring(root, encoding="unicode"))
