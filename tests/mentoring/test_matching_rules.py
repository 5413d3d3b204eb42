"""What suits a pair and what speaks against it; and what the reasons of a proposal may name."""

from datetime import date

import pytest

from pearls.mentoring import labels
from pearls.mentoring.rules import matching, proposing
from pearls.mentoring.rules.matching import Mentor, OwnCountry, RunState, SizeClass, Town
from pearls.mentoring.rules.proposing import Question

DAY = date(2027, 3, 1)


def a_town(**given: object) -> Town:
    return Town(**({"id": "town", "country": "LV", "language": "en"} | given))  # type: ignore[arg-type]


def a_mentor(**given: object) -> Mentor:
    facts = {"id": "mentor", "country": "LV", "languages": frozenset({"lv"}), "capacity": 1}
    return Mentor(**(facts | given))  # type: ignore[arg-type]


def test_every_shared_fact_has_its_points_and_all_of_them_make_a_hundred() -> None:
    themes = frozenset({"challenge:loneliness"})
    town = a_town(themes=themes, size=SizeClass.SMALL)
    mentor = a_mentor(themes=themes, sizes=frozenset({SizeClass.SMALL}))

    assert [one.points for one in matching.reasons_for(town, mentor)] == [40, 30, 20, 10]
    assert matching.affinity(town, mentor) == matching.MOST_POINTS == 100


@pytest.mark.parametrize(
    ("town", "mentor", "why"),
    [
        ({}, {}, []),
        ({}, {"languages": frozenset({"et"})}, ["no-shared-language"]),
        ({}, {"countries": frozenset({"EE"})}, ["country-not-served"]),
        ({}, {"own_country": OwnCountry.NEVER}, ["own-country-never"]),
        ({"country": "EE"}, {"own_country": OwnCountry.ONLY, "languages": frozenset({"et"})}, ["own-country-only"]),
        ({}, {"available_from": date(2027, 3, 2)}, ["not-available"]),
        ({}, {"available_until": date(2027, 3, 1)}, []),
        ({"closed_to": frozenset({"mentor"})}, {}, ["works-for-town"]),
    ],
)
def test_what_speaks_against_a_pair_is_named(town: dict, mentor: dict, why: list[str]) -> None:  # type: ignore[type-arg]
    assert matching.misfits(a_town(**town), a_mentor(**mentor), on=DAY) == why


def test_a_language_may_be_overruled_with_a_reason_a_capacity_never() -> None:
    ask = {"is_office": True, "state": RunState.PROPOSED, "found": ["no-shared-language"], "because": "She learns."}

    assert matching.may_override(**ask, is_full=False)  # type: ignore[arg-type]
    assert matching.may_override(**ask, is_full=True).reason == "mentor-is-full"  # type: ignore[arg-type]
    assert matching.may_override(**(ask | {"because": " "}), is_full=False).reason == "needs-reason"  # type: ignore[arg-type]
    assert matching.may_override(**(ask | {"found": ["works-for-town"]}), is_full=False).reason == "works-for-town"  # type: ignore[arg-type]


def test_an_explanation_names_the_facts_used_and_nothing_else() -> None:
    town = a_town(themes=frozenset({"challenge:a", "challenge:b"}))
    question = Question([town], [a_mentor(themes=frozenset({"challenge:a"}))], DAY)

    (row,) = proposing.propose(question).rows

    assert set(row) == {"town", "mentor", "affinity", "reasons"}
    assert {key for reason in row["reasons"] for key in reason} <= {
        *("code", "points", "languages", "themes", "of", "country", "size")
    }
    assert labels.for_words(row["reasons"][1], {"challenge:a": "Loneliness"}) == (
        "Shares 1 of 2 themes of its plan: Loneliness"
    )


def test_what_a_proposal_was_made_from_can_be_read_back() -> None:
    question = Question([a_town(size=SizeClass.LARGE)], [a_mentor(available_from=DAY)], DAY, 2)

    assert proposing.from_snapshot(proposing.as_snapshot(question)) == question
    kept = proposing.as_snapshot(question)["towns"][0]
    assert set(kept) == {"id", "country", "language", "themes", "size", "closed_to"}
