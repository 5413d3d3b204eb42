"""Bring the fact files of the real programme into the tables; run again, it brings only what changed.

Places come first (`places.services.load_places`): partners, entries and ceremonies point at them.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.canonical import sha256_hex
from pearls.kernel.verdict import YES, no, require
from pearls.programme.models import Programme
from pearls.programme.services.loading import editions, programmes
from pearls.programme.services.loading.files import loaded_files

KEY = "bsr-cultural-pearls"


@dataclass(frozen=True)
class Loaded:
    """What a load left in the tables; `changed` is false where everything was there already."""

    programme: Programme
    changed: bool


@transaction.atomic
def load_programme(*, actor: Actor, now: datetime) -> Loaded:
    """Bring in the default programme: facts, partners, the editions of the past with their rules and their record.

    Raises: NotAllowed not-the-office; KeyError, naming a place that is not loaded.
    """
    audit.take_turn()
    require(YES if actor.is_office() else no("not-the-office"))
    fingerprint = sha256_hex(b"".join(sha256_hex(path.read_bytes()).encode() for path in loaded_files()))
    known = Programme.objects.filter(key=KEY).first()
    if known is not None and known.loaded_sha256 == fingerprint:
        return Loaded(programme=known, changed=False)
    programme = programmes.save_programme(KEY, loaded_sha256=fingerprint)
    counts = {
        "partners": programmes.save_partners(programme),
        "editions": editions.save_editions(programme, now=now),
    }
    audit.record(actor=actor, act="programme-loaded", subject=f"programme:{KEY}", now=now, data=counts)
    return Loaded(programme=programme, changed=True)
