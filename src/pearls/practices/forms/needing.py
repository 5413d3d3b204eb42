"""What a town says of itself when it looks for practices that fit it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.kernel.languages import LANGUAGES
from pearls.kernel.sorting import sort_key
from pearls.places.rules import COUNTRIES
from pearls.practices.queries import Term
from pearls.practices.rules.fitting import Need
from pearls.practices.rules.needs import Heard
from pearls.web import formats

MOST = 10_000_000
NAMING = ("challenge", "target_group", "cultural_field", "method")  # what a sentence may name
FIGURES = ("population", "officers", "hours", "euros")


class NeedForm(forms.Form):
    """All of it may be left open; what is left open speaks neither for nor against a practice."""

    population = forms.IntegerField(label=_("How many people live there"), required=False, min_value=1, max_value=MOST)
    officers = forms.IntegerField(label=_("Culture officers"), required=False, min_value=0, max_value=1_000)
    hours = forms.IntegerField(label=_("Or hours of work a year"), required=False, min_value=0, max_value=MOST)
    euros = forms.IntegerField(label=_("Euros for one practice"), required=False, min_value=0, max_value=MOST * 100)
    challenge = forms.MultipleChoiceField(
        label=_("What troubles you"), required=False, widget=forms.CheckboxSelectMultiple
    )
    target_group = forms.MultipleChoiceField(
        label=pgettext_lazy("of a practice", "For whom"), required=False, widget=forms.CheckboxSelectMultiple
    )
    cultural_field = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    method = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    country = forms.ChoiceField(label=_("Your country"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages that you read"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, terms: Iterable[Term], **kw: Any):
        super().__init__(*args, **kw)
        language, known = formats.current_language(), list(terms)
        for scheme in NAMING:
            self._offer(
                scheme, ((term.key, term.label) for term in known if term.scheme == scheme and not term.is_deprecated)
            )
        self._offer("languages", ((code, formats.language_name(code, language)) for code in LANGUAGES))
        self.fields["country"].choices = [  # type: ignore[attr-defined]
            ("", _("No country chosen")),
            *formats.countries_in(language, COUNTRIES),
        ]

    def need(self) -> Need:
        """What was said; what cannot be read is left open, its field says why."""
        self.is_valid()
        given = self.cleaned_data
        return Need(
            concepts=frozenset((scheme, key) for scheme in NAMING for key in given.get(scheme) or ()),
            population=given.get("population"),
            euros=given.get("euros"),
            hours=given.get("hours"),
            officers=given.get("officers") or 0,
            country=given.get("country") or "",
            languages=frozenset(given.get("languages") or ()),
        )

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        language = formats.current_language()
        self.fields[name].choices = sorted(  # type: ignore[attr-defined]
            choices, key=lambda choice: sort_key(choice[1], language)
        )


def answers_of(said: Heard) -> QueryDict:
    """What was heard in a sentence, as the form would send it."""
    answers = QueryDict(mutable=True)
    for name in FIGURES:
        if (figure := getattr(said, name)) is not None:
            answers[name] = str(figure)
    for scheme, key in said.concepts:
        answers.appendlist(scheme, key)
    return answers
