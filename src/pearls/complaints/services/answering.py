"""Answering a complaint: admissible or not, a second reader, a proposal, a decision by somebody else."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.complaints import labels, queries
from pearls.complaints.models import Complaint, Feedback
from pearls.complaints.queries import Person
from pearls.complaints.rules import complaints as rules
from pearls.complaints.rules.complaints import Deciding, Measure, State
from pearls.complaints.services.filing import claim
from pearls.complaints.services.telling import (
    DECIDES,
    READS,
    put_before_office,
    put_before_reader,
    record,
    take_from_office,
    tell_town,
    write_to,
)
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.selection import queries as selection_queries
from pearls.today import services as today

LOOKS_AGAIN = "complaint-body-looks-again"


@transaction.atomic
def check_complaint(*, actor: Actor, complaint: Complaint, admits: bool, reason: str, now: datetime) -> Complaint:
    """The office takes a complaint on, or says with a reason why it is not admissible; that ends it.

    Raises: NotAllowed: not-the-office, already-checked, needs-reason, somebody-was-faster.
    """
    audit.take_turn()
    is_office = _is_office(actor, complaint)
    require(rules.may_check(is_office=is_office, state=State(complaint.state), reason=reason, admits=admits))
    if admits:
        claim(complaint, state=State.READING, checked_at=now)
        record(actor, "complaint-admitted", complaint, now)
        return complaint
    claim(complaint, state=State.INADMISSIBLE, checked_at=now, closed_at=now, answer=reason.strip())
    record(actor, "complaint-not-admissible", complaint, now, words=reason.strip())
    tell_town(actor, complaint, now)
    return complaint


@transaction.atomic
def name_reader(*, actor: Actor, complaint: Complaint, person: Person, now: datetime) -> Complaint:
    """Ask somebody who was not involved to read the case; a new one takes the place of the one before.

    What the one before proposed goes with them.
    Raises: NotAllowed: not-the-office, not-being-read, reader-involved, not-of-the-programme, somebody-was-faster.
    """
    audit.take_turn()
    ties = queries.involved(complaint).get(person.pk, frozenset())
    is_offered = any(one.pk == person.pk for one in queries.readers_offered(complaint))
    state, is_office = State(complaint.state), _is_office(actor, complaint)
    require(rules.may_name_reader(is_office=is_office, state=state, ties=sorted(ties), is_offered=is_offered))
    claim(
        complaint,
        state=State.READING,
        reader=person,
        named_at=now,
        proposal="",
        proposal_text="",
        proposed_at=None,
    )
    record(actor, "complaint-reader-named", complaint, now, {"reader": person.ref})
    take_from_office(complaint)
    put_before_reader(complaint, now)
    write_to(actor, labels.READER_LETTER, complaint, [person], "complaints:read", now)
    return complaint


@transaction.atomic
def propose(*, actor: Actor, complaint: Complaint, result: str, text: str, now: datetime) -> Complaint:
    """The second reader says how the complaint should be decided, and why; it can be said anew until it is decided.

    Raises: NotAllowed: not-the-reader, not-being-read, unknown-result, needs-reason, somebody-was-faster.
    """
    audit.take_turn()
    is_reader = actor.person_id is not None and actor.person_id == complaint.reader_id
    require(rules.may_propose(is_reader=is_reader, state=State(complaint.state), result=result, text=text))
    words = text.strip()[: rules.LONGEST_TEXT]
    claim(complaint, state=State.PROPOSED, proposal=result, proposal_text=words, proposed_at=now)
    record(actor, "complaint-proposed", complaint, now, {"result": result}, words)
    today.take_off(subject=complaint.subject, code=READS)
    put_before_office(complaint, DECIDES, now)
    return complaint


@transaction.atomic
def decide_complaint(
    *, actor: Actor, complaint: Complaint, result: str, measure: str, text: str, now: datetime
) -> Complaint:
    """Decide what the second reader proposed on, in the same words or in others. No result is changed by it.

    Upheld, it may open the reasons for writing anew, or ask the body's chair to look at the text again.
    Raises: NotAllowed: not-the-office, reader-does-not-decide, decider-involved, nothing-proposed, unknown-result,
    unknown-measure, needs-reason, somebody-was-faster.
    """
    audit.take_turn()
    asked = Deciding(
        is_office=_is_office(actor, complaint),
        is_reader=actor.person_id is not None and actor.person_id == complaint.reader_id,
        ties=queries.involved(complaint).get(actor.person_id or 0, frozenset()),
        state=State(complaint.state),
    )
    require(rules.may_decide(asked))
    require(rules.is_decision(result=result, measure=measure, text=text))
    words = text.strip()[: rules.LONGEST_TEXT]
    claim(complaint, state=State.DECIDED, result=result, measure=measure, answer=words, closed_at=now)
    record(actor, "complaint-decided", complaint, now, {"result": result, "measure": measure}, words)
    tell_town(actor, complaint, now)
    _follow(complaint, now)
    return complaint


def _follow(complaint: Complaint, now: datetime) -> None:
    """What comes of the measure: the reasons are a draft again, or the chair has a line on the day."""
    dossier = complaint.dossier
    if complaint.measure == Measure.REASONS_ANEW:
        Feedback.objects.filter(dossier=dossier).update(sent_at=None)
    if complaint.measure == Measure.BODY_LOOKS_AGAIN:
        for seat in selection_queries.seats_of(dossier.panel).filter(is_chair=True):
            today.put_line(
                subject=f"dossier:{dossier.ref}",
                code=LOOKS_AGAIN,
                who=dossier.name,
                page="selection:panel",
                page_args={"ref": dossier.panel.ref},
                person=seat.person,
                is_news=True,
                now=now,
            )


def _is_office(actor: Actor, complaint: Complaint) -> bool:
    return actor.is_office(complaint.dossier.panel.edition.key)
