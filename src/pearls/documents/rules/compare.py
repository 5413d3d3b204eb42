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
    """The two texts in one, with the words taken out and put in marked; neighbouring changes are read as one."""
    old, new = TOKENS.findall(before), TOKENS.findall(after)
    if len(old) > MAX_TOKENS or len(new) > MAX_TOKENS:
        return _change(before, after)
    blocks = [
        (tag == "equal", "".join(old[low:high]), "".join(new[first:last]))
        for tag, low, high, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    ]
    parts: list[TextPart] = []
    removed = added = ""
    for number, (is_same, was, becomes) in enumerate(blocks):
        is_gap = not was.strip(" ") and 0 < number < len(blocks) - 1  # a mere space between two changes
        if is_same and not is_gap:
            parts += [*_change(removed, added), TextPart("same", was)]
            removed = added = ""
        else:
            removed, added = removed + was, added + becomes
    return parts + _change(removed, added)


def _change(removed: str, added: str) -> list[TextPart]:
    return [part for part in (TextPart("removed", removed), TextPart("added", added)) if part.text]
