"""What readers may ask of the toolkit."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.kernel.languages import pick
from pearls.plans.labels import toolkit as words
from pearls.plans.queries import toolkit as toolkit_queries
from pearls.plans.rules.toolkit import Wish
from pearls.web import formats


class ToolFilter(forms.Form):
    """Phase, section of the plan, time and number of people; anything else counts as not chosen."""

    phase = forms.ChoiceField(label=_("When in the work"), required=False)
    section = forms.ChoiceField(label=_("For which part of the plan"), required=False)
    time = forms.ChoiceField(label=_("How much time"), required=False)
    people = forms.ChoiceField(label=_("How many people"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = formats.current_language()
        phases = [(phase.id, pick(phase.name, language)[0]) for phase in toolkit_queries.toolkit().phases]
        sections = [(id, pick(title, language)[0]) for id, title in toolkit_queries.plan_sections().items()]
        self._choose("phase", phases)
        self._choose("section", sections)
        self._choose("time", words.TIMES.items())
        self._choose("people", words.PEOPLE.items())

    def _choose(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (said for the type checker)
        field.choices = [("", _("Any")), *choices]

    def wish(self) -> Wish:
        """What the reader looks for."""
        self.is_valid()
        return Wish(**{name: self.cleaned_data.get(name, "") for name in self.fields})
