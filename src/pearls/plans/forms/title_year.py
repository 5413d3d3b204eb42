"""What is typed about the title year; what is allowed, the rules say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.plans.rules.title_year import NewEntry

LONG = 5_000
MOST_PEOPLE = 10_000_000
DAY = {"type": "date"}
EVERYBODY_ELSE = "count-"


class LogForm(forms.Form):
    """What happened in an activity. `groups` are the plan's target groups: (name, words)."""

    what = forms.CharField(label=_("What happened"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 4}))
    happened_on = forms.DateField(label=_("On"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    ended_on = forms.DateField(
        label=_("Last day, if it took several"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    cost = forms.DecimalField(label=_("What it cost, in euros"), required=False, max_digits=12, decimal_places=2)
    learned = forms.CharField(
        label=_("What we learned"), required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
    )
    photo = forms.FileField(label=_("A photo"), required=False)
    photo_words = forms.CharField(label=_("What the photo shows, in words"), required=False, max_length=400)
    photo_consent = forms.BooleanField(
        label=_("Everybody who can be recognised in it has agreed that it is shown"), required=False
    )

    def __init__(self, *args: Any, groups: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.groups = groups
        for name, words in groups:
            self.fields[f"count-{name}"] = self._count(words)
        self.fields[EVERYBODY_ELSE] = self._count(_("Everybody else"))

    @staticmethod
    def _count(label: Any) -> forms.IntegerField:
        return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_PEOPLE)

    @property
    def count_fields(self) -> list[Any]:
        """The counts, one for each target group and one for everybody else."""
        return [self[name] for name in self.fields if name.startswith("count-")]

    @property
    def counts(self) -> dict[str, int]:
        """How many took part, by group; groups without a figure are left out."""
        given = ((name.removeprefix("count-"), self.cleaned_data.get(name)) for name in self.fields)
        return {name: count for name, count in given if isinstance(count, int) and f"count-{name}" in self.fields}

    def entry(self) -> NewEntry:
        """What was typed, for the rules."""
        data = self.cleaned_data
        return NewEntry(
            what=data["what"],
            happened_on=data["happened_on"],
            ended_on=data["ended_on"],
            cost_cents=None if data["cost"] is None else int(data["cost"] * 100),
            counts=tuple(self.counts.values()),
            has_photo=data["photo"] is not None,
            photo_words=data["photo_words"],
            photo_consent=data["photo_consent"],
        )


class ValueForm(forms.Form):
    """What an indicator stands at."""

    value = forms.DecimalField(label=_("Measured value"), max_digits=15, decimal_places=3)
    measured_on = forms.DateField(label=_("Measured on"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    note = forms.CharField(label=_("Note"), required=False, max_length=400)


class ChangeForm(forms.Form):
    """Why the plan changes."""

    reason = forms.CharField(label=_("Why the plan changes"), max_length=LONG, widget=forms.Textarea(attrs={"rows": 3}))
