"""How much of the index a search may read, so that it takes as long among 100,000 practices as it should."""

from collections.abc import Mapping

MOST_POSTINGS = 15_000  # of all words together that say the most; others only for practices that these have brought
MOST_BROUGHT = 1_000  # practices for which words of many practices are looked up

MOST_LOOKED_UP = 8  # of those words


def affordable(worth: Mapping[str, float], counts: Mapping[str, int], most: int = MOST_POSTINGS) -> list[str]:
    """The words to read whole: those that say most for each practice that they bring, as far as `most` reaches."""
    left, found = most, []
    for word in sorted(counts, key=lambda word: (-worth.get(word, 0.0) / (1 + counts[word]) ** 0.5, word)):
        if counts[word] <= left:
            left -= counts[word]
            found.append(word)
    return found
