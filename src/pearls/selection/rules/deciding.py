"""What the body adds to the rule: which tied plans get the places, who may have the extra place, where the line is."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pearls.kernel.verdict import YES, Verdict, no
from pearls.programme.rules.stages import Stage, StageRules
from pearls.selection.rules.panels import Ground
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import Ranked, Ranking

_GOOD = {Stage.FINAL: Outcome.TITLE, Stage.PRESELECTION: Outcome.ADMITTED}
_BAD = {Stage.FINAL: Outcome.NOT_AWARDED, Stage.PRESELECTION: Outcome.NOT_ADMITTED}


@dataclass(frozen=True)
class Settled:
    """What a choice among tied plans comes to; `outcomes` holds the plans that the rule had left open."""

    verdict: Verdict
    outcomes: Mapping[str, Outcome]


def settle_ties(ranking: Ranking, stage: StageRules, chosen: Collection[str]) -> Settled:
    """The outcomes of the undecided plans if the chosen ones are taken first.

    The rule still holds: a choice that no order of the tied plans could give is refused (choice-impossible).
    """
    undecided = {plan.candidate for plan in ranking.candidates if plan.outcome == Outcome.UNDECIDED}
    order = sorted(
        (plan for plan in ranking.candidates if plan.rank is not None),
        key=lambda plan: (plan.rank or 0, plan.candidate not in chosen),
    )
    taken = _take(order, stage)
    if set(chosen) != taken & undecided:
        return Settled(no("choice-impossible"), {})
    good, bad = _GOOD[ranking.stage], _BAD[ranking.stage]
    return Settled(YES, {plan: good if plan in taken else bad for plan in undecided})


def _take(order: Collection[Ranked], stage: StageRules) -> set[str]:
    places = stage.titles if stage.stage == Stage.FINAL else stage.places or 0
    taken: set[str] = set()
    countries: Counter[str] = Counter()
    for plan in order:
        has_room = not stage.max_per_country or countries[plan.country] < stage.max_per_country
        if len(taken) < places and has_room:
            taken.add(plan.candidate)
            countries[plan.country] += 1
    return taken


def chosen_by_lot(ranking: Ranking, stage: StageRules, order: Sequence[str]) -> set[str]:
    """Which undecided plans get a place when plans that tie are taken in the order drawn; the rule's limits hold."""
    drawn = {key: number for number, key in enumerate(order)}
    undecided = {plan.candidate for plan in ranking.candidates if plan.outcome == Outcome.UNDECIDED}
    plans = sorted(
        (plan for plan in ranking.candidates if plan.rank is not None),
        key=lambda plan: (plan.rank or 0, drawn.get(plan.candidate, len(drawn))),
    )
    return _take(plans, stage) & undecided


def extra_candidates(ranking: Ranking, stage: StageRules, titled: Collection[str]) -> set[str]:
    """Who may be given an extra place once ties are settled: the best without a title by rank, all where they tie."""
    rest = [plan for plan in ranking.candidates if plan.rank is not None and plan.candidate not in titled]
    if not rest or not stage.extra_titles:
        return set()
    last = rest[min(stage.extra_titles, len(rest)) - 1].rank
    return {plan.candidate for plan in rest if plan.rank is not None and last is not None and plan.rank <= last}


@dataclass(frozen=True)
class Decided:
    """What the body decided about one plan, and on what ground."""

    outcome: Outcome
    ground: Ground


def standing_decisions(ranking: Ranking, stage: StageRules, decided: Mapping[str, Decided]) -> set[str]:
    """Whose decisions (their keys) still stand once the ranking has become this one, because a plan came or left.

    The line stands for every plan that is still there. A settled tie stands while the same plans are tied and the
    same choice among them is possible. An extra place stands while no tie is open and its plan may still have it.
    What the rule decided never stands: the rule is asked again.
    """
    here = {plan.candidate for plan in ranking.candidates}
    stands = {key for key, item in decided.items() if item.ground == Ground.LINE and key in here}
    tied = {key: item.outcome for key, item in decided.items() if item.ground == Ground.TIE}
    chosen = {key for key, outcome in tied.items() if outcome == _GOOD[ranking.stage]}
    undecided = {plan.candidate for plan in ranking.candidates if plan.outcome == Outcome.UNDECIDED}
    if undecided and undecided == set(tied) and settle_ties(ranking, stage, chosen).verdict:
        stands |= set(tied)
    elif undecided:
        return stands
    titled = {plan.candidate for plan in ranking.candidates if plan.outcome == Outcome.TITLE}
    eligible = extra_candidates(ranking, stage, titled | (stands & chosen))
    return stands | {key for key, item in decided.items() if item.ground == Ground.EXTRA_PLACE and key in eligible}


def line_after(ranking: Ranking, last_rank: int) -> Mapping[str, Outcome]:
    """The outcomes if the line is drawn below this rank; plans that tie stay together, unassessed ones are out.

    A rank of 0 admits nobody.
    """
    return {
        plan.candidate: Outcome.ADMITTED if plan.rank is not None and plan.rank <= last_rank else Outcome.NOT_ADMITTED
        for plan in ranking.candidates
    }
