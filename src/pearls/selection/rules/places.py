"""From the order to the places: titles under the country limit, the extra place, and the line of the pre-selection.

Plans that tie are never put in an order of our own: a fate is settled only if it is the same in whichever order the
tied plans are taken. All those orders need not be tried. Let a group of tied plans meet `left` free places, and let
country c have n(c) plans in the group and room for r(c) more. Then c can take at most m(c) = min(n(c), r(c)).

- If the m(c) together fit into `left`, every order gives c exactly m(c) places: all its plans get one where
  n(c) <= r(c), none where r(c) = 0, and otherwise it depends on the order which of them do.
- If they do not fit, `left` places are given and every plan of a country with room can come first or last: all of
  these depend on the order, and nothing is left for later groups.

Either way the places left and the room of every country afterwards are the same for all orders, so the groups can be
gone through one by one. The tests compare this with trying all orders.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from typing import Any

from pearls.programme.rules.stages import StageRules


class Outcome(StrEnum):
    """What the rule says of a plan; None in its stead where the body draws the line itself."""

    TITLE = "title"
    NOT_AWARDED = "not-awarded"
    ADMITTED = "admitted"
    NOT_ADMITTED = "not-admitted"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Standing:
    """A plan in the order, as far as giving places goes."""

    candidate: str
    country: str
    total: Fraction


@dataclass(frozen=True)
class Fate:
    outcome: Outcome | None
    code: str
    detail: Mapping[str, Any] = field(default_factory=dict)
    extra_place_eligible: bool = False


Groups = Sequence[Sequence[Standing]]


def give_titles(groups: Groups, stage: StageRules) -> tuple[dict[str, Fate], int]:
    """The fate of every plan in the final, who may be given the extra place among them, and the titles left over."""
    fates: dict[str, Fate] = {}
    left, extra_left = stage.titles, stage.extra_titles
    holders: dict[str, list[str]] = {}
    taken: Counter[str] = Counter()
    for group in groups:
        given = _group_fates(group, stage, left=left, taken=taken, holders=holders, fates=fates)
        left -= given
        if extra_left > 0:
            for plan in group:
                if fates[plan.candidate].outcome != Outcome.TITLE:
                    fates[plan.candidate] = replace(fates[plan.candidate], extra_place_eligible=True)
            extra_left -= len(group) - given
    return fates, left


def _group_fates(
    group: Sequence[Standing],
    stage: StageRules,
    *,
    left: int,
    taken: Counter[str],
    holders: dict[str, list[str]],
    fates: dict[str, Fate],
) -> int:
    """Settle one group of tied plans; the number of places it takes. `taken` and `holders` are carried on."""
    sizes = Counter(plan.country for plan in group)
    room = {country: _room(country, stage, taken, sizes[country]) for country in sizes}
    wanted = sum(min(sizes[country], room[country]) for country in sizes)
    is_short = wanted > left
    given = min(wanted, left)
    for plan in group:
        if left == 0:
            fates[plan.candidate] = Fate(Outcome.NOT_AWARDED, "no-place-left", {"titles": stage.titles})
        elif room[plan.country] == 0:
            detail = {"country": plan.country, "taken_by": list(holders[plan.country])}
            fates[plan.candidate] = Fate(Outcome.NOT_AWARDED, "country-limit", detail)
        elif is_short or sizes[plan.country] > room[plan.country]:
            rivals = [
                other.candidate
                for other in group
                if other != plan and room[other.country] and (is_short or other.country == plan.country)
            ]
            places = left if is_short else room[plan.country]
            fates[plan.candidate] = Fate(Outcome.UNDECIDED, "tie", {"tied_with": rivals, "places": places})
        else:
            fates[plan.candidate] = Fate(Outcome.TITLE, "by-rank", {"titles": stage.titles})
    for plan in group:
        if fates[plan.candidate].outcome in (Outcome.TITLE, Outcome.UNDECIDED):
            holders.setdefault(plan.country, []).append(plan.candidate)
    for country in sizes:
        taken[country] += min(sizes[country], room[country])
    return given


def _room(country: str, stage: StageRules, taken: Counter[str], wanted: int) -> int:
    return max(stage.max_per_country - taken[country], 0) if stage.max_per_country else wanted


def draw_line(groups: Groups, stage: StageRules) -> dict[str, Fate]:
    """The fate of every plan in the pre-selection: by a number of places, by a minimum, or left to the body."""
    if stage.places is not None:
        return _by_places(groups, stage.places)
    if stage.minimum_total is not None:
        return _by_minimum(groups, Fraction(stage.minimum_total), {"minimum": f"{stage.minimum_total:f}"})
    return {plan.candidate: Fate(None, "line-not-drawn") for group in groups for plan in group}


def _by_places(groups: Groups, places: int) -> dict[str, Fate]:
    fates: dict[str, Fate] = {}
    left = places
    for group in groups:
        for plan in group:
            if left == 0:
                fates[plan.candidate] = Fate(Outcome.NOT_ADMITTED, "beyond-places", {"places": places})
            elif len(group) > left:
                rivals = [other.candidate for other in group if other != plan]
                fates[plan.candidate] = Fate(Outcome.UNDECIDED, "tie", {"tied_with": rivals, "places": left})
            else:
                fates[plan.candidate] = Fate(Outcome.ADMITTED, "within-places", {"places": places})
        left = max(left - len(group), 0)
    return fates


def _by_minimum(groups: Groups, minimum: Fraction, detail: Mapping[str, Any]) -> dict[str, Fate]:
    return {
        plan.candidate: Fate(Outcome.ADMITTED, "minimum-reached", detail)
        if plan.total >= minimum
        else Fate(Outcome.NOT_ADMITTED, "below-minimum", detail)
        for group in groups
        for plan in group
    }
