"""One mail address, as plain as people have them."""

import re

# What a header reads as more than one address: names in quotes, lists, comments, routes, encoded words.
_ADDRESS = re.compile(r"[^\s\x00-\x1f\x7f<>()\[\]\\,:;\"@]+@[^\s\x00-\x1f\x7f<>()\[\]\\,:;\"@]+")


def is_address(text: str) -> bool:
    """Whether the text is one address that a header cannot read otherwise."""
    return bool(_ADDRESS.fullmatch(text)) and "=?" not in text
