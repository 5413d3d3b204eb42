"""What time does to visits: they are held, followed up half a year later, and forgotten a year later."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.exchange import labels, queries
from pearls.exchange.models import Participant, Promise, Visit
from pearls.exchange.rules import Side
from pearls.exchange.services.filing import hold
from pearls.exchange.services.photos import let_go_of
from pearls.exchange.services.telling import put_on_day, record_act, write_to
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed


@transaction.atomic
def call_it_held(*, actor: Actor, visit: Visit, now: datetime) -> bool:
    """An agreed visit whose days are over has been held; both sides are asked for their report. False if it was."""
    audit.take_turn()
    try:
        hold(visit, now)
    except NotAllowed:
        return False
    record_act(actor, "visit-held", visit, now)
    put_on_day(visit, "visit-report-due", Side.HOST, Side.GUEST, now=now)
    write_to(actor, labels.REPORT_LETTER, visit, Side.HOST, Side.GUEST, now=now)
    return True


@transaction.atomic
def ask_what_became(*, actor: Actor, visit: Visit, now: datetime) -> bool:
    """Half a year later: ask both sides what became of each promise. False if they have been asked."""
    audit.take_turn()
    if Visit.objects.filter(pk=visit.pk, followed_up_at=None).update(followed_up_at=now) != 1:
        return False
    visit.refresh_from_db()
    record_act(actor, "visit-followed-up", visit, now)
    put_on_day(visit, "visit-follow-up", Side.HOST, Side.GUEST, now=now)
    write_to(actor, labels.FOLLOW_UP_LETTER, visit, Side.HOST, Side.GUEST, now=now)
    return True


@transaction.atomic
def forget_names(*, actor: Actor, visit: Visit, now: datetime) -> bool:
    """A year later: erase who took part, what persons needed and photos shown by permission; who chose so stays.

    False if it was done.
    """
    audit.take_turn()
    forgotten = {"forgotten_at": now, "access_detail": "", "host_contact": None, "guest_contact": None}
    if Visit.objects.filter(pk=visit.pk, forgotten_at=None).update(**forgotten) != 1:
        return False
    let_go_of(actor, visit, queries.photos_by_permission(visit), now)
    gone = Participant.objects.filter(visit=visit, keeps_name=False).update(name="", function="", person=None)
    Promise.objects.filter(visit=visit).update(who="")
    visit.agenda.update(lead="")
    visit.refresh_from_db()
    record_act(actor, "visit-names-forgotten", visit, now, count=gone)
    return True


@transaction.atomic
def forget_person(*, actor: Actor, person: str, now: datetime) -> int:
    """Somebody is forgotten: they stand on no list of participants and show no address any more."""
    audit.take_turn()
    gone = Participant.objects.filter(person__ref=person).update(name="", function="", person=None)
    for side in Side:
        gone += Visit.objects.filter(**{f"{side}_contact__ref": person}).update(**{f"{side}_contact": None})
    if gone:
        audit.record(
            actor=actor, act="visit-person-forgotten", subject=f"person:{person}", data={"count": gone}, now=now
        )
    return gone
