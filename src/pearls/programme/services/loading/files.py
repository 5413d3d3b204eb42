"""The fact files, and their English texts with the Latvian beside them."""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent.parent / "data"
RULES = DATA / "rules"
FACT_FILES = ("programme.json", "editions.json", "rules.json")

Words = dict[str, str]


def loaded_files() -> list[Path]:
    """Every file that a load reads, in a fixed order."""
    return [*(DATA / name for name in FACT_FILES), DATA / "latvian.json", *sorted(RULES.glob("2*.toml"))]


def facts(name: str) -> Any:
    """The records of a fact file; decimals exact."""
    return json.loads((DATA / name).read_text(encoding="utf-8"), parse_float=Decimal)["records"]


@cache
def _latvian() -> Mapping[str, str]:
    words: dict[str, str] = json.loads((DATA / "latvian.json").read_text(encoding="utf-8"))
    return words


def words(text: str | None, latvian: str | None = None) -> Words:
    """A text of a fact file in English and, where it is translated, in Latvian; {} where nothing was published."""
    if not text:
        return {}
    translated = latvian or _latvian().get(text, "")
    return {"en": text, "lv": translated} if translated else {"en": text}


def cents(euros: Decimal | int | None) -> int | None:
    """Euros as cents, exactly.

    Raises: ValueError, for a fraction of a cent.
    """
    if euros is None:
        return None
    value = Decimal(euros) * 100
    if value != int(value):
        raise ValueError(f"expected euros with at most two decimals, got {euros}")
    return int(value)
