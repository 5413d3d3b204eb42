"""The shape of what colleagues and mentors say about a plan."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LONG = 5_000
LONG_TEXT = 100_000

Choices = Sequence[tuple[str, Any]]


class WordsForm(forms.Form):
    """What is said, and who is called to read it."""

    text = forms.CharField(label=_("Your remark"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))
    mentions = forms.MultipleChoiceField(
        label=_("Call somebody by letter"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        known = [(ref, f"@{name}") for ref, name in people]
        if known:
            self.fields["mentions"].choices = known  # type: ignore[attr-defined]
        else:
            del self.fields["mentions"]


class RemarkForm(WordsForm):
    """A remark about a spot, perhaps with words quoted from it. `near`: where the script saw them begin."""

    about = forms.ChoiceField(label=_("About"), required=False)
    quote = forms.CharField(
        label=_("Words from the text"),
        help_text=_("Copy here the words that you speak of; your remark stays with them when the text changes."),
        max_length=LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "data-quote": ""}),
    )
    near = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    field_order = ("about", "quote", "text", "mentions", "near")

    def __init__(self, *args: Any, abouts: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["about"].choices = abouts  # type: ignore[attr-defined]


class SuggestionForm(WordsForm):
    """Another wording, upon the version of the answer that the page showed (`seen`), and why."""

    proposed = forms.CharField(
        label=_("Your wording"),
        help_text=_("The text as it is now; change it to what you suggest."),
        max_length=LONG_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    field_order = ("proposed", "text", "mentions", "seen")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].label = _("Why")
        self.fields["text"].required = False


class MeetingForm(forms.Form):
    """When mentor and town met, and what they agreed."""

    held_on = forms.DateField(
        label=_("Day of the meeting"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    agreed = forms.CharField(
        label=_("What was agreed"),
        help_text=_("The town reads this too."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class FlagForm(forms.Form):
    reason = forms.CharField(
        label=_("What the office should know"),
        help_text=_("The office reads this; the town does not."),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OutcomeForm(forms.Form):
    outcome = forms.CharField(label=_("What was done"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 2}))
