"""The two steps that every act here shares: move an application, and write it down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import translation

from pearls.audit import services as audit
from pearls.calls import queries
from pearls.calls.models import Application, Submission
from pearls.calls.rules import State
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.mail import services as mail
from pearls.mail.rules import Letter
from pearls.web import formats


def look_again(edition: queries.Edition) -> None:
    """Read an edition's dates as they are now that it is our turn: an amendment may have been quicker."""
    edition.refresh_from_db(fields=["call_opens_at", "call_closes_at", "rules_version"])


def move(application: Application, to: State, *, now: datetime, **fields: Any) -> None:
    """Put the application into its next state, if it is still where the caller saw it; otherwise somebody was faster.

    Raises: NotAllowed (somebody-was-faster).
    """
    here = Application.objects.filter(pk=application.pk, state=application.state)
    moved = here.update(state=to, moved_at=now, **fields)
    require(YES if moved == 1 else no("somebody-was-faster"))
    application.state, application.moved_at = to, now
    for name, value in fields.items():
        setattr(application, name, value)


def record(
    actor: Actor,
    act: str,
    application: Application,
    now: datetime,
    data: Mapping[str, Any] | None = None,
    personal: Mapping[str, Any] | None = None,
    person: str = "",
) -> None:
    """Write an act upon an application into the journal; `person` is the reference of whom the personal words are."""
    audit.record(
        actor=actor,
        act=act,
        subject=application.subject,
        edition=application.edition.key,
        data={"place": application.place.key, **(data or {})},
        personal=personal,
        person=person,
        now=now,
    )


def write_to_all(
    actor: Actor,
    letter: Letter,
    application: Application,
    now: datetime,
    values: Mapping[str, str | datetime] | None = None,
    *,
    hold: bool = False,
) -> int:
    """Queue a letter to everybody who is written to about an application, each in their language; gives their number.

    Instants among the values are written in the recipient's language. With `hold` the office reads the letter first.
    """
    people = queries.recipients_of(application)
    for person in people:
        mail.queue_letter(
            actor=actor,
            letter=letter,
            to=person.email,
            language=person.language,
            values={
                "name": person.name,
                "place": application.place.display_name,
                **{name: _words(value, application, person.language) for name, value in (values or {}).items()},
            },
            about=application.subject,
            edition=application.edition.key,
            hold=hold,
            now=now,
        )
    return len(people)


def receipt_of(submission: Submission) -> dict[str, str | datetime]:
    """What the letter of receipt says of a submission."""
    return {
        "instant": submission.submitted_at,
        "number": str(submission.number),
        "receipt": submission.ref,
        "sha256": submission.snapshot.sha256,
    }


def _words(value: str | datetime, application: Application, language: str) -> str:
    if isinstance(value, str):
        return value
    with translation.override(language):
        return formats.instant_words(value, queries.zone_of(application.edition), language)
