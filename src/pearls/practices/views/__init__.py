"""Pages of the practices."""

from pearls.practices.views.needing import for_your_town
from pearls.practices.views.reading import practice, practice_list

__all__ = ["for_your_town", "practice", "practice_list"]
