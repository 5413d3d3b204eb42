"""What becomes of a result when a plan leaves before it is public, or comes back."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.kernel.actor import OFFICE_ROLES, Actor
from pearls.kernel.languages import pick
from pearls.mail import services as mail
from pearls.programme import queries as programme_queries
from pearls.selection import labels, queries
from pearls.selection.models import Dossier, Panel
from pearls.selection.rules.panels import DECIDING, PanelState
from pearls.selection.services.setting_aside import decide_again, set_signature_aside


@transaction.atomic
def take_out(*, actor: Actor, application: str, left_as: str, now: datetime) -> list[Dossier]:
    """An application (its reference) ended: its text is judged no more on panels that have not published.

    Where the chair has signed and the signed result gives it a place, the signature is set aside, nothing is published
    by it, and chair and office are told. Who had no place leaves the signed result as it is.
    """
    audit.take_turn()
    gone = []
    for dossier in _on_unpublished_panels(application).filter(left_at=None):
        dossier.left_at, dossier.left_as = now, left_as
        dossier.save(update_fields=["left_at", "left_as"])
        panel = _locked(dossier)
        _record(actor, "dossier-left", panel, now, dossier=dossier.ref, left_as=left_as)
        if panel.state in DECIDING:
            decide_again(panel)
        elif _loses_signature(panel, is_touched=queries.has_place(dossier)):
            _set_aside(actor, panel, dossier, now)
        gone.append(dossier)
    return gone


@transaction.atomic
def bring_back(*, actor: Actor, application: str, now: datetime) -> list[Dossier]:
    """An application that had left is judged again after all; a result that was signed without it is set aside."""
    audit.take_turn()
    back = []
    for dossier in _on_unpublished_panels(application).filter(left_at__isnull=False):
        panel = _locked(dossier)
        is_in_signed = queries.is_counted(panel, dossier)
        dossier.left_at, dossier.left_as = None, ""
        dossier.save(update_fields=["left_at", "left_as"])
        _record(actor, "dossier-came-back", panel, now, dossier=dossier.ref)
        if panel.state in DECIDING:
            decide_again(panel)
        elif _loses_signature(panel, is_touched=not is_in_signed):
            _set_aside(actor, panel, dossier, now)
        back.append(dossier)
    return back


def _loses_signature(panel: Panel, *, is_touched: bool) -> bool:
    """Whether the signature falls: a whole one where its result is touched, a first one by any change."""
    return panel.state == PanelState.HALF_SIGNED or (panel.state == PanelState.SIGNED and is_touched)


def _on_unpublished_panels(application: str) -> Any:
    found = Dossier.objects.filter(application_ref=application).exclude(panel__state=PanelState.PUBLISHED)
    return found.order_by("pk")


def _locked(dossier: Dossier) -> Panel:
    rows = Panel.objects.select_for_update(of=("self",)).select_related("edition", "rules_version")
    return rows.get(pk=dossier.panel_id)


def _set_aside(actor: Actor, panel: Panel, dossier: Dossier, now: datetime) -> None:
    """The signature no longer stands; who has to know it is told."""
    is_untouched = panel.state == PanelState.HALF_SIGNED and dossier.left_at and not queries.has_place(dossier)
    planned = panel.publish_at
    signed = set_signature_aside(panel, now)
    data = {"sha256": signed.sha256, "dossier": dossier.ref, "publish_at": planned.isoformat() if planned else None}
    _record(actor, "signature-set-aside", panel, now, **data)
    # Between the two signatures any plan sets the first aside; the letter is about plans with a place.
    if not is_untouched:
        _tell(actor, panel, dossier, now)


def _tell(actor: Actor, panel: Panel, dossier: Dossier, now: datetime) -> None:
    """Write to the chair and to the edition's office."""
    people = {person.pk: person for person in programme_queries.people_with_role(*OFFICE_ROLES, edition=panel.edition)}
    people |= {seat.person_id: seat.person for seat in queries.seats_of(panel) if seat.is_chair}
    letter = labels.SET_ASIDE if dossier.left_at else labels.SET_ASIDE_BY_RETURN
    for person in people.values():
        with translation.override(person.language):
            link = settings.BASE_URL + reverse("selection:panel", args=[panel.ref])
            how = str(labels.LEFT_AS.get(dossier.left_as, ""))
        mail.queue_letter(
            actor=actor,
            letter=letter,
            to=person.email,
            language=person.language,
            values={
                "name": str(person),
                "text": dossier.name,
                "edition": pick(panel.edition.name, person.language)[0],
                "how": how,
                "link": link,
            },
            now=now,
            about=panel.subject,
            edition=panel.edition.key,
        )


def _record(actor: Actor, act: str, panel: Panel, now: datetime, **data: Any) -> None:
    audit.record(actor=actor, act=act, subject=panel.subject, now=now, edition=panel.edition.key, data=data)
