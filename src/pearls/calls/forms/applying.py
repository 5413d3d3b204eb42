"""The shape of what applicants and their colleagues type; what is allowed, the rules say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.calls import labels
from pearls.calls.rules import Right
from pearls.web.fields import AddressField

LONG = 5_000


class InviteForm(forms.Form):
    """Whom to invite, and what they may do."""

    email = AddressField(label=_("E-mail address of your colleague"))
    right = forms.ChoiceField(
        label=_("What they may do"), choices=lambda: [(str(right), labels.RIGHTS[right]) for right in Right]
    )


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Your remark"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(forms.Form):
    """The applicant's answer to the office's question, and the text that the writer began with."""

    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("The office reads it beside its question. It is kept with what you send."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    base = forms.CharField(max_length=LONG, required=False, strip=False, widget=forms.HiddenInput)

    def clean_answer(self) -> str:
        return _as_kept(self.cleaned_data["answer"])

    def clean_base(self) -> str:
        return _as_kept(self.cleaned_data["base"])


def _as_kept(text: str) -> str:
    """Browsers send line ends as CRLF; what is kept knows LF alone."""
    return text.replace("\r\n", "\n")
