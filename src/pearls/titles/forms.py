"""The shape of input about titles."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is the title withdrawn?"),
        help_text=_("Everybody can read this on the page of the title."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
