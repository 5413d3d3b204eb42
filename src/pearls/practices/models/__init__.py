"""The tables of practices, of the vocabulary and of the search."""

from pearls.practices.models.practices import Concept, Naming, Practice
from pearls.practices.models.saved import SavedSearch
from pearls.practices.models.search import Posting, Word

__all__ = ["Concept", "Naming", "Posting", "Practice", "SavedSearch", "Word"]
