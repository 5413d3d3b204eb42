"""The tables of practices, of the vocabulary and of the search."""

from pearls.practices.models.practices import Concept, Naming, Practice
from pearls.practices.models.search import Meaning, Posting, Word

__all__ = ["Concept", "Meaning", "Naming", "Posting", "Practice", "Word"]
