"""Names in the order in which a reader of a language looks for them.

The order is that of Unicode's CLDR for each language: first the letters of the alphabet, then the marks of letters that
the alphabet counts as another one's sisters, then small before capital. A letter that is in no place of the reader's
alphabet stands with its bare letter.
"""

import unicodedata
from functools import cache

from pearls.kernel.folding import fold

# Each alphabet with its own letters in their places. "=" joins sisters: the same place, told apart only in a tie.
ALPHABETS = {
    "en": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "lv": "a b c č d e f g ģ h i=y j k ķ l ļ m n ņ o p q r ŗ s š t u v w x z ž",
    "lt": "a b c č d e f g h i=y j k l m n o p q r s š t u v w x z ž",
    "et": "a b c d e f g h i j k l m n o p q r s š z ž t u v w õ ä ö ü x y",
    "fi": "a b c d e f g h i j k l m n o p q r s t u v w x y=ü z å ä=æ ö=ø=ő=œ",
    "sv": "a b c d e f g h i j k l m n o p q r s t u v w x y=ü z å ä=æ=ę ö=ø=ő=œ",
    "da": "a b c d e f g h i j k l m n o p q r s t u v w x y=ü z æ=ä ø=ö=ő=œ å=aa",
    "nb": "a b c d e f g h i j k l m n o p q r s t u v w x y=ü z æ=ä=ę ø=ö=ő=œ å=aa",
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "de": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
}
SPACE, SIGN, DIGIT, LETTER, FOREIGN = range(5)

Weight = tuple[int, int]
SortKey = tuple[tuple[Weight, ...], tuple[str, ...], str]


def sort_key(text: str, language: str) -> SortKey:
    """What to sort a name by for a reader of this language; English order for a language we do not have."""
    places = _places(language if language in ALPHABETS else "en")
    primary: list[Weight] = []
    marks: list[str] = []
    for letter in _letters(unicodedata.normalize("NFC", text.strip()), "aa" in places):
        for weight, mark in _weights(letter, places):
            primary.append(weight)
            marks.append(mark)
    return tuple(primary), tuple(marks), text.swapcase()


@cache
def _places(language: str) -> dict[str, tuple[Weight, str]]:
    """Each letter's place in the alphabet, and its mark among its sisters (the first has none)."""
    found: dict[str, tuple[Weight, str]] = {}
    for position, sisters in enumerate(ALPHABETS[language].split()):
        for rank, letter in enumerate(sisters.split("=")):
            found[letter] = ((LETTER, position), f"~{rank}" if rank else "")
    return found


def _letters(text: str, is_aa_one_letter: bool) -> list[str]:
    """The letters in lower case; in Danish and Norwegian aa is one, as in Aabenraa, but not in "aA"."""
    letters: list[str] = []
    for char in text:
        before = letters[-1] if letters else ""
        if is_aa_one_letter and before + char in ("aa", "Aa", "AA"):
            letters[-1] += char
        else:
            letters.append(char)
    return [letter.lower() for letter in letters]


def _weights(letter: str, places: dict[str, tuple[Weight, str]]) -> list[tuple[Weight, str]]:
    if letter in places:
        return [places[letter]]
    if letter.isspace():
        return [((SPACE, 0), "")]
    if letter.isdigit():
        return [((DIGIT, unicodedata.digit(letter, 0)), "")]
    if not letter.isalpha():
        return [((SIGN, ord(letter)), "")]
    return [
        (places[bare][0], letter) if bare in places else ((FOREIGN, ord(bare)), letter)
        for bare in fold(letter).replace(" ", "")
    ]
