"""The words of lines: each room words the codes of its own in its `labels.LINES`; this room looks for them."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.functional import Promise


@cache
def lines() -> dict[str, Promise]:
    """The words of every line, by code."""
    found: dict[str, Promise] = {}
    for config in apps.get_app_configs():
        if config.name.startswith("pearls.") and find_spec(f"{config.name}.labels"):
            found.update(getattr(import_module(f"{config.name}.labels"), "LINES", {}))
    return found


def line_text(code: str, params: dict[str, Any]) -> str:
    """What is to be done, in the reader's words."""
    return str(lines()[code]) % params
