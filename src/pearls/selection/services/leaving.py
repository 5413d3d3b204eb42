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
from pearls.selection.rules.deciding import Decided, standing_decisions
from pearls.selection.rules.panels import DECIDING, Ground, PanelState
from pearls.selection.rules.places import Outcome


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
            _decide_again(panel)
        elif panel.state == PanelState.SIGNED and queries.has_place(dossier):
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
            _decide_again(panel)
        elif panel.state == PanelState.SIGNED and not is_in_signed:
            _set_aside(actor, panel, dossier, now)
        back.append(dossier)
    return back


def _on_unpublished_panels(application: str) -> Any:
    found = Dossier.objects.filter(application_ref=application).exclude(panel__state=PanelState.PUBLISHED)
    return found.order_by("pk")


def _locked(dossier: Dossier) -> Panel:
    rows = Panel.objects.select_for_update(of=("self",)).select_related("edition", "rules_version")
    return rows.get(pk=dossier.panel_id)


def _set_aside(actor: Actor, panel: Panel, dossier: Dossier, now: datetime) -> None:
    """The signature no longer stands; it stays on record, and its time of publication is taken back."""
    signed = panel.sign_offs.get(set_aside_at=None)
    signed.set_aside_at = now
    signed.save(update_fields=["set_aside_at"])
    planned, panel.state, panel.publish_at = panel.publish_at, PanelState.SET_ASIDE, None
    panel.save(update_fields=["state", "publish_at"])
    _decide_again(panel)
    data = {"sha256": signed.sha256, "dossier": dossier.ref, "publish_at": planned.isoformat() if planned else None}
    _record(actor, "signature-set-aside", panel, now, **data)
    _tell(actor, panel, dossier, now)


def _decide_again(panel: Panel) -> None:
    """Take away what was decided on the ground of another ranking; the body decides it anew."""
    decisions = panel.decisions.select_related("dossier")
    decided = {item.dossier.key: Decided(Outcome(item.outcome), Ground(item.ground)) for item in decisions}
    standing = standing_decisions(queries.ranking_of(panel), panel.stage_rules, decided)
    panel.decisions.exclude(dossier__key__in=standing).delete()


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
