"""The office's own wording of letters."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.mail import queries, rules
from pearls.mail.models import LetterTemplate


@transaction.atomic
def word_letter(*, actor: Actor, kind: str, language: str, subject: str, body: str, now: datetime) -> LetterTemplate:
    """Say a letter in the office's own words, in one language; for every edition, so the office of one may not.

    Raises: NotAllowed: not-office, no-such-letter, empty-letter, broken-header, unknown-place.
    """
    letter = queries.letter_of(kind)
    require(rules.may_word(letter=letter, subject=subject, body=body, is_office=actor.office_editions() is None))
    template, _ = LetterTemplate.objects.update_or_create(
        kind=kind, language=language, defaults={"subject": subject, "body": body, "changed_at": now}
    )
    audit.record(actor=actor, act="letter-worded", subject=f"letter:{kind}", now=now, data={"language": language})
    return template


@transaction.atomic
def reset_letter(*, actor: Actor, kind: str, language: str, now: datetime) -> None:
    """Go back to our own wording of a letter.

    Raises: NotAllowed: not-office.
    """
    require(rules.may_edit(state=rules.State.HELD, is_office=actor.office_editions() is None))
    LetterTemplate.objects.filter(kind=kind, language=language).delete()
    audit.record(actor=actor, act="letter-reset", subject=f"letter:{kind}", now=now, data={"language": language})
