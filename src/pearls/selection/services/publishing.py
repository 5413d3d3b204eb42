"""Making a signed result public, at an instant."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.calls import services as call_services
from pearls.kernel import events
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, Verdict, require
from pearls.programme import services as programme_services
from pearls.programme.rules import Stage
from pearls.programme.rules.office import Outcome as RecordOutcome
from pearls.selection import queries
from pearls.selection.events import ResultPublished
from pearls.selection.models import Panel
from pearls.selection.rules import panels as rules
from pearls.selection.rules.panels import PanelState
from pearls.selection.rules.places import Outcome


@transaction.atomic
def schedule_publication(*, actor: Actor, panel: Panel, publish_at: datetime, now: datetime) -> Panel:
    """Set the instant at which the result becomes public; it can be moved until then.

    Raises: NotAllowed not-the-office, not-signed, already-published, signature-set-aside.
    """
    panel = _locked(panel)
    require(_may_publish(actor, panel))
    panel.publish_at = publish_at
    panel.save(update_fields=["publish_at"])
    audit.record(
        actor=actor,
        act="publication-scheduled",
        subject=panel.subject,
        now=now,
        edition=panel.edition.key,
        data={"publish_at": publish_at.isoformat()},
    )
    return panel


@transaction.atomic
def publish_result(*, actor: Actor, panel: Panel, now: datetime) -> Panel:
    """Make the result public: the applications move, and rooms above hear of it, all in one transaction.

    Raises: NotAllowed not-the-office, not-signed, already-published, signature-set-aside.
    """
    panel = _locked(panel)
    require(_may_publish(actor, panel))
    panel.state, panel.published_at = PanelState.PUBLISHED, now
    panel.save(update_fields=["state", "published_at"])
    _move_applications(actor, panel, now)
    if panel.stage == Stage.PRESELECTION:
        _write_candidates(actor, panel, now)
    outcomes = {decision.dossier.key: decision.outcome for decision in queries.decisions_of(panel.ref)}
    audit.record(
        actor=actor,
        act="result-published",
        subject=panel.subject,
        now=now,
        edition=panel.edition.key,
        data={"stage": panel.stage, "outcomes": outcomes},
    )
    events.publish(ResultPublished(panel=panel.ref, edition=panel.edition.key, stage=panel.stage, actor=actor, now=now))
    return panel


def _may_publish(actor: Actor, panel: Panel) -> Verdict:
    """The room below is asked too: a result that gives a place to an application that has ended is never published."""
    state = PanelState(panel.state)
    gone = queries.gone_winners(panel) if state == PanelState.SIGNED else ()
    return rules.may_publish(
        is_office=actor.is_office(panel.edition.key),
        panel=state,
        gone=gone,
        is_second_signer=queries.signed_for_panel(actor, panel),
    )


def _move_applications(actor: Actor, panel: Panel, now: datetime) -> None:
    """Bring the outcomes down to the applications; those without a place that ended since keep their own end."""
    refs: dict[str, list[str]] = {}
    ended = call_queries.ended_refs(panel.edition)
    for decision in queries.decisions_of(panel.ref):
        if decision.dossier.application_ref in ended:
            continue
        refs.setdefault(decision.outcome, []).append(decision.dossier.application_ref)
    acts = {
        Outcome.ADMITTED: call_services.admit_candidates,
        Outcome.NOT_ADMITTED: call_services.mark_not_admitted,
        Outcome.TITLE: call_services.mark_awarded,
        Outcome.NOT_AWARDED: call_services.mark_not_awarded,
    }
    for outcome, act in acts.items():
        if outcome in refs:
            act(actor=actor, edition=panel.edition, refs=refs[outcome], now=now)


def _write_candidates(actor: Actor, panel: Panel, now: datetime) -> None:
    """Bring a pre-selection into the public record; titles do the same for a final."""
    decisions = list(queries.decisions_of(panel.ref))
    admitted = [decision for decision in decisions if decision.outcome == Outcome.ADMITTED]
    lines = [
        programme_services.RecordLine(
            place=decision.dossier.place.pk,
            name=decision.dossier.place.display_name,
            country=decision.dossier.place.country,
            outcome=RecordOutcome.CANDIDATE if decision in admitted else RecordOutcome.APPLIED,
            stage_reached="development" if decision in admitted else "application",
        )
        for decision in decisions
    ]
    figures = programme_services.RecordFigures(admitted=len(admitted))
    programme_services.publish_record(actor=actor, edition=panel.edition, lines=lines, figures=figures, now=now)


def publish_due(*, actor: Actor, now: datetime) -> int:
    """Publish every signed result whose instant has come; one that may not be is left alone. The number published."""
    done = 0
    for panel in list(queries.results_due(now)):
        try:
            done += _publish_if_due(actor, panel, now)
        except NotAllowed:
            continue
    return done


@transaction.atomic
def _publish_if_due(actor: Actor, panel: Panel, now: datetime) -> bool:
    """Look again when it is this panel's turn: the office may have put it off, another worker been quicker."""
    panel = _locked(panel)
    is_due = panel.state == PanelState.SIGNED and panel.publish_at is not None and panel.publish_at <= now
    if is_due:
        publish_result(actor=actor, panel=panel, now=now)
    return is_due


def _locked(panel: Panel) -> Panel:
    audit.take_turn()
    return Panel.objects.select_for_update(of=("self",)).select_related("edition", "rules_version").get(pk=panel.pk)
