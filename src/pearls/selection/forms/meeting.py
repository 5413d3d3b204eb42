"""What is typed at a panel's meeting: notes, changed scores, questions, sources of a draw."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.selection.forms import REASON_LENGTH, PublishForm, ReasonForm
from pearls.selection.labels import meeting as meeting_labels
from pearls.selection.rules.meeting import NOTE_LENGTH, About
from pearls.selection.rules.sheet import SheetError, typed_score


class NoteForm(forms.Form):
    """The shared note of an item, and the revision that the page showed."""

    note = forms.CharField(
        label=_("Note"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8, "maxlength": NOTE_LENGTH})
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ChangeForm(ReasonForm):
    """A score of one's own to be changed at the meeting."""

    criterion = forms.ChoiceField(label=_("Criterion"))
    score = forms.CharField(label=_("New score"), max_length=12, widget=forms.TextInput(attrs={"inputmode": "decimal"}))

    field_order = ("criterion", "score", "reason")

    def __init__(self, *args: Any, criteria: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["criterion"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(criteria)

    def clean_score(self) -> Decimal | None:
        try:
            return typed_score(str(self.cleaned_data["score"]))
        except SheetError as problem:
            raise forms.ValidationError(_("Write a number.")) from problem


class QuestionForm(forms.Form):
    """A question to be voted on."""

    about = forms.ChoiceField(label=_("What it is about"))
    question = forms.CharField(
        label=_("Question"),
        max_length=REASON_LENGTH,
        help_text=_("It can be answered by yes or no."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, on_item: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, there = self.fields["about"], [About.ITEM] if on_item else []
        if isinstance(field, forms.ChoiceField):
            rest = [about for about in About if about is not About.ITEM]
            field.choices = [(about.value, meeting_labels.ABOUT[about]) for about in [*there, *rest]]


class SourcesForm(PublishForm):
    """The sources of a draw, a line for each, and when they will be known, as wall time in the zone of the rules."""

    sources = forms.CharField(
        label=_("Sources, one a line"),
        max_length=REASON_LENGTH,
        help_text=_("For example: the six numbers of a lottery, with its name and the day of the draw."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reason = forms.CharField(
        label=_("Why other sources"), max_length=REASON_LENGTH, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    field_order = ("sources", "wall", "reason")

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wall"].label = _("Known from")
        if is_first:
            del self.fields["reason"]

    def named(self) -> list[str]:
        return [line.strip() for line in str(self.cleaned_data["sources"]).splitlines() if line.strip()]
