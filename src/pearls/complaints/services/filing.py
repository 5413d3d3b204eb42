"""Complaining, taking a complaint back, and forgetting what somebody wrote in one."""

import secrets
from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction

from pearls.audit import services as audit
from pearls.complaints import labels, queries
from pearls.complaints.models import Complaint
from pearls.complaints.queries import Dossier
from pearls.complaints.rules import clock
from pearls.complaints.rules import complaints as rules
from pearls.complaints.rules.complaints import State
from pearls.complaints.services.telling import (
    WAITS,
    office_of,
    put_before_office,
    record,
    team_of,
    write_to,
)
from pearls.kernel.actor import Actor
from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.kernel.verdict import YES, NotAllowed, no, require
from pearls.people import queries as people_queries
from pearls.selection import queries as selection_queries
from pearls.today import services as today


@transaction.atomic
def file_complaint(
    *,
    actor: Actor,
    dossier: Dossier,
    grounds: Collection[str],
    text: str,
    language: str,
    now: datetime,
    received_at: datetime | None = None,
) -> Complaint:
    """Complain against what was decided about a text: the place gets a receipt with number and hash, the office a task.

    With `received_at` the office enters a complaint that came on paper, as of that instant; the clock runs from it.
    Raises: NotAllowed: not-speaker, not-published, has-place, complaint-there, too-late, needs-ground, unknown-ground,
    needs-text; not-the-office, day-to-come.
    """
    audit.take_turn()
    came = received_at or now
    if received_at is not None:
        is_office = actor.is_office(dossier.panel.edition.key)
        require(rules.may_enter_paper(is_office=is_office, received_at=came, now=now))
    require(rules.may_complain(_asked(actor, dossier, on_paper=received_at is not None), received_at=came))
    require(rules.is_worded(grounds=grounds, text=text))
    on_paper, words = received_at is not None, text.strip()[: rules.LONGEST_TEXT]
    salt, about = secrets.token_hex(16), sorted(set(grounds))
    try:
        with transaction.atomic():
            complaint = Complaint.objects.create(
                dossier=dossier,
                grounds=about,
                language=language,
                text=words,
                salt=salt,
                sha256=hash_of(salt=salt, grounds=about, text=words),
                filed_by=people_queries.person_of(actor) if actor.is_signed_in else None,
                came_on_paper=on_paper,
                filed_at=came,
                answer_by=_answer_by(dossier, came),
            )
    except IntegrityError as taken:  # two colleagues complained in the same second
        raise NotAllowed(no("complaint-there")) from taken
    data = {"grounds": about, "sha256": complaint.sha256, "on_paper": on_paper}
    record(actor, "complaint-filed", complaint, now, data, words)
    _tell(actor, complaint, now)
    return complaint


def _asked(actor: Actor, dossier: Dossier, *, on_paper: bool) -> rules.Complaining:
    return rules.Complaining(
        is_speaker=people_queries.is_speaker(actor, dossier.place),
        is_published=queries.decided_texts().filter(pk=dossier.pk).exists(),
        has_place=selection_queries.has_place(dossier),
        has_open=queries.has_open(dossier),
        until=queries.until_of(dossier.panel),
        on_paper=on_paper,
    )


def _answer_by(dossier: Dossier, came: datetime) -> datetime:
    days = dossier.panel.edition_rules.complaints.answer_within
    return clock.deadline(came, days=days, zone=queries.zone_of(dossier.panel))


def _tell(actor: Actor, complaint: Complaint, now: datetime) -> None:
    """The place has its receipt, the office its task."""
    put_before_office(complaint, WAITS, now)
    write_to(actor, labels.RECEIVED_LETTER, complaint, team_of(complaint), "complaints:complaint", now)
    write_to(actor, labels.CAME_LETTER, complaint, office_of(complaint), "complaints:office-complaint", now)


def hash_of(*, salt: str, grounds: Collection[str], text: str) -> str:
    """What the receipt states: of the canonical JSON of the complaint as it came, with its salt."""
    return sha256_hex(canonical_json({"schema": 1, "salt": salt, "grounds": sorted(grounds), "text": text}))


@transaction.atomic
def withdraw_complaint(*, actor: Actor, complaint: Complaint, now: datetime) -> Complaint:
    """The place takes its complaint back; it may complain anew while there is time.

    Raises: NotAllowed: not-speaker, complaint-closed, somebody-was-faster.
    """
    audit.take_turn()
    is_speaker = people_queries.is_speaker(actor, complaint.dossier.place)
    require(rules.may_withdraw(is_speaker=is_speaker, state=State(complaint.state)))
    claim(complaint, state=State.WITHDRAWN, closed_at=now)
    today.take_off(subject=complaint.subject)
    record(actor, "complaint-withdrawn", complaint, now)
    return complaint


def claim(complaint: Complaint, **changes: object) -> None:
    """Change the row only while it is in the state we saw, so that of two who act one wins and the other is told."""
    changed = Complaint.objects.filter(pk=complaint.pk, state=complaint.state).update(**changes)
    require(YES if changed == 1 else no("somebody-was-faster"))
    for name, value in changes.items():
        setattr(complaint, name, value)


@transaction.atomic
def forget_words(*, actor: Actor, person: str, now: datetime) -> int:
    """Empty what an erased person wrote: the complaints they sent and what they proposed as second reader.

    The receipt's hash, the grounds and the outcome stay: they say nothing of a person.
    """
    audit.take_turn()
    filed = Complaint.objects.filter(filed_by__ref=person, came_on_paper=False).exclude(text="")
    read = Complaint.objects.filter(reader__ref=person).exclude(proposal_text="")
    refs = sorted({*filed.values_list("ref", flat=True), *read.values_list("ref", flat=True)})
    filed.update(text="", salt="")
    read.update(proposal_text="")
    if refs:
        audit.record(
            actor=actor, act="complaint-words-forgotten", subject=f"person:{person}", data={"refs": refs}, now=now
        )
    return len(refs)
