"""Put the translations that come with the software where nobody has written any."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.practices import queries
from pearls.practices.models import Practice, Translation
from pearls.practices.rules import translations as rules
from pearls.practices.rules.translations import Kept, TranslationState
from pearls.practices.services.indexing import index_practices

PUBLIC = TranslationState.PUBLIC


@transaction.atomic
def put_machine_translations(now: datetime) -> int:
    """Give shipped practices what a machine made of them in other languages; part of loading what ships.

    Words of people stay, and a machine's that somebody has found right; one of words that the practice no longer says
    is taken away. The number of practices that got other words.
    """
    audit.take_turn()
    shipped = queries.shipped_translations()
    practices = {one.pk: one for one in Practice.objects.filter(key__in=shipped, withdrawn_at=None)}
    there: dict[int, dict[tuple[str, str], Translation]] = {pk: {} for pk in practices}
    for row in Translation.objects.filter(practice__in=practices, state=PUBLIC):
        there[row.practice_id][row.language, row.field] = row
    new: list[Translation] = []
    gone: list[Translation] = []
    for pk, practice in practices.items():
        wanted = {(one.language, one.field): one for one in shipped[practice.key] if _is_of(practice, one)}
        gone += [row for name, row in there[pk].items() if row.is_unchecked and not _says(row, wanted.get(name))]
        kept = there[pk].keys() - {(row.language, row.field) for row in gone if row.practice_id == pk}
        new += [_row(pk, one, now) for name, one in wanted.items() if name not in kept]
    Translation.objects.filter(pk__in=[row.pk for row in gone]).delete()
    Translation.objects.bulk_create(new)
    changed = {row.practice_id for row in (*new, *gone)}
    index_practices(sorted(changed))
    return len(changed)


def _is_of(practice: Practice, one: Kept) -> bool:
    return practice.language != one.language and not rules.is_older(getattr(practice, one.field), one.of)


def _says(row: Translation, one: Kept | None) -> bool:
    return one is not None and (row.value, row.of) == (one.value, one.of)


def _row(practice: int, one: Kept, now: datetime) -> Translation:
    return Translation(
        practice_id=practice,
        language=one.language,
        field=one.field,
        value=one.value,
        of=one.of,
        state=PUBLIC,
        made_at=now,
        is_by_machine=True,
    )
