"""What of the body's decisions stands when a plan has left, and which signature may be published."""

import pytest

from pearls.programme.rules import parse_edition_rules
from pearls.selection.rules.deciding import Decided, standing_decisions
from pearls.selection.rules.panels import Ground, PanelState, may_publish, may_sign
from pearls.selection.rules.places import Outcome
from pearls.selection.rules.ranking import Ranking, rank
from pearls.selection.rules.sheet import ScoreLine
from tests.selection.left import POINTS, TOWNS
from tests.selection.room import NEXT

STAGE = parse_edition_rules(NEXT).final


def ranking(points: dict[str, int]) -> Ranking:
    lines = [
        ScoreLine(town, TOWNS[town], "juror1", criterion.id, value)  # type: ignore[arg-type]
        for town, value in points.items()
        for criterion in STAGE.criteria
    ]
    return rank(lines, STAGE, {town: TOWNS[town] for town in points})


def without(*towns: str, **other: int) -> dict[str, int]:
    return {town: points for town, points in {**POINTS, **other}.items() if town not in towns}


def test_what_the_rule_decided_is_asked_of_the_rule_again() -> None:
    decided = {town: Decided(Outcome.TITLE, Ground.RULE) for town in ("alfa", "beta", "gama")}

    assert standing_decisions(ranking(without("beta")), STAGE, decided) == set()


def test_a_settled_tie_stands_while_the_same_plans_are_tied_for_as_many_places() -> None:
    decided = {
        "gama": Decided(Outcome.TITLE, Ground.TIE),
        "epsi": Decided(Outcome.NOT_AWARDED, Ground.TIE),
        "beta": Decided(Outcome.TITLE, Ground.RULE),
    }

    assert standing_decisions(ranking(without("delta", gama=5)), STAGE, decided) == {"gama", "epsi"}
    # With beta gone both have room: the rule gives them their titles.
    assert standing_decisions(ranking(without("delta", "beta", gama=5)), STAGE, decided) == set()
    # With the chosen one gone nothing is tied any more.
    assert standing_decisions(ranking(without("delta", "gama")), STAGE, decided) == set()


def test_an_extra_place_stands_while_its_plan_may_have_it() -> None:
    delta = {"delta": Decided(Outcome.TITLE, Ground.EXTRA_PLACE)}

    assert standing_decisions(ranking(without("gama")), STAGE, delta) == {"delta"}
    assert standing_decisions(ranking(without("alfa")), STAGE, delta) == set()  # it has a title by rank now
    assert standing_decisions(ranking(without("delta")), STAGE, delta) == set()
    assert standing_decisions(ranking(without(gama=5)), STAGE, delta) == set()  # a tie is open


def test_the_line_of_the_body_stands_for_those_who_are_there() -> None:
    line = {town: Decided(Outcome.ADMITTED, Ground.LINE) for town in ("alfa", "beta")}

    assert standing_decisions(ranking(without("alfa")), STAGE, line) == {"beta"}


@pytest.mark.parametrize(
    ("panel", "gone", "reason"),
    [
        (PanelState.SIGNED, (), ""),
        (PanelState.SIGNED, ("alfa",), "signature-set-aside"),
        (PanelState.SET_ASIDE, (), "signature-set-aside"),
        (PanelState.CLOSED, (), "not-signed"),
        (PanelState.PUBLISHED, ("alfa",), "already-published"),
    ],
)
def test_only_a_signature_that_stands_is_published(panel: PanelState, gone: tuple[str, ...], reason: str) -> None:
    assert may_publish(is_office=True, panel=panel, gone=gone).reason == reason


def test_a_new_signature_needs_its_reason_and_the_first_one_none() -> None:
    def reason(panel: PanelState, said: str) -> str:
        return may_sign(is_chair=True, panel=panel, undecided=0, reason=said).reason

    assert reason(PanelState.CLOSED, "") == ""
    assert reason(PanelState.SET_ASIDE, " ") == "reason-missing"
    assert reason(PanelState.SET_ASIDE, "Alfa gave up.") == ""
