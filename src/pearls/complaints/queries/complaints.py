"""Who sees which complaint: its town, the office, the second reader while the case is open, and nobody else."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404

from pearls.calls import queries as call_queries
from pearls.calls.rules import Access
from pearls.complaints.models import Complaint
from pearls.complaints.queries.feedback import decided_texts
from pearls.complaints.rules import clock
from pearls.complaints.rules.complaints import ANSWERED, OPEN, State
from pearls.kernel.actor import Actor
from pearls.programme.models import Edition
from pearls.selection.models import Dossier, Panel

_RELATED = (
    *("dossier__panel__edition", "dossier__panel__rules_version", "dossier__place", "dossier__decision"),
    *("reader", "filed_by"),
)


def zone_of(panel: Panel) -> str:
    return panel.edition_rules.dates.zone


def until_of(panel: Panel) -> datetime | None:
    """Until when places may complain about the panel's result; None before it is public."""
    if panel.published_at is None:
        return None
    days = panel.edition_rules.complaints.complain_within
    return clock.deadline(panel.published_at, days=days, zone=zone_of(panel))


def has_open(dossier: Dossier) -> bool:
    """Whether there is a complaint about this text that was not taken back: a second one finds the door shut."""
    return Complaint.objects.filter(dossier=dossier).exclude(state=State.WITHDRAWN).exists()


def complaint_for_town(actor: Actor, ref: str) -> tuple[Complaint, Access]:
    """A complaint with what the actor is to its application, for the team of the place. Raises: Http404."""
    found = Complaint.objects.select_related(*_RELATED).filter(ref=ref).first()
    if found is None:
        raise Http404
    _application, access, _window = call_queries.paper_access(actor, found.dossier.application_ref)
    if not access.sees_private:
        raise Http404
    return found, access


def complaints_of_office(actor: Actor) -> QuerySet[Complaint]:
    """Every complaint of the editions whose office the actor works in, what is due first at the top."""
    editions = actor.office_editions()
    found = Complaint.objects.select_related(*_RELATED).order_by("answer_by", "pk")
    return found if editions is None else found.filter(dossier__panel__edition__key__in=editions)


def complaint_for_office(actor: Actor, ref: str) -> Complaint:
    """Raises: Http404."""
    found = complaints_of_office(actor).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def dossier_of_office(actor: Actor, ref: str) -> Dossier:
    """A decided text of an edition whose office the actor works in. Raises: Http404."""
    related = ("panel__edition", "panel__rules_version", "place")
    found = decided_texts().select_related(*related).filter(ref=ref).first()
    if found is None or not actor.is_office(found.panel.edition.key):
        raise Http404
    return found


def complaints_to_read(actor: Actor) -> QuerySet[Complaint]:
    """The open cases in which the actor is the second reader; once a case is closed, it is theirs no more."""
    mine = Complaint.objects.filter(reader_id=actor.person_id or 0, state__in=[State.READING, State.PROPOSED])
    judged = ("dossier__snapshot__form_version", "dossier__snapshot__document")
    return mine.select_related(*_RELATED, *judged).order_by("answer_by", "pk")


def complaint_for_reader(actor: Actor, ref: str) -> Complaint:
    """Raises: Http404."""
    found = complaints_to_read(actor).filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def complaints_to_warn_of(now: datetime) -> list[Complaint]:
    """The open complaints whose answer is due in a few working days, and of which nobody was reminded."""
    waiting = Complaint.objects.select_related(*_RELATED).filter(state__in=OPEN, warned_at=None)
    return [
        one
        for one in waiting.order_by("answer_by")
        if clock.is_time_to_warn(one.answer_by, now=now, zone=zone_of(one.dossier.panel))
    ]


def public_complaints(edition: Edition) -> list[Complaint]:
    """What the public record says of complaints about an edition's results: grounds and outcome, once there is one."""
    found = Complaint.objects.filter(dossier__panel__edition=edition, state__in=ANSWERED)
    shown = ("grounds", "state", "result", "measure", "closed_at", "dossier__panel_id")
    return list(found.select_related("dossier").only(*shown).order_by("closed_at", "pk"))


def written_by(person: str) -> list[dict[str, object]]:
    """What the person of this reference wrote in complaints, as plain values."""
    own = Q(filed_by__ref=person, came_on_paper=False) | Q(reader__ref=person)
    rows = Complaint.objects.filter(own).select_related("dossier__place", "filed_by", "reader")
    return [
        {
            "number": one.ref,
            "place": one.dossier.place.key,
            "filed_at": one.filed_at.isoformat(),
            "text": one.text if one.filed_by and one.filed_by.ref == person and not one.came_on_paper else "",
            "proposal": one.proposal_text if one.reader and one.reader.ref == person else "",
        }
        for one in rows.order_by("filed_at", "pk")
    ]
