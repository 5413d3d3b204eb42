"""A JSON-LD document as canonical N-Quads (RDFC-1.0), with contexts from this folder alone.

A signature covers what the canonical text says and nothing else. So a document in which something would not reach that
text (a word that no context knows, a relative address, a context of its own) is refused rather than signed or believed.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parents[1] / "vendor"
CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
_1EDTECH = "https://purl.imsglobal.org/spec/ob/v3p0/"
OPEN_BADGES = f"{_1EDTECH}context-3.0.3.json"
# We speak the first two; the others are in what others sign.
FILES = {
    CREDENTIALS: "credentials-v2.json",
    OPEN_BADGES: "ob-v3p0-context-3.0.3.json",
    f"{_1EDTECH}context-3.0.2.json": "ob-v3p0-context-3.0.2.json",
    f"{_1EDTECH}context-3.0.1.json": "ob-v3p0-context-3.0.1.json",
    f"{_1EDTECH}extensions.json": "ob-v3p0-extensions.json",
}
MOST_OBJECTS, DEEPEST = 200, 20
_NOWHERE = "https://relative.invalid/"  # what a relative address is resolved against, to be seen

Contexts = Mapping[str, Any]


class NotCovered(ValueError):
    """Something in the document would not be covered by a signature; the text says what."""


@cache
def contexts() -> Contexts:
    """The contexts we know, by address."""
    return {address: json.loads((VENDOR / name).read_text(encoding="utf-8")) for address, name in FILES.items()}


def canonical(document: Mapping[str, Any], known: Contexts | None = None) -> str:
    """The document as canonical N-Quads.

    Raises: NotCovered.
    """
    known = contexts() if known is None else known
    _check_form(document, known)
    jsonld = import_module("pyld").jsonld  # half a second, so only where it is needed
    dropped: list[str] = []
    options = {"documentLoader": _loader(known), "processingMode": "json-ld-1.1", "base": _NOWHERE}
    try:
        expanded = jsonld.expand(
            dict(document), dict(options), on_property_dropped=lambda name: dropped.append(str(name))
        )
        if dropped:
            raise NotCovered(f"no context knows the field {dropped[0][:80]!r}")
        _check_addresses(expanded)
        more = {"algorithm": "URDNA2015", "format": "application/n-quads"}
        return str(jsonld.normalize(dict(document), options | more))
    except jsonld.JsonLdError as problem:
        raise NotCovered(f"it is no JSON-LD that we know: {str(problem).splitlines()[0][:120]}") from problem


def _loader(known: Contexts) -> Any:
    def load(address: str, _options: Any = None) -> dict[str, Any]:
        if address not in known:
            raise NotCovered(f"it names a context that we do not know: {address[:120]}")
        return {
            "contextUrl": None,
            "documentUrl": address,
            "document": known[address],
            "contentType": "application/ld+json",
        }

    return load


def _check_form(document: Mapping[str, Any], known: Contexts) -> None:
    named = document.get("@context")
    for address in named if isinstance(named, list) else [named]:
        if not isinstance(address, str) or address not in known:
            raise NotCovered(f"it names a context that we do not know: {str(address)[:120]}")
    content = {key: value for key, value in document.items() if key != "@context"}
    for count, item in enumerate(_objects(content, 0)):
        if count > MOST_OBJECTS:
            raise NotCovered("it is larger than any credential of this kind")
        for key, value in item.items():
            if key.startswith("@") or ":" in key:
                raise NotCovered(f"expected plain words as fields, got {key[:80]!r}")
            if value is None or isinstance(value, float):
                raise NotCovered(f"field {key[:80]!r} holds nothing, or a number with a point")


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        raise NotCovered("it is deeper than any credential of this kind")
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _objects(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            if item is None or isinstance(item, list):
                raise NotCovered("a list holds nothing, or another list")
            yield from _objects(item, depth + 1)


def _check_addresses(expanded: Any) -> None:
    """An address that is not whole would be left out of the text, or mean something else to every reader."""
    if isinstance(expanded, list):
        for item in expanded:
            _check_addresses(item)
    elif isinstance(expanded, dict):
        named = expanded.get("@type", [])
        for address in [expanded.get("@id", "x:"), *(named if isinstance(named, list) else [named])]:
            is_text = isinstance(address, str)
            if not is_text or ":" not in address or " " in address or address.startswith(("_:", _NOWHERE)):
                raise NotCovered(f"expected whole addresses, got {str(address)[:80]!r}")
        for item in expanded.values():
            _check_addresses(item)
