"""Reading the journal."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max, QuerySet

from pearls.audit import rules
from pearls.audit.models import Entry, Head, PersonalDetail, Verification
from pearls.audit.rules import chain
from pearls.kernel.actor import Actor

ERASED = "personal-details-erased"


def was_recorded(act: str) -> bool:
    """Whether such an act ever happened."""
    return Entry.objects.filter(act=act).exists()


def entries_for(actor: Actor) -> QuerySet[Entry]:
    """The journal as this actor may read it: the office, and of one edition's office that edition."""
    if not actor.is_office():
        return Entry.objects.none()
    editions = actor.office_editions()
    return Entry.objects.all() if editions is None else Entry.objects.filter(edition__in=editions)


def entries(actor: Actor, *, subject: str = "", act: str = "", edition: str = "") -> QuerySet[Entry]:
    """The journal, newest first; `subject` is the whole subject, its kind, or its reference."""
    found = entries_for(actor).order_by("-seq")
    if subject:
        whole = found.filter(subject=subject)
        found = (
            whole
            if ":" in subject
            else found.filter(subject__startswith=f"{subject}:") | found.filter(subject__endswith=f":{subject}")
        )
    if act:
        found = found.filter(act=act)
    return found.filter(edition=edition) if edition else found


def acts_upon(subject: str, *acts: str) -> QuerySet[Entry]:
    """What was done to one thing, newest first; the room it belongs to has asked who may see it."""
    return Entry.objects.filter(subject=subject, act__in=acts).order_by("-seq")


def editions_named(actor: Actor) -> list[str]:
    """The keys of the editions that the journal speaks of."""
    return list(entries_for(actor).exclude(edition="").order_by("edition").values_list("edition", flat=True).distinct())


def acts_named() -> list[str]:
    """The codes of the acts that the journal speaks of."""
    return list(Entry.objects.order_by("act").values_list("act", flat=True).distinct())


def last_verification() -> Verification | None:
    """What the last look over the whole chain found."""
    return Verification.objects.first()


def content_of(entry: Entry) -> dict[str, Any]:
    """What of an entry is hashed and exported, but for the hash itself."""
    return {
        "seq": entry.seq,
        "at": rules.instant_text(entry.at),
        "act": entry.act,
        "actor": entry.actor_ref,
        "subject": entry.subject,
        "edition": entry.edition,
        "data": entry.data,
        "personal": entry.personal_commitment,
        "prev": entry.prev_hash,
    }


def exported_lines() -> Iterator[dict[str, Any]]:
    """Every entry in order, and at the end the head, so that a file cut short shows it."""
    head = _head()
    for entry in _in_order(head):
        yield {**content_of(entry), "hash": entry.hash}
    yield {"head": {"seq": head.seq, "hash": head.hash}}


def verify_journal(*, known: chain.Head | None = None) -> chain.Report:
    """Follow the chain in the database, and hold the personal details against their commitments.

    The head is read first: entries that are written meanwhile are left for the next look.
    """
    head = _head()
    report = chain.verify_chain(
        ({**content_of(entry), "hash": entry.hash} for entry in _in_order(head)), head=head, known=known
    )
    if not report.holds:
        return report
    newest = Entry.objects.aggregate(seq=Max("seq"))["seq"] or 0
    if newest > _head().seq:
        return chain.Report(head, chain.Finding("inserted", head.seq + 1))
    return chain.Report(head, _details_are_wrong())


def _head() -> chain.Head:
    row = Head.objects.filter(pk=Head.ONLY).first()
    return chain.Head(row.seq, row.hash) if row else chain.Head(0, rules.GENESIS)


def _in_order(head: chain.Head) -> Iterator[Entry]:
    return Entry.objects.filter(seq__lte=head.seq).order_by("seq").iterator(chunk_size=2000)


def _details_are_wrong() -> chain.Finding | None:
    """Details that changed, or that are gone though nobody erased them."""
    bad = []
    there = set()
    for detail in PersonalDetail.objects.select_related("entry").iterator(chunk_size=2000):
        there.add(detail.entry_id)
        if rules.commitment(detail.details, salt=detail.salt) != detail.entry.personal_commitment:
            bad.append(chain.Finding("details-changed", detail.entry_id))
    erased = {
        seq
        for data in Entry.objects.filter(act=ERASED).values_list("data", flat=True)
        for seq in data.get("entries", [])
    }
    promised = set(Entry.objects.exclude(personal_commitment="").values_list("seq", flat=True))
    bad += [chain.Finding("details-removed", seq) for seq in promised - there - erased]
    return min(bad, key=lambda finding: finding.seq, default=None)


def entry_count() -> int:
    """How long the journal is."""
    return Entry.objects.count()
