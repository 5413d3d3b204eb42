"""Pairs come to be; their agreement, and notes."""

from datetime import date, datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.kernel.languages import COMPLETE_LANGUAGES, DEFAULT_LANGUAGE
from pearls.kernel.refs import new_ref
from pearls.kernel.verdict import YES, no, require
from pearls.mentoring import queries
from pearls.mentoring.models import Agreement, Note, Pair
from pearls.mentoring.queries import pairs as pair_queries
from pearls.mentoring.rules import walls, working
from pearls.mentoring.rules.walls import PairKind, Side, Visibility
from pearls.mentoring.services.awaiting import await_side, record
from pearls.today import services as today


@transaction.atomic
def open_pairs(*, edition_key: str, now: datetime) -> int:
    """Open a pair for every town of an edition that has a mentor; appointing one is the entry. Gives how many."""
    places = pair_queries.unopened(edition_key)
    Pair.objects.bulk_create(
        [
            Pair(ref=new_ref(), kind=PairKind.TOWN, place_id=place, edition_key=edition_key, opened_at=now)
            for place in places
        ],
        ignore_conflicts=True,
    )
    return len(places)


@transaction.atomic
def write_agreement(
    *, actor: Actor, pair: Pair, goals: str, rhythm: str, until: date | None, now: datetime
) -> Agreement:
    """Put down what both sides want; whoever writes confirms it, the other side is awaited. Earlier words are kept.

    Raises: NotAllowed: not-your-pair, needs-text.
    """
    audit.take_turn()
    reader = queries.reader_of(actor, pair)
    require(working.may_write_agreement(reader, goals=goals))
    side = Side(reader.side or "")
    goals, rhythm = goals.strip(), rhythm.strip()
    words = {"goals": goals, "rhythm": rhythm, "until": until.isoformat() if until else None}
    Agreement.objects.filter(pair=pair, replaced_at__isnull=True).update(replaced_at=now)
    agreement = Agreement.objects.create(
        pair=pair,
        goals=goals,
        rhythm=rhythm,
        until=until,
        language=actor.language if actor.language in COMPLETE_LANGUAGES else DEFAULT_LANGUAGE,
        sha256=sha256_hex(canonical_json(words | {"pair": str(pair.ref)})),
        written_by_id=actor.person_id,
        written_at=now,
    )
    _confirm(actor, agreement, side, now)
    record(actor, "agreement-written", pair, now, sha256=agreement.sha256, side=side)
    other = Side.TOWN if side == Side.MENTOR else Side.MENTOR
    today.take_off(subject=pair.subject, code="agreement-to-confirm")
    await_side(pair, other, subject=pair.subject, code="agreement-to-confirm", now=now)
    return agreement


@transaction.atomic
def confirm_agreement(*, actor: Actor, agreement: Agreement, sha256: str, now: datetime) -> Agreement:
    """The other side confirms the words it was shown.

    Raises: NotAllowed: not-your-pair, already-confirmed, words-changed.
    """
    audit.take_turn()
    pair = agreement.pair
    reader = queries.reader_of(actor, pair)
    is_same = agreement.sha256 == sha256 and agreement.replaced_at is None
    require(working.may_confirm(reader, confirmed=agreement.confirmed, is_same=is_same))
    side = Side(reader.side or "")
    _confirm(actor, agreement, side, now)
    record(actor, "agreement-confirmed", pair, now, sha256=sha256, side=side)
    today.take_off(subject=pair.subject, code="agreement-to-confirm")
    return agreement


def _confirm(actor: Actor, agreement: Agreement, side: Side, now: datetime) -> None:
    free = {"pk": agreement.pk, "replaced_at__isnull": True, f"{side.value}_confirmed_at__isnull": True}
    changed = Agreement.objects.filter(**free).update(
        **{f"{side.value}_confirmed_at": now, f"{side.value}_confirmed_by": actor.person_id}
    )
    require(YES if changed == 1 else no("somebody-was-faster"))
    agreement.refresh_from_db()


@transaction.atomic
def write_note(*, actor: Actor, pair: Pair, visibility: Visibility, text: str, now: datetime) -> Note:
    """Note something for those whom the visibility names.

    Raises: NotAllowed: not-your-pair, not-this-visibility, needs-text.
    """
    reader = queries.reader_of(actor, pair)
    require(walls.may_write_note(reader, visibility=visibility, text=text))
    note = Note.objects.create(
        pair=pair, visibility=visibility, text=text.strip(), written_by_id=actor.person_id, written_at=now
    )
    record(actor, "note-written", pair, now, visibility=visibility, note=note.ref)
    return note
