"""The shape of what people type in the network."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from pearls.kernel.languages import LANGUAGES, pick
from pearls.kernel.sorting import sort_key
from pearls.network import labels, queries, rules
from pearls.network.rules import MAX_TEXT, MAX_TITLE, Profile, Told
from pearls.network.rules.membership import MOST_CONCEPTS
from pearls.web import formats
from pearls.web.fields import AddressField

COUNTRIES = ("DE", "DK", "EE", "FI", "LT", "LV", "NO", "PL", "SE")
MAX_ABOUT, MAX_REASON, MAX_PURPOSE = 2000, 2000, 1000


def _set_choices(form: forms.Form, name: str, choices: Iterable[tuple[str, Any]]) -> None:
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


def _languages() -> list[tuple[str, str]]:
    reader = formats.current_language()
    return [(code, formats.language_name(code, reader)) for code in LANGUAGES]


def _countries() -> list[tuple[str, str]]:
    return formats.countries_in(formats.current_language(), COUNTRIES)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class DirectoryFilter(forms.Form):
    """Narrows the directory by country, year, kind and theme; the choices are those that there is something of."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    year = forms.ChoiceField(label=_("Year"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    theme = forms.ChoiceField(label=_("Theme"), required=False)

    def __init__(self, data: Any, *, lines: Iterable[queries.Line]) -> None:
        super().__init__(data)
        lines, reader = list(lines), formats.current_language()
        there = {line.country for line in lines if line.country}
        countries = sorted(
            ((code, formats.country_name(code, reader)) for code in there), key=lambda pair: sort_key(pair[1], reader)
        )
        years = sorted({year for line in lines for year in line.years}, reverse=True)
        kinds = {kind for line in lines for kind in line.kinds}
        told = {f"challenge:{key}" for line in lines for key in line.challenges}
        themes = [(name.partition(":")[2], word) for name, word in queries.concept_choices(reader) if name in told]
        every: dict[str, tuple[Any, list[tuple[str, Any]]]] = {
            "country": (pgettext_lazy("filter: country", "All"), countries),
            "year": (pgettext_lazy("filter: year", "All"), [(str(year), str(year)) for year in years]),
            "kind": (pgettext_lazy("filter: kind", "All"), [(k, w) for k, w in labels.KINDS.items() if k in kinds]),
            "theme": (pgettext_lazy("filter: theme", "All"), themes),
        }
        for name, (everything, choices) in every.items():
            _set_choices(self, name, [("", everything), *choices])

    def wish(self) -> dict[str, Any]:
        """What the reader chose; what there is not is no choice."""
        self.is_valid()
        found = {name: str(self.cleaned_data.get(name) or "") for name in ("country", "kind", "theme")}
        year = str(self.cleaned_data.get("year") or "")
        return found | {"year": int(year) if year else None}


class ProfileForm(forms.Form):
    """What a member says of itself, and who reads it."""

    about = forms.CharField(
        label=_("About you"),
        help_text=_("Two or three sentences: what others should know before they write."),
        max_length=MAX_ABOUT,
        required=False,
        widget=_area(4),
    )
    language = forms.ChoiceField(label=_("Language of this text"))
    languages = forms.MultipleChoiceField(
        label=_("Languages you can work in"), required=False, widget=forms.CheckboxSelectMultiple
    )
    good_at = forms.MultipleChoiceField(
        label=_("What you are good at"),
        help_text=_("Up to eight. With a keyboard, hold Ctrl to choose several."),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    looks_for = forms.MultipleChoiceField(
        label=_("What you look for"),
        help_text=_("Up to eight. With a keyboard, hold Ctrl to choose several."),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    visibility = forms.ChoiceField(label=_("Who sees this profile"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, is_person: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        concepts = queries.concept_choices(formats.current_language())
        for name in ("good_at", "looks_for"):
            _set_choices(self, name, concepts)
        for name in ("language", "languages"):
            _set_choices(self, name, _languages())
        shown = [pair for pair in labels.VISIBILITIES.items() if not is_person or pair[0] != rules.Visibility.PUBLIC]
        _set_choices(self, "visibility", shown)

    def clean(self) -> dict[str, Any]:
        for name in ("good_at", "looks_for"):
            if len(self.cleaned_data.get(name, ())) > MOST_CONCEPTS:
                self.add_error(name, str(labels.REASONS["too-many-concepts"]) % {"limit": MOST_CONCEPTS})
        return self.cleaned_data

    def profile(self) -> Profile:
        typed = self.cleaned_data
        lists = {name: tuple(typed[name]) for name in ("languages", "good_at", "looks_for")}
        return Profile(about=typed["about"], language=typed["language"], visibility=typed["visibility"], **lists)


class FunctionForm(forms.Form):
    """As what somebody is named as a contact."""

    function = forms.CharField(label=_("What you do there"), max_length=200)


class NoteForm(forms.Form):
    """A message to a member, or the answer to one."""

    text = forms.CharField(label=_("Your message"), max_length=MAX_TEXT, widget=_area(8))
    shows_address = forms.BooleanField(
        label=_("Show them my e-mail address, so that they can answer there"), required=False
    )

    def __init__(self, *args: Any, is_answer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_answer:
            self.fields["text"].label = _("Your answer")


class PostForm(forms.Form):
    """Something for a noticeboard."""

    kind = forms.ChoiceField(label=_("Kind of post"), choices=labels.POST_KINDS.items)
    title = forms.CharField(label=_("Headline"), max_length=MAX_TITLE)
    text = forms.CharField(label=_("Text"), max_length=MAX_TEXT, widget=_area(10))
    language = forms.ChoiceField(label=_("Language of the text"))
    until_on = forms.DateField(
        label=_("Last day on the board"),
        help_text=_("After this day it is shown no more. Empty: it stays."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )
    link = forms.URLField(label=_("Link"), required=False, max_length=500, assume_scheme="https")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_choices(self, "language", _languages())

    def told(self) -> Told:
        return Told(**self.cleaned_data)


class ReplyForm(forms.Form):
    """A reply to something on a noticeboard."""

    text = forms.CharField(label=_("Your reply"), max_length=MAX_TEXT, widget=_area(5))
    language = forms.ChoiceField(label=_("Language of the text"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_choices(self, "language", _languages())

    def told(self) -> Told:
        return Told(**self.cleaned_data)


class GroupForm(forms.Form):
    """A working group."""

    name = forms.CharField(label=_("Name of the group"), max_length=MAX_TITLE)
    purpose = forms.CharField(label=_("What it is for"), max_length=MAX_PURPOSE, widget=_area(4))
    language = forms.ChoiceField(label=_("Language of the text"))
    joining = forms.ChoiceField(label=_("Who may join"), choices=labels.JOINING.items, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_choices(self, "language", _languages())


class TermForm(forms.Form):
    """A term of a contact point."""

    organisation = forms.CharField(label=_("Organisation"), max_length=300)
    country = forms.ChoiceField(label=_("Country"))
    email = AddressField(
        label=_("E-mail address of the person’s account"),
        help_text=_("Leave it empty where nobody there has an account. The address is shown nowhere."),
        required=False,
    )
    began_on = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    ended_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Empty while it goes on."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _set_choices(self, "country", _countries())


class PartnerContactForm(forms.Form):
    """Who gets what is written to a partner organisation."""

    partner = forms.ChoiceField(label=_("Partner organisation"))
    email = AddressField(
        label=_("E-mail address of the person’s account"), help_text=_("The address is shown nowhere.")
    )

    def __init__(self, *args: Any, partners: Iterable[queries.Partner], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reader = formats.current_language()
        _set_choices(self, "partner", [(one.key, pick(one.name, reader)[0]) for one in partners])


class EndForm(forms.Form):
    """The last day of a term."""

    ended_on = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
