"""Pages of the practices."""

from pearls.practices.views.open_data import open_data, practice_pdf
from pearls.practices.views.reading import practice, practice_list

__all__ = ["open_data", "practice", "practice_list", "practice_pdf"]
