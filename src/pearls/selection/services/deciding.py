"""What the body decides where the rule leaves it open or allows it."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import no, require
from pearls.selection import queries
from pearls.selection.models import Decision, Dossier, Panel
from pearls.selection.rules import panels as rules
from pearls.selection.rules.deciding import line_after, settle_ties
from pearls.selection.rules.panels import Ground, PanelState
from pearls.selection.rules.places import Outcome


@transaction.atomic
def draw_line(*, actor: Actor, panel: Panel, last_rank: int, reason: str, now: datetime) -> Panel:
    """Draw the line of a pre-selection whose rules draw none: this rank is the last admitted, ties together.

    It may be drawn anew until the chair signs.
    Raises: NotAllowed not-the-chair, scoring-open, already-signed, reason-missing, line-is-the-rule's.
    """
    panel = _for_decision(actor, panel, reason)
    if not panel.stage_rules.draws_its_own_line:
        require(no("line-is-the-rules"))
    for key, outcome in line_after(queries.ranking_of(panel), last_rank).items():
        decide_on(queries.dossier_on(panel, key), outcome, Ground.LINE, "", now)
    panel.line_reason = reason.strip()
    panel.save(update_fields=["line_reason"])
    record_act(actor, "line-drawn", panel, now, reason, last_rank=last_rank)
    return panel


@transaction.atomic
def settle_tie(*, actor: Actor, panel: Panel, chosen: Collection[str], reason: str, now: datetime) -> Panel:
    """Say which of the tied plans (their keys) get the places; the rule's limits hold for the choice too.

    Raises: NotAllowed not-the-chair, scoring-open, already-signed, reason-missing, choice-impossible.
    """
    panel = _for_decision(actor, panel, reason)
    settled = settle_ties(queries.ranking_of(panel), panel.stage_rules, chosen)
    require(settled.verdict)
    # What was decided on the ground of another choice cannot stand.
    panel.decisions.filter(ground=Ground.EXTRA_PLACE).delete()
    for key, outcome in settled.outcomes.items():
        decide_on(queries.dossier_on(panel, key), outcome, Ground.TIE, reason.strip(), now)
    record_act(actor, "tie-settled", panel, now, reason, chosen=sorted(chosen))
    return panel


@transaction.atomic
def use_extra_place(*, actor: Actor, panel: Panel, dossier: Dossier, reason: str, now: datetime) -> Decision:
    """Give a plan one of the jury's extra places, with the jury's written reason.

    Raises: NotAllowed as `draw_line`, tie-open, no-extra-place, not-extra-eligible.
    """
    panel = _for_decision(actor, panel, reason)
    result = queries.result_of(panel)
    has_it = any(row.dossier == dossier and row.outcome == Outcome.TITLE for row in result.rows)
    require(
        rules.may_use_extra_place(
            is_decided=not result.open_count,
            is_eligible=dossier.key in result.extra_eligible and not has_it,
            used=result.extra_used,
            stage=panel.stage_rules,
        )
    )
    decision = decide_on(dossier, Outcome.TITLE, Ground.EXTRA_PLACE, reason.strip(), now)
    record_act(actor, "extra-place-used", panel, now, reason, dossier=dossier.ref)
    return decision


@transaction.atomic
def withdraw_extra_place(*, actor: Actor, panel: Panel, dossier: Dossier, reason: str, now: datetime) -> Panel:
    """Take an extra place back before the signature, with a reason.

    Raises: NotAllowed as `draw_line`, no-extra-place.
    """
    panel = _for_decision(actor, panel, reason)
    gone, _kinds = panel.decisions.filter(dossier=dossier, ground=Ground.EXTRA_PLACE).delete()
    if not gone:
        require(no("no-extra-place", extra_titles=panel.stage_rules.extra_titles))
    record_act(actor, "extra-place-withdrawn", panel, now, reason, dossier=dossier.ref)
    return panel


def _for_decision(actor: Actor, panel: Panel, reason: str) -> Panel:
    audit.take_turn()
    panel = locked(panel)
    is_chair = queries.chair_seat(actor, panel) is not None
    require(rules.may_decide(is_chair=is_chair, panel=PanelState(panel.state), reason=reason))
    return panel


def locked(panel: Panel) -> Panel:
    """The panel's row, for this act alone."""
    rows = Panel.objects.select_for_update(of=("self",)).select_related("edition", "rules_version")
    return rows.get(pk=panel.pk)


def decide_on(dossier: Dossier, outcome: Outcome, ground: Ground, reason: str, now: datetime) -> Decision:
    """Write down the outcome of one text."""
    decision, _is_new = Decision.objects.update_or_create(
        dossier=dossier,
        defaults={
            "panel_id": dossier.panel_id,
            "outcome": outcome,
            "ground": ground,
            "reason": reason,
            "decided_at": now,
        },
    )
    return decision


def record_act(actor: Actor, act: str, panel: Panel, now: datetime, reason: str, **data: Any) -> None:
    """The body's reason is free text and may speak about people, so it never enters the chain itself."""
    audit.record(
        actor=actor,
        act=act,
        subject=panel.subject,
        now=now,
        edition=panel.edition.key,
        data=data,
        personal={"reason": reason.strip()} if reason.strip() else None,
    )
