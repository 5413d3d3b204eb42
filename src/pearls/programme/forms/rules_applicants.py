"""Who may apply, field by field."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pearls.kernel.languages import LANGUAGES
from pearls.places import queries as place_queries
from pearls.places.rules import search_form
from pearls.programme import labels
from pearls.programme.forms.rules_part import RulesPart, rows_of, said, yes_no
from pearls.programme.rules import (
    ApplicantKind,
    CountryRule,
    EditionRules,
    EligibilityRules,
    ExcludedPlace,
    Exclusion,
)
from pearls.web.formats import country_name, current_language, joined, language_name

_BETWEEN = re.compile(r"[,;\s]+")
_AREA = re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")


class CountryRow(forms.Form):
    """A country, whole or in parts."""

    code = forms.CharField(label=gettext_lazy("Country, in two letters"), max_length=2)
    nuts = forms.CharField(label=gettext_lazy("Its areas, by NUTS code"), max_length=400, required=False)

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip().upper()
        if country_name(code, "en") == code:
            raise ValidationError(_("There is no country with these two letters."))
        return code

    def clean_nuts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(part for part in _BETWEEN.split(str(self.cleaned_data["nuts"]).upper()) if part))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        code = values.get("code")
        strays = [
            area for area in values.get("nuts", ()) if not (_AREA.fullmatch(area) and area.startswith(code or ""))
        ]
        if strays:
            words = _("A NUTS code begins with the letters of its country: %(areas)s does not fit.")
            self.add_error("nuts", words % {"areas": joined(strays, current_language())})
        return values


class ExcludedRow(forms.Form):
    """A place that is left out by name."""

    place = forms.CharField(label=gettext_lazy("Place, by name or key"), max_length=120)
    why = forms.ChoiceField(
        label=gettext_lazy("Why"), choices=[("", gettext_lazy("choose…")), *labels.EXCLUSIONS.items()]
    )

    def clean_place(self) -> str:
        """The key of the place; what already stands in the rules stays, even where we know no such place."""
        typed = str(self.cleaned_data["place"]).strip()
        if typed == self.initial.get("place") or place_queries.place_for(typed):
            return typed
        wanted = search_form(typed)
        found = [place for place in place_queries.find_places(typed) if search_form(place.found_as) == wanted]
        if len(found) == 1:
            return str(found[0].key)
        if not found:
            raise ValidationError(_("No place of this name is known. Try its own spelling, or its key."))
        keys = joined([place.key for place in found], current_language())
        raise ValidationError(_("Several places have this name. Write the key: %(keys)s.") % {"keys": keys})


class ApplicantsPart(RulesPart):
    """Countries, areas, places left out, kinds, languages, teams, and how often."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of applicant"),
        choices=[(kind, words) for kind, words in labels.KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages of applications"),
        choices=lambda: [(code, language_name(code, current_language())) for code in LANGUAGES],
        widget=forms.CheckboxSelectMultiple,
    )
    teams = yes_no(gettext_lazy("May several municipalities apply together?"))
    former_pearls = yes_no(gettext_lazy("May places that have held the title apply again?"))
    times = forms.IntegerField(
        label=gettext_lazy("How often a place may apply"),
        help_text=gettext_lazy("Over all editions. 0: as often as it likes. Empty: not published."),
        min_value=0,
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        rules: EditionRules,
        base_sha256: str = "",
        place_names: Mapping[str, str] | None = None,
    ) -> None:
        who = rules.eligibility
        super().__init__(
            data,
            rules=rules,
            base_sha256=base_sha256,
            kinds=[kind.value for kind in who.kinds],
            languages=list(rules.languages),
            teams=said(who.teams),
            former_pearls=said(who.former_pearls),
            times=who.times_a_place_may_apply,
        )
        countries = [{"code": rule.code, "nuts": ", ".join(rule.nuts)} for rule in who.countries]
        excluded = [{"place": item.place, "why": item.why.value} for item in who.excluded]
        self.countries = rows_of(CountryRow, data, prefix="country", initial=countries)
        self.excluded = rows_of(ExcludedRow, data, prefix="excluded", initial=excluded)
        self.row_sets = [self.countries, self.excluded]
        names = place_names or {}
        for rule, row in zip(who.countries, self.countries.forms, strict=False):
            row.title = country_name(rule.code, current_language())
        for item, row in zip(who.excluded, self.excluded.forms, strict=False):
            row.title = names.get(item.place, item.place)

    def changed_rules(self) -> EditionRules:
        values, before = self.cleaned_data, self.rules
        chosen = values["languages"]
        languages = [code for code in before.languages if code in chosen]
        who = EligibilityRules(
            kinds=tuple(kind for kind in ApplicantKind if kind.value in values["kinds"]),
            countries=tuple(CountryRule(row["code"], row["nuts"]) for _old, row in self.countries.kept()),
            excluded=tuple(ExcludedPlace(row["place"], Exclusion(row["why"])) for _old, row in self.excluded.kept()),
            teams=values["teams"],
            times_a_place_may_apply=values["times"],
            former_pearls=values["former_pearls"],
        )
        return replace(
            before,
            languages=(*languages, *(code for code in LANGUAGES if code in chosen and code not in languages)),
            eligibility=who,
        )
