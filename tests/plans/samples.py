"""A small plan in which everything fits, to plant flaws in; and a large one, to see how long things take."""

from copy import deepcopy
from typing import Any

from tools.large_plan import large_lists

YEAR = 2027

SOUND: dict[str, Any] = {
    "vision": "A harbour where everybody has a chair.",
    "challenges": [
        {"id": "c1", "challenge": "Young people leave after school", "groups": ["g1"]},
        {"id": "c2", "challenge": "Old and new neighbours do not meet", "groups": ["g2"]},
    ],
    "goals": [
        {
            "id": "z1",
            "goal": "Young people shape what happens in town",
            "challenges": ["c1"],
            "capacity": "participation",
        },
        {"id": "z2", "goal": "Neighbours know each other by name", "challenges": ["c2"], "capacity": "trust"},
    ],
    "target_groups": [
        {"id": "g1", "group": "Young people", "today": "hardly"},
        {"id": "g2", "group": "New residents", "today": "little"},
    ],
    "stakeholders": [
        {"id": "p1", "who": "Harbour company", "influence": "high", "interest": "medium", "role": "Lends the hall"},
        {"id": "p2", "who": "School", "influence": "medium", "interest": "high"},
    ],
    "methods": [{"id": "m1", "method": "Open evening", "tool": "world_cafe"}],
    "decisions": [{"id": "d1", "what": "What stays after the year", "on": "2027-10-01", "activities": ["a1"]}],
    "activities": [
        {
            "id": "a1",
            "name": "Youth council on the pier",
            "what": "Young people plan four evenings and run them.",
            "goals": ["z1"],
            "groups": ["g1"],
            "owner": "t1",
            "partners": ["p2"],
            "starts_on": "2027-02-01",
            "ends_on": "2027-06-30",
            "participation": "together",
        },
        {
            "id": "a2",
            "name": "Long table in the harbour",
            "what": "One table, two hundred chairs, food from every kitchen.",
            "goals": ["z2"],
            "groups": ["g2"],
            "owner": "t2",
            "partners": ["p1"],
            "starts_on": "2027-08-14",
            "ends_on": "2027-08-15",
            "participation": "involve",
        },
    ],
    "stages": [{"id": "e1", "what": "Getting to know each other", "starts_on": "2027-01-10", "ends_on": "2027-06-30"}],
    "calendar": [{"id": "h1", "what": "First evening", "on": "2027-03-05", "activity": "a1"}],
    "milestones": [{"id": "n1", "what": "Opening", "on": "2027-01-15"}],
    "strategies": [{"id": "y1", "name": "Development programme", "goals": ["z1"]}],
    "team": [
        {"id": "t1", "person": "Culture officer", "coordinates": True, "hours": 40},
        {"id": "t2", "person": "Social worker", "hours": 16},
    ],
    "sources": [{"id": "q1", "name": "Own budget", "kind": "own", "amount": 300001, "state": "agreed"}],
    "seed_money": 200000,
    "cost_lines": [
        {"id": "k1", "what": "Fees", "activity": "a1", "amount": 200000, "is_seed": True, "on": "2027-03-15"},
        {"id": "k2", "what": "Sound", "activity": "a1", "amount": 100001, "source": "q1", "on": "2027-05-15"},
        {"id": "k3", "what": "Food", "activity": "a2", "amount": 200000, "source": "q1", "on": "2027-08-15"},
    ],
    "indicators": [
        {
            "id": "i1",
            "name": "Young people who say that they can change something",
            "goals": ["z1"],
            "activities": ["a1"],
            "unit": "of 100 asked",
            "baseline": "31",
            "baseline_on": "2026-11-02",
            "target": "50",
            "how": "The same survey before and after",
        },
        {
            "id": "i2",
            "name": "Neighbours known by name",
            "goals": ["z2"],
            "baseline": "2.5",
            "baseline_on": "2027-05-02",
            "target": "4",
            "how": "Asked at the table",
        },
    ],
    "continue": "The youth council stays, with a budget of its own.",
    "risks": [
        {"id": "x1", "risk": "Storm", "likelihood": "high", "effect": "medium", "answer": "The hall", "owner": "t1"}
    ],
    "summary_challenges": ["Young people leave", "Neighbours old and new do not meet"],
    "summary_goals": ["Young people shape the town", "Neighbours know each other"],
    "summary_activities": ["Youth council", "A long table"],
}


def sound() -> dict[str, Any]:
    """A copy of the plan in which everything fits."""
    return deepcopy(SOUND)


def large() -> dict[str, Any]:
    """A plan as large as one may become."""
    return {**sound(), **large_lists(YEAR)}
