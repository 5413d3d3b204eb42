"""The shape of what the office types about editions, their rules and their roles."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.kernel.languages import pick
from pearls.programme import labels
from pearls.programme.models import Edition
from pearls.web.fields import AddressField
from pearls.web.formats import current_language

MAX_RULES = 200_000


class EditionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among editions, each by its name in the reader's language."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{pick(obj.name, current_language())[0]} ({obj.key})"


class EditionStartForm(forms.Form):
    """A new edition: from which one, its key, its name in both complete languages, its title year."""

    source = EditionField(
        empty_label=_("choose…"),
        label=_("Begin with the rules of"),
        queryset=Edition.objects.none(),
        to_field_name="key",
        help_text=_("Dates move to the new year. Scores are counted by their mean, even where the source says sum."),
    )
    key = forms.SlugField(
        label=_("Key"),
        max_length=60,
        help_text=_("Stands in addresses and never changes: small letters, digits, hyphens."),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=200)
    name_lv = forms.CharField(label=_("Name in Latvian"), max_length=200)
    title_year = forms.IntegerField(label=_("Title year"), min_value=1900, max_value=2200)
    is_demonstration = forms.BooleanField(
        label=_("A rehearsal with invented places"),
        required=False,
        help_text=_("Every page and letter then says that it is a demonstration; that stays so for good."),
    )

    def __init__(self, *args: Any, sources: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["source"]
        assert isinstance(field, EditionField)  # noqa: S101 - tells mypy what the line above made
        field.queryset = sources

    def clean_key(self) -> str:
        return str(self.cleaned_data["key"]).lower()


class RulesTextForm(forms.Form):
    """The rules as text, and on which text the writer began."""

    text = forms.CharField(
        label=_("Rules, in TOML"),
        max_length=MAX_RULES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 32, "spellcheck": "false", "autocapitalize": "off", "wrap": "off"}),
    )
    base_sha256 = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        # Browsers send line ends as CRLF; the text and its fingerprint know LF alone.
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class AmendmentForm(RulesTextForm):
    """The new text of frozen rules, with the reason that everybody will read."""

    reason_en = forms.CharField(
        label=_("Reason, in English"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody can read it on the edition's page and in the guide."),
    )
    reason_lv = forms.CharField(
        label=_("Reason, in Latvian"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    decided_on = forms.DateField(
        label=_("Decided on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    @property
    def reason(self) -> dict[str, str]:
        """The reason by language, after the form has been found valid."""
        given = {"en": self.cleaned_data["reason_en"], "lv": self.cleaned_data["reason_lv"]}
        return {language: words for language, words in given.items() if words}


class GrantForm(forms.Form):
    """Who receives a role: by the address of the account."""

    email = AddressField(label=_("E-mail address of the account"))
    role = forms.ChoiceField(label=_("Role"), choices=[(role, words) for role, words in labels.ROLES.items()])
