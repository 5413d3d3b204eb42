"""What the office types about a concept."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pearls.kernel.languages import LANGUAGES
from pearls.practices import labels
from pearls.practices.models import Concept
from pearls.practices.rules.editing import LONGEST_KEY, LONGEST_LABEL, Wording
from pearls.web.formats import current_language, language_name

MOST_POSITION = 100_000


class ConceptForm(forms.Form):
    """Labels and synonyms in ten languages, what stands above, the place; a new concept has scheme and short name."""

    scheme = forms.ChoiceField(label=_("Group"), choices=list(labels.SCHEMES.items()))
    key = forms.CharField(
        label=_("Short name"),
        max_length=LONGEST_KEY,
        help_text=_("It stands in addresses and files and never changes."),
    )
    broader = forms.ChoiceField(label=_("Stands below"), required=False)
    position = forms.IntegerField(
        label=_("Place in the order"), min_value=0, max_value=MOST_POSITION, initial=0, required=False
    )

    def __init__(self, *args: Any, offered: Iterable[tuple[str, str]], is_new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        reader = current_language()
        for code in LANGUAGES:
            name = language_name(code, reader)
            self.fields[f"label_{code}"] = forms.CharField(
                label=_("Label: %(language)s") % {"language": name}, required=code == "en", max_length=LONGEST_LABEL
            )
            self.fields[f"synonyms_{code}"] = forms.CharField(
                label=_("Synonyms, one a line: %(language)s") % {"language": name},
                required=False,
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
            )
        if not is_new:
            del self.fields["scheme"], self.fields["key"]
        self.fields["broader"].choices = [("", _("Nothing")), *offered]  # type: ignore[attr-defined]

    def wording(self) -> Wording:
        """What was typed."""
        given = self.cleaned_data
        return Wording(
            labels={code: given[f"label_{code}"] for code in LANGUAGES},
            synonyms={code: given[f"synonyms_{code}"].splitlines() for code in LANGUAGES},
            broader=given["broader"].partition(":")[2] or given["broader"],
            position=given["position"] or 0,
        )

    def in_languages(self) -> list[tuple[Any, Any]]:
        """The fields of each language together."""
        return [(self[f"label_{code}"], self[f"synonyms_{code}"]) for code in LANGUAGES]


def initial_of(concept: Concept) -> dict[str, Any]:
    """A concept as its form begins."""
    found: dict[str, Any] = {
        "position": concept.position,
        "broader": str(concept.broader) if concept.broader else "",
    }
    for code in LANGUAGES:
        found[f"label_{code}"] = concept.labels.get(code, "")
        found[f"synonyms_{code}"] = "\n".join(concept.synonyms.get(code, ()))
    return found
