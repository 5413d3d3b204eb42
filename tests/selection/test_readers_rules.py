"""Who reads what, as rules: what is wrong with an assignment, what may be changed, and whether people will suffice."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from pearls.kernel.verdict import Verdict
from pearls.selection import labels
from pearls.selection.rules import readers as rules
from pearls.selection.rules.assigning import Application, Assessor, Misfit, Question, assign
from pearls.selection.rules.panels import AssignmentState, PanelState
from pearls.selection.rules.readers import faults_of, reasons_for

EN = frozenset({"en"})
TEXTS = [Application("alfa", "LV", "en"), Application("beta", "EE", "en")]
PEOPLE = [Assessor("ann", "LV", EN, 2), Assessor("bo", "DK", EN, 1), Assessor("cy", "FI", frozenset({"fi"}), 2)]


def a_question(per: int = 1, **given: object) -> Question:
    return Question(TEXTS, PEOPLE, per, **given)  # type: ignore[arg-type]


def codes(question: Question, *pairs: tuple[str, str], aside: tuple[tuple[str, str], ...] = ()) -> list[str]:
    return [fault.code for fault in faults_of(question, pairs, aside)]


@settings(max_examples=100, deadline=None)
@given(some.data())
def test_what_is_computed_has_no_faults(data: some.DataObject) -> None:
    countries, tongues = some.sampled_from(["LV", "EE"]), some.sampled_from(["en", "lv"])
    texts = [
        Application(f"a{n}", data.draw(countries), data.draw(tongues)) for n in range(data.draw(some.integers(1, 5)))
    ]
    people = [
        Assessor(f"r{n}", data.draw(countries), data.draw(some.frozensets(tongues)), data.draw(some.integers(0, 4)))
        for n in range(data.draw(some.integers(1, 5)))
    ]
    closed = {(text.id, one.id) for text in texts for one in people if data.draw(some.integers(0, 5)) == 0}
    question = Question(texts, people, data.draw(some.integers(1, 2)), frozenset(closed), data.draw(some.booleans()))

    answer = assign(question)

    assert answer.obstacles or faults_of(question, answer.pairs) == []


@pytest.mark.parametrize(
    ("pairs", "found"),
    [
        ((("alfa", "bo"), ("beta", "ann")), []),
        ((("alfa", "bo"),), ["too-few"]),
        ((("alfa", "ann"), ("beta", "ann")), ["pair-own-country", "too-few"]),
        ((("alfa", "bo"), ("beta", "bo")), ["overloaded"]),
        ((("alfa", "bo"), ("beta", "ann"), ("beta", "cy")), ["pair-language"]),
        ((("alfa", "gone"), ("beta", "ann")), ["not-there", "too-few"]),
        ((("alfa", "bo"), ("beta", "ann"), ("beta", "bo")), ["too-many", "overloaded"]),
    ],
)
def test_whatever_is_wrong_is_named(pairs: tuple[tuple[str, str], ...], found: list[str]) -> None:
    assert codes(a_question(), *pairs) == found


def test_a_conflict_or_a_word_that_it_cannot_be_judged_leaves_a_text_with_too_few() -> None:
    pairs = (("alfa", "bo"), ("beta", "ann"))

    assert codes(a_question(conflicts=frozenset({("alfa", "bo")})), *pairs) == ["pair-conflict", "too-few"]
    assert codes(a_question(), *pairs, aside=(("beta", "ann"),)) == ["stepped-aside", "too-few"]


def test_every_fault_and_every_reason_has_its_sentence() -> None:
    names = {"alfa": "Alfa", "ann": "Ann"}
    detail = {"application": "alfa", "assessor": "ann", "count": 1, "wanted": 2, "capacity": 3}
    faults = [rules.Remark(code, detail) for code in labels.FAULTS]
    question = a_question(is_own_country_open=True)

    assert all("Alfa" in said or "Ann" in said for said in (labels.fault_text(fault, names) for fault in faults))
    assert [labels.for_pair_text(remark, "en", {}) for remark in reasons_for(question, ("alfa", "ann"), 1)] == [
        "No conflict of interest is known.",
        "From the same country (Latvia), which the rules allow.",
        "Reads its language: English.",
        "Texts in all: 1, of at most 2.",
    ]


def why(verdict: Verdict) -> str:
    return verdict.reason


def test_a_pair_by_hand_is_held_to_the_same_rule() -> None:
    ask = {
        "is_office": True,
        "panel": PanelState.SCORING,
        "state": AssignmentState.PROPOSED,
        "against": [],
        "room": 1,
        "reason": "She knows the coast.",
    }

    assert rules.may_add(**ask)  # type: ignore[arg-type]
    for changes, reason in (
        ({"is_office": False}, "not-the-office"),
        ({"panel": PanelState.CLOSED}, "scoring-closed"),
        ({"state": AssignmentState.NONE}, "nothing-assigned"),
        ({"against": [Misfit.OWN_COUNTRY]}, "pair-own-country"),
        ({"against": [Misfit.CONFLICT]}, "pair-conflict"),
        ({"against": [Misfit.LANGUAGE]}, "pair-language"),
        ({"room": 0}, "assessor-is-full"),
        ({"reason": " "}, "reason-missing"),
    ):
        assert why(rules.may_add(**(ask | changes))) == reason  # type: ignore[arg-type]


def test_only_a_sound_proposal_comes_into_force_and_only_before_somebody_scores() -> None:
    ask = {"is_office": True, "panel": PanelState.SCORING, "state": AssignmentState.PROPOSED, "begun": 0, "faults": 0}

    assert rules.may_take_over(**ask)  # type: ignore[arg-type]
    assert why(rules.may_take_over(**(ask | {"faults": 2}))) == "assignment-faulty"  # type: ignore[arg-type]
    assert why(rules.may_take_over(**(ask | {"begun": 1}))) == "scores-begun"  # type: ignore[arg-type]
    assert why(rules.may_take_over(**(ask | {"state": AssignmentState.IN_FORCE}))) == "nothing-assigned"  # type: ignore[arg-type]
