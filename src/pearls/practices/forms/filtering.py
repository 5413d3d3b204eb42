"""What readers may ask of the practices."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.kernel.sorting import sort_key
from pearls.places import labels as place_labels
from pearls.practices import labels
from pearls.practices.queries import FACETS, Facts, Term, Wish, wish_of
from pearls.web import formats

# All by which it is narrowed, as the page has them.
NARROWING = (*FACETS, "country", "size", "cost", "year", "evidence")


class PracticeFilter(forms.Form):
    """Words, concepts, facts and order. Only what there is can be chosen; anything else counts as nothing."""

    q = forms.CharField(label=_("What are you looking for?"), required=False, max_length=200)
    challenge = forms.ChoiceField(label=labels.SCHEMES["challenge"], required=False)
    cultural_field = forms.ChoiceField(label=labels.SCHEMES["cultural_field"], required=False)
    target_group = forms.ChoiceField(label=labels.SCHEMES["target_group"], required=False)
    method = forms.ChoiceField(label=labels.SCHEMES["method"], required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    size = forms.ChoiceField(label=_("Size of the place"), required=False)
    cost = forms.ChoiceField(label=_("Cost"), required=False)
    year = forms.ChoiceField(label=_("Began in"), required=False)
    evidence = forms.ChoiceField(label=_("How it is known what came of it"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=list(labels.ORDERS.items()))

    def __init__(self, *args: Any, terms: Iterable[Term], facts: Facts, **kw: Any):
        super().__init__(*args, **kw)
        self.terms = list(terms)
        self._choices: dict[str, list[tuple[str, str]]] = {}
        for scheme in FACETS:
            self._choose(scheme, ((term.key, term.label) for term in self.terms if term.scheme == scheme))
        language = formats.current_language()
        self._choose("country", ((code, formats.country_name(code, language)) for code in facts.country))
        self._offer("size", place_labels.SIZES.items())
        self._offer("cost", labels.COSTS.items())
        self._offer("evidence", labels.EVIDENCE.items())
        self._offer("year", ((year, year) for year in sorted(facts.year, reverse=True)))
        if not facts.evidence.keys() - {"unknown"}:  # nobody has said of any: nothing to choose from
            del self.fields["evidence"]
        if self.words():  # what was searched for stands by how well it answers
            del self.fields["order"]

    def wish(self) -> Wish:
        """How the reader narrows the list."""
        return wish_of(self._given())

    def order_asked(self) -> str:
        return str(self.cleaned_data.get("order") or "newest")

    def words(self) -> str:
        """What was typed."""
        return self._given()["q"].strip()

    def asked(self) -> dict[str, str]:
        """What is asked for, as an address has it, without what is left open; the order is not part of it."""
        given = {name: value.strip() for name, value in self._given().items() if name != "order"}
        return {name: value for name, value in given.items() if value}

    def chosen(self) -> list[tuple[str, str, str]]:
        """Each choice that narrows the list: its field, the field's label, and the choice in words."""
        asked = self.asked()
        return [
            (name, str(self.fields[name].label), dict(self._choices[name])[asked[name]])
            for name in NARROWING
            if name in asked
        ]

    def narrowing(self) -> Iterator[forms.BoundField]:
        """The fields by which the list is narrowed."""
        for name in (*NARROWING, "order"):
            if name in self.fields:
                yield self[name]

    def show_counts(self, concepts: Mapping[int, int], facts: Facts) -> None:
        """Say beside each choice how many it would leave, and leave out what would leave none.

        What is chosen already keeps all its choices, without numbers, so that another can be taken in its stead.
        """
        for name in NARROWING:
            if name in self.asked() or name not in self.fields:
                self._leave_out_what_ended(name)
                continue
            if name in FACETS:
                self._count(name, {term.key: concepts.get(term.pk, 0) for term in self.terms if term.scheme == name})
            else:
                self._count(name, getattr(facts, name))

    def _leave_out_what_ended(self, name: str) -> None:
        """In the stead of a choice nobody takes a concept that is out of use."""
        ended = {term.key for term in self.terms if term.scheme == name and term.is_deprecated}
        if ended and name in self.fields:
            self._offer(name, [one for one in self._choices[name] if one[0] not in ended - {self.asked().get(name)}])

    def _given(self) -> dict[str, str]:
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}

    def _count(self, name: str, numbers: Mapping[str, int]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (said for the type checker)
        kept = [(value, f"{words} ({numbers[value]})") for value, words in self._choices[name] if numbers.get(value)]
        field.choices = [("", _("Any")), *kept]

    def _choose(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these by the reader's alphabet."""
        language = formats.current_language()
        self._offer(name, sorted(choices, key=lambda choice: sort_key(choice[1], language)))

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        self._choices[name] = [(value, str(words)) for value, words in choices]
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (said for the type checker)
        field.choices = [("", _("Any")), *self._choices[name]]
