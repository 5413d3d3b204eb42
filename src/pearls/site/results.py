"""How the panels of an edition run here decided, in words: from what they signed and published, nothing else."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from django.utils.formats import get_format

from pearls.complaints import labels as complaint_labels
from pearls.complaints import queries as complaint_queries
from pearls.complaints.rules.complaints import Measure
from pearls.selection import labels as selection_labels
from pearls.selection import queries as selection_queries
from pearls.selection.rules.panels import Ground
from pearls.selection.rules.places import Outcome


@dataclass(frozen=True)
class Reason:
    """What a body wrote to explain itself, in its own language; `places` is empty where it concerns all."""

    words: Any
    places: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Chosen:
    """A place that was chosen; `total` is written to three places, empty where there is none."""

    place: Any
    country: str
    total: str
    ground: Any


@dataclass(frozen=True)
class Complained:
    """What became of a complaint: what it was about and how it ended, and nothing of whose it was or what it said."""

    about: tuple[Any, ...]
    outcome: Any
    follows: Any
    on: date


@dataclass(frozen=True)
class PublicResult:
    stage: Any
    chosen: tuple[Chosen, ...]
    reasons: tuple[Reason, ...]
    code: str  # of the stage, for the page that tells how it was decided
    sealed: str = ""  # the panel's reference, where its scores were sealed
    complaints: tuple[Complained, ...] = ()


def of_edition(edition: Any) -> list[PublicResult]:
    """The published results, first stage first; of plans that were not chosen no figure is shown."""
    if edition.is_history:
        return []
    panels = list(selection_queries.published_panels(edition))
    complaints = complaint_queries.public_complaints(edition) if panels else []
    return [_result(panel, [one for one in complaints if one.dossier.panel_id == panel.pk]) for panel in panels]


def _complained(one: Any) -> Complained:
    return Complained(
        about=tuple(complaint_labels.GROUNDS[code] for code in one.grounds),
        outcome=complaint_labels.RESULTS.get(one.result) or complaint_labels.STATES[one.state],
        follows=complaint_labels.MEASURES[one.measure] if one.measure != Measure.NONE else "",
        on=one.closed_at.date(),
    )


def _result(panel: Any, complaints: list[Any]) -> PublicResult:
    totals = {plan["candidate"]: plan["total"] for plan in panel.standing[0].ranking["candidates"]}
    order = list(totals)
    decisions = sorted(panel.decisions.all(), key=lambda decision: order.index(decision.dossier.key))
    chosen = [decision for decision in decisions if decision.outcome in (Outcome.TITLE, Outcome.ADMITTED)]
    written: dict[tuple[str, str], list[str]] = {(Ground.LINE, panel.line_reason): []} if panel.line_reason else {}
    for decision in chosen:
        if decision.reason:
            written.setdefault((decision.ground, decision.reason), []).append(decision.dossier.place.display_name)
    return PublicResult(
        stage=selection_labels.STAGES[panel.stage],
        chosen=tuple(
            Chosen(
                place=decision.dossier.place,
                country=decision.dossier.country,
                total=_rounded(totals[decision.dossier.key]),
                ground=selection_labels.GROUNDS[decision.ground],
            )
            for decision in chosen
        ),
        reasons=tuple(
            Reason(words=selection_labels.GROUNDS[ground], places=tuple(places), text=text)
            for (ground, text), places in written.items()
        ),
        code=panel.stage,
        sealed=panel.ref if hasattr(panel, "seal") else "",
        complaints=tuple(_complained(one) for one in complaints),
    )


def _rounded(total: str | None) -> str:
    """As in the minutes: three places, so that a column of results lines up."""
    if total is None:
        return ""
    rounded = Decimal(total).quantize(Decimal("0.001"), ROUND_HALF_EVEN)
    return f"{rounded:f}".replace(".", str(get_format("DECIMAL_SEPARATOR")))
