"""The shape of what is typed about a practice, its photos and its review."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.files import labels as file_labels
from pearls.kernel.languages import LANGUAGES
from pearls.kernel.sorting import sort_key
from pearls.places.labels import COUNTRIES
from pearls.practices import labels
from pearls.practices.labels import contributing as words
from pearls.practices.queries import Term
from pearls.practices.rules import EVIDENCE, SCHEMES
from pearls.practices.rules.contributing import LICENCES
from pearls.practices.rules.records import (
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_ENTRIES,
    MOST_EUROS,
    MOST_HOURS,
    ONE_OF,
    YEARS,
)
from pearls.web.formats import country_name, current_language, language_name

LISTS = ("steps", "outcomes")
WHOLE = ("start_year", "end_year", "budget_eur", "hours")
# The parts of the form, each a short piece of work.
PARTS: Mapping[str, Sequence[str]] = {
    "story": ("title", "language", "summary", "participants", "steps"),
    "outcome": ("outcomes", "evidence", "evidence_strength", "why_it_worked", "what_failed"),
    "elsewhere": ("transferability", "for_smaller_towns"),
    "facts": (
        *("speaks_for", "place", "country", "organisation", "organisation_type", "start_year", "end_year", "status"),
        *("budget_eur", "hours", "funding", "source_url"),
    ),
    "concepts": ("challenge", "resilience_dimension", "cultural_field", "target_groups", "methods"),
}


def _line(name: str, help_text: Any = "", **options: Any) -> forms.CharField:
    return forms.CharField(
        label=words.FIELDS[name], required=False, max_length=LONGEST_LINE, help_text=help_text, **options
    )


def _text(name: str, help_text: Any = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=words.FIELDS[name], required=False, max_length=LONGEST_TEXT, help_text=help_text, widget=widget
    )


def _whole(name: str, least: int, most: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=words.FIELDS[name], required=False, min_value=least, max_value=most, help_text=help_text
    )


def _choice(name: str, help_text: Any = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=words.FIELDS[name], required=False, help_text=help_text)


class ContributionForm(forms.Form):
    """A practice as it is told. Nothing is required here: a draft may be kept half written; the checks say the rest.

    `version` is the version that the writer began with, "" for a new one.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = _line("title", _("As you would say it to a colleague: “A village theatre in a barn”."))
    language = _choice("language", _("Write in the language that you write best."))
    summary = _text(
        "summary", _("Three or four sentences: what was done, for whom, and what is different now."), rows=5
    )
    participants = _text("participants", _("Groups and how many; no names of private people."))
    steps = _text("steps", _("One step a line, in the order in which you did them."), rows=6)
    outcomes = _text("outcomes", _("One thing a line."), rows=4)
    evidence = _text("evidence", _("A head count, a survey, what people said: as it was."))
    evidence_strength = _choice("evidence_strength")
    why_it_worked = _text("why_it_worked")
    what_failed = _text("what_failed", _("Others learn most from this."))
    transferability = _text("transferability")
    for_smaller_towns = _text("for_smaller_towns", _("With fewer people and less money: what would you leave out?"))
    speaks_for = forms.ChoiceField(
        label=_("Told in the name of"), required=False, help_text=_("A town that you speak for, or yourself.")
    )
    place = _line("place", _("As people there write it."))
    country = _choice("country")
    organisation = _line("organisation", _("Town, association, school, library …"))
    organisation_type = _choice("organisation_type")
    start_year = _whole("start_year", YEARS[0], YEARS[-1])
    end_year = _whole("end_year", YEARS[0], YEARS[-1], _("Leave it empty if it goes on."))
    status = _choice("status")
    budget_eur = _whole("budget_eur", 0, MOST_EUROS, _("Whole euros, all in all. 0 if it cost nothing."))
    hours = _whole("hours", 0, MOST_HOURS, _("Paid or not, roughly."))
    funding = _line("funding")
    source_url = forms.URLField(
        label=words.FIELDS["source_url"],
        required=False,
        max_length=LONGEST_LINE,
        assume_scheme="https",
        help_text=_("If there is none, the page here is the source."),
    )

    def __init__(self, *args: Any, terms: Iterable[Term], places: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        reader = current_language()
        self._terms = list(terms)
        for scheme, name in SCHEMES.items():
            self._concepts(scheme, name, reader)
        self._offer("language", ((code, language_name(code, reader)) for code in LANGUAGES), is_open=False)
        told = self.initial.get("country")
        countries = {**COUNTRIES, **({told: country_name(told, reader)} if told and told not in COUNTRIES else {})}
        self._offer("country", sorted(countries.items(), key=lambda item: sort_key(str(item[1]), reader)))
        self._offer("evidence_strength", ((code, words.EVIDENCE[code]) for code in EVIDENCE))
        self._offer("speaks_for", places, nobody=_("Nobody but me"))
        for name in PARTS["facts"]:
            self.fields[name].widget.attrs.setdefault("autocomplete", "off")

    def parts(self) -> dict[str, list[forms.BoundField]]:
        """The fields in the parts of the form."""
        return {part: [self[name] for name in names] for part, names in PARTS.items()}

    def draft(self) -> dict[str, Any]:
        """What was typed, as a draft has it; what is empty is None."""
        given = self.cleaned_data
        found: dict[str, Any] = {
            name: given[name] for names in PARTS.values() for name in names if name != "speaks_for"
        }
        for name in LISTS:
            found[name] = [line.strip() for line in given[name].splitlines() if line.strip()]
        return {name: value if value != "" else None for name, value in found.items()}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in LISTS:
            if len([line for line in (given.get(name) or "").splitlines() if line.strip()]) > MOST_ENTRIES:
                self.add_error(name, _("There are more than %(most)s lines. Join some.") % {"most": MOST_ENTRIES})
        first, last = given.get("start_year"), given.get("end_year")
        if first and last and last < first:
            self.add_error("end_year", _("It ended before it began. Check both years."))
        return given

    def _concepts(self, scheme: str, name: str, reader: str) -> None:
        there = self.initial.get(name) or ()
        named = {there} if isinstance(there, str) else set(there)
        terms = sorted(
            (one for one in self._terms if one.scheme == scheme and (not one.is_deprecated or one.key in named)),
            key=lambda one: sort_key(one.label, reader),
        )
        choices = [(term.key, term.label) for term in terms]
        if name in ONE_OF:
            self.fields[name] = forms.ChoiceField(label=words.FIELDS[name], required=False)
            self._offer(name, choices)
            return
        self.fields[name] = forms.MultipleChoiceField(
            label=labels.SCHEMES[scheme], required=False, choices=choices, widget=forms.CheckboxSelectMultiple
        )

    def _offer(self, name: str, choices: Iterable[tuple[str, Any]], *, is_open: bool = True, nobody: Any = "—") -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (said for the type checker)
        field.choices = [*([("", nobody)] if is_open else []), *choices]


def initial_of(draft: Mapping[str, Any], *, version: int | None, place: str) -> dict[str, Any]:
    """What a form shows of a draft: lists as lines."""
    shown = {**draft, **{name: "\n".join(" ".join(text.split()) for text in draft.get(name) or ()) for name in LISTS}}
    return {**shown, "version": version, "speaks_for": place, "language": draft.get("language") or current_language()}


class PhotoForm(forms.Form):
    """What a photo shows, who made it, and what others may do with it."""

    alt = forms.CharField(
        label=_("What the photo shows, in words"),
        required=False,
        max_length=400,
        help_text=_("For those who cannot see it: “Children paint a wall in the rain”. No names of private people."),
    )
    licence = forms.ChoiceField(
        label=_("What others may do with it"),
        required=False,
        choices=lambda: [("", "—"), *file_labels.licence_choices(LICENCES)],
    )
    credit = forms.CharField(label=_("Who made it"), required=False, max_length=200)


class NewPhotoForm(PhotoForm):
    photo = forms.FileField(label=_("A photo"))
    field_order = ("photo", "alt", "licence", "credit")


class ChangedPhotoForm(PhotoForm):
    position = forms.IntegerField(label=_("At which place"), min_value=1, max_value=100)


class CommentForm(forms.Form):
    """What somebody says about a contribution, and about which field."""

    text = forms.CharField(
        label=_("Your words"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    field = forms.ChoiceField(label=_("About"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["field"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (said for the type checker)
        names = [name for part in PARTS.values() for name in part if name in words.FIELDS]
        field.choices = [("", _("The whole")), *((name, words.FIELDS[name]) for name in names)]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is withdrawn"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody reads this on the page that stays. No names of private people."),
    )


class PracticesFileForm(forms.Form):
    file = forms.FileField(
        label=_("A file of practices"), help_text=_("practices.jsonl: one practice a line, as JSON.")
    )
