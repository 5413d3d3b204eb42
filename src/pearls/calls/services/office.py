"""The office's acts on applications."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import labels, queries, rules
from pearls.calls.events import ApplicationEnded, ApplicationRevived
from pearls.calls.models import ApplicantsRelease, Application, Clarification, Decision, LateLink
from pearls.calls.rules import State
from pearls.calls.services.moving import look_again, move, record, write_to_all
from pearls.kernel import events
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, require
from pearls.programme import services as programme_services
from pearls.programme.rules.office import Outcome


@transaction.atomic
def decide_eligibility(
    *, actor: Actor, application: Application, is_eligible: bool, reason: str, now: datetime
) -> Decision:
    """Decide whether an application is eligible; what the rules propose is kept beside the decision.

    The letter waits in the outbox until the office releases it.
    Raises: NotAllowed (not-the-office, wrong-state, needs-reason, somebody-was-faster).
    """
    audit.take_turn()
    is_office = actor.is_office(application.edition.key)
    state = State(application.state)
    require(rules.may_decide_eligibility(is_office=is_office, state=state, is_eligible=is_eligible, reason=reason))
    to = State.ELIGIBLE if is_eligible else State.INELIGIBLE
    move(application, to, now=now)
    decision = Decision.objects.create(
        application=application,
        outcome=to,
        proposed=queries.eligibility_of(application.edition, application.place).reason,
        reason=reason.strip(),
        decided_at=now,
        decided_by_id=actor.person_id,
    )
    data = {"outcome": str(to), "proposed": decision.proposed}
    record(actor, "eligibility-decided", application, now, data, _words(decision.reason))
    letter = labels.ELIGIBLE_LETTER if is_eligible else labels.INELIGIBLE_LETTER
    write_to_all(actor, letter, application, now, {"reason": decision.reason}, hold=True)
    if to == State.INELIGIBLE:
        events.publish(ApplicationEnded(application=application.ref, state=to, actor=actor, now=now))
    elif state == State.INELIGIBLE:
        events.publish(ApplicationRevived(application=application.ref, actor=actor, now=now))
    return decision


@transaction.atomic
def return_for_clarification(
    *, actor: Actor, application: Application, question: str, due_at: datetime, now: datetime
) -> Clarification:
    """Give an application back with a question and a date; until then it may be changed and sent anew.

    Raises: NotAllowed (not-the-office, wrong-state, needs-question, date-passed, somebody-was-faster).
    """
    audit.take_turn()
    is_office = actor.is_office(application.edition.key)
    state = State(application.state)
    require(rules.may_return(is_office=is_office, state=state, question=question, due_at=due_at, now=now))
    move(application, State.RETURNED, now=now)
    clarification = Clarification.objects.create(
        application=application, question=question.strip(), due_at=due_at, asked_at=now
    )
    data = {"clarification": clarification.ref, "due_at": due_at}
    record(actor, "application-returned", application, now, data, {"question": clarification.question})
    values: dict[str, str | datetime] = {"question": clarification.question, "due": due_at}
    write_to_all(actor, labels.RETURNED_LETTER, application, now, values)
    return clarification


@transaction.atomic
def give_late_link(
    *, actor: Actor, edition: queries.Edition, place: queries.Place, until: datetime, reason: str, now: datetime
) -> LateLink:
    """Let one place apply after the call has closed, for a reason that stays on record. The link is its secret.

    Raises: NotAllowed (not-the-office, needs-reason, date-passed, before-deadline).
    """
    require(
        rules.may_give_late_link(
            is_office=actor.is_office(edition.key),
            reason=reason,
            until=until,
            closes_at=edition.call_closes_at,
            now=now,
        )
    )
    link = LateLink.objects.create(edition=edition, place=place, until=until, reason=reason.strip(), given_at=now)
    _record_link(actor, "late-link-given", link, now)
    return link


@transaction.atomic
def open_late_link(*, actor: Actor, link: LateLink, now: datetime) -> LateLink:
    """Whoever holds the secret and is signed in opens the call for the link's place; again changes nothing.

    Raises: NotAllowed (not-signed-in, link-revoked, call-closed).
    """
    audit.take_turn()
    is_revoked = link.revoked_at is not None
    require(rules.may_open_late_link(is_signed_in=actor.is_signed_in, is_revoked=is_revoked, until=link.until, now=now))
    if LateLink.objects.filter(pk=link.pk, opened_at=None, revoked_at=None).update(opened_at=now):
        _record_link(actor, "late-link-opened", link, now)
    link.refresh_from_db(fields=["opened_at"])
    return link


@transaction.atomic
def revoke_late_link(*, actor: Actor, link: LateLink, now: datetime) -> LateLink:
    """Close a late link again; what was sent through it stays. Raises: NotAllowed (not-the-office)."""
    audit.take_turn()
    require(rules.must_be_office(actor.is_office(link.edition.key)))
    if LateLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=now):
        _record_link(actor, "late-link-revoked", link, now)
    link.refresh_from_db(fields=["revoked_at"])
    return link


@transaction.atomic
def publish_applicants(*, actor: Actor, edition: queries.Edition, now: datetime) -> int:
    """Put the names of all applicants into the edition's public record; gives how many are new there.

    Raises: NotAllowed (not-the-office, call-still-open, eligibility-undecided).
    """
    audit.take_turn()
    look_again(edition)
    applied = Application.objects.filter(edition=edition, state__in=sorted(rules.APPLIED))
    undecided = applied.filter(state__in=(State.SUBMITTED, State.RETURNED)).count()
    require(
        rules.may_publish_applicants(
            is_office=actor.is_office(edition.key),
            closes_at=edition.call_closes_at,
            now=now,
            undecided_count=undecided,
        )
    )
    fresh = list(applied.filter(published_at=None).select_related("place", "edition").order_by("id"))
    Application.objects.filter(pk__in=[application.pk for application in fresh]).update(published_at=now)
    figures = programme_services.RecordFigures(applied=applied.count())
    lines = [_public_line(application) for application in fresh]
    programme_services.publish_record(actor=actor, edition=edition, lines=lines, figures=figures, now=now)
    return len(fresh)


@transaction.atomic
def schedule_applicants(
    *, actor: Actor, edition: queries.Edition, publish_at: datetime, now: datetime
) -> ApplicantsRelease:
    """Set the instant at which the list of applicants appears; it can be moved until then.

    Raises: NotAllowed (not-the-office, before-the-call-closes).
    """
    audit.take_turn()
    is_office = actor.is_office(edition.key)
    require(rules.may_schedule_applicants(is_office=is_office, closes_at=edition.call_closes_at, publish_at=publish_at))
    release, _is_new = ApplicantsRelease.objects.update_or_create(
        edition=edition, defaults={"publish_at": publish_at, "set_at": now, "done_at": None}
    )
    audit.record(
        actor=actor,
        act="applicants-scheduled",
        subject=f"edition:{edition.key}",
        edition=edition.key,
        data={"publish_at": publish_at},
        now=now,
    )
    return release


def publish_due_applicants(*, actor: Actor, now: datetime) -> int:
    """Publish every list whose instant has come; one that still waits for a decision is tried again. Gives how many."""
    done = 0
    for release in list(ApplicantsRelease.objects.filter(done_at=None, publish_at__lte=now).select_related("edition")):
        try:
            done += _publish_release(actor, release, now)
        except NotAllowed:
            continue
    return done


@transaction.atomic
def _publish_release(actor: Actor, release: ApplicantsRelease, now: datetime) -> int:
    """Claim the release, then publish: the office may have moved it, another worker been quicker."""
    audit.take_turn()
    still_due = ApplicantsRelease.objects.filter(pk=release.pk, done_at=None, publish_at__lte=now)
    if not still_due.update(done_at=now):
        return 0
    publish_applicants(actor=actor, edition=release.edition, now=now)
    return 1


def _public_line(application: Application) -> programme_services.RecordLine:
    place = application.place
    is_ineligible = application.state == State.INELIGIBLE
    return programme_services.RecordLine(
        place=place.pk,
        name=place.display_name,
        country=place.country,
        outcome=Outcome.NOT_ELIGIBLE if is_ineligible else Outcome.APPLIED,
    )


def _record_link(actor: Actor, act: str, link: LateLink, now: datetime) -> None:
    audit.record(
        actor=actor,
        act=act,
        subject=f"late-link:{link.ref}",
        edition=link.edition.key,
        data={"place": link.place.key, "until": link.until},
        personal=_words(link.reason),
        now=now,
    )


def _words(reason: str) -> dict[str, str] | None:
    """Free text may speak about people, so it never enters the chain itself."""
    return {"reason": reason} if reason else None
