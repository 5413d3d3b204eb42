"""Who speaks for a place, and who mentors it."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel import events
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.mail import services as mail
from pearls.people import labels, queries, rules
from pearls.people.events import MentorshipBegan
from pearls.people.models import Mentorship, Person, Speaker
from pearls.people.rules import SpeakerState


@transaction.atomic
def claim_place(*, actor: Actor, place: queries.Place, function: str, now: datetime) -> Speaker:
    """A person says that they speak for a place; the office or a confirmed colleague will confirm it.

    Raises: NotAllowed (not-signed-in, already-speaks, already-claimed).
    """
    living = queries.speaking_of(actor).filter(place=place).first()
    require(rules.may_claim(is_signed_in=actor.is_signed_in, state=SpeakerState(living.state) if living else None))
    speaker = Speaker.objects.create(
        person=queries.person_of(actor), place=place, function=function.strip(), claimed_at=now
    )
    _record(actor, "speaker-claimed", speaker, now)
    return speaker


@transaction.atomic
def confirm_speaker(*, actor: Actor, speaker: Speaker, now: datetime) -> Speaker:
    """Confirm that a person speaks for a place, and tell them by mail.

    Raises: NotAllowed (own-claim, not-yours-to-decide, claim-decided).
    """
    audit.take_turn()
    return _decide(actor, speaker, SpeakerState.CONFIRMED, now)


@transaction.atomic
def refuse_speaker(*, actor: Actor, speaker: Speaker, now: datetime) -> Speaker:
    """Refuse a claim, and tell the person by mail; they may claim again.

    Raises: NotAllowed (own-claim, not-yours-to-decide, claim-decided).
    """
    audit.take_turn()
    return _decide(actor, speaker, SpeakerState.REFUSED, now)


@transaction.atomic
def end_speaking(*, actor: Actor, speaker: Speaker, now: datetime) -> Speaker:
    """Somebody no longer speaks for a place. What they did for it stays.

    Raises: NotAllowed (not-yours-to-decide, claim-decided).
    """
    audit.take_turn()
    reader = queries.claim_reader(actor, speaker)
    require(rules.may_end_speaking(reader=reader, state=SpeakerState(speaker.state)))
    _move(speaker, SpeakerState.ENDED, ended_at=now)
    _record(actor, "speaker-ended", speaker, now)
    return speaker


@transaction.atomic
def begin_mentorship(
    *, actor: Actor, person: Person, place: queries.Place, edition_key: str, now: datetime
) -> Mentorship:
    """The office puts a mentor beside a place for one edition; doing it twice changes nothing.

    Raises: NotAllowed (not-yours-to-decide).
    """
    require(YES if actor.is_office(edition_key) else no("not-yours-to-decide"))
    mentorship, is_new = Mentorship.objects.get_or_create(
        person=person, place=place, edition_key=edition_key, ended_at=None, defaults={"began_at": now}
    )
    if is_new:
        _record_mentorship(actor, "mentorship-began", mentorship, now)
        events.publish(MentorshipBegan(edition=edition_key, actor=actor, now=now))
    return mentorship


@transaction.atomic
def end_mentorship(*, actor: Actor, mentorship: Mentorship, now: datetime) -> Mentorship:
    """The office ends a mentorship.

    Raises: NotAllowed (not-yours-to-decide, claim-decided).
    """
    audit.take_turn()
    require(YES if actor.is_office(mentorship.edition_key) else no("not-yours-to-decide"))
    changed = Mentorship.objects.filter(pk=mentorship.pk, ended_at__isnull=True).update(ended_at=now)
    require(YES if changed == 1 else no("claim-decided"))
    mentorship.ended_at = now
    _record_mentorship(actor, "mentorship-ended", mentorship, now)
    return mentorship


DECIDED_ACTS = {SpeakerState.CONFIRMED: "speaker-confirmed", SpeakerState.REFUSED: "speaker-refused"}


def _decide(actor: Actor, speaker: Speaker, state: SpeakerState, now: datetime) -> Speaker:
    reader = queries.claim_reader(actor, speaker)
    require(rules.may_decide_claim(reader=reader, state=SpeakerState(speaker.state)))
    _move(speaker, state, decided_at=now, decided_by_id=actor.person_id)
    _record(actor, DECIDED_ACTS[state], speaker, now)
    mail.queue_letter(
        actor=actor,
        letter=labels.SPEAKER_LETTERS[state],
        to=speaker.person.email,
        language=speaker.person.language,
        values={"name": speaker.person.name, "place": speaker.place.display_name},
        about=f"speaker:{speaker.ref}",
        now=now,
    )
    return speaker


def _move(speaker: Speaker, state: SpeakerState, **fields: object) -> None:
    """Claim the row by its old state, so that of two deciders one wins and the other is told."""
    changed = Speaker.objects.filter(pk=speaker.pk, state=speaker.state).update(state=state, **fields)
    require(YES if changed == 1 else no("claim-decided", state=speaker.state))
    speaker.refresh_from_db()


def _record(actor: Actor, act: str, speaker: Speaker, now: datetime) -> None:
    audit.record(
        actor=actor,
        act=act,
        subject=f"speaker:{speaker.ref}",
        data={"person": speaker.person.ref, "place": speaker.place.key, "state": str(speaker.state)},
        now=now,
    )


def _record_mentorship(actor: Actor, act: str, mentorship: Mentorship, now: datetime) -> None:
    audit.record(
        actor=actor,
        act=act,
        subject=f"mentorship:{mentorship.ref}",
        edition=mentorship.edition_key,
        data={"person": mentorship.person.ref, "place": mentorship.place.key},
        now=now,
    )
