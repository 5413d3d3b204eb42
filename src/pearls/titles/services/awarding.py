"""Giving a title, and taking it back."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.calls import services as call_services
from pearls.credentials import services as credentials
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, no, require
from pearls.mail import services as mail
from pearls.programme import queries as programme_queries
from pearls.programme import services as programme_services
from pearls.programme.rules.document import DecidingBody
from pearls.programme.rules.office import Outcome
from pearls.titles import labels, queries, rules
from pearls.titles.models import Title
from pearls.titles.queries import Application
from pearls.titles.rules import Award, TitleKind
from pearls.titles.services.credentials import issue_credential


@transaction.atomic
def award_title(
    *, actor: Actor, application: Application, kind: TitleKind, now: datetime, public_from: datetime | None = None
) -> Title:
    """Give the place of the application the title of its edition.

    The application moves to awarded, the certificate's words are fixed and signed as a credential, and a letter waits
    in the outbox, not to go before `public_from` (at once, where not given), which is also when everybody may know.
    Raises: NotAllowed: office-only, edition-is-history, already-titled, no-plan-judged, no-extra-place-left,
    no-place-left, country-limit.
    """
    audit.take_turn()
    edition, place = application.edition, application.place
    require(rules.may_award(_facts(actor, application, kind)))
    if application.state != "awarded":
        [application] = call_services.mark_awarded(actor=actor, edition=edition, refs=[application.ref], now=now)
    title = Title.objects.create(
        edition=edition,
        place=place,
        application=application,
        kind=kind,
        awarded_at=now,
        public_from=public_from or now,
        certificate=_certificate_words(application),
    )
    audit.record(
        actor=actor,
        act="title-awarded",
        subject=title.subject,
        now=now,
        edition=edition.key,
        data={"place": place.key, "kind": str(kind), "public_from": (public_from or now).isoformat()},
    )
    issue_credential(actor=actor, title=title, now=now)
    _write_letters(actor, title, application, now)
    return title


@transaction.atomic
def withdraw_title(*, actor: Actor, title: Title, reason: str, now: datetime) -> Title:
    """Take a title back, with the reason that everybody may read; its certificate is given out no longer, and its
    credential is revoked.

    Raises: NotAllowed: office-only, given-elsewhere, already-withdrawn, reason-missing.
    """
    audit.take_turn()
    is_office = actor.is_office(title.edition.key)
    verdict = rules.may_withdraw(
        is_office=is_office, is_history=title.is_history, is_withdrawn=title.is_withdrawn, reason=reason
    )
    require(verdict)
    held = Title.objects.filter(pk=title.pk, withdrawn_at__isnull=True)
    if held.update(withdrawn_at=now, withdrawal_reason=reason.strip()) != 1:
        raise NotAllowed(no("already-withdrawn"))
    title.refresh_from_db()
    _take_out_of_record(actor, title, now)
    credentials.revoke_credential(actor=actor, subject=title.subject, now=now, edition=title.edition.key)
    audit.record(
        actor=actor,
        act="title-withdrawn",
        subject=title.subject,
        now=now,
        edition=title.edition.key,
        data={"place": title.place.key},
        personal={"reason": reason.strip()},
    )
    return title


def _take_out_of_record(actor: Actor, title: Title, now: datetime) -> None:
    """The public record counts the title no more; that the place took part stays in it."""
    place, edition = title.place, title.edition
    line = programme_services.RecordLine(
        place=place.pk,
        name=place.display_name,
        country=place.country,
        outcome=Outcome.CANDIDATE,
        stage_reached="development",
    )
    held = queries.titles_of_edition(edition).filter(withdrawn_at__isnull=True).count()
    figures = programme_services.RecordFigures(titles=held)
    programme_services.publish_record(actor=actor, edition=edition, lines=[line], figures=figures, now=now)


def _facts(actor: Actor, application: Application, kind: TitleKind) -> Award:
    edition = application.edition
    given = [(title.kind, title.place.country) for title in queries.titles_of_edition(edition)]
    by_rank = [country for given_kind, country in given if given_kind == TitleKind.BY_RANK]
    document = programme_queries.rules_of(edition)
    final = document.final if document else None
    return Award(
        is_office=actor.is_office(edition.key),
        is_history=edition.is_history,
        application_state=application.state,
        is_titled=queries.title_for(application.place, edition) is not None,
        kind=kind,
        titles=final.titles if final else 0,
        extra_titles=final.extra_titles if final else 0,
        max_per_country=final.max_per_country if final else 0,
        given_by_rank=len(by_rank),
        given_extra=len(given) - len(by_rank),
        given_in_country=by_rank.count(application.place.country),
    )


def _certificate_words(application: Application) -> dict[str, Any]:
    """What the certificate says, as it is on this day: later changes of names or rules do not reach it."""
    edition, place = application.edition, application.place
    document = programme_queries.rules_of(edition)
    jury = document.bodies.get(DecidingBody.FINAL) if document else None
    return {
        "names": list(place.official_names) or [place.name],
        "country": place.country,
        "programme": edition.programme.name,
        "title": edition.programme.title_name,
        "edition": edition.name,
        "year": edition.title_year,
        "jury": dict(jury.name) if jury else {},
        "is_demonstration": edition.is_demonstration,
    }


def _write_letters(actor: Actor, title: Title, application: Application, now: datetime) -> None:
    for person in call_queries.recipients_of(application):
        with translation.override(person.language):
            path = reverse("titles:certificate", kwargs={"ref": title.ref})
        mail.queue_letter(
            actor=actor,
            letter=labels.CERTIFICATE_LETTER,
            to=person.email,
            language=person.language,
            values={
                "name": person.name,
                "place": title.place.display_name,
                "link": f"{settings.BASE_URL}{path}",
            },
            about=title.subject,
            edition=title.edition.key,
            now=now,
            hold=True,
            not_before=title.public_from,
        )
