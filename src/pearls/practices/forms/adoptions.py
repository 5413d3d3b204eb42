"""What a town types about its attempt with a practice; what is allowed, the rules say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.kernel.languages import LANGUAGES
from pearls.practices import labels
from pearls.practices.rules.adoptions import Outcome, Told
from pearls.practices.rules.records import MOST_EUROS, MOST_HOURS
from pearls.web.formats import current_language, language_name

LONG = 5_000


def _text(label: Any, rows: int, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=LONG, help_text=help_text, widget=area)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class AdoptionForm(forms.Form):
    """One attempt. `places` are those for which one may tell: (key, name); none where the record is there already."""

    place = forms.ChoiceField(label=_("Which town"))
    outcome = forms.ChoiceField(
        label=_("How did it turn out?"),
        help_text=_("A failure spares the next town a year. It is shown in the same way as a success."),
        widget=forms.RadioSelect,
        choices=lambda: [(str(outcome), labels.OUTCOMES[outcome]) for outcome in Outcome],
        initial=Outcome.TRYING,
    )
    taken = _text(_("What you took from it"), 3, required=True, help_text=_("The idea, a part of it, the whole of it."))
    changed = _text(_("What you did otherwise, and why"), 3)
    result = _text(_("What came of it"), 4, help_text=_("What you saw or counted. Needed once it has ended."))
    advice = _text(_("What you would tell the next town"), 3)
    began_on = _day(_("Began on"))
    ended_on = _day(_("Ended on"))
    cost_euros = forms.IntegerField(
        label=_("What it cost, in whole euros"), required=False, min_value=0, max_value=MOST_EUROS
    )
    hours = forms.IntegerField(label=_("Hours of work"), required=False, min_value=0, max_value=MOST_HOURS)
    links = forms.CharField(
        label=_("Where that can be read"),
        help_text=_("Web addresses, one in a line: an article, a film, a report."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    proof = forms.FileField(label=_("A file that shows it"), help_text=_("A picture or a PDF."), required=False)
    consent = forms.BooleanField(
        label=_("Everybody may see the file; whoever can be recognised in it has agreed"), required=False
    )
    language = forms.ChoiceField(label=_("You write in"))

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        reader = current_language()
        self._offer("language", [(code, language_name(code, reader)) for code in LANGUAGES])
        self.fields["language"].initial = reader
        if places:
            self._offer("place", list(places))
        else:
            del self.fields["place"]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (said for the type checker)
        field.choices = choices

    def told(self) -> Told:
        """What was typed, for the rules."""
        data = self.cleaned_data
        names = ("taken", "changed", "result", "advice", "began_on", "ended_on", "cost_euros", "hours", "language")
        return Told(
            **{name: data[name] for name in names},
            outcome=Outcome(data["outcome"]),
            links=tuple(dict.fromkeys(data["links"].split())),
        )


class WithdrawForm(forms.Form):
    """Why a record is withdrawn."""

    reason = _text(_("Why it is withdrawn"), 2, required=True)
