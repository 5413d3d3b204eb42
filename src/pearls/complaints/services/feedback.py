"""Wording the reasons for a text, and sending them to its place."""

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.complaints import labels, queries
from pearls.complaints.models import Feedback, FeedbackDay, Reason
from pearls.complaints.queries import Dossier, Panel
from pearls.complaints.rules import feedback as rules
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.today import services as today

READY = "reasons-ready"


@transaction.atomic
def name_day(*, actor: Actor, panel: Panel, due_on: date, now: datetime) -> FeedbackDay:
    """Tell the places of a panel by which day their reasons follow. Raises: NotAllowed: not-the-office, day-passed."""
    audit.take_turn()
    is_office = actor.is_office(panel.edition.key)
    require(rules.may_promise(is_office=is_office, day=due_on, today=now.date()))
    named, _is_new = FeedbackDay.objects.update_or_create(panel=panel, defaults={"due_on": due_on, "set_at": now})
    _record(actor, "reasons-day-named", panel, now, due_on=due_on.isoformat())
    return named


@transaction.atomic
def word_reasons(
    *, actor: Actor, dossier: Dossier, reasons: Mapping[str, str], language: str, now: datetime
) -> Feedback:
    """Keep the reasons for a text, by criterion; an empty one is not written yet. The place sees nothing of it.

    Raises: NotAllowed: not-office-nor-chair, conflict-shuts-it, not-published, reasons-sent.
    """
    audit.take_turn()
    dossier, wording = queries.dossier_to_word(actor, dossier.ref)
    require(rules.may_word(wording))
    person = people_queries.person_of(actor) if actor.is_signed_in else None
    feedback, _is_new = Feedback.objects.update_or_create(
        dossier=dossier, defaults={"language": language, "worded_by": person, "changed_at": now}
    )
    known = [criterion.id for criterion in dossier.panel.stage_rules.criteria]
    written = {key: reasons[key].strip()[: rules.LONGEST_REASON] for key in known if reasons.get(key, "").strip()}
    feedback.reasons.all().delete()
    Reason.objects.bulk_create(
        Reason(feedback=feedback, criterion=criterion, text=text) for criterion, text in written.items()
    )
    _record(actor, "reasons-worded", dossier.panel, now, dossier=dossier.ref, criteria=sorted(written))
    return feedback


@transaction.atomic
def send_reasons(*, actor: Actor, dossier: Dossier, now: datetime) -> Feedback:
    """Give the place the reasons as they stand: on the page of its outcome, with a letter to everybody in its team.

    Raises: NotAllowed: as `word_reasons`, reasons-missing.
    """
    audit.take_turn()
    dossier, wording = queries.dossier_to_word(actor, dossier.ref)
    feedback = Feedback.objects.select_for_update().filter(dossier=dossier).first()
    written = queries.reasons_of([feedback])[feedback.pk] if feedback else {}
    criteria = [criterion.id for criterion in dossier.panel.stage_rules.criteria]
    require(rules.may_send(wording, criteria=criteria, written=written))
    feedback = Feedback.objects.get(dossier=dossier)
    feedback.sent_at = now
    feedback.save(update_fields=["sent_at"])
    _record(actor, "reasons-sent", dossier.panel, now, dossier=dossier.ref)
    _tell(actor, dossier, now)
    return feedback


def _tell(actor: Actor, dossier: Dossier, now: datetime) -> None:
    application = call_queries.application_by_ref(dossier.application_ref)
    place = dossier.place.display_name
    for person in call_queries.recipients_of(application):
        with translation.override(person.language):
            link = settings.BASE_URL + reverse("complaints:outcome", args=[application.ref])
        mail.queue_letter(
            actor=actor,
            letter=labels.REASONS_LETTER,
            to=person.email,
            language=person.language,
            values={"name": person.name, "place": place, "link": link},
            about=application.subject,
            edition=dossier.panel.edition.key,
            now=now,
        )
    today.put_line(
        subject=f"dossier:{dossier.ref}",
        code=READY,
        who=place,
        page="complaints:outcome",
        page_args={"ref": application.ref},
        place=dossier.place,
        is_news=True,
        now=now,
    )


def _record(actor: Actor, act: str, panel: Panel, now: datetime, **data: object) -> None:
    audit.record(actor=actor, act=act, subject=panel.subject, edition=panel.edition.key, data=data, now=now)
