"""The public words of practices in other languages, for files and for the index of the search."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any

from pearls.practices.models import Practice, Translation
from pearls.practices.rules.records import Record
from pearls.practices.rules.translations import Kept, TranslationState, in_order

PUBLIC = TranslationState.PUBLIC


def with_translations(
    practices: Sequence[Practice], records: Iterable[Record], rows: Iterable[Translation] | None = None
) -> list[Record]:
    """These records with what is public of them in other languages; one query, none where the rows are at hand.

    What a machine wrote and nobody has checked stays out of files and data: it comes with the software anyway.
    """
    if rows is None:
        rows = Translation.objects.filter(practice__in=[one.pk for one in practices], state=PUBLIC)
    found: dict[int, list[Kept]] = {}
    for one in rows:
        if one.is_unchecked:
            continue
        value = tuple(one.value) if isinstance(one.value, list) else one.value
        found.setdefault(one.practice_id, []).append(Kept(one.language, one.field, value, one.of))
    return [
        replace(record, translations=in_order(found.get(practice.pk, ())))
        for practice, record in zip(practices, records, strict=True)
    ]


def texts_in_other_languages(practices: Collection[int]) -> dict[int, dict[str, dict[str, Any]]]:
    """The public words of these practices (their rows) in other languages: by row, language and field; one query."""
    found: dict[int, dict[str, dict[str, Any]]] = {}
    rows = Translation.objects.filter(practice__in=practices, state=PUBLIC).order_by("practice", "language", "field")
    for practice, language, field, value in rows.values_list("practice_id", "language", "field", "value"):
        found.setdefault(practice, {}).setdefault(language, {})[field] = value
    return found
