"""Convening a panel, its people, and the dossiers handed down to it."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.kernel.verdict import NotAllowed, no, require
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.programme import rules as programme_rules
from pearls.programme.rules import Stage, Step
from pearls.selection import labels, queries
from pearls.selection.models import Assessment, Assignment, Declaration, Dossier, Panel, Score, ScoreChange, Seat
from pearls.selection.rules import panels as rules
from pearls.selection.rules.inviting import ANSWER_DAYS, Offer
from pearls.selection.rules.panels import AssessmentState, Conflict, PanelState, SeatState
from pearls.selection.services.sealing import seal_scores
from pearls.selection.services.seats import describe_seat, write_to_seat
from pearls.selection.services.ties import forget_ties, look_for_ties

_SCORES_DUE = {Stage.PRESELECTION: Step.PRESELECTION_SCORES_DUE, Stage.FINAL: Step.JURY_SCORES_DUE}


@transaction.atomic
def convene_panel(*, actor: Actor, edition: queries.Edition, stage: Stage, now: datetime) -> Panel:
    """Convene the panel of a stage under the rules in force; asked again, it is the same panel.

    Raises: NotAllowed not-the-office, no-rules, no-such-stage, no-scale (weights and scales are not known).
    """
    require(rules.may_run_panel(is_office=actor.is_office(edition.key)))
    version = edition.rules_version
    if version is None:
        raise NotAllowed(no("no-rules"))
    document = programme_rules.parse_edition_rules(version.text)
    stage_rules = document.stage(stage)
    if stage_rules is None or not stage_rules.is_scorable:
        require(no("no-such-stage" if stage_rules is None else "no-scale"))
    panel, is_new = Panel.objects.get_or_create(
        edition=edition,
        stage=stage,
        defaults={
            "rules_version": version,
            "due_at": document.dates.instant(_SCORES_DUE[stage]),
            "convened_at": now,
        },
    )
    if is_new:
        _record(actor, "panel-convened", panel, now, stage=stage, rules_sha256=panel.rules_version.sha256)
    return panel


@transaction.atomic
def invite(
    *,
    actor: Actor,
    panel: Panel,
    person: queries.Person,
    now: datetime,
    country: str = "",
    is_chair: bool = False,
    is_assessor: bool = True,
    answer_on: date | None = None,
    in_place_of: Seat | None = None,
) -> Seat:
    """Invite a person to the panel, by letter, and await the answer until a day: two weeks where none is named.

    Whoever is invited in the place of another is written to by that act, which knows what waits for them.

    Raises: NotAllowed not-the-office, scoring-closed, already-on-the-panel.
    """
    audit.take_turn()
    panel.refresh_from_db(fields=["state"])
    seat = panel.seats.filter(person=person).first()
    is_seated = seat is not None and seat.state in (SeatState.INVITED, SeatState.ACCEPTED)
    require(
        rules.may_invite(
            is_office=actor.is_office(panel.edition.key), panel=PanelState(panel.state), is_seated=is_seated
        )
    )
    seat, _is_new = Seat.objects.update_or_create(
        panel=panel,
        person=person,
        defaults={
            "country": country,
            "is_chair": is_chair,
            "is_assessor": is_assessor,
            "state": SeatState.INVITED,
            "invited_at": now,
            "answered_at": None,
            "answer_on": answer_on or queries.local_day(panel, now) + timedelta(days=ANSWER_DAYS),
            "in_place_of": in_place_of,
            "told": "",
        },
    )
    _record(actor, "seat-offered", panel, now, seat=seat.ref, person=person.ref, is_chair=is_chair)
    if in_place_of is None:
        write_to_seat(actor, labels.INVITATION, panel, seat, now)
    return seat


@transaction.atomic
def answer_invitation(
    *, actor: Actor, seat: Seat, accepts: bool, now: datetime, note: str = "", offer: Offer | None = None
) -> Seat:
    """Take the seat, for all texts or for as many as one offers to read, or not. With the seat come the conflicts of
    one's own country, where the rules say so, those of the towns that one mentors, and every other tie that is known.

    Raises: NotAllowed not-your-seat, seat-ended, scoring-closed.
    """
    audit.take_turn()
    seat = Seat.objects.select_related("panel__edition", "panel__rules_version").get(pk=seat.pk)
    require(
        rules.may_answer_invitation(
            is_own=seat.person_id == actor.person_id, seat=SeatState(seat.state), panel=PanelState(seat.panel.state)
        )
    )
    seat.state = SeatState.ACCEPTED if accepts else SeatState.DECLINED
    seat.answered_at, seat.note = now, note.strip()
    seat.save(update_fields=["state", "answered_at", "note"])
    taken = describe_seat(seat, offer) if accepts and offer and seat.is_assessor else {}
    _close_own_country(seat.panel, now)
    close_mentored(seat.panel, now)
    look_for_ties(actor, seat.panel, now)
    _record(actor, "seat-accepted" if accepts else "seat-declined", seat.panel, now, seat=seat.ref, **taken)
    return seat


@transaction.atomic
def end_seat(*, actor: Actor, seat: Seat, reason: str, now: datetime) -> Seat:
    """Take a person off the panel; finished assessments stay and count.

    Raises: NotAllowed not-the-office, reason-missing.
    """
    audit.take_turn()
    require(rules.may_run_panel(is_office=actor.is_office(seat.panel.edition.key)))
    if not reason.strip():
        require(no("reason-missing"))
    seat.state, seat.note = SeatState.ENDED, reason.strip()
    seat.save(update_fields=["state", "note"])
    _record(actor, "seat-ended", seat.panel, now, seat=seat.ref)
    return seat


@transaction.atomic
def forget_assessor(*, actor: Actor, person: str, now: datetime) -> int:
    """Forget what an erased person (the reference) wrote beside scores and declarations, and end the open seats.

    Points, declarations and the chair's signature stay: without them a decision could not be checked.
    Gives the number of seats.
    """
    audit.take_turn()
    seats = Seat.objects.filter(person__ref=person)
    pks = list(seats.values_list("pk", flat=True))
    seats.filter(panel__state=PanelState.SCORING).update(state=SeatState.ENDED)
    seats.update(note="", topics=[])
    Declaration.objects.filter(seat__in=pks).update(note="")
    Assignment.objects.filter(seat__in=pks).update(reason="")
    Assessment.objects.filter(seat__in=pks).update(reason="")
    Score.objects.filter(assessment__seat__in=pks).update(comment="")
    forget_ties(person)
    ScoreChange.objects.filter(assessment__seat__in=pks).update(reason="")
    audit.record(actor=actor, act="assessor-forgotten", subject=f"person:{person}", now=now, data={"count": len(pks)})
    return len(pks)


@transaction.atomic
def receive_dossiers(
    *, actor: Actor, panel: Panel, dossiers: Iterable[call_queries.Dossier], now: datetime
) -> list[Dossier]:
    """Take in what the room below hands down; asked again, only what is new. What somebody judges stays as it is.

    A newer snapshot takes the place of one that nobody has begun to assess; whoever may have opened the old one is
    told by letter.
    Raises: NotAllowed not-the-office, scoring-closed.
    """
    audit.take_turn()
    panel.refresh_from_db(fields=["state"])
    require(rules.may_run_panel(is_office=actor.is_office(panel.edition.key)))
    if panel.state != PanelState.SCORING:
        require(no("scoring-closed"))
    known = {dossier.application_ref: dossier for dossier in panel.dossiers.all()}
    begun = set(Assessment.objects.filter(dossier__panel=panel).values_list("dossier_id", flat=True))
    received, snapshots = [], {}
    for item in dossiers:
        snapshots[item.key] = item.snapshot_ref
        dossier = known.get(item.key)
        if dossier is None:
            dossier = _new_dossier(panel, item, now)
        elif dossier.snapshot_id == item.snapshot_id or dossier.pk in begun:
            continue
        else:
            dossier.snapshot_id, dossier.received_at, dossier.topics = item.snapshot_id, now, None
            dossier.save(update_fields=["snapshot", "received_at", "topics"])
            _tell_readers(actor, panel, dossier, now)
        received.append(dossier)
    _close_own_country(panel, now)
    close_mentored(panel, now)
    look_for_ties(actor, panel, now)
    if received:
        refs = [{"dossier": dossier.ref, "snapshot": snapshots[dossier.application_ref]} for dossier in received]
        _record(actor, "dossiers-received", panel, now, dossiers=refs)
    return received


def _new_dossier(panel: Panel, item: call_queries.Dossier, now: datetime) -> Dossier:
    return Dossier.objects.create(
        panel=panel,
        application_ref=item.key,
        key=item.place_key,
        name=item.name,
        country=item.country,
        place_id=item.place_id,
        language=item.language,
        snapshot_id=item.snapshot_id,
        received_at=now,
    )


def _tell_readers(actor: Actor, panel: Panel, dossier: Dossier, now: datetime) -> None:
    """Write to those who declared that they may read: the text they may have in mind is no longer the one judged."""
    declared = Declaration.objects.filter(
        dossier=dossier, conflict=Conflict.NONE, seat__state=SeatState.ACCEPTED, seat__person__is_active=True
    )
    for declaration in declared.select_related("seat__person").order_by("seat_id"):
        person = declaration.seat.person
        mail.queue_letter(
            actor=actor,
            letter=labels.NEWER_TEXT,
            to=person.email,
            language=person.language,
            values={
                "name": str(person),
                "text": dossier.name,
                "edition": pick(panel.edition.name, person.language)[0],
                "link": f"{settings.BASE_URL}/{person.language}/assess/text/{dossier.ref}/",
            },
            now=now,
            about=panel.subject,
            edition=panel.edition.key,
        )


def _close_own_country(panel: Panel, now: datetime) -> None:
    """Shut every dossier of their own country to the people on the panel, where the edition's rules say so."""
    if not panel.edition_rules.assessing.own_country_closed:
        return
    seats = panel.seats.filter(state=SeatState.ACCEPTED, is_assessor=True).exclude(country="")
    dossiers = list(panel.dossiers.all())
    Declaration.objects.bulk_create(
        (
            Declaration(seat=seat, dossier=dossier, conflict=Conflict.OWN_COUNTRY, declared_at=now)
            for seat in seats
            for dossier in dossiers
            if dossier.country == seat.country
        ),
        ignore_conflicts=True,
    )


@transaction.atomic
def shut_mentored(*, actor: Actor, edition: str, now: datetime) -> int:
    """Somebody on a panel of the edition (its key) became a mentor: the texts of the mentored towns are shut at once.

    What was scored of them does not count. Gives the number of texts that were shut.
    """
    audit.take_turn()
    scoring = Panel.objects.filter(edition__key=edition, state=PanelState.SCORING)
    scoring = scoring.select_related("edition", "rules_version")
    shut = 0
    for panel in scoring:
        if found := close_mentored(panel, now):
            _record(actor, "mentored-texts-shut", panel, now, count=found)
            shut += found
        look_for_ties(actor, panel, now)
    return shut


def close_mentored(panel: Panel, now: datetime) -> int:
    """Shut every dossier to whoever mentors or has mentored its town in this edition; gives how many are new."""
    mentored = people_queries.mentored_in(panel.edition.key)
    seats = panel.seats.filter(state=SeatState.ACCEPTED, person__in={person for person, _place in mentored})
    dossiers = list(panel.dossiers.all()) if seats else []
    pairs = [(seat, one) for seat in seats for one in dossiers if (seat.person_id, one.place_id) in mentored]
    count = 0
    for seat, dossier in pairs:
        shut = {"conflict": Conflict.MENTOR, "declared_at": now}
        declared, is_new = Declaration.objects.get_or_create(seat=seat, dossier=dossier, defaults=shut)
        if is_new or declared.conflict == Conflict.NONE:
            Declaration.objects.filter(pk=declared.pk).update(**shut)
            mine = Assessment.objects.filter(seat=seat, dossier=dossier)
            mine.update(state=AssessmentState.CANNOT_JUDGE, finished_at=now)
            count += 1
    return count


@transaction.atomic
def close_scoring(*, actor: Actor, panel: Panel, now: datetime, reason: str = "") -> Panel:
    """End the scoring: from now on scores stand, and the body decides. Unfinished assessments do not count.

    Before anything is opened, the root over all that was given is signed, for everybody to note.

    Raises: NotAllowed not-the-office, scoring-closed, reason-missing.
    """
    audit.take_turn()
    panel = Panel.objects.select_for_update(of=("self",)).select_related("edition", "rules_version").get(pk=panel.pk)
    unfinished = queries.unfinished_count(panel, now=now)
    require(
        rules.may_close_scoring(
            is_office=actor.is_office(panel.edition.key),
            panel=PanelState(panel.state),
            unfinished=unfinished,
            reason=reason,
        )
    )
    panel.state, panel.closed_at, panel.close_reason = PanelState.CLOSED, now, reason.strip()
    panel.save(update_fields=["state", "closed_at", "close_reason"])
    sealed = seal_scores(actor=actor, panel=panel, now=now)
    _record(actor, "scoring-closed", panel, now, unfinished=unfinished, root=sealed.statement["root"])
    return panel


def _record(actor: Actor, act: str, panel: Panel, now: datetime, **data: Any) -> None:
    audit.record(actor=actor, act=act, subject=panel.subject, now=now, edition=panel.edition.key, data=data)
