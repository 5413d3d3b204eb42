"""What people may type about practices."""

from pearls.practices.forms.filtering import FACETS, PracticeFilter

__all__ = ["FACETS", "PracticeFilter"]
