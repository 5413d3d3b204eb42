"""Canonical JSON by RFC 8785, held against its published samples."""

import json
import struct
from pathlib import Path

import pytest

from pearls.kernel.canonical import canonical_json, float_text

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "vendor" / "rfc8785"
NAMES = ("arrays", "french", "structures", "unicode", "values", "weird")


@pytest.mark.skipif(not SAMPLES.exists(), reason="left out: the published samples of RFC 8785 are not here")
@pytest.mark.parametrize("name", NAMES)
def test_the_published_samples_come_out_byte_for_byte(name: str) -> None:
    given = json.loads((SAMPLES / "input" / f"{name}.json").read_text())

    assert canonical_json(given, with_floats=True) == (SAMPLES / "output" / f"{name}.json").read_bytes()


@pytest.mark.parametrize(
    ("bits", "text"),  # RFC 8785, appendix B
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555555", "333333333.3333333"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_are_spelled_as_the_rfc_says(bits: str, text: str) -> None:
    [number] = struct.unpack(">d", bytes.fromhex(bits))

    assert float_text(number) == text


def test_what_is_no_number_and_floats_we_store_are_refused() -> None:
    for value in (float("nan"), float("inf"), float("-inf")):
        with pytest.raises(ValueError, match="JSON has no word"):
            canonical_json(value, with_floats=True)
    with pytest.raises(ValueError, match="no canonical form here"):
        canonical_json({"score": [1.5]})
    with pytest.raises(ValueError, match="a text as key"):
        canonical_json({1: "one"})
