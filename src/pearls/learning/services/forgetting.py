"""What becomes of what somebody learned once they are erased."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.learning import queries


@transaction.atomic
def forget_learning(*, actor: Actor, person: str, now: datetime) -> int:
    """Delete where an erased person was in courses; their certificates stay valid, without name and claims.

    Gives the number of enrolments and certificates.
    """
    audit.take_turn()
    enrolments = queries.enrolments_of_person(person)
    gone = enrolments.count()
    enrolments.delete()
    kept = queries.certificates_of_person(person).filter(erased_at=None)
    emptied = kept.order_by().update(holder_name="", claims="", shows_name=False, withdrawn_because="", erased_at=now)
    if gone + emptied:
        data = {"enrolments": gone, "certificates": emptied}
        audit.record(actor=actor, act="learning-forgotten", subject=f"person:{person}", now=now, data=data)
    return gone + emptied
