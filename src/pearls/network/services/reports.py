"""Telling the office of a text that does not belong there, and what the office does."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import OFFICE_ROLES, Actor
from pearls.kernel.verdict import YES, no, require
from pearls.network import queries, rules
from pearls.network.models import Note, Post, Report
from pearls.people import queries as people_queries
from pearls.today import services as today

WAITS = "network-report-waits"


@transaction.atomic
def report(*, actor: Actor, because: str, now: datetime, post: Post | None = None, note: Note | None = None) -> Report:
    """Report a post or a message to the office. Raises: NotAllowed: not-in-network, own-words, needs-reason."""
    audit.take_turn()
    if post is not None:
        reads, author = queries.standing(actor, post.group, now=now).reads, post.author_id
    else:
        reads, author = bool(note and queries.note_for(actor, note.ref)), note.sender_id if note else 0
    require(rules.may_report(reads=reads, is_own=author == actor.person_id, because=because))
    made = Report.objects.create(
        post=post, note=note, reporter=people_queries.person_of(actor), because=because.strip()[:2000], made_at=now
    )
    for role in sorted(OFFICE_ROLES):
        today.put_line(
            subject=made.subject,
            code=WAITS,
            who=_who(post, note),
            page="network:report",
            page_args={"ref": made.ref},
            role=role,
            now=now,
        )
    about = post.subject if post else note.subject if note else ""
    audit.record(actor=actor, act="network-reported", subject=made.subject, now=now, data={"about": about})
    return made


def _who(post: Post | None, note: Note | None) -> str:
    """What the office's line names: the headline of the text, or who wrote the message."""
    if post is not None:
        return (post.answers or post).title
    return note.sender.name if note else ""


@transaction.atomic
def settle_report(*, actor: Actor, report: Report, removes: bool, because: str, now: datetime) -> Report:
    """The office removes a reported post with a reason, or leaves it. A message cannot be taken back, only noted.

    Raises: NotAllowed: not-the-office, already-settled, needs-reason.
    """
    audit.take_turn()
    is_settled = report.settled_at is not None
    require(rules.may_settle(is_office=actor.is_office(), is_settled=is_settled, removes=removes, because=because))
    words = because.strip()[:2000]
    claimed = Report.objects.filter(pk=report.pk, settled_at=None)
    removes = removes and report.post_id is not None
    changed = claimed.update(settled_at=now, has_removed=removes, answer=words)
    require(YES if changed == 1 else no("already-settled"))
    if removes:
        gone = {"removed_at": now, "removed_because": words, "pinned_at": None}
        Post.objects.filter(pk=report.post_id or 0, removed_at=None).update(**gone)
    today.take_off(subject=report.subject, code=WAITS)
    report.refresh_from_db()
    audit.record(actor=actor, act="network-report-settled", subject=report.subject, now=now, data={"removed": removes})
    return report
