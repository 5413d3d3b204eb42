"""Acts of editors and the office: pass a contribution on, send it back, make it public; and withdrawing a practice."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, no, require
from pearls.people import queries as people_queries
from pearls.practices import labels, queries
from pearls.practices.models import Contribution, Photo, Practice
from pearls.practices.rules import Record, contributing, drafts
from pearls.practices.rules.contributing import State
from pearls.practices.rules.versions import Act
from pearls.practices.services.contributing import add_comment, move, own_address, record_act, write_to
from pearls.practices.services.loading import concept_rows, save_records
from pearls.practices.services.versions import keep_versions


@transaction.atomic
def check_contribution(*, actor: Actor, contribution: Contribution, now: datetime) -> Contribution:
    """The first step of the review: it is complete, right and understandable, and goes on to the decision.

    Raises: NotAllowed (editors-only, own-contribution, not-waiting-for-check).
    """
    audit.take_turn()
    contribution.refresh_from_db()
    require(contributing.may_check(queries.reader_of(actor, contribution), State(contribution.state)))
    move(contribution, state=State.CHECKED, checked_by=people_queries.person_of(actor), changed_at=now)
    record_act(actor, "contribution-checked", contribution, now)
    return contribution


@transaction.atomic
def return_contribution(
    *, actor: Actor, contribution: Contribution, reason: str, field: str, now: datetime
) -> Contribution:
    """Send it back to its author, with words; it can be written and sent again.

    Raises: NotAllowed (editors-only, own-contribution, not-waiting, needs-reason).
    """
    audit.take_turn()
    contribution.refresh_from_db()
    require(contributing.may_return(queries.reader_of(actor, contribution), State(contribution.state), reason))
    move(contribution, state=State.RETURNED, checked_by=None, changed_at=now)
    said = add_comment(actor, contribution, reason, field, now, is_return=True)
    record_act(actor, "contribution-returned", contribution, now, field=said.field)
    write_to(actor, labels.CONTRIBUTION_RETURNED, contribution.author, contribution, now, reason=said.text)
    return contribution


@transaction.atomic
def accept_contribution(*, actor: Actor, contribution: Contribution, now: datetime) -> Practice:
    """The second step: it becomes a public practice, or the next version of the one that it changes.

    Raises: NotAllowed (editors-only, own-contribution, not-waiting-for-decision, second-pair-of-eyes, not-complete,
    already-withdrawn).
    """
    audit.take_turn()
    contribution.refresh_from_db()
    require(contributing.may_decide(queries.reader_of(actor, contribution), State(contribution.state)))
    practice = _publish(contribution, now)
    move(contribution, state=State.PUBLIC, practice=practice, changed_at=now)
    record_act(actor, "contribution-accepted", contribution, now, practice=practice.key)
    write_to(
        actor,
        labels.CONTRIBUTION_PUBLIC,
        contribution.author,
        contribution,
        now,
        address=own_address(practice.key).replace("/en/", f"/{contribution.author.language}/", 1),
    )
    return practice


@transaction.atomic
def withdraw_practice(*, actor: Actor, practice: Practice, reason: str, now: datetime) -> Practice:
    """Take a public practice back for good: its page says that it is gone, when and why.

    Raises: NotAllowed (not-yours, already-withdrawn, needs-reason).
    """
    audit.take_turn()
    reader = queries.reader_of_practice(actor, practice)
    require(contributing.may_withdraw(reader, is_withdrawn=practice.withdrawn_at is not None, reason=reason))
    there = Practice.objects.filter(pk=practice.pk, withdrawn_at=None)
    if there.update(withdrawn_at=now, withdrawn_because=reason.strip(), changed_at=now) != 1:
        raise NotAllowed(no("already-withdrawn"))
    practice.refresh_from_db()
    keep_versions(new={}, changed=[practice.pk], act=Act.WITHDRAWN, now=now)
    told = Contribution.objects.filter(practice=practice).exclude(state=State.WITHDRAWN).select_related("author")
    for contribution in {one.author_id: one for one in told}.values():
        write_to(actor, labels.PRACTICE_WITHDRAWN, contribution.author, contribution, now, reason=reason.strip())
    told.update(state=State.WITHDRAWN, changed_at=now)
    audit.record(actor=actor, act="practice-withdrawn", subject=f"practice:{practice.key}", data={}, now=now)
    return practice


def _publish(contribution: Contribution, now: datetime) -> Practice:
    """Write the practice with everything that hangs on it: place, photos, version, index of the search."""
    record, changed_one = _record_of(contribution), contribution.practice
    _new, _changed = save_records([record], concept_rows(), now)
    practice = Practice.objects.get(key=record.id)
    fixed: dict[str, Any] = {"changed_at": now}
    if contribution.place_id:
        fixed |= {"place_id": contribution.place_id}
    if changed_one is None:
        fixed |= {"is_demonstration": contribution.is_demonstration}
    Practice.objects.filter(pk=practice.pk).update(**fixed)
    Photo.objects.filter(practice=practice).update(practice=None)
    Photo.objects.filter(contribution=contribution).update(practice=practice)
    keep_versions(new={}, changed=[practice.pk], act=Act.PUBLISHED, now=now)
    practice.refresh_from_db()
    return practice


def _record_of(contribution: Contribution) -> Record:
    """The record that a contribution becomes. Raises: NotAllowed (not-complete, already-withdrawn)."""
    practice, draft = contribution.practice, contribution.draft
    if practice is not None and practice.withdrawn_at is not None:
        raise NotAllowed(no("already-withdrawn"))
    place = str(draft.get("place") or "")
    stem = drafts.stem_of(contribution.title, place)
    key = practice.key if practice else drafts.free_key(stem, queries.keys_like(stem))
    known = queries.known_concepts()
    record, problems = drafts.record_from(
        draft, key=key, own_address=own_address(key), knows=lambda scheme, id: (scheme, id) in known
    )
    if record is None or problems:
        raise NotAllowed(no("not-complete"))
    if practice is not None and contribution.place_id is None:
        # The office mends a practice that was gathered: what it was gathered from stays.
        return replace(
            record, source_language=practice.source_language or None, gathered_from=practice.gathered_from or None
        )
    return record
