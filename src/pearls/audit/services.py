"""Writing the journal, always inside the transaction of the act itself."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from pearls.audit import queries, rules
from pearls.audit.models import Entry, Head, PersonalDetail, Verification
from pearls.kernel.actor import Actor


class JournalBroken(Exception):
    """The journal cannot be continued: entries are there but their head is not."""


def take_turn() -> Head:
    """Queue for the journal until the transaction ends.

    An act that touches many records calls this first, so that two of them never wait for each other.
    On SQLite the transaction itself is the queue (it begins IMMEDIATE); on PostgreSQL it is this row.
    Raises: JournalBroken, when the head is gone though entries are there.
    """
    if not transaction.get_connection().in_atomic_block:
        raise JournalBroken("an entry belongs to the transaction of its act: expected one, got none")
    head = Head.objects.select_for_update().filter(pk=Head.ONLY).first()
    if head is None:
        if Entry.objects.exists():
            raise JournalBroken("the journal has entries but no head; see pearls journal verify")
        Head.objects.bulk_create([Head(pk=Head.ONLY, seq=0, hash=rules.GENESIS)], ignore_conflicts=True)
        head = Head.objects.select_for_update().get(pk=Head.ONLY)
    return head


def record(
    *,
    actor: Actor,
    act: str,
    subject: str,
    now: datetime,
    edition: str = "",
    data: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    person: str = "",
) -> Entry:
    """Write an act into the journal.

    `subject` is what was acted on, as "application:<ref>". `data` holds codes, refs, sums, instants and nothing
    personal; `personal` holds names, addresses and free text about people, kept apart; `person` is the
    reference of whom it is about (the subject's own where not given), so that it can be erased.
    Raises: JournalBroken outside a transaction.
    """
    head = take_turn()
    salt = secrets.token_hex(16)
    details = rules.plain(personal or {})
    entry = Entry(
        seq=head.seq + 1,
        at=now,
        act=act,
        actor_ref=actor.ref,
        subject=subject,
        edition=edition,
        data=rules.plain(data or {}),
        personal_commitment=rules.commitment(details, salt=salt) if details else "",
        prev_hash=head.hash,
    )
    entry.hash = rules.entry_hash(queries.content_of(entry))
    entry.save(force_insert=True)
    if details:
        PersonalDetail.objects.create(
            entry=entry, person=person or subject.partition(":")[2], salt=salt, details=details
        )
    Head.objects.filter(pk=head.pk).update(seq=entry.seq, hash=entry.hash)
    return entry


@transaction.atomic
def erase_personal(*, actor: Actor, person: str, now: datetime, address: str = "") -> int:
    """Erase what the journal says about a person; the chain keeps its commitments and stays valid.

    `person` is the reference. With `address`, details that name this e-mail address go too: an invitation was
    written down before anybody knew whose it is. Gives the number of entries whose details went.
    """
    take_turn()
    theirs = Q(person=person) | Q(details__email=address) if address else Q(person=person)
    seqs = sorted(PersonalDetail.objects.filter(theirs).values_list("entry_id", flat=True))
    PersonalDetail.objects.filter(entry_id__in=seqs).delete()
    record(
        actor=actor, act="personal-details-erased", subject=f"person:{person}", now=now, data={"entries": list(seqs)}
    )
    return len(seqs)


def note_verification(*, now: datetime) -> Verification:
    """Look over the whole journal and note how far it holds; looking is no act, so no entry is written.

    Not one transaction: on SQLite nobody could write while a long journal is looked over.
    """
    report = queries.verify_journal()
    return Verification.objects.create(
        checked_at=now,
        seq=report.head.seq,
        hash=report.head.hash,
        finding_code=report.finding.code if report.finding else "",
        finding_seq=report.finding.seq if report.finding else None,
    )
