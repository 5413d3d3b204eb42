"""What changed between two versions of the answers, question by question and word by word."""

import json
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from pearls.documents.rules.merge import MAX_TOKENS, TOKENS


@dataclass(frozen=True)
class TextPart:
    """A run of words: "same", "added" or "removed"."""

    change: str
    text: str


def text_parts(before: str, after: str) -> list[TextPart]:
    """The two texts in one, with the words taken out and put in marked."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    if len(old) > MAX_TOKENS or len(new) > MAX_TOKENS:
        return [part for part in (TextPart("removed", before), TextPart("added", after)) if part.text]
    parts: list[TextPart] = []
    for tag, low, high, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(TextPart("same", "".join(old[low:high])))
            continue
        if high > low:
            parts.append(TextPart("removed", "".join(old[low:high])))
        if last > first:
            parts.append(TextPart("added", "".join(new[first:last])))
    return parts


def value_lines(value: Any) -> str:
    """A value as plain lines, to compare what is no text; a fixed spelling, not for the reader's eye alone."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(value_lines(item) for item in value)
    if isinstance(value, dict):
        return " · ".join(value_lines(item) for item in value.values())
    return json.dumps(value)
