"""Lines on somebody's day, and entries in the journal, as every act of a pair writes them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.mentoring import queries
from pearls.mentoring.queries import pairs as pair_queries
from pearls.mentoring.rules.walls import Side
from pearls.today import services as today


def end_of(day: date) -> datetime:
    """The last minute of a day, where no hour was said."""
    return datetime.combine(day, time(23, 59), tzinfo=UTC)


def await_side(
    pair: queries.Pair,
    side: Side,
    *,
    subject: str,
    code: str,
    now: datetime,
    until: datetime | None = None,
    params: Mapping[str, Any] | None = None,
    ends_at_until: bool = False,
) -> None:
    """Put a line on the day of one side of a pair."""
    line: dict[str, Any] = {
        "subject": subject,
        "code": code,
        "page": "mentoring:pair",
        "page_args": {"ref": pair.ref},
        "params": params,
        "until": until,
        "ends_at_until": ends_at_until,
        "now": now,
    }
    who = pair_queries.name_of(pair)
    if side == Side.TOWN and pair.place is not None:
        today.put_line(who=", ".join(map(str, pair_queries.mentors_of(pair))), place=pair.place, **line)
        return
    people = pair_queries.mentors_of(pair) if side == Side.MENTOR else pair_queries.supported_people(pair)
    for person in people:
        today.put_line(who=who, person=person, **line)


def record(actor: Actor, act: str, pair: queries.Pair, now: datetime, **data: Any) -> None:
    """The entry of an act of a pair: refs and codes."""
    facts = {"kind": pair.kind, "place": pair.place.key if pair.place else ""}
    audit.record(actor=actor, act=act, subject=pair.subject, edition=pair.edition_key, data=facts | data, now=now)
