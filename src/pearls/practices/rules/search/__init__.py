"""Search: what a query means, and how well a practice answers it. The database only brings candidates."""

from pearls.practices.rules.search.dictionary import Entry, entries_of
from pearls.practices.rules.search.lexicon import Lexicon
from pearls.practices.rules.search.scoring import Evidence, Hit
from pearls.practices.rules.search.words import LANGUAGES, forms, stem, words

__all__ = ["LANGUAGES", "Entry", "Evidence", "Hit", "Lexicon", "entries_of", "forms", "stem", "words"]
