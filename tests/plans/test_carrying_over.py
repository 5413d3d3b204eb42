"""Practices drafted from plans before they were contributions are carried over with all that they said."""

from importlib import import_module

MIGRATION = import_module("pearls.plans.migrations.0007_carry_practices_over")


def test_what_was_drafted_from_a_plan_becomes_a_draft_that_can_be_sent_on() -> None:
    fields = {
        "title": "Kilns in the streets",
        "summary": "They lit a kiln.",
        "challenges": ["Neighbours do not know each other"],
        "goals": ["They do"],
        "target_groups": ["Newcomers"],
        "participants": 310,
        "budget_eur": None,
        "outcomes": [],
        "source_language": "lv",
    }

    assert MIGRATION.draft_of(fields) == {
        "title": "Kilns in the streets",
        "language": "lv",
        "summary": "They lit a kiln.\n\nNeighbours do not know each other\n\nThey do",
        "participants": "Newcomers · 310",
    }
