"""The answer to "may my place apply?", in a sentence of its own."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pearls.kernel.verdict import Verdict
from pearls.places.labels import area_name
from pearls.web import formats

SENTENCES: dict[str, Promise] = {
    "eligible": _("Yes: %(place)s may apply."),
    "eligible-through-parent": _("Yes: %(place)s may apply, through %(parent)s, which answers for it."),
    "outside-country": _("No: %(country)s does not take part in this edition."),
    "excluded-capital": _("No: %(place)s is a capital, and capitals do not apply."),
    "excluded-partner": _("No: %(place)s is a partner of the programme, and partners do not apply."),
    "excluded-place": _("No: the rules leave %(place)s out by name."),
    "kind-not-admitted": _("No: applicants of this kind are not admitted, and %(place)s is one."),
    "needs-office": _("%(place)s was entered by hand: the programme office decides whether it may apply."),
    "needs-district": _("It depends on where %(place)s lies. Please choose its district."),
    "outside-area": _(
        "No: %(place)s lies outside the area that takes part. In %(country)s, places in these areas may apply: "
        "%(areas)s."
    ),
    "former-pearl": _("No: %(place)s has held the title already, and the rules allow it only once."),
    "applied-too-often": _("No: %(place)s has applied as often as the rules allow."),
}


def answer(verdict: Verdict, *, place: str, country: str, parent: str = "") -> str:
    """The verdict of `rules.eligibility` as one sentence, yes or no first, in the language of the page."""
    language = formats.current_language()
    values: Mapping[str, Any] = {
        "place": place,
        "parent": parent,
        "country": formats.country_name(country, language),
        "areas": formats.joined(
            [area_name(code) for code in verdict.detail.get("areas", [])], formats.sentence_language(language)
        ),
    }
    return str(SENTENCES[verdict.reason]) % values
