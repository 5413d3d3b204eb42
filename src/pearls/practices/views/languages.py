"""In which languages a practice can be read, and what of it the reader meets."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import override

from pearls.kernel.languages import LANGUAGES
from pearls.practices.models import Practice
from pearls.practices.queries import Alike
from pearls.practices.queries import translations as queries
from pearls.web.formats import current_language, language_name

ORIGINAL = "original"


@dataclass(frozen=True)
class ReadIn:
    """A language in which a practice can be read, by its own name, and where."""

    code: str
    name: str
    address: str
    is_original: bool
    is_shown: bool


def words_context(request: HttpRequest, practice: Practice, alike: Sequence[Alike]) -> dict[str, Any]:
    """A practice in the reader's language, or in its own where the address asks for that; those that are like it, each
    with its title in the reader's language. One query."""
    reader = current_language()
    translations, titles = queries.translations_for_page(practice, [one.practice for one in alike], reader)
    shown = practice.language if request.GET.get("words") == ORIGINAL else reader
    languages = queries.languages_told(practice, translations)
    said, told = getattr(practice, "confirmation", None), queries.told_to(practice, translations, shown)
    return {
        "translations": translations,
        "told": told,
        "is_unchecked": any(one.is_unchecked for one in told.values()),
        "read_in": [_read_in(practice, code, shown if shown in languages else practice.language) for code in languages],
        "confirmed_at": said.confirmed_at if said else None,
        "translate_into": _into(practice, reader),
        "alike": [(one, titles[one.practice.pk]) for one in alike],
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
