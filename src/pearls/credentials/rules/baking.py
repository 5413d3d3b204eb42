"""A picture that carries its credential: SVG and PNG, as Open Badges 3.0 says (section 5.3)."""

import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree  # reads only what `_no_entities` has passed
from xml.sax.saxutils import escape

PNG = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
MOST_BYTES = 5_000_000


def baked_svg(picture: str, document: Mapping[str, Any]) -> str:
    """The drawing with the credential in it, just after its first tag."""
    end = picture.index(">", picture.index("<svg")) + 1
    text = escape(json.dumps(document, ensure_ascii=False))
    inside = f'<openbadges:credential xmlns:openbadges="{NAMESPACE}">{text}</openbadges:credential>'
    return picture[:end] + inside + picture[end:]


def baked_png(picture: bytes, document: Mapping[str, Any]) -> bytes:
    """The picture with the credential in a text chunk, just before its end."""
    text = json.dumps(document, ensure_ascii=False).encode()
    chunk = b"iTXt" + KEYWORD + b"\0\0\0\0\0" + text  # not packed, no language, no other name
    framed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    start = picture.index(b"IEND") - 4
    return picture[:start] + framed + picture[start:]


def unbaked(data: bytes) -> Mapping[str, Any] | str:
    """The credential that the file is or carries: a document, or a VC-JWT as text.

    Raises: ValueError.
    """
    if len(data) > MOST_BYTES:
        raise ValueError(f"expected at most {MOST_BYTES} bytes, got {len(data)}")
    if data.startswith(PNG):
        return _parsed(_of_png(data))
    try:
        text = data.decode()
    except UnicodeDecodeError as problem:
        raise ValueError("expected JSON, a JWT, an SVG or a PNG, got other bytes") from problem
    if text.lstrip().startswith("<"):
        return _parsed(_of_svg(text))
    return _parsed(text)


def _parsed(text: str) -> Mapping[str, Any] | str:
    text = text.strip()
    if text.count(".") == 2 and not text.startswith("{"):
        return text
    try:
        value = json.loads(text, object_pairs_hook=_no_twins)
    except (ValueError, RecursionError) as problem:
        raise ValueError(f"expected a credential as JSON, got something else ({problem})") from problem
    if not isinstance(value, dict):
        raise ValueError("expected a credential as JSON, got another value")
    return value


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a field stands there twice")
    return value


def _of_svg(text: str) -> str:
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        raise ValueError("expected an SVG without declarations of its own")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - without declarations nothing can be expanded
    except ElementTree.ParseError as problem:
        raise ValueError(f"expected an SVG, got broken XML ({problem})") from problem
    found = root.findall(f".//{{{NAMESPACE}}}credential")
    if len(found) != 1:
        raise ValueError(f"expected one credential in the SVG, got {len(found)}")
    return found[0].get("verify") or found[0].text or ""


def _of_png(data: bytes) -> str:
    found = [chunk for kind, chunk in _chunks(data) if kind == b"iTXt" and chunk.startswith(KEYWORD + b"\0")]
    if len(found) != 1:
        raise ValueError(f"expected one credential in the PNG, got {len(found)}")
    packed, rest = found[0][len(KEYWORD) + 1 : len(KEYWORD) + 3], found[0][len(KEYWORD) + 3 :]
    if packed != b"\0\0":
        raise ValueError("expected a credential in the PNG that is not packed")
    _language, _zero, named = rest.partition(b"\0")
    _name, _zero, text = named.partition(b"\0")
    try:
        return text.decode()
    except UnicodeDecodeError as problem:
        raise ValueError("expected UTF-8 in the PNG, got other bytes") from problem


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(PNG)
    while place + 12 <= len(data):
        [size] = struct.unpack(">I", data[place : place + 4])
        yield data[place + 4 : place + 8], data[place + 8 : place + 8 + size]
        place += size + 12
