"""Early warning: towns gone quiet stand on the day of their mentor and of the office, until they are heard of again."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.mentoring.queries import pairs as pair_queries
from pearls.mentoring.queries import quiet as quiet_queries
from pearls.mentoring.rules.walls import Side
from pearls.mentoring.services.awaiting import await_side
from pearls.today import services as today

CODE = "town-quiet"


@transaction.atomic
def watch_towns(*, actor: Actor, now: datetime) -> int:
    """Put a line for each quiet town, and take those off that are alive. Gives how many are quiet."""
    audit.take_turn()
    rows = quiet_queries.heard_of(pair_queries.all_pairs(actor), now=now)
    for row in rows:
        pair = row.pair
        today.take_off(subject=pair.subject, code=CODE)
        if not row.is_quiet:
            continue
        await_side(pair, Side.MENTOR, subject=pair.subject, code=CODE, params={"days": row.life.days}, now=now)
        today.put_line(
            subject=pair.subject,
            code=CODE,
            who=pair_queries.name_of(pair),
            role="coordinator",
            edition_key=pair.edition_key,
            page="mentoring:pair",
            page_args={"ref": pair.ref},
            params={"days": row.life.days},
            now=now,
        )
    quiet = [str(row.pair.ref) for row in rows if row.is_quiet]
    audit.record(actor=actor, act="towns-watched", subject="mentoring:quiet", data={"quiet": quiet}, now=now)
    return len(quiet)
