"""The evidence beside a panel's ranking. It is worked out once for the same scores, and never slows a page down.

What a usual jury gave takes a moment and is kept by the process. For many scores it takes seconds: then the page says
that it is on its way, and the background work does it. Nothing here is a record: all of it can be worked out again.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, Max, Sum

from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.selection.models import Assessment, Dossier, Panel, Seat
from pearls.selection.queries.panels import RELATED, seats_of
from pearls.selection.queries.results import Result, counted, lines_of, result_from, result_of
from pearls.selection.rules.evidence import Evidence, spread, weigh
from pearls.selection.rules.panels import AssessmentState, PanelState
from pearls.selection.rules.ranking import Ranking, rank_sheet
from pearls.selection.rules.sheet import ScoreSheet

LIGHT = 150  # assessments that take less than a page may
_KEPT_MOST = 32
_KEEP_FOR = 60 * 60 * 24 * 30
_FORMAT = 4  # goes up whenever `Evidence` changes its shape
_WANTED = "selection:evidence:wanted"
Known = tuple[Ranking, Evidence]
_kept: dict[str, Known] = {}


@dataclass(frozen=True)
class Weighed:
    """A panel's ranking and the evidence beside it; None while it is still being worked out."""

    ranking: Ranking
    dossiers: dict[str, Dossier]
    evidence: Evidence | None


def weighed(panel: Panel, seats: Iterable[Seat], *, without: Collection[int] = ()) -> Weighed:
    """The evidence of what is in so far; `seats` are all of the panel, ended ones too.

    `without` are the rows of texts that a reader must not meet: they are not in what the figures are worked out from,
    so that no figure tells anything of them.
    """
    return _weighed(panel, list(counted(panel)), _countries(seats), _state_of_scores(panel), without)


def weighed_for_two(
    panel: Panel, texts: Sequence[Dossier], seats: Iterable[Seat], *, without: Collection[int]
) -> tuple[Weighed, Weighed]:
    """The whole, and what one reader may have of it; `texts` are those that count. One query for both."""
    countries, stands = _countries(seats), _state_of_scores(panel)
    whole = _weighed(panel, texts, countries, stands)
    return whole, _weighed(panel, texts, countries, stands, without) if without else whole


def _weighed(
    panel: Panel, texts: Iterable[Dossier], countries: dict[str, str], stands: list[str], without: Collection[int] = ()
) -> Weighed:
    dossiers = {dossier.key: dossier for dossier in texts if dossier.pk not in without}
    key = _key_of_closed(panel, dossiers, countries, stands) if stands else ""
    known = _known(key)
    if known is not None:
        return Weighed(known[0], dossiers, known[1])
    sheet = _sheet(panel, dossiers.values())
    ranking = rank_sheet(sheet)
    evidence = evidence_of(panel, sheet, ranking, countries, without=without)
    if key and evidence is not None:
        _keep(key, (ranking, evidence))
    return Weighed(ranking, dossiers, evidence)


def result_shown(panel: Panel, seats: Iterable[Seat], *, without: Collection[int] = ()) -> Result:
    """The panel's result for a page. Once scoring has closed, the scores are not counted anew while they stay the same.

    What is decided and signed rests on `result_of`, which counts them, and says what `without` is.
    """
    if panel.state == PanelState.SCORING:
        return result_of(panel, without=without)
    decisions = {decision.dossier_id: decision for decision in panel.decisions.all()}
    return result_from(panel, panel.dossiers.select_related("item"), weighed(panel, seats).ranking, decisions)


def evidence_of(
    panel: Panel, sheet: ScoreSheet, ranking: Ranking, countries: dict[str, str], *, without: Collection[int] = ()
) -> Evidence | None:
    """The evidence of a sheet that is at hand; `countries` are those of the seats by their reference."""
    key = _key(panel, sheet, countries)
    known = _known(key)
    if known is None and sum(ranking.assessors.values()) <= LIGHT:
        known = _keep(key, (ranking, weigh(sheet, ranking, assessor_countries=countries)))
    elif known is None:
        cache.set(_WANTED, (panel.ref, *sorted(without)), _KEEP_FOR)
    return known and known[1]


def spread_of(panel: Panel, sheet: ScoreSheet, ranking: Ranking) -> Evidence | None:
    """What everybody may have of it, which tells of no assessor; None while it is still being worked out."""
    key = f"{_key(panel, sheet, {})}:spread"
    known = _known(key)
    if known is None and sum(map(len, sheet.scores.values())) <= LIGHT:
        known = _keep(key, (ranking, spread(sheet)))
    elif known is None:
        cache.set(_WANTED, (panel.ref,), _KEEP_FOR)
    return known and known[1]


def _known(key: str) -> Known | None:
    """What this process keeps, or another one has worked out."""
    if key and key not in _kept:
        found = cache.get(key)
        return None if found is None else _keep(key, found)
    return _kept.get(key)


def _sheet(panel: Panel, dossiers: Iterable[Dossier]) -> ScoreSheet:
    texts = list(dossiers)
    return ScoreSheet.of(lines_of(panel, texts), panel.stage_rules, {text.key: text.country for text in texts})


def is_evidence_wanted() -> bool:
    """Whether a page asked for evidence that takes too long for a page."""
    return cache.get(_WANTED) is not None


def work_out_wanted() -> None:
    """Work out what was asked for last and keep it for every process; safe to run twice."""
    ref, *without = cache.get(_WANTED, ("",))
    panel = Panel.objects.select_related(*RELATED).filter(ref=ref).first()
    if panel is not None:
        dossiers = {dossier.key: dossier for dossier in counted(panel) if dossier.pk not in without}
        sheet, countries = _sheet(panel, dossiers.values()), _countries(seats_of(panel, with_ended=True))
        ranking = rank_sheet(sheet)
        known = (ranking, weigh(sheet, ranking, assessor_countries=countries))
        cache.set(_key(panel, sheet, countries), known, _KEEP_FOR)
        if panel.closed_at is not None:
            cache.set(_key_of_closed(panel, dossiers, countries, _state_of_scores(panel)), known, _KEEP_FOR)
        cache.set(f"{_key(panel, sheet, {})}:spread", (ranking, spread(sheet)), _KEEP_FOR)
    cache.delete(_WANTED)


def _key(panel: Panel, sheet: ScoreSheet, countries: dict[str, str]) -> str:
    """The same for the same scores under the same rules, and for no others."""
    scores = {
        plan: {who: {key: str(score) for key, score in cells.items()} for who, cells in by_assessor.items()}
        for plan, by_assessor in sheet.scores.items()
    }
    content = [panel.rules_version.sha256, panel.stage, sheet.countries, scores, countries]
    return f"selection:evidence:{_FORMAT}:{sha256_hex(canonical_json(content))}"


def _state_of_scores(panel: Panel) -> list[str]:
    """What tells that scores have changed since, once scoring has closed: few do then, and one question is enough."""
    if panel.closed_at is None:
        return []
    given = Assessment.objects.filter(dossier__panel=panel, state=AssessmentState.FINISHED)
    state = given.aggregate(count=Count("scores"), whose=Sum("pk"), last=Max("scores__changed_at"))
    return [str(panel.closed_at), *map(str, state.values())]


def _key_of_closed(panel: Panel, dossiers: Iterable[str], countries: dict[str, str], stands: list[str]) -> str:
    """As `_key`, without reading the scores."""
    content = [panel.ref, panel.rules_version.sha256, stands, sorted(dossiers), countries]
    return f"selection:evidence:{_FORMAT}:closed:{sha256_hex(canonical_json(content))}"


def _countries(seats: Iterable[Seat]) -> dict[str, str]:
    return {seat.ref: seat.country for seat in seats}


def _keep(key: str, found: Known) -> Known:
    if len(_kept) >= _KEPT_MOST:
        _kept.clear()
    _kept[key] = found
    return found
