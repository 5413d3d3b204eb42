"""What becomes of a signature and of decisions once the ranking is another one; part of the acts that change it."""

from datetime import datetime

from pearls.selection import queries
from pearls.selection.models import Panel, SignOff
from pearls.selection.rules.deciding import Decided, standing_decisions
from pearls.selection.rules.panels import Ground, PanelState
from pearls.selection.rules.places import Outcome


def set_signature_aside(panel: Panel, now: datetime, because: str = "") -> SignOff:
    """The signature no longer stands; it stays on record, and its time of publication is taken back."""
    signed: SignOff = panel.sign_offs.get(set_aside_at=None)
    signed.set_aside_at, signed.set_aside_because = now, because
    signed.save(update_fields=["set_aside_at", "set_aside_because"])
    panel.state, panel.publish_at = PanelState.SET_ASIDE, None
    panel.save(update_fields=["state", "publish_at"])
    decide_again(panel)
    return signed


def decide_again(panel: Panel) -> None:
    """Take away what was decided on the ground of another ranking; the body decides it anew."""
    decisions = panel.decisions.select_related("dossier")
    decided = {item.dossier.key: Decided(Outcome(item.outcome), Ground(item.ground)) for item in decisions}
    standing = standing_decisions(queries.ranking_of(panel), panel.stage_rules, decided)
    panel.decisions.exclude(dossier__key__in=standing).delete()
