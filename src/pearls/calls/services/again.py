"""Applying again: the text of an application that is over goes into a new draft."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import queries, rules
from pearls.calls.models import Application
from pearls.calls.rules import State
from pearls.calls.services.applying import begin_application
from pearls.calls.services.moving import look_again, record
from pearls.calls.services.team import change_language
from pearls.documents import services as documents
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, no, require


@transaction.atomic
def apply_again(*, actor: Actor, application: Application, now: datetime) -> Application:
    """Begin a draft in the next open call with the answers of an application that is over; gives the draft.

    Nothing is sent, nobody is invited, and the old application stays as it is, with what the new form no longer asks.
    Raises: NotAllowed (may-not-write, not-over, has-title, no-next-call, and the reasons of begin_application).
    """
    audit.take_turn()
    application.refresh_from_db(fields=["state"])
    access = queries.access_to(actor, application)
    require(rules.may_apply_again(access=access, state=State(application.state)))
    edition = queries.next_call(application, now)
    if edition is None:
        raise NotAllowed(no("no-next-call"))
    look_again(edition)
    draft = begin_application(
        actor=actor, edition=edition, place=application.place, legal_body=application.legal_body, now=now
    )
    taken = queries.taken_over(application, draft.document.form)
    documents.fill_answers(actor=actor, document=draft.document, answers=taken.answers, now=now)
    if draft.language != application.language:
        change_language(actor=actor, application=draft, language=application.language, now=now)
    counts = {"from": application.ref, "taken": len(taken.answers), "left": len(taken.left), "files": len(taken.files)}
    record(actor, "application-began-again", draft, now, counts)
    return draft
