"""Pages of the practices."""

from pearls.practices.views.reading import practice, practice_list

__all__ = ["practice", "practice_list"]
