"""Accounts: made, changed, handed to their owner, erased."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction

from pearls.audit import services as audit
from pearls.documents import services as documents
from pearls.kernel import events
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.mail import queries as mail_queries
from pearls.mail import services as mail
from pearls.people import queries, rules
from pearls.people.events import PersonDataGathered, PersonErased
from pearls.people.models import Mentorship, Person, Speaker
from pearls.people.rules import LIVING_STATES, SpeakerState


@transaction.atomic
def create_person(
    *,
    actor: Actor,
    email: str,
    name: str,
    now: datetime,
    language: str = "en",
    password: str | None = None,
    is_demonstration: bool = False,
) -> Person:
    """Make an account with a confirmed address, for somebody the office knows; without a password they reset one.

    Raises: NotAllowed (not-yours-to-decide, address-taken).
    """
    require(YES if actor.is_office() else no("not-yours-to-decide"))
    require(no("address-taken") if Person.objects.filter(email=email.strip().lower()).exists() else YES)
    person = Person.objects.create_user(
        email, password, name=name.strip(), language=language, is_demonstration=is_demonstration
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    audit.record(
        actor=actor,
        act="person-created",
        subject=person.subject,
        personal={"name": person.name, "email": person.email},
        now=now,
    )
    return person


@transaction.atomic
def change_profile(*, actor: Actor, name: str, language: str, zone: str, now: datetime) -> Person:
    """A person changes their name, language or time zone."""
    audit.take_turn()
    person = queries.person_of(actor)
    person.name, person.language, person.zone = name.strip(), language, zone
    person.save(update_fields=["name", "language", "zone"])
    audit.record(
        actor=actor,
        act="profile-changed",
        subject=person.subject,
        data={"language": language, "zone": zone},
        personal={"name": person.name},
        now=now,
    )
    return person


@transaction.atomic
def record_sign_up(*, person: Person, now: datetime) -> None:
    """Write down that somebody made an account."""
    audit.record(
        actor=queries.actor_of(person),
        act="person-signed-up",
        subject=person.subject,
        personal={"name": person.name, "email": person.email},
        now=now,
    )


@transaction.atomic
def record_sign_in(*, person: Person, now: datetime) -> None:
    """Write down that somebody signed in."""
    audit.record(actor=queries.actor_of(person), act="person-signed-in", subject=person.subject, now=now)


@transaction.atomic
def record_password_change(*, person: Person, now: datetime) -> None:
    """Write down that a password changed; never the password."""
    audit.record(actor=queries.actor_of(person), act="password-changed", subject=person.subject, now=now)


@transaction.atomic
def sign_out_elsewhere(*, actor: Actor, current_key: str | None, now: datetime) -> int:
    """End every session of the person but the one that asks; gives their number."""
    person = queries.person_of(actor)
    others = list(UserSession.objects.filter(user=person).exclude(session_key=current_key or ""))
    for session in others:
        session.end()
    audit.record(actor=actor, act="signed-out-elsewhere", subject=person.subject, data={"count": len(others)}, now=now)
    return len(others)


@transaction.atomic
def export_person(*, actor: Actor, now: datetime) -> dict[str, Any]:
    """Everything the rooms keep about a person, for that person, as plain JSON values.

    Rooms above hear of it (`PersonDataGathered`) and add what they keep.
    """
    person = queries.person_of(actor)
    audit.record(actor=actor, act="person-exported", subject=person.subject, now=now)
    data = {
        "exported_at": now.isoformat(),
        "account": {
            "ref": person.ref,
            "email": person.email,
            "name": person.name,
            "language": person.language,
            "zone": person.zone,
            "joined_at": person.joined_at.isoformat(),
        },
        "speaks_for": [_speaker_facts(speaker) for speaker in queries.all_speaking_of(person)],
        "mentors": [_mentorship_facts(mentorship) for mentorship in queries.all_mentorships_of(person)],
        "sessions": [_session_facts(session) for session in UserSession.objects.filter(user=person)],
        "letters": mail_queries.wishes_of(person.subject),
        "journal": [_act_facts(entry) for entry in queries.acts_about(person)],
    }
    events.publish(PersonDataGathered(ref=person.ref, data=data))
    return data


@transaction.atomic
def erase_person(*, actor: Actor, person: Person, now: datetime) -> Person:
    """Forget who a person is. The ref stays, so that the journal stays whole; the place's applications stay its own.

    Rooms above hear of it (`PersonErased`) and forget what they keep, in the same transaction.
    Raises: NotAllowed (not-yours-to-decide, already-erased).
    """
    is_self = actor.is_signed_in and actor.person_id == person.pk
    require(rules.may_erase(is_self=is_self, is_office=actor.is_office(), is_active=person.is_active))
    audit.record(actor=actor, act="person-erased", subject=person.subject, now=now)
    audit.erase_personal(actor=actor, person=person.ref, address=person.email, now=now)
    mail.forget_address(actor=actor, address=person.email, person=person.ref, now=now)
    documents.forget_presence(person=person.ref)
    _sign_out_everywhere(person)
    EmailAddress.objects.filter(user=person).delete()
    Speaker.objects.filter(person=person, state__in=sorted(LIVING_STATES)).update(
        state=SpeakerState.ENDED, ended_at=now
    )
    Speaker.objects.filter(person=person).update(function="")
    Mentorship.objects.filter(person=person, ended_at__isnull=True).update(ended_at=now)
    email = person.email
    _forget(person, now)
    events.publish(PersonErased(ref=person.ref, email=email, actor=actor, now=now))
    return person


def _forget(person: Person, now: datetime) -> None:
    person.email = f"{person.ref}@erased.invalid"
    person.name = ""
    person.is_active = False
    person.erased_at = now
    person.set_unusable_password()
    person.save(update_fields=["email", "name", "is_active", "erased_at", "password"])


def _sign_out_everywhere(person: Person) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()


def _speaker_facts(speaker: Speaker) -> dict[str, Any]:
    return {
        "place": speaker.place.key,
        "function": speaker.function,
        "state": speaker.state,
        "claimed_at": speaker.claimed_at.isoformat(),
    }


def _mentorship_facts(mentorship: Mentorship) -> dict[str, Any]:
    return {
        "place": mentorship.place.key,
        "edition": mentorship.edition_key,
        "began_at": mentorship.began_at.isoformat(),
    }


def _act_facts(entry: queries.Entry) -> dict[str, Any]:
    return {"at": entry.at.isoformat(), "act": entry.act, "subject": entry.subject, "data": entry.data}


def _session_facts(session: UserSession) -> dict[str, Any]:
    return {"address": session.ip, "browser": session.user_agent, "since": session.created_at.isoformat()}
