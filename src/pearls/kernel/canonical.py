"""One byte sequence for one JSON value, so that a hash means something."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

_BEYOND = "\U00010000"  # from here on UTF-16 sorts otherwise than code points do


def canonical_json(value: Any, *, with_floats: bool = False) -> bytes:
    """The value as UTF-8 JSON by RFC 8785: keys sorted by UTF-16, no spaces, no escapes it does not need.

    Whole numbers are written out in full, however long.
    Raises: ValueError for a float, whose spelling is not ours to choose where we store (write a decimal as a string);
    `with_floats` spells it as the RFC does. For infinity and for what is no number always.
    """
    return "".join(_pieces(value, with_floats)).encode()


def sha256_hex(data: bytes) -> str:
    """The SHA-256 of the bytes, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _pieces(value: Any, with_floats: bool) -> Iterator[str]:
    if isinstance(value, dict):
        yield "{"
        for number, key in enumerate(_sorted_keys(value)):
            yield f"{',' if number else ''}{_text(key)}:"
            yield from _pieces(value[key], with_floats)
        yield "}"
    elif isinstance(value, list | tuple):
        yield "["
        for number, item in enumerate(value):
            if number:
                yield ","
            yield from _pieces(item, with_floats)
        yield "]"
    elif isinstance(value, float):
        if not with_floats:
            raise ValueError(f"a float has no canonical form here, got {value!r}; expected a string or a whole number")
        yield float_text(value)
    else:
        yield _text(value)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _sorted_keys(value: dict[Any, Any]) -> list[str]:
    for key in value:
        if not isinstance(key, str):
            raise ValueError(f"expected a text as key, got {key!r}")
    if any(character >= _BEYOND for key in value for character in key):
        return sorted(value, key=lambda key: key.encode("utf-16-be"))
    return sorted(value)


def float_text(value: float) -> str:
    """A number as ECMAScript spells it: the shortest digits that read back as the same one.

    Raises: ValueError for infinity and for what is no number.
    """
    if value in (float("inf"), float("-inf")) or value != value:
        raise ValueError(f"JSON has no word for {value!r}")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _e, exponent = f"{abs(value)!r}".partition("e")
    whole, _point, fraction = mantissa.partition(".")
    fraction = "" if fraction == "0" else fraction
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))  # where it stands in the digits
    return sign + _placed(digits.rstrip("0"), point)


def _placed(digits: str, point: int) -> str:
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    rest = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{rest}e{'+' if point > 0 else '-'}{abs(point - 1)}"
