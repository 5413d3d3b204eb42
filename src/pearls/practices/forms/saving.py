"""Under which name a search is kept, and how often somebody hears of what is new in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.practices import labels
from pearls.practices.rules import MAX_NAME


class SaveSearchForm(forms.Form):
    """A name and a rhythm; the search itself stands in the address."""

    name = forms.CharField(label=pgettext_lazy("of a saved search", "Name"), max_length=MAX_NAME)
    letters = forms.ChoiceField(
        label=_("Write to me when there is something new"), required=False, choices=list(labels.LETTERS_OFTEN.items())
    )

    def __init__(self, *args: Any, **kw: Any):
        kw.setdefault("auto_id", "save_%s")  # the search beside it has fields of its own
        super().__init__(*args, **kw)
