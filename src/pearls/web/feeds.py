"""Atom feeds, as readers of feeds want them."""

from typing import Any

from django.utils.feedgenerator import Atom1Feed


class AtomFeed(Atom1Feed):
    """An Atom feed whose entries say which language they are in (`language=`)."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        return super().item_attributes(item) | {"xml:lang": item["language"]}
