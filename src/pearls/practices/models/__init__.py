"""The tables of practices, of the vocabulary and of the search."""

from pearls.practices.models.practices import Concept, Naming, Practice

__all__ = ["Concept", "Naming", "Practice"]
