"""The sealed record of a panel's scores, as far as each reader may have it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q

from pearls.kernel import merkle
from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.programme.models import Edition
from pearls.programme.rules import Stage
from pearls.selection.models import Commitment, Dossier, MeetingSeal, Panel, Score, ScoreChange, Seal
from pearls.selection.queries.panels import RELATED, or_404
from pearls.selection.queries.results import counted
from pearls.selection.rules import record as rules
from pearls.selection.rules.panels import AssessmentState, PanelState


def sealed_panel(ref: str) -> Panel:
    """A panel whose scores are sealed, for everybody: its root is public. Raises: Http404."""
    panels = Panel.objects.select_related(*RELATED, "seal").filter(seal__isnull=False)
    return or_404(panels.filter(ref=ref).first())


def seal_of(panel: Panel) -> Seal | None:
    return Seal.objects.filter(panel=panel).first()


def final_seal(edition: Edition) -> Seal | None:
    """The seal over the scores of the edition's jury; for rooms above."""
    return Seal.objects.select_related("panel").filter(panel__edition=edition, panel__stage=Stage.FINAL).first()


def own_dossiers(actor: Actor, panel: Panel) -> list[Dossier]:
    """The texts of the panel that the actor may have the proofs of: their own place's, once the result is public."""
    if panel.state != PanelState.PUBLISHED or not actor.is_signed_in:
        return []
    places = people_queries.places_spoken_for(actor)
    return list(panel.dossiers.filter(place__in=places).order_by("name"))


def meeting_seal_of(panel: Panel) -> MeetingSeal | None:
    """The latest seal over what the meeting changed."""
    return MeetingSeal.objects.filter(panel=panel).select_related("panel__seal").order_by("-number").first()


def public_record(panel: Panel) -> dict[str, Any]:
    """The seal and every commitment, nothing opened."""
    given, later = _commitments(panel), meeting_seal_of(panel)
    document = {**_sealed(panel), "commitments": [item.commitment for item in _first(panel, given)]}
    if later:
        document["meeting"] = {**_signed(later), "commitments": [item.commitment for item in _changes(later, given)]}
    return document


def full_record(panel: Panel) -> dict[str, Any]:
    """The seal, every commitment, everything opened, and what counted."""
    given, later, first = _commitments(panel), meeting_seal_of(panel), panel.seal.statement["size"]
    document = {
        **_sealed(panel),
        "commitments": [item.commitment for item in given[:first]],
        "opened": [{"salt": item.salt, "record": item.record} for item in given[:first]],
        "counted": _counted_lines(panel, Q(), _sealed_size(panel, later)),
    }
    if later:
        changes = _changes(later, given)
        opened = [{"salt": item.salt, "record": item.record} | _reason(item) for item in changes]
        document["meeting"] = {
            **_signed(later),
            "commitments": [item.commitment for item in changes],
            "opened": opened,
        }
    return document


def proof_of(dossier: Dossier) -> dict[str, Any]:
    """The seal and what was given to one text, each score with its path to the root; nothing of any other text.

    A change at the meeting leads to the meeting's root; its reason, which may speak of others, is not told.
    """
    panel = dossier.panel
    given, later = _commitments(panel), meeting_seal_of(panel)
    lines = _counted_lines(panel, Q(assessment__dossier=dossier), _sealed_size(panel, later))
    opened = _with_paths(_first(panel, given), dossier.key)
    document = {**_sealed(panel), "opened": opened, "counted": lines}
    if later:
        changes = _with_paths(given[: later.statement["size"]], dossier.key, since=panel.seal.statement["size"])
        document["meeting"] = {**_signed(later), "opened": changes}
    return document


def _with_paths(given: Sequence[Commitment], key: str, since: int = 0) -> list[dict[str, Any]]:
    paths = merkle.inclusion_proofs(rules.tree_of(item.commitment for item in given))
    return [
        {"salt": item.salt, "record": item.record, "path": [part.hex() for part in path]}
        for item, path in zip(given, paths, strict=True)
        if item.record["candidate"] == key and item.number >= since
    ]


def _sealed(panel: Panel) -> dict[str, Any]:
    return {"format": rules.FORMAT, **_signed(panel.seal)}


def _signed(seal: Seal | MeetingSeal) -> dict[str, Any]:
    return {"statement": seal.statement, "key": seal.key, "signature": seal.signature}


def _sealed_size(panel: Panel, later: MeetingSeal | None) -> int:
    return int((later or panel.seal).statement["size"])


def _first(panel: Panel, given: Sequence[Commitment]) -> Sequence[Commitment]:
    return given[: panel.seal.statement["size"]]


def _changes(later: MeetingSeal, given: Sequence[Commitment]) -> Sequence[Commitment]:
    return given[later.statement["before"]["size"] : later.statement["size"]]


def _reason(item: Commitment) -> dict[str, str]:
    """The reason of a change, as long as it is there: it goes when its assessor is erased, its hash stays."""
    return {"reason": item.change.reason} if item.change.reason else {}


def _commitments(panel: Panel) -> list[Commitment]:
    return list(Commitment.objects.filter(panel=panel).select_related("change").order_by("number"))


def _counted_lines(panel: Panel, which: Q, size: int) -> list[dict[str, Any]]:
    """What the result was computed with, spelled as it was committed to.

    A score that was changed after the last seal is told as it was sealed: the change is not sealed yet.
    """
    rows = Score.objects.filter(which, assessment__dossier__in=counted(panel), value__isnull=False)
    finished = rows.filter(assessment__state=AssessmentState.FINISHED)
    unsealed = ScoreChange.objects.filter(assessment__dossier__panel=panel, commitment__number__gte=size)
    before: dict[tuple[str, str], Any] = {}
    for ref, criterion, value in unsealed.values_list("assessment__ref", "criterion", "before"):
        before.setdefault((ref, criterion), value)
    lines = [(row[0], row[1], row[2], before.get((row[1], row[2]), row[3])) for row in _in_order(finished)]
    return [_line(*row) for row in lines if row[3] is not None]


def _in_order(rows: Any) -> Iterable[tuple[Any, ...]]:
    found = rows.order_by("assessment__dossier__key", "pk")
    names = ("assessment__dossier__key", "assessment__ref", "criterion", "value")
    return list(found.values_list(*names))


def _line(candidate: str, assessment: str, criterion: str, value: Any) -> dict[str, Any]:
    return {
        "candidate": candidate,
        "assessment": assessment,
        "criterion": criterion,
        "score": f"{value.normalize():f}",
    }
