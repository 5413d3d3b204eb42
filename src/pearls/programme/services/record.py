"""What an edition run here gives to the public record: its figures, and a line for each applicant."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.programme.models import Edition, Entry
from pearls.programme.rules.office import Outcome


@dataclass(frozen=True)
class RecordLine:
    """One applicant as the public may know it; `place` is the place's row number."""

    place: int
    name: str
    country: str
    outcome: Outcome
    stage_reached: str = ""
    challenge: dict[str, str] = field(default_factory=dict)
    theme: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordFigures:
    """How many took part; None leaves a figure as it is."""

    applied: int | None = None
    admitted: int | None = None
    final_pool: int | None = None
    titles: int | None = None


@transaction.atomic
def publish_record(
    *, actor: Actor, edition: Edition, lines: Iterable[RecordLine], figures: RecordFigures, now: datetime
) -> int:
    """Write the lines into the edition's public record and set its figures; a line of the same place is renewed.

    Gives the number of lines written. Raises: NotAllowed not-the-office, edition-is-history.
    """
    audit.take_turn()
    require(YES if actor.is_office(edition.key) else no("not-the-office"))
    require(no("edition-is-history") if edition.is_history else YES)
    written = [
        Entry.objects.update_or_create(
            edition=edition,
            place_id=line.place,
            defaults={
                "name": line.name,
                "country": line.country,
                "outcome": line.outcome,
                "stage_reached": line.stage_reached,
                "challenge": line.challenge,
                "theme": line.theme,
            },
        )[0].pk
        for line in lines
    ]
    columns = {f"{name}_count": value for name, value in vars(figures).items() if value is not None}
    for column, value in columns.items():
        setattr(edition, column, value)
    edition.save(update_fields=list(columns))
    audit.record(
        actor=actor,
        act="record-published",
        subject=f"edition:{edition.key}",
        now=now,
        edition=edition.key,
        data={"lines": len(written), **columns},
    )
    return len(written)
