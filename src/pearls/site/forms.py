"""What readers may ask of the public lists."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.kernel.sorting import sort_key
from pearls.web import formats


class PearlFilter(forms.Form):
    """Country and title year; only what there is can be chosen, and anything else counts as not chosen."""

    country = forms.ChoiceField(label=_("Country"), required=False)
    year = forms.ChoiceField(label=_("Title year"), required=False)

    def __init__(self, *args: Any, entries: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = {entry.country for entry in entries}
        language = formats.current_language()
        countries = sorted(
            ((formats.country_name(code, language), code) for code in codes),
            key=lambda pair: sort_key(pair[0], language),
        )
        years = sorted({str(entry.edition.title_year) for entry in entries if entry.edition.title_year}, reverse=True)
        self._field("country").choices = [("", _("All countries")), *((code, name) for name, code in countries)]
        self._field("year").choices = [("", _("All years")), *((year, year) for year in years)]

    def _field(self, name: str) -> forms.ChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  (said for the type checker)
        return field

    def apply(self, entries: Sequence[Any]) -> list[Any]:
        """The entries that the reader asked for."""
        self.is_valid()
        country, year = self.cleaned_data.get("country", ""), self.cleaned_data.get("year", "")
        return [
            entry for entry in entries if country in ("", entry.country) and year in ("", str(entry.edition.title_year))
        ]
