"""A big file of practices, part by part: each part is an act of its own, and the journal says how far the file came.

The file as a whole has been read without a fault before. So an import that is broken off leaves whole parts behind, and
goes on from the last of them when the very same file comes again.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.practices import rules
from pearls.practices.rules import Record
from pearls.practices.rules.versions import Act
from pearls.practices.services.loading import Saved, Told, save_all, sum_of

PART = 5_000


def import_in_parts(
    *, actor: Actor, records: Sequence[Record], digest: str, begin: int, now: datetime, told: Told
) -> Saved:
    """Bring in the practices of a file from the place `begin` on, in parts that stay once they are in.

    `digest` is the SHA-256 of the file, by which the journal knows it again; `told` hears how many are in.
    Raises: NotAllowed, office-only.
    """
    saved = Saved()
    for start in range(begin, len(records), PART):
        part = records[start : start + PART]
        upto = start + len(part)
        saved = sum_of(saved, _save_part(actor, part, digest, upto, len(records), now))
        told(upto)
    return saved


@transaction.atomic
def _save_part(actor: Actor, part: Sequence[Record], digest: str, upto: int, total: int, now: datetime) -> Saved:
    audit.take_turn()
    require(rules.may_load_practices(is_office=actor.is_office()))
    saved = save_all(part, Act.IMPORTED, now)
    counts = {"created": saved.created, "updated": saved.updated, "upto": upto, "total": total}
    audit.record(actor=actor, act="practices-part-loaded", subject=f"practices:{digest}", now=now, data=counts)
    return saved
