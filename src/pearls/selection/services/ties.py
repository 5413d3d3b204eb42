"""Ties between people and texts: said by the person, found by the system, decided by the chair."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.canonical import sha256_hex
from pearls.kernel.verdict import require
from pearls.people import queries as people_queries
from pearls.selection import queries
from pearls.selection.models import Assessment, Connection, Declaration, Dossier, Panel, Seat, Tie
from pearls.selection.rules import ties as rules
from pearls.selection.rules.panels import AssessmentState, Conflict, PanelState, SeatState
from pearls.selection.rules.ties import Edge, EdgeKind, Ruling, TieKind

_BY_TIES = (Conflict.TIE, Conflict.TIE_WAITS)


@transaction.atomic
def say_connection(
    *,
    actor: Actor,
    kind: EdgeKind,
    now: datetime,
    organisation: str = "",
    place: queries.Place | None = None,
    since: int | None = None,
    until: int | None = None,
) -> Connection:
    """Say of oneself whom one works or worked for, or is close to. What it connects with is looked for at once.

    Raises: NotAllowed not-your-seat, tie-not-yours-to-say, tie-years-wrong.
    """
    audit.take_turn()
    require(rules.may_say(is_own=actor.is_signed_in, kind=kind, since=since, until=until, year=now.year))
    connection = Connection.objects.create(
        person=people_queries.person_of(actor),
        kind=kind,
        organisation=organisation.strip(),
        place=place,
        since=since,
        until=until,
        said_at=now,
    )
    said = {"kind": kind, "organisation": connection.organisation, "place": place.key if place else ""}
    audit.record(
        actor=actor,
        act="connection-said",
        subject=f"person:{actor.ref}",
        now=now,
        data={"connection": connection.ref},
        personal=said | {"since": since, "until": until},
    )
    for seat in queries.seats_judging(actor):
        look_for_ties(actor, seat.panel, now, seats=[seat])
    return connection


@transaction.atomic
def end_connection(*, actor: Actor, connection: Connection, now: datetime) -> Connection:
    """Say that a tie of one's own is over. It counts on for as long as the rules look back, and opens nothing.

    Raises: NotAllowed not-your-seat, tie-is-over.
    """
    audit.take_turn()
    connection = Connection.objects.get(pk=connection.pk)
    is_own = connection.person_id == actor.person_id
    require(rules.may_end(is_own=is_own, is_over=connection.until is not None))
    connection.until = now.year
    connection.save(update_fields=["until"])
    data = {"connection": connection.ref, "until": connection.until}
    audit.record(actor=actor, act="connection-ended", subject=f"person:{actor.ref}", now=now, data=data)
    return connection


@transaction.atomic
def find_ties(*, actor: Actor, now: datetime) -> int:
    """Look for ties again on every panel that still scores; safe to run twice. Gives how many are new."""
    audit.take_turn()
    scoring = Panel.objects.filter(state=PanelState.SCORING).select_related("edition", "rules_version").order_by("pk")
    return sum(len(look_for_ties(actor, panel, now)) for panel in scoring)


def look_for_ties(actor: Actor, panel: Panel, now: datetime, *, seats: Sequence[Seat] | None = None) -> list[Tie]:
    """Find what connects the people with the texts, within the act that gives cause to; gives what is new.

    What was found before stays, with what was decided about it: a tie is never found away.
    """
    given = panel.seats.filter(state=SeatState.ACCEPTED, person__is_active=True) if seats is None else seats
    by_ref = {seat.ref: seat for seat in given}
    texts = {text.ref: text for text in panel.dossiers.filter(left_at=None).select_related("place")}
    if not by_ref or not texts:
        return []
    edges = queries.facts_for(panel, list(by_ref.values()), list(texts.values()))
    is_shut = bool(panel.edition_rules.assessing.own_country_closed)
    found = rules.ties_of(edges, year=now.year, is_own_country_shut=is_shut)
    known = set(Tie.objects.filter(seat__in=by_ref.values()).values_list("seat_id", "way"))
    new = [
        _new_tie(by_ref[tie.person], texts[tie.text], tie, way, now)
        for key, tie in sorted(found.items())
        if (by_ref[tie.person].pk, way := sha256_hex(key.encode())) not in known
    ]
    Tie.objects.bulk_create(new)
    _follow(new, now)
    if new:
        told = [{"seat": tie.seat.ref, "dossier": tie.dossier.ref, "kind": tie.kind} for tie in new]
        _record(actor, "ties-found", panel, now, ties=told)
    return new


def _new_tie(seat: Seat, text: Dossier, tie: rules.Tie, way: str, now: datetime) -> Tie:
    return Tie(
        seat=seat, dossier=text, kind=tie.kind, way=way, path=[_as_json(edge) for edge in tie.path], found_at=now
    )


def _as_json(edge: Edge) -> dict[str, Any]:
    """A fact as it was, with the names of the day; who it is about is told by the seat, not here."""
    return {
        "kind": edge.kind,
        "start": edge.start.name,
        "end": edge.end.name,
        "source": edge.source,
        "on": edge.on.isoformat() if edge.on else None,
        "since": edge.since,
        "until": edge.until,
    }


def _follow(ties: Iterable[Tie], now: datetime) -> None:
    """Shut what new ties shut. What was scored of it before does not count, unless it is opened again."""
    pairs = queries.pairs_of(ties)
    said = Declaration.objects.filter(
        seat__in={seat for seat, _text in pairs}, dossier__in={text for _seat, text in pairs}
    )
    declared = {(one.seat_id, one.dossier_id): one for one in said}
    for (seat, text), found in pairs.items():
        before, conflict = declared.get((seat, text)), rules.conflict_of(found)
        is_shut = before is not None and before.conflict not in (Conflict.NONE, *_BY_TIES)
        if conflict is None or is_shut or (before is not None and before.conflict == conflict):
            continue
        Declaration.objects.update_or_create(
            seat_id=seat, dossier_id=text, defaults={"conflict": conflict, "declared_at": now}
        )
        mine = Assessment.objects.filter(seat_id=seat, dossier_id=text).exclude(state=AssessmentState.CANNOT_JUDGE)
        mine.update(state=AssessmentState.CANNOT_JUDGE, reason="", finished_at=now)


@transaction.atomic
def decide_tie(*, actor: Actor, panel: Panel, tie: Tie, ruling: Ruling, reason: str, now: datetime) -> Tie:
    """Say that a tie shuts the text, or that the person may read all the same, with a reason.

    Where nothing else stands against it, the person declares anew, and what they had begun is theirs again.
    Raises: NotAllowed tie-is-your-own, tie-for-the-chair, tie-for-the-office, tie-shut-by-rules, scoring-closed,
    tie-undecided, reason-missing.
    """
    audit.take_turn()
    panel = Panel.objects.select_related("edition").get(pk=panel.pk)
    tie = Tie.objects.select_related("seat__person", "dossier").get(pk=tie.pk, seat__panel=panel)
    judge = queries.judge_of(actor, panel, panel.seats.all(), queries.shut_to_chair(panel), tie)
    kind, state = TieKind(tie.kind), PanelState(panel.state)
    require(rules.may_rule(judge=judge, kind=kind, panel=state, ruling=ruling, reason=reason))
    tie.ruling, tie.reason, tie.decided_at, tie.decided_by_id = ruling, reason.strip(), now, actor.person_id
    tie.save(update_fields=["ruling", "reason", "decided_at", "decided_by"])
    _settle(tie, now)
    data = {"tie": tie.ref, "seat": tie.seat.ref, "dossier": tie.dossier.ref, "kind": tie.kind, "ruling": ruling}
    _record(actor, "tie-decided", panel, now, reason=reason, about=tie.seat.person.ref, **data)
    return tie


def _settle(tie: Tie, now: datetime) -> None:
    """Bring what stands on record about the text in line with what was decided; what shut it otherwise stays."""
    conflict = rules.conflict_of(queries.pairs_of([tie])[tie.seat_id, tie.dossier_id])
    said = Declaration.objects.filter(seat=tie.seat_id, dossier=tie.dossier_id, conflict__in=_BY_TIES)
    if conflict is not None:
        said.update(conflict=conflict, declared_at=now)
    elif said.delete()[0]:
        begun = Assessment.objects.filter(seat=tie.seat_id, dossier=tie.dossier_id, reason="")
        begun.filter(state=AssessmentState.CANNOT_JUDGE).update(state=AssessmentState.OPEN, finished_at=None)


def forget_ties(person: str) -> None:
    """Let go of what an erased person (the reference) said, of the names on their ties, and of reasons.

    That there was a tie and what was decided stays; it goes with the act that erases.
    """
    Connection.objects.filter(person__ref=person).delete()
    Tie.objects.filter(seat__person__ref=person).update(path=[], way=F("ref"), reason="")
    Tie.objects.filter(decided_by__ref=person).update(reason="")


def _record(
    actor: Actor, act: str, panel: Panel, now: datetime, *, reason: str = "", about: str = "", **data: Any
) -> None:
    """A reason in words is kept under the reference of whom it is about, so that it goes when they are erased."""
    audit.record(
        actor=actor,
        act=act,
        subject=panel.subject,
        now=now,
        edition=panel.edition.key,
        data=data,
        personal={"reason": reason.strip()} if reason.strip() else None,
        person=about,
    )
