"""Pages of the practices."""

from pearls.practices.views.feeds import feed
from pearls.practices.views.needing import for_your_town
from pearls.practices.views.reading import practice, practice_list
from pearls.practices.views.saving import change_search, save_search, search_list, stop_letters

__all__ = [
    "change_search",
    "feed",
    "for_your_town",
    "practice",
    "practice_list",
    "save_search",
    "search_list",
    "stop_letters",
]
