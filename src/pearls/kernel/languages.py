"""The ten languages, and how a text in several of them is read."""

from collections.abc import Mapping
from functools import lru_cache

LANGUAGES = ("en", "lv", "lt", "et", "fi", "sv", "da", "pl", "de", "nb")
DEFAULT_LANGUAGE = "en"
COMPLETE_LANGUAGES = ("en", "lv")


@lru_cache(maxsize=64)
def fallbacks(language: str) -> tuple[str, ...]:
    """The languages to try for a reader, best first: the reader's own, English, then the rest in fixed order."""
    rest = tuple(code for code in LANGUAGES if code not in (language, DEFAULT_LANGUAGE))
    head = (language,) if language == DEFAULT_LANGUAGE else (language, DEFAULT_LANGUAGE)
    return head + rest


def pick(text: Mapping[str, str] | None, language: str) -> tuple[str, str]:
    """The text for a reader and the language it is really in; ("", "") where there is none."""
    for code in fallbacks(language):
        if text and text.get(code):
            return text[code], code
    return "", ""
