"""What changed between two versions of the answers, question by question and word by word."""

from dataclasses import dataclass
from difflib import SequenceMatcher

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
