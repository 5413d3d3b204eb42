"""What people may type about practices."""

from pearls.practices.forms.filtering import PracticeFilter

__all__ = ["PracticeFilter"]
