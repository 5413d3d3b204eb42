"""Keeping scores as they were given: a commitment to each, and the seal over all of them."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from pearls.audit import services as audit
from pearls.audit.rules import instant_text
from pearls.credentials import services as credentials
from pearls.kernel.actor import Actor
from pearls.selection import queries
from pearls.selection.models import Assessment, Commitment, MeetingSeal, Panel, Score, Seal
from pearls.selection.rules import meeting_record
from pearls.selection.rules import record as rules


def commit_score(*, panel: Panel, assessment: Assessment, score: Score, candidate: str, now: datetime) -> Commitment:
    """Keep a salted hash of what was given, in the transaction that keeps the score.

    Whoever asks has taken a turn at the journal, so that numbers follow each other.
    """
    return _commit(panel, assessment, score, candidate, now, secrets.token_hex(32), {})


def commit_change(
    *, panel: Panel, assessment: Assessment, score: Score, before: str | None, reason: str, now: datetime
) -> Commitment:
    """The same of a score that was changed after the seal: with what stood before, and a salted hash of the reason."""
    salt = secrets.token_hex(32)
    more = {"before": before, "reason_sha256": meeting_record.reason_sha256(reason, salt=salt)}
    return _commit(panel, assessment, score, assessment.dossier.key, now, salt, more)


def _commit(
    panel: Panel,
    assessment: Assessment,
    score: Score,
    candidate: str,
    now: datetime,
    salt: str,
    more: Mapping[str, str | None],
) -> Commitment:
    number = Commitment.objects.filter(panel=panel).count()
    record = {
        "panel": panel.ref,
        "number": number,
        "candidate": candidate,
        "assessment": assessment.ref,
        "criterion": score.criterion,
        "score": spelled(score),
        "at": instant_text(now),
        **more,
    }
    digest = rules.commitment(record, salt=salt)
    return Commitment.objects.create(panel=panel, number=number, salt=salt, record=record, commitment=digest)


def spelled(score: Score) -> str | None:
    """A score as it is committed to: 7.5; none is none."""
    return None if score.value is None else f"{score.value.normalize():f}"


def seal_scores(*, actor: Actor, panel: Panel, now: datetime) -> Seal:
    """Sign the root over everything that was given, before anything is opened.

    Scores from before there were commitments are taken in now, under this day.
    """
    head = audit.take_turn()
    _take_in_older(panel, now)
    given = list(Commitment.objects.filter(panel=panel).values_list("commitment", flat=True))
    statement = {
        "format": rules.FORMAT,
        "panel": panel.ref,
        "edition": panel.edition.key,
        "stage": panel.stage,
        "rules_sha256": panel.rules_version.sha256,
        "sealed_at": instant_text(now),
        "size": len(given),
        "root": rules.root_of(given),
        "journal": {"seq": head.seq, "hash": head.hash},
    }
    signed = credentials.sign_statement(actor=actor, statement=statement, now=now)
    return Seal.objects.create(
        panel=panel, statement=statement, key=signed.key, signature=signed.signature, sealed_at=now
    )


def seal_meeting(*, actor: Actor, panel: Panel, number: int, now: datetime) -> MeetingSeal | None:
    """Sign the root over all commitments, what the meeting changed too, with the chair's signature of this number.

    None where the scores were never sealed: that was before there were commitments.
    """
    head, first = audit.take_turn(), queries.seal_of(panel)
    if first is None:
        return None
    given = list(Commitment.objects.filter(panel=panel).values_list("commitment", flat=True))
    statement = {
        "format": meeting_record.FORMAT,
        "panel": panel.ref,
        "sealed_at": instant_text(now),
        "before": {"size": first.statement["size"], "root": first.statement["root"]},
        "size": len(given),
        "root": rules.root_of(given),
        "signature_number": number,
        "journal": {"seq": head.seq, "hash": head.hash},
    }
    signed = credentials.sign_statement(actor=actor, statement=statement, now=now)
    return MeetingSeal.objects.create(
        panel=panel, number=number, statement=statement, key=signed.key, signature=signed.signature, sealed_at=now
    )


def _take_in_older(panel: Panel, now: datetime) -> None:
    records = Commitment.objects.filter(panel=panel).values_list("record", flat=True)
    known = {(record["assessment"], record["criterion"]) for record in records}
    scores = Score.objects.filter(assessment__dossier__panel=panel).select_related("assessment__dossier")
    for score in scores.order_by("pk"):
        assessment = score.assessment
        if (assessment.ref, score.criterion) not in known:
            commit_score(panel=panel, assessment=assessment, score=score, candidate=assessment.dossier.key, now=now)
