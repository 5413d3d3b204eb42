"""The signatures under a result: the chair's, and a second one under the same hash."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import translation

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.kernel.verdict import NotAllowed, no, require
from pearls.selection import labels, queries
from pearls.selection.models import Meeting, MeetingItem, Panel, SecondSignature, SignOff, Vote
from pearls.selection.rules import panels as rules
from pearls.selection.rules.panels import Ground, PanelState
from pearls.selection.rules.report import as_json
from pearls.selection.services.deciding import decide_on, locked, record_act
from pearls.selection.services.sealing import seal_meeting
from pearls.selection.services.setting_aside import set_signature_aside


@transaction.atomic
def sign_off(*, actor: Actor, panel: Panel, now: datetime, remarks: str = "") -> SignOff:
    """Sign the result as its chair: the ranking is kept word for word, with its hash, and nothing can be decided now.

    It is signed when somebody else has signed the same. What the meeting changed is sealed. Where a signature was set
    aside, this one takes its place; the remarks then say why, and both stay on record.
    Raises: NotAllowed not-the-chair, scoring-open, already-signed, undecided-left, vote-open, reason-missing.
    """
    audit.take_turn()
    panel = locked(panel)
    seat = queries.chair_seat(actor, panel)
    result = queries.result_of(panel)
    require(
        rules.may_sign(
            is_chair=seat is not None,
            panel=PanelState(panel.state),
            undecided=result.open_count,
            reason=remarks,
            open_votes=Vote.objects.filter(panel=panel, closed_at=None).count(),
        )
    )
    if seat is None:
        raise NotAllowed(no("not-the-chair"))
    for row in result.rows:
        if row.decision is None and row.outcome is not None:
            decide_on(row.dossier, row.outcome, Ground.RULE, "", now)
    earlier = queries.earlier_sign_offs(panel).last()
    document = document_of(panel, result, earlier)
    signed = SignOff.objects.create(
        panel=panel,
        number=earlier.number + 1 if earlier else 1,
        seat=seat,
        ranking=document,
        sha256=sha256_hex(canonical_json(document)),
        remarks=remarks.strip(),
        signed_at=now,
    )
    panel.state = PanelState.HALF_SIGNED
    panel.save(update_fields=["state"])
    MeetingItem.objects.filter(dossier__panel=panel, dossier=F("dossier__panel__meeting__current")).update(done_at=now)
    Meeting.objects.filter(panel=panel).update(current=None)
    sealed = seal_meeting(actor=actor, panel=panel, number=signed.number, now=now)
    data = {"root": sealed.statement["root"]} if sealed else {}
    record_act(actor, "result-signed", panel, now, remarks, sha256=signed.sha256, number=signed.number, **data)
    return signed


@transaction.atomic
def countersign(*, actor: Actor, panel: Panel, sha256: str, now: datetime) -> SignOff:
    """Sign beside the chair, under the hash that both were shown; with it the result is signed.

    Where the result is no longer the one that the chair signed, nobody signs: the chair's signature is set aside, and
    given back as such.
    Raises: NotAllowed signed-by-you, second-from-panel, not-half-signed, other-hash.
    """
    audit.take_turn()
    panel = locked(panel)
    signed = queries.sign_off_of(panel)
    second = queries.second_of(actor, panel, signed)
    is_same = signed is not None and signed.sha256 == sha256
    require(rules.may_countersign(second, panel=PanelState(panel.state), is_same=is_same))
    if signed is None or actor.person_id is None:
        raise NotAllowed(no("not-half-signed"))
    document = document_of(panel, queries.result_of(panel), queries.earlier_sign_offs(panel).last())
    if sha256_hex(canonical_json(document)) != signed.sha256:
        language = panel.edition_rules.languages[0]
        with translation.override(language):
            because = str(labels.meeting.RESULT_HAS_CHANGED)
        signed = set_signature_aside(panel, now, because)
        record_act(actor, "signature-set-aside", panel, now, "", sha256=signed.sha256, number=signed.number)
        return signed
    SecondSignature.objects.create(
        sign_off=signed,
        person_id=actor.person_id,
        seat=queries.own_seat(actor, panel),
        sha256=signed.sha256,
        signed_at=now,
    )
    panel.state = PanelState.SIGNED
    panel.save(update_fields=["state"])
    record_act(actor, "result-countersigned", panel, now, "", sha256=signed.sha256, number=signed.number)
    return signed


@transaction.atomic
def take_signature_back(*, actor: Actor, panel: Panel, reason: str, now: datetime) -> SignOff:
    """Set the chair's own signature aside before the second one is there: something has to be decided anew.

    Raises: NotAllowed not-the-chair, not-half-signed, reason-missing.
    """
    audit.take_turn()
    panel = locked(panel)
    is_chair = queries.chair_seat(actor, panel) is not None
    require(rules.may_take_signature_back(is_chair=is_chair, panel=PanelState(panel.state), reason=reason))
    signed = set_signature_aside(panel, now, reason.strip())
    record_act(actor, "signature-set-aside", panel, now, reason, sha256=signed.sha256, number=signed.number)
    return signed


def document_of(panel: Panel, result: queries.Result, earlier: SignOff | None) -> dict[str, Any]:
    """What is signed: the ranking of `pearls rank`, outcomes as decided, the meeting, who left, what it replaces."""
    document = as_json(result.ranking, rules_sha256=panel.rules_version.sha256)
    document["decisions"] = [
        {
            "candidate": decision.dossier.key,
            "outcome": decision.outcome,
            "ground": decision.ground,
            "reason": decision.reason,
        }
        for decision in panel.decisions.select_related("dossier").order_by("dossier__key")
    ]
    document["line_reason"] = panel.line_reason
    # What everybody can count again without knowing who gave what: the chair signs that it is this result.
    document["public_sha256"] = queries.public_sha256(panel, result)
    if met := queries.meeting_document(panel):
        document["meeting"] = met
    if left := list(queries.left_panel(panel)):
        document["left"] = [{"candidate": dossier.key, "as": dossier.left_as} for dossier in left]
    if earlier is not None:
        document["replaces"] = earlier.sha256
    return document
