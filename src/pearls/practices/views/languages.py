"""In which languages a practice can be read, and what of it the reader meets."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from pearls.kernel.languages import LANGUAGES
from pearls.practices.models import Practice
from pearls.practices.queries import holding
from pearls.practices.queries import translations as queries
from pearls.practices.rules import translations as rules
from pearls.web.formats import current_language, language_name
from pearls.web.gates import actor_of

ORIGINAL = "original"


@dataclass(frozen=True)
class ReadIn:
    """A language in which a practice can be read, by its own name, and where."""

    code: str
    name: str
    address: str
    is_original: bool
    is_shown: bool


def words_context(request: HttpRequest, practice: Practice) -> dict[str, Any]:
    """A practice in the reader's language, or in its own where the address asks for that; three queries."""
    translations = queries.public_translations(practice)
    reader = current_language()
    shown = practice.language if request.GET.get("words") == ORIGINAL else reader
    languages = queries.languages_told(practice, translations)
    said = holding.confirmation_of(practice)
    return {
        "told": queries.told_to(practice, translations, shown),
        "read_in": [_read_in(practice, code, shown if shown in languages else practice.language) for code in languages],
        "confirmed_at": said.confirmed_at if said else None,
        "translate_into": _into(practice, reader),
        "may_confirm": bool(rules.may_decide(queries.translator_of(actor_of(request), practice))),
    }


def _read_in(practice: Practice, code: str, shown: str) -> ReadIn:
    is_original = code == practice.language
    if is_original:
        address = f"?words={ORIGINAL}"
    else:
        with override(code):
            address = reverse("practices:practice", args=[practice.key])
    return ReadIn(code, language_name(code, code), address, is_original, code == shown)


def _into(practice: Practice, reader: str) -> str:
    """The language that a reader may be asked to translate into: the reader's own, if it is not the practice's."""
    return reader if reader != practice.language and reader in LANGUAGES else ""
