"""A draw for plans that tie: sources named beforehand, values entered later, the tie settled by what was drawn."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import translation

from pearls.audit.rules import instant_text
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.selection import labels, queries
from pearls.selection.models import Draw, Panel
from pearls.selection.rules import meeting_draw as rules
from pearls.selection.rules.deciding import chosen_by_lot
from pearls.selection.rules.places import Outcome
from pearls.selection.services.deciding import settle_tie
from pearls.selection.services.meeting import preside, record_meeting


@transaction.atomic
def name_sources(
    *, actor: Actor, panel: Panel, sources: Sequence[str], known_at: datetime, now: datetime, reason: str = ""
) -> Draw:
    """Name the sources of chance for the plans that tie, before anybody can know them.

    Others may take their place with a reason, as long as the first ones are not known; both stay on record.
    Raises: NotAllowed as `preside`, nothing-tied, sources-wanted, sources-known-already, drawn-already, reason-missing.
    """
    panel = preside(actor, panel, None)
    pool = rules.pool_of(_tied(panel))
    words = [source.strip() for source in sources if source.strip()]
    require(rules.may_name_sources(sources=words, plans=pool, known_at=known_at, now=now))
    earlier = Draw.objects.filter(panel=panel, replaced_at=None).last()
    if earlier is not None and earlier.pool == pool:
        is_drawn = earlier.drawn_at is not None
        require(rules.may_rename_sources(is_drawn=is_drawn, known_at=earlier.known_at, now=now, reason=reason))
    if earlier is not None:
        earlier.replaced_at, earlier.replaced_because = now, reason.strip()
        earlier.save(update_fields=["replaced_at", "replaced_because"])
    draw = Draw.objects.create(
        panel=panel,
        pool=pool,
        sources=words,
        known_at=known_at,
        named_at=now,
        sha256=rules.naming_sha256(panel.ref, pool, words, instant_text(known_at)),
    )
    personal = {"reason": reason.strip()} if reason.strip() else None
    data = {"draw": draw.ref, "sha256": draw.sha256, "known_at": instant_text(known_at)}
    record_meeting(actor, "sources-named", panel, now, personal=personal, **data)
    return draw


@transaction.atomic
def draw_lots(*, actor: Actor, panel: Panel, draw: Draw, values: Sequence[str], now: datetime) -> Draw:
    """Enter what the sources came to: the order is drawn, and settles the tie as far as the rule leaves it open.

    Raises: NotAllowed as `preside`, drawn-already, sources-not-known-yet, values-missing, nothing-tied (the plans tie
    no more), and as `settle_tie`.
    """
    panel = preside(actor, panel, None)
    draw = Draw.objects.select_for_update().get(pk=draw.pk)
    typed = [value.strip() for value in values]
    require(
        rules.may_enter_values(
            is_drawn=draw.drawn_at is not None,
            known_at=draw.known_at,
            now=now,
            sources=draw.sources,
            values=typed,
        )
    )
    require(rules.may_settle(pool=draw.pool, tied=_tied(panel)))
    drawn = rules.drawn_order(draw.pool, typed)
    draw.values, draw.order, draw.drawn_at = typed, list(drawn.order), now
    draw.save(update_fields=["values", "order", "drawn_at"])
    record_meeting(actor, "lots-drawn", panel, now, draw=draw.ref, key=drawn.key, order=list(drawn.order))
    chosen = chosen_by_lot(queries.ranking_of(panel), panel.stage_rules, drawn.order)
    with translation.override(panel.edition_rules.languages[0]):
        reason = labels.meeting.draw_reason(draw.sources, typed, drawn.key)
    settle_tie(actor=actor, panel=panel, chosen=chosen, reason=reason, now=now)
    return draw


def _tied(panel: Panel) -> list[str]:
    ranking = queries.ranking_of(panel)
    return [plan.candidate for plan in ranking.candidates if plan.outcome == Outcome.UNDECIDED]
