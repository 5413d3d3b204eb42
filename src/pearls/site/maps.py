"""Maps of the region with what a page shows on them."""

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe


def map_of_entries(entries: Sequence[Any]) -> SafeString:
    """The Baltic Sea with a pearl for each entry, each a link to its page."""
    return mark_safe("")


def map_of_partners(partners: Sequence[Any]) -> SafeString:
    return mark_safe("")


def map_of_place(place: Any, *, is_pearl: bool) -> SafeString:
    return mark_safe("")
