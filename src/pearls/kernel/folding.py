"""Letters without their marks, so that Riga finds Rīga and Lodz finds Łódź."""

import unicodedata

# What NFKD leaves alone (dependencies: folding). Both spellings that people type are common: oe is left to aliases.
LETTERS = str.maketrans(
    {"ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "ß": "ss", "đ": "d", "Đ": "d", "œ": "oe", "þ": "th"}
)


def fold(text: str) -> str:
    """The text in lower case, without diacritics, with single spaces; the same for index and query."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.translate(LETTERS))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
