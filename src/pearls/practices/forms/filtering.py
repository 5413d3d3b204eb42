"""What readers may ask of the practices."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.kernel.sorting import sort_key
from pearls.practices import labels
from pearls.practices.queries import Term, Wish
from pearls.web import formats

FACETS = ("challenge", "cultural_field", "target_group", "method")  # the schemes by which a list is narrowed


class PracticeFilter(forms.Form):
    """Words, concepts, country, year and order. Only what there is can be chosen; anything else counts as nothing."""

    q = forms.CharField(label=_("What are you looking for?"), required=False, max_length=200)
    challenge = forms.ChoiceField(label=labels.SCHEMES["challenge"], required=False)
    cultural_field = forms.ChoiceField(label=labels.SCHEMES["cultural_field"], required=False)
    target_group = forms.ChoiceField(label=labels.SCHEMES["target_group"], required=False)
    method = forms.ChoiceField(label=labels.SCHEMES["method"], required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    year = forms.ChoiceField(label=_("Began in"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=list(labels.ORDERS.items()))

    def __init__(self, *args: Any, terms: Iterable[Term], countries: Iterable[str], years: Iterable[int], **kw: Any):
        super().__init__(*args, **kw)
        self.terms = list(terms)
        self._choices: dict[str, list[tuple[str, str]]] = {}
        for scheme in FACETS:
            self._choose(scheme, ((term.key, term.label) for term in self.terms if term.scheme == scheme))
        language = formats.current_language()
        self._choose("country", ((code, formats.country_name(code, language)) for code in countries))
        self._choices["year"] = [(str(year), str(year)) for year in sorted(years, reverse=True)]
        self._offer("year", self._choices["year"])
        if self.words():  # what was searched for stands by how well it answers
            del self.fields["order"]

    def wish(self) -> Wish:
        """How the reader narrows the list."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name) or "" for name in self.fields}
        return Wish(
            concepts={scheme: given[scheme] for scheme in FACETS},
            country=given["country"],
            year=int(given["year"]) if given["year"] else None,
        )

    def order_asked(self) -> str:
        return str(self.cleaned_data.get("order") or "newest")

    def words(self) -> str:
        """What was typed."""
        self.is_valid()
        return str(self.cleaned_data.get("q") or "").strip()

    def show_counts(self, concepts: Mapping[int, int], countries: Mapping[str, int], years: Mapping[int, int]) -> None:
        """Say beside each choice how many it would leave, and leave out what would leave none.

        What is chosen already keeps all its choices, without numbers, so that another can be taken in its stead.
        """
        wish = self.wish()
        for scheme in FACETS:
            if not wish.concepts[scheme]:
                self._count(
                    scheme, {term.key: concepts.get(term.pk, 0) for term in self.terms if term.scheme == scheme}
                )
        if not wish.country:
            self._count("country", countries)
        if not wish.year:
            self._count("year", {str(year): number for year, number in years.items()})

    def _count(self, name: str, numbers: Mapping[str, int]) -> None:
        kept = [(value, f"{words} ({numbers[value]})") for value, words in self._choices[name] if numbers.get(value)]
        self._offer(name, kept)

    def _choose(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these by the reader's alphabet."""
        language = formats.current_language()
        self._choices[name] = sorted(choices, key=lambda choice: sort_key(choice[1], language))
        self._offer(name, self._choices[name])

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (said for the type checker)
        field.choices = [("", _("Any")), *choices]
