"""Asking a town once a year whether its practices still hold, and its answer."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.practices import labels
from pearls.practices.models import Confirmation, Practice
from pearls.practices.queries import holding as queries
from pearls.practices.queries import translations as translation_queries
from pearls.practices.rules import translations as rules

MOST_AT_ONCE = 500


@transaction.atomic
def confirm_practice(*, actor: Actor, practice: Practice, seen: str, now: datetime) -> Confirmation:
    """Say that a practice still holds as it is told; `seen` is the instant of its last change that was looked at.

    Raises: NotAllowed (not-publisher, changed-since-seen).
    """
    audit.take_turn()
    practice.refresh_from_db()
    translator = translation_queries.translator_of(actor, practice)
    require(rules.may_confirm(translator, seen=seen, mark=practice.changed_at.isoformat()))
    said, _is_new = Confirmation.objects.update_or_create(
        practice=practice, defaults={"confirmed_at": now, "confirmed_by": people_queries.person_of(actor)}
    )
    audit.record(actor=actor, act="practice-confirmed", subject=f"practice:{practice.key}", data={}, now=now)
    return said


@transaction.atomic
def ask_towns(*, actor: Actor, now: datetime) -> int:
    """Write to the officers of each town whose practices nobody has confirmed for a year. Gives how many were asked
    about, at most some hundred at once."""
    audit.take_turn()
    asked = list(queries.to_be_asked(now)[:MOST_AT_ONCE])
    for _place, practices in groupby(asked, key=lambda practice: practice.place_id):
        _write(actor, list(practices), now)
    known = {one.practice_id: one for one in Confirmation.objects.filter(practice__in=asked)}
    Confirmation.objects.filter(practice__in=known).update(asked_at=now)
    Confirmation.objects.bulk_create(
        Confirmation(practice=practice, asked_at=now) for practice in asked if practice.pk not in known
    )
    if asked:
        audit.record(
            actor=actor, act="practices-asked-about", subject="practices:yearly", data={"count": len(asked)}, now=now
        )
    return len(asked)


def _write(actor: Actor, practices: Sequence[Practice], now: datetime) -> None:
    """One letter to each officer of a town, about all its practices that are due."""
    place = practices[0].place
    assert place is not None  # noqa: S101  (said for the type checker)
    for speaker in people_queries.confirmed_speakers(place):
        person = speaker.person
        lines = [
            f"{practice.title}\n{settings.BASE_URL}/{person.language}/practices/{practice.key}/still-right/"
            for practice in practices
        ]
        mail.queue_letter(
            actor=actor,
            letter=labels.PRACTICES_STILL_RIGHT,
            to=person.email,
            language=person.language,
            values={"name": str(person), "place": place.display_name, "practices": "\n\n".join(lines)},
            about=f"place:{place.key}",
            now=now,
        )
