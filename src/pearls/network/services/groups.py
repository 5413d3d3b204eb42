"""Working groups: founding, coming in, leaving, moderating, archiving."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.network import queries, rules
from pearls.network.models import Group, LetterChoice, ReplyLink, Seat
from pearls.network.queries import Person
from pearls.network.rules import GroupState, Joining, SeatState
from pearls.people import queries as people_queries
from pearls.programme import queries as programme_queries
from pearls.today import services as today

WAITS = "group-request-waits"
INVITATION = "group-invitation"


@transaction.atomic
def found_group(
    *,
    actor: Actor,
    name: str,
    purpose: str,
    language: str,
    joining: str,
    now: datetime,
    is_demonstration: bool = False,
) -> Group:
    """Found a group; whoever founds it is its first moderator.

    Raises: NotAllowed: not-in-network, unknown-kind, needs-name, needs-purpose.
    """
    audit.take_turn()
    in_network = actor.is_signed_in and queries.is_in_network(actor, now=now)
    require(rules.may_found(in_network=in_network, name=name, purpose=purpose, joining=joining))
    group = Group.objects.create(
        name=name.strip(),
        purpose=purpose.strip(),
        language=language,
        joining=joining,
        made_at=now,
        made_by=actor.ref,
        is_demonstration=is_demonstration,
    )
    person = people_queries.person_of(actor)
    Seat.objects.create(group=group, person=person, state=SeatState.IN, is_moderator=True, began_at=now)
    audit.record(actor=actor, act="group-founded", subject=group.subject, now=now, data={"joining": joining})
    return group


@transaction.atomic
def change_group(
    *, actor: Actor, group: Group, name: str, purpose: str, language: str, joining: str, now: datetime
) -> Group:
    """Word a group anew, or let others in than before.

    Raises: NotAllowed: not-a-moderator, group-archived, unknown-kind, needs-name, needs-purpose.
    """
    audit.take_turn()
    require(rules.may_moderate(queries.standing(actor, group, now=now)))
    require(rules.may_found(in_network=True, name=name, purpose=purpose, joining=joining))
    words = {"name": name.strip(), "purpose": purpose.strip(), "language": language, "joining": joining}
    Group.objects.filter(pk=group.pk).update(**words)
    group.refresh_from_db()
    audit.record(actor=actor, act="group-changed", subject=group.subject, now=now, data={"joining": joining})
    return group


@transaction.atomic
def archive_group(*, actor: Actor, group: Group, now: datetime) -> Group:
    """Close a group for writing; its members go on reading. Raises: NotAllowed as `may_archive`."""
    audit.take_turn()
    require(rules.may_archive(queries.standing(actor, group, now=now)))
    _set_state(group, GroupState.OPEN, GroupState.ARCHIVED)
    audit.record(actor=actor, act="group-archived", subject=group.subject, now=now)
    return group


@transaction.atomic
def reopen_group(*, actor: Actor, group: Group, now: datetime) -> Group:
    """Open an archived group again. Raises: NotAllowed, not-a-moderator, somebody-was-faster."""
    audit.take_turn()
    require(rules.may_archive(queries.standing(actor, group, now=now)))
    _set_state(group, GroupState.ARCHIVED, GroupState.OPEN)
    audit.record(actor=actor, act="group-reopened", subject=group.subject, now=now)
    return group


@transaction.atomic
def join_group(*, actor: Actor, group: Group, now: datetime) -> Seat:
    """Come in, where everybody may or an invitation is there; else ask, and the moderators see it on their day.

    Raises: NotAllowed: not-in-network, group-archived, already-there, by-invitation.
    """
    audit.take_turn()
    place = queries.standing(actor, group, now=now)
    require(rules.may_ask_in(place, joining=group.joining))
    person = people_queries.person_of(actor)
    is_invited = place.seat.state == SeatState.INVITED
    comes_in = is_invited or group.joining == Joining.NETWORK
    seat = _seat(group, person, SeatState.IN if comes_in else SeatState.ASKED, now)
    if comes_in:
        today.take_off(subject=group.subject, code=INVITATION, person=person)
        audit.record(actor=actor, act="group-joined", subject=group.subject, now=now)
    else:
        _tell_moderators(group, seat, now)
        audit.record(actor=actor, act="group-asked", subject=group.subject, now=now)
    return seat


@transaction.atomic
def invite(*, actor: Actor, group: Group, person: Person, now: datetime) -> Seat:
    """A moderator invites somebody of the network. Raises: NotAllowed: not-a-moderator, group-archived, not-in-network,
    already-there."""
    audit.take_turn()
    require(rules.may_moderate(queries.standing(actor, group, now=now)))
    guest = programme_queries.actor_for(person)
    require(YES if queries.is_in_network(guest, now=now) else no("not-in-network"))
    there = queries.seat_of(guest, group)
    require(no("already-there") if there else YES)
    seat = _seat(group, person, SeatState.INVITED, now)
    today.put_line(
        subject=group.subject,
        code=INVITATION,
        who=group.name,
        page="network:group",
        page_args={"ref": group.ref},
        person=person,
        now=now,
    )
    audit.record(actor=actor, act="group-invited", subject=group.subject, now=now, data={"seat": seat.ref})
    return seat


@transaction.atomic
def answer_request(*, actor: Actor, seat: Seat, lets_in: bool, now: datetime) -> Seat:
    """A moderator lets somebody in who asked, or does not; who was not let in may ask again.

    Raises: NotAllowed: not-a-moderator, group-archived, somebody-was-faster.
    """
    audit.take_turn()
    require(rules.may_moderate(queries.standing(actor, seat.group, now=now)))
    state = SeatState.IN if lets_in else SeatState.REFUSED
    asked = Seat.objects.filter(pk=seat.pk, state=SeatState.ASKED)
    changed = asked.update(state=state, began_at=now, ended_at=None if lets_in else now)
    require(YES if changed == 1 else no("somebody-was-faster"))
    today.take_off(subject=_request(seat), code=WAITS)
    seat.refresh_from_db()
    act = "group-let-in" if lets_in else "group-refused"
    audit.record(actor=actor, act=act, subject=seat.group.subject, now=now, data={"seat": seat.ref})
    return seat


@transaction.atomic
def leave_group(*, actor: Actor, group: Group, now: datetime) -> None:
    """Leave, take a request back or turn an invitation down; letters about the group's board end, its links too.

    Raises: NotAllowed: not-in-group, last-moderator.
    """
    audit.take_turn()
    seat = queries.seat_of(actor, group)
    others = queries.seats_of(group, SeatState.IN).exclude(person_id=actor.person_id or 0)
    mine = rules.Seat(seat.state, seat.is_moderator) if seat else rules.Seat()
    moderators = others.filter(is_moderator=True).count()
    require(rules.may_leave_group(seat=mine, other_moderators=moderators, others=others.count()))
    if seat is not None:
        Seat.objects.filter(pk=seat.pk).update(state=SeatState.LEFT, is_moderator=False, ended_at=now)
        today.take_off(subject=_request(seat), code=WAITS)
        today.take_off(subject=group.subject, code=INVITATION, person=people_queries.person_of(actor))
    LetterChoice.objects.filter(person_id=actor.person_id or 0, group=group).delete()
    ReplyLink.objects.filter(person_id=actor.person_id or 0, post__group=group).delete()
    audit.record(actor=actor, act="group-left", subject=group.subject, now=now)


@transaction.atomic
def name_moderator(*, actor: Actor, seat: Seat, now: datetime) -> Seat:
    """A moderator names another one. Raises: NotAllowed: not-a-moderator, group-archived, somebody-was-faster."""
    audit.take_turn()
    require(rules.may_moderate(queries.standing(actor, seat.group, now=now)))
    changed = Seat.objects.filter(pk=seat.pk, state=SeatState.IN).update(is_moderator=True)
    require(YES if changed == 1 else no("somebody-was-faster"))
    seat.refresh_from_db()
    data = {"seat": seat.ref}
    audit.record(actor=actor, act="group-moderator-named", subject=seat.group.subject, now=now, data=data)
    return seat


def _set_state(group: Group, was: GroupState, becomes: GroupState) -> None:
    changed = Group.objects.filter(pk=group.pk, state=was).update(state=becomes)
    require(YES if changed == 1 else no("somebody-was-faster"))
    group.refresh_from_db()


def _seat(group: Group, person: Person, state: SeatState, now: datetime) -> Seat:
    """The person's living seat in this state, a new one where there is none."""
    living = Seat.objects.filter(group=group, person=person, state=SeatState.INVITED)
    if living.update(state=state, began_at=now):
        return Seat.objects.get(group=group, person=person, state=state)
    return Seat.objects.create(group=group, person=person, state=state, began_at=now)


def _request(seat: Seat) -> str:
    return f"network-seat:{seat.ref}"


def _tell_moderators(group: Group, seat: Seat, now: datetime) -> None:
    for moderator in queries.seats_of(group, SeatState.IN).filter(is_moderator=True):
        today.put_line(
            subject=_request(seat),
            code=WAITS,
            who=group.name,
            page="network:group",
            page_args={"ref": group.ref},
            person=moderator.person,
            now=now,
        )
