"""Linked data in a page: data, which browsers do not run, so that no policy on scripts is touched."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

# Nothing in a text can end the element that the data stand in.
ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def in_page(data: Any) -> SafeString:
    """The data as an element of a page."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False).translate(ESCAPED)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above
