"""What is chosen when a plan takes a practice over."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

A_NEW_ONE = "new"


class UseForm(forms.Form):
    """Which activity builds on the practice: one of those that are there, or a new one."""

    activity = forms.ChoiceField(label=_("Which activity builds on it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, activities: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["activity"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (said for the type checker)
        field.choices = [(A_NEW_ONE, _("A new activity that bears its title")), *activities]
        field.initial = A_NEW_ONE

    @property
    def chosen(self) -> str:
        """The activity; empty for a new one."""
        activity = str(self.cleaned_data["activity"])
        return "" if activity == A_NEW_ONE else activity
