"""Acts before a visit: ask, agree, decline, propose other dates, call off, show an address."""

from datetime import date, datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.exchange import labels, queries, rules
from pearls.exchange.models import Need, Offer, Visit
from pearls.exchange.rules import EntryState, Side, VisitState
from pearls.exchange.services.board import give_seats_back, take_seats
from pearls.exchange.services.telling import claim, keep_in_calendar, put_on_day, record_act, write_to
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.people import queries as people_queries
from pearls.today import services as today


@transaction.atomic
def ask_for_visit(
    *,
    actor: Actor,
    offer: Offer,
    question: str,
    seats: int,
    first_day: date,
    last_day: date,
    now: datetime,
    place: queries.Place | None = None,
    partner: queries.Partner | None = None,
    need: Need | None = None,
    access_detail: str = "",
) -> Visit:
    """A guest asks a host, with what it wants to learn; the host gets a letter and a line on its day.

    Raises: NotAllowed as `rules.may_ask`; dates-turned, dates-outside, not-in-network.
    """
    audit.take_turn()
    offer.refresh_from_db()
    is_same = bool(place and place.pk == offer.place_id) or bool(partner and partner.pk == offer.partner_id)
    require(
        rules.may_ask(
            is_theirs=queries.holds(actor, place=place, person=None),
            is_same=is_same,
            is_open=offer.state == EntryState.OPEN and offer.last_day >= now.date(),
            question=question,
            seats=seats,
            seats_left=offer.seats_left,
        )
    )
    require(YES if queries.is_in_network(place, now=now) else no("not-in-network"))
    require(YES if first_day <= last_day else no("dates-turned"))
    require(YES if rules.is_within(offer.times, first_day, last_day) else no("dates-outside"))
    visit = Visit.objects.create(
        offer=offer,
        need=need,
        guest_place=place,
        guest_partner=partner,
        guest_person=people_queries.person_of(actor),
        question=question.strip(),
        seats=seats,
        first_day=first_day,
        last_day=last_day,
        access_detail=access_detail.strip(),
        asked_at=now,
        is_demonstration=offer.is_demonstration,
    )
    record_act(actor, "visit-asked", visit, now, offer=offer.ref, seats=seats)
    write_to(actor, labels.ASKED_LETTER, visit, Side.HOST, now=now)
    put_on_day(visit, "visit-to-answer", Side.HOST, now=now)
    return visit


@transaction.atomic
def accept_visit(*, actor: Actor, visit: Visit, now: datetime) -> Visit:
    """Agree: the host to what was asked, the guest to the dates proposed. The seats of the offer are taken, for good
    or not at all.

    Raises: NotAllowed as `rules.may_answer`; too-few-seats.
    """
    audit.take_turn()
    visit.refresh_from_db()
    require(rules.may_answer(sides=queries.sides_of(actor, visit), state=VisitState(visit.state)))
    if not take_seats(visit.offer, visit.seats):
        visit.offer.refresh_from_db()
        require(no("too-few-seats", count=visit.offer.seats_left))
    claim(visit, state=VisitState.AGREED, answered_at=now)
    record_act(actor, "visit-agreed", visit, now, seats=visit.seats)
    today.take_off(subject=visit.subject)
    keep_in_calendar(actor, visit, now)
    write_to(actor, labels.AGREED_LETTER, visit, Side.HOST, Side.GUEST, now=now)
    return visit


@transaction.atomic
def decline_visit(*, actor: Actor, visit: Visit, because: str, now: datetime) -> Visit:
    """Say no, with a reason. Raises: NotAllowed as `rules.may_answer`; needs-reason."""
    audit.take_turn()
    visit.refresh_from_db()
    sides = queries.sides_of(actor, visit)
    require(rules.may_answer(sides=sides, state=VisitState(visit.state)))
    require(YES if because.strip() else no("needs-reason"))
    other = Side.GUEST if visit.state == VisitState.ASKED else Side.HOST
    claim(visit, state=VisitState.DECLINED, answer=because.strip(), answered_at=now)
    record_act(actor, "visit-declined", visit, now)
    today.take_off(subject=visit.subject)
    write_to(actor, labels.DECLINED_LETTER, visit, other, now=now, reason=because.strip())
    return visit


@transaction.atomic
def propose_dates(*, actor: Actor, visit: Visit, first_day: date, last_day: date, because: str, now: datetime) -> Visit:
    """The host proposes other days; the guest answers. Raises: NotAllowed as `rules.may_answer`; dates-turned."""
    audit.take_turn()
    visit.refresh_from_db()
    require(rules.may_answer(sides=queries.sides_of(actor, visit), state=VisitState(visit.state)))
    require(YES if visit.state == VisitState.ASKED else no("not-your-turn"))
    require(YES if first_day <= last_day else no("dates-turned"))
    claim(visit, state=VisitState.PROPOSED, first_day=first_day, last_day=last_day, answer=because.strip())
    record_act(actor, "visit-dates-proposed", visit, now, first_day=first_day, last_day=last_day)
    today.take_off(subject=visit.subject)
    write_to(actor, labels.PROPOSED_LETTER, visit, Side.GUEST, now=now, reason=because.strip())
    put_on_day(visit, "visit-dates-to-answer", Side.GUEST, now=now)
    return visit


@transaction.atomic
def cancel_visit(*, actor: Actor, visit: Visit, because: str, now: datetime) -> Visit:
    """Call a visit off, whichever side; its seats are free again. Raises: NotAllowed as `rules.may_cancel`."""
    audit.take_turn()
    visit.refresh_from_db()
    was = VisitState(visit.state)
    require(rules.may_cancel(sides=queries.sides_of(actor, visit), state=was, because=because))
    claim(visit, state=VisitState.CANCELLED, answer=because.strip(), answered_at=now)
    if was in rules.TAKES_SEATS:
        give_seats_back(visit.offer, visit.seats)
    record_act(actor, "visit-cancelled", visit, now, was=was)
    today.take_off(subject=visit.subject)
    keep_in_calendar(actor, visit, now)
    write_to(actor, labels.CANCELLED_LETTER, visit, Side.HOST, Side.GUEST, now=now, reason=because.strip())
    return visit


@transaction.atomic
def share_contact(*, actor: Actor, visit: Visit, is_shared: bool, now: datetime) -> Visit:
    """Show one's own address to the other side, or hide it again: both are seen only once both sides have chosen so.

    Raises: NotAllowed as `rules.may_share`.
    """
    audit.take_turn()
    visit.refresh_from_db()
    sides = queries.sides_of(actor, visit)
    require(rules.may_share(sides=sides, state=VisitState(visit.state)))
    person = people_queries.person_of(actor) if is_shared else None
    claim(visit, **{f"{side}_contact": person for side in sides})
    record_act(actor, "visit-contact-shared", visit, now, is_shared=is_shared, sides=sorted(sides))
    return visit
